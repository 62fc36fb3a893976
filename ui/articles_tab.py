"""The tab that shows what is loaded, takes files, and opens another folder."""

from __future__ import annotations

from collections.abc import Iterator  # Gradio reads the annotations of handlers
from dataclasses import dataclass
from typing import TYPE_CHECKING

import gradio as gr
from gradio.components import Component

from qa.plain_words import plural
from ui.article_list import UPLOAD_SHELL, render_article_list
from ui.fittings import AT_ONCE, PLAIN, glue, told
from ui.folders import Which
from ui.incoming import Incoming, IncomingError
from ui.own_articles import OwnArticlesError

if TYPE_CHECKING:
    from ui.engine import Engine
    from ui.folders import Folders
    from ui.opening import Opening


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

    def act(self, event: gr.EventData) -> Iterator[str]:
        """What a button of the tab asks for."""
        given = told(event)
        if self.folders is None:
            return
        folders = self.folders
        match given.get("act"):
            case "open":
                which = Which.OWN if given.get("which") == Which.OWN else Which.GIVEN
                yield self._list(problem=folders.open(which))
            case "rebuild":
                yield self._list(problem=folders.open(folders.open_now, rebuild=True))
            case "added":
                yield self._added(folders, given.get("count", ""))
            case "remove":
                yield self._removed(folders, given.get("name", ""))

    def _added(self, folders: Folders, count: str) -> str:
        if folders.open_now is Which.OWN:
            return self._list(problem=folders.open(Which.OWN))
        files = plural(int(count), "file") if count.isdecimal() else "The files"
        note = f"{files} added to your own articles. They are not loaded yet."
        return self._list(note=note)

    def _removed(self, folders: Folders, name: str) -> str:
        try:
            folders.own.remove(name)
        except OwnArticlesError as error:
            return self._list(problem=str(error))
        if not folders.own.names:
            problem = folders.open(Which.GIVEN)
            return self._list(note=f"{name} was removed; it was the last one.", problem=problem)
        return self._list(note=f"{name} was removed.", problem=folders.open(Which.OWN))

    def _list(self, *, note: str = "", problem: str = "") -> str:
        engine = self.opening.opened
        library = None if engine is None else engine.library
        return render_article_list(library, self.folders, note=note, problem=problem)
