"""What limits the next questions: days, an outlet, the articles of one answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import gradio as gr
from gradio.components import Component

from index.columns import Field
from index.listing import listing_of
from qa.english.readable import plural, readable_date
from qa.errors import QuestionError
from qa.markup import escape, tag
from qa.question import make_request
from ui.page.fittings import AT_ONCE, PLAIN, glue, told
from ui.service.conversation import Conversation
from ui.service.engine import NO_LIMITS, Limits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index import Article

_OUTLETS = 500


@dataclass(frozen=True)
class LimitsBar:
    """Builds the bar into the Gradio block around it and serves its events."""

    def build(self, conversation: gr.State) -> tuple[gr.State, Component]:
        """Lay the parts out; the limits come back, and the form that names the outlets."""
        limits = gr.State(NO_LIMITS)
        bar = gr.HTML(
            render_limits(NO_LIMITS), elem_id="limits", js_on_load=glue("limits"), **PLAIN
        )
        form = gr.HTML(render_limit_form(()), elem_id="limit-form", **PLAIN)
        bar.submit(self.act, [limits, conversation], [limits, bar], **AT_ONCE)
        return limits, form

    def act(
        self, limits: Limits, conversation: Conversation, event: gr.EventData
    ) -> tuple[Limits, str]:
        """Another limit, or one less."""
        given = told(event)
        problem = ""
        try:
            limits = _changed(limits, conversation, given)
        except QuestionError as error:
            problem = str(error)
        return limits, render_limits(limits, problem)


def _changed(limits: Limits, conversation: Conversation, given: dict[str, str]) -> Limits:
    match given.get("act"):
        case "limit":
            since, until = given.get("since") or None, given.get("until") or None
            _refuse_wrong_days(since, until)
            outlet = given.get("outlet") or None
            return replace(limits, since=since, until=until, outlet=outlet)
        case "pin":
            row = int(given["row"]) if given.get("row", "").isdecimal() else len(conversation.turns)
            answers = [turn.answer for turn in conversation.turns[row : row + 1] if turn.answer]
            cited = {source.article.id: None for a in answers for source in a.sources}
            return replace(limits, within=tuple(cited))
        case "drop":
            kept: dict[str, object] = {given.get("what", ""): getattr(NO_LIMITS, given["what"])}
            return replace(limits, **kept)  # type: ignore[arg-type]
    return limits


def _refuse_wrong_days(since: str | None, until: str | None) -> None:
    try:
        make_request("days", since=since, until=until)
    except QuestionError as error:
        raise QuestionError("The first day is later than the last, or one is no date.") from error


def limits_in_words(limits: Limits) -> dict[str, str]:
    """Each limit there is, by its name, as a person says it."""
    words = {
        "since": f"since {readable_date(limits.since)}" if limits.since else "",
        "until": f"until {readable_date(limits.until)}" if limits.until else "",
        "outlet": f"of {limits.outlet}" if limits.outlet else "",
        "within": f"only {plural(len(limits.within), 'article')}" if limits.within else "",
    }
    return {name: said for name, said in words.items() if said}


def render_limits(limits: Limits, problem: str = "") -> str:
    """The limits that hold, each with the button that ends it."""
    chips = "".join(
        tag(
            "button",
            escape(words) + tag("span", " ✕", aria_hidden="true"),
            type="button",
            class_="limit",
            data_tab="limits",
            data_act="drop",
            data_what=name,
            aria_label=f"End the limit: {words}",
        )
        for name, words in limits_in_words(limits).items()
    )
    body = tag("p", "Searching " + chips, class_="limit-line") if chips else ""
    if problem:
        body += tag("p", escape(problem), class_="problem-text", role="alert")
    return body


def render_limit_form(articles: Sequence[Article]) -> str:
    """The form, with the outlets that there are."""
    outlets = sorted(listing_of(articles).tally(Field.SHOWN), key=str.casefold)[:_OUTLETS]
    options = tag("option", "All outlets", value="") + "".join(
        tag("option", escape(outlet), value=outlet) for outlet in outlets
    )
    fields = (
        '<label>From <input type="date" class="field" data-limit="since"></label>'
        '<label>To <input type="date" class="field" data-limit="until"></label>'
        + tag("label", "Outlet " + tag("select", options, class_="field", data_limit="outlet"))
    )
    summary = tag("summary", "Limit by date or outlet")
    return tag("details", summary + tag("p", fields, class_="limit-fields"), class_="limit-form",
               data_keep="limits")  # fmt: skip
