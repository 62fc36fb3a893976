"""Whether a name that only the question has stands where the source leaves one open.

`Graf opened the bridge` of "she opened the bridge", asked of Graf: the source means somebody whom
it does not name. `Hubble is far from Earth` of "Webb is far from Earth" puts one thing in the
place of another. Text rules; knows no article.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.english.grammar import SUBJECTS, parts_of_speech, under
from qa.english.normal_form import fold, stem
from qa.english.offices import OFFICE_NOUNS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.english.grammar import Part

_NAMES = frozenset({"NNP", "NNPS"})
_POINTING = frozenset(
    """the this that these those he she it they him her them his its their here there who whom
    which whose""".split()  # noqa: SIM905
)


def puts_name_for_another(written: str, source: str) -> bool:
    """Whether a name that the source lacks does or is what something else does or is there.

    It may stand for a pronoun, for "the mayor", and where the source has nobody in that part; a
    part behind a preposition must be there. Never without the parser.
    """
    own, told = parts_of_speech(written), parts_of_speech(source)
    known = list(_names(told).values())
    return any(
        not _is_left_open(own, row, told)
        for row, name in _names(own).items()
        if not any(name <= other or other <= name for other in known)
    )


def _names(parts: Sequence[Part]) -> dict[int, frozenset[str]]:
    """The folded words of each name, by the row of its last word: "Graf" is in "Lena Graf"."""
    return {
        row: frozenset(fold(parts[n].text) for n in under(parts, row) if parts[n].tag in _NAMES)
        for row, part in enumerate(parts)
        if part.tag in _NAMES and part.role != "compound"
    }


def _is_left_open(own: Sequence[Part], row: int, told: Sequence[Part]) -> bool:
    """Whether the source has no other name in the part that the name has."""
    part = own[row]
    over = own[part.head]
    if part.role in SUBJECTS:
        verb = stem(over.lemma)
        theirs = [
            n
            for n, other in enumerate(told)
            if other.role in SUBJECTS and stem(told[other.head].lemma) == verb
        ]
        return not theirs or any(_points(told, n) for n in theirs)
    if part.role == "pobj" and over.role == "prep":
        same = fold(over.text)
        theirs = [
            n
            for n, other in enumerate(told)
            if other.role == "pobj" and fold(told[other.head].text) == same
        ]
        return any(_points(told, n) for n in theirs) or any(
            fold(other.text) in {"here", "there", "where"} for other in told
        )
    return True


def _points(parts: Sequence[Part], row: int) -> bool:
    """Whether a noun phrase names nobody and means somebody known: "she", "the mayor"."""
    if parts[row].tag in _NAMES:
        return False
    phrase = {fold(parts[n].text) for n in under(parts, row)}
    return bool(phrase & _POINTING) or fold(parts[row].lemma) in OFFICE_NOUNS
