"""Turns that speak of the talk itself: "are you sure?", "tell me more", "no, I meant", "back to".

Recognised by their form; what they mean is made of the question they speak of.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from qa.question.question_frames import OPENING, frame_of


class Move(StrEnum):
    """What a turn does with the one before."""

    SURE = "sure"  # asks whether the answer holds
    MORE = "more"  # asks for more on it
    SHORTER = "shorter"  # wants it told in one sentence
    QUOTED = "quoted"  # wants it in the article's own words
    MEANT = "meant"  # names what was meant instead
    BACK = "back"  # goes back to something named earlier


@dataclass(frozen=True, slots=True)
class Moved:
    """A move; what it names, and what is asked of that."""

    move: Move
    topic: str = ""
    asked: str = ""


# What a move that speaks of the last answer is written as, before the question it speaks of.
LEADS = {
    Move.SURE: "Are you sure",
    Move.MORE: "Tell me more",
    Move.SHORTER: "Shorter",
    Move.QUOTED: "In the article’s words",
}
_PLEASE = ",? (?:please|pls|plz)"
_OPENING = r"(?:(?:ok|okay|and|so|well|right|yes|hm+|no|wait|oh|please|but|thanks)\b[,.!]* )*"
_THAT = r"(?: (?:about|of|on) (?:that|this|it))?"
_SURE = re.compile(
    rf"{_OPENING}(?:(?:(?:(?:are )?(?:you|u)|you[’']re|is (?:that|it|this)) )?"
    rf"(?:really |quite |absolutely )?(?:sure|certain|positive){_THAT}"
    r"|really|is (?:that|it|this) (?:right|true|correct|so))(?:[,?!. ]+(?:really|sure|certain))*",
    re.I,
)
_MORE = re.compile(
    rf"{_OPENING}(?:(?:go on|carry on|continue)(?:,? (?:and )?)?)?"
    r"(?:(?:(?:can|could) you )?(?:tell|give|show) me (?:some |a bit |a little )?more"
    r"(?: details?)?|(?:any|some)? ?more details?|more|anything more|say more|go on|elaborate)"
    rf"(?: (?:about|on|of) (?P<topic>.+?))?(?: then|{_PLEASE})*",
    re.I,
)
_TELL_IT = rf"{_OPENING}(?:(?:can|could|would) you )?(?:(?:make|say|tell|put) (?:it|that|me)? ?)?"
_SHORTER = re.compile(
    rf"{_TELL_IT}(?:a bit |much )?(?:shorter|briefly|in short|in (?:one|a) sentence|in brief"
    rf"|tl;?dr)(?:{_PLEASE})?",
    re.I,
)
_QUOTED = re.compile(
    rf"{_TELL_IT}(?:in (?:the|its|their) (?:article|paper|author|outlet|source)?(?:[’']?s?[’']?)?"
    r" ?(?:own |exact )?words|word for word|verbatim|quote (?:it|that|the article))"
    rf"(?:{_PLEASE})?|{_OPENING}(?:who|which (?:article|paper|outlet)) (?:says?|said) "
    r"(?:so|that|it|this)|says who|according to whom?|(?:what(?:[’']?s| is) (?:the|your) )?source"
    r"|where does it say (?:so|that|this)|where did you (?:get|read|find) (?:that|this|it)",
    re.I,
)
_MEANT = re.compile(
    r"(?:(?:no|nope|sorry|oh|oops|wait|actually|not that|well|and)\b[,.!]* )*"
    r"(?:not [^,.]{1,40}[,.] )?"
    r"(?:i (?:just |actually )?(?:meant?|wanted|said)|meant?|make that|i was asking about)"
    r"(?: just)?,? (?P<topic>.+?)(?:,? (?:sorry|i mean|please))?",
    re.I,
)
_WRONG_ONE = re.compile(
    r"(?:no|nope|sorry|oops|not that)[,.!]+ (?:(?:the )?wrong (?:one|\w+)[,.!]* )?"
    r"(?P<topic>[\w’'-]+(?: [\w’'-]+){0,3})"
    r"|(?P<other>[\w’'-]+(?: [\w’'-]+){0,3}),? same (?:question|thing)",
    re.I,
)
_BACK = re.compile(
    rf"{_OPENING}(?:(?:(?:let(?:[’']s| us) |can we |to )?(?:go|get|come|turn|return|going|getting"
    r"|coming|turning|returning) )?back to|return(?:ing)? to|to return to)"
    r" (?P<topic>[^,:;]{1,60}?)(?: again)?(?:[,:;]| -)+ (?P<asked>.+)",
    re.I,
)
_AGAIN_OF = re.compile(
    rf"{_OPENING}(?P<topic>the [^,:;?]{{1,40}}|[A-Z][^,:;?]{{1,40}}) again[,:] (?P<asked>.+)", re.I
)
_ASKED_OF = re.compile(
    r"(?P<topic>[^,:;]{1,60})[,:;] (?P<asked>(?:who|what|when|where|why|how|which|did|does|is|was"
    r"|are|were|has|have|will|can)\b.+)",
    re.I,
)


def read_move(question: str) -> Moved | None:
    """The move that a turn makes; None for a question of its own."""
    bare = " ".join(question.split()).rstrip(" ?.!…")
    readers = (_of_last_answer, _goes_back, _meant_instead)
    return next((moved for read in readers if (moved := read(bare))), None)


def _of_last_answer(bare: str) -> Moved | None:
    if _SURE.fullmatch(bare):
        return Moved(Move.SURE)
    if _SHORTER.fullmatch(bare):
        return Moved(Move.SHORTER)
    if _QUOTED.fullmatch(bare):
        return Moved(Move.QUOTED)
    if found := _MORE.fullmatch(bare):
        topic = (found["topic"] or "").strip()
        return Moved(Move.MORE, "" if topic.casefold() in {"that", "this", "it", "them"} else topic)
    return None


def _goes_back(bare: str) -> Moved | None:
    found = _BACK.fullmatch(bare) or _AGAIN_OF.fullmatch(bare)
    if found is None and (opening := OPENING.match(bare)):
        found = _ASKED_OF.fullmatch(bare[opening.end() :])
    return Moved(Move.BACK, found["topic"], found["asked"]) if found else None


def _meant_instead(bare: str) -> Moved | None:
    if found := _MEANT.fullmatch(bare):
        if asked := _ASKED_OF.fullmatch(found["topic"]):
            return Moved(Move.BACK, asked["topic"], asked["asked"])
        return Moved(Move.MEANT, found["topic"])
    if (found := _WRONG_ONE.fullmatch(bare)) and not frame_of(bare):
        return Moved(Move.MEANT, found["topic"] or found["other"])
    return None


def of_last_answer(question: str) -> Move | None:
    """The move of a turn that speaks of the last answer and names nothing; None for any other."""
    moved = read_move(question)
    return moved.move if moved and moved.move in LEADS and not moved.topic else None


def asked_again(move: Move, question: str) -> str:
    """What the move asks of a question that stands alone: that question, and what for."""
    return f"{LEADS[move]}: {asked_before(question)}"


def asked_before(question: str) -> str:
    """The question inside "Are you sure: ..." and its like, else the question."""
    found = wanted(question)
    return question if found is None else question[len(LEADS[found]) + 2 :]


def wanted(question: str) -> Move | None:
    """The move by which a question is asked again, as `asked_again` writes it."""
    return next((m for m, lead in LEADS.items() if question.startswith(f"{lead}: ")), None)
