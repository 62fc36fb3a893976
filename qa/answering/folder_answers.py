"""Statements about the articles of a folder: when each was published, what each tells first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.answering.metadata import MetadataQuestion, metadata_statements
from qa.answering.overviews import MOST_ARTICLES, opening_sentences, overview
from qa.question import Telling
from qa.question.folder_questions import titles
from qa.statement import CheckedStatement, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index import ArticleLibrary
    from qa.answering.composition import Composition
    from qa.engine import Cancelled
    from qa.question import FolderAnswer

OPEN_QUESTION = "What happened?"


def tell_of(
    found: FolderAnswer, composition: Composition, library: ArticleLibrary, cancelled: Cancelled
) -> Iterator[CheckedStatement]:
    """Checked statements; at the end a notice that names the articles that were left out."""
    if found.telling is Telling.DATES:
        asked = MetadataQuestion("published", found.articles)
        yield from metadata_statements(asked, composition.sources)
    elif found.telling is Telling.ONE:
        selection = opening_sentences(library.sentences(found.articles[0]))
        yield from composition.compose(OPEN_QUESTION, selection.answering, cancelled)
    else:
        yield from _first_of_each(found, composition, library, cancelled)


def _first_of_each(
    found: FolderAnswer,
    composition: Composition,
    library: ArticleLibrary,
    cancelled: Cancelled,
) -> Iterator[CheckedStatement]:
    articles = found.articles
    selection = overview("", articles, library.sentences, library.group)
    composition.quoting = True  # told at once: no model chooses the words
    yield from composition.compose(OPEN_QUESTION, selection.answering, cancelled)
    told = {library.group(each.sentence.article) for each in selection.evidence}
    left = [each for each in articles if library.group(each) not in told]
    if found.beyond or (left and len(told) >= MOST_ARTICLES):
        more = len(left) + found.beyond
        number = "1 more article" if more == 1 else f"{more:,} more articles"
        shown = f": {titles(left, beyond=found.beyond)}" if left else ""
        yield CheckedStatement(f"And {number}{shown}.", Kind.NOTICE)
