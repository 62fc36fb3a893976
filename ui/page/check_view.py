"""A checked text as HTML: every sentence with its verdict, its source and what differs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.briefing.export_check import counted, verdict_words
from qa.english.readable import plural
from qa.markup import escape, tag
from qa.quotation_marks import inner_marks
from qa.statement import Differing, Outcome, Verdict
from ui.page.rendering import describe, icon, render_checks, render_chip, render_verdict
from ui.page.word_difference import Differs, altered_quotations

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.statement import CheckedStatement
    from ui.page.word_difference import Piece

DRAFT_SHELL = (
    '<section class="sheet" aria-labelledby="check-title">'
    '<h2 id="check-title" class="view-title">Check a text</h2>'
    '<p class="aside">Every sentence of a draft is compared with the articles that are loaded. '
    "Nothing leaves this computer.</p>"
    '<div class="drop" data-drop="draft">'
    '<label for="draft-text" class="field-label">The text</label>'
    '<textarea id="draft-text" class="field" rows="12" spellcheck="false" '
    'placeholder="Paste a text here, or drop a file on this page."></textarea>'
    '<p class="drop-line"><button type="button" class="plain" data-pick="draft">Open a file…'
    '</button><span class="aside">.txt, .md or .docx, up to 5 MB</span></p>'
    '<input type="file" accept=".txt,.text,.md,.markdown,.docx" data-picked="draft" hidden '
    'aria-label="A draft to check"></div>'
    '<p class="drop-problem problem-text" role="alert"></p>'
    '<p class="actions"><button type="button" class="primary" data-send-draft>Check it</button></p>'
    "</section>"
)
_ONE_LETTER = {
    Differs.SAME: ("span", ""),
    Differs.ONLY_HERE: ("del", "only in the text: "),
    Differs.ONLY_THERE: ("ins", "in the article: "),
}


def render_checked(statements: Sequence[CheckedStatement], *, total: int, finished: bool) -> str:
    """The sentences that are checked so far, of `total`; what may be done with them at the end."""
    if not statements:
        return ""
    body = _summary(statements, total, finished=finished)
    body += tag(
        "ol", "".join(tag("li", _sentence(each)) for each in statements), class_="checked-list"
    )
    return tag("section", body, class_="checked", data_turn="check", aria_label="The checked text")


def _summary(statements: Sequence[CheckedStatement], total: int, *, finished: bool) -> str:
    counts = "".join(_count(verdict, count) for verdict, count in counted(statements))
    heading = plural(total, "sentence")
    if not finished:
        heading = f"{len(statements):,} of {heading}"
    title = tag("h2", escape(heading), class_="view-title", tabindex="-1")
    body = title + tag("p", counts, class_="counted")
    if finished:
        body += tag("p", _only_problems() + _buttons(), class_="toolbar")
    return tag("header", body, class_="checked-heading")


def _count(verdict: Verdict | None, count: int) -> str:
    words = escape(f"{count:,} {verdict_words(verdict).lower()}")
    if verdict is None:
        return tag("span", words, class_="verdict")
    return tag("span", icon(verdict) + words, class_=f"verdict verdict-{verdict}")


def _only_problems() -> str:
    box = '<input type="checkbox" data-only-problems="">'
    return tag("label", f"{box} Only problems", class_="switch")


def _buttons() -> str:
    given = (("markdown", "Save as Markdown"), ("json", "Save as JSON"), ("again", "Another text"))
    return "".join(
        tag("button", words, type="button", class_="link", data_act=act, data_tab="check")
        for act, words in given
    )


def _sentence(statement: CheckedStatement) -> str:
    if statement.verdict is None:
        reason = " ".join(check.reason for check in statement.checks)
        return tag(
            "div",
            tag("p", escape(statement.text), class_="sentence")
            + tag("p", escape(reason), class_="finding"),
            class_="statement notice no-problem",
        )
    chips = "".join(render_chip(citation) for citation in statement.citations)
    text = tag(
        "p",
        _marked(
            statement.text, None if statement.difference is None else statement.difference.claim
        )
        + (f"\u00a0{tag('span', chips, class_='chips')}" if chips else ""),
        class_="sentence",
    )
    fine = statement.verdict is Verdict.SUPPORTED
    return tag(
        "div",
        text
        + tag("p", render_verdict(statement.verdict), class_="finding")
        + _why(statement)
        + _differences(statement)
        + _source(statement)
        + tag("div", render_checks(statement.checks), class_="reasons", hidden=""),
        class_=f"statement claim claim-{statement.verdict}" + (" no-problem" if fine else ""),
        tabindex="-1",
    )


def _why(statement: CheckedStatement) -> str:
    """The reasons for a verdict that is not good, in plain sight."""
    failed = [check for check in statement.checks if check.outcome is Outcome.FAIL]
    rows = "".join(tag("li", escape(f"{c.check}: {c.reason}")) for c in failed)
    if statement.differs is not None:
        rows += tag("li", escape(statement.differs), class_="differs")
    return tag("ul", rows, class_="why-not") if rows else ""


def _differences(statement: CheckedStatement) -> str:
    quotes = [citation.quote for citation in statement.citations]
    told = [_difference(pieces) for pieces in altered_quotations(statement.text, quotes)]
    return "".join(told)


def _difference(pieces: Sequence[Piece]) -> str:
    words = " ".join(_piece(piece) for piece in pieces)
    return tag("p", f"“{words}”", class_="word-difference")


def _piece(piece: Piece) -> str:
    name, spoken = _ONE_LETTER[piece.differs]
    hint = tag("span", spoken, class_="unseen") if spoken else ""
    return tag(name, hint + escape(piece.words))


def _source(statement: CheckedStatement) -> str:
    """Beside a sentence the words that come nearest, so that both are read together."""
    if not statement.citations:
        return ""
    first, differs = statement.citations[0], statement.difference
    told = None
    if (
        differs is not None
        and differs.kind is not Differing.ADDED
        and first.number == differs.source
    ):
        told = (differs.words[0] - first.start, differs.words[1] - first.start)
    said = tag("q", _marked(inner_marks(first.quote), told)) + tag(
        "span", escape(describe(first)), class_="attribution"
    )
    return tag("blockquote", said, class_="beside")


def _marked(text: str, span: tuple[int, int] | None) -> str:
    """The text with these code points marked as what differs."""
    if span is None:
        return escape(text)
    start, end = span
    differing = tag("mark", escape(text[start:end]), class_="differing")
    return escape(text[:start]) + differing + escape(text[end:])
