"""A question that goes back to something named earlier: "back to the bridge: who paid for it?"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from qa.english.mentions import Sort, mentions
from qa.english.normal_form import stems
from qa.question.dialogue import Turn, in_full
from qa.question.pronouns import with_names
from qa.question.question_frames import frame_of
from qa.question.substitution import instead

if TYPE_CHECKING:
    from qa.question.dialogue import Talk

SHORT = 2  # words of "how much", asked of what was named before it
_PRONOUN = re.compile(r"he|him|she|her|it|they|them|that|this|those|these", re.I)
IN = frozenset({Sort.PLACE, Sort.TIME})


def asked_of_earlier(topic: str, asked: str, talk: Talk) -> str | None:
    """What is asked, of the topic as an earlier question names it; None where none does."""
    turn = _turn_about(topic, talk)
    whole = topic if _PRONOUN.fullmatch(topic) else _in_full(topic, turn, talk)
    if len(asked.split()) <= SHORT and not frame_of(asked):
        return instead(whole, talk.turns[-1], talk)
    spoken_of = Turn.of(_question_for(whole, talk), "")
    spoken = [] if whole is topic and _PRONOUN.fullmatch(topic) else [spoken_of]
    before = replace_turns(talk, [t for t in talk.turns if t is not turn] + [turn, *spoken])
    if not asked.endswith("?"):
        asked = f"{asked}?"
    named = with_names(asked, before)
    if named is not None and stems(whole) & stems(named):
        return named
    if stems(whole) <= stems(asked):
        return asked[:1].upper() + asked[1:]
    told = (named or asked).rstrip("?")
    found = mentions(f"They spoke about {whole}.", talk.sorts)
    preposition = "in" if found and found[0].sort in IN else "of"
    return f"{told[:1].upper()}{told[1:]} {preposition} {whole}?"


def replace_turns(talk: Talk, turns: list[Turn]) -> Talk:
    """The talk with other turns; what was learnt of its names is kept."""
    return replace(talk, turns=turns)


def _turn_about(topic: str, talk: Talk) -> Turn:
    """The latest question with a word of the topic, else such an answer, else the last turn."""
    wanted = stems(topic)
    if not wanted:
        return talk.turns[-1]
    for texts in (lambda t: t.question, lambda t: " ".join(t.statements)):
        scored = [(len(wanted & stems(texts(t))), row) for row, t in enumerate(talk.turns)]
        best, row = max(scored)
        if best:
            return talk.turns[row]
    return talk.turns[-1]


def _in_full(topic: str, turn: Turn, talk: Talk) -> str:
    """`the bill for the wedding` of "the bill": as the earlier question names it."""
    wanted = stems(topic)
    text = turn.frame.statement if turn.frame else turn.question
    found = [m for m in mentions(text, talk.sorts) if wanted and wanted <= stems(m.text)]
    named = [m for m in found if m.named]
    if not found:
        return topic
    best = max(named or found, key=lambda m: len(m.text) if not m.named else -len(m.text))
    return best.text if best.named else in_full(best.text, turn)


def _question_for(whole: str, talk: Talk) -> str:
    found = mentions(f"They spoke about {whole}.", talk.sorts)
    person = bool(found) and found[0].sort is Sort.PERSON
    question = f"{'Who' if person else 'What'} is {whole}?"
    return question if frame_of(question) else f"What about {whole}?"
