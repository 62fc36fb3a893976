"""Markers and statements of a draft: what was written and which numbers it names. No judgement."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qa.english.clauses import quoted_spans

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# ASCII digits only: `\d` would also take the digits of other scripts for a source number.
MARKER = re.compile(r"\[\s*([0-9]{1,3}(?:\s*[,;]\s*[0-9]{1,3})*)\s*\]")


@dataclass(frozen=True, slots=True)
class DraftStatement:
    """One sentence as the model wrote it, without markers, with the numbers it named.

    `complete` is False when the model was cut off while it wrote this sentence. `instead` makes
    what is to be tried when this sentence does not pass its checks; where it is `spare`, its source
    is not quoted in its place. A `fallback` is for a source that nothing else has told. An
    `objection` says why the sentence is not to be shown, be it true or not. A `lent` sentence has
    words of the question that its source lacks: what it says has to be told the surer.
    """

    text: str
    numbers: tuple[int, ...] = ()
    complete: bool = True
    instead: Callable[[], DraftStatement] | None = field(default=None, compare=False)
    spare: bool = False
    fallback: bool = False
    objection: str = ""
    lent: bool = False


def parse_draft(
    text: str, split: Callable[[str], Sequence[tuple[int, int]]], *, complete: bool = True
) -> tuple[DraftStatement, ...]:
    """Cut a draft into statements; `split` gives the sentence spans of a text without markers.

    A marker belongs to the sentence before it. A marker inside a quotation is part of the quoted
    words, not a citation.
    """
    plain, found = _take_markers_out(text)
    spans = [span for span in split(plain) if plain[span[0] : span[1]].strip()]
    numbers: list[list[int]] = [[] for _ in spans]
    for position, number in found:
        owner = max((row for row, span in enumerate(spans) if span[0] < position), default=0)
        if spans and number not in numbers[owner]:
            numbers[owner].append(number)
    last = len(spans) - 1
    return tuple(
        DraftStatement(
            " ".join(plain[start:end].split()), tuple(numbers[row]), complete or row < last
        )
        for row, (start, end) in enumerate(spans)
    )


def _take_markers_out(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without markers, and (position in it, number) of every marker."""
    inside = quoted_spans(text)
    plain, found, cursor = "", [], 0
    for match in MARKER.finditer(text):
        if any(start < match.start() < end for start, end in inside):
            continue
        plain += text[cursor : match.start()].rstrip()
        cursor = match.end()
        found += [(len(plain), int(number)) for number in re.findall("[0-9]+", match.group(1))]
    return plain + text[cursor:], found
