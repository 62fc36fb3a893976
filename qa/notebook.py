"""A checked answer as HTML for a notebook: text, verdicts and sources, every word escaped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.markup import escape

if TYPE_CHECKING:
    from qa.answer import CheckedAnswer, CheckedStatement, Citation


def notebook_html(answer: CheckedAnswer) -> str:
    """Statements with their numbers, then the exact words of every source. No link, no script."""
    parts = []
    if answer.understood is not None:
        parts.append(f"<p><small>You asked: {escape(answer.understood)}</small></p>")
    if answer.refusal is not None:
        parts.append(f"<p>{escape(answer.refusal)}</p>")
    parts += [_statement(statement) for statement in answer.statements]
    cited = [source for source in answer.sources if source.number not in answer.nearest]
    nearest = [source for source in answer.sources if source.number in answer.nearest]
    for heading, sources in (("Sources", cited), ("The closest sentences", nearest)):
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
    known = [part for part in (article.outlet, article.title, article.published) if part]
    label = escape(", ".join(known) or article.path.name)
    return f"<p>[{source.number}] {label}<br>“{escape(source.quote)}”</p>"
