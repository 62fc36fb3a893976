"""Words put between quotation marks, which are never doubled. Changes no other character."""

from __future__ import annotations

_INNER = str.maketrans({"“": "‘", "”": "’", '"': "'", **dict.fromkeys("„‟«»″＂", "'")})


def inner_marks(words: str) -> str:
    """The words with their double quotation marks made single ones, to stand inside others."""
    return words.translate(_INNER)


def in_marks(words: str) -> str:
    """One line in one pair of double quotation marks; those inside become single ones."""
    return f"“{' '.join(inner_marks(words).split())}”"
