"""Whether a sentence behind the best one answers, too. Rules on words, no model.

A reader that ranks a second sentence close behind the first is right about it in half of the cases.
Knows nothing of ranks.
"""

from __future__ import annotations

import re

from qa.english.grammar import ASKING, parts_of_speech
from qa.english.name_forms import names_in
from qa.english.normal_form import stems
from qa.english.semantic_roles import asks_for_partaker, tells_verb

FACT = re.compile(
    r"\s*(?:(?:to|from|with|for|against|of|by|about|on|in|at|until|since) )?"
    r"(?:whom?|whose|where|when|which|how (?:many|much|long|old|far|often|big|large|high|tall))\b",
    re.IGNORECASE,
)
SAME_NAMES = 2  # that are new to the question: a list, told again


def answers_too(question: str, best: str, answer: str, other: str) -> bool:
    """Whether `other` gives what `best` does, or may add to it; `answer` is the best's short one.

    Behind a sentence that tells the deed asked for only one that tells it, too. Of a question that
    one name, place, time or number answers, only one that has half of the words of that answer, or
    names that the best sentence has. Of 54 sentences close behind a right one (news questions kept
    for tuning) 33 of 35 with those words are right, and 2 of 19 others.
    """
    if not keeps_deed(question, best, other):
        return False
    if not answer or not asks_for_fact(question):
        return True
    asked = stems(question)
    wanted = stems(answer) - asked
    if wanted and 2 * len(wanted & stems(other)) >= len(wanted):
        return True
    return len((_names(best) - asked) & _names(other)) >= SAME_NAMES


def keeps_deed(question: str, best: str, other: str) -> bool:
    """Whether `other` tells the deed asked for, where somebody's part in it is and `best` does."""
    if not (asks_for_partaker(question) and tells_verb(question, best)):
        return True
    return tells_verb(question, other)


def asks_for_fact(question: str) -> bool:
    """Whether one name, place, time or number answers: `who`, `when`, `which city`, `what city`."""
    if FACT.match(question):
        return True
    parts = parts_of_speech(question)
    return any(p.tag in ASKING and p.role == "det" for p in parts[:2])


def _names(text: str) -> frozenset[str]:
    return stems(" ".join(form for name in names_in(f"So {text}") for form in name))
