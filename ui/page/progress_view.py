"""Long work on the page: how far it is, why it ended, and the button that stops it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qa.markup import escape, tag
from ui.service.work import WorkStage

if TYPE_CHECKING:
    from ui.service.work import Work


def render_work(work: Work[Any] | None, doing: str, tab: str) -> str:
    """The line with its bar; nothing where nothing is under way and nothing went wrong.

    `doing` says what is done, `tab` names the tab that the stop button belongs to.
    """
    if work is None or work.stage is WorkStage.DONE:
        return ""
    if work.stage is WorkStage.FAILED:
        return render_problem(work.note)
    if work.stage is WorkStage.STOPPED:
        return tag("p", "Stopped.", class_="aside", role="status")
    if work.stage is WorkStage.WAITING:
        words, bar = work.note, ""
    else:
        counted = f" {work.done:,} of {work.total:,}" if work.total else ""
        words = f"{work.told.rstrip(':') or doing}{counted}"
        bar = _bar(work.done, work.total, doing) if work.total else ""
    stop = tag("button", "Stop", type="button", class_="link", data_act="stop", data_tab=tab)
    line = tag("p", escape(words), class_="aside working", role="status")
    return tag("div", line + bar + stop, class_="under-way")


def render_problem(reason: str) -> str:
    """Why something could not be done."""
    text = tag("p", escape(reason), class_="problem-text")
    return tag("div", text, class_="problem", role="alert")


def _bar(done: int, total: int, label: str) -> str:
    return tag("progress", "", value=str(done), max=str(total), aria_label=label)
