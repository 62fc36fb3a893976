"""A draft in a Word document, as Markdown: somebody's text to check, not an article."""

from __future__ import annotations

from index.formats.docx_text import draft_lines
from index.formats.reading import Line, Reading, make_reading


def read(data: bytes, suffix: str) -> tuple[Reading, ...]:
    """The draft as one reading without fields of its own.

    Raises:
        UnreadableError: it is no document, is damaged, or has no text.
    """
    lines = (Line(" ".join(line.text.split())) for line in draft_lines(data))
    return (make_reading(lines),)
