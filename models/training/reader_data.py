"""Turn public question sets and news articles into passages a reader can learn from.

Knows nothing of neural networks: what leaves this file is text, sentence spans, and which
sentences and characters answer a question.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

Span = tuple[int, int]

VERDICTS = ("supported", "contradicted", "not_stated")
MAX_WORDS = 120  # of a passage; the product's passages have the same size

_ABBREVIATIONS = frozenset(
    (  # noqa: SIM905 - one string reads better than a line a word
        "mr mrs ms dr prof sen rep gov gen lt col sgt capt st jr sr vs etc inc corp ltd co no "
        "u.s u.k u.n e.g i.e a.m p.m jan feb mar apr jun jul aug sept sep oct nov dec rev hon "
        "pres ph.d"
    ).split()
)
_SENTENCE_END = re.compile(r"[.!?]+[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9$£€])")


@dataclass(frozen=True, slots=True)
class Passage:
    """Consecutive sentences of one text; sentence spans are characters of `text`."""

    title: str
    text: str
    sentences: tuple[Span, ...]
    source: str = ""  # the article or paragraph it was cut from


@dataclass(frozen=True, slots=True)
class Labelled:
    """One passage beside one question: which sentences answer it, and with which characters.

    `ignored` sentences are neither right nor wrong (an answer that stands there by chance). With
    `every` all right sentences are needed; without it any one of them may be meant.
    Beside a claim `support` holds the verdicts that are right, by their place in `VERDICTS`: two
    where only "not supported" is known.
    """

    passage: Passage
    positive: frozenset[int] = frozenset()
    spans: tuple[Span, ...] = ()
    ignored: frozenset[int] = frozenset()
    support: tuple[int, ...] = ()
    every: bool = False


@dataclass(frozen=True, slots=True)
class Example:
    """A question and the passages read beside it; without a positive the answer is NONE."""

    question: str
    passages: tuple[Labelled, ...]
    kind: str

    @property
    def answerable(self) -> bool:
        """Whether any passage holds an answering sentence."""
        return any(p.positive for p in self.passages)


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Read gzipped JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def bucket(key: str, parts: int) -> int:
    """Assign a key to one of `parts` for good: the rule behind every split by hash."""
    return int(hashlib.sha256(key.encode()).hexdigest(), 16) % parts


def split_sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Cut `text[start:end]` at full stops, question and exclamation marks."""
    end = len(text) if end is None else end
    spans: list[Span] = []
    begin = start
    for match in _SENTENCE_END.finditer(text, start, end):
        words = text[begin : match.start()].split()
        last = words[-1].lower().lstrip("\"'“‘([") if words else ""
        stopped = text[match.start()] == "."
        if stopped and (last in _ABBREVIATIONS or (len(last) == 1 and last.isalpha())):
            continue
        spans.append((begin, match.start() + len(match.group().rstrip())))
        begin = match.end()
    spans.append((begin, end))
    trimmed: list[Span] = []
    for first, last_ in spans:
        piece = text[first:last_]
        lead = len(piece) - len(piece.lstrip())
        if piece.strip():
            trimmed.append((first + lead, first + len(piece.rstrip())))
    return trimmed


def split_passages(title: str, text: str, source: str, max_words: int = MAX_WORDS) -> list[Passage]:
    """Pack whole paragraphs into passages; a longer paragraph is divided between sentences."""
    groups: list[list[Span]] = []
    for match in re.finditer(r"[^\n]+", text):
        if match.group().strip():
            groups.append(split_sentences(text, match.start(), match.end()))
    packed: list[list[Span]] = []
    words = 0
    for group in groups:
        sizes = [len(text[s:e].split()) for s, e in group]
        if packed and words + sum(sizes) <= max_words:
            packed[-1].extend(group)
            words += sum(sizes)
            continue
        packed.append([])
        words = 0
        for span, size in zip(group, sizes, strict=True):
            if packed[-1] and words + size > max_words:
                packed.append([])
                words = 0
            packed[-1].append(span)
            words += size
    passages = []
    for spans in packed:
        begin, end = spans[0][0], spans[-1][1]
        moved = tuple((s - begin, e - begin) for s, e in spans)
        passages.append(Passage(title, text[begin:end], moved, source))
    return passages


def from_sentences(title: str, sentences: list[str], source: str) -> Passage:
    """Join sentences with single spaces."""
    spans: list[Span] = []
    position = 0
    for sentence in sentences:
        spans.append((position, position + len(sentence)))
        position += len(sentence) + 1
    return Passage(title, " ".join(sentences), tuple(spans), source)


_WORD = re.compile(r"[^\W_]+")
STOP_WORDS = frozenset(
    (  # noqa: SIM905 - one string reads better than a line a word
        "a an the of in on at to for from by with as is are was were be been being am do does "
        "did has have had will would can could should may might must shall and or but if than "
        "that this these those it its he she they them his her their him we you i who whom "
        "whose what which when where why how many much not no so such into over about after "
        "before during up down out off week s t there here all any some other more most also "
        "one two"
    ).split()
)


def words_of(text: str) -> list[str]:
    """Lower-cased words and numbers."""
    return _WORD.findall(text.lower())


def content_words(text: str) -> list[str]:
    """The words a question is about."""
    return [w for w in words_of(text) if w not in STOP_WORDS and (len(w) > 1 or w.isdigit())]


def find_answers(text: str, answers: list[str]) -> list[Span]:
    """Every place where an answer stands as whole words, whatever its quotation marks."""
    found: list[Span] = []
    for answer in answers:
        bare = answer.strip(" \"'“”‘’.").lower()
        bare = re.sub(r"^(the|a|an) ", "", bare)
        if not bare:
            continue
        pattern = re.escape(bare.replace("’", "'")).replace("'", "['’]").replace(r"\ ", r"\s+")
        head = r"(?<!\w)" if bare[0].isalnum() else ""
        tail = r"(?!\w)" if bare[-1].isalnum() else ""
        found += [m.span() for m in re.finditer(head + pattern + tail, text, re.IGNORECASE)]
    return found


def sentences_of(passage: Passage, spans: list[Span]) -> frozenset[int]:
    """The sentences that hold at least one of the spans."""
    return frozenset(
        n for n, (s, e) in enumerate(passage.sentences) if any(s <= a and b <= e for a, b in spans)
    )


def without_sentences(passage: Passage, removed: frozenset[int]) -> Passage:
    """The passage with some sentences cut out."""
    kept = [passage.text[s:e] for n, (s, e) in enumerate(passage.sentences) if n not in removed]
    return from_sentences(passage.title, kept, passage.source)


class Pool:
    """Passages that can be searched by words (BM25)."""

    def __init__(self, passages: list[Passage]) -> None:
        import bm25s

        self.passages = passages
        self.index = bm25s.BM25(k1=1.2, b=0.75)
        self.vocabulary: dict[str, int] = {}
        texts = [content_words(f"{p.title} {p.text}") for p in passages]
        self.index.index([t or ["-"] for t in texts], show_progress=False)
        counts: dict[str, int] = defaultdict(int)
        for text in texts:
            for word in set(text):
                counts[word] += 1
        self.frequency = counts

    def scores(self, question: str) -> np.ndarray:
        """BM25 of every passage."""
        known = [w for w in content_words(question) if w in self.frequency]
        if not known:
            return np.zeros(len(self.passages), dtype=np.float32)
        return np.asarray(self.index.get_scores(known))

    def nearest(self, question: str, count: int) -> list[int]:
        """The best rows by BM25, best first."""
        scores = self.scores(question)
        count = min(count, len(scores))
        top = np.argpartition(-scores, count - 1)[:count]
        return [int(i) for i in top[np.argsort(-scores[top], kind="stable")]]
