"""Says of a cited article that its outlet corrected it. Judges nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.blocks import Kind, blocks_of
from qa.quotation_marks import in_marks
from qa.statement import CheckedStatement
from qa.statement import Kind as StatementKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index import Article
    from qa.sources import SourceList

CORRECTED = "The article was corrected:"


def correction_notices(
    shown: Sequence[CheckedStatement], sources: SourceList
) -> Iterator[CheckedStatement]:
    """One notice for each correction of a cited article that no statement cites itself."""
    cited = [citation for statement in shown for citation in statement.citations]
    articles: dict[str, Article] = {each.article.id: each.article for each in cited}
    for article in articles.values():
        spans = [(c.start, c.end) for c in cited if c.article.id == article.id]
        for block in blocks_of(article.text):
            known = any(start < block.end and block.start < end for start, end in spans)
            if block.kind is Kind.CORRECTION and not known:
                source = sources.cite(article, block.start, block.end)
                text = f"{CORRECTED} {in_marks(source.quote)}"
                yield CheckedStatement(text, StatementKind.NOTICE, (source,))
