"""What a reader of a briefing lacks in a sentence of an article, put into square brackets.

"The singer" gets the name, "on Friday" the day, where the article gives it for exactly these
words; the place that gives it is cited too. `qa.checks.brackets` says what is given.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qa.checks.brackets import days_given, names_given, without_given
from qa.evidence import told_words
from qa.writing import briefly_quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from index import Sentence
    from qa.statement import Citation

    Cite = Callable[[Sentence], Citation]


def explained_quotation(
    source: Citation, sentences: Sequence[Sentence], cite: Cite, cite_day: Cite
) -> tuple[str, tuple[Citation, ...]]:
    """The quotation of a source with what explains it, each once, and the places that give that.

    `sentences` are those of its article; `cite_day` cites the day on which it was published.
    """
    plain = briefly_quoted(source)
    if told_words(source) != source.quote:
        return plain, ()
    texts = [sentence.text for sentence in sentences]
    published = source.article.published
    name = names_given(source.quote, texts)
    days = {day.explained: day for day in reversed(list(days_given(source.quote, published)))}
    quote, giving = source.quote, []
    for given in sorted([*days.values(), *([name] if name else [])], key=lambda g: -g.end):
        quote = f"{quote[: given.end]} [{given.explained}]{quote[given.end :]}"
        by = next((s for s in sentences if given.giving and given.giving in s.text), None)
        giving.append(cite_day(sentences[0]) if by is None else cite(by))
    text = briefly_quoted(replace(source, quote=quote))
    if without_given(text, texts, published) != plain:
        return plain, ()
    return text, tuple(dict.fromkeys(giving))
