"""Questions that leave out what the one before has said: "why?", "and Turkey?", "who else?"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from qa.english.grammar import parts_of_speech
from qa.english.mentions import Mention, Sort, asked_for
from qa.english.speaking import SPEAKING
from qa.question.question_frames import (
    BEING,
    PREPOSITIONS,
    bare_question,
    frame_of,
    past,
    with_subject,
)
from qa.question.substitution import STRANDED, TAIL, about_another, topic_of

if TYPE_CHECKING:
    from qa.question.dialogue import Talk, Turn
    from qa.question.question_frames import Frame

_PREPOSITION = "|".join(sorted(PREPOSITIONS))
_NOUN = r"[\w’'-]+"
HOW = (
    r"(?:(?:since |until |from )?(?:when|where)|(?:what|which) (?:time|day|date|month|year)"
    r"|why(?: not)?|what for|how(?: long| often| soon)?"
    r"|for how long|(?:when|where|why|how) and (?:when|where|why|how)"
    rf"|(?:{_PREPOSITION}) (?:(?:whom?|what)|(?:which|what) {_NOUN}))"
)
# "Why was that?", "when did it happen?": of the whole event.
_OF_EVENT = (
    r"(?: (?:was|is|were|are|did|has|will) (?P<of>that|this|it)(?: happen(?:ed)?| occur(?:red)?"
    r"| take place| be| so)?| so)?"
)
HOW_ALONE = re.compile(rf"(?P<how>{HOW})(?: exactly| precisely)?{_OF_EVENT}", re.I)
WHO_ALONE = re.compile(
    rf"(?P<who>(?:whom?|what|which|how many|how much|(?:which|how many|what) (?P<noun>{_NOUN}))"
    r"(?: else)?)(?: of (?:them|these|those))?(?: exactly)?",
    re.I,
)
HOW_MANY_ALONE = re.compile(rf"how (?:many|much) (?P<noun>{_NOUN})", re.I)
OTHERS = re.compile(
    r"(?:(?:was|were|is) there |did )?(?P<any>any(?:one|body|thing) else|any others|others)",
    re.I,
)


def completed(question: str, talk: Talk) -> str | None:
    """The question with what the last one had; None where it leaves nothing out."""
    last = talk.turns[-1]
    bare = TAIL.sub("", bare_question(question))
    if found := HOW_ALONE.fullmatch(bare):
        of_it = (found["of"] or "").casefold() == "it"
        return _asked_how(found["how"], last, talk, of_it=of_it)
    if (again := _same_verb(bare, last)) is not None:
        return _asked_how(again, last, talk)
    if OTHERS.fullmatch(bare):
        return _asked_who("Who else" if "one" in bare or "body" in bare else "What else", last)
    found = WHO_ALONE.fullmatch(bare)
    if found and (found["noun"] is None or _is_noun(found["noun"])):
        return _asked_who(found["who"].removesuffix(" ones").removesuffix(" one"), last)
    if (found := HOW_MANY_ALONE.fullmatch(bare)) and _is_noun(found["noun"]):
        topic = topic_of(last, talk)
        helper = "do" if topic and topic.plural else "does"
        return f"{bare[:1].upper()}{bare[1:]} {helper} {topic.text} have?" if topic else None
    return about_another(question, bare, last, talk)


def _same_verb(bare: str, last: Turn) -> str | None:
    """The question word of "why did she say that?" after a question for what she said."""
    frame = frame_of(bare)
    if frame is None or last.frame is None or not (frame.asked and frame.adverbial):
        return None
    leans = frame.rest.casefold() in {"that", "so", "this", "it"}
    pronoun = frame.subject.casefold() in {"he", "she", "they", "it", "you"}
    same = frame.lemma == last.frame.lemma or (frame.lemma == "do" and bool(last.frame.verb))
    return frame.asked if leans and pronoun and same else None


def _asked_how(how: str, last: Turn, talk: Talk, *, of_it: bool = False) -> str | None:
    """The last question with another question word; a person or thing it asked for is filled in."""
    frame = last.frame
    how = "For what" if how.casefold() == "what for" else how
    if frame is None or (of_it and how.casefold() == "where" and _has_thing(talk)):
        return None
    if how.casefold() == "why not":
        frame, how = replace(frame, subject=f"{frame.subject} not"), "Why"
    if not frame.subject:
        doing, plural = _who_did_it(frame, last, talk)
        return with_subject(frame, how, doing, plural=plural).text
    if frame.adverbial:
        copula_without_rest = not frame.verb and not frame.rest
        return None if copula_without_rest else replace(frame, asked=how).text
    if not frame.verb:
        return None
    if how.casefold().startswith("about ") and frame.lemma in SPEAKING:
        return replace(frame, asked=how).text
    return replace(frame, asked=how, rest=_filled(frame, talk.answer_of(last))).text


def _has_thing(talk: Talk) -> bool:
    found = talk.asked_about(talk.turns[-1])
    return any(m.sort in {Sort.THING, Sort.PLACE, Sort.GROUP} and not m.plural for m in found)


def _who_did_it(frame: Frame, last: Turn, talk: Talk) -> tuple[str, bool]:
    """The name that answered "who", else a word that stands for whoever it was."""
    if answer := talk.answer_of(last):
        return answer.text, answer.plural
    if wanted := asked_for(frame.asked_noun):
        return wanted.text, wanted.plural
    return ("it", False) if frame.asked.casefold().startswith("what") else ("they", True)


def _filled(frame: Frame, answer: Mention | None) -> str:
    """What follows the verb, with something in the place of what was asked for."""
    wanted = f"the {frame.asked_noun}" if frame.asked_noun else "that"
    if not frame.asked_noun and frame.asked.casefold().startswith("who"):
        wanted = answer.text if answer else "them"
    last = parts_of_speech(frame.statement)[-2:-1]
    ends_in_verb = bool(frame.rest) and any(part.tag == "VB" for part in last)
    if STRANDED.fullmatch(frame.rest) or ends_in_verb:
        return f"{frame.rest} {wanted}"
    return f"{wanted} {frame.rest}".strip()


def _asked_who(who: str, last: Turn) -> str | None:
    """`Who else`, `how many`, `which countries` in the place of what was asked for."""
    frame = last.frame
    if frame is None:
        return None
    noun = frame.asked_noun
    if noun and who.casefold() in {"how many", "which", "what"}:
        who = f"{who} {noun}"
    if noun and who.casefold() in {"who else", "what else"}:
        who = f"Which other {noun}"
    if not frame.adverbial:
        return replace(frame, asked=who).text
    asks_doer = who.casefold().startswith(("who", "which", "how many"))
    if frame.verb and asks_doer and (not frame.asked or "else" in who.casefold()):
        return _whether_as_who(frame, who)
    return None


def _whether_as_who(frame: Frame, who: str) -> str | None:
    """`Who else` after "Did Turkey offer": the subject is asked for, of a passive the doer."""
    if frame.helper in BEING and frame.tag == "VBN" and "else" not in who.casefold():
        return replace(frame, asked=who, rest=f"{frame.rest} by".strip()).text
    if frame.helper == "did":
        return replace(frame, asked=who, helper="", subject="", verb=past(frame.lemma)).text
    return replace(frame, asked=who, subject="").text


def _is_noun(word: str) -> bool:
    """`countries` of "which countries?"; not `happened` of "what happened?"."""
    return parts_of_speech(f"They saw the {word}.")[3].tag.startswith("NN")
