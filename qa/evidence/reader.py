"""The trained reader: how well each sentence of a passage answers a question, and with which words.

Knows passages as plain text with sentence spans; knows nothing of articles, hits or what is shown.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from qa.engine.onnx_network import OnnxNetwork, TokenizerPieces
from qa.errors import ModelError
from qa.evidence.reader_calibration import Calibration
from qa.evidence.reader_windows import (
    PassageReading,
    SentenceReading,
    Span,
    Window,
    arrays_of,
    batches,
    pack_windows,
    read_window,
    sentence_pieces,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from qa.engine.served_network import ServedNetwork
    from qa.evidence.reader_windows import PassageText

MAX_QUESTION_PIECES = 48
MAX_TITLE_PIECES = 24
MAX_PIECES = 320  # a passage that needs more is read in several windows
_BATCH_PIECES = 4096  # of one run, padding included

BEGIN, SEPARATOR = ("[CLS]", "<s>"), ("[SEP]", "</s>")  # of BERT, of MPNet
WEIGHTS = "reader.onnx"
VOCABULARY = "tokenizer.json"
SETTINGS = "reader.json"
_RESTORE = "Restore the folder (git checkout -- {}), or train and export it (models/README.md)."


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read for one question, passages in the order given.

    `answerable` is the calibrated probability that these passages answer the question.
    """

    passages: tuple[PassageReading, ...]
    answerable: float


def reading_of(passages: Sequence[PassageReading], calibration: Calibration) -> Reading:
    """What was read, with the probability that follows from the sentences' relevances alone."""
    relevances = [sentence.relevance for each in passages for sentence in each.sentences]
    return Reading(tuple(passages), calibration.probability(relevances))


class PassageReader(Protocol):
    """Reads passages beside a question, best hit first."""

    @property
    def name(self) -> str: ...

    @property
    def calibration(self) -> Calibration: ...

    def read(self, question: str, passages: Sequence[PassageText]) -> Reading: ...


class Pieces(Protocol):
    """A tokeniser: ids and the code points each stands for, without special tokens."""

    def __call__(self, text: str) -> tuple[list[int], list[Span]]: ...


class Network(Protocol):
    """The weights: arrays in, (relevance, start, end, answers) out, of the judge more."""

    def __call__(self, inputs: dict[str, NDArray[Any]]) -> Sequence[NDArray[np.float32]]: ...


@dataclass(frozen=True)
class Reader:
    """Reads passages beside a question, each passage once."""

    pieces: Pieces
    network: Network
    begin: int  # the ids of the marks before the question and after each part
    separator: int
    calibration: Calibration
    name: str = "reader"

    @classmethod
    def load(cls, folder: Path, *, threads: int = 2) -> Reader:
        """Load the weights from `folder`.

        Raises:
            ModelError: when a file is missing or is not what it should be.
        """
        if (file := damaged_file(folder)) is not None:
            raise ModelError(
                f"{folder / file} is not the file that was tested, or is missing. "
                f"{_RESTORE.format(folder)}"
            )
        return cls._of(folder, OnnxNetwork(folder / WEIGHTS, threads))

    @classmethod
    def served(cls, folder: Path, network: ServedNetwork) -> Reader:
        """The same with weights that another process has, which have to be those of `folder`.

        Raises:
            ModelError: they are others, or a file is missing here.
        """
        if (file := damaged_file(folder, weights=False)) is not None:
            raise ModelError(f"{folder / file} is missing or altered. {_RESTORE.format(folder)}")
        network.compare(weights_digest(folder))
        return cls._of(folder, network)

    @classmethod
    def _of(cls, folder: Path, network: Network) -> Reader:
        settings = json.loads((folder / SETTINGS).read_text(encoding="utf-8"))
        pieces = TokenizerPieces(folder / VOCABULARY)
        return cls(
            pieces=pieces,
            network=network,
            begin=pieces.id_of(*BEGIN),
            separator=pieces.id_of(*SEPARATOR),
            calibration=Calibration(**settings["calibration"]),
            name=str(settings.get("name", folder.name)),
        )

    def read(self, question: str, passages: Sequence[PassageText]) -> Reading:
        """Read each passage beside the question; no passages make an unanswerable reading."""
        windows = [w for n, p in enumerate(passages) for w in self._windows(question, n, p)]
        found: list[list[SentenceReading | None]] = [[None] * len(p.sentences) for p in passages]
        answers = [-30.0] * len(passages)
        for window, outputs in self._run(windows):
            relevance, start, end, answering, *_ = outputs
            answers[window.passage] = max(answers[window.passage], float(answering))
            readings = read_window(window, relevance, start, end)
            for number, reading in readings:
                before = found[window.passage][number]
                found[window.passage][number] = _better(before, reading)
        read = [
            PassageReading(tuple(s or _UNREAD for s in sentences), answer)
            for sentences, answer in zip(found, answers, strict=True)
        ]
        return reading_of(read, self.calibration)

    def _windows(self, question: str, number: int, passage: PassageText) -> list[Window]:
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
                Window(
                    passage=number,
                    ids=(*head, *ids[low:high], self.separator),
                    types=(*types, *[1] * (high - low + 1)),
                    first=len(head),
                    offsets=tuple(offsets[low:high]),
                    sentences=tuple((n, (a - low, b - low)) for n, (a, b) in parts),
                )
            )
        return windows

    def _run(self, windows: list[Window]) -> list[tuple[Window, tuple[NDArray[np.float32], ...]]]:
        results: list[tuple[Window, tuple[NDArray[np.float32], ...]]] = []
        for batch in batches([len(w.ids) for w in windows], _BATCH_PIECES):
            chosen = [windows[n] for n in batch]
            outputs = self.network(arrays_of(chosen))
            results += [(w, tuple(o[row] for o in outputs)) for row, w in enumerate(chosen)]
        return results


_UNREAD = SentenceReading(-30.0, None, -30.0)  # a sentence without a single word piece


def _better(one: SentenceReading | None, other: SentenceReading) -> SentenceReading:
    return other if one is None or other.relevance > one.relevance else one


def weights_digest(folder: Path) -> str:
    """One digest for all files of a reader's weights, as its settings name them."""
    settings = json.loads((folder / SETTINGS).read_text(encoding="utf-8"))
    named = sorted(each for each in settings["sha256"].items() if each[0].startswith(WEIGHTS))
    return hashlib.sha256(json.dumps(named).encode()).hexdigest()


def damaged_file(folder: Path, *, weights: bool = True) -> str | None:
    """The first file of a reader's folder that is missing or is not what its settings name.

    Without `weights` these are not looked at.
    """
    for name in (WEIGHTS, SETTINGS):
        if not (folder / name).is_file():
            return name
    try:
        settings = json.loads((folder / SETTINGS).read_text(encoding="utf-8"))
        Calibration(**settings["calibration"])
        digests = {WEIGHTS: "", VOCABULARY: ""} | dict(settings["sha256"])
    except (ValueError, KeyError, TypeError):
        return SETTINGS
    for name, digest in digests.items():
        if name.startswith(WEIGHTS) and not weights:
            continue
        path = folder / name
        if not path.is_file():
            return name
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != digest:
                return name
    return None
