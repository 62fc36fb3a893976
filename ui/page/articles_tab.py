"""The tab that shows what is loaded, takes files, and opens another folder."""

from __future__ import annotations

from collections.abc import Iterator  # Gradio reads the annotations of handlers
from dataclasses import dataclass
from typing import TYPE_CHECKING

import gradio as gr
from gradio.components import Component

from qa.english.readable import plural
from ui.page.article_list import UPLOAD_SHELL, render_article_list
from ui.page.fittings import AT_ONCE, PLAIN, glue, told
from ui.service.folders import Which
from ui.service.incoming import Incoming, IncomingError
from ui.service.own_articles import OwnArticlesError

if TYPE_CHECKING:
    from ui.service.engine import Engine
    from ui.service.folders import Folders
    from ui.service.opening import Opening


@dataclass(frozen=True)
class ArticlesTab:
    """Builds the tab into the Gradio block around it and serves its events.

    Without `folders` the articles are shown and nothing can be added.
    """

    opening: Opening[Engine]
    incoming: Incoming
    folders: Folders | None = None

    def build(self) -> tuple[Component, Component]:
        """Lay the parts out; what tells how far the reading is comes back, and the list."""

        def keep(key: str) -> dict[str, str]:  # Gradio marks the function, not a method
            return self.keep(key)

        if self.folders is not None:
            gr.HTML(
                UPLOAD_SHELL,
                elem_id="articles-form",
                js_on_load=glue("upload", "keep"),
                server_functions=[keep],
                **PLAIN,
            )
        progress = gr.HTML("", elem_id="articles-progress", **PLAIN)
        listed = gr.HTML("", elem_id="articles-list", js_on_load=glue("articles"), **PLAIN)
        listed.submit(self.act, None, [listed], **AT_ONCE)
        return progress, listed

    def keep(self, key: object) -> dict[str, str]:
        """Put a file that has arrived into the own folder; its name there, or what is wrong."""
        if self.folders is None:
            return {"problem": "Nothing can be added here."}
        try:
            name, data = self.incoming.take(key)
            return {"name": self.folders.own.add(name, data)}
        except (IncomingError, OwnArticlesError) as error:
            return {"problem": str(error)}

    def shown(self) -> str:
        """The list as it is now."""
        return self._list()

    def act(self, event: gr.EventData) -> Iterator[object]:
        """What a button of the tab asks for.

        Where this opens a folder, nothing is told once that has begun: `Front.look` shows what
        is open then, and a list made here might arrive after it and hide it.
        """
        given = told(event)
        if self.folders is None:
            return
        folders = self.folders
        match given.get("act"):
            case "open":
                which = Which.OWN if given.get("which") == Which.OWN else Which.GIVEN
                yield self._open(folders, which)
            case "rebuild":
                yield self._open(folders, folders.open_now, rebuild=True)
            case "added" if folders.open_now is Which.OWN:
                yield self._open(folders, Which.OWN)
            case "added":
                count = given.get("count", "")
                files = plural(int(count), "file") if count.isdecimal() else "The files"
                note = f"{files} added to your own articles. They are not loaded yet."
                yield self._list(note=note)
            case "remove":
                yield from self._removed(folders, given.get("name", ""))

    def _open(
        self, folders: Folders, which: Which, *, rebuild: bool = False, note: str = ""
    ) -> object:
        problem = folders.open(which, rebuild=rebuild)
        return self._list(note=note, problem=problem) if problem else gr.skip()

    def _removed(self, folders: Folders, name: str) -> Iterator[object]:
        try:
            folders.own.remove(name)
        except OwnArticlesError as error:
            yield self._list(problem=str(error))
            return
        left = bool(folders.own.names)
        last = "" if left else "; it was the last one"
        note = f"{name} was removed{last}."
        yield self._list(note=note)
        yield self._open(folders, Which.OWN if left else Which.GIVEN, note=note)

    def _list(self, *, note: str = "", problem: str = "") -> str:
        engine = self.opening.opened
        library = None if engine is None else engine.library
        return render_article_list(library, self.folders, note=note, problem=problem)
