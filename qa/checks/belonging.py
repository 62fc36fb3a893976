"""Whose or of which country a thing is stays as in the source: "Ukrainian troops"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.english.grammar import parts_of_speech
from qa.english.name_forms import is_named, same_name
from qa.english.normal_form import fold, stem, words
from qa.english.parser import is_installed
from qa.finding import failed, not_applicable, passed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.english.grammar import Part
    from qa.statement import CheckResult

NAME = "belonging"
NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
NAMES = frozenset({"NNP", "NNPS"})


@dataclass(frozen=True, slots=True)
class _Owned:
    thing: str  # stem
    shown: str
    owners: tuple[str, ...]  # folded words


def check_belonging(statement: str, evidence: Sequence[str]) -> CheckResult:
    """No thing is given to another owner or country than everywhere in the source.

    "Norwegian ships" are not told by "Danish ships" beside "Norway protested". Only where the
    source names both, and never has the thing without an owner. Of 4,020 sentences that people
    labelled six fail here, of which they call one supported.
    """
    if not is_installed():
        return not_applicable(NAME, "No parser is installed: byline doctor says how to get it.")
    told = [owned for text in evidence for owned in _owned(text)]
    known = [word.form for text in evidence for word in words(text)]
    whole = " ".join(map(fold, evidence))
    said = [owned for owned in _owned(statement) if owned.owners]
    if not said:
        return not_applicable(NAME, "The statement names no owner and no country of a thing.")
    for claimed in said:
        others = [owned for owned in told if owned.thing == claimed.thing]
        if (
            others
            and all(o.owners and not _alike(claimed.owners, o.owners, whole) for o in others)
            and all(is_named(owner, known, whole) for owner in claimed.owners)
        ):
            here, there = (" ".join(each.owners).title() for each in (claimed, others[0]))
            return failed(
                NAME, f"The source says “{claimed.shown}” of “{there}”, the statement of “{here}”."
            )
    return passed(NAME, "Nothing is given to another owner or country.")


def _owned(text: str) -> list[_Owned]:
    """Every noun with the names that stand before it as its owners or its country."""
    parts = parts_of_speech(text)
    found = []
    for row, part in enumerate(parts):
        if part.tag not in NOUNS:
            continue
        # In "Danish foreign minister Holm" the name at the end has what belongs to the minister.
        tops = {row, part.head} if part.role in {"compound", "nmod"} else {row}
        owners = [
            fold(p.text)
            for n, p in enumerate(parts)
            if p.head in tops and n not in tops and _is_owner(p, opens=n == 0)
        ]
        found.append(_Owned(stem(fold(part.lemma)), part.text, tuple(owners)))
    return found


def _is_owner(part: Part, *, opens: bool) -> bool:
    if not part.text[:1].isupper():
        return False
    if part.tag == "JJ":
        return part.role in {"amod", "compound"}
    return part.tag in NAMES and not opens and part.role in {"poss", "amod"}


def _alike(one: Sequence[str], other: Sequence[str], whole: str) -> bool:
    """Whether both name the same, or stand together as one name somewhere: "Lena Ortiz"."""
    pairs = ((a, b) for a in one for b in other)
    return same_name(one, other) or any(
        f"{a} {b}" in whole or f"{b} {a}" in whole for a, b in pairs
    )
