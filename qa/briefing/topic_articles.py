"""Which articles are on a topic, which of them begin on it, and who is named in them."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.dates import day_of
from qa.english.name_forms import names_all
from qa.english.normal_form import stems, words
from qa.english.overlap import covered, word_weights
from qa.english.semantic_roles import TITLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from index import Article, Hit, Sentence
    from qa.english.overlap import Weights

LEAST_ON_TOPIC = 0.6  # of the weight of the topic's words, somewhere in the article
LEAST_TOGETHER = 0.5  # in one of its sentences or its title
LEAST_BEGUN = 0.3  # of the topic, in the headline or the first sentences of an article on it
# Cosine to the topic of an article's nearest passage. Of ten tuning folders, each asked for its own
# topic and for those of the others: articles that tell of it have .54 to .82, of 99 of a hundred
# others less than .43, and of all less than .58.
NEAR = 0.5
LEAST_OF_NEAREST = 0.3  # both, of the article that is nearest by meaning: it may say "won"
MOST_ARTICLES = 8
SUMMARY_LEAD = 3
WEEK = 7  # days
_NAME = r"[A-Z][\w’'-]*"
OWNED = re.compile(r"[’']s?\Z")
OFFICE_AND_NAME = re.compile(
    rf"\b(?:{'|'.join(sorted({f for t in TITLES - {'the'} for f in (t, t.capitalize())}))})"
    rf"\s+(?P<name>{_NAME}(?:\s{_NAME}){{0,2}})",
)


@dataclass(frozen=True, slots=True)
class About:
    """An article by its number: the topic in its headline and its beginning, its age in days.

    Where it does not begin on the topic and is not alone in that, it gives only background.
    """

    row: int
    begun: tuple[float, float]
    behind: int
    begins: bool
    alone: bool

    @property
    def is_background(self) -> bool:
        return self.behind > WEEK or not (self.begins or self.alone)


def _beginning(
    article: Article, telling: Sequence[Sentence], weights: Weights
) -> tuple[float, float]:
    """The share of the topic in the headline, and in the first sentences."""
    first = (stems(sentence.text) for sentence in telling[:SUMMARY_LEAD])
    lead = covered(frozenset().union(*first), weights)
    return covered(stems(article.title or ""), weights), lead


def nearness(hits: Sequence[Hit]) -> dict[Article, float]:
    """The articles of hits in their order, each with the highest cosine of its passages."""
    near: dict[Article, float] = {}
    for hit in hits:
        article = hit.passage.article
        near[article] = max(near.get(article, -1.0), hit.dense or 0.0)
    return near


def articles_on(
    topic: str,
    articles: Mapping[Article, float],
    sentences: Callable[[Article], Sequence[Sentence]],
) -> list[Article]:
    """The articles that have most of the topic's words, or are near to it by meaning.

    They come with the nearest first, of which fewer words are asked, each with the cosine of its
    nearest passage to the topic: who asks for "protection against a lung virus" means the article
    on RSV. A name of the topic has to be there.
    """
    found = list(articles)
    texts = [stems(f"{a.title or ''} {a.text}") for a in found]
    weights = word_weights(topic, texts)
    on_topic = []
    for row, (article, text) in enumerate(zip(found, texts, strict=True)):
        least = LEAST_OF_NEAREST if row == 0 else LEAST_ON_TOPIC
        together = LEAST_OF_NEAREST if row == 0 else LEAST_TOGETHER
        by_words = covered(text, weights) >= least and (
            _closest(article, sentences(article), weights) >= together
        )
        if by_words or (
            articles[article] >= NEAR and names_all(topic, f"{article.title or ''} {article.text}")
        ):
            on_topic.append(article)
    return on_topic[:MOST_ARTICLES]


def beginnings(
    articles: Sequence[Article],
    telling: Sequence[Sequence[Sentence]],
    weights: Weights,
    otherwise: Sequence[bool],
) -> Iterator[About]:
    """What each article is to the topic, by what it tells first, beside the best of them.

    What no article says none has to say at its beginning. Where none begins in the topic's words,
    those do that tell it `otherwise`, without most of its words: they were found by their meaning.
    The newest is one that begins on it.
    """
    begun = [_beginning(a, told, weights) for a, told in zip(articles, telling, strict=True)]
    least = max(LEAST_BEGUN, LEAST_ON_TOPIC * max((max(each) for each in begun), default=0.0))
    begins = [max(each) >= least or not weights for each in begun]
    begins = begins if any(begins) else [*otherwise]
    days = [day_of(article.published) for article in articles]
    counted = [d for d, on_it in zip(days, begins, strict=True) if d and (on_it or not any(begins))]
    newest = max(counted, default=None)
    for row, day in enumerate(days):
        behind = 0 if newest is None else max(0, (newest - (day or dt.date.min)).days)
        yield About(row, begun[row], behind, begins=begins[row], alone=not any(begins))


def persons_in(articles: Sequence[Article], least: int = 2) -> list[str]:
    """Those whom the articles name with an office, as written, the most often named first."""
    by_last: dict[str, str] = {}
    for article in articles:
        for found in OFFICE_AND_NAME.finditer(article.text):
            named_so: str = found["name"]
            name = [part for part in named_so.split() if part.casefold() not in TITLES]
            if len(name) > 1 and not any(OWNED.search(part) for part in name):
                by_last.setdefault(name[-1], " ".join(name))
    named: Counter[str] = Counter()
    for article in articles:
        forms = Counter(word.form for word in words(article.text))
        named.update({name: forms[last.casefold()] for last, name in by_last.items()})
    return [name for name, times in named.most_common() if times >= least]


def _closest(article: Article, sentences: Sequence[Sentence], weights: Weights) -> float:
    texts = [article.title or "", *(sentence.text for sentence in sentences)]
    return max(covered(stems(text), weights) for text in texts)
