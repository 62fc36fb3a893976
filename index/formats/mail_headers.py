"""The headers of a message as fields of an article."""

from __future__ import annotations

from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from index.clean_text import clean_text
from index.formats.forwarded import sender
from index.front_matter import MAX_FIELD_CHARACTERS, Fields


def fields_of(message: Message) -> Fields:
    """A list's mail is by the list, other mail by whoever sends it."""
    name = parseaddr(header(message.get("From")) or "")[0].strip(" \"'") or None
    is_list = any(message.get(each) for each in ("List-Id", "List-Unsubscribe", "List-Post"))
    byline, outlet = sender(header(message.get("From")) or "")
    return Fields(
        title=header(message.get("Subject")),
        outlet=(name or _list_name(message)) if is_list else outlet,
        byline=None if is_list else byline,
        published=_date(message),
    )


def _list_name(message: Message) -> str | None:
    name = (header(message.get("List-Id")) or "").split("<")[0].strip(" \"'")
    return name or None


def _date(message: Message) -> str | None:
    try:
        return parsedate_to_datetime(str(message.get("Date") or "")).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def header(value: object) -> str | None:
    """A header as it is shown, on one line."""
    if value is None:
        return None
    try:
        text = str(make_header(decode_header(str(value))))
    except (LookupError, ValueError, UnicodeError, AttributeError):
        text = str(value)
    readable = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return " ".join(clean_text(readable).text.split())[:MAX_FIELD_CHARACTERS].strip() or None
