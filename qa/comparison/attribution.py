"""Who answers for what a source tells: the outlet, a named or unnamed speaker; or it is doubted.

Text rules and a parser of English. Judges nothing: what is alleged may be true.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from qa.checks.attribution import DOUBT
from qa.english.normal_form import fold, words
from qa.english.speaking import speakers_in, speaks_unnamed
from qa.evidence.speakers import SPEECH, speaks

if TYPE_CHECKING:
    from collections.abc import Sequence

DENIED = re.compile(
    # "misled them when he denied it" is no denial, and neither is "who denied it".
    r"(?<!when he )(?<!when she )(?<!when they )(?<!who )(?<!who had )"
    r"\b(?:den(?:y|ie[sd]|ying)|denials?|disputed|refut(?:es?|ed|ing)|rebutted|disavow(?:s|ed))\b"
)
ALLEGED = re.compile(
    r"\b(?:alleg(?:es?|ing|ation|ations)|accus(?:e[sd]?|ing|ation)|claim(?:s|ed|ing)?)\b"
)
# Of the verbs of speech and thought those that give words, not wishes or views.
SAYING = SPEECH - frozenset(
    """continued continues view views viewed sees saw hopes hoped wants wanted thinks thought
    believes believed call calls calling called statement office admitted""".split()  # noqa: SIM905
)
_OFFICES = (
    "official|aide|source|diplomat|adviser|advisor|spokesperson|spokesman|spokeswoman|"
    "representative|officer|lawyer|analyst|expert"
)
# "a White House official said", not "spokesman Ed Roe said".
_OFFICE_BEHIND = re.compile(rf"\s+(?:{_OFFICES})s?\b(?!\s+[A-Z])")
_UNNAMED = re.compile(rf"\b(?i:{_OFFICES})s?\b(?!\s+[A-Z])")
# "He said", "“…,” she added": not a "he" somewhere inside.
_HE_SAYS = re.compile(r"\A\W*(?:he|she|they)\b|”,? (?:he|she|they) \w", re.IGNORECASE)
_OWNS = re.compile(r".*[’'](?:s|\Z)")


class Rung(StrEnum):
    """How far down the ladder a statement stands; further down, it needs more care."""

    OUTLET = "outlet"
    NAMED = "named_source"
    UNNAMED = "unnamed_source"
    ALLEGED = "alleged"
    DENIED = "denied"


@dataclass(frozen=True, slots=True)
class SaidBy:
    """The rung, and the names of those who speak as the source writes them."""

    rung: Rung
    names: tuple[str, ...] = ()


def said_by(quotes: Sequence[str]) -> SaidBy:
    """Who answers for these words of articles; a denial counts before an allegation.

    What stands in quotation marks was said by the speaker, so a doubt inside them is the speaker's.
    """
    told = [_without_quoted(quote) for quote in quotes]
    folded = [fold(text) for text in told]
    names = _once([name for quote in quotes for name in named_speakers(quote)])
    if any(DENIED.search(text) for text in folded):
        return SaidBy(Rung.DENIED, names)
    if any(ALLEGED.search(text) or DOUBT.search(text) for text in map(_unsourced, folded)):
        return SaidBy(Rung.ALLEGED, names)
    if names:
        return SaidBy(Rung.NAMED, names)
    return SaidBy(_rung_without_names(quotes))


def _rung_without_names(quotes: Sequence[str]) -> Rung:
    saying = [told for quote in quotes if _says(told := _without_quoted(quote))]
    if any(_UNNAMED.search(text) for text in saying):
        return Rung.UNNAMED
    spoken = {speaks_unnamed(quote) for quote in quotes if _says(_without_quoted(quote))} - {None}
    if spoken == {"pronoun"}:
        return Rung.NAMED if any(_HE_SAYS.search(text) for text in saying) else Rung.OUTLET
    return Rung.UNNAMED if spoken else Rung.OUTLET


def _once(names: Sequence[str]) -> tuple[str, ...]:
    """Each speaker once, by the longest form of the name."""
    longest = [n for n in names if not any(n != other and n in other for other in names)]
    return tuple(dict.fromkeys(longest))


def _unsourced(folded: str) -> str:
    """Without "according to", which names a source and doubts nothing."""
    return folded.replace("according to", "")


def _without_quoted(text: str) -> str:
    return re.sub(r"[“\"][^“”\"]*[”\"]", "“”", text)


def _says(told: str) -> bool:
    return any(word.form in SAYING for word in words(told))


def named_speakers(quote: str) -> list[str]:
    """The names of the speakers with the letters that the source gives them.

    Whoever is named only inside the words that are quoted does not speak them, and neither does
    the owner in "Peru's agency" or "Kim's stated aim".
    """
    told = _without_quoted(quote)
    found = words(told)
    if not _says(told):
        return []
    shown = []
    for name in speakers_in(quote):
        named = [w for w in found if w.form in name and told[w.start].isupper()]
        last = next((w for w in reversed(named) if w.form == name[-1]), None)
        if last is None or _OWNS.match(told[last.start : last.end + 2]):
            continue
        if _OFFICE_BEHIND.match(told, last.end):
            continue
        opens = any(w.start == 0 for w in named)
        if not opens and not speaks(last.form, told):
            continue
        firsts = [w for w in named if w.form == name[0] and w.end <= last.end]
        written = told[firsts[-1].start : last.end] if firsts else ""
        near = 0 < len(written) <= sum(map(len, name)) + 2 * len(name)
        shown.append(written if near else told[last.start : last.end])
    return shown
