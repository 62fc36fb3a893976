"""Questions that their passages do not answer, made by rule from questions that they do."""

from __future__ import annotations

import random
import re

from models.reader_data import STOP_WORDS, Passage, content_words, words_of

_OPPOSITES = dict(
    pair.split("/")
    for pair in [
        "agree/refuse",
        "agreed/refused",
        "accept/reject",
        "accepted/rejected",
        "increase/decrease",
        "increased/decreased",
        "rise/fall",
        "rose/fell",
        "won/lost",
        "win/lose",
        "first/last",
        "largest/smallest",
        "biggest/smallest",
        "highest/lowest",
        "oldest/youngest",
        "most/least",
        "before/after",
        "north/south",
        "northern/southern",
        "east/west",
        "eastern/western",
        "support/oppose",
        "supported/opposed",
        "approve/reject",
        "approved/rejected",
        "begin/end",
        "began/ended",
        "open/close",
        "opened/closed",
        "buy/sell",
        "bought/sold",
        "hire/dismiss",
        "hired/fired",
        "appointed/dismissed",
        "join/leave",
        "joined/left",
        "allow/forbid",
        "allowed/banned",
        "male/female",
        "men/women",
        "mother/father",
        "son/daughter",
        "brother/sister",
        "wife/husband",
        "teacher/student",
        "buyer/seller",
        "president/spokesman",
        "minister/ambassador",
        "winner/loser",
        "attacked/defended",
        "praised/criticized",
        "more/fewer",
        "above/below",
        "early/late",
        "maximum/minimum",
        "positive/negative",
        "future/past",
        "victim/suspect",
    ]
)
_OPPOSITES |= {b: a for a, b in _OPPOSITES.items()}

_NAME = re.compile(r"(?:[A-Z][\w.’'-]+)(?: (?:of )?[A-Z][\w.’'-]+)*")
_SHIFTS = (-7, -3, -2, -1, 1, 2, 3, 5, 11)
_TRIES = 8


def corrupt(
    question: str, passages: list[Passage], others: list[str], rng: random.Random
) -> str | None:
    """Ask something the passages do not say: another name, another figure, the opposite.

    What is put in comes from `others`, questions about something near. Returns None where the
    question offers nothing to change.
    """
    present = set(words_of(" ".join(f"{p.title} {p.text}" for p in passages)))
    if rng.random() < 0.5 and (changed := _opposite(question, rng)):
        return changed
    return (
        _other_name(question, present, others, rng)
        or (_other_number(question, present, rng) if rng.random() < 0.7 else None)
        or _other_word(question, present, others, rng)
    )


def _put(question: str, place: re.Match[str], words: str) -> str:
    return question[: place.start()] + words + question[place.end() :]


def _tokens(question: str) -> list[re.Match[str]]:
    return list(re.finditer(r"[^\W_]+", question))


def _opposite(question: str, rng: random.Random) -> str | None:
    places = [t for t in _tokens(question) if t.group().lower() in _OPPOSITES]
    if not places:
        return None
    place = rng.choice(places)
    return _put(question, place, _OPPOSITES[place.group().lower()])


def _names(question: str) -> list[re.Match[str]]:
    return [m for m in _NAME.finditer(question) if m.start() > 0]


def _other_name(
    question: str, present: set[str], others: list[str], rng: random.Random
) -> str | None:
    places = [m for m in _names(question) if set(words_of(m.group())) & present]
    if not places:
        return None
    place = rng.choice(places)
    for _ in range(_TRIES):
        found = _names(rng.choice(others))
        if found and not set(words_of(found[0].group())) & present:
            return _put(question, place, found[0].group())
    return None


def _other_number(question: str, present: set[str], rng: random.Random) -> str | None:
    places = [t for t in _tokens(question) if t.group().isdecimal() and t.group() in present]
    if not places:
        return None
    place = rng.choice(places)
    shifted = str(int(place.group()) + rng.choice(_SHIFTS))
    return None if shifted in present else _put(question, place, shifted)


def _other_word(
    question: str, present: set[str], others: list[str], rng: random.Random
) -> str | None:
    places = [
        t
        for t in _tokens(question)[1:]
        if t.group().lower() in present - STOP_WORDS and len(t.group()) > 4
    ]
    if not places:
        return None
    place = rng.choice(places)
    for _ in range(_TRIES):
        words = [w for w in content_words(rng.choice(others)) if len(w) > 4 and w not in present]
        if words:
            return _put(question, place, rng.choice(words))
    return None
