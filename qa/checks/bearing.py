"""The sentences that bear on a claim, found by words and by meaning; no verdict is given here.

A claim in an editor's own words may share few words with what tells it. So each sentence counts by
the words that it shares, and by what the first reader says of it where the claim is its question.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from qa.english.normal_form import stems
from qa.english.overlap import covered, word_weights
from qa.evidence import passage_text, telling_hit
from qa.evidence.reader_windows import PassageText

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index import Article, Hit, Sentence
    from qa.evidence import PassageReader
    from qa.evidence.reader_windows import PassageReading

HITS = 10  # passages; further down the evidence rarely stands, and reading costs
ARTICLES = 3
MOST_FOUND = 5  # sentences of one article
# What a unit of relevance counts beside the share of the claim's words. On 180 claims of tuning
# articles, in folders of twelve, some sentence of the evidence is among the first five for .96 of
# the claims (words alone .83), all of it for .78 (.60); .06 and .15 are as good.
RELEVANCE = 0.1
LEAST_RELEVANCE = -8.0
BEHIND = 0.6  # of the best score; a sentence further behind tells something else
ARTICLE_BEHIND = 0.2  # the judge's word on the second article tells true from wrong in .53 of pairs
NOTHING = -0.6  # the score of a sentence that tells nothing of it
PASSAGE_WORDS = 120  # as long as the passages that the reader knows
MOST_SENTENCES = 4  # that share words with one claim
WORTH_ADDING = 0.1  # of the weight of the claim's words, that a further sentence has to bring
LONGEST_PREMISE = (
    130  # words; beside a long claim and a title the judge has room for about 190 pieces
)
LONGEST_FOUND = 170  # of what was found by meaning


class ArticleSource(Protocol):
    """Where the articles about a sentence are found; a library is one."""

    def search(self, question: str, *, top: int) -> Sequence[Hit]: ...

    def sentences(self, article: Article, /) -> Sequence[Sentence]: ...


@dataclass(frozen=True, slots=True)
class Bearing:
    """The rows of an article's sentences that bear on a claim, the best first, and how well."""

    article: Article
    rows: tuple[int, ...]
    scores: tuple[float, ...]


def bearing_in(claim: str, library: ArticleSource, reader: PassageReader | None) -> list[Bearing]:
    """The articles whose sentences bear most on the claim, the best first."""
    hits = [telling_hit(hit) for hit in library.search(claim, top=HITS)]
    read = _read(claim, [passage_text(hit) for hit in hits], reader)
    weights = word_weights(claim, [stems(s.text) for hit in hits for s in hit.sentences])
    scores: dict[str, dict[int, float]] = {}
    articles: dict[str, Article] = {}
    for hit, relevances in zip(hits, read, strict=True):
        article = hit.passage.article
        known = {s.start: row for row, s in enumerate(library.sentences(article))}
        articles[article.id] = article
        rows = scores.setdefault(article.id, {})
        for sentence, relevance in zip(hit.sentences, relevances, strict=True):
            row = known[sentence.start]
            score = covered(stems(sentence.text), weights) + RELEVANCE * relevance
            rows[row] = max(score, rows.get(row, score))
    found = [
        Bearing(articles[key], best, tuple(rows[row] for row in best))
        for key, rows in scores.items()
        if (best := _best_first(rows, read=reader is not None))
    ]
    found.sort(key=lambda each: -each.scores[0])
    least = found[0].scores[0] - ARTICLE_BEHIND if found else 0.0
    return [each for each in found[:ARTICLES] if each.scores[0] > least]


def bearing_rows(
    claim: str, sentences: Sequence[str], reader: PassageReader | None
) -> tuple[int, ...]:
    """The same of one text that stands in for an article."""
    passages, firsts = _packed(sentences)
    read = _read(claim, passages, reader)
    texts = [stems(sentence) for sentence in sentences]
    weights = word_weights(claim, texts)
    relevance = {
        first + n: each
        for first, relevances in zip(firsts, read, strict=True)
        for n, each in enumerate(relevances)
    }
    scores = {
        row: covered(text, weights) + RELEVANCE * relevance[row] for row, text in enumerate(texts)
    }
    return _best_first(scores, read=reader is not None)


def _best_first(scores: dict[int, float], *, read: bool) -> tuple[int, ...]:
    """The rows that bear on it; unread ones only where they share a word with it."""
    least = max(max(scores.values(), default=0.0) - BEHIND, NOTHING if read else 0.0)
    found = [row for row, score in scores.items() if score > least]
    return tuple(sorted(found, key=lambda row: (-scores[row], row))[:MOST_FOUND])


def _read(
    claim: str, passages: Sequence[PassageText], reader: PassageReader | None
) -> list[list[float]]:
    """The relevance of every sentence; the same for all where there is no reader."""
    if reader is None:
        return [[0.0] * len(passage.sentences) for passage in passages]
    return [_relevances(read) for read in reader.read(claim, passages).passages]


def _relevances(read: PassageReading) -> list[float]:
    return [max(LEAST_RELEVANCE, sentence.relevance) for sentence in read.sentences]


def _packed(sentences: Sequence[str]) -> tuple[list[PassageText], list[int]]:
    """Sentences as passages of their usual length, and the row at which each begins."""
    packed: list[list[str]] = []
    firsts: list[int] = []
    words = 0
    for row, sentence in enumerate(sentences):
        size = len(sentence.split())
        if not packed or words + size > PASSAGE_WORDS:
            packed.append([])
            firsts.append(row)
            words = 0
        packed[-1].append(sentence)
        words += size
    return [_passage(each) for each in packed], firsts


def _passage(sentences: Sequence[str]) -> PassageText:
    spans = []
    at = 0
    for sentence in sentences:
        spans.append((at, at + len(sentence)))
        at += len(sentence) + 1
    return PassageText("", " ".join(sentences), tuple(spans))


def bearing(claim: str, sentences: Sequence[str]) -> tuple[tuple[int, ...], float]:
    """Rows of the sentences that have most of the claim's words, the best first; and their share.

    A further sentence is taken when it brings words that are still missing.
    """
    texts = [stems(sentence) for sentence in sentences]
    weights = word_weights(claim, texts)
    total = sum(weights.values())
    chosen: list[int] = []
    missing = dict(weights)
    while missing and total > 0 and len(chosen) < MOST_SENTENCES:
        gains = [sum(missing[s] for s in missing.keys() & text) for text in texts]
        best = max(range(len(gains)), key=gains.__getitem__, default=-1)
        if best < 0 or gains[best] < (WORTH_ADDING * total if chosen else 1e-9):
            break
        chosen.append(best)
        missing = {s: w for s, w in missing.items() if s not in texts[best]}
    have = frozenset().union(*(texts[row] for row in chosen))
    return tuple(chosen), covered(have, weights)


def premise(sentences: Sequence[str], rows: Sequence[int]) -> str:
    """The sentences in the order of the text; where they are too many words the best ones."""
    return " ".join(sentences[row] for row in _fitting(sentences, rows, LONGEST_PREMISE))


def windows(sentences: Sequence[str], rows: Sequence[int]) -> list[tuple[int, ...]]:
    """What is read beside a claim: the best sentence with its neighbours, and the best few alone.

    A text of few words is one window. `rows` come best first; a window is in the text's order. On
    368 tuning claims the mean of the two has an area under the ROC curve of .81; with the best
    three and their neighbours in the place of the best five .80, with the true evidence .82.
    """
    if sum(len(sentence.split()) for sentence in sentences) <= LONGEST_PREMISE:
        return [tuple(range(len(sentences)))]
    best = _with_neighbours(rows[:1], len(sentences))
    found = [_fitting(sentences, each, LONGEST_FOUND) for each in (best, rows)]
    return list(dict.fromkeys(found))


def _with_neighbours(rows: Sequence[int], count: int) -> list[int]:
    return [at for row in rows for at in (row, row - 1, row + 1) if 0 <= at < count]


def _fitting(sentences: Sequence[str], rows: Sequence[int], most: int) -> tuple[int, ...]:
    """As many of the rows as there is room for, in the order of the text."""
    kept: list[int] = []
    size = 0
    for row in dict.fromkeys(rows):
        size += len(sentences[row].split())
        if kept and size > most:
            break
        kept.append(row)
    return tuple(sorted(kept))
