"""Who is asked to have said something, and whether a sentence lets this speaker speak."""

from __future__ import annotations

import re

from qa.name_forms import is_named
from qa.normal_form import FUNCTION_WORDS, fold, words

ASKED = re.compile(
    r"\s*(?:what|how|why|when|where)\s+(?:exactly\s+)?(?:did|does|do|has|have|had)\s+"
    r"(?P<who>[\w.’' -]{2,60}?)\s+"
    r"(?:say|said|tell|told|claim|think|believe|suggest|warn|argue|describe|call|respond|reply|"
    r"answer|react|state|announce|comment|view|promise|write|post|want|hope|demand)\w*\b.*",
    re.IGNORECASE | re.DOTALL,
)
SPEECH = frozenset(
    """said says say saying told tells tell claimed claims claim thinks thought believes believed
    suggested suggests warned warns argued argues described describes called calls calling responded
    responds replied replies answered reacted stated states announced announces commented views view
    viewed promised promises wrote writes posted posts added adds asserted asserts insisted insists
    stressed stresses noted notes urged urges dismissed dismisses rejected rejects denied denies
    alleged alleges continued continues conveyed informed informs reiterated reiterates explained
    explains declared declares acknowledged admitted vowed vows pledged demanded demands asked
    wants wanted hopes hoped sees saw accused accuses criticised criticized praised condemned
    blasted according informing telling warning arguing adding noting insisting stressing
    spokesperson spokesman spokeswoman statement office quoted""".split()  # noqa: SIM905
)
PRONOUNS = frozenset({"he", "she", "they", "it", "his", "her", "their"})
REACH = 6  # words between a speaker and the verb


def asked_speaker(question: str) -> str | None:
    """The last word of the name in "what did … say", folded; None for any other question."""
    found = ASKED.fullmatch(question)
    if found is None:
        return None
    named = [word.form for word in words(found["who"]) if word.form not in FUNCTION_WORDS]
    return named[-1] if named else None


def speaks(speaker: str, sentence: str) -> bool:
    """Whether the speaker stands beside a verb of speech, or a pronoun does that may mean them."""
    found = words(sentence)
    forms = [word.form for word in found]
    text = fold(sentence)
    for row, form in enumerate(forms):
        if form not in SPEECH:
            continue
        near = forms[max(0, row - REACH) : row + REACH + 1]
        close = forms[max(0, row - 2) : row]  # "he later said"; after the verb it is another
        if PRONOUNS.intersection(close) or any(is_named(speaker, [n], text) for n in near):
            return True
    announced = re.match(r"[^:“\"]{2,60}:\s", sentence)  # "Kim: “No.”"
    return announced is not None and is_named(speaker, [w.form for w in words(announced[0])], text)
