"""Which sentences of a few articles make a briefing on a topic, the most worth telling first.

What is worth telling was learned (see `worth`); nearness to the topic, the beginnings of articles,
how new an article is and how many others tell the same are added here. Nothing knows a topic or an
article. Writes nothing: a point is a sentence of an article as it stands there.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import chain
from typing import TYPE_CHECKING

from qa.briefing.explaining import who_is_meant
from qa.briefing.novelty import Rarity, says_again
from qa.briefing.standing import IN_MARKS, leaves_open, stands_alone, tells_whole
from qa.briefing.topic_articles import LEAST_ON_TOPIC, SUMMARY_LEAD, About, beginnings
from qa.briefing.worth import worth
from qa.comparison import named_speakers
from qa.english.dates import mentions
from qa.english.normal_form import quotations, stem, stems
from qa.english.numbers import figures
from qa.english.overlap import covered, word_weights
from qa.evidence.told import sentence_told, telling_sentences
from qa.writing.attributed_quotation import continues

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from index import Article, Sentence
    from qa.english.overlap import Weights

NEAR = 2  # sentences around one that is on the topic
LEAST_NEAR = 0.3
MOSTLY = 0.5  # of the weight of a sentence that another article tells, too
QUOTED_WORDS = 4  # that make a quotation worth printing
NO_AMOUNT = re.compile(r"\b(?:first|second|third)[ -]", re.IGNORECASE)
# Log-odds beside those of `worth`, chosen on the topics of `benchmarks/briefing_topics.json`.
ORDER_COUNTS = 0.5  # against a sentence for each doubling of its place, shared by all articles
LATE_COUNTS = 0.8  # against one behind so many sentences of a long article
LATE = 25
TOPIC_COUNTS = 0.25  # for all of the topic's words in a sentence
FIGURE_COUNTS = 0.25  # for digits
ON_IT_COUNTS = 2.0  # for all of them in the headline or the first sentences of its article
TOLD_AGAIN_COUNTS = 0.5  # for every other article that tells much the same
MOST_AGAIN = 3
COMMON_COUNTS = 2.0  # for all of its words in all other articles
AGE_COUNTS = 0.4  # against an article for each doubling of the days that another one is newer
ALIKE_COUNTS = 3.0  # against a sentence all of whose weight is in those that are chosen already
LENGTH_COUNTS = 2.4  # against a sentence of this many words or more, for a page holds so many
LONG = 35
SUMMED_UP = 0.4  # of the words of one that a second point of the summary may have at most
SUMMARY = 2  # points at the beginning, from the first sentences of articles
HEADLINE_COUNTS = 4.0  # for all of its article's headline, in the summary
LEAST_OF_HEADLINE = 0.4  # that lets a later sentence into it
DECIDING = frozenset(
    stem(verb)
    for verb in """reject dismiss deny refuse decline accept agree offer approve veto ban cancel
    withdraw propose demand resign pledge promise ratify""".split()  # noqa: SIM905
)
LEADING_BACK = re.compile(
    r"\b(?:ha(?:s|ve|d) (?:\w+ )?\w+(?:ed|en|n|t)\b|since|although|while|remain\w*|previous\w*|"
    r"earlier|repeated\w*|used to|ago|last (?:year|month|week))\b",
    re.IGNORECASE,
)


class Heading(StrEnum):
    """The sections of a briefing on a topic, in their order."""

    SUMMARY = "In short"
    HAPPENED = "What happened"
    SAID = "Who said what"
    DECIDED = "What was offered, refused or denied"
    FIGURES = "Dates and figures"
    BACKGROUND = "Background"


@dataclass(frozen=True, slots=True)
class Point:
    """A sentence that is to be stated; with `again` one that says again what another article says.

    `again` is the sentence that was chosen before it.
    """

    heading: Heading
    sentence: Sentence
    again: Sentence | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence that can stand alone, with what it is worth."""

    sentence: Sentence
    place: int  # among the telling sentences of its article
    article: int
    worth: float
    old: bool  # whether its article is background: on something else, or older by over a week
    headline: float  # the share of its article's headline that it has
    stems: frozenset[str] = field(repr=False)


def points_on(
    topic: str,
    articles: Sequence[Article],
    sentences: Callable[[Article], Sequence[Sentence]],
    group: Callable[[Article], int],
    known: Callable[[str], bool],
) -> Iterator[Point]:
    """What to tell, the most worth telling first, the summary before all; more than fits.

    Behind each point come those of other articles that say it again. Of near-copies only the first
    is read. What is `known` is left out.
    """
    first = {group(article): article for article in reversed(articles)}
    read = [article for article in articles if first[group(article)] is article]
    telling = [telling_sentences(sentences(article)) for article in read]
    own = [[stems(sentence.text) for sentence in each] for each in telling]
    rarity = Rarity([*chain.from_iterable(own)])
    told = [*chain.from_iterable(_told(topic, read, telling, own))]
    left = [each for each in _with_others(told, rarity) if not known(each.sentence.text)]
    chosen: list[Told] = []
    about = stems(topic)
    while left:
        leads = _leads(left, chosen) if len(chosen) < SUMMARY else []
        best = _best(leads or left, chosen, rarity, HEADLINE_COUNTS if leads else 0.0)
        if not tells_whole(best.sentence.text) or _leaves_open(best.sentence, about, sentences):
            left.remove(best)
            continue
        chosen.append(best)
        heading = Heading.SUMMARY if best in leads else _heading(best, sentences)
        yield Point(heading, best.sentence)
        again = [t for t in left if t is not best and rarity.say_the_same(t.stems, best.stems)]
        for each in again:
            if each.article != best.article:
                yield Point(Heading.BACKGROUND, each.sentence, best.sentence)
        left = [t for t in left if t is not best and t not in again]


def _leaves_open(
    sentence: Sentence,
    about: frozenset[str],
    sentences: Callable[[Article], Sequence[Sentence]],
) -> bool:
    """Whether neither the sentence nor the topic nor the article says who "he" is."""
    if not leaves_open(sentence.text, about):
        return False
    return who_is_meant(sentence, sentences(sentence.article)) is None


def _leads(left: Sequence[Told], chosen: Sequence[Told]) -> list[Told]:
    """What may stand in the summary: told by the newest articles at their beginning, and new."""
    said = [each.stems for each in chosen]
    return [
        t
        for t in left
        if (t.place < SUMMARY_LEAD or _is_headline_again(t))
        and not t.old
        and not says_again(t.stems, said, SUMMED_UP)
        and _longest(t.sentence.text) < QUOTED_WORDS
    ]


def _is_headline_again(each: Told) -> bool:
    """Whether a later sentence tells what the headline tells, and not what was before."""
    back = LEADING_BACK.search(IN_MARKS.sub("", each.sentence.text))
    return each.headline >= LEAST_OF_HEADLINE and back is None


def _best(
    among: Sequence[Told], chosen: Sequence[Told], rarity: Rarity, for_headline: float
) -> Told:
    """The one most worth telling beside those that are chosen (MMR, Carbonell 1998)."""
    said = frozenset().union(*(other.stems for other in chosen))

    def worth_now(each: Told) -> float:
        again = ALIKE_COUNTS * rarity.told(each.stems, said)
        return each.worth + for_headline * each.headline - again

    return max(among, key=worth_now)


def _with_others(told: list[Told], rarity: Rarity) -> list[Told]:
    """Each worth more where other articles tell much the same, or have most of its words."""
    articles = {each.article for each in told}
    having = Counter(
        stem
        for article in articles
        for stem in frozenset().union(*(t.stems for t in told if t.article == article))
    )
    found = []
    for each in told:
        again = {
            other.article
            for other in told
            if other.article != each.article and rarity.told(each.stems, other.stems) >= MOSTLY
        }
        common = sum(having[stem] - 1 for stem in each.stems) / max(1, len(each.stems))
        common /= max(1, len(articles) - 1)
        more = TOLD_AGAIN_COUNTS * min(MOST_AGAIN, len(again)) + COMMON_COUNTS * common
        found.append(replace(each, worth=each.worth + more))
    return found


def _told(
    topic: str,
    articles: Sequence[Article],
    telling: Sequence[Sequence[Sentence]],
    own: Sequence[Sequence[frozenset[str]]],
) -> Iterator[list[Told]]:
    """Article by article the sentences on the topic that stand alone."""
    texts = [stems(f"{a.title or ''} {a.text}") for a in articles]
    said, asked = frozenset().union(*texts), word_weights(topic, texts)
    otherwise = [covered(text, asked) < LEAST_ON_TOPIC for text in texts]
    # They may be on the topic in words of their own: nothing is asked of what none of them says.
    weights = {each: weight for each, weight in asked.items() if each in said}
    order = ORDER_COUNTS / max(1, len(articles))
    for about in beginnings(articles, telling, weights, otherwise):
        title = word_weights(articles[about.row].title or "", own[about.row])
        yield _of_article(telling[about.row], own[about.row], title, weights, about, order)


def _of_article(
    telling: Sequence[Sentence],
    own: Sequence[frozenset[str]],
    title: Weights,
    weights: Weights,
    about: About,
    order: float,
) -> list[Told]:
    texts = [sentence.text for sentence in telling]
    shares = [covered(each, weights) for each in own]
    on_it = (about.begun[0] + max(about.begun)) / 2 if weights else 1.0
    age = AGE_COUNTS * math.log2(1 + about.behind)
    found = []
    for place, value in enumerate(map(worth, texts)):
        around = shares[max(0, place - NEAR) : place + NEAR + 1]
        if not about.begins and max(around) < LEAST_NEAR:
            continue
        if stands_alone(telling[place], on_topic=shares[place] >= LEAST_NEAR):
            value += TOPIC_COUNTS * shares[place] + ON_IT_COUNTS * on_it
            value += FIGURE_COUNTS * any(map(str.isdigit, texts[place]))
            value -= age + order * math.log2(1 + place) + LATE_COUNTS * (place > LATE)
            value -= LENGTH_COUNTS * min(1.0, len(texts[place].split()) / LONG)
            found.append(
                Told(
                    telling[place],
                    place,
                    about.row,
                    value,
                    about.is_background,
                    covered(own[place], title),
                    own[place],
                )
            )
    return found


def _heading(each: Told, sentences: Callable[[Article], Sequence[Sentence]]) -> Heading:
    """Where a sentence stands behind the summary."""
    text = each.sentence.text
    quoted = _quoted_words(each.sentence, sentences) >= QUOTED_WORDS
    if quoted and len(named_speakers(sentence_told(each.sentence))) == 1:
        return Heading.SAID
    if each.old or LEADING_BACK.search(IN_MARKS.sub("", text)):
        return Heading.BACKGROUND
    if DECIDING & each.stems:
        return Heading.DECIDED
    return Heading.FIGURES if has_figure(text) else Heading.HAPPENED


def _quoted_words(sentence: Sentence, sentences: Callable[[Article], Sequence[Sentence]]) -> int:
    """Words of its longest quotation, with what its speaker goes on to say."""
    quoted = _longest(sentence_told(sentence))
    behind = next((s for s in sentences(sentence.article) if s.start >= sentence.end), None)
    if quoted and behind is not None and continues(sentence, behind):
        quoted += _longest(behind.text)
    return quoted


def _longest(text: str) -> int:
    return max((len(q.split()) for q in quotations(text)), default=0)


def has_figure(text: str) -> bool:
    """Whether a sentence has an amount or a day; "may" alone is no month."""
    dated = any(m.day or m.year or m.word for m in mentions(text))
    return dated or bool(figures(NO_AMOUNT.sub("", text)))
