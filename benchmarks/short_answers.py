"""How well the readers find the short answer in the right sentence: a part of `evidence.py`."""

from __future__ import annotations

import statistics
from collections import Counter
from typing import TYPE_CHECKING

from models.training.reader_data import sentences_of
from models.training.reader_sources import qed_rows, xquad_held_out, xquad_paragraphs
from qa.evidence.reader_windows import PassageText

if TYPE_CHECKING:
    from pathlib import Path

    from qa.evidence.reader import PassageReader


def xquad_spans(data: Path, reader: PassageReader) -> dict[str, float]:
    """Word F1 of the short answer in the right sentence, read in its own paragraph."""
    scores = []
    for number, passage, asked in xquad_paragraphs(data):
        if xquad_held_out(number):
            for question, spans in asked:
                text = PassageText(passage.title, passage.text, passage.sentences)
                scores.append(_span_score(question, text, spans, reader))
    found = [s for s in scores if s is not None]
    exact = sum(s == 1 for s in found) / len(found)
    return {
        "questions": len(found),
        "f1": round(statistics.mean(found), 4),
        "exact": round(exact, 4),
    }


def _span_score(
    question: str, text: PassageText, spans: list[tuple[int, int]], reader: PassageReader
) -> float | None:
    right = [
        n for n, (s, e) in enumerate(text.sentences) if any(s <= a and b <= e for a, b in spans)
    ]
    if not right:
        return None
    sentences = reader.read(question, [text]).passages[0].sentences
    answer = sentences[max(right, key=lambda n: sentences[n].relevance)].answer
    if answer is None:
        return 0.0
    return max(word_overlap(text.text[slice(*answer)], text.text[s:e]) for s, e in spans)


def qed_spans(data: Path, reader: PassageReader) -> dict[str, float]:
    """The same on the held-out fifth of QED."""
    scores = []
    for question, passage, spans in qed_rows(data, held_out=True):
        if sentences_of(passage, spans):
            text = PassageText(passage.title, passage.text, passage.sentences)
            scores.append(_span_score(question + "?", text, spans, reader))
    found = [s for s in scores if s is not None]
    return {"questions": len(found), "f1": round(statistics.mean(found), 4)}


def word_overlap(one: str, other: str) -> float:
    """F1 of the words of two answers, articles and punctuation aside."""

    def words(text: str) -> Counter[str]:
        plain = "".join(c if c.isalnum() else " " for c in text.lower()).split()
        return Counter(w for w in plain if w not in {"a", "an", "the"})

    a, b = words(one), words(other)
    shared = sum((a & b).values())
    return 2 * shared / (a.total() + b.total()) if shared else 0.0
