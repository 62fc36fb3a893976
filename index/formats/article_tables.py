"""Articles as rows of CSV or JSON, from databases, scrapers and programs, by their usual names."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from index.dates import dates_of_one_order
from index.formats.charsets import decode_declared
from index.formats.html_blocks import blocks_of, lines_of
from index.formats.html_hidden import hide_unseen
from index.formats.html_page import parse_page
from index.formats.reading import (
    Line,
    Reading,
    UnreadableError,
    make_reading,
    told_once,
    without_outlet,
)
from index.front_matter import PUBLISHED, USED, fields_from, plain_key

_TEXT = ("text", "full text", "fulltext", "body", "article body", "articlebody", "body text",
         "bodytext", "article text", "maintext", "main text", "content", "article", "story",
         "plain text", "cleaned text", "raw text", "document", "transcript", "paragraphs",
         "content html", "html", "markdown")  # fmt: skip
_LEAD = ("description", "summary", "abstract", "lead", "standfirst", "excerpt")
_LISTS = ("articles", "items", "data", "results", "docs", "documents", "stories", "entries", "rows",
          "response", "hits", "news")  # fmt: skip
_SEPARATORS = (",", ";", "\t", "|")
_MARKUP = re.compile(
    r"<(?:p|div|br|h[1-6]|ul|ol|li|span|a|img|table|em|strong)\b[^<>]{0,2000}>", re.I
)
_BETWEEN_OBJECTS = re.compile(r"[\s,]*")
_SEPARATOR_LINE = re.compile(r"sep=(?P<separator>[,;|\t])\r?\n", re.IGNORECASE)  # Excel's
_CUT_OFF = re.compile(r"(?:…|\.\.\.)?\s*\[\+?[0-9,]+ (?:more )?(?:chars|characters)\]\s*\Z")
_TOLD = 5  # of the names and rows that a problem lists
_LEAST_WORDS = 3  # of a text

csv.field_size_limit(min(sys.maxsize, 2**31 - 1))

Row = Mapping[str, Any]


def read(data: bytes, suffix: str) -> tuple[Reading, ...]:
    """The articles of a table, a list of objects, or objects a line.

    Raises:
        UnreadableError: it is not well-formed, or nothing in it has the name of a text.
    """
    decoded = decode_declared(data, None)
    problems = [*decoded.problems]
    text = decoded.text.lstrip("\ufeff")
    if suffix in (".csv", ".tsv"):
        rows = _table(text, suffix, problems)
    elif suffix == ".json":
        rows = _objects(text)
    else:
        rows = _object_rows(text, problems)
    return told_once(_readings(rows, problems), problems)


def _table(text: str, suffix: str, problems: list[str]) -> list[Row]:
    named = _SEPARATOR_LINE.match(text)
    text = text[named.end() :] if named else text
    separator = named["separator"] if named else _separator(text, suffix)
    try:
        lines = [
            row for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator) if row
        ]
    except csv.Error as error:
        raise UnreadableError(f"it is not a table: {error}") from error
    if not lines:
        raise UnreadableError("it has no text")
    names = [name.strip() for name in lines[0]]
    longer = sum(len(line) > len(names) for line in lines)
    if longer:
        problems.append(f"Rows whose last cells have no name and are not read: {longer:,}.")
    return [dict(zip(names, line, strict=False)) for line in lines[1:]]


def _separator(text: str, suffix: str) -> str:
    """What stands most often between the names of the first row, outside quotation marks."""
    first = re.sub(r'"[^"\n]{0,500}"', "", text.lstrip("\n")[:20_000].split("\n", maxsplit=1)[0])
    if suffix == ".tsv" and "\t" in first:
        return "\t"
    return max(_SEPARATORS, key=first.count)


def _objects(text: str) -> list[Row]:
    try:
        value = json.loads(text, strict=False)
    except ValueError as error:
        raise UnreadableError(f"it is not JSON: {error}") from error
    for _ in range(4):
        if isinstance(value, dict):
            inner = next((value[n] for n in _LISTS if isinstance(value.get(n), list | dict)), None)
            if inner is None and (rows := _named_objects(value)):
                return rows
            if inner is None or _has_text(value):
                return [_row(value)]
            value = inner
        if isinstance(value, list):
            break
    rows = value if isinstance(value, list) else []
    if not rows:
        raise UnreadableError("it holds no list of articles")
    return [_row(each) for each in rows]


def _named_objects(value: dict[str, Any]) -> list[Row]:
    """Articles by their names, as programs keep them that look them up."""
    rows: list[Row] = [v for v in value.values() if isinstance(v, dict) and _has_text(v)]
    return rows if len(rows) == len(value) and not _has_text(value) else []


def _row(value: object) -> Row:
    """An object of a list; a search engine's or an interface's has fields one level below."""
    if not isinstance(value, dict):
        return {"": value}
    inner = value.get("_source")
    if isinstance(inner, dict):
        return inner
    fields = value.get("fields")
    if not isinstance(fields, dict):
        return value
    return {key: each for key, each in value.items() if key != "fields"} | fields


def _object_rows(text: str, problems: list[str]) -> list[Row]:
    """The objects of a file, one a line as a rule; else over several lines, or in lists."""
    rows: list[Row] = []
    bad: list[int] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line, strict=False)
        except ValueError:
            value = None
        if isinstance(value, dict):
            rows.append(_row(value))
        else:
            bad.append(number)
    if not rows:
        return _objects_in_a_row(text, problems)
    if bad:
        problems.append(f"Lines that are no JSON objects: {_listed(bad)}.")
    return rows


def _objects_in_a_row(text: str, problems: list[str]) -> list[Row]:
    decoder = json.JSONDecoder(strict=False)
    found: list[object] = []
    place = _after_gap(text, 0)
    while place < len(text):
        try:
            value, place = decoder.raw_decode(text, place)
        except ValueError as error:
            problems.append(f"What follows is no JSON: {error}.")
            break
        found += value if isinstance(value, list) else [value]
        place = _after_gap(text, place)
    return [_row(each) for each in found if isinstance(each, dict)]


def _after_gap(text: str, place: int) -> int:
    gap = _BETWEEN_OBJECTS.match(text, place)
    return gap.end() if gap else place


def _readings(rows: Sequence[Row], problems: list[str]) -> Iterator[Reading]:
    keys = {plain_key(key).removeprefix("web "): str(key) for row in rows for key in row}
    if not keys.keys() & {*_TEXT}:
        named = ", ".join([*keys.values()][:20]) or "nothing"
        raise UnreadableError(f"nothing in it is called text, body or content; it has {named}")
    others = [shown for key, shown in keys.items() if key not in (*_TEXT, *_LEAD, *USED) and shown]
    if others:
        problems.append(f"Not read, since it may be no part of the articles: {_listed(others)}.")
    dates = _dates(rows)
    empty: list[int] = []
    none = True
    for number, (row, published) in enumerate(zip(rows, dates, strict=True), start=1):
        try:
            reading = _reading(row, published)
        except UnreadableError:
            empty.append(number)
            continue
        none = False
        yield reading
    if none:
        raise UnreadableError("it has no text")
    if empty:
        problems.append(f"Rows without a text: {_listed(empty)}.")


def _reading(row: Row, published: str | None) -> Reading:
    known = {plain_key(key).removeprefix("web "): value for key, value in row.items()}
    fields = fields_from({key: value for key, value in known.items() if key in USED})
    title = without_outlet(fields.title, fields.outlet)
    fields = replace(fields, title=title, published=published or fields.published)
    text = next((each for name in _TEXT if (each := _text(known.get(name)))), "")
    lines, problems = [*_lines(text)], []
    if sum(len(line.text.split()) for line in lines) < _LEAST_WORDS:
        raise UnreadableError("it has no text")
    if _CUT_OFF.search(text):
        problems.append("The text is cut off: the program that wrote the file kept its beginning.")
    if fields.title and not _holds(lines[:3], fields.title):
        lines.insert(0, Line(fields.title))
    return make_reading(lines, fields, problems=tuple(problems))


def _text(value: object) -> str:
    if isinstance(value, list):
        return "\n\n".join(filter(None, map(_text, value)))
    if isinstance(value, dict):
        named = ("text", "content", "value", "rendered")
        return _text(next((value[name] for name in named if value.get(name)), None))
    return value if isinstance(value, str) else ""


def _lines(text: str) -> Iterator[Line]:
    if _MARKUP.search(text):
        root = parse_page(f"<body>{text}</body>")
        hide_unseen(root)
        yield from lines_of(blocks_of(root))
    else:
        # One line end stays one: whoever wrote the table knew which lines belong together.
        yield from map(Line, re.split(r"\n[ \t]*\n", re.sub(r"\r\n?", "\n", text)))


def _holds(lines: Sequence[Line], title: str) -> bool:
    return any(
        " ".join(line.text.split()).casefold().startswith(title.casefold()) for line in lines
    )


def _has_text(value: Row) -> bool:
    return any(plain_key(key) in _TEXT and bool(_text(each)) for key, each in value.items())


def _dates(rows: Sequence[Row]) -> list[str | None]:
    """The days of a column of which the whole shows in which order day and month stand."""
    for name in PUBLISHED:
        values = [next((v for k, v in row.items() if plain_key(k) == name), None) for row in rows]
        if any(isinstance(value, str) and value for value in values):
            return dates_of_one_order([v if isinstance(v, str) else "" for v in values])
    return [None] * len(rows)


def _listed(values: Sequence[object]) -> str:
    named = ", ".join(str(value)[:60] for value in values[:_TOLD])
    return f"{named} and {len(values) - _TOLD:,} more" if len(values) > _TOLD else named
