"""The block of fields that static-site tools and note-takers put before an article's text."""

from __future__ import annotations

import contextlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from index.clean_text import clean_text
from index.dates import parse_date
from index.entities import read_entities
from index.front_matter_lines import Entry, entries, plain_values, told_beside

MAX_BLOCK_CHARACTERS = 32_000
MAX_FIELD_CHARACTERS = 500

# What may stand before the block: nothing that a reader sees, or a line that looks like a comment
# and might be a heading, which stays.
_BEFORE = re.compile(
    r"(?:[\s\ufeff\u200b]|<!--.{0,4000}?-->|/\*.{0,4000}?\*/|%%[^%]{0,4000}%%|%YAML[^\n]{0,40}\n)*"
    r"(?P<kept>(?:(?:#|//|;)[^\n]{0,400}\n\s*){0,5})",
    re.DOTALL,
)
_DASHES = r"[ \t]{0,3}[-‐‑–—]{2,80}"
_RULE = rf"(?:{_DASHES}|[=*_~]{{3,80}})"
_END = r"[ \t]*(?:\r?\n|\Z)"
_BLOCK = re.compile(
    rf"(?:(?P<toml>\+{{3,80}})|{_RULE}(?:ya?ml)?)[ \t]*\r?\n(?P<body>.*?)"
    rf"^(?(toml)\+{{3,80}}|(?:{_RULE}|\.\.\.)){_END}",
    re.DOTALL | re.MULTILINE,
)
# Without its first line: fields, and below them a line of dashes. There is one way to match a line,
# so that what is no block is found out in one pass.
_FIELD_LINES = rf"(?P<body>(?:(?!{_DASHES}{_END})(?=[^\n]{{0,4000}}\S)[^\n]{{1,4000}}\n){{1,40}})"
_OPEN_BLOCK = re.compile(rf"{_FIELD_LINES}(?:[ \t]*\n){{0,3}}{_DASHES}{_END}")
# Without its last line: fields as far as an empty line.
_UNCLOSED_BLOCK = re.compile(rf"(?:{_DASHES}[ \t]*\n)?{_FIELD_LINES}(?:[ \t]*\n|\Z)")
_WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|]{0,200}\|)?([^\[\]|]{1,200})\]\]")
_LINK = re.compile(r"\[([^\[\]]{1,200})\]\((https?://[^\s<>()]{3,2000})\)\Z", re.IGNORECASE)
_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"']{3,2000}\Z", re.IGNORECASE)
# A leading "- " or bracket opens a list whose items follow; one level is all that is needed.
_MAX_NESTING = 40

_TITLE = ("title", "headline", "og title", "full title")
_OUTLET = ("outlet", "source", "publication", "publisher", "site", "site name", "website",
           "newspaper", "og site name")  # fmt: skip
_BYLINE = ("byline", "author", "authors", "by", "writer", "creator", "dc creator")
PUBLISHED = ("published", "date", "publish date", "published at", "date published", "pubdate",
              "publication date", "published date", "published time", "published on")  # fmt: skip
_URL = ("url", "link", "source url", "canonical url", "canonical", "permalink", "source", "og url")
_PLACE = ("place", "dateline", "location")
USED = frozenset((*_TITLE, *_OUTLET, *_BYLINE, *PUBLISHED, *_URL, *_PLACE))
# One of these alone tells a block without its first line from a headline with a line below it.
_PLAIN_FIELDS = frozenset(("title", "headline", "author", "authors", "byline", "date", "published"))
# Summaries of the text, written for machines.
_DESCRIBING = frozenset(("description", "summary", "excerpt", "abstract", "teaser"))
# What tools keep for themselves: a block of these alone is none of the article's text either.
_OF_TOOLS = _DESCRIBING | frozenset(
    ("accessed", "alias", "aliases", "archived", "categories", "category", "class", "clipped",
     "cover", "created", "cssclass", "cssclasses", "draft", "edited", "id", "image", "keywords",
     "lang", "language", "last modified", "lastmod", "layout", "modified", "publish", "rating",
     "read", "retrieved", "saved", "section", "slug", "status", "tag", "tags", "template",
     "thumbnail", "topics", "type", "uid", "updated", "uuid", "weight")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fields:
    """What is known of an article beside its text; None is not known."""

    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    published: str | None = None
    place: str | None = None
    url: str | None = None


def split_front_matter(raw: str, *, unclosed: bool = False) -> tuple[Fields, str]:
    """Take a YAML (`---`) or TOML (`+++`) block off the beginning; without one nothing changes.

    A block holds a field that Byline knows, or only what tools keep for themselves; what else
    stands between two lines of dashes is text. Sentences among the fields are text as well. With
    `unclosed` an empty line ends a block of several fields too.
    YAML is read without types, tags, anchors or aliases: a date stays the characters that were
    written and a small file cannot unfold into a large one.
    """
    head = raw[: MAX_BLOCK_CHARACTERS + 10]
    before = _BEFORE.match(head)
    start = before.end() if before else 0
    kept = before["kept"] if before else ""
    for pattern in (_BLOCK, _OPEN_BLOCK, _UNCLOSED_BLOCK) if unclosed else (_BLOCK, _OPEN_BLOCK):
        block = pattern.match(head, start)
        if block and (pattern is _BLOCK or _are_fields(block["body"])):
            read = _read_block(block)
            return (
                (Fields(), raw) if read is None else (read[0], kept + read[1] + raw[block.end() :])
            )
    return Fields(), raw


def _read_block(block: re.Match[str]) -> tuple[Fields, str] | None:
    if block.groupdict().get("toml"):
        with contextlib.suppress(tomllib.TOMLDecodeError, RecursionError):
            return fields_from(tomllib.loads(block["body"])), ""
    return _read_fields(block["body"])


def _are_fields(body: str) -> bool:
    """Whether every line is a field or goes on with one, and enough of them are known."""
    found = entries(body)
    known = [key for each in found if (key := plain_key(each.key)) in USED and each.value]
    return all(each.key for each in found) and (
        len(known) > 1 or any(key in _PLAIN_FIELDS for key in known)
    )


def _read_fields(body: str) -> tuple[Fields, str] | None:
    """The fields of a block, and what of it is text; None when all of it is."""
    found = entries(body)
    values = _read_yaml(body)
    if values is None:
        values = plain_values(found)
        if not values:
            return None
    fields = fields_from(values)
    told = [*told_beside(found, {e.key for e in found if _is_taken(e)})]
    keys = {plain_key(key) for key in values}
    if not keys & USED and (told or not keys <= _OF_TOOLS):
        return None
    return fields, "".join(f"{each}\n\n" for each in told)


def _is_taken(entry: Entry) -> bool:
    """Whether the value of an entry is a field, or a summary of the text."""
    key = plain_key(entry.key)
    return key in _DESCRIBING or (key in USED and fields_from({key: entry.value}) != Fields())


def fields_from(values: Mapping[str, Any]) -> Fields:
    """Pick the fields Byline knows out of a block, whatever tool named them."""
    known = {plain_key(key): value for key, value in values.items()}

    def first(names: tuple[str, ...], *, address: bool = False) -> str | None:
        for name in names:
            text = _as_text(known.get(name))
            if text and (link := _LINK.match(text)):
                return link[2] if address else link[1]
            if text and bool(_WEB_ADDRESS.match(text)) == address:
                return text
        return None

    published = next(
        (day for name in PUBLISHED if (day := parse_date(_as_text(known.get(name)) or ""))), None
    )
    return Fields(
        title=first(_TITLE),
        outlet=first(_OUTLET),
        byline=first(_BYLINE),
        published=published,
        place=first(_PLACE),
        url=first(_URL, address=True),
    )


def plain_key(key: object) -> str:
    """The name of a field without the marks and capitals that tools write it with."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", str(key))
    return re.sub(r"[\s_:.-]+", " ", spaced).strip().lower()


def _as_text(value: object) -> str | None:
    """One line of visible text; names in a list are joined as a byline joins them."""
    if isinstance(value, list | tuple):
        parts = [text for item in value[:12] if (text := _as_text(item))]
        return ", ".join(parts[:-1]) + " and " + parts[-1] if len(parts) > 1 else "".join(parts)
    if isinstance(value, Mapping):
        return _as_text(value.get("name") or value.get("title") or value.get("rendered"))
    if value is None or isinstance(value, bool):
        return None
    written, _ = read_entities(_WIKI_LINK.sub(r"\1", str(value)))
    line = " ".join(clean_text(written).text.split())
    return line[:MAX_FIELD_CHARACTERS].strip() or None


class _PlainLoader(yaml.BaseLoader):
    """Strings, lists and mappings only, no references, bounded depth."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases are not read")
        self.depth += 1
        if self.depth > _MAX_NESTING:
            raise yaml.YAMLError("nested too deeply")
        try:
            return super().compose_node(parent, index)
        finally:
            self.depth -= 1


def _read_yaml(body: str) -> Mapping[str, Any] | None:
    """None for what is not YAML and yet what people write: `title: Trump: a deal`."""
    try:
        # A link of a note-taker would be a list of lists, cut at its commas.
        plain = _WIKI_LINK.sub(r"\1", body)
        values = yaml.load(plain, Loader=_PlainLoader)  # noqa: S506 - BaseLoader makes no objects
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    if values is None or values == "":
        return {}
    return values if isinstance(values, dict) else None
