"""The noun phrases of a text, and what the names in them are."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from qa.english.parser import entity_types, is_installed, read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """`the mayor of Ely`: its place in the text, its head, and what the names in it are."""

    start: int
    end: int
    head: str  # folded
    tag: str
    role: str
    preposition: str  # before it, folded; "" where none is
    governor: str  # the lemma of the word it belongs to
    entity: str = ""  # PERSON, GPE, ORG, DATE and others, as the model guesses
    joined: bool = False  # "Kim and Lee"


def noun_phrase_end(text: str, start: int) -> int | None:
    """Where the noun phrase that begins at `start` ends, "of" and what follows it included.

    `text` has single spaces. None where none begins there, and without the parser.
    """
    if not is_installed():
        return None
    doc = read(text)
    chunks = list(doc.noun_chunks)
    row = next((n for n, chunk in enumerate(chunks) if chunk.start_char == start), None)
    if row is None:
        return None
    end = chunks[row].end
    for chunk in chunks[row + 1 :]:
        between = doc[end : chunk.start]
        if [t.lower_ for t in between] not in (["of"], ["and"], ["'s"], ["’s"]):
            break
        end = chunk.end
    return int(doc[end - 1].idx + len(doc[end - 1]))


@functools.lru_cache(maxsize=1024)
def noun_phrases(text: str) -> tuple[NounPhrase, ...]:
    """The noun phrases of a text without double spaces, then those that are made of several."""
    if not is_installed():
        return ()
    doc = read(text)
    kinds = entity_types(doc)
    found = [(chunk.start, chunk.end, chunk.root) for chunk in doc.noun_chunks]
    whole = [(*each, False) for each in found] + list(_composed(doc, found))
    return tuple(_noun_phrase(doc, kinds, a, z, t, joined=joined) for a, z, t, joined in whole)


@functools.lru_cache(maxsize=1024)
def people_named(text: str) -> tuple[str, ...]:
    """The names of persons in a text without double spaces, as the model guesses, each as written.

    None without the parser.
    """
    if not is_installed():
        return ()
    doc = read(text)
    kinds = entity_types(doc)
    runs = groupby(doc, key=lambda token: kinds[token.i] == "PERSON")
    found = [list(run) for named, run in runs if named]
    return tuple(text[run[0].idx : run[-1].idx + len(run[-1])] for run in found)


def _composed(
    doc: Doc, chunks: list[tuple[int, int, Token]]
) -> Iterator[tuple[int, int, Token, bool]]:
    """`the mayor of Ely`, `Kim and Lee`: phrases that follow one another with one word between."""
    for row, (start, end, root) in enumerate(chunks):
        last, joined, of = end, False, False
        for after, until, other in chunks[row + 1 :]:
            between = {t.lower_ for t in doc[last:after]}
            if between == {"of"} and not joined:
                last, of = until, True
            elif other.dep_ == "conj" and between <= {",", "and", "&", "or"}:
                last, joined = until, True
            else:
                break
        if of or joined:
            yield start, last, root, joined


def _noun_phrase(
    doc: Doc, kinds: dict[int, str], start: int, end: int, root: Token, *, joined: bool
) -> NounPhrase:
    before, above = root.head.lower_ if root.dep_ == "pobj" else "", root.head.lemma_.casefold()
    opens, closes = doc[start].idx, doc[end - 1].idx + len(doc[end - 1])
    head, kind = root.lemma_.casefold(), kinds[root.i]
    return NounPhrase(opens, closes, head, root.tag_, root.dep_, before, above, kind, joined)
