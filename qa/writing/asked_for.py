"""What a question asks for, as far as a statement may not leave some of it out."""

from __future__ import annotations

import re

from qa.english.grammar import parts_of_speech
from qa.english.normal_form import FUNCTION_WORDS, words

_WHEN = re.compile(r"\s*(?:when|(?:on |in )?(?:what|which) (?:day|date|month|year))\b", re.I)
_TWICE = re.compile(
    r"\b(?:who|whom|what|which|when|where|why|how)\b.*\b(?:and|or)\b.*?"
    r"\b(?:who|whom|what|which|when|where|why|how)\b",
    re.IGNORECASE,
)
SINGULAR = frozenset({"NN", "NNP"})


def asks_when(question: str) -> bool:
    """`On what day ...`, `When ...`: for a time."""
    return _WHEN.match(question) is not None


def asks_twice(question: str) -> bool:
    """`Who won, and by how much?`: for two things, of which a short answer is only one."""
    return _TWICE.search(question) is not None


def asks_for_several(question: str) -> bool:
    """`Which countries joined?`, `Who are the members?`: a part of the list would be no answer."""
    found = words(question)
    said = [word.form for word in found]
    plural = said[:1] in (["which"], ["what"]) and said[1:2] and said[1].endswith("s")
    if plural:  # "which virus" and "what is" ask for one; "which states back" is read as a verb
        tags = [part.tag for part in parts_of_speech(question) if part.start == found[1].start]
        plural = said[1] not in FUNCTION_WORDS and SINGULAR.isdisjoint(tags)
    listing = {"list", "name", "all"} & set(said[:3])
    return bool(plural or listing or said[:2] in (["who", "are"], ["who", "were"]))
