"""What a briefing is measured against: sentences of the nearest articles, chosen without reading.

Each takes the telling sentences of the articles on a topic, the same that a briefing reads, so that
none loses for an article on something else or for lines that an outlet prints around its story, and
fills the number of words that it is given.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from index import ArticleLibrary, Sentence
from qa.briefing.topic_articles import articles_on, nearness
from qa.english.normal_form import words
from qa.evidence.told import telling_sentences

ARTICLES = 8
HITS = 48
LEAD = 3
SHORTEST = 5  # words
NEW = 0.3  # of the score that being unlike what is chosen already weighs in MMR (Carbonell 1998)


@dataclass(frozen=True)
class Pool:
    """The sentences that a baseline chooses from, article by article, nearest first."""

    library: ArticleLibrary
    articles: tuple[tuple[Sentence, ...], ...]

    @property
    def sentences(self) -> list[Sentence]:
        return [sentence for article in self.articles for sentence in article]


Baseline = Callable[[Pool], Sequence[Sentence]]


def pool_of(library: ArticleLibrary, topic: str, days: Sequence[str] = ()) -> Pool:
    """The articles nearest to a topic, or of some days, newest first; near-copies count once."""
    if days:
        found = [a for a in library.articles if a.published and days[0] <= a.published <= days[1]]
        found.sort(key=lambda article: article.published or "", reverse=True)
    else:
        near = nearness(library.search(topic, top=HITS))
        found = articles_on(topic, near, library.sentences) or list(near)
    nearest: dict[int, tuple[Sentence, ...]] = {}
    for article in found:
        if library.group(article) not in nearest:
            told = telling_sentences(library.sentences(article))
            nearest[library.group(article)] = tuple(
                each for each in told if len(words(each.text)) >= SHORTEST
            )
    return Pool(library, tuple(islice(nearest.values(), ARTICLES)))


def filled(ordered: Sequence[Sentence], most_words: int) -> list[str]:
    """Sentences in their order until the next one would be too much."""
    told: list[str] = []
    for sentence in ordered:
        text = " ".join(sentence.text.split())
        if sum(len(each.split()) for each in (*told, text)) > most_words:
            break
        told.append(text)
    return told


def lead(pool: Pool) -> list[Sentence]:
    """The first three sentences of each article, the nearest first; then their next three."""
    longest = max(map(len, pool.articles), default=0)
    return [
        sentence
        for first in range(0, longest, LEAD)
        for article in pool.articles
        for sentence in article[first : first + LEAD]
    ]


def textrank(pool: Pool) -> list[Sentence]:
    """TextRank (Mihalcea 2004) by sumy, over all sentences of the articles."""
    from sumy.models.dom import ObjectDocumentModel, Paragraph
    from sumy.models.dom import Sentence as Words
    from sumy.summarizers.text_rank import TextRankSummarizer

    sentences = {sentence.text: sentence for sentence in pool.sentences}
    document = ObjectDocumentModel([Paragraph([Words(text, _Splitter()) for text in sentences])])
    rated = TextRankSummarizer().rate_sentences(document)
    best = sorted(rated, key=lambda words: -rated[words])
    return [sentences[str(words)] for words in best]


class _Splitter:
    """Cuts a sentence into words, as sumy asks for."""

    def to_words(self, text: str) -> list[str]:
        return [word.form for word in words(text)]


def centroid(pool: Pool) -> list[Sentence]:
    """The sentences nearest to the middle of all, each unlike those before it (MMR)."""
    sentences = pool.sentences
    texts = [sentence.text for sentence in sentences]
    alike = pool.library.nearness(texts, texts)  # (n, n) cosines
    near = alike.mean(axis=1) / np.sqrt(alike.mean())  # to the mean of the unit vectors
    left, chosen = list(range(len(texts))), list[int]()
    while left:
        seen = alike[:, chosen].max(axis=1) if chosen else np.zeros(len(texts))
        best = max(left, key=lambda row: (1 - NEW) * near[row] - NEW * seen[row])
        left.remove(best)
        chosen.append(best)
    return [sentences[row] for row in chosen]


BASELINES: dict[str, Baseline] = {
    "lead-3": lead,
    "TextRank": textrank,
    "centroid and MMR": centroid,
}
