"""What a language model may write next. Every decoding constraint lives here; knows no engine."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

OPEN_MARKER = re.compile(r"\[([0-9]*)\Z")
BRACKETS = re.compile(r"[\[\]【】［］〔〕⟦⟧]")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The text of every token of a model, in the order of its ids."""

    pieces: tuple[str, ...]
    bracketed: NDArray[np.bool_] = field(init=False)  # (n,) the piece has a bracket of any script

    def __post_init__(self) -> None:
        marks = np.fromiter(
            (BRACKETS.search(piece) is not None for piece in self.pieces), bool, len(self.pieces)
        )
        object.__setattr__(self, "bracketed", marks)

    def ids(self, wanted: Sequence[str]) -> list[int]:
        """The ids of the tokens whose text is exactly one of `wanted`."""
        texts = set(wanted)
        return [row for row, piece in enumerate(self.pieces) if piece in texts]

    def beginning(self, texts: Sequence[str]) -> NDArray[np.bool_]:
        """Which tokens one of the texts begins with, spaces aside: (n,)."""
        plain = [text.lstrip() for text in texts]
        found = [any(text.startswith(piece.strip()) for text in plain) for piece in self.pieces]
        return np.array(found, dtype=bool)


class DecodingConstraint(Protocol):
    """Says which tokens may follow what is already written."""

    def allowed(self, written: str, vocabulary: Vocabulary) -> NDArray[np.bool_]:
        """One truth value per token id, shape (n,)."""
        ...


@dataclass(slots=True)
class OfferedMarkers:
    """Free text, in which a bracket can only open a marker that was offered: `[1]`, never `[7]`.

    And it begins otherwise than any of the texts that are `refused`, with their first token or a
    shorter one. The mask costs about 0.1 ms a token, where a grammar costs several milliseconds.
    """

    offered: frozenset[int]
    refused: tuple[str, ...] = ()
    _outside: NDArray[np.bool_] | None = None

    def allowed(self, written: str, vocabulary: Vocabulary) -> NDArray[np.bool_]:
        if self.refused and not written:
            return self._free(vocabulary) & ~vocabulary.beginning(self.refused)
        opened = OPEN_MARKER.search(written)
        if opened is None:
            return self._free(vocabulary)
        return self._inside(opened.group(1), vocabulary)

    def _free(self, vocabulary: Vocabulary) -> NDArray[np.bool_]:
        if self._outside is None:
            self._outside = ~vocabulary.bracketed
            self._outside[vocabulary.ids(["[", " ["])] = True
        return self._outside

    def _inside(self, digits: str, vocabulary: Vocabulary) -> NDArray[np.bool_]:
        mask = np.zeros(len(vocabulary.pieces), dtype=bool)
        numbers = [str(number) for number in self.offered]
        rests = [n[len(digits) :] for n in numbers if n.startswith(digits) and n != digits]
        wanted = [rest[:length] for rest in rests for length in range(1, len(rest) + 1)]
        if digits in numbers:
            wanted.append("]")
        mask[vocabulary.ids(wanted)] = True
        return mask


def constraint_to_data(constraint: DecodingConstraint | None) -> dict[str, Any] | None:
    """A constraint in plain values, for a model in another process."""
    if constraint is None:
        return None
    if isinstance(constraint, OfferedMarkers):
        return {
            "offered_markers": sorted(constraint.offered),
            "refused": list(constraint.refused),
        }
    raise TypeError(f"{type(constraint).__name__} has no form in plain values.")


def constraint_from_data(data: dict[str, Any] | None) -> DecodingConstraint | None:
    """The constraint that `constraint_to_data` wrote down."""
    if data is None:
        return None
    return OfferedMarkers(frozenset(data["offered_markers"]), tuple(data["refused"]))
