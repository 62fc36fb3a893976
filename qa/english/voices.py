"""Whose words a sentence gives: quotations inside quotations belong to the inner speaker.

In `“Osei told me, ‘I did it,’” Renn said` Renn speaks of Osei, and Osei did it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.english.grammar import parse, parts_of_speech, under
from qa.english.normal_form import fold, words
from qa.english.semantic_roles import names_of
from qa.english.speaking import SPEAKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qa.english.grammar import Phrase

Name = tuple[str, ...]

_QUOTATION = re.compile(
    r"“(?P<a>[^“”]*(?:“[^“”]*”[^“”]*)*)”?"
    r"|\"(?P<b>[^\"]*)\"?"
    r"|(?<!\w)‘(?P<c>(?:[^‘’]|(?<=\w)’(?=\w))+)’(?!\w)"
    r"|(?<!\w)'(?P<d>(?:[^']|(?<=\w)'(?=\w))+)'(?!\w)"
)
SELF = frozenset({"i", "we"})
SPOKEN = "“Go,”"  # stands for any quoted words


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says it: a name, else the noun or pronoun by which they are called."""

    name: Name = ()
    called: str = ""

    @property
    def is_known(self) -> bool:
        return bool(self.name or self.called)


NOBODY = Speaker()


@dataclass(frozen=True, slots=True)
class Voice:
    """Quoted words, whoever speaks them, to whom, and how deep inside other quotations."""

    text: str
    speaker: Speaker
    depth: int
    to: str = ""  # "me" where the outer speaker is told
    outer: Speaker = NOBODY


def voices(sentence: str) -> tuple[Voice, ...]:
    """The quotations of a sentence, the outer ones first."""
    return tuple(_voices(sentence, NOBODY, 1))


def _voices(text: str, outer: Speaker, depth: int) -> Iterator[Voice]:
    found = list(_QUOTATION.finditer(text))
    last = NOBODY
    for row, quotation in enumerate(found):
        inner = next(part for part in quotation.groups() if part is not None)
        start = found[row - 1].end() if row else 0
        end = found[row + 1].start() if row + 1 < len(found) else len(text)
        before, behind = text[start : quotation.start()], text[quotation.end() : end]
        speaker, to = _speaker(before, behind)
        if not speaker.is_known:
            speaker = last
        if speaker.called in SELF and not speaker.name:
            speaker = outer
        last = speaker
        yield Voice(inner, speaker, depth, to, outer)
        yield from _voices(inner, speaker, depth + 1)


def reported_in(voice: Voice) -> Iterator[Voice]:
    """What the words of a quotation give of somebody else, as “My aide says that it is safe”.

    What they give of the speaker's own words ("I told him that ...") is the speaker's.
    """
    parts = parts_of_speech(voice.text)
    clauses = [c for c in parse(voice.text) if c.verb in SPEAKING and c.subjects]
    for row, part in enumerate(parts):
        above = parts[part.head] if part.role == "ccomp" else None
        if above is None or above.lemma not in SPEAKING:
            continue
        clause = next((c for c in clauses if c.verb == above.lemma), None)
        speaker = speaker_of(clause.subjects[0]) if clause else NOBODY
        if not speaker.is_known or speaker.called in SELF:
            continue
        inside = [parts[n] for n in sorted(under(parts, row))]
        text = voice.text[inside[0].start : inside[-1].start + len(inside[-1].text)]
        to = next((p.head for p in clause.beside if p.pronoun), "") if clause else ""
        yield Voice(text, speaker, voice.depth + 1, to, voice.speaker)


def outside(sentence: str) -> str:
    """The sentence without what is quoted in it."""
    return _QUOTATION.sub("“”", sentence)


def _speaker(before: str, behind: str) -> tuple[Speaker, str]:
    """The speaker next to a quotation: announced before it, else named behind it."""
    announced = _spoken_by(f"{before.strip()} {SPOKEN}", last=True) if before.strip(" ,.") else None
    if announced is not None:
        return announced
    behind = behind.split("“")[0]
    return _spoken_by(f"{SPOKEN} {behind.strip()}", last=False) or (NOBODY, "")


def _spoken_by(text: str, *, last: bool) -> tuple[Speaker, str] | None:
    clauses = [c for c in parse(text) if c.verb in SPEAKING and c.subjects]
    if not clauses:
        return None
    clause = clauses[-1] if last else clauses[0]
    to = next((p.head for p in clause.objects if p.pronoun), "")
    return speaker_of(clause.subjects[0]), to


def speaker_of(phrase: Phrase) -> Speaker:
    """The speaker whom a phrase names or calls by a noun."""
    return Speaker(names_of(phrase), fold(phrase.head))


# "I" of whoever speaks is "he", "she" or "they" where it is reported.
_REPORTED = {
    "i": ("he", "she", "they"), "we": ("they", "it"), "me": ("him", "her", "them"),
    "us": ("them", "it"), "my": ("his", "her", "their"), "our": ("their", "its", "his", "her"),
    "mine": ("his", "hers", "theirs"), "ours": ("theirs",),
    "myself": ("himself", "herself", "themselves"), "ourselves": ("themselves", "itself"),
}  # fmt: skip
_BACKSHIFTED = {
    "will": "will", "would": "will", "can": "can", "could": "can", "may": "may", "might": "may",
    "'ll": "will", "’ll": "will", "shall": "will", "n't": "not", "n’t": "not", "'m": "be",
    "’m": "be", "'re": "be", "’re": "be", "ca": "can", "wo": "will",
}  # fmt: skip
_OPENERS = frozenset({"well", "yes", "no", "so", "and", "but", "look", "that"})


def is_reported(claimed: str, said: str) -> bool:
    """Whether `claimed` gives the words of `said` as one reports them: in the third person.

    `her engineers say 18 million` of `Our engineers say 18 million.`; the tense may go back.
    """
    told, own = _tokens(said), _tokens(claimed)
    while told and told[0] in _OPENERS and told != own:
        told = told[1:]
    if own[:1] == ["that"]:
        own = own[1:]
    return len(told) == len(own) > 0 and all(
        a == b or b in _REPORTED.get(a, ()) for a, b in zip(told, own, strict=True)
    )


def _tokens(text: str) -> list[str]:
    found = []
    for part in parts_of_speech(" ".join(text.split())):
        form = fold(part.text)
        if not any(map(str.isalnum, form)) and form != "%":
            continue
        if part.lemma == "have" and part.role == "aux":
            continue
        kept = form in _REPORTED or part.tag.startswith(("PRP", "NNP"))
        found.append(form if kept else _BACKSHIFTED.get(form, fold(part.lemma)))
    return found


def words_of(text: str) -> list[str]:
    """The folded words of a text in order."""
    return [word.form for word in words(text)]
