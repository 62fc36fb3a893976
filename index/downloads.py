"""Several articles in one text file, as news databases give them out: each with its own fields.

Nexis in its older and its newer form, Factiva and ProQuest. Where a file cannot be cut, nothing of
one article is told of another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.dates import parse_date
from index.front_matter import Fields

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

MAX_FIELD = 300  # characters
FEWEST_WORDS = 12  # of a piece without fields that is an article and no cover sheet's line
UNREAD = (
    "This article of a news database has no fields that could be read, so that they are unknown."
)
UNCUT = (
    "The file looks like several articles of a news database, but it could not be cut into them, "
    "so that no author, date or outlet is known."
)


@dataclass(frozen=True, slots=True)
class Part:
    """One article of a file: its text with its headline above, and what its fields say."""

    text: str
    fields: Fields
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Download:
    """The articles of a file in order, and a sentence about what could not be read."""

    parts: tuple[Part, ...]
    problems: tuple[str, ...] = ()


_OLD_HEAD = re.compile(r"^[ \t]*[0-9]{1,5} of [0-9]{1,5} DOCUMENTS?[ \t]*$", re.MULTILINE)
_NEW_END = re.compile(r"^[ \t]*End of Document[ \t]*$", re.MULTILINE)
_LOADED = re.compile(r"^[ \t]*LOAD-DATE:[^\n]*$", re.MULTILINE | re.IGNORECASE)
# A title behind a text, with a text of its own, where no line stands between two articles.
_PROQUEST_NEXT = re.compile(
    r"(?<=\n)(?=Title:[^\n]*\n(?:(?!Title:|Full text:|Abstract:)[^\n]*\n){0,40}"
    r"(?:Full text|Abstract):)"
)
_PROQUEST_RULE = re.compile(r"^[ \t]*_{10,}[ \t]*$", re.MULTILINE)
_PROQUEST_FIELD = re.compile(r"^(?:Publication (?:date|title|info)|ProQuest document ID):", re.M)
_FACTIVA_CODES = (
    "HD|BY|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY|CX|CR|LP|TD|CT|RF|CO|IN|NS|RE|IPC|IPD|PUB|AN|SE|CLM|ART"
)
_FACTIVA_CODE = re.compile(
    rf"^(?P<code>{_FACTIVA_CODES})(?:(?:[ \t]{{2,}}|[ \t]*\|[ \t]*)(?P<rest>\S[^\n]*)|"
    rf"[ \t]*)$",
    re.M,
)
_FACTIVA_END = re.compile(
    r"^(?:AN(?:[ \t]{2,}|[ \t]*\|[ \t]*|"
    r"[ \t]*\n[ \t]*))?Document [A-Za-z0-9]{12,40}[ \t]*$",
    re.M,
)
_FIELD = re.compile(r"^[ \t]*(?P<key>[A-Z][A-Za-z -]{1,24}):[ \t]*(?P<value>[^\n]*)$")
_COPYRIGHT = re.compile(r"^[ \t]*(?:Copyright\b|All Rights Reserved|©)", re.IGNORECASE)
_NEXIS_KEYS = frozenset(
    """byline section length dateline headline load-date language document-type publication-type
    journal-code subject organization company person country city state graphic correction-date
    series body type highlight geographic ticker industry""".split()  # noqa: SIM905
)


def read_download(text: str) -> Download | None:
    """The articles of a file that a news database gave out; None for any other file."""
    for looks, cut in _KINDS:
        if looks(text):
            parts = tuple(part for part in cut(text) if part.text.strip())
            if any(part.fields != Fields() for part in parts):
                return Download(parts)
            return Download((Part(text, Fields()),), (UNCUT,))
    return None


def looks_downloaded(text: str) -> bool:
    """Whether a news database gave out a text; its lines have to be those of the file."""
    return any(looks(text) for looks, _ in _KINDS)


def is_field_line(line: str) -> bool:
    """Whether a line of such a text begins a field or an article, and goes on with no other."""
    field = _FIELD.match(line)
    named = field is not None and (
        field["key"].lower() in _NEXIS_KEYS or field["key"] in _PROQUEST_KEYS | {"Full text"}
    )
    marks = (_OLD_HEAD, _NEW_END, _PROQUEST_RULE, _FACTIVA_CODE, _FACTIVA_END)
    return named or line.strip() == "Body" or any(mark.match(line) for mark in marks)


def _unread(text: str) -> Part | None:
    """A piece without fields: its text stays, with nobody's name on it."""
    return Part(text, Fields(), (UNREAD,)) if len(text.split()) >= FEWEST_WORDS else None


def _is_old_nexis(text: str) -> bool:
    return _OLD_HEAD.search(text) is not None


def _is_new_nexis(text: str) -> bool:
    return _NEW_END.search(text) is not None and _LOADED.search(text) is not None


def _is_factiva(text: str) -> bool:
    codes = {found["code"] for found in _FACTIVA_CODE.finditer(text)}
    return {"HD", "PD"} <= codes and bool(codes & {"LP", "TD"}) and len(codes) > 4


def _is_proquest(text: str) -> bool:
    return _PROQUEST_FIELD.search(text) is not None and (
        re.search(r"^Title:", text, re.MULTILINE) is not None
    )


def _old_nexis(text: str) -> Iterator[Part]:
    heads = list(_OLD_HEAD.finditer(text))
    if heads and (before := _unread(text[: heads[0].start()])):
        yield before
    for row, head in enumerate(heads):
        end = heads[row + 1].start() if row + 1 < len(heads) else len(text)
        part = _nexis_part(text[head.end() : end], newer=False)
        if part is not None:
            yield part


def _new_nexis(text: str) -> Iterator[Part]:
    start = 0
    for found in _NEW_END.finditer(text):
        part = _nexis_part(text[start : found.start()], newer=True)
        if part is not None:
            yield part
        start = found.end()
    if behind := _unread(text[start:]):
        yield behind


def _nexis_part(text: str, *, newer: bool) -> Part | None:
    """The lines above the fields hold outlet, date and headline; those below LOAD-DATE nothing."""
    loaded = _LOADED.search(text)
    lines = text[: loaded.start() if loaded else len(text)].split("\n")
    head, fields, body = _nexis_lines(lines)
    dated = next((row for row, line in enumerate(head) if parse_date(line)), None)
    if dated is None:
        return _unread(text)
    others = [line for row, line in enumerate(head) if row != dated]
    title = fields.get("headline") or (others[0] if newer else " ".join(others[1:]))
    outlet = (others[1] if len(others) > 1 else None) if newer else (others[0] if others else None)
    return _part(
        Fields(
            title=title or None,
            outlet=outlet,
            byline=fields.get("byline"),
            published=parse_date(head[dated]),
            place=fields.get("dateline"),
        ),
        "\n".join(body),
    )


def _nexis_lines(lines: Sequence[str]) -> tuple[list[str], dict[str, str], list[str]]:
    """The lines of the head, the fields, and the lines of the text."""
    head: list[str] = []
    fields: dict[str, str] = {}
    body: list[str] = []
    for line in lines:
        found = _FIELD.match(line)
        if line.strip() == "Body" and not any(each.strip() for each in body):
            body.append("")
        elif found and found["key"].lower() in _NEXIS_KEYS:
            if found["key"].lower() != "body" and found["value"]:
                fields.setdefault(found["key"].lower(), found["value"].strip()[:MAX_FIELD])
        elif _COPYRIGHT.match(line):
            continue
        elif fields or body:
            body.append(line)
        elif line.strip():
            head.append(line.strip()[:MAX_FIELD])
    return head, fields, body


def _factiva(text: str) -> Iterator[Part]:
    start = 0
    for found in [*_FACTIVA_END.finditer(text), None]:
        whole = text[start : found.start() if found else len(text)]
        for piece in _at_next_heads(whole):
            part = _factiva_part(piece)
            if part is not None:
                yield part
        start = found.end() if found else len(text)


def _at_next_heads(text: str) -> Iterator[str]:
    """The articles of a stretch that no line ends: a head behind a text begins the next."""
    start, told = 0, False
    for found in _FACTIVA_CODE.finditer(text):
        if told and found["code"] in {"SE", "HD"}:
            yield text[start : found.start()]
            start, told = found.start(), False
        told = told or found["code"] in {"LP", "TD"}
    yield text[start:]


def _factiva_part(text: str) -> Part | None:
    values: dict[str, str] = {}
    codes = list(_FACTIVA_CODE.finditer(text))
    for row, found in enumerate(codes):
        end = codes[row + 1].start() if row + 1 < len(codes) else len(text)
        value = f"{found['rest'] or ''}\n{text[found.end() : end]}".strip()
        values.setdefault(found["code"], value)
    if "HD" not in values or not values.keys() & {"LP", "TD"}:
        return _unread(text)
    body = "\n\n".join(values[code] for code in ("LP", "TD") if values.get(code))
    return _part(
        Fields(
            title=_line(values["HD"]),
            outlet=_line(values.get("SN", "")),
            byline=_author(_line(values.get("BY", ""))),
            published=parse_date(_line(values.get("PD", "")) or ""),
        ),
        body,
    )


def _proquest(text: str) -> Iterator[Part]:
    for whole in _PROQUEST_RULE.split(text):
        for piece in _PROQUEST_NEXT.split(whole):
            part = _proquest_part(piece)
            if part is not None:
                yield part


def _proquest_part(text: str) -> Part | None:
    values: dict[str, str] = {}
    key = ""
    for line in text.split("\n"):
        found = re.match(
            r"(?P<key>Title|Author|Publication title|Publication date|Publication info|Full text|"
            r"Abstract|Links|Document URL|[A-Z][A-Za-z ]{2,40}):[ \t]*(?P<value>.*)\Z",
            line,
        )
        known = found is not None and (key != "Full text" or found["key"] in _PROQUEST_KEYS)
        if known and found is not None:
            key = found["key"]
            values.setdefault(key, found["value"])
        elif key:
            values[key] += f"\n{line}"
    body = values.get("Full text") or values.get("Abstract")
    if not values.get("Title") or not body:
        return _unread(text)
    outlet = _line(values.get("Publication title", ""))
    if outlet is None and values.get("Publication info"):
        outlet = _line(values["Publication info"].split(";")[0])
    return _part(
        Fields(
            title=_line(values["Title"]),
            outlet=outlet,
            byline=_author(_line(values.get("Author", ""))),
            published=parse_date(_line(values.get("Publication date", "")) or "")
            or parse_date(values.get("Publication info", "")),
        ),
        body,
    )


_PROQUEST_KEYS = frozenset(
    {"Title", "Author", "Publication title", "Publication date", "Publication info", "Subject",
     "Location", "Company / organization", "Publication year", "Publisher", "Credit", "Section",
     "Place of publication", "Country of publication", "Publication subject", "ISSN", "Pages",
     "Source type", "Language of publication", "Document type", "ProQuest document ID", "Links",
     "Document URL", "Copyright", "Last updated", "Database", "First page"}
)  # fmt: skip


def _part(fields: Fields, body: str) -> Part:
    """The text as a reader sees it: the headline, then what follows."""
    told = body.strip("\n ")
    title = " ".join((fields.title or "").split()) or None
    text = f"{title}\n\n{told}" if title and not told.startswith(title) else told
    return Part(f"{text}\n", replace(fields, title=title, byline=_author(fields.byline)))


def _line(value: str) -> str | None:
    return " ".join(value.split())[:MAX_FIELD] or None


def _author(value: str | None) -> str | None:
    """`By Jan Roe` and `Roe, Jan` as Jan Roe."""
    if value is None:
        return None
    plain = re.sub(r"\Aby\s+", "", value.strip().rstrip("."), flags=re.IGNORECASE)
    turned = re.fullmatch(
        r"(?P<last>[^\W\d]+(?:[ '’-][^\W\d]+)?), (?P<first>[^\W\d][\w.’' -]*)", plain
    )
    return (f"{turned['first']} {turned['last']}" if turned else plain) or None


_KINDS: tuple[tuple[Callable[[str], bool], Callable[[str], Iterator[Part]]], ...] = (
    (_is_old_nexis, _old_nexis),
    (_is_new_nexis, _new_nexis),
    (_is_factiva, _factiva),
    (_is_proquest, _proquest),
)
