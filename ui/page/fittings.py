"""How every part of the page is fitted into Gradio: plain components, events at once."""

from __future__ import annotations

from typing import Any

import gradio as gr

PLAIN: dict[str, Any] = {"apply_default_css": False, "padding": False, "container": False}
AT_ONCE: dict[str, Any] = {
    "show_progress": "hidden",
    "trigger_mode": "multiple",  # the desk knows what is under way; Gradio would drop a question
    "concurrency_limit": None,
    "api_visibility": "private",
}


def session_of(request: gr.Request) -> str:
    """What names a page."""
    return request.session_hash or ""


def told(event: gr.EventData) -> dict[str, str]:
    """What a button carries: strings by name, whatever the page sent."""
    given = event._data  # the only way to what a button carries
    if not isinstance(given, dict):
        return {}
    return {name: value for name, value in given.items() if isinstance(value, str)}


def glue(name: str, *functions: str) -> str:
    """The script that lets the page's own script act on a component and call its functions."""
    calls = "".join(f"{each}: (given) => server.{each}(given), " for each in functions)
    return (
        "window.bylinePage ??= {};\n"
        f"window.bylinePage.{name} = "
        f"{{ {calls}act: (given) => trigger('submit', given) }};\n"
    )
