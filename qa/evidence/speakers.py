"""Who is asked to have said something, and whether a sentence lets this speaker speak."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.english.dates import DAYS
from qa.english.name_forms import is_named
from qa.english.normal_form import FUNCTION_WORDS, fold, words

if TYPE_CHECKING:
    from qa.english.normal_form import Word

ASKED = re.compile(
    r"\s*(?:what|how|why|when|where)\s+(?:exactly\s+)?(?:did|does|do|has|have|had)\s+"
    r"(?P<who>[\w.’' -]{2,60}?)\s+"
    r"(?:say|said|tell|told|claim|think|believe|suggest|warn|argue|describe|call|respond|reply|"
    r"answer|react|state|announce|comment|view|promise|write|post|want|hope|demand|shout|"
    r"exclaim|joke|quip|ask|add|insist|urge|explain)\w*\b.*",
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
    shouted exclaimed joked quipped wants wanted hopes hoped sees saw accused accuses criticised
    criticized praised condemned
    blasted according informing telling warning arguing adding noting insisting stressing
    spokesperson spokesman spokeswoman statement office quoted""".split()  # noqa: SIM905
)
# Verbs that may stand before their subject; behind the others stands whom they speak to.
INVERTED = frozenset({"said", "says", "added", "adds", "wrote", "writes", "replied", "according"})
PRONOUNS = frozenset({"he", "she", "they", "it"})
REACH = 6  # words between a speaker and the verb


def asked_speaker(question: str) -> str | None:
    """The last word of the name in "what did … say", folded; None for any other question."""
    found = ASKED.fullmatch(question)
    if found is None:
        return None
    named = [word.form for word in words(found["who"]) if word.form not in FUNCTION_WORDS]
    return named[-1] if named else None


def speaks(speaker: str, sentence: str) -> bool:
    """Whether a verb of speech has this speaker, or a pronoun that may mean them, for its subject.

    The subject is the nearest name before the verb, or the name right behind it ("said Ann Kim").
    """
    found = words(sentence)
    text = fold(sentence)
    for row, word in enumerate(found):
        if word.form not in SPEECH:
            continue
        before = [w for w in found[max(0, row - REACH) : row] if _may_speak(w, sentence, speaker)]
        behind = found[row + 1 : row + 5]
        if before and _is_speaker(before[-1].form, speaker, text):
            return True
        inverted = word.form in INVERTED and behind and _leads_to_name(behind[0], sentence)
        if inverted and any(is_named(speaker, [w.form], text) for w in behind):
            return True
    announced = re.match(r"[^:“\"]{2,60}:\s", sentence)  # "Kim: “No.”"
    return announced is not None and is_named(speaker, [w.form for w in words(announced[0])], text)


def _may_speak(word: Word, sentence: str, speaker: str) -> bool:
    """A name, a pronoun, or the very word that was asked for."""
    if word.form in PRONOUNS or word.form == speaker:
        return True
    return sentence[word.start].isupper() and word.form not in FUNCTION_WORDS | set(DAYS)


def _is_speaker(form: str, speaker: str, text: str) -> bool:
    return form in PRONOUNS or is_named(speaker, [form], text)


def _leads_to_name(first: Word, sentence: str) -> bool:
    """`said Ann Kim`, `said the mayor`, `according to Kim`; not `say a Kim visit`."""
    return sentence[first.start].isupper() or first.form in {"to", "the"}
