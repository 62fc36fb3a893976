"""How much a sentence is worth telling by its form: what an editor asks about and states.

The weights were learned on which sentences editors took as evidence for questions and claims about
news articles (`models/training/briefing_weights.py`). Where a sentence stands, its headline and the
middle of its article are not among them: editors ask for details, and of two sentences the earlier
one was evidence no more often than the later. Chooses nothing and knows no topic.
"""

from __future__ import annotations

import re

from qa.english.dates import mentions
from qa.english.normal_form import FUNCTION_WORDS, quotations
from qa.english.numbers import figures

# Log-odds a unit of each trait, printed by `models/training/briefing_weights.py`.
WEIGHTS = {
    "names": 0.42,
    "figures": 0.79,
    "days": 0.18,
    "quoted": -0.28,
    "said": 0.40,
    "short": -1.09,
    "long": 1.96,
    "to the reader": -0.52,
}
TRAITS = tuple(WEIGHTS)
LONGEST_NAMES = 4
FEW_WORDS = 10
MANY_WORDS = 35
_NAME = re.compile(r"(?<=[\w,;:’'”\"] )[A-Z][\w’'-]+")
_TO_READER = re.compile(
    r"\b(?:you|your|yours|yourself|we|our|us|let['’]s|i|my|me)\b", re.IGNORECASE
)
_SAID = re.compile(r"\b(?:said|says|told|according to|announced|wrote|added|tweeted)\b", re.I)
_IN_MARKS = re.compile(r"[“\"][^“”\"]*[”\"]?")


def worth(text: str) -> float:
    """The log-odds, up to a constant, that an editor would use this sentence of an article."""
    return sum(
        weight * trait for weight, trait in zip(WEIGHTS.values(), traits_of(text), strict=True)
    )


def traits_of(text: str) -> tuple[float, ...]:
    """What the words of a sentence show by themselves, in the order of TRAITS."""
    count = max(1, len(text.split()))
    outside = _IN_MARKS.sub("", text)
    names = [n for n in _NAME.findall(outside) if n.casefold() not in FUNCTION_WORDS]
    quoted = sum(len(each.split()) for each in quotations(text))
    return (
        min(LONGEST_NAMES, len(names)) / LONGEST_NAMES,
        float(bool(figures(text))),
        float(bool(mentions(text))),
        min(1.0, quoted / count),
        float(_SAID.search(outside) is not None),
        max(0.0, 1 - count / FEW_WORDS),
        min(1.0, count / MANY_WORDS),
        float(_TO_READER.search(outside) is not None),
    )
