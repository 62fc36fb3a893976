"""Questions that their passages do not answer, made by rule from questions that they do."""

from __future__ import annotations

import random
import re
from itertools import pairwise
from typing import TYPE_CHECKING

from models.training.reader_data import STOP_WORDS, Passage, content_words, words_of
from models.training.word_lists import GROUP_OF, OPPOSITES, VERBS

if TYPE_CHECKING:
    from collections.abc import Callable

_NO_VERB_AFTER = frozenset(("the", "a", "an", "of", "this", "that", "its", "first", "last", "in"))

_ASKED = re.compile(
    r"\b(what|who|whom|where|when|why|how)(?= (?:did|does|do|is|was|were|are|has|have|had|will|"
    r"would|can|could) )",
    re.IGNORECASE,
)
# What a sentence must lack if it is certain not to say when, where or why.
_SIGNS_OF = {
    "when": re.compile(
        r"\d|century|\b(?:years?|months?|days?|weeks?|after|before|during|when|while|until|since|"
        r"ago|today|yesterday|tomorrow|recently|later|earlier|soon|now|last|next|once|as)\b|"
        r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
        r"\b(?:january|february|march|april|may|june|july|august|september|october|november|"
        r"december)\b",
        re.IGNORECASE,
    ),
    "where": re.compile(
        r"\b(?:in|at|on|near|from|to|into|across|outside|inside|between|through|where|around|"
        r"here|there|over|off)\b",
        re.IGNORECASE,
    ),
    "why": re.compile(
        r"\b(?:because|since|due|to|for|so|as|reasons?|therefore|after|by|with|thanks|that|which|"
        r"cause[sd]?|led|leads?|make|makes|made|allow\w*|result\w*)\b|ing\b",
        re.IGNORECASE,
    ),
}

_PART = r"[A-Z]\w*(?:[.’'-](?!s\b)\w+)*"
_NAME = re.compile(rf"{_PART}(?: (?:of )?{_PART})*")
_SHIFTS = (-7, -3, -2, -1, 1, 2, 3, 5, 11)
_TRIES = 8


def corrupt(
    question: str, passages: list[Passage], others: list[str], rng: random.Random
) -> str | None:
    """Ask something the passages do not say: another name, figure or deed, or the opposite.

    What is put in comes from `others`, questions about something near, or from the lists above.
    Returns None where the question offers nothing to change.
    """
    present = set(words_of(" ".join(f"{p.title} {p.text}" for p in passages)))
    ways = [
        lambda: _opposite(question, rng),
        lambda: _other_deed(question, present, rng),
        lambda: _exchanged(question, present),
        lambda: _other_name(question, present, others, rng),
        lambda: _other_number(question, present, rng),
    ]
    rng.shuffle(ways)
    # A word changed at random is the easiest to tell: only where nothing better offers itself.
    for way in [*ways, lambda: _other_word(question, present, others, rng)]:
        if changed := way():
            return changed
    return None


def ask_otherwise(question: str, sentences: list[str], rng: random.Random) -> str | None:
    """Ask when, where or why of what the sentences tell without a time, a place or a reason.

    Only these sentences are known not to answer: what stands around them may. Returns None where
    the question has another form or the sentences might answer.
    """
    asked = _ASKED.search(question)
    if asked is None:
        return None
    wanted = [
        word
        for word, signs in _SIGNS_OF.items()
        if word != asked.group().lower() and not any(signs.search(s) for s in sentences)
    ]
    if not wanted:
        return None
    word = rng.choice(wanted)
    return _put(question, asked, word.capitalize() if asked.group()[0].isupper() else word)


def ask_of_another(
    question: str, told: list[str], beside: list[str], rare: Callable[[str], bool]
) -> list[str]:
    """Put in the place of a name one that stands near, in sentences that do not answer.

    The hardest to tell: the words of the question are all there, and the sentence that used to
    answer says it of somebody else. In texts without capitals rare words stand in for names.
    Returns every such question.
    """
    known = set(words_of(" ".join(told)))
    asked = set(words_of(question))
    capitals = any(c.isupper() for t in told for c in t[1:])
    find = _names if capitals else lambda text: _rare_runs(text, rare)
    places = [m for m in find(question) if set(words_of(m.group())) & known]
    offered = {m.group() for t in beside for m in find(t)}
    others = sorted(o for o in offered if not set(words_of(o)) & (known | asked))
    return [_put(question, place, other) for place in places for other in others]


def _put(question: str, place: re.Match[str], words: str) -> str:
    return question[: place.start()] + words + question[place.end() :]


def _tokens(question: str) -> list[re.Match[str]]:
    return list(re.finditer(r"[^\W_]+", question))


def _rare_runs(text: str, rare: Callable[[str], bool]) -> list[re.Match[str]]:
    """Neighbouring rare words together: a first name alone is half a name."""
    found = {re.escape(t.group()) for t in _tokens(text) if rare(t.group())}
    if not found:
        return []
    one = rf"(?<!\w)(?:{'|'.join(sorted(found))})(?!\w)"
    return list(re.finditer(rf"{one}(?:[ -]{one})*", text))


def _opposite(question: str, rng: random.Random) -> str | None:
    places = [t for t in _tokens(question) if t.group().lower() in OPPOSITES]
    if not places:
        return None
    place = rng.choice(places)
    return _put(question, place, OPPOSITES[place.group().lower()])


def _other_deed(question: str, present: set[str], rng: random.Random) -> str | None:
    """Another verb in the same form, of another meaning, that the passages do not use."""
    tokens = _tokens(question)
    places = [
        token
        for before, token in pairwise(tokens)
        if token.group().lower() in GROUP_OF and before.group().lower() not in _NO_VERB_AFTER
    ]
    if not places:
        return None
    place = rng.choice(places)
    group, form = GROUP_OF[place.group().lower()]
    others = [
        verb[form]
        for number, verbs in enumerate(VERBS)
        if number != group
        for verb in verbs
        if not {w[:4] for w in present} & {w[:4] for w in verb}
    ]
    return _put(question, place, rng.choice(others)) if others else None


def _exchanged(question: str, present: set[str]) -> str | None:
    """Two names in each other's role; those joined by "and" have the same one."""
    names = [m for m in _names(question) if set(words_of(m.group())) <= present]
    if len(names) != 2:
        return None
    one, other = names
    between = question[one.end() : other.start()]
    if re.fullmatch(r"\s*(?:,|and|or|with|of|in|['’]s)\s*", between) or len(between.split()) > 6:
        return None
    exchanged = question[: one.start()] + other.group() + between + one.group()
    return exchanged + question[other.end() :]


def _names(question: str) -> list[re.Match[str]]:
    found = (m for m in _NAME.finditer(question) if m.start() > 0)
    return [m for m in found if m.group().lower() not in STOP_WORDS]


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
    """A word of the same ending, so that the question mostly stays one."""
    places = [
        t
        for t in _tokens(question)[1:]
        if t.group().lower() in present - STOP_WORDS and len(t.group()) > 4
    ]
    if not places:
        return None
    place = rng.choice(places)
    ending = place.group()[-2:].lower()
    words = [
        w
        for other in others
        for w in content_words(other)
        if len(w) > 4 and w not in present and w.endswith(ending)
    ]
    return _put(question, place, rng.choice(words)) if words else None
