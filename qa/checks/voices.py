"""Words inside a quotation are given to the inner speaker, and to nobody else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.sentences import split_sentences
from qa.checks.attribution import same_speaker
from qa.english.grammar import parse
from qa.english.negation import denials
from qa.english.normal_form import FUNCTION_WORDS
from qa.english.parser import is_installed
from qa.english.speaking import SPEAKING
from qa.english.voices import (
    NOBODY,
    SELF,
    is_reported,
    outside,
    reported_in,
    speaker_of,
    voices,
    words_of,
)
from qa.finding import failed, not_applicable, passed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qa.english.grammar import Clause
    from qa.english.voices import Speaker, Voice
    from qa.statement import CheckResult

NAME = "voices"
PLAIN = frozenset("said says say told tells tell added adds".split())  # noqa: SIM905
_REPORTING = re.compile(
    r"(?P<who>[A-Z][^,;:“”\"]{1,60}?) (?:said|says|(?:told|wrote to) (?P<to>[\w. ’'-]{1,40}?)|"
    r"added|adds)"
    r"(?: that|,)? (?P<words>[^“”\"]+)\Z"
)
_ASKING = re.compile(
    r"(?P<who>[A-Z][^,;:“”\"]{1,60}?) (?:asked|asks|wondered) (?:whether|if) (?P<words>[^“”\"]+)\Z"
)
_PRONOUNS = frozenset(
    """i we he she they it me us him her them my our his their its you your that this who""".split()  # noqa: SIM905
)


def check_voices(statement: str, evidence: Sequence[str]) -> CheckResult:
    """Quoted or reported words are those of the speaker to whom the statement gives them.

    Only where the source tells whose they are: the innermost quotation that has them decides.
    """
    if not is_installed():
        return not_applicable(NAME, "No parser is installed: byline doctor says how to get it.")
    heard = [voice for text in evidence for voice in voices(text)]
    heard += [inner for voice in heard for inner in reported_in(voice)]
    given = list(_given(statement))
    called = [
        (voice.speaker, voice.text)
        for voice in voices(statement)
        if voice.speaker.called not in _PRONOUNS | {""} and not voice.speaker.name
    ]
    if not heard or not (given or called):
        return not_applicable(NAME, "Nobody's words are given to anybody.")
    plain = " ".join(outside(text) for text in evidence)
    for speaker, said, quoted in given:
        holders = _holders(said, heard) if quoted else _reported_by(said, heard, plain)
        others = [v.speaker for v in holders if _is_another(speaker, v, holders)]
        if holders and len(others) == len(holders):
            return failed(NAME, f"The source gives these words to {_shown(others[0])}.")
    for speaker, said in called:
        holders = _holders(said, heard)
        others = [v.speaker for v in holders if _is_beside(speaker, v.speaker, evidence)]
        if holders and len(others) == len(holders):
            return failed(NAME, f"The source gives these words to {_shown(others[0])}.")
    return passed(NAME, "Everybody's words are their own.")


def gives_voice(claim: str, told: Sequence[str]) -> bool:
    """Whether a claim says no more than what somebody said, in their own words.

    Quoted, `Osei told Renn: “I did it.”`, or reported, `Renn said that she did it.`, or asked,
    `Renn asked whether the work was done.`
    """
    if not is_installed():
        return False
    heard = [(voice, text) for text in told for voice in voices(text)]
    heard += [(inner, text) for voice, text in heard for inner in reported_in(voice)]
    quoted = voices(claim)
    if len(quoted) == 1 and quoted[0].speaker.name:
        return _is_plain(claim, quoted[0], heard)
    if quoted:
        return False
    if (asked := _ASKING.match(claim.strip())) is not None:
        return _has_asked(claim, asked["words"], heard)
    found = _REPORTING.match(claim.strip())
    if found is None:
        return False
    speaker = next(_given(claim), (NOBODY, "", False))[0]
    return any(
        _same(speaker, voice.speaker)
        and _told_to(found["to"] or "", voice, text)
        and any(is_reported(found["words"], part) for part in _sentences(voice.text))
        for voice, text in heard
    )


def _has_asked(claim: str, words: str, heard: Sequence[tuple[Voice, str]]) -> bool:
    """Whether whoever asks in the claim puts a question of these words."""
    clause = next((c for c in parse(claim) if c.verb in {"ask", "wonder"} and c.subjects), None)
    if clause is None:
        return False
    speaker = speaker_of(clause.subjects[0])
    return any(
        _same(speaker, voice.speaker) and is_reported(words, part.rstrip('?”" '))
        for voice, _ in heard
        for part in _sentences(voice.text)
        if part.rstrip('”" ').endswith("?")
    )


def _is_plain(claim: str, quoted: Voice, heard: Sequence[tuple[Voice, str]]) -> bool:
    around = words_of(outside(claim))
    beside = [w for w in around if w not in quoted.speaker.name and w not in PLAIN | FUNCTION_WORDS]
    if not PLAIN & set(around):
        return False
    denied = denials(outside(claim))
    for voice, text in heard:
        if beside and denials(outside(text)) != denied:
            continue  # "adding that he was (not) there": more than the quotation is told
        if _same(quoted.speaker, voice.speaker) and _has(voice.text, quoted.text):
            deeper = [v for v, _ in heard if v.depth > voice.depth and _has(v.text, quoted.text)]
            if not deeper and _told_to(" ".join(beside), voice, text):
                return True
    return False


def _told_to(to: str, voice: Voice, text: str) -> bool:
    """Whether those whom the claim has listening are named in the sentence, or are its "me"."""
    wanted = [w for w in words_of(to) if w not in FUNCTION_WORDS]
    if voice.to in {"me", "us"} and voice.depth > 1:
        return all(w in voice.outer.name for w in wanted)
    return set(wanted) <= set(words_of(outside(text)))


def _sentences(text: str) -> list[str]:
    return [text, *(text[start:end] for start, end in split_sentences(text))]


def _given(statement: str) -> Iterator[tuple[Speaker, str, bool]]:
    """Named speakers of a statement, each with the words given to them, quoted or reported."""
    quoted = voices(statement)
    for voice in quoted:
        if voice.speaker.name:
            yield voice.speaker, voice.text, True
    if quoted:
        return
    found = _REPORTING.match(statement.strip())
    if found is not None:
        clause = next((c for c in parse(statement) if c.verb in SPEAKING and c.subjects), None)
        if clause is not None and (speaker := speaker_of(clause.subjects[0])).name:
            yield speaker, found["words"], False


def _holders(said: str, heard: Sequence[Voice]) -> list[Voice]:
    """The innermost quotations that have these words."""
    having = [voice for voice in heard if _has(voice.text, said)]
    return [v for v in having if not any(_holds(v, other) for other in having)]


def _holds(voice: Voice, other: Voice) -> bool:
    return other.depth > voice.depth and other.text in voice.text


def _reported_by(said: str, heard: Sequence[Voice], plain: str) -> list[Voice]:
    """The innermost quotations with all that is reported, if nothing outside of them has it."""
    own = set(words_of(said)) - _PRONOUNS
    if not own or own <= set(words_of(plain)):
        return []
    having = [voice for voice in heard if own <= set(words_of(voice.text))]
    return [v for v in having if not any(_holds(v, other) for other in having)]


def _is_another(speaker: Speaker, voice: Voice, holders: Sequence[Voice]) -> bool:
    other = voice.speaker
    if not other.is_known:
        return voice.depth > 1
    if other.name:
        return not same_speaker(speaker.name, other.name)
    if other.called in _PRONOUNS - SELF:
        return voice.depth > 1
    return other.called not in speaker.name and other.called != speaker.called


def _is_beside(noun: Speaker, other: Speaker, evidence: Sequence[str]) -> bool:
    """Whether a speaker called by a noun does something else where another, named, speaks.

    In "In a letter that her lawyer read aloud, Petrov wrote" the lawyer is not Petrov.
    """
    if not other.name or noun.called == other.called:
        return False
    for text in evidence:
        clauses = parse(outside(text))
        speaking = any(c.verb in SPEAKING and _names(c, other) for c in clauses)
        if speaking and any(
            noun.called == s.head and not s.names for c in clauses for s in c.subjects
        ):
            return True
    return False


def _names(clause: Clause, speaker: Speaker) -> bool:
    return any(same_speaker(speaker_of(each).name, speaker.name) for each in clause.subjects)


def _same(one: Speaker, other: Speaker) -> bool:
    return bool(one.name and other.name) and same_speaker(one.name, other.name)


def _shown(speaker: Speaker) -> str:
    return " ".join(speaker.name).title() or f"“{speaker.called}”"


def _has(text: str, quote: str) -> bool:
    inside, whole = words_of(quote), words_of(text)
    size = len(inside)
    return size > 0 and any(whole[at : at + size] == inside for at in range(len(whole) - size + 1))
