"""Of whom a relative clause tells, where the sentence leaves it open.

"The bridge over the Orn, which has been closed": the bridge, though the river stands next to it. A
parser takes what stands next; nobody knows it from the grammar.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.english.grammar import parse, parts_of_speech
from qa.english.normal_form import fold, stem, stems
from qa.english.offices import OFFICE_NOUNS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.english.grammar import Clause, Part

NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
PLURAL = frozenset({"NNS", "NNPS"})
PEOPLE = OFFICE_NOUNS | frozenset(
    """mother father parent son daughter child wife husband widow brother sister uncle aunt cousin
    friend colleague neighbour neighbor ally rival partner lawyer attorney spokesman spokeswoman
    spokesperson man woman boy girl owner author writer singer actor actress player doctor member
    founder brother victim suspect fan employee worker resident student teacher""".split()  # noqa: SIM905
)
# "The city of Kelm" is Kelm.
KINDS = frozenset(
    """city town village state province region county district island country republic kingdom
    nation month year day age title name company group""".split()  # noqa: SIM905
)
SINGULAR_VERBS = frozenset({"is", "was", "has", "does"})
PLURAL_VERBS = frozenset({"are", "were", "have", "do"})


@dataclass(frozen=True, slots=True)
class OpenClause:
    """A verb that is told of `nearest` or of `further`, each a folded noun."""

    verb: str
    nearest: str
    further: str


def told_of_another(statement: str, sentences: Sequence[str]) -> OpenClause | None:
    """The clause of a statement that may be told of something else than it says.

    Its verb is told of its subject by such a relative clause alone, and the statement does not
    name what else it may be told of. Of 2,836 claims by editors beside the evidence that they
    marked this fails two: a true one and its false counterpart.
    """
    opened = [clause for sentence in sentences for clause in open_clauses(sentence)]
    if not opened:
        return None
    named = stems(statement)
    plain = [c for sentence in sentences for c in parse(sentence) if not c.asked]
    for clause in parse(statement):
        for each in opened:
            told = _tells(clause, each) and stem(each.further) not in named
            if told and not any(_tells(c, each) for c in plain):
                return each
    return None


def _tells(clause: Clause, each: OpenClause) -> bool:
    heads = {stem(phrase.head) for phrase in clause.phrases}
    return stem(each.verb) == stem(clause.verb) and stem(each.nearest) in heads


def open_clauses(sentence: str) -> list[OpenClause]:
    """The relative clauses behind a comma that two nouns before it may have."""
    if ", w" not in sentence:
        return []
    parts = parts_of_speech(sentence)
    found = (_open_clause(parts, row) for row, part in enumerate(parts) if part.role == "relcl")
    return [clause for clause in found if clause is not None]


def _open_clause(parts: Sequence[Part], verb: int) -> OpenClause | None:
    pronoun = next(
        (
            row
            for row, part in enumerate(parts)
            if part.head == verb and part.tag in {"WDT", "WP"} and part.role.startswith("nsubj")
        ),
        None,
    )
    nearest = parts[verb].head
    if pronoun is None or pronoun == 0 or parts[pronoun - 1].text != ",":
        return None
    further = _holder(parts, nearest)
    if further is None or not _fits(parts, further, pronoun, verb):
        return None
    return OpenClause(parts[verb].lemma, fold(parts[nearest].text), fold(parts[further].text))


def _holder(parts: Sequence[Part], noun: int) -> int | None:
    """The noun that a phrase with this one belongs to: of "the bridge over the Orn" the bridge."""
    between = parts[noun].head
    if parts[noun].role != "pobj" or parts[between].role != "prep":
        return None
    holder = parts[between].head
    if parts[holder].tag not in NOUNS or holder > noun:
        return None
    return None if parts[between].text == "of" and parts[holder].lemma in KINDS else holder


def _fits(parts: Sequence[Part], noun: int, pronoun: int, verb: int) -> bool:
    """Whether a noun may be what the pronoun stands for: a person or not, one or several."""
    is_person = fold(parts[noun].lemma) in PEOPLE
    if is_person != (fold(parts[pronoun].text) == "who"):
        return False
    helped = [fold(p.text) for p in parts[pronoun + 1 : verb + 1]]
    tags = {p.tag for p in parts[pronoun + 1 : verb + 1]}
    one = "VBZ" in tags or any(word in SINGULAR_VERBS for word in helped)
    several = "VBP" in tags or any(word in PLURAL_VERBS for word in helped)
    return not (one if parts[noun].tag in PLURAL else several)
