"""Which words may tell the same deed as a verb, by WordNet's senses. Knows no sentence."""

from __future__ import annotations

import functools
from pathlib import Path

from qa.english.normal_form import stem

# Written by models/training/verb_kin.py, which says what a line holds.
FILE = Path(__file__).with_suffix(".tsv")


@functools.lru_cache(maxsize=1024)
def kin_of(verb: str) -> frozenset[str]:
    """The stems of a verb's synonyms, of more general and more special verbs, and of their nouns.

    `verb` is a lemma. All its senses count, so what is missing here is surely another deed, and
    not all that is here is the same. Empty for a verb that WordNet does not know.
    """
    senses, by_word = _senses()
    own = by_word.get(verb, ())
    near = {row for sense in own for row in (sense, *senses[sense][1])}
    return frozenset(stem(word) for row in near for word in senses[row][0])


@functools.cache
def _senses() -> tuple[list[tuple[list[str], list[int]]], dict[str, list[int]]]:
    """Each sense with its words and its neighbours, and the senses of each verb."""
    senses: list[tuple[list[str], list[int]]] = []
    by_word: dict[str, list[int]] = {}
    for line in FILE.read_text(encoding="ascii").splitlines():
        if line.startswith("#"):
            continue
        verbs, derived, near = line.split("\t")
        for verb in verbs.split():
            by_word.setdefault(verb, []).append(len(senses))
        senses.append(([*verbs.split(), *derived.split()], [int(n) for n in near.split()]))
    return senses, by_word
