"""Questions for what several articles or outlets tell of one thing. Recognises; answers none."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.question.plain_questions import plain_question

_MANY = r"(?:articles|outlets|papers|newspapers|reports|stories|sources|pieces|texts|publications)"
_SOURCES = (
    r"(?P<sources>(?:(?:the|these|all|both)(?: of)?(?: the| these)? )?"
    rf"(?:(?:two|three|four|different|various) )?{_MANY}|[^?]{{2,60}}? and [^?]{{2,60}}?)"
)
_ON = r"(?:on|about|over|as to|regarding|concerning|when it comes to|in|of|for)"
_DO = r"(?:do|did)"
_SAY = r"(?:say|report|tell|write|tell us|claim|have|give)"
_MATTER = r"(?P<matter>[^?]{3,160})"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_DO} {_SOURCES} (?:agree|disagree|differ|match|contradict each other) {_ON} {_MATTER}",
        rf"(?:how|where|why|in what way) {_DO} {_SOURCES} (?:differ|disagree|agree|vary)"
        rf" {_ON} {_MATTER}",
        rf"{_DO} {_SOURCES} (?:give|have|report|name|tell) the same (?:[a-z]+ )?{_ON} {_MATTER}",
        rf"(?:what|how much|how) {_DO} {_SOURCES} {_SAY} {_ON} {_MATTER}",
        rf"compare what {_SOURCES} {_SAY} {_ON} {_MATTER}",
        rf"(?:compare|contrast) {_SOURCES} {_ON} {_MATTER}",
        rf"how {_DO} {_SOURCES} quote (?P<quoted>[^?]{{3,80}})",
    )
)
_ONE = re.compile(
    rf"(?:what|how) (?:does|did|do) (?P<source>[^?]{{2,60}}?) {_SAY} (?:about|on|of|regarding)"
    rf" {_MATTER}",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"(?:who|whom|whose|what|which|when|where|why|how|whether)\b", re.IGNORECASE)
_GENERIC = re.compile(rf".*\b{_MANY}\Z", re.IGNORECASE)
_THE = re.compile(r"\A(?:the|both|articles? in|articles? of) ", re.IGNORECASE)


_REPORTED = re.compile(
    r"(?:which|what) (?:outlets?|newspapers?|papers?|articles?|reports?|sources?|stor(?:y|ies))"
    r"(?: of these)? (?:says?|reports?|claims?|writes?|tells?|reported|said|wrote|states?)"
    r"(?: us)? that "
    r"(?P<said>[^?]{8,200})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Comparing:
    """What is asked of each source; `named` are those that the question names, none for all.

    `question` asks for it, `matter` is what it is about, `quoted` whose words are wanted.
    """

    question: str
    matter: str
    named: tuple[str, ...] = ()
    quoted: str = ""


def comparing(question: str) -> Comparing | None:
    """What a question wants compared; None of any other question."""
    asked = " ".join(question.split()).rstrip(" ?.!")
    for form in _FORMS:
        found = form.fullmatch(asked)
        if found is None:
            continue
        given = found.groupdict()
        named = () if _GENERIC.match(given["sources"]) else _each(given["sources"])
        if quoted := given.get("quoted"):
            return Comparing(f"What did {quoted} say?", quoted, named, quoted)
        return Comparing(_asked_of_each(given["matter"]), given["matter"], named)
    one = _ONE.fullmatch(asked)
    if one is None or _GENERIC.match(one["source"]):
        return None
    return Comparing(_asked_of_each(one["matter"]), one["matter"], (_bare(one["source"]),))


def said_by_which(question: str) -> str | None:
    """`four were hurt` of "which outlet reports that four were hurt?"; None of other questions."""
    found = _REPORTED.fullmatch(" ".join(question.split()).rstrip(" ?.!"))
    return found["said"] if found else None


def _each(sources: str) -> tuple[str, ...]:
    return tuple(_bare(part) for part in re.split(r", and |, | and ", sources) if part.strip())


def _bare(source: str) -> str:
    return _THE.sub("", source.strip())


def _asked_of_each(matter: str) -> str:
    """`who offered it` as "Who offered it?", `the toll` as "What is the toll?"."""
    if _QUESTION.match(matter):
        return plain_question(f"Tell me {matter}")
    return f"What is {matter}?"
