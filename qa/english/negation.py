"""Whether one text affirms what another denies: polarity, clause by clause. Names no verdict."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.english.events import denies
from qa.english.grammar import parse
from qa.english.normal_form import NEGATIONS, fold, stem, stems, words
from qa.english.semantic_roles import LIGHT, heads_of, same_event
from qa.english.verb_kin import kin_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.english.grammar import Clause

ALIKE = 0.8  # of the statement's content words, from which two sentences tell the same
AT_ONCE = stems("immediate immediately")
SHARED = 3  # content words, from which a sentence that denies something bears on the statement
DENIES = "The source denies what the statement says of “{}”."
AFFIRMS = "The source says it; the statement denies it: “{}”."
# "Trump answered no", and “Yes, there will be.”
_ANSWERED = re.compile(
    r"\b(?:answer|repl|respond|sa(?:id|ys?)\b)\w*(?: with)?(?: a)?,? [\"']?(?P<answer>yes|no)[\"']?"
    r"(?=\Z|[.,;!?]| (?:and|but|when|to)\b)"
)
_SPOKEN = re.compile(r"(?<!\w)[\"'](?P<answer>yes|yeah|yep|no|nope|nah)\b")


@dataclass(frozen=True, slots=True)
class Polarity:
    """What a comparison found: whether anything could be compared, and what speaks against it."""

    compared: bool
    objection: str | None = None


def compare_polarity(statement: str, evidence: Sequence[str]) -> Polarity:
    """Whether the evidence denies what the statement affirms, or the other way round.

    Clauses are compared that have one verb and something in common that takes part in it, or verbs
    that may tell the same between the same two; where there are none, whole sentences that are
    nearly the same.
    """
    if _only_at_once(statement, evidence):
        return _differs("The source says only that it was not done immediately.")
    if (other := _other_answer(statement, evidence)) is not None:
        return _differs(f"The answer in the source is “{other}”.")
    told = [clause for text in evidence for clause in parse(text)]
    compared = False
    for clause in parse(statement):
        same = [other for other in told if same_event(clause, other)]
        compared = compared or bool(same)
        same = same or [other for other in told if _is_kin(clause, other)]
        if same and all(other.negated != clause.negated for other in same):
            return _differs((AFFIRMS if clause.negated else DENIES).format(clause.verb))
    if not compared:
        alike = [text for text in evidence if _alike(statement, text)]
        compared = bool(alike)
        if alike and all(denials(text) % 2 != denials(statement) % 2 for text in alike):
            return _differs("One of the two says “not”, the other does not.")
    return Polarity(compared=compared)


def _differs(objection: str) -> Polarity:
    return Polarity(compared=True, objection=objection)


def _is_kin(clause: Clause, other: Clause) -> bool:
    """Whether verbs that may tell the same ("back", "support") have the same on both sides."""
    if stem(clause.verb) in LIGHT or stem(other.verb) not in kin_of(clause.verb) - LIGHT:
        return False
    sides = ((clause.subjects, other.subjects), (clause.objects, other.objects))
    return all(heads_of(here) & heads_of(there) for here, there in sides)


def _other_answer(statement: str, evidence: Sequence[str]) -> str | None:
    """The answer that is quoted in the source where the statement gives the other one."""
    given = _ANSWERED.search(fold(statement))
    told = [found["answer"] for text in evidence for found in _SPOKEN.finditer(fold(text))]
    if given is None or any(given["answer"][0] == other[0] for other in told):
        return None
    return told[0] if told else None


def _only_at_once(statement: str, evidence: Sequence[str]) -> bool:
    """`did not reply` of "did not immediately reply": who asks today may have had a reply since."""
    said = stems(statement)
    if not denies(statement) or said & AT_ONCE:
        return False
    told = [t for text in evidence if denies(text) and len((t := stems(text)) & said) >= SHARED]
    return bool(told) and all(t & AT_ONCE for t in told)


def _alike(statement: str, text: str) -> bool:
    """Whether both have most of each other's words: a longer text may deny something else."""
    said, told = stems(statement), stems(text)
    shared = len(said & told)
    return bool(said) and shared >= ALIKE * len(said) and shared >= ALIKE * len(told)


def denials(text: str) -> int:
    """How many words of a text deny something."""
    return sum(word.form in NEGATIONS or word.form.endswith("n't") for word in words(text))
