"""Which cell of a table a question asks for: by its row and column, the highest, or the sum.

Every word of the question that says what is asked for has to stand in the row, the column, the
title or the lines right before the table; else the table may not be about it, and none is found.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from index.dates import day_of
from qa.english.grammar import parts_of_speech
from qa.english.normal_form import stem, stems
from qa.evidence.tables import tables_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from index import Article
    from qa.evidence.tables import Row, Table

_ASKS = re.compile(
    r"\W*(?:(?:and|so|but|please|tell me) )*(?:(?:in|at|on|for|from|by|to|of) )?"
    r"(?:what|which|who|whose|where|when|how (?:many|much|high|low|long|old|large|big|far))\b",
    re.IGNORECASE,
)
# "turnout in Corran": few words, and none that makes a sentence of them.
_LONGEST_BARE = 7  # words
_HIGHEST = re.compile(
    r"\b(?:highest|most|largest|biggest|greatest|longest|tallest|oldest|fastest|dearest|costliest)\b",
    re.IGNORECASE,
)
_LOWEST = re.compile(
    r"\b(?:lowest|least|fewest|smallest|cheapest|shortest|youngest|slowest)\b", re.IGNORECASE
)
_TOTAL_ASKED = re.compile(
    r"\b(?:in total|total|altogether|together|overall|in all|sum)\b", re.IGNORECASE
)
_TOTAL = re.compile(r"(?:grand )?totals?|sum|overall|all(?: [a-z]+)?|altogether|together", re.I)
# Nouns and adjectives that ask for an amount of anything.
_MEASURES = frozenset(
    stem(word)
    for word in """number amount price cost figure value share percentage rate level people person
    much many total sum result row column table list highest lowest most least fewest largest
    biggest smallest cheapest longest shortest overall expensive""".split()  # noqa: SIM905
)
# Verbs that say no more than that there is such an amount; "rejected" says more.
_SAYING_NOTHING = frozenset(
    stem(word)
    for word in """be have do cost pay charge get give record report see reach stand show list
    count tell win score earn take""".split()  # noqa: SIM905
)
_OTHERWISE = re.compile(
    r"\b(?:not|no|never|without|except|than|over|under|above|below|between|each|average|mean|"
    r"difference|change|more|fewer|less)\b|n[’']t\b",
    re.IGNORECASE,
)
_TELLING = ("NN", "JJ", "CD", "FW", "VB")  # beginnings of tags of words that say what is asked for
_CONTEXT = 300  # characters before a table that may say what it is about
_KIN = 4  # letters at the beginning: "voters" and "votes"
_NUMBER = re.compile(r"[-−]?[0-9][0-9.,  ]*")


@dataclass(frozen=True, slots=True)
class Cell:
    """The cell asked for: a row and a column, and whether it is the highest or lowest of them."""

    article: Article
    table: Table
    row: Row
    column: int
    extreme: str = ""

    @property
    def header(self) -> str:
        return self.table.header.cells[self.column]

    @property
    def value(self) -> str:
        return self.row.cells[self.column]


def cells_asked(question: str, articles: Iterable[Article]) -> list[Cell]:
    """The cell of each article's tables that a question asks for; none where it may be another."""
    if not _is_asked(question) or _OTHERWISE.search(question):
        return []
    found = []
    for article in articles:
        cells = [
            cell
            for table in tables_of(article.text)
            if (cell := _cell(question, article, table)) is not None
        ]
        if len(cells) == 1:
            found += cells
    return found


def _is_asked(question: str) -> bool:
    bare = len(question.split()) <= _LONGEST_BARE and not _verbs(question)
    return _ASKS.match(question) is not None or bare


def _verbs(question: str) -> bool:
    return any(part.tag.startswith("VB") or part.tag == "MD" for part in parts_of_speech(question))


def _cell(question: str, article: Article, table: Table) -> Cell | None:
    said = stems(question)
    column = _column(said, table)
    extreme = _extreme(question)
    if column is None:
        return None
    row = _end_of(table, column, extreme) if extreme else _row(question, said, table)
    if row is None or not row.cells[column]:
        return None
    cell = Cell(article, table, row, column, extreme)
    return cell if not _untold(question, cell) else None


def _extreme(question: str) -> str:
    if _HIGHEST.search(question) or re.search(r"\bmost expensive\b", question, re.I):
        return "highest"
    return "lowest" if _LOWEST.search(question) else ""


def _column(said: frozenset[str], table: Table) -> int | None:
    """The column with most words of the question; the only one where there is one."""
    columns = range(1, len(table.header.cells))
    if len(columns) == 1:
        return 1
    shared = {column: _shared(table.header.cells[column], said) for column in columns}
    best = max(shared.values())
    first = [column for column, number in shared.items() if number == best]
    return first[0] if best and len(first) == 1 else None


def _shared(name: str, said: frozenset[str]) -> float:
    """How many words of a name are said; of two with as many the one with fewer others is meant."""
    own = stems(name)
    shared = len(own & said)
    return shared - 0.1 * len(own - said) if shared else 0


def _row(question: str, said: frozenset[str], table: Table) -> Row | None:
    labels = [(row, stems(row.label)) for row in table.rows]
    named = [(row, own) for row, own in labels if own and own <= said]
    named = [(row, own) for row, own in named if not _is_total(row)]
    most = max((len(own) for _, own in named), default=0)
    named = [(row, own) for row, own in named if len(own) == most]
    if len(named) == 1:
        return named[0][0]
    totals = [row for row in table.rows if _is_total(row)]
    asked = not named and _TOTAL_ASKED.search(question)
    return totals[0] if asked and len(totals) == 1 else None


def _is_total(row: Row) -> bool:
    return _TOTAL.fullmatch(row.label.strip(" :")) is not None


def _end_of(table: Table, column: int, extreme: str) -> Row | None:
    """The row with the highest or the lowest number of a column, if there is one such row."""
    rows = [row for row in table.rows if not _is_total(row)]
    numbers = [_number(row.cells[column]) for row in rows]
    if len(rows) < 2 or None in numbers or len(_signs(rows, column)) > 1:
        return None
    wanted = (max if extreme == "highest" else min)(n for n in numbers if n is not None)
    found = [row for row, number in zip(rows, numbers, strict=True) if number == wanted]
    return found[0] if len(found) == 1 else None


def _signs(rows: Sequence[Row], column: int) -> set[str]:
    return {" ".join(_NUMBER.sub("0", row.cells[column]).split()) for row in rows}


def _number(cell: str) -> Decimal | None:
    found = _NUMBER.findall(cell)
    if len(found) != 1:
        return None
    plain = found[0].strip().replace("−", "-").rstrip(".,")
    plain = re.sub(r"[,  ](?=[0-9]{3}(?![0-9]))", "", plain)
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def _untold(question: str, cell: Cell) -> list[str]:
    """The words of a question that neither the cell nor what stands around it has."""
    known = _known(cell)
    beginnings = {word[:_KIN] for word in known if len(word) >= _KIN}
    exact = stems(" ".join((cell.header, *cell.row.cells, cell.article.title or "", _day(cell))))
    found = []
    for word, number in _said(question):
        if word in exact or word in _MEASURES:
            continue
        # A year that only stands near may be the one with which the article compares.
        if number or not (word in known or word[:_KIN] in beginnings):
            found.append(word)
    return found


def _known(cell: Cell) -> frozenset[str]:
    text, first = cell.article.text, cell.table.header.start
    around = text[max(0, first - _CONTEXT) : first]
    words = (*cell.table.header.cells[:1], cell.header, *cell.row.cells[:1], around)
    return stems(" ".join((*words, cell.article.title or "", cell.article.outlet or "")))


def _day(cell: Cell) -> str:
    day = day_of(cell.article.published)
    return f"{day:%B} {day.year}" if day else ""


def _said(question: str) -> Iterator[tuple[str, bool]]:
    """The words that say what is asked for, as stems, and whether each is a number."""
    for part in parts_of_speech(question):
        # "Pay" of "what does an adult pay" is easily read as a noun.
        nothing = stem(part.lemma) in _SAYING_NOTHING
        if part.tag.startswith(_TELLING) and not nothing:
            for own in stems(part.text):
                yield own, part.tag == "CD"
