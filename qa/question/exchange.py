"""A question with another name or thing in the place of the one like it: "and for the tram?".

What is exchanged is found by its shape: the preposition before it, a possessive, a year, an order
("the third"), a name, the noun that is counted. Knows no answer and resolves no pronoun.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.english.grammar import parts_of_speech
from qa.english.mentions import Sort, mentions, time_phrase
from qa.english.normal_form import stem
from qa.question.names_exchanged import Change, name_like, named, names_in
from qa.question.question_frames import PREPOSITIONS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qa.english.grammar import Part

ALIKE = PREPOSITIONS | frozenset({"of", "per", "around", "through", "across", "as"})
_SPLITTING = "|".join(sorted(ALIKE - {"of"}))
_PIECES = re.compile(rf" (?=(?:{_SPLITTING}) )", re.I)
_YEAR = re.compile(r"\b(?:1[5-9]|20)[0-9]{2}\b")
_BEFORE_TIME = re.compile(r"(?:(?:over|in|during|for|at|on|within) )?(?:the )?\Z", re.I)
_SHORT_YEAR = re.compile(r"[’']?[0-9]{2}")
_OWNER = re.compile(r"(?P<owner>(?:the )?[\w.’'-]+?(?: [\w.’'-]+?){0,3})[’']s?\Z", re.I)
_ORDERS = "first second third fourth fifth sixth last next previous final".split()  # noqa: SIM905
_ORDER = re.compile(rf"\b(?:{'|'.join(_ORDERS)}|[0-9]+(?:st|nd|rd|th))\b", re.I)
_ONE = re.compile(r"(?:the |an? )?(?P<which>[\w’'-]+(?: [\w’'-]+){0,2}) ones?\Z", re.I)
_COUNTED = re.compile(
    r"\b(?:how (?:many|much)|(?:number|share|percentage) of) (?P<noun>[\w’'-]+)", re.I
)
_NUMBERED = re.compile(r"\b(?P<before>[A-Za-z]{0,4})[-.]? ?[0-9]+\b")
_DETERMINED = ("the ", "a ", "an ", "this ", "that ")


def exchanged(question: str, phrase: str, sorts: Mapping[str, Sort]) -> str | None:
    """The question about the phrase; None where nothing in it is like the phrase.

    `question` stands alone; `phrase` is a noun with or without a preposition, or several such.
    """
    bare = question.rstrip(" ?.!")
    changes: list[Change] = []
    appended: list[str] = []
    for row, piece in enumerate(_pieces(phrase)):
        found = _place(bare, piece, sorts)
        if found is not None and not any(_overlap(found, c) for c in changes):
            changes.append(found)
        elif row or _preposition(piece):
            appended.append(piece)
        else:
            return None
    for change in sorted(changes, key=lambda c: -c.start):
        bare = bare[: change.start] + change.text + bare[change.end :]
    whole = " ".join((bare, *appended))
    return whole[:1].upper() + whole[1:] + (question[len(question.rstrip(" ?.!")) :].strip() or "?")


def _pieces(phrase: str) -> list[str]:
    return [piece.strip() for piece in _PIECES.split(phrase) if piece.strip()]


def _preposition(piece: str) -> str:
    first = piece.partition(" ")[0].casefold()
    return first if first in ALIKE and " " in piece else ""


def _overlap(one: Change, other: Change) -> bool:
    return one.start < other.end and other.start < one.end


def _place(question: str, piece: str, sorts: Mapping[str, Sort]) -> Change | None:
    preposition = _preposition(piece)
    noun = piece[len(preposition) :].strip()
    if _SHORT_YEAR.fullmatch(noun) and (year := _YEAR.search(question)):
        return Change(year.start() + 2, year.end(), noun.lstrip("’'"))
    when = time_phrase(noun)
    if when and len(when.text) >= len(noun.removeprefix("the ")) - 1:
        return _time(question, piece, noun)
    if preposition:
        same = _behind(question, preposition)
        if same is not None:
            return Change(*same, noun)
        return name_like(question, noun, sorts, strict=True)
    readers = (_owned, _one, _ordered, _numbered, named, _counted, _modified, _thing)
    found = (read(question, noun, sorts) for read in readers)
    return next((change for change in found if change is not None), None)


def _time(question: str, piece: str, noun: str) -> Change | None:
    year = _YEAR.search(question)
    if _YEAR.fullmatch(noun) and year:
        return Change(*year.span(), noun)
    when = time_phrase(question)
    if when is None:
        return None
    if not _preposition(piece):
        inside = len(when.preposition) + 1 if when.preposition else 0
        return Change(when.start + inside, when.end, noun)
    before = _BEFORE_TIME.search(question[: when.start])
    return Change(before.start() if before else when.start, when.end, piece)


def _behind(question: str, preposition: str) -> tuple[int, int] | None:
    """The words behind the last such preposition: to the next one, or to the end."""
    parts = parts_of_speech(question)
    rows = [
        r for r, p in enumerate(parts) if p.text.casefold() == preposition and r + 1 < len(parts)
    ]
    for row in reversed(rows):
        if row == 0:
            continue
        end = row + 1
        while end < len(parts) and not _closes(parts, end, row):
            end += 1
        if end > row + 1:
            last = parts[end - 1]
            return parts[row + 1].start, last.start + len(last.text)
    return None


def _closes(parts: Sequence[Part], at: int, row: int) -> bool:
    part = parts[at]
    if part.tag in {",", ":", "."} or (part.text.casefold() in ALIKE and part.text != "of"):
        return True
    verb = part.tag in {"VBD", "VBZ", "VBP", "VB", "MD", "VBN"}
    return verb and at > row + 1


def _owned(question: str, noun: str, _: Mapping[str, Sort]) -> Change | None:
    """`FCA's?` for "Ford's"."""
    owner = _OWNER.fullmatch(noun)
    if owner is None:
        return None
    held = re.search(
        r"(?:[A-Z][\w.-]*(?: [A-Z][\w.-]*)*|\b(?:the|an?) [\w-]+)[’']s?(?= )", question
    )
    if held is None:
        found = list(names_in(question))
        return Change(*found[-1], owner["owner"]) if found else None
    return Change(*held.span(), noun)


def _one(question: str, noun: str, _: Mapping[str, Sort]) -> Change | None:
    """`the closing one` for "the opening ceremony": what stands before the last such noun."""
    one = _ONE.fullmatch(noun)
    if one is None or one["which"].casefold() in {"other", "this", "that", "which", "last"}:
        return None
    counted = _COUNTED.search(question)
    if counted and noun.casefold().endswith("ones"):
        return Change(counted.start("noun"), counted.start("noun"), f"{one['which']} ")
    parts = parts_of_speech(question)
    for row in range(len(parts) - 1, 0, -1):
        if parts[row].role in {"amod", "compound", "poss", "nummod"} and parts[row].head > row:
            head = parts[parts[row].head]
            first = row
            while (
                first
                and parts[first - 1].head == parts[row].head
                and (parts[first - 1].role in {"compound", "amod"})
            ):
                first -= 1
            return Change(parts[first].start, head.start, one["which"] + " ")
    return None


def _ordered(question: str, noun: str, _: Mapping[str, Sort]) -> Change | None:
    """`the third` for "the first", `the worst` for "the best"."""
    bare = noun.removeprefix("the ")
    order = _ORDER.search(question)
    if _ORDER.fullmatch(bare) and order:
        return Change(*order.span(), bare)
    told = parts_of_speech(f"They saw the {bare}.")
    if len(told) < 4 or told[3].tag not in {"JJS", "RBS"}:
        return None
    best = [p for p in parts_of_speech(question) if p.tag in {"JJS", "RBS"}]
    if not best:
        return None
    whole = best[-1]
    return Change(whole.start, whole.start + len(whole.text), bare)


def _numbered(question: str, noun: str, _: Mapping[str, Sort]) -> Change | None:
    """`no. 2` for "no. 1", `the G70` for "G80", `level 4` for "level 5"."""
    mine = _NUMBERED.fullmatch(noun.removeprefix("the "))
    if mine is None or _YEAR.search(noun):
        return None
    for other in _NUMBERED.finditer(question):
        if other["before"].casefold() == mine["before"].casefold():
            return Change(*other.span(), mine[0])
    return None


def _counted(question: str, noun: str, sorts: Mapping[str, Sort]) -> Change | None:
    """`and hurricanes?` for the storms of "how many tropical storms"."""
    counted = _COUNTED.search(question)
    told = parts_of_speech(f"They saw {noun}.")
    if counted is None or not told or noun.casefold().startswith(_DETERMINED) or noun[:1].isupper():
        return None
    parts = parts_of_speech(question)
    row = next((r for r, p in enumerate(parts) if p.start == counted.start("noun")), None)
    if row is None or told[-2].tag not in {"NNS", "NN", "NNPS", "NNP"}:
        return None
    end = row
    while (
        end + 1 < len(parts)
        and parts[end].role in {"compound", "amod", "nummod", "nmod"}
        and (parts[end + 1].tag[:2] in {"NN", "JJ", "VB"} and parts[end].head > end)
    ):
        end += 1
    if not parts[end].tag.startswith("NN"):
        return None
    return Change(parts[row].start, parts[end].start + len(parts[end].text), noun)


def _modified(question: str, noun: str, _: Mapping[str, Sort]) -> Change | None:
    """`bread?` for the eggs of "egg prices", `short-term?` for "year-round pollution"."""
    if " " in noun:
        return None
    tag = parts_of_speech(f"They saw {noun} things.")[2].tag
    roles = {"compound", "nmod"} if tag.startswith("NN") else {"amod"} if tag == "JJ" else set()
    for part in reversed(parts_of_speech(question)):
        if part.role in roles and part.text.islower() and part.text.isalpha():
            return Change(part.start, part.start + len(part.text), noun)
    return None


def _thing(question: str, noun: str, sorts: Mapping[str, Sort]) -> Change | None:
    """`the finger` for "his wrist": the last noun phrase that no name is."""
    mine = mentions(f"They spoke about {noun}.", sorts)
    if not mine:
        return None
    mistaken = mine[0].named and noun == noun.casefold()  # "tram" is none, whatever the parser says
    sort = Sort.THING if mistaken else mine[0].sort
    found = [
        m
        for m in mentions(question, sorts)
        if not m.named and (" of " in noun or " of " not in m.text)
    ]
    heads = [m for m in found if stem(m.text.split()[-1].casefold()) == stem(noun.split()[-1])]
    alike = heads or [m for m in found if m.sort is sort and m.start]
    alike = [m for m in alike if not re.match(r"(?:how|what|which|who)\b", m.text, re.I)]
    if not alike:
        return None
    best = max(alike, key=lambda m: (_opened(m.text) == _opened(noun), not m.preposition, m.start))
    return Change(best.start, best.end, noun)


def _opened(noun: str) -> str:
    """The article before a noun, "a" and "an" as one; none where there is none."""
    first = noun.partition(" ")[0].casefold()
    return {"an": "a", "a": "a", "the": "the"}.get(first, "")
