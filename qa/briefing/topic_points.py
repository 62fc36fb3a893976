"""Which sentences of a few articles make a briefing on a topic, under which heading.

Rules of form and place, no model but the parser of English: nothing here knows a topic or an
article. Writes nothing: a point is a sentence of an article as it stands there.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from qa.comparison import named_speakers
from qa.english.dates import DAYS, mentions
from qa.english.normal_form import FUNCTION_WORDS, quotations, stem, stems, words
from qa.english.numbers import figures
from qa.english.overlap import covered, word_weights
from qa.english.semantic_roles import TITLES
from qa.evidence.premises import is_heading
from qa.evidence.told import sentence_told, tells
from qa.writing.attributed_quotation import continues
from qa.writing.self_contained import ANNOUNCING, REFERRING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from index import Article, Sentence
    from qa.english.overlap import Weights

LEAST_ON_TOPIC = 0.6  # of the weight of the topic's words, somewhere in the article
LEAST_TOGETHER = 0.5  # in one of its sentences or its title
NEAR = 2  # sentences around one that is on the topic
LEAST_NEAR = 0.3
SHORTEST = 7  # words
LONGEST = 60
LEAD = 6  # telling sentences of an article, among which the news is
SAME = 0.4  # of the content words of the shorter of two sentences that say the same
SAME_MATTER = 0.3  # of two statements of one speaker
QUOTED_WORDS = 4  # that make a quotation worth printing
QUOTED_ENOUGH = 8
QUOTED_COUNTS = 0.3  # beside the share of the topic
POINTING_COUNTS = 0.3
POINTING = re.compile(r"\b(?:these|this|those|such)\b", re.IGNORECASE)
NO_AMOUNT = re.compile(r"\b(?:first|second|third)[ -]", re.IGNORECASE)
MOST_ARTICLES = 8
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
# A sentence that opens so answers one that is not there.
CONNECTING = frozenset(
    """however but and yet nonetheless nevertheless still also meanwhile instead so then moreover
    furthermore additionally therefore thus plus indeed besides otherwise similarly likewise
    specifically""".split()  # noqa: SIM905
)
CUT_OFF = re.compile(r"\b(?:and|or|but|the|an?|of|to|in|with|for)[.!?]\Z", re.IGNORECASE)
ENDS = re.compile(r"[.!?:][”\"’')\]]*\Z")
# Anything else at the beginning is a bullet or a sign.
BEGINS = re.compile(r"[A-Z0-9“\"‘'$€£]", re.IGNORECASE)
IN_MARKS = re.compile(r"[“\"][^“”\"]*[”\"]")
PERSONAL = frozenset({"he", "she", "they", "him", "her", "them", "his", "their"})
ALL_QUOTED = re.compile(r"\A[“\"][^“”\"]*[”\"]\Z", re.DOTALL)


class Heading(StrEnum):
    """The sections of a briefing on a topic, in their order."""

    HAPPENED = "What happened"
    SAID = "Who said what"
    DECIDED = "What was offered, refused or denied"
    FIGURES = "Dates and figures"
    BACKGROUND = "Background"


MOST = {
    Heading.HAPPENED: 3,
    Heading.SAID: 6,
    Heading.DECIDED: 3,
    Heading.FIGURES: 3,
    Heading.BACKGROUND: 2,
}


@dataclass(frozen=True, slots=True)
class Point:
    """A sentence that is to be stated, and who speaks in it."""

    heading: Heading
    sentence: Sentence
    speaker: str | None = None


_NAME = r"[A-Z][\w’'-]*"
OWNED = re.compile(r"[’']s?\Z")
OFFICE_AND_NAME = re.compile(
    rf"\b(?:{'|'.join(sorted({f for t in TITLES - {'the'} for f in (t, t.capitalize())}))})"
    rf"\s+(?P<name>{_NAME}(?:\s{_NAME}){{0,2}})",
)


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence that can stand alone, with what is asked of it."""

    sentence: Sentence
    share: float  # of the weight of the topic's words
    place: int  # among the telling sentences of its article
    article: int
    quoted: int  # words of the longest quotation, with what its speaker goes on to say
    stems: frozenset[str] = field(repr=False)


def articles_on(
    topic: str,
    articles: Iterable[Article],
    sentences: Callable[[Article], Sequence[Sentence]],
) -> list[Article]:
    """The articles that have most of the topic's words, some of them in one sentence."""
    found = list(articles)
    texts = [stems(f"{a.title or ''} {a.text}") for a in found]
    weights = word_weights(topic, texts)
    on_topic = [
        article
        for article, text in zip(found, texts, strict=True)
        if covered(text, weights) >= LEAST_ON_TOPIC
        and _closest(article, sentences(article), weights) >= LEAST_TOGETHER
    ]
    return on_topic[:MOST_ARTICLES]


def points_on(
    topic: str,
    articles: Sequence[Article],
    sentences: Callable[[Article], Sequence[Sentence]],
    group: Callable[[Article], int],
) -> Iterator[Point]:
    """The points of every section in order, the best first; more than are shown.

    Whoever takes them leaves out what says again what was taken. Of near-copies only the first
    is read.
    """
    weights = word_weights(topic, [stems(a.text) for a in articles])
    first = {group(article): article for article in reversed(articles)}
    told = [
        each
        for row, article in enumerate(articles)
        if first[group(article)] is article
        for each in _telling(sentences(article), weights, row)
    ]
    yield from _happened(told)
    yield from _said(told, stems(topic))
    yield from _of_kind(told, Heading.DECIDED, lambda t: bool(DECIDING & t.stems))
    yield from _of_kind(told, Heading.FIGURES, lambda t: has_figure(t.sentence.text))
    yield from _of_kind(
        told, Heading.BACKGROUND, lambda t: LEADING_BACK.search(t.sentence.text) is not None
    )


def says_again(own: frozenset[str], said: Iterable[frozenset[str]], share: float = SAME) -> bool:
    """Whether most content words of the shorter one are in the other."""
    return any(len(own & other) >= share * max(1, min(len(own), len(other))) for other in said)


def has_figure(text: str) -> bool:
    """Whether a sentence has an amount or a day; "may" alone is no month."""
    dated = any(m.day or m.year or m.word for m in mentions(text))
    return dated or bool(figures(NO_AMOUNT.sub("", text)))


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


def _happened(told: Sequence[Told]) -> Iterator[Point]:
    """Of each article the sentence near its beginning that has most of the topic."""
    for article in dict.fromkeys(each.article for each in told):
        lead = [t for t in told if t.article == article and t.place < LEAD]
        plain = [t for t in lead if t.quoted < QUOTED_WORDS] or lead
        best = max(plain, key=lambda t: (round(t.share, 2), -t.place), default=None)
        if best is not None:
            yield Point(Heading.HAPPENED, best.sentence)


def _said(told: Sequence[Told], topic: frozenset[str]) -> Iterator[Point]:
    """Of each speaker the quotations, one a matter.

    Speakers whom the topic names come first, then those whose words have most of the topic.
    """
    spoken: dict[str, list[tuple[Told, str]]] = {}
    for each in told:
        names = named_speakers(sentence_told(each.sentence))
        if len(names) == 1 and each.quoted >= QUOTED_WORDS:
            spoken.setdefault(names[0].split()[-1].casefold(), []).append((each, names[0]))
    turns: list[list[Point]] = []
    for found in spoken.values():
        found.sort(key=_best_speech)
    ranked = sorted(
        spoken,
        key=lambda name: (stem(name) not in topic, _best_speech(spoken[name][0])[0]),
    )
    for found in (spoken[name] for name in ranked):
        matters: list[frozenset[str]] = []
        points = []
        for each, name in found:
            if not says_again(each.stems, matters, SAME_MATTER):
                matters.append(each.stems)
                points.append(Point(Heading.SAID, each.sentence, name))
        turns.append(points[:2])
    # Everybody is heard once before anybody is heard twice.
    for turn in range(2):
        yield from (points[turn] for points in turns if len(points) > turn)


def _quoted_words(text: str) -> int:
    return max((len(q.split()) for q in quotations(text)), default=0)


def _best_speech(spoken: tuple[Told, str]) -> tuple[float, int]:
    told, _ = spoken
    return -round(_weight_of_speech(told), 1), len(told.sentence.text)


def _weight_of_speech(told: Told) -> float:
    """How much of the topic is in it, and how much of it is quoted up to a short sentence.

    "These concerns" that stand in another sentence count against it.
    """
    pointing = POINTING.search(IN_MARKS.sub("", told.sentence.text)) is not None
    quoted = min(1.0, told.quoted / QUOTED_ENOUGH)
    return told.share + QUOTED_COUNTS * quoted - (POINTING_COUNTS if pointing else 0.0)


def _of_kind(
    told: Sequence[Told], heading: Heading, wanted: Callable[[Told], bool]
) -> Iterator[Point]:
    found = sorted((t for t in told if wanted(t)), key=lambda t: (-round(t.share, 1), t.place))
    yield from (Point(heading, each.sentence) for each in found)


def _telling(sentences: Sequence[Sentence], weights: Weights, article: int) -> Iterator[Told]:
    """The sentences on the topic, or close to one; all of an article whose title has the topic."""
    shares = [covered(stems(s.text), weights) for s in sentences]
    title = sentences[0].article.title if sentences else None
    on_topic = covered(stems(title or ""), weights) >= LEAST_ON_TOPIC
    place = 0
    for row, sentence in enumerate(sentences):
        if not stands_alone(sentence):
            continue
        around = shares[max(0, row - NEAR) : row + NEAR + 1]
        if on_topic or max(around) >= LEAST_NEAR:
            quoted = _quoted_words(sentence_told(sentence))
            if quoted and row + 1 < len(sentences) and continues(sentence, sentences[row + 1]):
                quoted += _quoted_words(sentences[row + 1].text)
            own = stems(sentence.text)
            yield Told(sentence, shares[row], place, article, quoted, own)
        place += 1


def stands_alone(sentence: Sentence) -> bool:
    """Whether it is a whole sentence that needs no other to be understood."""
    text = sentence.text.strip()
    found = words(text)
    if is_heading(sentence) or not BEGINS.match(text) or not ENDS.search(text) or not found:
        return False
    if not tells(sentence) or CUT_OFF.search(text):
        return False
    if not SHORTEST <= len(found) <= LONGEST or text.endswith(ANNOUNCING) or "/ " in text:
        return False
    quoted = ALL_QUOTED.match(text) is not None
    opens_badly = found[0].form in REFERRING | CONNECTING and text[0].isalpha()
    odd = quoted or opens_badly or text[0].islower()
    return not odd and _names_whom_it_means(text)


def _names_whom_it_means(text: str) -> bool:
    """Whether somebody is named before the first "he", "she" or "they" outside quotations."""
    told = IN_MARKS.sub("", text)
    named = False
    for row, word in enumerate(words(told)):
        if re.split("[’']", word.form)[0] in PERSONAL:
            return named
        opens = row == 0 and told[word.start :].split()[0].istitle()
        capital = told[word.start].isupper() and word.form not in {*FUNCTION_WORDS, *DAYS}
        named = named or (capital and not opens) or (opens and _is_name(told, row))
    return True


def _is_name(text: str, row: int) -> bool:
    """Whether the first word of a sentence begins a name of two words or is one that owns."""
    found = words(text)
    behind = found[row + 1 : row + 2]
    owns = re.match(r"\S+[’']s\b", text) is not None
    return owns or (bool(behind) and text[behind[0].start].isupper())


def _closest(article: Article, sentences: Sequence[Sentence], weights: Weights) -> float:
    texts = [article.title or "", *(sentence.text for sentence in sentences)]
    return max(covered(stems(text), weights) for text in texts)
