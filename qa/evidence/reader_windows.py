"""Passages as the reader's network takes them, and its numbers as readings of sentences.

Arrays in and out: knows no weights, no questions beyond their word pieces, nothing of articles.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from index.dates import day_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

Span = tuple[int, int]

MAX_ANSWER_PIECES = 30


def dated_title(title: str, published: str | None) -> str:
    """The title behind the day: "March 3, 2024. Title"; the title where no day is known."""
    day = day_of(published)
    return title if day is None else f"{day:%B} {day.day}, {day.year}. {title}"


@dataclass(frozen=True, slots=True)
class PassageText:
    """Consecutive sentences; spans are code points of `text`, in order and disjoint."""

    title: str
    text: str
    sentences: tuple[Span, ...]
    published: str | None = None  # ISO 8601

    @property
    def dated(self) -> PassageText:
        """The same with the day of its article before the title, as the judge reads it."""
        return replace(self, title=dated_title(self.title, self.published))


@dataclass(frozen=True, slots=True)
class SentenceReading:
    """What the reader says of one sentence.

    `relevance` is a logit that can be compared across passages and questions: NONE, the choice of
    no sentence at all, stands at 0. `answer` is the best short answer inside the sentence, code
    points of the passage text, and `answer_score` how it compares with the passage's other spans
    (a log-probability).
    """

    relevance: float
    answer: Span | None
    answer_score: float


@dataclass(frozen=True, slots=True)
class PassageReading:
    """One reading a sentence, in order; `answers` is the logit that the passage answers at all."""

    sentences: tuple[SentenceReading, ...]
    answers: float


@dataclass(frozen=True, slots=True)
class Window:
    """One run of the network: part of a passage after the question and the title."""

    passage: int
    ids: tuple[int, ...]
    types: tuple[int, ...]
    first: int  # position of the first piece of the passage
    offsets: tuple[Span, ...]
    sentences: tuple[tuple[int, Span], ...]  # number and range of pieces of this window


def sentence_pieces(offsets: Sequence[Span], sentences: Sequence[Span]) -> list[Span]:
    """The range of pieces of each sentence; an empty range where a sentence has none."""
    ranges = []
    at = 0
    for start, end in sentences:
        while at < len(offsets) and offsets[at][0] < start:
            at += 1
        begin = at
        while at < len(offsets) and offsets[at][0] < end:
            at += 1
        ranges.append((begin, at))
    return ranges


def pack_windows(ranges: Sequence[Span], room: int) -> list[list[tuple[int, Span]]]:
    """Group sentences into windows of at most `room` pieces, each sentence in at least one.

    A window begins with the last sentence of the one before, for context, if that leaves room; a
    sentence longer than a window is read in parts.
    """
    if room < 1:
        raise ValueError(f"a window needs room for a piece, not {room}")
    windows: list[list[tuple[int, Span]]] = []
    current: list[tuple[int, Span]] = []
    for number, (begin, end) in enumerate(ranges):
        for low in range(begin, end, room):
            part = (number, (low, min(end, low + room)))
            if current and part[1][1] - current[0][1][0] > room:
                windows.append(current)
                last = current[-1]
                fits = part[1][1] - last[1][0] <= room
                current = [last] if fits and last[0] != number else []
            current.append(part)
    if current:
        windows.append(current)
    return windows


def batches(lengths: Sequence[int], most: int) -> list[list[int]]:
    """Rows by length, in batches whose padded size is at most `most`: little work on padding."""
    result: list[list[int]] = []
    longest = 0
    for row in sorted(range(len(lengths)), key=lambda n: -lengths[n]):
        # Padding to twice its own length costs more than another run.
        if result and longest * (len(result[-1]) + 1) <= most and lengths[row] * 1.5 > longest:
            result[-1].append(row)
        else:
            result.append([row])
            longest = lengths[row]
    return result


def best_span(
    start: NDArray[np.float32], end: NDArray[np.float32], longest: int = MAX_ANSWER_PIECES
) -> tuple[int, int, float]:
    """The pieces (first, last) with the highest sum of start and end, and that sum."""
    sums = start[:, None] + end[None, :]
    size = len(start)
    rows, columns = np.arange(size)[:, None], np.arange(size)[None, :]
    sums = np.where((columns >= rows) & (columns - rows < longest), sums, -np.inf)
    at = int(np.argmax(sums))
    return at // size, at % size, float(sums.flat[at])


def read_window(
    window: Window,
    relevance: NDArray[np.float32],
    start: NDArray[np.float32],
    end: NDArray[np.float32],
) -> list[tuple[int, SentenceReading]]:
    """The readings of a window's sentences by their number, answers in the passage's own places."""
    size = len(window.offsets)
    start = start[window.first : window.first + size]
    end = end[window.first : window.first + size]
    total = float(np.logaddexp.reduce(start) + np.logaddexp.reduce(end))
    readings = []
    for row, (number, (low, high)) in enumerate(window.sentences):
        first, last, score = best_span(start[low:high], end[low:high])
        answer = (window.offsets[low + first][0], window.offsets[low + last][1])
        readings.append((number, SentenceReading(float(relevance[row]), answer, score - total)))
    return readings


def arrays_of(windows: Sequence[Window]) -> dict[str, NDArray[Any]]:
    """The network's inputs for one run: (windows, pieces) and (windows, sentences, pieces)."""
    length = max(len(w.ids) for w in windows)
    most = max(len(w.sentences) for w in windows)
    ids = np.zeros((len(windows), length), dtype=np.int64)
    types = np.zeros_like(ids)
    mask = np.zeros_like(ids)
    sentences = np.zeros((len(windows), most, length), dtype=np.float32)
    for row, window in enumerate(windows):
        ids[row, : len(window.ids)] = window.ids
        types[row, : len(window.ids)] = window.types
        mask[row, : len(window.ids)] = 1
        for place, (_, (low, high)) in enumerate(window.sentences):
            sentences[row, place, window.first + low : window.first + high] = 1.0
    return {
        "input_ids": ids,
        "attention_mask": mask,
        "token_type_ids": types,
        "sentence_mask": sentences,
    }
