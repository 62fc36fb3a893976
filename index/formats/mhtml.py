"""A page that a browser saved with all its parts in one file: the page among the parts."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from email.message import Message

from index.formats.html_page import decode_page, read_page
from index.formats.reading import Reading, UnreadableError
from index.saved_pages import with_styles


def read(data: bytes, suffix: str) -> tuple[Reading, ...]:
    """The article of the page, or its articles.

    Raises:
        UnreadableError: no page is in it, or as for a page.
    """
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            body = part.get_payload(decode=True)
            if not isinstance(body, bytes):
                continue
            place = message.get("Snapshot-Content-Location") or part.get("Content-Location")
            page = decode_page(with_styles(body, _sheets(message)), part.get_content_charset())
            return read_page(page, address=str(place) if place else None)
    raise UnreadableError("no web page is in it")


def _sheets(message: Message) -> Iterator[bytes]:
    """The style sheets among the parts, to which the page only refers."""
    for part in message.walk():
        if part.get_content_type() == "text/css":
            sheet = part.get_payload(decode=True)
            if isinstance(sheet, bytes):
                yield sheet
