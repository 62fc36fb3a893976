"""Takes a question of several parts apart, so that each is answered or refused by itself."""

from __future__ import annotations

import re

from qa.english.grammar import parse
from qa.english.name_forms import names_in
from qa.english.normal_form import words
from qa.english.speaking import SPEAKING

MOST_PARTS = 4
SHORTEST = 3  # words of a part
QUESTION_WORDS = r"who|whom|whose|what|when|where|why|how|which"
HELPERS = r"did|does|do|is|are|was|were|has|have|had|will|would|can|could"
OPENING = re.compile(
    rf"(?:(?:in|on|at|from|to|by|for|with) )?(?:{QUESTION_WORDS}|{HELPERS})\b", re.I
)
SENTENCE = re.compile(r"[^?]+\?+|[^?]+$")
JOINED = re.compile(
    rf",? (?:and|or|but)(?: also)? (?=(?:{QUESTION_WORDS})\b)|; (?=(?:{QUESTION_WORDS})\b)", re.I
)
TWICE = re.compile(
    rf"(?P<one>{QUESTION_WORDS}) and (?P<two>{QUESTION_WORDS}) (?P<rest>.+)", re.I | re.S
)
BOTH = re.compile(
    r"(?P<before>what (?:did|does|do|have|has) )(?P<one>[A-Z][^,?]{1,40}?),? and "
    r"(?P<two>[A-Z][^,?]{1,40}?) (?P<rest>[a-z][^?]*\??)",
    re.I,
)
NAME = r"[A-Z][^\s,?]*(?: [A-Z][^\s,?]*){0,3}"
COMPARED = re.compile(
    rf"compare what (?P<who>{NAME} and {NAME}) (?P<verb>[a-z]+)(?P<rest>(?: [^?]*)?)\??"
)
# Words of a later part that stand for somebody or something named in an earlier one.
PERSONS = re.compile(r"\b(?:he|she|they|him|them)\b", re.I)
POSSESSIVES = re.compile(r"\b(?:his|their)\b", re.I)
REFERRING = re.compile(r"\b(?:it|its|her|hers|this|that|these|those|there|so)\b", re.I)


def parts_of(question: str) -> tuple[str, ...]:
    """The questions that a question asks, each to be understood alone; itself when there is one.

    A part that speaks of "it" or "there" cannot be asked alone: then the whole stays together.
    """
    whole = COMPARED.fullmatch(question[:1].lower() + question[1:])
    if whole is not None and (verbs := parse(f"They {whole['verb']} it.")):
        question = f"What did {whole['who']} {verbs[0].verb}{whole['rest']}?"
    parts: list[str] = []
    for part in _pieces(question):
        alone = _standing_alone(part, parts)
        if alone is None or not _is_asked(alone):
            return (question,)
        parts += _for_each_speaker(alone)
    return tuple(parts) if 1 < len(parts) <= MOST_PARTS else (question,)


def leaning_parts(question: str) -> tuple[str, ...]:
    """The parts of a question whose later ones lean on the first, as they were typed; else none.

    `Which outbreak stands out, and how lethal was it?`: only an article that answers the first part
    can tell what "it" is.
    """
    parts = _pieces(question)
    if not 1 < len(parts) <= MOST_PARTS or not all(_is_asked(part) for part in parts):
        return ()
    leans = any(_standing_alone(part, parts[:row]) is None for row, part in enumerate(parts))
    return tuple(parts) if leans else ()


def _pieces(question: str) -> list[str]:
    return [part for s in SENTENCE.findall(question) if s.strip() for part in _joined(s.strip())]


def _is_asked(part: str) -> bool:
    return len(words(part)) >= SHORTEST and OPENING.match(part) is not None


def _joined(sentence: str) -> list[str]:
    twice = TWICE.fullmatch(sentence)
    if twice is not None:
        rest = _ended(twice["rest"])
        return [f"{twice['one']} {rest}", f"{twice['two'].capitalize()} {rest}"]
    found = [part.strip() for part in JOINED.split(sentence)]
    # "Do they know who paid and who did not": the second is asked of the same knowing.
    if len(found) > 1 and not re.match(rf"(?:{QUESTION_WORDS})\b", sentence, re.I):
        return [sentence]
    if any(len(words(part)) < SHORTEST for part in found):
        return [sentence]
    return [_ended(part[0].upper() + part[1:]) for part in found]


def _ended(part: str) -> str:
    return part.rstrip(" ,;?.") + "?"


def _standing_alone(part: str, before: list[str]) -> str | None:
    """The part with its pronoun named; None where nobody can tell whom it means."""
    if not before:
        return part
    if REFERRING.search(part):
        return None
    if not (PERSONS.search(part) or POSSESSIVES.search(part)):
        return part
    named = names_in(before[0])
    if len(named) != 1:
        return None
    name = " ".join(word.capitalize() for word in named[0])
    return POSSESSIVES.sub(f"{name}'s", PERSONS.sub(name, part))


def _for_each_speaker(part: str) -> list[str]:
    """`What did Kim and Lee say of it?`: what each of the two said."""
    both = BOTH.fullmatch(part)
    if both is None or not any(clause.verb in SPEAKING for clause in parse(both["rest"])):
        return [part]
    return [f"{both['before']}{both[name]} {both['rest']}" for name in ("one", "two")]
