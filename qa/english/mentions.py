"""Who and what a question names: persons, groups, places, times and things, by rule.

A guess from grammar, titles and a few general nouns. Knows nothing of articles.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from qa.english.grammar import parts_of_speech
from qa.english.name_forms import ALIASES, tells_of_people
from qa.english.noun_phrases import noun_phrases

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from qa.english.noun_phrases import NounPhrase


class Sort(StrEnum):
    """What a noun phrase stands for."""

    PERSON = "person"
    GROUP = "group"
    PLACE = "place"
    TIME = "time"
    THING = "thing"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Mention:
    """A noun phrase with its place in a text, and what is known of whom or what it means."""

    text: str
    start: int
    end: int
    sort: Sort
    named: bool  # by a proper name
    plural: bool = False
    gender: str = ""  # "m" or "f" where a title or an earlier pronoun tells
    subject: bool = False
    preposition: str = ""


MALE = frozenset(
    """mr sir lord king prince pope father brother son husband chairman spokesman policeman
    fireman businessman congressman man boy duke uncle""".split()  # noqa: SIM905
)
FEMALE = frozenset(
    """mrs ms miss lady queen princess mother sister daughter wife chairwoman spokeswoman
    policewoman businesswoman congresswoman woman girl duchess aunt""".split()  # noqa: SIM905
)
PERSONS = (
    MALE
    | FEMALE
    | frozenset(
        """president minister chief chancellor mayor governor senator secretary premier dr general
    colonel captain judge professor leader director manager owner founder head spokesperson
    candidate author writer reporter journalist teacher doctor nurse lawyer worker farmer driver
    engineer scientist researcher officer soldier player coach singer actor victim suspect witness
    neighbour neighbor resident person somebody someone envoy ambassador commander analyst official
    boss deputy chairperson
    treasurer adviser advisor expert critic prosecutor inspector commissioner""".split()  # noqa: SIM905
    )
)
GROUPS = frozenset(
    """firm house party group council university union bank ministry agency office court parliament
    senate congress kremlin club commission association company firm government army navy police
    team committee board federation league alliance administration cabinet department institute
    foundation corporation corp inc ltd plc authority school hospital""".split()  # noqa: SIM905
)
PLACES = frozenset(
    """city country town village capital region state island province district harbour harbor port
    street square county nation continent valley coast""".split()  # noqa: SIM905
)
TO_PERSONS = frozenset("invite tell ask meet phone arrest marry interview elect".split())  # noqa: SIM905
TO_PLACES = frozenset("visit tour reach enter leave invade occupy bomb".split())  # noqa: SIM905
TIMES = frozenset(
    """year month week day hour morning afternoon evening night weekend today yesterday tomorrow
    spring summer autumn winter century decade monday tuesday wednesday thursday friday saturday
    sunday january february march april june july august september october november december
    """.split()  # noqa: SIM905
)
INSIDE = frozenset({"in", "near", "across", "around", "inside", "outside", "throughout"})
YEAR = re.compile(r"(?:1[5-9]|20)[0-9]{2}s?\Z")
MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
UNITS = "year|month|week|weekend|day|morning|afternoon|evening|night|spring|summer|autumn|winter"
TIME_PHRASE = re.compile(
    r"\b(?P<preposition>(?:in|on|at|during|since|until|before|after|by|from) )?"
    r"(?P<time>(?:early |late |mid-)?(?:"
    rf"(?:last|this|next|past|previous|that|the same) (?:{UNITS}|{DAYS}|{MONTHS})"
    r"|yesterday|today|tomorrow|tonight"
    rf"|(?:{DAYS})(?: (?:morning|afternoon|evening|night))?"
    rf"|[0-3]?[0-9] (?:{MONTHS})(?: [0-9]{{4}})?"
    rf"|(?:{MONTHS})(?: [0-3]?[0-9](?:st|nd|rd|th)?)?(?:,? [0-9]{{4}})?"
    r"|(?:the )?(?:1[5-9]|20)[0-9]{2}s?))(?![\w-])",
    re.IGNORECASE,
)
_ENTITIES = {
    "PERSON": Sort.PERSON, "ORG": Sort.GROUP, "NORP": Sort.GROUP, "GPE": Sort.PLACE,
    "LOC": Sort.PLACE, "FAC": Sort.PLACE, "DATE": Sort.TIME, "TIME": Sort.TIME,
}  # fmt: skip
_COUNTRIES = frozenset(form for group in ALIASES for form in group)
_NOT_NAMED = re.compile(r"(?:what|which|who|whom|whose|i|you|me|we|us)\b", re.I)


def mentions(text: str, known: Mapping[str, Sort] | None = None) -> tuple[Mention, ...]:
    """The mentions of a text without double spaces, in order; a longer one before those inside it.

    `known` holds what the names were found to be elsewhere, by their last word, folded.
    """
    found = [_mention(text, phrase, known or {}) for phrase in noun_phrases(text)]
    found += _owners(text, known or {})
    # Of "Mayor Kim of Ely" the name is enough.
    kept = [m for m in found if m and not (m.sort is Sort.PERSON and m.named and " of " in m.text)]
    return tuple(sorted(kept, key=lambda m: (m.start, -m.end)))


def asked_for(noun: str) -> Mention | None:
    """`the countries` of "which countries"; None without a noun."""
    if not noun:
        return None
    found = mentions(f"They saw the {noun}.")
    sort = found[-1].sort if found else Sort.THING
    plural = found[-1].plural if found else noun.endswith("s")
    return Mention(f"the {noun}", 0, 0, sort, named=False, plural=plural or noun == "people")


def time_phrase(text: str) -> Mention | None:
    """`in 2023`, `last year`, `on Monday`: the last of a text, its preposition included."""
    found = [t for t in TIME_PHRASE.finditer(text) if not _is_small_word(t)]
    if not found:
        return None
    last = found[-1]
    before = (last["preposition"] or "").strip().casefold()
    return Mention(last[0], last.start(), last.end(), Sort.TIME, named=False, preposition=before)


def _is_small_word(found: re.Match[str]) -> bool:
    """`may`, `march` in small letters are verbs."""
    return found["time"] in {"may", "march"}


def sorts_of_names(texts: Iterable[str]) -> dict[str, Sort]:
    """What each name is held to be in most places of some texts, by its last word, folded."""
    votes: dict[str, Counter[Sort]] = {}
    for text in texts:
        for phrase in noun_phrases(text):
            word = text[phrase.start : phrase.end].split()[-1].casefold()
            if phrase.joined or not phrase.tag.startswith("NNP"):
                continue
            sort = _sort(text[phrase.start : phrase.end], phrase, {}, named=True)
            if sort is not Sort.UNKNOWN:
                votes.setdefault(word, Counter())[sort] += 1
    return {word: counted.most_common(1)[0][0] for word, counted in votes.items()}


def _mention(text: str, phrase: NounPhrase, known: Mapping[str, Sort]) -> Mention | None:
    shown = text[phrase.start : phrase.end]
    if phrase.tag in {"PRP", "WP", "WDT", "EX", "DT"} or _NOT_NAMED.match(shown):
        return None
    last_is_name = shown.split()[-1][:1].isupper() and " of " not in shown
    named = phrase.tag.startswith("NNP") or last_is_name
    return Mention(
        "t" + shown[1:] if shown.startswith("The ") else shown,
        phrase.start,
        phrase.end,
        _sort(shown, phrase, known, named=named),
        named,
        plural=phrase.joined or phrase.tag in {"NNS", "NNPS"},
        gender=gender_of(shown, named=named),
        subject=phrase.role in {"nsubj", "nsubjpass"},
        preposition=phrase.preposition,
    )


def gender_of(shown: str, *, named: bool) -> str:
    """`m` or `f` where a title or the noun itself tells; the name King tells nothing."""
    words = shown.split()[:-1] if named else shown.split()
    forms = {word.strip(".,").casefold() for word in words}
    return "m" if forms & MALE else "f" if forms & FEMALE else ""


def _sort(shown: str, phrase: NounPhrase, known: Mapping[str, Sort], *, named: bool) -> Sort:
    forms = [word.strip(".,").casefold() for word in shown.split()]
    head = forms[-1] if named and not phrase.joined else phrase.head
    if phrase.entity in {"DATE", "TIME"} or head in TIMES or YEAR.match(head):
        return Sort.TIME
    if not named:
        return _of_noun(head)
    if head in GROUPS:
        return Sort.GROUP
    if head in _COUNTRIES and not tells_of_people(head[:-1] + "#"):
        return Sort.PLACE
    if set(forms[:-1]) & PERSONS:
        return Sort.PERSON
    return _of_name(head, forms, phrase, known)


def _of_noun(head: str) -> Sort:
    for nouns, sort in ((PERSONS, Sort.PERSON), (GROUPS, Sort.GROUP), (PLACES, Sort.PLACE)):
        if head in nouns or (head.endswith("s") and head[:-1] in nouns):
            return sort
    return Sort.THING


def _of_name(head: str, forms: list[str], phrase: NounPhrase, known: Mapping[str, Sort]) -> Sort:
    guessed = _ENTITIES.get(phrase.entity, Sort.UNKNOWN)
    if phrase.preposition in INSIDE:
        return Sort.PLACE
    if phrase.role in {"dobj", "dative"} and phrase.governor in TO_PERSONS:
        return Sort.PERSON
    if head in known:
        return known[head]
    if phrase.role == "dobj" and phrase.governor in TO_PLACES and guessed is not Sort.PERSON:
        return Sort.PLACE
    if guessed is Sort.UNKNOWN and forms[0] == "the":
        return Sort.GROUP
    return guessed


def _owners(text: str, known: Mapping[str, Sort]) -> Iterator[Mention]:
    """`Kim` of `Kim's offer`."""
    found = parts_of_speech(text)
    for row, part in enumerate(found):
        if part.role != "poss" or not part.tag.startswith("NNP"):
            continue
        first = row
        while first and found[first - 1].role == "compound" and found[first - 1].head == row:
            first -= 1
        start, end = found[first].start, part.start + len(part.text)
        sort = known.get(part.text.casefold(), Sort.UNKNOWN)
        shown = text[start:end]
        gender = gender_of(shown, named=True)
        yield Mention(shown, start, end, sort, named=True, gender=gender)


def agreeing(mention: Mention, gender: str) -> bool:
    """Whether "he" (m) or "she" (f) may mean it."""
    return mention.sort in {Sort.PERSON, Sort.UNKNOWN} and (
        not mention.plural and mention.gender in {"", gender}
    )


def with_gender(mention: Mention, genders: Mapping[str, str]) -> Mention:
    """The mention with what an earlier pronoun told of it."""
    told = genders.get(mention.text.split()[-1].casefold(), "")
    return replace(mention, gender=mention.gender or told)
