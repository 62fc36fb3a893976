"""Plain text and Markdown: bytes of a file to clean text and the fields around it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from index.clean_text import clean_text
from index.decoding import NotTextError, decode
from index.downloads import Part, read_download
from index.entities import read_entities
from index.formats.reading import NO_TEXT, Reading, UnreadableError, complete, left_out
from index.front_matter import split_front_matter
from index.headings import read_heading
from index.markdown_text import first_heading, markdown_to_text, struck_words

_LINE_END = re.compile("\r\n?")
# A correction or a note to readers, above the heading of an article.
_BETWEEN_RULES = re.compile(r"\A\s*-{3,80}[ \t]*\n(?:(?!-{3})[^\n]{0,2000}\n){1,40}-{3,80}[ \t]*\n")


def read_plain(data: bytes, suffix: str) -> tuple[Reading, ...]:
    """Read one file of the format that its suffix names: its article, or its articles in order.

    Raises:
        UnreadableError: when it is not text, or no text is left that a reader would see.
    """
    try:
        raw, problems = decode(data)
    except NotTextError as error:
        raise UnreadableError(str(error)) from error
    download = read_download(_LINE_END.sub("\n", raw)) if suffix in _DOWNLOADS else None
    if download is not None:
        noted = (*problems, *download.problems)
        return tuple(_of_download(part, noted) for part in download.parts)
    return (_read_one(raw, suffix, problems),)


def _of_download(part: Part, problems: tuple[str, ...]) -> Reading:
    shown, entities = read_entities(part.text)
    text, removed = clean_text(shown)
    return Reading(
        text.strip("\n"), part.fields, removed, (*problems, *part.problems, *_told(entities))
    )


def _read_one(raw: str, suffix: str, problems: tuple[str, ...]) -> Reading:
    is_markdown = PLAIN_READERS[suffix] is markdown_to_text
    # Markdown would make one line of the fields; plain text keeps theirs, for the heading to read.
    front, body = split_front_matter(_LINE_END.sub("\n", raw), unclosed=is_markdown)
    if is_markdown and front.title is None:
        front = replace(front, title=first_heading(_BETWEEN_RULES.sub("", body)))
    shown, entities = read_entities(PLAIN_READERS[suffix](body))
    text, removed = clean_text(shown)
    text = text.strip("\n")
    if not text.strip():
        raise UnreadableError(NO_TEXT)
    fields = complete(front, read_heading(_BETWEEN_RULES.sub("", text)))
    struck = struck_words(body) if is_markdown else 0
    return Reading(text, fields, removed, (*problems, *_told(entities), *left_out(0, struck)))


def _told(entities: int) -> tuple[str, ...]:
    """In Markdown only those that were escaped twice are left here, in plain text all."""
    if not entities:
        return ()
    named = "HTML entity is" if entities == 1 else "HTML entities are"
    return (f"{entities:,} {named} shown as the character named.",)


def _as_written(text: str) -> str:
    return text


_DOWNLOADS = frozenset({".txt", ".text"})
PLAIN_READERS: dict[str, Callable[[str], str]] = {
    ".txt": _as_written,
    ".text": _as_written,
    ".md": markdown_to_text,
    ".markdown": markdown_to_text,
}
