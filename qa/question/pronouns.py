"""Pronouns of a question and whom they mean, by the questions and the names before it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.english.grammar import parts_of_speech, stands_for_what_follows
from qa.english.mentions import (
    Mention,
    Sort,
    agreeing,
    asked_for,
    mentions,
    time_phrase,
    with_gender,
)
from qa.question.dialogue import in_full
from qa.question.question_frames import OPENING, bare_question, frame_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qa.english.grammar import Part
    from qa.question.dialogue import Talk

GENDERS = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f", "hers": "f"}
SHORT = 5  # words of a question that likely leans on others
LONGEST_LEANING = 12  # words of one whose "its" may be of something before
MANY = frozenset({"they", "them", "their", "those", "these"})
ONE = frozenset({"it", "its"})
HAVING = frozenset({"has", "have", "had"})  # "Which athletes had their data stolen?"
WHOLE = frozenset({"that", "this"})  # alone, of what was asked about
GOING = frozenset("go travel fly move return come drive sail send bring take".split())  # noqa: SIM905
EXPLETIVE = re.compile(
    r"\b(?:(?:is|was) it (?:true|possible|likely|clear|known|certain|right|safe|legal|that\b)"
    r"|it (?:takes?|took|seems?|appears?|rains?|rained|snowed)|does it take|did it take"
    r"|will it take|what time is it|it (?:is|was|feels|felt) like to\b|it costs?(?: \w+){0,2} to\b"
    r"|(?:is|was) it \w+ (?:that|how|whether|who|what|when|where|why|which)\b)",
    re.IGNORECASE,
)
OF_ANOTHER = re.compile(r"(?:(?:and|but|or)|(?:and )?(?:what|how) about) [\w’']+\W*\Z", re.I)
ASKING = re.compile(r"(?:tell|explain|describe|summari[sz]e|compare|list|give|show)\b", re.I)


def with_names(question: str, talk: Talk) -> str | None:
    """The question with names for its pronouns; None where none leans on what was said before.

    Each that cannot be told stays; so does one whose name stands before it in the question.
    """
    sentences = re.split(r"(?<=[?.!])\s+", question)
    short = len(sentences) == 1 and OF_ANOTHER.match(question)
    if not short and not any(frame_of(s) or ASKING.match(bare_question(s)) for s in sentences):
        return None  # "got it", "I heard that it floods": nothing is asked
    found = parts_of_speech(question)
    changes = list(_changes(question, found, talk))
    if not changes:
        return None
    for start, end, text in reversed(changes):
        question = question[:start] + text + question[end:]
    opening = OPENING.match(question)
    alone = question[opening.end() :] if opening and " " in bare_question(question) else question
    return alone[:1].upper() + alone[1:]


def _changes(question: str, found: tuple[Part, ...], talk: Talk) -> Iterator[tuple[int, int, str]]:
    """Where a pronoun stands and what is written there, in order; the first of each family."""
    used: dict[str, str] = {}  # the family's name in this question
    for row, part in enumerate(found):
        family = _family(question, found, row)
        if family is None or family in used:
            continue
        bound = _bound(found, row, mentions(question, talk.sorts), talk)
        if bound:
            _learn(bound, part, talk)
            used[family] = bound.text
        elif _means_whoever_is_asked_for(question, part):
            used[family] = ""
        elif talk.turns and (written := _written(part, found, row, talk, set(used.values()))):
            used[family] = written[0]
            yield part.start, part.start + len(part.text), written[1]


def _family(question: str, found: tuple[Part, ...], row: int) -> str | None:
    """Pronouns that mean one and the same where they stand together; None for other words."""
    part, form = found[row], found[row].text.casefold()
    if form in GENDERS and part.tag.startswith("PRP"):
        # "he" and "his" are one person, "he" and "him" are two
        return GENDERS[form] + (" other" if form == "him" or _is_object(part) else "")
    families = {
        "it": _is_for_one(question, found, row),
        "they": form in MANY and part.tag != "DT",
        "there": form == "there" and part.tag == "RB",
        "then": form == "then" and row > 1 and part.tag == "RB" and row + 2 >= len(found),
    }
    return next((family for family, holds in families.items() if holds), None)


def _is_for_one(question: str, found: tuple[Part, ...], row: int) -> bool:
    part, form = found[row], found[row].text.casefold()
    if form in ONE:
        empty = EXPLETIVE.search(question) or stands_for_what_follows(found, part)
        return part.tag.startswith("PRP") and not empty
    ends = row + 1 == len(found) or found[row + 1].tag in {".", ",", ":", "IN", "CC", "RB"}
    return form in WHOLE and part.tag == "DT" and part.role == "pobj" and ends


def _means_whoever_is_asked_for(question: str, part: Part) -> bool:
    """`Which company ousted its chief`, `How many people lost their homes`; not `Who owns it`.

    "Who wrote her speeches" is more likely of her of whom was spoken: the question is short.
    """
    form, frame = part.text.casefold(), frame_of(question)
    if part.tag == "PRP$" and len(question.split()) > LONGEST_LEANING:
        return True
    had = frame is not None and part.tag == "PRP$" and frame.helper in HAVING
    if frame is None or (frame.subject and not had) or _is_object(part):
        return False
    wanted = asked_for(frame.asked_noun)
    if wanted is None:
        who = frame.asked.casefold().startswith("who") and form in {*GENDERS, *MANY}
        return who and len(question.split()) > SHORT
    if form in GENDERS:
        return wanted.sort not in {Sort.GROUP, Sort.PLACE} and not wanted.plural
    if form in MANY:
        return wanted.plural or wanted.sort is Sort.GROUP
    return form in ONE and not wanted.plural and wanted.sort is not Sort.PERSON


def _is_object(part: Part) -> bool:
    return part.role in {"dobj", "pobj", "dative", "iobj"} and part.tag == "PRP"


def _bound(
    found: tuple[Part, ...], row: int, own: tuple[Mention, ...], talk: Talk
) -> Mention | None:
    """Who stands before the pronoun in the question itself and may be meant by it."""
    part = found[row]
    for mention in reversed([m for m in own if m.end <= part.start]):
        if not _may_stand_for(part, with_gender(mention, talk.genders), talk):
            continue
        if (
            _is_object(part)
            and mention.subject
            and _verb_of(found, row) == _verb_at(found, mention)
        ):
            continue  # "did the union accept it": not itself
        if part.text.casefold() in WHOLE | {"there", "then"}:
            continue
        return mention
    return None


def _verb_of(found: tuple[Part, ...], row: int) -> int:
    """The verb that a word depends on, past prepositions and nouns."""
    above = found[row].head
    for _ in range(6):
        if found[above].tag.startswith("VB") or found[above].head == above:
            return above
        above = found[above].head
    return above


def _verb_at(found: tuple[Part, ...], mention: Mention) -> int:
    inside = [r for r, p in enumerate(found) if mention.start <= p.start < mention.end]
    outer = [r for r in inside if found[r].head not in inside]
    return _verb_of(found, outer[0]) if outer else -1


def _may_stand_for(part: Part, mention: Mention, talk: Talk) -> bool:
    """The same within one question, where a name that nobody knows may be anybody's."""
    word = mention.text.split()[-1].casefold()
    gender = GENDERS.get(part.text.casefold(), "")
    unsure = mention.sort is not Sort.PLACE if gender else word not in talk.sorts
    if not mention.named or mention.sort is Sort.TIME or not unsure:
        return _may_mean(part, mention)
    return (mention.gender in {"", gender} and not mention.plural) or _may_mean(part, mention)


def _may_mean(part: Part, mention: Mention) -> bool:
    form = part.text.casefold()
    if form in GENDERS:
        return agreeing(mention, GENDERS[form])
    if form in MANY:
        return mention.plural or mention.sort is Sort.GROUP
    if form in ONE | WHOLE:
        return not mention.plural and mention.sort in {Sort.THING, Sort.GROUP, Sort.PLACE}
    return False


def _learn(mention: Mention, part: Part, talk: Talk) -> None:
    gender = GENDERS.get(part.text.casefold())
    if gender and mention.sort in {Sort.PERSON, Sort.UNKNOWN}:
        talk.genders[mention.text.split()[-1].casefold()] = gender


def _written(
    part: Part, found: tuple[Part, ...], row: int, talk: Talk, used: set[str]
) -> tuple[str, str] | None:
    """Whom or what a pronoun means, and how it is written in its place."""
    form = part.text.casefold()
    if form == "then":
        when = next((w for t in reversed(talk.turns) if (w := time_phrase(t.question))), None)
        return (when.text, when.text) if when else None
    if form == "there":
        return _place(found, row, talk)
    if event := _event(part, found, talk):
        return event, event
    for mention in _candidates(talk):
        taken = mention.text in talk.passed or any(mention.text in name for name in used)
        if not taken and _may_mean(part, mention):
            _learn(mention, part, talk)
            talk.meant.append(mention.text)
            possessive = part.tag == "PRP$"
            return mention.text, f"{mention.text}’s" if possessive else _said(mention, talk)
    return None


def _said(mention: Mention, talk: Talk) -> str:
    """A thing with what an earlier question says more of it: "the bill" for the wedding."""
    if mention.named or mention.plural or not mention.text.startswith("the "):
        return mention.text
    whole = (in_full(mention.text, turn) for turn in reversed(talk.turns))
    return next((text for text in whole if text != mention.text), mention.text)


def _event(part: Part, found: tuple[Part, ...], talk: Talk) -> str | None:
    """`about it` where the last question names no thing: what it asks about as a whole."""
    form = part.text.casefold()
    if form not in {"it", "that", "this"} or part.role != "pobj":
        return None
    last = talk.turns[-1]
    if last.frame is None or found[part.head].text.casefold() not in {"about", "of", "to", "on"}:
        return None
    if form == "it" and any(m.sort is Sort.THING for m in talk.asked_about(last)):
        return None
    return last.frame.event


def _place(found: tuple[Part, ...], row: int, talk: Talk) -> tuple[str, str] | None:
    for mention in _candidates(talk):
        at = mention.preposition in {"in", "at"}
        inside = at and mention.sort in {Sort.THING, Sort.GROUP} and mention.text.startswith("the ")
        if mention.sort is Sort.PLACE or inside:
            going = found[_verb_of(found, row)].lemma in GOING
            before = "to" if going else mention.preposition if at else "in"
            return mention.text, f"{before} {mention.text}"
    return None


def _candidates(talk: Talk) -> Iterator[Mention]:
    """Whoever and whatever was spoken of: the latest question first, after all of them answers."""
    for turn in reversed(talk.turns):
        for mention in talk.asked_about(turn):
            yield with_gender(mention, talk.genders)
    for turn in reversed(talk.turns):
        told = [with_gender(m, talk.genders) for m in talk.told_of(turn)]
        yield from (m for m in told if not _has_rivals(m, told))


def _has_rivals(mention: Mention, told: list[Mention]) -> bool:
    """Whether an answer names several of its kind, so that nobody can tell which is meant."""
    return any(
        m.sort is mention.sort and m.plural == mention.plural
        and m.text.split()[-1] != mention.text.split()[-1]
        and m.gender == mention.gender
        for m in told
    )  # fmt: skip
