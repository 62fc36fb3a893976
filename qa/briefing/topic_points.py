"""Which sentences of a few articles make a briefing on a topic, the most worth telling first.

What a sentence is worth was learned (see `worth`); here it is weighed against what is chosen
already. Nothing knows a topic or an article. Writes nothing: a point is a sentence of an article as
it stands there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import TYPE_CHECKING

from qa.briefing.candidates import candidates
from qa.briefing.explaining import who_is_meant
from qa.briefing.novelty import SAME, SAME_OF_ONE, Rarity, says_again
from qa.briefing.standing import IN_MARKS, leaves_open, tells_whole
from qa.comparison import named_speakers
from qa.english.dates import mentions
from qa.english.normal_form import quotations, stem, stems
from qa.english.numbers import figures
from qa.evidence.told import sentence_told, telling_sentences
from qa.writing.attributed_quotation import continues

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from index import Article, Sentence
    from qa.briefing.candidates import Told

QUOTED_WORDS = 4  # that make a quotation worth printing
NO_AMOUNT = re.compile(r"\b(?:first|second|third)[ -]", re.IGNORECASE)
ALIKE_COUNTS = 1.5  # against a sentence all of whose weight is in those that are chosen already
NEXT_COUNTS = 0.6  # against the one behind one that is chosen, which mostly tells more of the same
SUMMED_UP = 0.4  # of the words of one that a second point of the summary may have at most
SUMMARY = 2  # points at the beginning, from the first sentences of articles
SUMMARY_LEAD = 4  # sentences of an article
MOSTLY_QUOTED = 0.3  # of its words: somebody's words are no summary
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


def points_on(
    topic: str,
    articles: Mapping[Article, float],
    sentences: Callable[[Article], Sequence[Sentence]],
    group: Callable[[Article], int],
    known: Callable[[str], bool],
) -> Iterator[Point]:
    """What to tell, the most worth telling first, the summary before all; more than fits.

    `articles` come with their nearness to the topic, 0 where nobody knows it. Behind each point
    come those of other articles that say it again. Of near-copies only the first is read. What is
    `known` is left out.
    """
    first = {group(article): article for article in reversed([*articles])}
    read = {a: near for a, near in articles.items() if first[group(a)] is a}
    telling = [telling_sentences(sentences(article)) for article in read]
    own = [[stems(sentence.text) for sentence in each] for each in telling]
    rarity = Rarity([*chain.from_iterable(own)])
    told = candidates(topic, read, telling, own, rarity)
    left = [each for each in told if not known(each.sentence.text)]
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
        shares = [(t, rarity.shared(t.stems, best.stems)) for t in left if t is not best]
        for each, share in shares:
            if share >= SAME and each.article != best.article:
                yield Point(Heading.BACKGROUND, each.sentence, best.sentence)
        left = [each for each, share in shares if share < _told_from(each, best)]


def _told_from(each: Told, best: Told) -> float:
    """The share from which a sentence says again what the chosen one does.

    Less is enough where both quote the same words or tell one amount: it is a detail of that.
    """
    return SAME_OF_ONE if each.particulars & best.particulars else SAME


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
        and not _is_mostly_quoted(t.sentence.text)
    ]


def _is_mostly_quoted(text: str) -> bool:
    """Whether it is told in somebody's words rather than with a name or a phrase in marks."""
    quoted = sum(len(each.split()) for each in quotations(text))
    return _longest(text) >= QUOTED_WORDS and quoted >= MOSTLY_QUOTED * len(text.split())


def _is_headline_again(each: Told) -> bool:
    """Whether a later sentence tells what the headline tells, and not what was before."""
    back = LEADING_BACK.search(IN_MARKS.sub("", each.sentence.text))
    return each.headline >= LEAST_OF_HEADLINE and back is None


def _best(
    among: Sequence[Told], chosen: Sequence[Told], rarity: Rarity, for_headline: float
) -> Told:
    """The one most worth telling beside those that are chosen (MMR, Carbonell 1998)."""
    said = frozenset().union(*(other.stems for other in chosen))
    behind = {(other.article, other.place + 1) for other in chosen}

    def worth_now(each: Told) -> float:
        again = ALIKE_COUNTS * rarity.told(each.stems, said)
        again += NEXT_COUNTS * (not for_headline and (each.article, each.place) in behind)
        return each.worth + for_headline * each.headline - again

    return max(among, key=worth_now)


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
