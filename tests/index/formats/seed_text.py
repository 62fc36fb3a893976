"""The two seeds as paragraphs, and the claim that no sentence of one was lost on the way."""

from __future__ import annotations

from pathlib import Path

from index.formats import Reading
from index.sentences import split_sentences

SEEDS = sorted((Path(__file__).resolve().parents[3] / "seeds").glob("*.txt"))
TEXTS = [path.read_text(encoding="utf-8") for path in SEEDS]


def paragraphs(text: str) -> list[str]:
    """Every line that has words; the items of a list keep their mark."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def lost(text: str, readings: tuple[Reading, ...]) -> list[str]:
    """The sentences of a text that are in no reading, whatever lines they were put on."""
    told = " ".join(" ".join(reading.text for reading in readings).split())
    sentences = [" ".join(text[start:end].split()) for start, end in split_sentences(text)]
    return [each for each in sentences if each.removeprefix("- ") not in told]


def spans_are_exact(reading: Reading) -> bool:
    """Every character but white space is in the span of one sentence; the pages are in order."""
    spans = split_sentences(reading.text)
    told = "".join(reading.text[start:end] for start, end in spans)
    starts = [start for start, _ in reading.pages]
    return "".join(told.split()) == "".join(reading.text.split()) and starts == sorted(starts)
