"""Whoever a written sentence lets do something is whoever does it in the source. Text rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.english.grammar import parts_of_speech, under

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qa.english.grammar import Part

_NOUNS = frozenset({"NN", "NNS"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def changes_subject(written: str, source: str) -> bool:
    """`Baird warned that the manager would need two crews` of what the service would need.

    Only of a common noun, and where the source has a noun for the subject of that verb all through.
    Whether names keep their roles is the checker's to say.
    """
    told = parts_of_speech(source)
    theirs = list(_subjects(told))
    own = parts_of_speech(written)
    for verb, row in _subjects(own):
        if own[row].tag not in _NOUNS:
            continue
        same = [n for other, n in theirs if other == verb]
        if not same or any(not told[n].tag.startswith("NN") for n in same):
            continue
        phrases = {told[m].lemma for n in same for m in under(told, n)}
        if own[row].lemma not in phrases:
            return True
    return False


def _subjects(parts: Sequence[Part]) -> Iterator[tuple[tuple[str, str], int]]:
    """Each verb by its lemma and whether it is passive, with the row of its subject."""
    for row, part in enumerate(parts):
        verb = parts[part.head]
        if part.role in _SUBJECTS and verb.tag.startswith("VB"):
            yield (verb.lemma, part.role), row
