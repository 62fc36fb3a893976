"""The block of fields that static-site tools and note-takers put before an article's text."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from index.clean_text import clean_text
from index.dates import parse_date

MAX_BLOCK_CHARACTERS = 32_000
MAX_FIELD_CHARACTERS = 500

_BLOCK = re.compile(
    r"\A\ufeff?(?P<fence>---|\+\+\+)[ \t]*\r?\n(?P<body>.*?)"
    r"^(?:(?P=fence)|\.\.\.)[ \t]*(?:\r?\n|\Z)",
    re.DOTALL | re.MULTILINE,
)
_FIELD_LINE = re.compile(r"^(?P<key>[A-Za-z][\w .-]{0,40}?)[ \t]*[:=][ \t]+(?P<value>\S.*)$")
_WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|]{0,200}\|)?([^\[\]|]{1,200})\]\]")
_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"']{3,2000}\Z", re.IGNORECASE)
# A leading "- " or bracket opens a list whose items follow; one level is all that is needed.
_MAX_NESTING = 40

_TITLE = ("title", "headline", "og title")
_OUTLET = ("outlet", "source", "publication", "publisher", "site", "site name", "website",
           "newspaper", "og site name")  # fmt: skip
_BYLINE = ("byline", "author", "authors", "by", "writer", "creator", "dc creator")
_PUBLISHED = ("published", "date", "publish date", "published at", "date published", "pubdate",
              "publication date", "published date", "published time", "published on")  # fmt: skip
_URL = ("url", "link", "source url", "canonical url", "canonical", "permalink", "source", "og url")
_PLACE = ("place", "dateline", "location")


@dataclass(frozen=True, slots=True)
class Fields:
    """What is known of an article beside its text; None is not known."""

    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    published: str | None = None
    place: str | None = None
    url: str | None = None


def split_front_matter(raw: str) -> tuple[Fields, str]:
    """Take a YAML (`---`) or TOML (`+++`) block off the beginning; without one nothing changes.

    YAML is read without types, tags, anchors or aliases: a date stays the characters that were
    written and a small file cannot unfold into a large one.
    """
    head = raw[: MAX_BLOCK_CHARACTERS + 10]
    block = _BLOCK.match(head)
    if block is None:
        return Fields(), raw
    read = _read_toml if block["fence"] == "+++" else _read_yaml
    values = read(block["body"])
    if values is None:
        return Fields(), raw
    return fields_from(values), raw[block.end() :]


def fields_from(values: Mapping[str, Any]) -> Fields:
    """Pick the fields Byline knows out of a block, whatever tool named them."""
    known = {_plain_key(key): value for key, value in values.items()}

    def first(names: tuple[str, ...], *, address: bool = False) -> str | None:
        for name in names:
            text = _as_text(known.get(name))
            if text and bool(_WEB_ADDRESS.match(text)) == address:
                return text
        return None

    published = next(
        (day for name in _PUBLISHED if (day := parse_date(_as_text(known.get(name)) or ""))), None
    )
    return Fields(
        title=first(_TITLE),
        outlet=first(_OUTLET),
        byline=first(_BYLINE),
        published=published,
        place=first(_PLACE),
        url=first(_URL, address=True),
    )


def _plain_key(key: object) -> str:
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", str(key))
    return re.sub(r"[\s_:.-]+", " ", spaced).strip().lower()


def _as_text(value: object) -> str | None:
    """One line of visible text; names in a list are joined as a byline joins them."""
    if isinstance(value, list | tuple):
        parts = [text for item in value[:12] if (text := _as_text(item))]
        return ", ".join(parts[:-1]) + " and " + parts[-1] if len(parts) > 1 else "".join(parts)
    if isinstance(value, Mapping):
        return _as_text(value.get("name") or value.get("title"))
    if value is None or isinstance(value, bool):
        return None
    line = " ".join(clean_text(_WIKI_LINK.sub(r"\1", str(value))).text.split())
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
    try:
        values = yaml.load(body, Loader=_PlainLoader)  # noqa: S506 - BaseLoader makes no objects
    except (yaml.YAMLError, ValueError, RecursionError):
        # `title: Trump: a deal` is not YAML, and yet what people write.
        return _read_lines(body)
    if values is None or values == "":
        return {}
    return values if isinstance(values, dict) else None


def _read_toml(body: str) -> Mapping[str, Any] | None:
    try:
        return tomllib.loads(body)
    except (tomllib.TOMLDecodeError, RecursionError):
        return _read_lines(body)


def _read_lines(body: str) -> Mapping[str, str] | None:
    fields = {
        found["key"]: found["value"].strip().strip("\"'")
        for line in body.splitlines()
        if (found := _FIELD_LINE.match(line.strip("\r")))
    }
    return fields or None
