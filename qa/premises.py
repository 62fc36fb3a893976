"""What a question takes for granted and an article would have to mention to answer it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.name_forms import is_named, names_in
from qa.normal_form import fold, words

if TYPE_CHECKING:
    from index import Article

YEAR = re.compile(r"\b(?:1[5-9]|20)[0-9]{2}\b")


def unmentioned(question: str, article: Article) -> list[str]:
    """Names and years of the question that the article never mentions.

    An article that never names somebody cannot say what this person did, however close its words
    are to the question.
    """
    whole = " ".join(
        part
        for part in (article.title, article.outlet, article.byline, article.published, article.text)
        if part
    )
    folded = fold(whole)
    known = frozenset(word.form for word in words(whole))
    missing = [name for name in names_in(question) if not is_named(name, known, folded)]
    return missing + [year for year in YEAR.findall(question) if year not in folded]
