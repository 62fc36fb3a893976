"""A conversation as HTML: questions, answers as they grow, refusals, failures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.answer import Status
from qa.english.readable import CONFLICT_WORDS, plural
from qa.markup import escape, tag
from qa.quotation_marks import inner_marks
from qa.statement import Verdict
from ui.page.rendering import describe, render_chip, render_statement
from ui.service.conversation import Stage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qa.answer import CheckedAnswer, Conflict
    from qa.statement import Citation, Dropped
    from ui.service.conversation import Conversation, Turn


def render_conversation(conversation: Conversation) -> str:
    """All turns, oldest first; a screen reader is told what arrives."""
    turns = "".join(_turn(turn, row) for row, turn in enumerate(conversation.turns))
    return tag("div", turns, class_="turns", role="log", aria_label="Questions and answers")


def _turn(turn: Turn, row: int) -> str:
    body = tag("h2", escape(turn.question), class_="question")
    if turn.limited:
        body += tag("p", escape(f"Searched: {turn.limited}."), class_="aside understood")
    if turn.answer is not None:
        body += _answer(turn.answer, row)
    else:
        body += "".join(render_statement(statement) for statement in turn.statements)
        body += _unfinished(turn)
    return tag("section", body, class_=f"turn turn-{turn.stage}", data_turn=str(row))


def _unfinished(turn: Turn) -> str:
    if turn.stage is Stage.FAILED:
        again = _ask_button(turn.question, "Ask again")
        problem = tag("p", escape(turn.note), class_="problem-text")
        return tag(
            "div", problem + tag("p", again, class_="actions"), class_="problem", role="alert"
        )
    if turn.stage is Stage.STOPPED:
        again = _ask_button(turn.question, "Ask again")
        return tag("p", f"Stopped. {again}", class_="aside")
    return tag("p", escape(turn.note), class_="aside working", role="status")


def _ask_button(question: str, words: str) -> str:
    return tag("button", escape(words), type="button", class_="link", data_ask=question)


def _answer(answer: CheckedAnswer, row: int) -> str:
    agreed = {agreement.statement: agreement for agreement in answer.agreement}
    parts = []
    if answer.understood is not None:
        parts.append(_understood(answer.understood))
    if answer.refusal is not None:
        unsure = " unsure" if answer.status is Status.UNCERTAIN else ""
        parts.append(tag("p", escape(answer.refusal), class_=f"refusal{unsure}"))
    for number, statement in enumerate(answer.statements):
        found = agreed.get(number)
        said_in = None if found is None else _said_in(len(found.articles), found.independent)
        parts.append(render_statement(statement, said_in=said_in))
    parts.append(_nearest(answer))
    parts += [_conflict(conflict, answer.sources) for conflict in answer.conflicts]
    parts.append(_dropped(answer.dropped, row))
    parts.append(_actions(answer, row))
    return "".join(parts)


def _understood(question: str) -> str:
    """What was looked for, and a click that puts it where it can be changed and asked."""
    change = tag(
        "button", "Change", type="button", class_="link", data_edit_question=question,
        aria_label="Change the question as it was understood",
    )  # fmt: skip
    return tag("p", f"{escape(f'You asked: {question}')} {change}", class_="aside understood")


def _said_in(articles: int, independent: int) -> str | None:
    if articles < 2:  # one article is what the chip already says
        return None
    return plural(articles, "article") + (
        "" if independent == articles else f", {independent} independent"
    )


def _nearest(answer: CheckedAnswer) -> str:
    """The closest sentences; where they may answer, leads that can go into a briefing."""
    nearest = answer.closest
    if not nearest:
        return ""
    unsure = answer.status is Status.UNCERTAIN
    items = "".join(_quoted(source, answer.question if unsure else None) for source in nearest)
    one = len(nearest) == 1
    heading = "The closest sentence is" if one else "The closest sentences are"
    if unsure:
        heading = "It may be in this sentence" if one else "It may be in one of these sentences"
    class_ = "nearest leads" if unsure else "nearest"
    return tag("p", heading, class_="aside") + tag("ul", items, class_=class_)


def _quoted(source: Citation, asked: str | None) -> str:
    """The words with the short answer marked in them; `asked` where they are a lead to follow."""
    chip = render_chip(source, "Closest sentence")
    words = tag("q", _with_answer(source)) + f"\u00a0{tag('span', chip, class_='chips')}"
    described = escape(describe(source))
    if asked is not None:
        described += " " + tag(
            "button", "Add to briefing", type="button", class_="link", data_tab="brief",
            data_act="lead", data_go="brief", data_question=asked, data_article=source.article.id,
            data_start=str(source.start), data_end=str(source.end),
        )  # fmt: skip
    return tag("li", words + tag("span", described, class_="attribution"))


def _with_answer(source: Citation) -> str:
    quote = inner_marks(source.quote)  # as long as the words of the article
    if source.answer is None:
        return escape(quote)
    start, end = source.answer[0] - source.start, source.answer[1] - source.start
    marked = tag("mark", escape(quote[start:end]), class_="short-answer")
    return escape(quote[:start]) + marked + escape(quote[end:])


def _conflict(conflict: Conflict, sources: Iterable[Citation]) -> str:
    by_number = {source.number: source for source in sources}
    positions = ""
    for position in conflict.positions:
        cited = [by_number[number] for number in position.sources if number in by_number]
        chips = "".join(render_chip(source) for source in cited)
        who = "; ".join(describe(source) for source in cited)
        positions += tag(
            "li",
            f"{escape(position.text)}\u00a0{tag('span', chips, class_='chips')}"
            + tag("span", escape(who), class_="attribution"),
        )
    heading = f"{CONFLICT_WORDS[conflict.kind]}: {conflict.about}"
    return tag(
        "div",
        tag("p", escape(heading), class_="conflict-about") + tag("ul", positions),
        class_="conflict",
    )


def _dropped(dropped: tuple[Dropped, ...], row: int) -> str:
    if not dropped:
        return ""
    one = len(dropped) == 1
    summary = (
        f"{plural(len(dropped), 'sentence')} the model wrote {'was' if one else 'were'} left out: "
        f"no article supports {'it' if one else 'them'}. "
    )
    items = "".join(
        tag("li", tag("s", escape(d.text)) + tag("span", escape(d.reason), class_="attribution"))
        for d in dropped
    )
    return tag(
        "details",
        tag("summary", escape(summary) + tag("span", "", class_="show-word"))
        + tag("ul", items, class_="left-out"),
        class_="dropped aside",
        data_keep=f"dropped-{row}",
    )


def _actions(answer: CheckedAnswer, row: int) -> str:
    if answer.status is Status.ABOUT_BYLINE:
        return ""
    buttons = tag(
        "button", "Copy with sources", type="button", class_="link", data_copy=str(answer)
    )
    buttons += _ask_button(answer.question, "Ask again")
    buttons += tag(
        "button", "Edit", type="button", class_="link", data_edit_question=answer.question,
        aria_label="Edit the question",
    )  # fmt: skip
    if answer.sources:
        buttons += tag(
            "button", "Only these articles", type="button", class_="link", data_tab="limits",
            data_act="pin", data_row=str(row), title="Search the next answers in these alone",
        )  # fmt: skip
        buttons += tag("button", "Brief", type="button", class_="link", data_go="brief",
                       aria_label="Make a briefing of this conversation")  # fmt: skip
    buttons += _only_problems(answer, row)
    took = answer.timings_ms.get("total")
    seconds = "" if took is None else tag("span", f"{took / 1000:.1f} s", class_="took")
    return tag("p", buttons + seconds, class_="actions")


def _only_problems(answer: CheckedAnswer, row: int) -> str:
    """A switch that leaves out what is supported, where something else is left."""
    verdicts = {statement.verdict for statement in answer.statements}
    if not verdicts - {Verdict.SUPPORTED, None} or Verdict.SUPPORTED not in verdicts:
        return ""
    box = tag("input", "", type="checkbox", data_only_problems=f"turn {row}")
    return tag("label", f"{box.removesuffix('</input>')} Only problems", class_="switch")
