"""What a person changes in a briefing: pure functions from one briefing to the next.

Statements and sections are named by the numbers that are shown, from 1. Notes are numbered again
after each change. An edited sentence is checked at once; its verdict stands, whatever it is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from index.clean_text import clean_text
from index.sentences import split_sentences
from qa.briefing.structure import Item, Section, numbered
from qa.checks import check_in_articles
from qa.checks.checked_text import LONGEST_CLAIM
from qa.checks.draft_sentences import without_markers
from qa.comparison import said_by
from qa.errors import QuestionError
from qa.evidence import told_words
from qa.finding import passed
from qa.sources import SourceList
from qa.statement import CheckedStatement, Kind, Verdict
from qa.writing import briefly_quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index import Article
    from index.sentences import Span
    from qa.briefing.structure import Briefing
    from qa.checks import ClaimChecker


def move_section(briefing: Briefing, section: int, to: int) -> Briefing:
    """The briefing with one section at another place."""
    sections = list(briefing.sections)
    moved = sections.pop(_row(section, len(sections), "section"))
    sections.insert(_row(to, len(sections) + 1, "section"), moved)
    return numbered(replace(briefing, sections=tuple(sections)))


def move_statement(briefing: Briefing, number: int, section: int, to: int) -> Briefing:
    """The briefing with one statement as number `to` of a section, the same one or another."""
    _row(section, len(briefing.sections), "section")
    item = briefing.items[_row(number, len(briefing.items), "statement")]
    left = _replaced(briefing, number, ())
    return _inserted(left, section, to, item)


def delete_statement(briefing: Briefing, number: int) -> Briefing:
    """The briefing without one statement; its section stays, with what else it holds."""
    _row(number, len(briefing.items), "statement")
    return numbered(_replaced(briefing, number, ()))


def edit_statement(briefing: Briefing, number: int, text: str, checker: ClaimChecker) -> Briefing:
    """The briefing with other words for one statement, checked against the articles it cites.

    Raises:
        QuestionError: the words are none or too many.
    """
    item = briefing.items[_row(number, len(briefing.items), "statement")]
    claim = without_markers(clean_text(text).text)
    if not any(character.isalnum() for character in claim):
        raise QuestionError("The statement is empty. Write a sentence, or delete the statement.")
    if len(claim) > LONGEST_CLAIM:
        raise QuestionError(
            f"The statement has {len(claim):,} characters, but at most {LONGEST_CLAIM:,} are "
            "checked at once. Write two."
        )
    articles = {c.article.id: c.article for c in item.citations}
    statement = check_in_articles(claim, articles.values(), _spans, checker, SourceList())
    quotes = [told_words(citation) for citation in statement.citations]
    cited = {citation.article.id for citation in statement.citations}
    edited = Item(statement, said_by(quotes), min(item.reports, max(1, len(cited))))
    return numbered(_replaced(briefing, number, (edited,)))


def add_quotation(
    briefing: Briefing, section: int, to: int, article: Article, start: int, end: int
) -> Briefing:
    """The briefing with the exact words of an article as number `to` of a section.

    Raises:
        ValueError: the span is not inside the article, or holds no word.
    """
    if not 0 <= start < end <= len(article.text):
        raise ValueError(f"{start}-{end} is not inside the article's 0-{len(article.text)}")
    citation = SourceList().cite(article, start, end)
    if not any(character.isalnum() for character in citation.quote):
        raise ValueError(f"there is no word at {start}-{end}")
    check = passed("quotations", "The words are those of the article.")
    text = briefly_quoted(citation)
    statement = CheckedStatement(text, Kind.QUOTED, (citation,), (check,), Verdict.SUPPORTED)
    return _inserted(briefing, section, to, Item(statement, said_by([told_words(citation)])))


def section_of(briefing: Briefing, heading: str) -> tuple[Briefing, int]:
    """The section with this heading, from 1; at the end of the briefing where there was none."""
    for row, section in enumerate(briefing.sections, start=1):
        if section.heading == heading:
            return briefing, row
    sections = (*briefing.sections, Section(heading, ()))
    return replace(briefing, sections=sections), len(sections)


def _inserted(briefing: Briefing, section: int, to: int, item: Item) -> Briefing:
    sections = list(briefing.sections)
    row = _row(section, len(sections), "section")
    items = list(sections[row].items)
    items.insert(_row(to, len(items) + 1, "statement"), item)
    sections[row] = Section(sections[row].heading, tuple(items))
    return numbered(replace(briefing, sections=tuple(sections)))


def _replaced(briefing: Briefing, number: int, items: Sequence[Item]) -> Briefing:
    """With these items in the place of one; the notes keep their numbers."""
    sections = []
    first = 1
    for section in briefing.sections:
        row = number - first
        kept = section.items
        if 0 <= row < len(kept):
            kept = (*kept[:row], *items, *kept[row + 1 :])
        first += len(section.items)
        sections.append(replace(section, items=kept))
    return replace(briefing, sections=tuple(sections))


def _spans(article: Article) -> Sequence[Span]:
    return split_sentences(article.text)


def _row(number: int, count: int, what: str) -> int:
    if not 1 <= number <= count:
        raise ValueError(f"there is no {what} {number}: the last is {count}")
    return number - 1
