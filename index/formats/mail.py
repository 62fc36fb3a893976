"""Mail to its articles: each message, the messages in it, and the articles that hang on it."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from email.message import Message
from pathlib import PurePosixPath
from typing import NamedTuple

from index.formats.charsets import decode_declared
from index.formats.forwarded import Inner, inner_message
from index.formats.html_blocks import Block, blocks_of, lines_of
from index.formats.html_hidden import hide_unseen
from index.formats.html_page import decode_page, parse_page
from index.formats.html_styles import mark_hidden
from index.formats.mail_headers import fields_of, header
from index.formats.newsletters import Cut, cut_blocks, cut_lines
from index.formats.reading import (
    Line,
    Reading,
    UnreadableError,
    left_out,
    make_reading,
    told_once,
)
from index.formats.registry import FORMATS
from index.formats.wrapped_lines import paragraphs_of
from index.front_matter import Fields

MOST_NESTED = 4  # messages in messages
MOST_MESSAGES = 20_000
_SEPARATOR = re.compile(rb"(?:\A|(?<=\n))From [^\r\n]*\r?\n(?=[A-Za-z][A-Za-z0-9-]*:)")
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)
_HEADERS = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){1}")
_SHARE = 0.3  # of the words of a message's plain form that its page has at least
_FEWEST_AROUND = 40  # words around the items of a newsletter that are an article, such as a letter
_TEXT_SUFFIXES = (".txt", ".text", ".md", ".markdown")


def read(data: bytes, suffix: str) -> tuple[Reading, ...]:
    """The articles of a message, or of a file of messages.

    Raises:
        UnreadableError: there is no message, or none with text.
    """
    messages = _messages(data) if suffix == ".mbox" else [data]
    readings: list[Reading] = []
    problems: list[str] = []
    for number, each in enumerate(messages, start=1):
        try:
            readings += read_message(each)
        except UnreadableError as error:
            if len(messages) == 1:
                raise
            problems.append(f"Message {number} is not read: {error}.")
    if not readings:
        raise UnreadableError("no message in it could be read")
    return told_once(readings, problems)


def read_message(data: bytes) -> tuple[Reading, ...]:
    """The articles of one message.

    Raises:
        UnreadableError: it is no message, or has no text.
    """
    if not _HEADERS.match(data.lstrip()[:20_000].replace(b"\r\n", b"\n")):
        raise UnreadableError("it is not a mail message")
    found = _Message()
    found.read(email.message_from_bytes(data.lstrip(), policy=email.policy.compat32), depth=0)
    if not found.readings:
        raise UnreadableError(
            "it has no text" + "".join(f"; {each}" for each in found.problems[:3])
        )
    return told_once(found.readings, found.problems)


def _messages(data: bytes) -> list[bytes]:
    """The messages of an mbox file: a line `From ...` begins one where a header follows it."""
    starts = list(_SEPARATOR.finditer(data))
    if not starts:
        raise UnreadableError("it is not a file of mail messages")
    if len(starts) > MOST_MESSAGES:
        raise UnreadableError(f"it has {len(starts):,} messages, more than {MOST_MESSAGES:,}")
    ends = [each.start() for each in starts[1:]] + [len(data)]
    return [
        _ESCAPED.sub(rb"\1", data[start.end() : end])
        for start, end in zip(starts, ends, strict=True)
    ]


class _Text(NamedTuple):
    """The lines of a message, and the block of a page that each was, where it is one."""

    lines: list[Line]
    blocks: list[Block]

    def cut(self) -> Cut | None:
        """The items of a newsletter."""
        return cut_blocks(self.blocks, self.lines) if self.blocks else cut_lines(self.lines)

    def quoted_from(self, row: int) -> _Text:
        """As it is, with the lines from a row on marked as quoted."""
        quoted = [
            each if each.text.startswith(">") else each._replace(text=f"> {each.text}")
            for each in self.lines[row:]
        ]
        return self._replace(lines=[*self.lines[:row], *quoted])

    def unquoted(self) -> _Text:
        """As it is, without the marks of a message that is quoted as a whole."""
        if not all(each.text.startswith(">") for each in self.lines):
            return self
        bare = [each._replace(text=each.text.lstrip("> ")) for each in self.lines]
        return self._replace(lines=bare)


@dataclass
class _Message:
    readings: list[Reading] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def read(self, message: Message, *, depth: int) -> None:
        """Add the articles of a message, those inside it after its own."""
        parts = [(_role(part), part) for part in _own_parts(message)]
        self._add_own(
            message,
            [part for role, part in parts if role == "plain"],
            [part for role, part in parts if role == "page"],
        )
        for role, part in parts:
            if role == "file":
                self._add_file(part)
        for role, part in parts:
            if role == "message":
                self._add_inner(part, depth)

    def _add_own(self, message: Message, plain: list[Message], pages: list[Message]) -> None:
        problems: list[str] = []
        written = [line for part in plain for line in _plain_lines(part, problems)]
        blocks = [block for part in pages for block in _page_blocks(part, problems)]
        shown = [*lines_of(blocks, quoted="> ")]
        if not shown or _words(shown) < _SHARE * _words(written):
            blocks, shown = [], written
        if any(line.text.strip() for line in shown):
            self._add_text(_Text(shown, blocks), fields_of(message), problems)

    def _add_text(
        self, text: _Text, fields: Fields, problems: list[str], *, depth: int = 0
    ) -> None:
        """Add the article of a text, or its items; then what was forwarded in it."""
        inner = inner_message(text.lines, fields.title) if depth < MOST_NESTED else None
        if inner is not None and inner.forwarded:
            self._add_forwarded(text, inner, fields, problems, depth)
            return
        if inner is not None:
            text = text.quoted_from(inner.start)
        cut = text.cut() if fields.outlet else None
        if cut is not None:
            self._add_items(cut, fields, problems)
            return
        lines = text.lines
        title = [Line(fields.title)] if fields.title and not _begins(lines, fields.title) else []
        self.readings.append(
            make_reading([*title, *lines], fields, problems=tuple(dict.fromkeys(problems)))
        )

    def _add_forwarded(
        self, text: _Text, inner: Inner, fields: Fields, problems: list[str], depth: int
    ) -> None:
        own = text.lines[: inner.start]
        if (count := _words(own)) >= _FEWEST_AROUND:
            self._add_text(_Text(own, text.blocks[: inner.start]), fields, [], depth=depth + 1)
        elif count:
            problems.append(f"What stands above the forwarded message was left out: {count} words.")
        rest = _Text(text.lines[inner.body :], text.blocks[inner.body :])
        if _words(rest.lines):
            self._add_text(rest.unquoted(), inner.fields, problems, depth=depth + 1)

    def _add_items(self, cut: Cut, fields: Fields, problems: list[str]) -> None:
        """Add the items of a newsletter as articles of their own."""
        for item in cut.items:
            title = " ".join(item[0].text.split())[:500]
            self.readings.append(make_reading(item, replace(fields, title=title)))
        if (count := _words(cut.around)) >= _FEWEST_AROUND:
            self.readings.append(make_reading(cut.around, fields))
        elif count:
            self.problems.append(f"What stands around the items was left out: {count} words.")
        self.problems += problems

    def _add_file(self, part: Message) -> None:
        from index.formats.readers import read_file

        name = header(part.get_filename()) or "a file"
        suffix = PurePosixPath(name).suffix.lower()
        if suffix not in (*FORMATS, *_TEXT_SUFFIXES) or suffix in (".zip", ".mbox", ".eml"):
            self.problems.append(f"The attached file {name} is not read.")
            return
        try:
            self.readings += read_file(_payload(part), suffix)
        except UnreadableError as error:
            self.problems.append(f"The attached file {name} is not read: {error}.")

    def _add_inner(self, part: Message, depth: int) -> None:
        inner = part.get_payload()
        for message in inner if isinstance(inner, list) else []:
            if depth >= MOST_NESTED:
                self.problems.append("A message inside other messages is not read.")
            elif isinstance(message, Message):
                self.read(message, depth=depth + 1)


def _role(part: Message) -> str:
    """What a part of a message is to whoever reads it."""
    kind = part.get_content_type()
    if kind == "message/rfc822":
        return "message"
    if part.get_filename() and part.get_content_disposition() != "inline":
        return "file"
    if kind == "text/plain":
        return "plain"
    if kind in ("text/html", "application/xhtml+xml"):
        return "page"
    seen = kind.startswith(("image/", "audio/", "video/"))
    return "file" if part.get_filename() and not seen else "nothing"


def _own_parts(message: Message) -> Iterator[Message]:
    """The parts of a message, without those of a message inside it."""
    waiting = [message]
    while waiting:
        part = waiting.pop(0)
        if part.get_content_type() != "message/rfc822" and part.is_multipart():
            inner = part.get_payload()
            parts = [each for each in inner if isinstance(each, Message)]
            waiting = [*parts, *waiting] if isinstance(inner, list) else waiting
        else:
            yield part


def _payload(part: Message) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _plain_lines(part: Message, problems: list[str]) -> list[Line]:
    decoded = decode_declared(_payload(part), part.get_content_charset())
    problems += decoded.problems
    flowed = str(part.get_param("format") or "").lower() == "flowed"
    return [Line(each) for each in paragraphs_of(decoded.text, flowed=flowed)]


def _page_blocks(part: Message, problems: list[str]) -> list[Block]:
    page = decode_page(_payload(part), part.get_content_charset())
    problems += page.problems
    if not page.text.strip():
        return []
    root = parse_page(page.text)
    mark_hidden(root)
    problems += left_out(*hide_unseen(root))
    return [*blocks_of(root)]


def _words(lines: list[Line]) -> int:
    return sum(len(line.text.split()) for line in lines)


def _begins(lines: list[Line], title: str) -> bool:
    return any(title.casefold() == " ".join(line.text.split()).casefold() for line in lines[:8])
