"""A checked answer as HTML for a notebook: text, verdicts and sources, every word escaped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.markup import escape
from qa.quotation_marks import in_marks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.statement import CheckedStatement, Citation


def notebook_html(
    statements: Sequence[CheckedStatement],
    cited: Sequence[Citation],
    closest: Sequence[Citation],
    *,
    understood: str | None,
    refusal: str | None,
) -> str:
    """Statements with their numbers, then the exact words of every source. No link, no script."""
    parts = []
    if understood is not None:
        parts.append(f"<p><small>You asked: {escape(understood)}</small></p>")
    if refusal is not None:
        parts.append(f"<p>{escape(refusal)}</p>")
    parts += [_statement(statement) for statement in statements]
    for heading, sources in (("Sources", cited), ("The closest sentences", closest)):
        if sources:
            parts.append(f"<p><b>{heading}</b></p>")
            parts += [_source(source) for source in sources]
    return "".join(parts)


def _statement(statement: CheckedStatement) -> str:
    numbers = "".join(f"<sup>[{number}]</sup>" for number in statement.numbers)
    verdict = "" if statement.verdict is None else str(statement.verdict).replace("_", " ")
    note = f" <small>({escape(verdict)})</small>" if verdict else ""
    return f"<p>{escape(statement.text)}{numbers}{note}</p>"


def _source(source: Citation) -> str:
    article = source.article
    known = [part for part in (article.shown_outlet, article.title, article.published) if part]
    label = escape(", ".join(known) or article.path.name)
    return f"<p>[{source.number}] {label}<br>{escape(in_marks(source.quote))}</p>"
