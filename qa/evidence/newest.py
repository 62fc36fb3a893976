"""What is told of one matter at different times: the newest first, the older ones as earlier.

A live blog tells the newest at its top, and two articles of different days tell two tolls. Knows
nothing of how a sentence was found.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from index.blocks import blocks_of
from index.dates import day_of
from qa.english.dates import mentions, without_dates
from qa.english.events import denies
from qa.english.name_forms import names_all, names_in
from qa.english.normal_form import fold, stems
from qa.english.numbers import read_figures

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from index import Sentence
    from qa.evidence.selector import Evidence

FEWEST_STAMPS = 2
LIKELY = 0.0  # of relevance, where the reader says that no sentence answers
COUNTS_THE_SAME = -9.0  # of relevance, of what counts the same thing in other words
SAME_SUBJECT = -15.0  # of relevance, of what shares words with the question too
_ASKING = stems("many much")
FEWEST_SHARED = 2  # stems that a later entry shares with the question, unless one is a name
# What ends a state of things.
_ENDED = re.compile(
    r"\b(?:scrapped|abolished|lifted|ended|over|sacked|fired|dismissed|resigned|stepped down|"
    r"quit|replaced|succeeded|cancel(?:ed|led)|withdrawn|withdrew|repealed|revoked|suspended|dropped|"
    r"died|closed|shut|reopened|restored|reversed|overturned|no longer)\b",
    re.IGNORECASE,
)
# What is counted while it goes on, each in the words that tell it.
_MATTERS = (
    r"dead|death|deaths|toll|killed|kills?|die[ds]?|lost their lives|fatalit(?:y|ies)",
    r"injured|hurt|wounded|injur(?:y|ies)|in hospital",
    r"missing|unaccounted for",
    r"power|electricity",
    r"evacuated|displaced|homeless|left their homes",
    r"arrested|detained|arrests|in custody",
    r"infected|infections|cases",
    r"raised|collected|donated|donations|fund",
    r"rescued|pulled alive|saved",
    r"hectares|acres",
)
_OF_MATTERS = tuple(re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for words in _MATTERS)
_COUNTS = re.compile(
    r"\W*(?:how (?:many|much|high|big|large)|what (?:is|was|are|does)\b.*\b(?:toll|number|limit|"
    r"rate|price|cost|fee|speed|fine|count|total|figure|value|level|fare|rent|wage|tax)s?\b)",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"\b(?:now|current|currently|at present|today|at the moment|still|latest|newest|so far|"
    r"up to date|right now)\b",
    re.IGNORECASE,
)
# Whoever asks for a time or for what was before does not want the newest.
_THEN = re.compile(
    r"\b(?:before|first|initial|initially|originally|earlier|previous|previously|former|formerly|"
    r"used to|until|last (?:year|month|week)|[0-9]{1,2}[:.][0-9]{2}|[0-9]{1,2} ?[ap]\.?m)\b",
    re.IGNORECASE,
)
_WHEN = re.compile(r"\W*(?:when|(?:at )?what time)\b", re.IGNORECASE)
_STATE = re.compile(r"\W*(?:is|are)\b", re.IGNORECASE)
# What may have changed since the entry of a live blog that answers.
_CHANGING = re.compile(
    r"\W*(?:is|are|do|does|has|have|can|may|must|will|when (?:will|does|do|is|are|can)|"
    r"(?:who|what) (?!was|has|were)(?:are|do|will|[a-z]+s)|"
    r"how (?:high|deep|fast|strong|large|big|long) (?:is|are|does|do|has|have)|"
    r"how (?:many|much)(?!.*\b(?:was|were|did|had)\b))\b",
    re.IGNORECASE,
)
# Nobody's age and no stamp of an entry is an amount.
_NO_AMOUNT = re.compile(
    r"[0-9a-z]+[- ]years?[- ]old|aged [0-9a-z]+|\A\W*[0-9]{1,2}[:.][0-9]{2}(?: ?[ap]\.?m)?\b",
    re.IGNORECASE,
)
# Not the whole: "six of the dead were children", "two more people died", "it had been seven".
_PART = re.compile(
    r"\b(?:of (?:the|those|them|whom|these)|more|another|further|additional|had been|earlier|"
    r"initially|previous|previously)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Moment:
    """When something was told: the day of its article and, in a live blog, the place of its entry.

    `time` is the stamp of the entry as it is written; entries are counted from the oldest.
    """

    day: dt.date | None
    entry: int = 0
    time: str = ""

    def is_after(self, other: Moment) -> bool:
        """Whether it is surely later."""
        if self.day != other.day:
            return self.day is not None and other.day is not None and self.day > other.day
        return self.entry > other.entry


def moment_of(sentence: Sentence) -> Moment:
    """When a sentence was told."""
    day = day_of(sentence.article.published)
    entries = _entries(sentence.article.text)
    before = [each for each in entries if each[0] <= sentence.start]
    if not before:
        return Moment(day)
    _, rank, time = before[-1]
    return Moment(day, rank, time)


def newest_first(question: str, evidence: Sequence[Evidence]) -> list[Evidence]:
    """What tells the same of different times, the newest first; none where time decides nothing.

    Only of an amount, or where the question asks how it is now. What the reader did not choose
    counts where the article names all that the question names and the sentence counts the same
    thing; a part of the whole, or somebody's age, does not.
    """
    asks_now = _NOW.search(question) or _CHANGING.match(question)
    if not (asks_now or _COUNTS.match(question)) or _THEN.search(question) or mentions(question):
        return []
    best = next((each for each in evidence if each.answers), None)
    if best is None:
        return []
    kept: list[Evidence] = []
    for each in sorted(evidence, key=lambda e: (e is not best, -e.relevance)):
        same = each is best or _tells_same(question, best, each) or _goes_on(question, best, each)
        if same and not any(_as_told(question, each) == _as_told(question, k) for k in kept):
            kept.append(each)
    kept.sort(key=lambda e: _rank(moment_of(e.sentence)), reverse=True)
    moments = [moment_of(each.sentence) for each in kept]
    in_order = all(later.is_after(earlier) for later, earlier in pairwise(moments))
    return kept if len(kept) > 1 and in_order else []


def entry_asked(question: str, evidence: Sequence[Evidence]) -> list[Evidence]:
    """What answers "when?" by the time of its entry in a live blog and names no other.

    A reader does not see that time, and calls no sentence an answer that has all words of the
    question.
    """
    if not _WHEN.match(question):
        return []
    asked = stems(question) - _ASKING
    for each in evidence:
        text = each.sentence.text
        tells = each.answers or (
            len(asked) >= FEWEST_SHARED and asked <= stems(text) and not denies(text)
        )
        if tells:
            is_stamped = moment_of(each.sentence).time and not mentions(text)
            return [each] if is_stamped else []
    return []


def _goes_on(question: str, best: Evidence, other: Evidence) -> bool:
    """Whether what is told later is of the same matter: the bridge that was closed is open again.

    In a live blog a later entry that shares half of the question's words, names aside, or the unit
    of an amount; in a later article all words of the question, or its names and more where it tells
    that something has ended.
    """
    if not _CHANGING.match(question):
        return False
    if not moment_of(other.sentence).is_after(moment_of(best.sentence)):
        return False
    text = other.sentence.text
    asked, told = stems(question) - _ASKING, stems(text)
    names = {form for name in names_in(question) for each in name for form in stems(each)}
    shared = asked & told
    if other.sentence.article.id != best.sentence.article.id:
        ended = names and names <= told and len(shared) > FEWEST_SHARED and _ENDED.search(text)
        is_all = len(asked) > FEWEST_SHARED and asked <= told
        return bool(ended) or (is_all and other.relevance > SAME_SUBJECT)
    if _COUNTS.match(question):
        units = _units(best.short_answer) or _units(best.sentence.text)
        same = bool(units & _units(text)) and other.relevance > SAME_SUBJECT
        return same or (len(shared) >= FEWEST_SHARED and asked - names <= told)
    enough = len(shared) >= FEWEST_SHARED or bool(shared & names)
    return enough and 2 * len(shared - names) >= len(asked - names) > 0


def _units(text: str) -> frozenset[str]:
    figures = read_figures(without_dates(_NO_AMOUNT.sub(" ", text)))
    return frozenset(figure.unit for figure in figures if figure.unit)


def _rank(moment: Moment) -> tuple[str, int]:
    return (moment.day.isoformat() if moment.day else "", moment.entry)


def _tells_same(question: str, best: Evidence, other: Evidence) -> bool:
    article = other.sentence.article
    if not names_all(question, f"{article.title or ''} {article.text}"):
        return False
    shared = stems(question) & stems(other.sentence.text)
    if _STATE.match(question):
        return other.answers or (other.relevance > LIKELY and bool(shared))
    if not _has_amount(other):
        return False
    asked = _matters(question) or _matters(best.sentence.text)
    told = _matters(other.sentence.text)
    if asked:
        return bool(asked & told) and (other.answers or other.relevance > COUNTS_THE_SAME)
    return other.relevance > LIKELY and bool(shared) and not told


def _has_amount(evidence: Evidence) -> bool:
    """Whether the sentence has an amount of the whole that is nobody's age."""
    text = evidence.sentence.text
    return bool(_amounts(text)) and not _PART.search(text)


def _amounts(text: str) -> tuple[float, ...]:
    figures = read_figures(without_dates(_NO_AMOUNT.sub(" ", text)))
    return tuple(sorted(float(figure.value) for figure in figures))


def _matters(text: str) -> frozenset[int]:
    return frozenset(row for row, pattern in enumerate(_OF_MATTERS) if pattern.search(text))


def _as_told(question: str, evidence: Evidence) -> tuple[float, ...] | str:
    """The amounts of a sentence: two that tell the same ones differ in nothing."""
    text = evidence.sentence.text
    amounts = _amounts(evidence.short_answer) or _amounts(text)
    return amounts if _COUNTS.match(question) and amounts else fold(text)


@lru_cache(maxsize=256)
def _entries(text: str) -> tuple[tuple[int, int, str], ...]:
    """Where each entry of a live blog begins, its place from the oldest, and its time.

    A text whose stamps neither rise nor fall throughout is none.
    """
    found = [(block.start, block.time) for block in blocks_of(text) if block.time]
    clocks = [_minutes(time or "") for _, time in found]
    if len(found) < FEWEST_STAMPS or None in clocks:
        return ()
    steps = [later - earlier for earlier, later in pairwise(c for c in clocks if c is not None)]
    if all(step <= 0 for step in steps):
        order = range(len(found) - 1, -1, -1)
    elif all(step >= 0 for step in steps):
        order = range(len(found))
    else:
        return ()
    return tuple(
        (start, rank, time or "") for (start, time), rank in zip(found, order, strict=True)
    )


def _minutes(time: str) -> int | None:
    found = re.match(
        r"([0-9]{1,2})[:.]([0-9]{2})(?: ?([ap])\.?m)?|([0-9]{1,2}) ?([ap])\.?m", time, re.I
    )
    if found is None:
        return None
    hour = int(found[1] or found[4]) % (12 if (found[3] or found[5]) else 24)
    half = (found[3] or found[5] or "a").lower()
    return 60 * (hour + (12 if half == "p" else 0)) + int(found[2] or 0)
