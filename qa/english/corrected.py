"""What a correction says is right, and what it takes back."""

from __future__ import annotations

import re

# "An earlier version of this article said that ...", "We wrote that ...", "misstated his age".
_WITHDRAWN = re.compile(
    r"\b(?:earlier|previous|original|prior|first|initial) versions?\b|"
    r"\b(?:misstated|misidentified|misspelled|misreported|mischaracteri[sz]ed|misattributed|"
    r"misquoted|"
    r"wrongly|incorrectly|mistakenly|erroneously|in error)\b|"
    r"\b(?:originally|previously) (?:said|stated|reported|wrote|gave)\b|"
    r"\bwe (?:wrote|said|reported|stated)\b",
    re.IGNORECASE,
)
# What follows in the same sentence is right again.
_RIGHT = re.compile(
    r"(?:;|—|–| - |, (?:when|but|while|whereas)\b|\. )\s*(?:in fact,? |actually,? |"
    r"it should have been )?"
    r"(?P<right>\S.*)\Z",
    re.IGNORECASE | re.DOTALL,
)
_NOT = re.compile(
    r"(?:, (?:and )?not|,? (?:instead of|rather than))\b(?: (?:in|on|at|by|to|from|for|of|the|"
    r"an?|as))*"
    r" [^,;.]{1,60}?(?=[,;.]|\Z| (?:were|was|are|is|has|had|have|will)\b)",
    re.IGNORECASE,
)
# "Two were hurt, not nine as an earlier version said"
_NOT_AS = re.compile(
    r"(?P<right>[^;]{8,}?)(?:, (?:and )?not|,? (?:instead of|rather than))\b [^;.]{1,60}?,? "
    rf"(?:as|which|that)\b[^;.]{{0,40}}?(?:{_WITHDRAWN.pattern})",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\W*(?:corrections?|clarifications?|corrected|"
    r"update[ds]?)\b[^:.\n]{0,60}[:.–—-]\s*",
    re.IGNORECASE,
)
_TO_SAY = re.compile(
    r".{0,160}?\b(?:corrected|amended|updated|clarified|revised|changed)\b.{0,60}?"
    r"\bto (?:say|state|clarify|make clear|reflect|note|show) (?:that )?",
    re.IGNORECASE,
)
FEWEST_WORDS = 2


def is_withdrawn(sentence: str) -> bool:
    """Whether a sentence of a correction tells only what was wrong."""
    return not corrected(sentence)


def corrected(sentence: str) -> str:
    """What a sentence of a correction holds to be right; "" where it only takes something back.

    `He is 43, not 34.` holds that he is 43.
    """
    said = _LABEL.sub("", sentence, count=1)
    if (beside := _NOT_AS.match(said)) is not None and not _WITHDRAWN.search(beside["right"]):
        said = beside["right"]
    elif (withdrawn := _WITHDRAWN.search(said)) is not None:
        right = _RIGHT.search(said, withdrawn.end())
        if right is None or _WITHDRAWN.search(right["right"]):
            return ""
        said = right["right"]
    else:
        said = _TO_SAY.sub("", said, count=1)
    said = _NOT.sub("", said)
    return said if len(said.split()) >= FEWEST_WORDS else ""
