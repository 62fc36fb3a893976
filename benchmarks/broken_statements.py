"""Eleven named ways in which a true statement of news is made false. Judges nothing."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qa.english.clauses import quoted_spans
from qa.english.dates import DAYS, MONTHS
from qa.english.grammar import parse
from qa.english.normal_form import FUNCTION_WORDS, stems, words
from qa.english.semantic_roles import MUTUAL
from qa.english.speaking import speakers_in

BESIDE = 1  # sentences on either side that are cited with it
_NAME = re.compile(r"[A-Z][\w’'-]*[a-z](?: (?:of |the )?[A-Z][\w’'-]*[a-z])*")
_NUMBER = re.compile(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?(?!\w|[.,]\d)")
_UNITS = {
    "million": "billion", "billion": "million", "trillion": "billion", "thousand": "million",
    "percent": "percentage points", "%": " percentage points", "$": "€", "£": "$", "€": "$",
    "hours": "days", "days": "weeks", "weeks": "months", "months": "years", "years": "months",
    "minutes": "hours", "miles": "kilometers", "kilometers": "miles", "km": "miles",
    "pounds": "ounces", "feet": "inches", "meters": "feet", "degrees": "percent",
}  # fmt: skip
_LOOKALIKES = {"a": "\u0430", "e": "\u0435", "o": "\u043e", "p": "\u0440", "c": "\u0441"}
_AUXILIARY = re.compile(r"(?<=[a-z] )(is|are|was|were|has|have|had|will|would|can|could)(?= [a-z])")
_DENIAL = re.compile(r"\b(?:not|never) |(?<=(?<![cw])[a-z])(?<!ca)(?<!wo)n[’']t\b")


@dataclass(frozen=True)
class Case:
    """A true sentence, where it stands, and what a mutation may take from elsewhere."""

    sentence: str
    row: int
    article: Sequence[str]
    other: Sequence[str]  # the sentences of another article

    @property
    def cited(self) -> list[str]:
        """The sentence with its neighbours."""
        return list(self.article[max(0, self.row - BESIDE) : self.row + BESIDE + 1])

    def fresh(self, found: Sequence[str]) -> list[str]:
        """What does not stand in the cited sentences, each once."""
        known = " ".join(self.cited).casefold()
        return [f for f in dict.fromkeys(found) if f.casefold() not in known]


Mutation = Callable[[Case, random.Random], tuple[str, Sequence[str]] | None]


def wrong_marker(case: Case, rng: random.Random) -> tuple[str, Sequence[str]] | None:
    """The right words with the number of another sentence of the article."""
    own = stems(case.sentence)
    far = [
        n
        for n, text in enumerate(case.article)
        if abs(n - case.row) > 2 and len(own & stems(text)) < 0.5 * len(own)
    ]
    return (case.sentence, [case.article[rng.choice(far)]]) if far else None


def changed_digit(case: Case, rng: random.Random) -> tuple[str, Sequence[str]] | None:
    """One digit of a number."""
    places = [
        m.start() + n
        for m in _NUMBER.finditer(case.sentence)
        for n, c in enumerate(m.group())
        if c.isdigit()
    ]
    rng.shuffle(places)
    for at in places:
        digit = rng.choice([d for d in "123456789" if d != case.sentence[at]])
        changed = case.sentence[:at] + digit + case.sentence[at + 1 :]
        number = next(m.group() for m in _NUMBER.finditer(changed) if m.start() <= at < m.end())
        if case.fresh([number]):
            return changed, case.cited
    return None


def altered_quotation(case: Case, rng: random.Random) -> tuple[str, Sequence[str]] | None:
    """One word of a quotation left out, doubled by another, or exchanged."""
    for start, end in quoted_spans(case.sentence):
        inside = case.sentence[start + 1 : end].split(" ")
        if len(inside) < 5:
            continue
        at = rng.randrange(1, len(inside) - 1)
        way = rng.randrange(3)
        if way == 0:
            changed = inside[:at] + inside[at + 1 :]
        elif way == 1:
            changed = [*inside[:at], "really", *inside[at:]]
        else:
            changed = [*inside[:at], "perhaps", *inside[at + 1 :]]
        text = case.sentence[: start + 1] + " ".join(changed) + case.sentence[end:]
        return text, case.cited
    return None


def swapped_name(case: Case, rng: random.Random) -> tuple[str, Sequence[str]] | None:
    """A name exchanged for another one of the article or of another article."""
    own = [m for m in _NAME.finditer(case.sentence) if m.start() > 0]
    own = [m for m in own if m.group().casefold() not in (*DAYS, *MONTHS)]
    offered = case.fresh(_names([*case.article, *case.other]))
    if not own or not offered:
        return None
    return _put(case.sentence, rng.choice(own), rng.choice(offered)), case.cited


def negated(case: Case, rng: random.Random) -> tuple[str, Sequence[str]] | None:
    """A "not" put in, or the one that is there taken out."""
    outside = [
        m
        for m in _DENIAL.finditer(case.sentence)
        if not any(s < m.start() < e for s, e in quoted_spans(case.sentence))
    ]
    if outside:
        return _put(case.sentence, outside[0], ""), case.cited
    places = [
        m
        for m in _AUXILIARY.finditer(case.sentence)
        if not any(s < m.start() < e for s, e in quoted_spans(case.sentence))
    ]
    if not places:
        return None
    place = rng.choice(places)
    return _put(case.sentence, place, f"{place.group()} not"), case.cited


def shifted_date(case: Case, rng: random.Random) -> tuple[str, Sequence[str]] | None:
    """Another weekday or month."""
    found = []
    for word in re.finditer(r"\b[A-Z][a-z]+\b", case.sentence):
        name = word.group().casefold()
        for names in (DAYS, MONTHS):
            if name in names and name not in {"may", "march"}:
                found.append((word, [n.title() for n in names if n != name]))
    if not found:
        return None
    word, others = rng.choice(found)
    told = " ".join(case.cited).casefold()
    fresh = [o for o in case.fresh(others) if not re.search(rf"\b{o[:3].casefold()}\b", told)]
    return (_put(case.sentence, word, rng.choice(fresh)), case.cited) if fresh else None


def changed_unit(case: Case, rng: random.Random) -> tuple[str, Sequence[str]] | None:
    """Millions for billions, dollars for euros, hours for days."""
    places = [
        m
        for unit in _UNITS
        for m in re.finditer(
            rf"(?<=\d){re.escape(unit)}|{re.escape(unit)}(?=\d)|(?<=\d ){unit}\b", case.sentence
        )
    ]
    if not places:
        return None
    place = rng.choice(places)
    return _put(case.sentence, place, _UNITS[place.group()]), case.cited


def spliced(case: Case, rng: random.Random) -> tuple[str, Sequence[str]] | None:
    """What another article says, told as if it were part of the same sentence."""
    own = stems(case.sentence)
    clauses = [
        t
        for t in case.other
        if 6 <= len(t.split()) <= 18 and len(stems(t) - own) > 3 and "“" not in t
    ]
    if not clauses:
        return None
    added = rng.choice(clauses).rstrip(".")
    return f"{case.sentence.rstrip('.')}, and {added[0].lower()}{added[1:]}.", case.cited


def swapped_roles(case: Case, rng: random.Random) -> tuple[str, Sequence[str]] | None:
    """Who does it and to whom it is done, by name, in each other's place."""
    del rng
    for clause in parse(case.sentence):
        doing = [p.names[-1] for p in clause.subjects if p.names and not p.pronoun]
        done = [p.names[-1] for p in clause.objects if p.names and not p.pronoun]
        if clause.verb in MUTUAL or not doing or not done or set(doing) & set(done):
            continue
        one, two = (
            [m for m in _NAME.finditer(case.sentence) if name in m.group().casefold()]
            for name in (doing[0], done[0])
        )
        if len(one) == len(two) == 1 and one[0].end() < two[0].start():
            swapped = _put(case.sentence, two[0], one[0].group())
            return _put(swapped, one[0], two[0].group()), case.cited
    return None


def swapped_speaker(case: Case, rng: random.Random) -> tuple[str, Sequence[str]] | None:
    """Somebody else who speaks in the article says it."""
    speaking = speakers_in(case.sentence)
    others = {n for t in case.article for n in speakers_in(t)}
    others = {n for n in others if not any(set(n) & set(s) for s in speaking)}
    known = {w.form for t in [case.sentence] for w in words(t)}
    others = {n for n in others if not set(n) & known}
    for name in speaking:
        places = [m for m in _NAME.finditer(case.sentence) if name[-1] in m.group().casefold()]
        if len(places) == 1 and others:
            other = " ".join(rng.choice(sorted(others))).title()
            return _put(case.sentence, places[0], other), case.cited
    return None


def lookalike(case: Case, rng: random.Random) -> tuple[str, Sequence[str]] | None:
    """A letter of a name exchanged for one of another script that looks the same."""
    names = [m for m in _NAME.finditer(case.sentence) if set(m.group()) & set(_LOOKALIKES)]
    if not names:
        return None
    name = rng.choice(names)
    letter = next(c for c in name.group() if c in _LOOKALIKES)
    return _put(case.sentence, name, name.group().replace(letter, _LOOKALIKES[letter])), case.cited


MUTATIONS: dict[str, Mutation] = {
    "wrong marker": wrong_marker,
    "changed digit": changed_digit,
    "altered quotation": altered_quotation,
    "swapped name": swapped_name,
    "negation": negated,
    "shifted date": shifted_date,
    "changed unit": changed_unit,
    "spliced articles": spliced,
    "swapped roles": swapped_roles,
    "swapped speaker": swapped_speaker,
    "letters of another script": lookalike,
}


def _names(texts: Sequence[str]) -> list[str]:
    found = (m for t in texts for m in _NAME.finditer(t) if m.start() > 0)
    return [m.group() for m in found if m.group().casefold() not in FUNCTION_WORDS]


def _put(text: str, place: re.Match[str], new: str) -> str:
    return text[: place.start()] + new + text[place.end() :]
