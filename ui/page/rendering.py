"""Checked answers as HTML: pure strings in, escaped strings out. Knows nothing of Gradio.

Every word that comes from an article, a question or a model passes through `qa.markup.escape`, here
and in the modules beside this one. Nothing else in the application writes markup around such
words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.english.readable import VERDICT_WORDS, readable_date
from qa.markup import escape, tag
from qa.quotation_marks import in_marks
from qa.statement import Kind, Outcome, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qa.statement import CheckedStatement, CheckResult, Citation

_ICON_PATHS = {
    Verdict.SUPPORTED: '<path d="M3 8.5 6.5 12 13 4.5"/>',
    Verdict.PARTLY_SUPPORTED: '<circle cx="8" cy="8" r="5"/><path d="M8 3v10" />'
    '<path d="M8 3a5 5 0 0 0 0 10z" class="icon-filled"/>',
    Verdict.NOT_SUPPORTED: '<circle cx="8" cy="8" r="5" stroke-dasharray="2.2 1.8"/>',
    Verdict.CONTRADICTED: '<path d="M4 4l8 8M12 4l-8 8"/>',
    Verdict.UNCITED: '<path d="M4 8h8"/>',
}
_OUTCOME_WORDS = {
    Outcome.PASS: "passed",
    Outcome.FAIL: "failed",
    Outcome.NOT_APPLICABLE: "does not apply",
}


def icon(verdict: Verdict) -> str:
    """A small drawing for a verdict; the words beside it carry the meaning."""
    return (
        '<svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">'
        f"{_ICON_PATHS[verdict]}</svg>"
    )


def source_key(citation: Citation) -> str:
    """What names a source between the page and the server: `article:start:end`.

    A source that is a front-matter field ends in the field's name: `article:0:0:outlet`.
    """
    key = f"{citation.article.id}:{citation.start}:{citation.end}"
    return key if citation.field is None else f"{key}:{citation.field}"


def describe(citation: Citation) -> str:
    """Who published the words, as plain text; what is unknown is left out."""
    article = citation.article
    known = (article.shown_outlet, article.title, readable_date(article.published))
    return ", ".join(part for part in known if part) or article.path.name


def render_chip(citation: Citation, label: str = "Source") -> str:
    """The button that opens a source: its number, and who says what for those who hover."""
    says = f"{describe(citation)}: {in_marks(citation.quote)}"
    return tag(
        "button",
        str(citation.number),
        type="button",
        class_="chip",
        data_source=source_key(citation),
        title=says,
        aria_label=f"{label} {citation.number}: {says}",
    )


def render_verdict(verdict: Verdict, kind: Kind = Kind.WRITTEN) -> str:
    """A verdict as an icon and words. Words of the article itself are called that."""
    words = VERDICT_WORDS[verdict]
    if kind is Kind.QUOTED and verdict is Verdict.SUPPORTED:
        words = "The article’s own words"
    return tag("span", icon(verdict) + escape(words), class_=f"verdict verdict-{verdict}")


def render_checks(checks: Iterable[CheckResult]) -> str:
    """Why a statement has its verdict: every check that applied, with its reason."""
    rows = [
        tag("dt", escape(check.check))
        + tag(
            "dd",
            tag("span", escape(_OUTCOME_WORDS[check.outcome]), class_="outcome")
            + (f" {escape(check.reason)}" if check.reason else ""),
            class_=f"check-{check.outcome}",
        )
        for check in checks
        if check.outcome is not Outcome.NOT_APPLICABLE
    ]
    return tag("dl", "".join(rows), class_="checks") if rows else ""


def render_statement(statement: CheckedStatement, *, said_in: str | None = None) -> str:
    """One sentence of an answer with its chips, its verdict and the reasons for it.

    `said_in` is a short phrase about how many articles say so.
    """
    chips = "".join(render_chip(citation) for citation in statement.citations)
    sentence = tag(
        "p",
        escape(statement.text) + (f"\u00a0{tag('span', chips, class_='chips')}" if chips else ""),
        class_="sentence",
    )
    if statement.verdict is None:
        return tag("div", sentence, class_="statement notice")
    finding = render_verdict(statement.verdict, statement.kind)
    if said_in:
        finding += tag("span", escape(said_in), class_="said-in")
    return tag(
        "div",
        sentence
        + tag("p", finding, class_="finding")
        + tag("div", render_checks(statement.checks), class_="reasons", hidden=""),
        class_=f"statement claim claim-{statement.verdict}"
        + (" no-problem" if statement.verdict is Verdict.SUPPORTED else ""),
        tabindex="-1",
    )
