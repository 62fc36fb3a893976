"""Tables: a cell by row and column, its row told with the header, the highest, the told sum."""

from __future__ import annotations

import pytest

from index.blocks import blocks_of
from qa.english.parser import is_installed
from qa.evidence.table_cells import cells_asked
from qa.evidence.tables import row_told, tables_of
from qa.evidence.told import tellings, told_in
from tests.fakes import article, hits_of

TABLE = (
    "Fewer people read paper\n\n"
    "The library counted its loans of last year.\n\n"
    "Branch | Members | Books lent | Share\n"
    "Oster | 1,200 | 14,050 | 31.5%\n"
    "Wend Hill | 940 | 16,300 | 36.5%\n"
    "Wend | 2,010 | 14,300 | 32.0%\n"
    "Total | 4,150 | 44,650 | 100.0%\n\n"
    "Students pay nothing."
)
STORY = article(TABLE, title="Fewer people read paper", outlet="Oster Post", published="2025-03-04")
HEADLESS = "The town in figures.\n\nArea | 12 km²\nPeople | 9,400\nSchools | 3\n\nIt is small."


def spans(text: str) -> list[tuple[int, int]]:
    return [(s.start, s.end) for s in hits_of(article(text))[0].sentences]


def test_a_row_is_told_with_the_names_of_its_columns():
    told = [each.text for each in tellings(TABLE, spans(TABLE))]
    assert "Oster: Members 1,200; Books lent 14,050; Share 31.5%" in told
    start = TABLE.index("Wend Hill")
    shown = "Wend Hill: Members 940; Books lent 16,300; Share 36.5%."
    assert told_in(TABLE, start, TABLE.index("\nWend |")) == shown


def test_a_header_alone_tells_nothing():
    row = next(b for b in blocks_of(TABLE) if b.start == TABLE.index("Branch"))
    assert row_told(TABLE, row) == ""


def test_rows_without_a_sure_header_stay_as_they_stand():
    assert tables_of(HEADLESS) == ()
    start, end = HEADLESS.index("People"), HEADLESS.index("\nSchools")
    assert told_in(HEADLESS, start, end) == "People | 9,400"


@pytest.mark.skipif(not is_installed(), reason="the grammar's package is not installed")
@pytest.mark.parametrize(
    ("question", "label", "value"),
    [
        ("How many members does Oster have?", "Oster", "1,200"),
        ("share in wend hill", "Wend Hill", "36.5%"),
        ("How many books were lent in Wend?", "Wend", "14,300"),
        ("How many books were lent in total?", "Total", "44,650"),
        ("Which branch has the most members?", "Wend", "2,010"),
        ("Which branch had the lowest share?", "Oster", "31.5%"),
    ],
)
def test_the_cell_that_is_asked_for_is_found(question: str, label: str, value: str):
    (cell,) = cells_asked(question, [STORY])
    assert (cell.row.label, cell.value) == (label, value)


@pytest.mark.skipif(not is_installed(), reason="the grammar's package is not installed")
@pytest.mark.parametrize(
    "question",
    [
        "How many members does Lund have?",  # no such row
        "How many books were stolen in Wend?",  # no such column
        "How many members did Oster have in 1998?",  # of another year
        "How many young members does Oster have?",  # of fewer people
        "How many books were not lent in Oster?",
        "How many members do Oster and Wend have?",  # of two rows
        "Who runs Oster?",
    ],
)
def test_no_cell_stands_in_for_what_a_table_does_not_have(question: str):
    assert cells_asked(question, [STORY]) == []
