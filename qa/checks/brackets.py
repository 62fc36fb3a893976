"""Square brackets in a quotation: the name or the day that the article gives for the words before.

"On Friday [8 November 2024]", "the singer [Ana Ruiz]". What the article does not give for exactly
these words stays, and then the quotation is not the source's: a denial, a bare number, somebody
else's name. Pronouns are given by nobody here: whom "he" means is no matter of form.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.reference_days import days_meant
from qa.checks.dates_told import AHEAD
from qa.english.clauses import quoted_spans
from qa.english.dates import DAYS, MONTHS
from qa.english.normal_form import FUNCTION_WORDS, NEGATIONS, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LONGEST = 60  # characters inside
_BRACKET = re.compile(rf" ?\[([^\[\]\n]{{1,{LONGEST}}})\]")
_NAME = r"[A-Z][\w’'-]*(?:\.)?(?: (?:(?:de|van|von|al|bin|der|la|du) )?[A-Z][\w’'-]*\.?){1,3}"
# "TODAY" is part of a name, and "Today" may be.
_DAY_WORD = re.compile(
    rf"\b(?P<day>{'|'.join((*map(str.title, DAYS), 'today', 'yesterday', 'tonight'))})\b"
    r"(?: (?:morning|afternoon|evening|night))?(?![’'\w-])"
)
_DATED = re.compile(
    rf"\A,? (?:[0-9]|{'|'.join(m[:3] for m in MONTHS)})|\b(?:[0-9]|"
    rf"{'|'.join(m[:3] for m in MONTHS)}\w*\.? [0-9]{{1,2}})",
    re.IGNORECASE,
)
_DESCRIBED = re.compile(r"\b[Tt]he ((?:[\w’'&-]+ ){0,2}[a-z][\w’'-]*)\Z")
_OPENING = re.compile(r"The ((?:[a-z][\w’'-]* |[A-Z]&[A-Z] ){0,2}[a-z][\w’'-]*)")
_QUOTED_SO_FAR = re.compile(r"\A.*[“\"]", re.DOTALL)
CLOSE = 4  # words before a day by which it is known which one is meant


@dataclass(frozen=True, slots=True)
class Given:
    """Words of an article that need an explanation, the explanation, and the words that give it.

    `end` is the place in the sentence behind which the explanation stands. `giving` is "" where
    the day of the article gives it.
    """

    end: int
    explained: str
    giving: str = ""


def without_given(claim: str, sentences: Sequence[str], published: str | None) -> str:
    """The claim without the brackets in its quotations that these sentences of an article give."""
    if "[" not in claim:
        return claim
    spans = quoted_spans(claim)
    kept: list[str] = []
    done = 0
    for bracket in _BRACKET.finditer(claim):
        inside = any(start < bracket.start() < end for start, end in spans)
        before = _BRACKET.sub("", claim[: bracket.start()])
        if inside and _is_given(before, bracket[1].strip(), sentences, published):
            kept.append(claim[done : bracket.start()])
            done = bracket.end()
    return "".join([*kept, claim[done:]])


def _is_given(before: str, explained: str, sentences: Sequence[str], published: str | None) -> bool:
    if not words(explained) or NEGATIONS & {word.form for word in words(explained)}:
        return False
    if any(day.end() == len(before) for day in _DAY_WORD.finditer(before)):
        told = " ".join(word.form for word in words(_QUOTED_SO_FAR.sub("", before))[-CLOSE:])
        return any(
            f" {' '.join(w.form for w in words(sentence[: day.end]))}".endswith(f" {told}")
            for sentence in sentences
            for day in days_given(sentence, published)
            if day.explained == explained
        )
    given = names_given(before, sentences, ends=True)
    return given is not None and given.explained == explained


def days_given(sentence: str, published: str | None) -> Iterator[Given]:
    """The day that each "Friday" or "yesterday" of a sentence means, unless it stands beside it."""
    today = _day(published)
    if today is None or AHEAD.search(sentence):
        return
    for word in _DAY_WORD.finditer(sentence):
        if _DATED.match(sentence[word.end() :]):
            continue
        last = "last " if sentence[: word.start()].casefold().endswith("last ") else ""
        meant = days_meant(last + word["day"].title(), today)
        if meant is not None:
            day = meant.first
            yield Given(word.end(), f"{day.day} {day:%B} {day.year}")


def names_given(text: str, sentences: Sequence[str], *, ends: bool = False) -> Given | None:
    """The name that an article gives to "the singer" at the beginning of a text, or at its end.

    Only where it gives one name to these words and no other: "the singer Ana Ruiz", "Ana Ruiz, the
    singer".
    """
    found = _DESCRIBED.search(text) if ends else _OPENING.match(text)
    if found is None:
        return None
    said = found[1].split(" ")
    # How far a description goes at the beginning of a sentence its form does not tell.
    for count in [len(said)] if ends else range(len(said), 0, -1):
        description = " ".join(said[:count])
        if words(description)[-1].form not in FUNCTION_WORDS:
            named = _named(description, sentences)
            if len({name.split()[-1] for name, _ in named}) == 1:
                return Given(found.start(1) + len(description), *named[0])
    return None


def _named(description: str, sentences: Sequence[str]) -> list[tuple[str, str]]:
    """Every name that stands right before or behind a description, with the words that say so."""
    pattern = re.compile(
        rf"\b(?i:{re.escape(description)}) (?P<behind>{_NAME})|"
        rf"(?P<before>{_NAME}), (?:(?i:an?|the) )(?i:{re.escape(description)})\b"
    )
    found = (match for sentence in sentences for match in pattern.finditer(sentence))
    return [(match["behind"] or match["before"], match[0]) for match in found]


def _day(published: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat((published or "")[:10])
    except ValueError:
        return None
