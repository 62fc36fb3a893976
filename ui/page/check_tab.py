"""The tab that checks a draft: the text goes in, every sentence comes back with its verdict."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator  # Gradio reads the annotations of handlers
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import gradio as gr

from qa.briefing.export_check import check_markdown
from qa.checks import CheckedText
from qa.checks.checked_text import refuse_long
from qa.errors import QuestionError
from ui.files.draft_file import read_draft
from ui.files.file_names import clean_name
from ui.page.check_view import DRAFT_SHELL, render_checked
from ui.page.fittings import AT_ONCE, PLAIN, glue, session_of, told
from ui.page.progress_view import render_problem, render_work
from ui.page.sources import Sources
from ui.service.downloads import render_download
from ui.service.incoming import Incoming, IncomingError
from ui.service.work import Work, WorkStage

if TYPE_CHECKING:
    from qa import CheckedStatement
    from ui.service.desk import Desk
    from ui.service.engine import Engine
    from ui.service.opening import Tell

CHECKING = "Checking the sentences"
_GROWN = 1.1


@dataclass(slots=True)
class _Coming:
    """The statements of a check that is under way."""

    statements: list[CheckedStatement] = field(default_factory=list)
    total: int = 0


@dataclass(frozen=True)
class CheckTab:
    """Builds the tab into the Gradio block around it and serves its events."""

    desk: Desk
    sources: Sources
    incoming: Incoming

    def build(self) -> None:
        """Lay the parts out and connect them."""

        def draft(key: str) -> dict[str, str]:  # Gradio marks the function, not a method
            return self.draft(key)

        checked = gr.State(None)
        gr.HTML(
            DRAFT_SHELL,
            elem_id="draft",
            js_on_load=glue("draft", "draft"),
            server_functions=[draft],
            **PLAIN,
        )
        progress = gr.HTML("", elem_id="check-progress", **PLAIN)
        result = gr.HTML("", elem_id="check-result", js_on_load=glue("check"), **PLAIN)
        outbox = gr.HTML("", elem_classes="outbox", **PLAIN)
        outputs = [checked, progress, result, outbox]
        result.submit(self.act, [checked], outputs, **AT_ONCE)

    def draft(self, key: object) -> dict[str, str]:
        """The text of a file that has arrived, or what is wrong with it."""
        try:
            name, data = self.incoming.take(key)
            return {"text": text_of_draft(name, data)}
        except (IncomingError, click.UsageError) as error:
            return {"problem": str(error)}

    # Gradio reads the annotation of `request` and hands it over.

    def act(
        self, checked: CheckedText | None, event: gr.EventData, request: gr.Request
    ) -> Iterator[tuple[object, ...]]:
        """What a button of the tab asks for."""
        given = told(event)
        match given.get("act"):
            case "check":
                yield from self._check(given, session_of(request))
            case "stop":
                self.desk.stop_work(session_of(request))
            case "again":
                yield None, "", "", gr.skip()
            case "markdown" if checked is not None:
                yield _saved("checked-text.md", check_markdown(checked))
            case "json" if checked is not None:
                written = json.dumps(checked.to_dict(), ensure_ascii=False, indent=1)
                yield _saved("checked-text.json", written + "\n")

    def _check(self, given: dict[str, str], session: str) -> Iterator[tuple[object, ...]]:
        try:
            _, data = self.incoming.take(given.get("key"))
            text = data.decode("utf-8", "replace")
            refuse_long(text)
        except (IncomingError, QuestionError) as error:
            yield gr.skip(), render_problem(str(error)), gr.skip(), gr.skip()
            return
        coming = _Coming()

        def job(engine: Engine, tell: Tell) -> CheckedText:
            def each(statement: CheckedStatement, total: int) -> None:
                coming.total = total
                coming.statements.append(statement)
                tell(CHECKING, len(coming.statements), total)

            tell(CHECKING, 0, 0)
            return engine.check(text, each)

        seen = 0
        for work in self.desk.work(session, job):
            shown: object = gr.skip()
            # A long list is drawn less often: all drawings together cost what the last one does.
            if len(coming.statements) > seen * _GROWN or not work.unfinished:
                seen = len(coming.statements)
                shown = self._shown(coming, work)
            yield work.result, render_work(work, CHECKING, "check"), shown, gr.skip()

    def _shown(self, coming: _Coming, work: Work[CheckedText]) -> str:
        """What is checked so far; a text that was stopped keeps the sentences it has."""
        for statement in coming.statements:
            self.sources.remember(statement.citations)
        return render_checked(
            tuple(coming.statements), total=coming.total, finished=work.stage is WorkStage.DONE
        )


def text_of_draft(name: str, data: bytes) -> str:
    """The text of a draft that was sent as a file.

    Raises:
        click.UsageError: it cannot be read; the message names the file as the person knows it.
    """
    with tempfile.TemporaryDirectory(prefix="byline-draft-") as folder:
        path = Path(folder) / clean_name(name, otherwise="draft")
        path.write_bytes(data)
        try:
            return read_draft(path)
        except click.UsageError as error:
            raise click.UsageError(str(error).replace(str(path), path.name)) from error


def _saved(name: str, text: str) -> tuple[Any, ...]:
    return gr.skip(), gr.skip(), gr.skip(), render_download(name, text.encode())
