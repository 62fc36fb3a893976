"""Which verbs of a sentence hold only under a condition: "if the council agrees, it will close".

Knows nothing of claims.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.english.grammar import parts_of_speech
from qa.english.normal_form import stem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.english.grammar import Part

_MARKS = frozenset({"if", "unless", "provided"})
_INVERTED = frozenset({"should", "were", "had"})  # "Should the strike go on, ..."
_ALL_THE_SAME = frozenset({"even", "as"})  # "even if it rains", "as if it rained"
_VERBS = ("VB", "MD")


def conditional_verbs(text: str) -> frozenset[str]:
    """The stems of its verbs that hold under a condition; none without the parser."""
    parts = parts_of_speech(text)
    held = {parts[row].head for row in range(len(parts)) if _is_condition(parts, row)}
    held |= {row for row, part in enumerate(parts) if part.role == "conj" and part.head in held}
    return frozenset(stem(parts[row].lemma) for row in held if parts[row].tag.startswith(_VERBS))


def unconditional_verbs(text: str) -> frozenset[str]:
    """The stems of its other verbs."""
    parts = parts_of_speech(text)
    verbs = {stem(part.lemma) for part in parts if part.tag.startswith("VB")}
    return frozenset(verbs) - conditional_verbs(text)


def _is_condition(parts: Sequence[Part], row: int) -> bool:
    """Whether a word is the verb of a clause that names a condition for another one."""
    if parts[row].role != "advcl":
        return False
    below = [n for n, part in enumerate(parts) if part.head == row and n != row]
    marks = [n for n in below if parts[n].role == "mark" and parts[n].lemma in _MARKS]
    if marks:
        before = parts[marks[0] - 1].text.casefold() if marks[0] else ""
        return before not in _ALL_THE_SAME
    first = min([row, *below])
    opens = first == 0 or not parts[first - 1].text[-1:].isalnum()
    return (
        opens
        and parts[first].role in {"aux", "auxpass"}
        and (parts[first].text.casefold() in _INVERTED)
    )
