"""The tab for briefings: prepare one, change it, save it, verify one that was saved."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator  # Gradio reads the annotations of handlers
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click
import gradio as gr

from index import LibraryError
from index.listing import listing_of
from qa.briefing import Length
from qa.briefing.edits import add_quotation, delete_statement, section_of
from qa.english.readable import plural
from qa.errors import AnswerError, QuestionError
from qa.question import make_request
from ui.files.briefing_file import FORMATS, compare_briefing, exported, read_earlier
from ui.files.file_names import clean_name
from ui.page.briefing_page import FORM_SHELL, VERIFY_SHELL, render_sheet, render_verified
from ui.page.briefing_sheet import BriefingSheet, find_words, step_section, step_statement
from ui.page.fittings import AT_ONCE, PLAIN, glue, session_of, told
from ui.page.front_page import newest_first
from ui.page.progress_view import render_problem, render_work
from ui.page.sources import Sources
from ui.service.conversation import Conversation
from ui.service.downloads import render_download
from ui.service.incoming import Incoming, IncomingError

if TYPE_CHECKING:
    from collections.abc import Callable

    from qa import Briefing
    from ui.service.desk import Desk
    from ui.service.engine import Engine
    from ui.service.opening import Opening, Tell

    Given = dict[str, str]

PREPARING = "Preparing the briefing"
_SHOWN = (AnswerError, LibraryError, IncomingError, click.UsageError)
_WITHOUT = {"topic", "conversation", "stop", "again", "verify"}  # acts that need no briefing
_NOTHING: tuple[object, ...] = (gr.skip(), gr.skip(), gr.skip(), gr.skip())
_GONE = "The briefing has changed meanwhile. Try again."


@dataclass(frozen=True)
class BriefingTab:
    """Builds the tab into the Gradio block around it and serves its events."""

    desk: Desk
    opening: Opening[Engine]
    sources: Sources
    incoming: Incoming

    def build(self, conversation: gr.State) -> None:
        """Lay the parts out and connect them."""
        sheet = gr.State(None)
        gr.HTML(FORM_SHELL, elem_id="brief-form", **PLAIN)
        progress = gr.HTML("", elem_id="brief-progress", **PLAIN)
        page = gr.HTML("", elem_id="brief-result", js_on_load=glue("brief"), **PLAIN)
        gr.HTML(VERIFY_SHELL, elem_id="brief-verify", **PLAIN)
        outbox = gr.HTML("", elem_classes="outbox", **PLAIN)
        page.submit(self.act, [sheet, conversation], [sheet, progress, page, outbox], **AT_ONCE)

    # Gradio reads the annotation of `request` and hands it over.

    def act(
        self,
        sheet: BriefingSheet | None,
        conversation: Conversation,
        event: gr.EventData,
        request: gr.Request,
    ) -> Iterator[tuple[object, ...]]:
        """What a button of the tab asks for; what is wrong with it is said above the briefing."""
        given = told(event)
        try:
            if given.get("act") == "lead":
                yield from self._led(sheet, conversation, given, session_of(request))
            elif sheet is None or given.get("act") in _WITHOUT:
                yield from self._begun(conversation, given, session_of(request))
            else:
                yield self._changed(sheet, given)
        except _SHOWN as error:
            yield gr.skip(), render_problem(str(error)), gr.skip(), gr.skip()
        except ValueError:  # a number that is no longer there
            yield gr.skip(), render_problem(_GONE), gr.skip(), gr.skip()

    def _begun(
        self, conversation: Conversation, given: Given, session: str
    ) -> Iterator[tuple[object, ...]]:
        """What needs no briefing."""
        match given.get("act"):
            case "topic":
                yield from self._prepared(session, self._on_topic(given))
            case "conversation":
                yield from self._prepared(session, _from_conversation(conversation, given))
            case "stop":
                self.desk.stop_work(session)
            case "again":
                yield None, "", "", gr.skip()
            case "verify":
                yield gr.skip(), self._verified(given), gr.skip(), gr.skip()

    def _led(
        self,
        sheet: BriefingSheet | None,
        conversation: Conversation,
        given: Given,
        session: str,
    ) -> Iterator[tuple[object, ...]]:
        """A sentence that may answer, as a quotation under its question.

        Where there is no briefing yet, in one of this conversation.
        """
        if sheet is None:
            for work in self.desk.work(session, _from_conversation(conversation, {})):
                yield gr.skip(), render_work(work, PREPARING, "brief"), gr.skip(), gr.skip()
                if work.result is not None:
                    sheet = BriefingSheet(work.result)
        if sheet is None:  # what went wrong was said
            return
        article = self.sources.find(given.get("article", ""))
        if article is None:
            raise QuestionError("This article is no longer in the folder.")
        briefing, section = section_of(sheet.briefing, given.get("question", ""))
        span = int(given.get("start", "0")), int(given.get("end", "0"))
        to = len(briefing.sections[section - 1].items) + 1
        after = add_quotation(briefing, section, to, article, *span)
        number = sum(len(s.items) for s in after.sections[:section])
        note = f"The quotation is statement {number}."
        yield self._shown(sheet.changed(after), focus=f"item {number}", note=note)

    def _prepared(
        self, session: str, job: Callable[[Engine, Tell], Briefing]
    ) -> Iterator[tuple[object, ...]]:
        for work in self.desk.work(session, job):
            line = render_work(work, PREPARING, "brief")
            if work.result is None:
                yield gr.skip(), line, gr.skip(), gr.skip()
            else:
                yield self._shown(BriefingSheet(work.result))

    def _changed(self, sheet: BriefingSheet, given: Given) -> tuple[object, ...]:
        """The briefing after a change, with the focus where the hand was."""
        number = int(given.get("number", "1"))
        acts: dict[str, Callable[[], tuple[object, ...]]] = {
            "statement-step": lambda: self._stepped(sheet, given, number),
            "section-step": lambda: self._stepped(sheet, given, number),
            "delete": lambda: self._deleted(sheet, number),
            "edit": lambda: self._edited(sheet, number, given.get("text", "")),
            "quote": lambda: self._quoted(sheet, given),
            "undo": lambda: self._shown(sheet.undone(), note="Undone."),
            "save": lambda: (gr.skip(), "", gr.skip(), _saved(sheet.briefing, given)),
            "receipt": lambda: (gr.skip(), "", gr.skip(), _saved(sheet.briefing, given)),
        }
        act = acts.get(given.get("act", ""))
        return _NOTHING if act is None else act()

    def _deleted(self, sheet: BriefingSheet, number: int) -> tuple[object, ...]:
        after = sheet.changed(delete_statement(sheet.briefing, number))
        left = min(number, len(after.briefing.items))
        return self._shown(after, focus=f"item {left}", note=f"Statement {number} deleted.")

    def _edited(self, sheet: BriefingSheet, number: int, text: str) -> tuple[object, ...]:
        after = sheet.changed(self._engine().edit(sheet.briefing, number, text))
        note = f"Statement {number} was checked again."
        return self._shown(after, focus=f"item {number}", note=note)

    def _stepped(self, sheet: BriefingSheet, given: Given, number: int) -> tuple[object, ...]:
        what = given["act"].removesuffix("-step")
        step = step_statement if what == "statement" else step_section
        by = -1 if given.get("stepBy") == "-1" else 1
        after, now = step(sheet.briefing, number, by)
        way = "up" if by < 0 else "down"
        note = f"Moved {way}: now {what} {now}."
        return self._shown(sheet.changed(after), focus=f"{what} {now} {way}", note=note)

    def _quoted(self, sheet: BriefingSheet, given: Given) -> tuple[object, ...]:
        wanted = given.get("article", "")
        cited = (a for a in sheet.briefing.articles if a.id == wanted)
        loaded = listing_of(self._engine().library.articles)
        article = next(cited, None) or loaded.with_id(wanted)
        span = None if article is None else find_words(article, given.get("words", ""))
        if article is None or span is None:
            raise QuestionError(
                "The article does not have these words. Select them in the article: a quotation "
                "is taken word for word."
            )
        section = int(given.get("section", "1"))
        to = len(sheet.briefing.sections[section - 1].items) + 1
        after = add_quotation(sheet.briefing, section, to, article, *span)
        number = sum(len(s.items) for s in after.sections[:section])
        note = f"The quotation is statement {number}."
        return self._shown(sheet.changed(after), focus=f"item {number}", note=note)

    def _shown(
        self, sheet: BriefingSheet, *, focus: str = "", note: str = ""
    ) -> tuple[object, ...]:
        self.sources.remember(sheet.briefing.notes)
        engine = self.opening.opened
        articles = () if engine is None else newest_first(engine.library.articles)
        return sheet, "", render_sheet(sheet, articles, focus=focus, note=note), gr.skip()

    def _engine(self) -> Engine:
        engine = self.opening.opened
        if engine is None:
            raise QuestionError("The articles are still being opened. Try again in a moment.")
        return engine

    def _on_topic(self, given: Given) -> Callable[[Engine, Tell], Briefing]:
        topic = given.get("topic", "")
        if not any(character.isalnum() for character in topic):
            raise QuestionError("There is no topic yet. Write a few words.")
        make_request(topic)  # what is wrong with it is said at once
        asked = given.get("length", Length.PAGE)
        length = Length(asked) if asked in set(Length) else Length.PAGE
        earlier = None
        if "since" in given:
            with self._written(given, "since") as path:
                earlier = read_earlier(path)
        return lambda engine, tell: engine.brief(topic, length, tell, earlier)

    def _verified(self, given: Given) -> str:
        with self._written(given, "key") as path:
            found = compare_briefing(path, self._engine().library.folder)
            return render_verified(path.name, found)

    @contextlib.contextmanager
    def _written(self, given: Given, key: str) -> Iterator[Path]:
        """A briefing that arrived as a file, its receipt beside it; errors call it by its name."""
        name, data = self.incoming.take(given.get(key))
        name = clean_name(name, otherwise="briefing")
        with tempfile.TemporaryDirectory(prefix="byline-briefing-") as folder:
            path = Path(folder) / name
            path.write_bytes(data)
            if "beside" in given:
                _, receipt = self.incoming.take(given["beside"])
                path.with_name(f"{name}.receipt.json").write_bytes(receipt)
            try:
                yield path
            except click.UsageError as error:
                raise click.UsageError(str(error).replace(str(path), name)) from error


def _from_conversation(
    conversation: Conversation, given: Given
) -> Callable[[Engine, Tell], Briefing]:
    answers = [turn.answer for turn in conversation.turns if turn.answer is not None]
    if not answers:
        raise QuestionError("This conversation has no answers yet. Ask something first.")
    title = given.get("topic", "").strip() or f"Answers to {plural(len(answers), 'question')}"
    return lambda engine, _tell: engine.collect(answers, title)


def _saved(briefing: Briefing, given: Given) -> str:
    kind = given.get("kind", "")
    if kind not in FORMATS:
        raise QuestionError(f"A briefing is saved as {', '.join(FORMATS)}.")
    data, receipt = exported(briefing, kind)
    title = briefing.title.replace("/", " ").replace("\\", " ")
    name = clean_name(f"{title}{kind}", otherwise="briefing")
    if given.get("act") == "receipt":
        return render_download(f"{name}.receipt.json", receipt.to_file().encode())
    return render_download(name, data)
