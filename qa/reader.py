"""The trained reader: how well each sentence of a passage answers a question, and with which words.

The only file that imports ONNX Runtime. Knows passages as plain text with sentence spans; knows
nothing of articles, hits or what is shown.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from qa.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

Span = tuple[int, int]

MAX_QUESTION_PIECES = 48
MAX_TITLE_PIECES = 24
MAX_PIECES = 320  # a passage that needs more is read in several windows
MAX_ANSWER_PIECES = 30
_BATCH_PIECES = 4096  # of one run, padding included

WEIGHTS = "reader.onnx"
VOCABULARY = "tokenizer.json"
SETTINGS = "reader.json"


@dataclass(frozen=True, slots=True)
class PassageText:
    """Consecutive sentences; spans are code points of `text`, in order and disjoint."""

    title: str
    text: str
    sentences: tuple[Span, ...]


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
class Reading:
    """What was read for one question, passages in the order given.

    `answerable` is the calibrated probability that these passages answer the question.
    """

    passages: tuple[PassageReading, ...]
    answerable: float


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for an answer being there, of the passages of one question together."""

    relevance: float  # of the best sentence
    answers: float  # the best passage's own logit
    lead: float
    words: float
    names: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights of the logistic regression behind `Reading.answerable`, and where to say no.

    Fitted on questions that neither the weights nor the published figures have seen.
    """

    best_relevance: float = 1.0
    best_answers: float = 0.0
    lead: float = 0.0  # of the best sentence over NONE and all others together
    words: float = 0.0  # share of the question's words that stand around the best sentence
    names: float = 0.0  # the same of its names and figures
    bias: float = 0.0
    threshold: float = 0.5
    sentence_threshold: float = 0.0  # relevance from which a sentence may be called an answer
    retrieval: float = 0.0  # weight of a hit's own score in the order of sentences
    # Weight of the question's words in a sentence. On 110 questions each: none to 3, XQuAD first
    # sentence 82 -> 86 %, news of the tuning weeks first three 71 -> 73 %, first 51 -> 50 %.
    overlap: float = 3.0

    def probability(self, signs: Signs) -> float:
        """The probability that the passages answer."""
        logit = (
            self.best_relevance * signs.relevance
            + self.best_answers * signs.answers
            + self.lead * signs.lead
            + self.words * signs.words
            + self.names * signs.names
            + self.bias
        )
        return float(1.0 / (1.0 + np.exp(-np.clip(logit, -30.0, 30.0))))


class Pieces(Protocol):
    """A tokeniser: ids and the code points each stands for, without special tokens."""

    def __call__(self, text: str) -> tuple[list[int], list[Span]]: ...


class Network(Protocol):
    """The weights: arrays in, (relevance, start, end, answers) out."""

    def __call__(self, inputs: dict[str, NDArray[Any]]) -> Sequence[NDArray[np.float32]]: ...


@dataclass(frozen=True, slots=True)
class _Window:
    """One run of the network: part of a passage after the question and the title."""

    passage: int
    ids: tuple[int, ...]
    types: tuple[int, ...]
    first: int  # position of the first piece of the passage
    offsets: tuple[Span, ...]
    sentences: tuple[tuple[int, Span], ...]  # number and range of pieces of this window


@dataclass(frozen=True)
class Reader:
    """Reads passages beside a question, each passage once."""

    pieces: Pieces
    network: Network
    begin: int  # the ids of [CLS] and [SEP]
    separator: int
    calibration: Calibration = Calibration()
    name: str = "reader"

    @classmethod
    def load(cls, folder: Path, *, threads: int = 2) -> Reader:
        """Load the weights from `folder`.

        Raises:
            ModelError: when a file is missing or is not what it should be.
        """
        missing = [n for n in (WEIGHTS, VOCABULARY, SETTINGS) if not (folder / n).is_file()]
        if missing:
            raise ModelError(
                f"The trained reader in {folder} lacks {', '.join(missing)}. "
                "Train and export it (models/README.md), or restore the folder."
            )
        settings = json.loads((folder / SETTINGS).read_text(encoding="utf-8"))
        pieces = _TokenizerPieces(folder / VOCABULARY)
        return cls(
            pieces=pieces,
            network=_OnnxNetwork(folder / WEIGHTS, threads),
            begin=pieces.id_of("[CLS]"),
            separator=pieces.id_of("[SEP]"),
            calibration=Calibration(**settings["calibration"]),
            name=str(settings["name"]),
        )

    def read(self, question: str, passages: Sequence[PassageText]) -> Reading:
        """Read each passage beside the question; no passages make an unanswerable reading."""
        windows = [w for n, p in enumerate(passages) for w in self._windows(question, n, p)]
        found: list[list[SentenceReading | None]] = [[None] * len(p.sentences) for p in passages]
        answers = [-30.0] * len(passages)
        for window, outputs in self._run(windows):
            relevance, start, end, answering = outputs
            answers[window.passage] = max(answers[window.passage], float(answering))
            readings = _read_window(window, relevance, start, end)
            for number, reading in readings:
                before = found[window.passage][number]
                found[window.passage][number] = _better(before, reading)
        read = tuple(
            PassageReading(tuple(s or _UNREAD for s in sentences), answer)
            for sentences, answer in zip(found, answers, strict=True)
        )
        signs = signs_of(question, passages, read)
        return Reading(read, 0.0 if signs is None else self.calibration.probability(signs))

    def _windows(self, question: str, number: int, passage: PassageText) -> list[_Window]:
        head = [self.begin, *self.pieces(question)[0][:MAX_QUESTION_PIECES], self.separator]
        types = [0] * len(head)
        title = self.pieces(passage.title)[0][:MAX_TITLE_PIECES]
        if title:
            head += [*title, self.separator]
            types += [1] * (len(title) + 1)
        ids, offsets = self.pieces(passage.text)
        ranges = sentence_pieces(offsets, passage.sentences)
        windows = []
        for parts in pack_windows(ranges, MAX_PIECES - len(head) - 1):
            low, high = parts[0][1][0], parts[-1][1][1]
            windows.append(
                _Window(
                    passage=number,
                    ids=(*head, *ids[low:high], self.separator),
                    types=(*types, *[1] * (high - low + 1)),
                    first=len(head),
                    offsets=tuple(offsets[low:high]),
                    sentences=tuple((n, (a - low, b - low)) for n, (a, b) in parts),
                )
            )
        return windows

    def _run(self, windows: list[_Window]) -> list[tuple[_Window, tuple[NDArray[np.float32], ...]]]:
        results: list[tuple[_Window, tuple[NDArray[np.float32], ...]]] = []
        for batch in batches([len(w.ids) for w in windows], _BATCH_PIECES):
            chosen = [windows[n] for n in batch]
            outputs = self.network(_inputs(chosen))
            results += [(w, tuple(o[row] for o in outputs)) for row, w in enumerate(chosen)]
        return results


def signs_of(
    question: str, passages: Sequence[PassageText], read: Sequence[PassageReading]
) -> Signs | None:
    """What the calibration goes by; None where there is no sentence."""
    ranked = sorted(
        ((s.relevance, n) for n, p in enumerate(read) for s in p.sentences), reverse=True
    )
    if not ranked:
        return None
    relevance, best = ranked[0]
    others = np.logaddexp.reduce(np.array([0.0, *(score for score, _ in ranked[1:])]))
    around = _stems(f"{passages[best].title} {passages[best].text}")
    return Signs(
        relevance=relevance,
        answers=max(p.answers for p in read),
        lead=relevance - float(others),
        words=_share(_stems(question) - _UNASKED, around),
        names=_share(_named(question), around),
    )


_WORD = re.compile(r"[^\W_]+")
_STEM = 5  # letters: enough to tell words apart, few enough to meet their inflections
_UNASKED = frozenset(
    (  # noqa: SIM905 - one string reads better than a line a word
        "a an the of in on at to for from by with as is are was were be been do does did has have "
        "had will would can could and or but if than that this these those it its he she they his "
        "her their we you i who whom whose what which when where why how much many not no into "
        "over about after befor durin up down out off week year today s t there"
    ).split()
)


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in _WORD.findall(text.lower()))


def _named(question: str) -> frozenset[str]:
    """Stems of figures and of words with a capital letter inside the question."""
    found = (m for m in _WORD.finditer(question) if m.start() > 0)
    named = " ".join(m.group() for m in found if m.group()[0].isupper() or m.group().isdecimal())
    return _stems(named) - _UNASKED


def _share(asked: frozenset[str], present: frozenset[str]) -> float:
    """How much of `asked` is there; all of nothing is everything."""
    return len(asked & present) / len(asked) if asked else 1.0


_UNREAD = SentenceReading(-30.0, None, -30.0)  # a sentence without a single word piece


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


def _read_window(
    window: _Window,
    relevance: NDArray[np.float32],
    start: NDArray[np.float32],
    end: NDArray[np.float32],
) -> list[tuple[int, SentenceReading]]:
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


def _better(one: SentenceReading | None, other: SentenceReading) -> SentenceReading:
    return other if one is None or other.relevance > one.relevance else one


def _inputs(windows: Sequence[_Window]) -> dict[str, NDArray[Any]]:
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


class _TokenizerPieces:
    """Word pieces by the tokenizers library."""

    def __init__(self, path: Path) -> None:
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()

    def __call__(self, text: str) -> tuple[list[int], list[Span]]:
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        return list(encoding.ids), list(encoding.offsets)

    def id_of(self, token: str) -> int:
        found = self._tokenizer.token_to_id(token)
        if found is None:
            raise ModelError(f"The reader's tokeniser has no {token}. Restore models/reader.")
        return int(found)


class _OnnxNetwork:
    """The weights in ONNX Runtime."""

    def __init__(self, path: Path, threads: int) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        try:
            self._session = onnxruntime.InferenceSession(
                str(path), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # the library's own errors share no base class
            raise ModelError(
                f"{path} cannot be loaded ({error}). Restore the folder {path.parent}."
            ) from error

    def __call__(self, inputs: dict[str, NDArray[Any]]) -> Sequence[NDArray[np.float32]]:
        outputs: Sequence[NDArray[np.float32]] = self._session.run(None, inputs)
        return outputs
