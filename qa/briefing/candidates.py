"""The sentences of the articles on a topic that could be told, each with what it is worth.

Chooses none of them.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from qa.briefing.novelty import particulars
from qa.briefing.standing import stands_alone
from qa.briefing.topic_articles import beginnings
from qa.briefing.worth import traits_of, worth
from qa.english.normal_form import stems
from qa.english.overlap import covered, word_weights

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from index import Article, Sentence
    from qa.briefing.novelty import Rarity
    from qa.briefing.topic_articles import About
    from qa.english.overlap import Weights

NEAR = 2  # sentences around one that is on the topic
LEAST_NEAR = 0.3
MOSTLY = 0.5  # of the weight of a sentence that another article tells, too


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence that can stand alone, with what it is worth."""

    sentence: Sentence
    place: int  # among the telling sentences of its article
    article: int
    behind: int  # days that its article is older than the newest one
    old: bool  # whether its article is background: on something else, or older by over a week
    headline: float  # the share of its article's headline that it has
    stems: frozenset[str] = field(repr=False)
    particulars: frozenset[str] = field(repr=False)
    traits: tuple[float, ...] = ()
    worth: float = 0.0


def candidates(
    topic: str,
    articles: Mapping[Article, float],
    telling: Sequence[Sequence[Sentence]],
    own: Sequence[Sequence[frozenset[str]]],
    rarity: Rarity,
) -> list[Told]:
    """The sentences on the topic that stand alone, article by article.

    `articles` come with their nearness to the topic, `telling` are their sentences, `own` the stems
    of these.
    """
    texts = [stems(f"{a.title or ''} {a.text}") for a in articles]
    said = frozenset().union(*texts)
    # They may be on the topic in words of their own: nothing is asked of what none of them says.
    weights = {stem: w for stem, w in word_weights(topic, texts).items() if stem in said}
    found: list[Told] = []
    for about in beginnings(articles, telling, weights):
        title = word_weights(list(articles)[about.row].title or "", own[about.row])
        found += _of_article(telling[about.row], own[about.row], title, weights, about)
    return list(_weighed(found, rarity))


def _of_article(
    telling: Sequence[Sentence],
    own: Sequence[frozenset[str]],
    title: Weights,
    weights: Weights,
    about: About,
) -> Iterator[Told]:
    shares = [covered(each, weights) for each in own]
    for place, sentence in enumerate(telling):
        around = shares[max(0, place - NEAR) : place + NEAR + 1]
        if not about.begins and max(around) < LEAST_NEAR:
            continue
        if stands_alone(sentence, on_topic=shares[place] >= LEAST_NEAR):
            yield Told(
                sentence,
                place,
                about.row,
                about.behind,
                about.is_background,
                covered(own[place], title),
                own[place],
                particulars(sentence.text),
            )


def _weighed(told: Sequence[Told], rarity: Rarity) -> Iterator[Told]:
    """Each with its traits: beside its article's also those that it has among all."""
    vectors = [_unit({stem: rarity.weight((stem,)) for stem in each.stems}) for each in told]
    summed: Counter[str] = Counter()
    for vector in vectors:
        summed.update(vector)
    middle = _unit(summed)
    for each, vector in zip(told, vectors, strict=True):
        again = any(
            other.article != each.article and rarity.told(each.stems, other.stems) >= MOSTLY
            for other in told
        )
        text = " ".join(each.sentence.text.split())
        traits = traits_of(
            text,
            middle=sum(weight * middle[stem] for stem, weight in vector.items()),
            again=again,
            headline=each.headline,
            place=each.place,
            behind=each.behind,
        )
        outlet = each.sentence.article.outlet or ""
        words = len(f"{outlet} {text}".split())
        yield replace(each, traits=traits, worth=worth(traits, words))


def _unit(weights: Mapping[str, float]) -> dict[str, float]:
    """These weights as a vector of length one."""
    length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {stem: weight / length for stem, weight in weights.items()}
