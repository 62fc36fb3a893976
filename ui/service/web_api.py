"""The tools of a running chat as endpoints of Gradio's API, which gradio_client calls."""

from __future__ import annotations

from uuid import uuid4

import gradio as gr
from gradio.events import api

from ui.service.desk import SHOWABLE
from ui.service.tool_types import (  # read at run time: they are the schema
    Answer,
    ArticleList,
    CheckedDraft,
)
from ui.service.tools import EXPLAINED, Tools


def add_endpoints(tools: Tools) -> None:
    """Called inside the blocks, before anything else, so that the names are still free."""

    def ask(question: str) -> Answer:
        try:
            return tools.ask(uuid4().hex, question)
        except SHOWABLE as error:
            raise gr.Error(str(error)) from error

    def check(text: str) -> CheckedDraft:
        try:
            return tools.check(text)
        except SHOWABLE as error:
            raise gr.Error(str(error)) from error

    def articles() -> ArticleList:
        try:
            return tools.articles()
        except SHOWABLE as error:
            raise gr.Error(str(error)) from error

    for tool in (ask, check, articles):
        name = tool.__name__
        api(tool, api_name=name, api_description=EXPLAINED[name], concurrency_limit=None)
