"""Statements that tell a cell of a table, with its row and its header as sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.answering.responder import Response
from qa.comparison import Found
from qa.evidence import CELLS, Certainty, cells_asked
from qa.finding import passed
from qa.question import plain_question
from qa.statement import CheckedStatement, Kind, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from index import Article, ArticleLibrary, Hit
    from qa.answering.composition import Composition
    from qa.answering.responder import Asked
    from qa.engine import Cancelled
    from qa.evidence import Cell
    from qa.sources import SourceList
    from qa.statement import Citation

    Search = Callable[[str, Asked, ArticleLibrary], Sequence[Hit]]


@dataclass(frozen=True, slots=True)
class TableCell:
    """Questions for a cell of a table: by its row and column, the highest, the sum it tells."""

    search: Search
    whole: bool = False

    def respond(self, asked: Asked, library: ArticleLibrary) -> Response | None:
        """One statement for each article that has such a cell, the newest first."""
        question = plain_question(asked.question)
        articles = library.articles
        # Of a large library the search tells sooner which articles count.
        if articles.are_few and not any(CELLS in article.text for article in articles):
            return None
        hits = self.search(question, asked, library)
        found = list({hit.passage.article.id: hit.passage.article for hit in hits}.values())
        cells = cells_asked(question, sorted(found, key=_day, reverse=True))
        if not cells:
            return None

        def tell(composition: Composition, _: Cancelled) -> Iterable[CheckedStatement]:
            return cell_statements(cells, composition.sources)

        return Response(Found(asked.question, hits), tell, Certainty.ANSWERED)


def cell_statements(cells: Sequence[Cell], sources: SourceList) -> Iterator[CheckedStatement]:
    """As `Gazette has in a table for Corran: Turnout 67.0%.`, with the row and the header cited."""
    for cell in cells:
        article, row = cell.article, cell.row
        cited: tuple[Citation, ...]
        if cell.extreme:
            rows = cell.table.rows
            cited = (sources.cite(article, cell.table.header.start, rows[-1].end),)
            text = (
                f"In a table of {_source(article)} the {cell.extreme} value of “{cell.header}” "
                f"is {cell.value}, for {row.label}."
            )
        else:
            start = article.text.rfind(cell.value, row.start, row.end)
            answer = (start, start + len(cell.value))
            cited = (
                sources.cite(article, row.start, row.end, answer),
                sources.cite(article, cell.table.header.start, cell.table.header.end),
            )
            text = f"{_source(article)} has in a table for {row.label}: {cell.header} {cell.value}."
        text = f"{text[0].upper()}{text[1:]}"
        check = passed("table", "The cell stands in this row and under this name.")
        yield CheckedStatement(text, Kind.WRITTEN, cited, (check,), Verdict.SUPPORTED)


def _source(article: Article) -> str:
    return article.outlet or f"the article ‘{article.title or article.path.name}’"


def _day(article: Article) -> str:
    return article.published or ""
