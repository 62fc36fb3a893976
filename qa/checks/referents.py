"""Whom "he" or "she" means in a sentence of an article that speaks of one person alone."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.english.clauses import DATELINE
from qa.english.grammar import PASSIVE_SUBJECTS, SUBJECTS, parts_of_speech
from qa.english.mentions import FEMALE, MALE, PERSONS
from qa.english.normal_form import FUNCTION_WORDS, words
from qa.english.noun_phrases import noun_phrases
from qa.english.semantic_roles import TITLES

if TYPE_CHECKING:
    from collections.abc import Sequence

BACK = 3  # sentences in which "he" is looked for
NAME = r"[A-Z][\w’'-]*(?:\.)?(?: (?:(?:de|van|von|al|bin|der|la|du) )?[A-Z][\w’'-]*\.?){1,3}"
IN_MARKS = re.compile(r"[“\"][^“”\"]*[”\"]?")
_PRONOUNS = {"he": MALE, "his": MALE, "him": MALE, "she": FEMALE, "her": FEMALE}
_LAST_NAME = re.compile(rf"(?:(?:[A-Z]\.)+ [A-Z][\w’'-]+|{NAME}|[A-Z][\w’-]+)\Z")
_TWO_WORDS = re.compile(r"[A-Z][a-z’'-]+ [A-Z][a-z’'-]+")
_OWNER = re.compile(rf"\b({NAME})[’']s?\b")
_OFFICE = re.compile(
    rf"(?i:{'|'.join(sorted(TITLES | PERSONS))}|gov|sen|rep|justice|ceo|coach|\w+ist)s?\.?\Z"
)
ACTING = SUBJECTS | PASSIVE_SUBJECTS
_OWNING = frozenset({"his", "her"})
_OTHERS = {"he": FEMALE, "his": FEMALE, "him": FEMALE, "she": MALE, "her": MALE}


@dataclass(frozen=True, slots=True)
class Given:
    """Words of an article that need an explanation, the explanation, and the words that give it.

    `end` is the place in the sentence behind which the explanation stands; first names stand before
    the last one. `giving` is "" where the day of the article gives it.
    """

    end: int
    explained: str
    giving: str = ""


def pronoun_given(row: int, sentences: Sequence[str]) -> Given | None:
    """Whom the first "he" or "she" of a sentence means, outside what it quotes.

    The only person of whom the sentences before speak, named as the subject of the nearest one that
    names anybody; in between there is nothing but this "he". The name is the full one.
    """
    sentence = sentences[row]
    pronoun = _first_pronoun(sentence)
    if pronoun is None:
        return None
    start, form = pronoun
    inside = {name.split()[-1] for name, _ in persons_named(sentence)}
    if start > 0 and (inside or _somebody_before(sentence, start)):
        return None  # "After he won, Kim left", "The mayor sold his house"
    back = _naming(row, form, sentences)
    last = None if back is None else _only_one(sentences[back])
    if back is None or last is None or last in inside:
        return None
    if _known(sentences[: back + 1]) & set(re.findall(r"\w+", sentences[back])) > {last}:
        return None
    name = _full_name(last, sentences[: back + 1])
    if name is None or _is_called_otherwise(name, form, sentences):
        return None
    owned = form in _OWNING and _owns(sentence, start)
    return Given(start + len(form), f"{name}’s" if owned else name, sentences[back])


def _naming(row: int, form: str, sentences: Sequence[str]) -> int | None:
    """The nearest sentence before that names anybody; those in between have the same pronoun."""
    for back in range(row - 1, max(-1, row - 1 - BACK), -1):
        if persons_named(sentences[back]):
            return back
        if not words(IN_MARKS.sub("", sentences[back])):
            continue  # nothing but what is quoted
        between = _first_pronoun(sentences[back])
        if between is None or _PRONOUNS[between[1]] is not _PRONOUNS[form]:
            return None
    return None


def _only_one(sentence: str) -> str | None:
    """The last name of the one person of whom a sentence tells what they do; no "he" before it."""
    persons = persons_named(sentence)
    lasts = {name.split()[-1] for name, _ in persons}
    acting = any(acts for _, acts in persons) and not _has_unnamed(sentence)
    if len(lasts) != 1 or not acting:
        return None
    last, pronoun = lasts.pop(), _first_pronoun(sentence)
    return None if pronoun and pronoun[0] < sentence.find(last) else last


def _first_pronoun(sentence: str) -> tuple[int, str] | None:
    told = IN_MARKS.sub(lambda quoted: " " * len(quoted[0]), sentence)
    for word in words(told):
        if word.form in _PRONOUNS:
            return word.start, word.form
    return None


@functools.lru_cache(maxsize=4096)
def persons_named(sentence: str) -> tuple[tuple[str, bool], ...]:
    """Whoever a sentence names and may be a person, and whether each does what it tells."""
    text = DATELINE.sub("", " ".join(sentence.split()))
    found = [(_without_office(name), False) for name in _OWNER.findall(text)]
    subject_ends = -len(text)
    for phrase in noun_phrases(text):
        # "The singer Ana Ruiz", "a resident, Ana Ruiz,"
        acting = phrase.role in ACTING or 0 < phrase.start - subject_ends <= len(", ")
        subject_ends = phrase.end if acting else -len(text)
        shown = text[phrase.start : phrase.end]
        may_be = {"PERSON", "", "ORG"} if acting or _TWO_WORDS.fullmatch(shown) else {"PERSON", ""}
        # Of one word in marks, as in “Glee”, nobody knows.
        quoted = " " not in shown and any(a < phrase.start < z for a, z in quoted_places(text))
        named = (
            (phrase.tag == "NNP" or (acting and phrase.tag == "NNPS"))
            and phrase.entity in may_be
            and not quoted
        )
        name = _LAST_NAME.search(shown)
        if named and name is not None and not phrase.joined:
            full = _without_office(name[0])
            # What may be a company gives nobody a full name.
            found.append((full.split()[-1] if phrase.entity == "ORG" else full, acting))
    return tuple(found)


def quoted_places(text: str) -> list[tuple[int, int]]:
    """Where the double quotation marks of a text begin and end, the last perhaps open."""
    return [found.span() for found in IN_MARKS.finditer(text)]


def _somebody_before(sentence: str, end: int) -> bool:
    """Whether anything but a day or a place is spoken of before this place, outside quotations."""
    if sentence != " ".join(sentence.split()):
        return True
    quoted = quoted_places(sentence)
    return any(
        phrase.entity not in {"DATE", "TIME"}
        and not (phrase.entity in {"GPE", "LOC"} and phrase.role == "pobj")
        for phrase in noun_phrases(sentence)
        if phrase.end <= end and not any(a <= phrase.start < z for a, z in quoted)
    )


def _has_unnamed(sentence: str) -> bool:
    """Whether a sentence speaks of "the mayor" too, without the name beside it."""
    text = " ".join(sentence.split())
    return any(
        phrase.tag == "NN"
        and phrase.head in PERSONS
        and phrase.role in ACTING | {"dobj", "dative", "pobj"}
        and not text[phrase.end + 1 :][:1].isupper()
        for phrase in noun_phrases(text)
    )


def _without_office(name: str) -> str:
    """`Leo Brandt` of "Jersey Gov. Leo Brandt", and of "Guitarist Leo Brandt"."""
    parts = name.split()
    if len(parts) > 1 and parts[0].casefold() in FUNCTION_WORDS:
        parts.pop(0)  # "And Leo" at the beginning of a sentence
    offices = [row for row, part in enumerate(parts[:-1]) if is_office(part)]
    return " ".join(parts[offices[-1] + 1 if offices else 0 :])


def is_office(word: str) -> bool:
    """Whether a word before a name tells what somebody is: "Gov.", "guitarist"."""
    return _OFFICE.match(word) is not None


def _known(sentences: Sequence[str]) -> set[str]:
    """The last names of all who are named in full."""
    return {
        name.split()[-1] for each in sentences for name, _ in persons_named(each) if " " in name
    }


def _full_name(last: str, sentences: Sequence[str]) -> str | None:
    """The one name of two words or more that these sentences give to a last name."""
    full = {
        name
        for sentence in sentences
        if last in sentence
        for name, _ in persons_named(sentence)
        if name.split()[-1] == last and " " in name
    }
    return full.pop() if len(full) == 1 else None


def _is_called_otherwise(name: str, form: str, sentences: Sequence[str]) -> bool:
    """Whether a title or a noun beside the name says that "he" would be "she"."""
    names = f"{re.escape(name)}|{re.escape(name.split()[-1])}"
    called = re.compile(rf"\b(?i:{'|'.join(sorted(_OTHERS[form]))})\.? (?:{names})\b")
    return any(called.search(sentence) for sentence in sentences)


def _owns(sentence: str, start: int) -> bool:
    """Whether the "her" at this place is of something of hers."""
    text = " ".join(sentence.split())
    at = len(" ".join(sentence[:start].split()))
    return any(p.tag == "PRP$" and abs(p.start - at) <= 1 for p in parts_of_speech(text))
