"""A question and a short answer as the statement that they make together. Judges nothing.

"Where did Otto meet Lena?", answered with "Bern", states "Otto did meet Lena in Bern."
"""

from __future__ import annotations

import re

from qa.english.noun_phrases import noun_phrase_end

HELPERS = "did|does|do|is|are|was|were|has|have|had|will|would|can|could|should|may|might|must"
BEING = frozenset({"is", "are", "was", "were"})
PREPOSITIONS = frozenset(
    """in on at by to from with for about of into near after before during since until through
    because under over between among against within""".split()  # noqa: SIM905
)
LONGEST_ANSWER = 30  # words
_LEADING = (
    r"(?P<preposition>(?:in|on|at|from|to|by|for|with|of|under) )?"
    r"(?P<asked>who|whom|whose(?: [\w’'-]+){1,3}?|what(?: [\w’'-]+){0,4}?|which(?: [\w’'-]+){0,4}?"
    r"|when|where|why|how(?: (?:many|much|long|old|far|often|big|large|high|tall|soon|likely"
    r"|close))?(?: [\w’'-]+){0,3}?)"
)
_INVERTED = re.compile(rf"{_LEADING} (?P<helper>{HELPERS}) (?P<rest>.+)", re.IGNORECASE)
_STRAIGHT = re.compile(r"(?P<asked>who|which|what|how many|how much)\b", re.IGNORECASE)
_DAY = re.compile(r"day\b|\b[0-9]{1,2}(?:st|nd|rd|th)?\b")


def claim_from(question: str, answer: str) -> str | None:
    """The statement, or None where the question is not of a form that can be turned into one."""
    asked = " ".join(question.split()).rstrip("?!. ")
    answer = " ".join(answer.split()).strip(" .,;:—–-“”\"'")
    if not answer or len(answer.split()) > LONGEST_ANSWER:
        return None
    said = _inverted(asked, answer) or _straight(asked, answer)
    return None if said is None else f"{said[0].upper()}{said[1:]}."


def _inverted(asked: str, answer: str) -> str | None:
    """Helper before subject: "when did the talks begin"."""
    found = _INVERTED.fullmatch(asked)
    if found is None:
        return None
    end = noun_phrase_end(asked, found.start("rest"))
    if end is None:
        return None
    subject, rest = asked[found.start("rest") : end], asked[end:].strip()
    helper, word = found["helper"].lower(), found["asked"].lower()
    if helper in BEING and word.startswith(("who", "what", "which")) and not _predicates(rest):
        return _being(word, helper, f"{subject} {rest}".strip(), answer)
    if word.startswith("who") and helper in BEING and not rest:
        return f"{answer} {helper} {subject}"
    told = f"{subject} {helper}"
    return f"{told} {_with_answer(rest, word, answer, found['preposition'])}".strip()


def _being(word: str, helper: str, subject: str, answer: str) -> str:
    if word.startswith("who"):
        return f"{answer} {helper} {subject}"
    return f"{subject} {helper} {answer}"


def _predicates(rest: str) -> bool:
    """Whether a participle or adjective follows that the helper belongs to."""
    first = rest.split(" ", 1)[0].lower()
    return bool(first) and first not in PREPOSITIONS


def _with_answer(rest: str, word: str, answer: str, preposition: str | None) -> str:
    """The predicate with the answer where the question word would stand."""
    verb, _, behind = rest.partition(" ")
    leads = answer.split()[0].lower() in PREPOSITIONS
    if preposition and not leads:
        return f"{rest} {preposition.strip().lower()} {answer}"
    if (link := _link(word, answer)) is not None:
        return f"{rest} {'' if leads else link}{answer}".strip()
    counted = _counted(word, answer)
    first_behind = behind.split(" ", 1)[0].lower()
    if first_behind in PREPOSITIONS and " " in behind:
        return f"{verb} {counted} {behind}"
    return f"{rest} {counted}"


def _link(word: str, answer: str) -> str | None:
    """What joins the answer of an adverb to the predicate; None for other question words."""
    if word.startswith("how long"):
        return ""
    if word in {"when", "where"}:
        return "on " if _DAY.search(answer.lower()) else "in "
    return {"why": "because ", "how": "by "}.get(word)


def _straight(asked: str, answer: str) -> str | None:
    """The question word is the subject: "which team won the cup"."""
    found = _STRAIGHT.match(asked)
    if found is None:
        return None
    end = found.end() if found["asked"].lower() == "who" else noun_phrase_end(asked, 0)
    rest = asked[end:].strip() if end is not None else ""
    if end is None or not rest or rest.split()[0].lower() in {"did", "do", "does"}:
        return None
    return f"{_counted(asked[:end].lower(), answer)} {rest}"


def _counted(word: str, answer: str) -> str:
    """`12 ships` for "how many ships" answered with 12."""
    if not word.startswith(("how many ", "how much ")):
        return answer
    noun = word.split(" ", 2)[2]
    return answer if noun in answer.lower() else f"{answer} {noun}"
