"""A polite or indirect question as the plain one: "tell me who Otto is" asks "Who is Otto?".

What reads questions, and what guards against false premises, knows the plain form.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.english.grammar import PASSIVE_SUBJECTS, SUBJECTS, parts_of_speech
from qa.question.dialogue_moves import asked_before

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.english.grammar import Part

_POLITE = re.compile(
    r"\s*(?:(?:please|kindly|ok|okay|so|hi|hello)\b,? )*"
    r"(?:(?:can|could|would|will) you (?:please |kindly )?)?"
    r"(?:tell me|let me know|do you know|i (?:want|need) to know|i(?: would|['’]d) like to know)"
    r"(?: please)?,? (?=(?:who|whom|what|which|when|where|why|how|whether|if)\b)",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"(?P<asked>who|whom|what|when|where|why|whether|if"
    r"|how(?! many\b| much\b)(?: (?:old|long|far|big|large|high|tall|often|soon|likely))?)"
    r" (?P<told>.+)",
    re.IGNORECASE,
)
_HELPING = frozenset({"aux", "auxpass"})
_DOING = {"VBD": "did", "VBZ": "does", "VBP": "do"}  # by the tag of the verb


def plain_question(question: str) -> str:
    """The question itself where it is neither polite nor indirect."""
    question = asked_before(question)
    found = _POLITE.match(question)
    if found is None:
        return question
    asked = question[found.end() :].rstrip(" ?.!")
    turned = _ASKING.fullmatch(asked)
    if turned is not None:
        first = turned["asked"].lower()
        direct = _with_verb_first(turned["told"])
        asked = direct if first in {"whether", "if"} else f"{first} {direct}"
    return f"{asked[:1].upper()}{asked[1:]}?"


def _with_verb_first(told: str) -> str:
    """`the talks were held` as "were the talks held"; as it is where no subject stands first."""
    parts = parts_of_speech(told)
    root = next((n for n, part in enumerate(parts) if part.head == n), None)
    if root is None or not _has_subject_before(parts, root):
        return told
    verb = parts[root]
    helper = next((p for p in parts[:root] if p.head == root and p.role in _HELPING), None)
    if helper is None and verb.lemma == "be":
        helper = verb
    if helper is not None:
        return f"{helper.text.lower()} {_without(told, helper)}"
    if verb.tag not in _DOING:
        return told
    before, behind = told[: verb.start], told[verb.start + len(verb.text) :]
    return f"{_DOING[verb.tag]} {before}{verb.lemma}{behind}"


def _has_subject_before(parts: Sequence[Part], root: int) -> bool:
    subjects = SUBJECTS | PASSIVE_SUBJECTS
    return any(p.head == root and p.role in subjects for p in parts[:root])


def _without(told: str, part: Part) -> str:
    rest = told[: part.start] + told[part.start + len(part.text) :]
    return " ".join(rest.split())
