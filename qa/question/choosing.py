"""Two readings of a follow-up, one by rule and one by a model: which is believed before the other.

Rules read "are you sure?", "tell me more" and "no, I meant Kim" better, the model everything else.
"""

from __future__ import annotations

import re

from qa.english.grammar import parts_of_speech
from qa.english.mentions import Sort, mentions
from qa.english.normal_form import FUNCTION_WORDS, stem, stems, words
from qa.question.dialogue_moves import Move, read_move
from qa.question.question_frames import PREPOSITIONS, frame_of

_PERSON = re.compile(r"\b(?:he|him|his|she|her|hers)\b", re.IGNORECASE)
_PIECE = re.compile(rf"(?:{'|'.join(sorted(PREPOSITIONS))}|wh\w+|how) ", re.IGNORECASE)
_TWICE = re.compile(r"\b(\w+(?: \w+)*)(?:[’']s| (?:and|or)) \1\b", re.IGNORECASE)
_PIECES = re.compile(
    r"\A(?i:ok(?:ay)?|well|also|sorry|wait)\b|[?] \S|[a-z]{3}[.!] [A-Z]"
    r"|\w(?<!\bthe) (?:What|When|Where|Why|How|Which)\b"
)
_VERBS = frozenset({"VB", "VBD", "VBP", "VBZ", "MD"})


def in_order(question: str, by_rule: str | None, by_model: str | None) -> tuple[str, ...]:
    """The readings that there are, each once, the likelier first."""
    model = by_model if by_model and fits(by_model, question) else None
    rule = by_rule if by_rule and is_whole(by_rule) else None
    read = (rule, model) if _read_by_rule(question) else (model, rule)
    return tuple(dict.fromkeys(each for each in read if each))


def is_whole(reading: str) -> bool:
    """Whether a reading by rule is one question, and no pieces of two that were typed together."""
    return _PIECES.search(reading) is None


def fits(reading: str, question: str) -> bool:
    """Whether a reading asks something, keeps the names that were typed, and a person is "he"."""
    if _PIECE.match(reading) and frame_of(reading) is None and not _has_verb(reading):
        return False
    if _says_twice(reading) and not _says_twice(question):
        return False  # "the union’s union"
    named = {
        stem(word.form)
        for word in words(question)[1:]
        if question[word.start].isupper() and word.form not in FUNCTION_WORDS
    }
    if not named <= stems(reading):
        return False
    if not _PERSON.search(question) or _PERSON.search(reading):
        return True
    said = stems(question)
    new = [m for m in mentions(reading) if m.named and not stems(m.text) <= said]
    return not new or any(m.sort in {Sort.PERSON, Sort.UNKNOWN} for m in new)


def _read_by_rule(question: str) -> bool:
    moved = read_move(question)
    return moved is not None and moved.move is not Move.BACK


def _says_twice(text: str) -> bool:
    """`the union’s union`, `Kim or Kim`, or three words again; not `Jimmy and Rosalynn Carter`."""
    told = [word.form for word in words(text)]
    threes = [tuple(told[at : at + 3]) for at in range(len(told) - 2)]
    return len(threes) > len(set(threes)) or _TWICE.search(text) is not None


def _has_verb(text: str) -> bool:
    return any(part.tag in _VERBS for part in parts_of_speech(text))
