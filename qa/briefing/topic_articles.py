"""Which articles are on a topic, which of them begin on it, and who is named in them."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.dates import day_of
from qa.english.name_forms import names_all, names_in
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
# Cosine to the topic of an article's nearest passage. 59 topics (of the sixty measured, all but
# "this week") were asked of their own folders and of twelve others each. By words alone the
# articles found hold 403 of their 465 facts, by nearness as well 456; asked of other folders 111
# of 708 gave a briefing, 45 where chance is ruled out.
NEAR = 0.45  # an article is near that has as much ...
NEAR_AS_BEST = 0.75  # ... or, where another one has, this share of what the nearest has
AS_NEAR = 0.92  # of what the nearest has: an article that begins on it in other words
FAR = 0.3  # with less, some of a topic's words, or all of one without a name, stand by chance
LEAST_OF_NEAREST = 0.3  # both, of the article that is nearest by meaning: it may say "won"
MOST_ARTICLES = 8
BEGINNING = 3  # sentences
WEEK = 7  # days
_NAME = r"[A-Z][\w’'-]*"
OWNED = re.compile(r"[’']s?\Z")
OFFICE_AND_NAME = re.compile(
    rf"\b(?:{'|'.join(sorted({f for t in TITLES - {'the'} for f in (t, t.capitalize())}))})"
    rf"\s+(?P<name>{_NAME}(?:\s{_NAME}){{0,2}})",
)


@dataclass(frozen=True, slots=True)
class About:
    """An article by its number, its age in days, and whether it begins on the topic.

    Where it does not it gives only background.
    """

    row: int
    behind: int
    begins: bool

    @property
    def is_background(self) -> bool:
        return self.behind > WEEK or not self.begins


def _beginning(
    article: Article, telling: Sequence[Sentence], weights: Weights
) -> tuple[float, float]:
    """The share of the topic in the headline, and in the first sentences."""
    first = (stems(sentence.text) for sentence in telling[:BEGINNING])
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
    told = [f"{article.title or ''} {article.text}" for article in found]
    texts = [stems(text) for text in told]
    weights = word_weights(topic, texts)
    named = [names_all(topic, text) for text in told]
    best = max((articles[a] for a, has in zip(found, named, strict=True) if has), default=0.0)
    near = NEAR_AS_BEST * best if best >= NEAR else NEAR
    has_name, known = bool(names_in(topic)), any(articles.values())
    on_topic = []
    for row, (article, text) in enumerate(zip(found, texts, strict=True)):
        may_be_meant = articles[article] >= FAR or not known
        least, together = LEAST_ON_TOPIC, LEAST_TOGETHER
        if row == 0 and may_be_meant:
            least = together = LEAST_OF_NEAREST
        by_words = (
            (has_name or may_be_meant)
            and covered(text, weights) >= least
            and _closest(article, sentences(article), weights) >= together
        )
        if by_words or (named[row] and articles[article] >= near):
            on_topic.append(article)
    return on_topic[:MOST_ARTICLES]


def beginnings(
    articles: Mapping[Article, float],
    telling: Sequence[Sequence[Sentence]],
    weights: Weights,
) -> Iterator[About]:
    """What each article is to the topic, by what it tells first and how near it is to it.

    `articles` come with their nearness, 0 where nobody knows it. One begins on the topic that has
    its words there and is not much farther from it than the nearest, or is about as near. The
    newest is one that begins on it.
    """
    begun = [_beginning(a, told, weights) for a, told in zip(articles, telling, strict=True)]
    least = max(LEAST_BEGUN, LEAST_ON_TOPIC * max((max(each) for each in begun), default=0.0))
    best = max(articles.values(), default=0.0)
    begins = []
    for near, each in zip(articles.values(), begun, strict=True):
        in_words = max(each) >= least or not weights
        begins.append(
            (in_words and (near == 0 or near >= NEAR_AS_BEST * best))
            or (near > 0 and near >= AS_NEAR * best)
        )
    begins = begins if any(begins) else [True] * len(begins)
    days = [day_of(article.published) for article in articles]
    newest = max((d for d, on_it in zip(days, begins, strict=True) if d and on_it), default=None)
    for row, day in enumerate(days):
        behind = 0 if newest is None else max(0, (newest - (day or dt.date.min)).days)
        yield About(row, behind, begins=begins[row])


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
