"""A briefing on the page, as HTML: sections and statements with what can be done to each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.briefing.blocks import DISPUTED, MISSING, UNSETTLED, label_of
from qa.english.readable import CONFLICT_WORDS, plural, readable_date
from qa.markup import escape, tag
from qa.statement import Outcome, Verdict
from ui.page.rendering import render_checks, render_chip, render_verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index import Article
    from qa import Briefing
    from qa.briefing import Dispute, Item, Missing, Section
    from qa.briefing.verification import Verification
    from qa.statement import CheckedStatement, Citation
    from ui.page.briefing_sheet import BriefingSheet

_OFFERED = 200  # articles to quote from; a longer list is cut and says so
FORM_SHELL = (
    '<section class="sheet" aria-labelledby="brief-title">'
    '<h2 id="brief-title" class="view-title">Brief</h2>'
    '<p class="aside">What the articles tell of a topic, who says so, where they differ and what '
    "they leave open. Every statement keeps its exact source.</p>"
    '<label for="brief-topic" class="field-label">Topic</label>'
    '<input type="text" id="brief-topic" class="field" maxlength="400" '
    'placeholder="For example: the invitation to Moscow">'
    '<label for="brief-length" class="field-label">Length</label>'
    '<select id="brief-length" class="field"><option value="short">A few sentences</option>'
    '<option value="page" selected>One page</option><option value="long">Three pages</option>'
    "</select>"
    '<label for="brief-since" class="field-label">Only what is new since (optional)</label>'
    '<input type="file" id="brief-since" class="field" multiple accept=".md,.docx,.html,.json" '
    'aria-describedby="brief-since-about"><p class="aside" id="brief-since-about">A briefing that '
    "was saved here: .md, .docx or .html, and its .receipt.json if that was saved too.</p>"
    '<p class="toolbar"><button type="button" class="primary" data-brief="topic">Prepare it'
    '</button><button type="button" class="plain" data-brief="conversation">'
    "From the answers of this conversation</button></p>"
    '<p class="drop-problem problem-text" role="alert"></p></section>'
)
VERIFY_SHELL = (
    '<section class="sheet verify" data-drop="receipt" aria-labelledby="verify-title">'
    '<h3 id="verify-title" class="field-label">Verify a briefing</h3>'
    '<p class="aside">Drop a briefing that was saved here, with or without its receipt. It is '
    "compared, to the character, with what was written and with the articles as they are now.</p>"
    '<p class="drop-line"><button type="button" class="plain" data-pick="receipt">Open a briefing…'
    '</button><span class="aside">.md, .docx or .html, and .receipt.json</span></p>'
    '<input type="file" multiple accept=".md,.docx,.html,.json" data-picked="receipt" hidden '
    'aria-label="A briefing to verify">'
    '<p class="drop-problem problem-text" role="alert"></p></section>'
)


def render_sheet(
    sheet: BriefingSheet, articles: Sequence[Article], *, focus: str = "", note: str = ""
) -> str:
    """The whole briefing; `focus` names what gets the focus, `note` what has just been done."""
    briefing = sheet.briefing
    body = _heading(sheet, note)
    first = 1
    for row, section in enumerate(briefing.sections, start=1):
        body += _section(section, row, first, len(briefing.sections), focus)
        first += len(section.items)
    if not briefing.items:
        body += tag("p", "The articles tell nothing of it.", class_="refusal")
    body += _disputes(briefing.disputes) + _open(MISSING, briefing.missing)
    body += _open(UNSETTLED, briefing.unsettled)
    if briefing.sections:
        body += _adding(briefing, articles)
    return tag("article", body, class_="briefing", data_turn="brief", aria_label="The briefing")


def _heading(sheet: BriefingSheet, note: str) -> str:
    briefing = sheet.briefing
    facts = [
        plural(len(briefing.items), "statement"),
        plural(len(briefing.notes), "note"),
        f"{plural(briefing.consulted.articles, 'article')} searched",
    ]
    newest = readable_date(briefing.newest)
    facts += [f"newest source {newest}"] if newest else []
    saves = "".join(
        _button(words, "link", act="save", kind=kind)
        for kind, words in ((".md", "Markdown"), (".docx", "Word"), (".html", "HTML"))
    )
    receipts = "".join(
        _button(words, "link", act="receipt", kind=kind, label=f"Receipt of the {words} file")
        for kind, words in ((".md", "Markdown"), (".docx", "Word"), (".html", "HTML"))
    )
    sure = "Leave this briefing? It is not kept unless you have saved it."
    tools = _button("Undo", "link", act="undo") if sheet.before else ""
    tools += _button("Another briefing", "link", act="again", sure=sure)
    return tag(
        "header",
        tag("h2", escape(briefing.title), class_="view-title", tabindex="-1")
        + tag("p", escape(" · ".join(facts)), class_="aside")
        + tag("p", tag("span", "Save as", class_="tool-name") + saves + tools, class_="toolbar")
        + tag("p", tag("span", "Receipt for", class_="tool-name") + receipts, class_="toolbar")
        + tag("p", escape(note), class_="aside done-note", role="status"),
        class_="checked-heading",
    )


def _section(section: Section, row: int, first: int, count: int, focus: str) -> str:
    tools = "".join(
        _step("section", name, row, step, possible=1 <= row + step <= count, focus=focus)
        for name, step in (("up", -1), ("down", 1))
    )
    heading = tag(
        "div",
        tag("h3", escape(section.heading), class_="section-heading")
        + tag("p", tools, class_="item-tools"),
        class_="section-line",
    )
    if section.remark:
        heading += tag("p", escape(section.remark), class_="aside")
    items = "".join(
        tag("li", _item(item, number, focus))
        for number, item in enumerate(section.items, start=first)
    )
    return heading + tag("ol", items, class_="checked-list")


def _item(item: Item, number: int, focus: str) -> str:
    statement = item.statement
    chips = "".join(render_chip(citation) for citation in item.citations)
    sentence = tag("span", f"{number}.", class_="item-number") + escape(statement.text)
    sentence += f"\u00a0{tag('span', chips, class_='chips')}" if chips else ""
    finding = tag("span", escape(label_of(item)), class_="said-in")
    if statement.verdict is not None:
        finding = render_verdict(statement.verdict, statement.kind) + finding
    return tag(
        "div",
        tag("p", sentence, class_="sentence")
        + tag("p", finding, class_="finding")
        + _why_not(statement)
        + tag("p", _tools(number, focus), class_="item-tools")
        + _edit_form(statement.text, number)
        + tag("div", render_checks(statement.checks), class_="reasons", hidden=""),
        class_=f"statement claim claim-{statement.verdict or 'notice'}",
        tabindex="-1",
        data_item=str(number),
        data_focus="" if focus == f"item {number}" else None,
    )


def _why_not(statement: CheckedStatement) -> str:
    if statement.verdict is Verdict.SUPPORTED:
        return ""
    failed = [check for check in statement.checks if check.outcome is Outcome.FAIL]
    rows = "".join(tag("li", escape(f"{c.check}: {c.reason}")) for c in failed)
    return tag("ul", rows, class_="why-not") if rows else ""


def _tools(number: int, focus: str) -> str:
    steps = "".join(
        _step("statement", name, number, step, possible=True, focus=focus)
        for name, step in (("up", -1), ("down", 1))
    )
    edit = tag(
        "button", "Edit", type="button", class_="link", data_edit=str(number),
        aria_label=f"Edit statement {number}",
    )  # fmt: skip
    delete = _button("Delete", "link", act="delete", number=number,
                     label=f"Delete statement {number}")  # fmt: skip
    return steps + edit + delete


def _step(what: str, name: str, number: int, step: int, *, possible: bool, focus: str) -> str:
    return tag(
        "button",
        "Up" if step < 0 else "Down",
        type="button",
        class_="link",
        data_act=f"{what}-step",
        data_tab="brief",
        data_number=str(number),
        data_step_by=str(step),
        aria_label=f"Move {what} {number} {name}",
        disabled=None if possible else "",
        data_focus="" if focus == f"{what} {number} {name}" else None,
    )


def _edit_form(text: str, number: int) -> str:
    field = tag("label", f"Statement {number}", for_=f"edit-{number}", class_="field-label")
    field += tag("textarea", escape(text), id=f"edit-{number}", class_="field", rows="3")
    field += tag(
        "p",
        tag("button", "Check and keep", type="button", class_="primary", data_keep_edit="")
        + tag("button", "Cancel", type="button", class_="plain", data_cancel_edit=""),
        class_="toolbar",
    )
    return tag("div", field, class_="edit-form", hidden="", data_number=str(number))


def _disputes(disputes: Iterable[Dispute]) -> str:
    body = ""
    for dispute in disputes:
        sides = "".join(
            tag("li", f"{escape(side.text)}\u00a0{_chips(side.citations)}")
            for side in dispute.sides
        )
        about = tag("p", escape(f"{CONFLICT_WORDS[dispute.kind]}: {dispute.about}"),
                    class_="conflict-about")  # fmt: skip
        body += tag("div", about + tag("ul", sides), class_="conflict")
    return tag("h3", DISPUTED, class_="section-heading") + body if body else ""


def _chips(citations: Iterable[Citation]) -> str:
    return tag("span", "".join(render_chip(each) for each in citations), class_="chips")


def _open(heading: str, questions: Iterable[Missing]) -> str:
    rows = "".join(tag("li", escape(" ".join([m.question, *m.gaps]))) for m in questions)
    if not rows:
        return ""
    return tag("h3", heading, class_="section-heading") + tag("ul", rows, class_="why-not")


def _adding(briefing: Briefing, articles: Sequence[Article]) -> str:
    """The form that adds a quotation: exact words of an article, found there again."""
    cited = {article.id: article for article in (*briefing.articles, *articles[:_OFFERED])}
    offered = "".join(
        tag("option", escape(a.title or a.path.name), value=a.id) for a in cited.values()
    )
    sections = "".join(
        tag("option", escape(section.heading), value=str(row))
        for row, section in enumerate(briefing.sections, start=1)
    )
    form = (
        _labelled("quote-article", "Article", tag("select", offered, **_field("quote-article")))
        + _labelled("quote-section", "Section", tag("select", sections, **_field("quote-section")))
        + _labelled(
            "quote-words",
            "Exact words",
            tag("textarea", "", **_field("quote-words"), rows="3",
                placeholder="Select the words in the article beside this, or type them."),
        )
        + tag(
            "p",
            tag("button", "Add it", type="button", class_="primary", data_add_quotation="")
            + tag("button", "Read the article", type="button", class_="plain",
                  data_read_article=""),
            class_="toolbar",
        )
        + tag("p", "", class_="drop-problem problem-text", role="alert")
    )  # fmt: skip
    summary = tag("summary", "Add a quotation from an article")
    return tag("details", summary + form, class_="adding", data_keep="adding")


def _field(name: str) -> dict[str, str]:
    return {"id": name, "class_": "field"}


def _labelled(name: str, words: str, field: str) -> str:
    return tag("label", words, for_=name, class_="field-label") + field


def _button(words: str, class_: str, *, label: str | None = None, **data: object) -> str:
    carried = {f"data_{name}": str(value) for name, value in data.items()}
    return tag("button", words, type="button", class_=class_, data_tab="brief",
               aria_label=label, **carried)  # fmt: skip


def render_verified(name: str, found: Verification) -> str:
    """What became of a briefing since it was written."""
    counts = f"{plural(found.statements, 'statement')} and {plural(found.notes, 'note')}"
    remarks = "".join(tag("p", escape(remark), class_="aside") for remark in found.remarks)
    if not found.findings:
        told = (
            f"{name}: nothing was altered. {counts} are as they were written, and every "
            "quotation stands in its article, word for word."
        )
        return tag("div", tag("p", escape(told), class_="sound") + remarks, role="status",
                   class_="aside")  # fmt: skip
    heading = f"{name}: {plural(len(found.findings), 'finding')} in {counts}."
    rows = "".join(
        tag("li", tag("b", escape(f"{f.what}: ")) + escape(f.reason)) for f in found.findings
    )
    return tag(
        "div",
        tag("p", escape(heading), class_="problem-text") + tag("ul", rows, class_="why-not")
        + remarks,
        class_="problem",
        role="status",
    )  # fmt: skip
