"""Contractions of a typed question written out: "what's" as "what is", "r u" as "are you"."""

from __future__ import annotations

import re

_IS = re.compile(
    r"\b(?P<word>what|who|where|when|how|why|that|it|he|she|there)"
    r"(?:[’']s|(?<=what)s|(?<=where)s|(?<=who)s|(?<=when)s|(?<=how)s)(?= )",
    re.I,
)
_HAS = re.compile(r"\A \w*(?: \w+){0,2}?\b(?:been|got|had|won|done|become)\b", re.I)
_OTHERS = (
    (re.compile(r"\b(?P<word>what|who|where|when|how|why)[’']?d(?= )", re.I), "did"),
    (re.compile(r"\b(?P<word>what|who|where|when|how|why|they|we|you)[’']re(?= )", re.I), "are"),
    (re.compile(r"\b(?P<word>what|who|where|how|it|he|she|they)[’']ll(?= )", re.I), "will"),
    (re.compile(r"\b(?P<word>who|what|they|you|we)[’']ve(?= )", re.I), "have"),
)
_NOT = re.compile(
    r"\b(?P<verb>is|are|was|were|do|does|did|has|have|had|would|could|should)n[’']t (?P<who>\w+)",
    re.I,
)


def written_out(question: str) -> str:
    """The question itself where nothing in it is contracted."""
    question = re.sub(r"\br u\b", "are you", question, flags=re.I)
    question = _IS.sub(lambda m: f"{m['word']} {_is_or_has(question[m.end() :])}", question)
    for pattern, verb in _OTHERS:
        question = pattern.sub(rf"\g<word> {verb}", question)
    return _NOT.sub(r"\g<verb> \g<who> not", question)


def _is_or_has(behind: str) -> str:
    return "has" if _HAS.match(behind) else "is"
