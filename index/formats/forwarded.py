"""Messages that stand in the text of another, with their headers, as mail programs put them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from email.utils import parseaddr
from typing import NamedTuple

from index.dates import parse_date
from index.formats.reading import Line
from index.front_matter import MAX_FIELD_CHARACTERS, Fields

_HEADER = re.compile(
    r"[*>\s]*(?P<key>From|Sent|Date|To|Cc|Subject|Reply-To)[*]*:[*]*[ \t]*(?P<value>.*)\Z",
    re.IGNORECASE,
)
_MARK = re.compile(
    r"[-_\s>]*(?:original (?:message|appointment)|forwarded (?:message|by)|"
    r"begin forwarded message:?)\b[-_\s:]*.{0,80}\Z|_{10,}\Z",
    re.IGNORECASE,
)
_FORWARDED = re.compile(r"\bforwarded\b", re.IGNORECASE)
_FORWARD = re.compile(r"\s*(?:fwd?|wg|tr)\s*:", re.IGNORECASE)
_MOST_BETWEEN = 12  # lines from the sender to the subject, whose addressees may take several
# Names before an @ that belong to nobody.
_OF_NOBODY = re.compile(
    r"(?:no-?reply|news|newsletters?|info|editors?|hello|mail|contact|alerts?|briefings?|"
    r"daily|morning|evening|press|subscriptions?|support|updates?)(?:[.+_-].*)?\Z",
    re.IGNORECASE,
)


class Inner(NamedTuple):
    """A message in the text of another, from `start`; its words begin at `body`.

    `forwarded`: it was sent on to be read; otherwise it is what is answered.
    """

    start: int
    body: int
    fields: Fields
    forwarded: bool


def inner_message(lines: Sequence[Line], subject: str | None) -> Inner | None:
    """The first message that stands in the lines of another; what follows it belongs to it.

    Told by the lines `From:`, `Date:` or `Sent:`, and `Subject:` together.
    """
    for row, line in enumerate(lines):
        first, *more = line.text.split("\n", maxsplit=2)
        if not _names_sender(first) and not (more and _names_sender(more[0])):
            continue
        values, body = _values(lines, row)
        if "subject" not in values or not values.keys() & {"sent", "date"}:
            continue
        mark = lines[row - 1].text if row and _names_sender(first) else first
        above = row > 0 and _names_sender(first) and bool(_MARK.match(mark))
        forwarded = _FORWARDED.search(mark) or _FORWARD.match(subject or "")
        return Inner(row - above, body, _fields(values), bool(forwarded) or not row)
    return None


def _names_sender(text: str) -> bool:
    found = _HEADER.match(text)
    return found is not None and found["key"].lower() == "from"


def _values(lines: Sequence[Line], start: int) -> tuple[dict[str, str], int]:
    """The headers from a line on, which may share a line or have one each, and where they end."""
    values: dict[str, str] = {}
    for row in range(start, min(len(lines), start + _MOST_BETWEEN)):
        key = ""
        for each in lines[row].text.split("\n"):
            if found := _HEADER.match(each):
                key = found["key"].lower()
                values.setdefault(key, found["value"].strip())
            elif not key and (values or not _MARK.match(each)):
                return values, row
    return values, min(len(lines), start + _MOST_BETWEEN)


def _fields(values: dict[str, str]) -> Fields:
    byline, outlet = sender(values["from"])
    return Fields(
        title=" ".join(values["subject"].split())[:MAX_FIELD_CHARACTERS] or None,
        outlet=outlet,
        byline=byline,
        published=parse_date(values.get("date") or values.get("sent") or ""),
    )


def sender(value: str) -> tuple[str | None, str | None]:
    """Who a message is from, as a person or as an outlet, which writes from an address of its own.

    `Ems Daily <news@emsdaily.example>` is an outlet.
    """
    name, address = parseaddr(value.replace("[mailto:", "<").replace("]", ">"))
    name = " ".join(name.strip(" \"'*").split()) or ("" if address else value.strip(" \"'*"))
    if not name or "@" in name:
        return None, None
    local, _, domain = address.lower().partition("@")
    spelt = re.sub(r"[^a-z0-9]+", "", name.lower().removeprefix("the "))
    own = len(spelt) > 3 and spelt in re.sub(r"[^a-z0-9]+", "", domain)
    return (None, name) if own or _OF_NOBODY.match(local) else (name, None)
