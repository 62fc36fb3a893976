"""The lines of a block of fields: which are fields, and which are sentences of the article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

_KEY_LINE = re.compile(
    r"(?P<quote>[\"']?)(?P<key>[A-Za-z][\w .-]{0,40}?)(?P=quote)[ \t]*(?:::?|=)"
    r"(?:[ \t]+(?P<value>.*))?\Z"
)
_ENDS_A_SENTENCE = re.compile(r"[.!?…][\"'”’)\]]*\Z")
_SHORTEST = 4  # words of a sentence
_BLOCK_MARK = re.compile(r"[|>][+-]?\Z")

_WHOLE_TEXT = frozenset(("body", "content", "text"))


@dataclass(frozen=True, slots=True)
class Entry:
    """One field with the lines that go on with it, or a line that is no field (`key` is "")."""

    key: str
    lines: list[str] = field(default_factory=list)

    @property
    def value(self) -> str:
        """What stands behind the key, on one line."""
        found = _KEY_LINE.match(self.lines[0]) if self.key else None
        first = (found["value"] or "").strip() if found else self.lines[0].strip()
        told = "" if _BLOCK_MARK.match(first) else first
        return " ".join(filter(None, (told, *(line.strip() for line in self.lines[1:]))))

    @property
    def items(self) -> list[str]:
        """The lines below the key where all of them are items of a list."""
        below = [line.strip() for line in self.lines[1:]]
        return below if all(line.startswith("- ") for line in below) else []

    @property
    def text(self) -> str:
        """The entry as a paragraph, or as a list with its name above."""
        if self.items:
            return "\n".join((f"{self.key}:", *self.items))
        labelled = self.key and self.key.lower() not in _WHOLE_TEXT
        return f"{self.key}: {self.value}" if labelled else self.value

    @property
    def tells(self) -> bool:
        """Whether a sentence stands in it, rather than a name, a date or a list of words."""
        return any(
            len(line.split()) >= _SHORTEST and _ENDS_A_SENTENCE.search(line.rstrip()[-8:])
            for line in (self.value, *self.lines)
        )


def entries(body: str) -> list[Entry]:
    """The entries of a block in order; comments and empty lines are none."""
    found: list[Entry] = []
    for line in body.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if found and found[-1].key and _goes_on(line, found[-1]):
            found[-1].lines.append(line)
        elif named := _KEY_LINE.match(line):
            found.append(Entry(named["key"], [line]))
        else:
            found.append(Entry("", [line]))
    return found


def plain_values(found: list[Entry]) -> Mapping[str, str | list[str]]:
    """The fields of a block that is not quite YAML, without quotation marks."""
    return {each.key: _plain_value(each) for each in found if each.key and each.value}


def _plain_value(entry: Entry) -> str | list[str]:
    items = [item[2:].strip("\"' ") for item in entry.items]
    return items or entry.value.strip("\"'")


def _goes_on(line: str, entry: Entry) -> bool:
    if line[0] in " \t]}":
        return True
    opened = len(entry.lines) > 1 or entry.lines[0].rstrip().endswith((":", "=", "["))
    return line.startswith("- ") and opened


def told_beside(found: list[Entry], used: set[str]) -> Iterator[str]:
    """What of a block is text of the article: lines that are no field, and sentences of others.

    `used` are the keys whose values are fields of the article already, or only describe it.
    """
    for entry in found:
        if not entry.key or (entry.key not in used and entry.tells):
            yield entry.text
