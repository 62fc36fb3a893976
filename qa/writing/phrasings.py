"""Shorter ways to say a sentence in its own words. Which of them is said is not decided here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.english.clauses import (
    BINDING,
    CONNECTIVES,
    DATELINE,
    OPENERS,
    PARTICIPLE,
    WEEKDAY,
    clauses,
    may_be_left_out,
    opens_addition,
    quoted_spans,
)
from qa.english.inverted_quotation import turned
from qa.english.normal_form import words

if TYPE_CHECKING:
    from qa.english.clauses import Clause

FEWEST_WORDS = 4
MOST_PHRASINGS = 12
END_MARKS = ".!?"
CONJUNCTIONS = frozenset({"and", "but", "or", "so", "yet"})
ARTICLES = frozenset({"a", "an", "the"})
OPEN_ENDS = ",;:—–-("


def phrasings(sentence: str) -> tuple[str, ...]:
    """Sentences made by leaving out whole clauses of `sentence`, longest first.

    The sentence itself is among them. Whole clauses go, in one run at the beginning, in the
    middle or at the end, and a weekday (see `clauses.may_be_left_out`); quoted speech may name
    its speaker first.
    """
    body = DATELINE.sub("", sentence)
    bases = dict.fromkeys((body, WEEKDAY.sub("", body), turned(body) or body))
    made = [text for base in bases for text in _shortened(base)]
    return tuple(sorted(dict.fromkeys(made), key=len, reverse=True)[:MOST_PHRASINGS])


def _shortened(sentence: str) -> list[str]:
    parts = clauses(sentence)
    runs = [(0, 0)] + [
        (first, last)
        for first in range(len(parts))
        for last in range(first + 1, len(parts) + 1)
        if last - first < len(parts)
    ]
    made = (_without(sentence, parts, first, last) for first, last in runs)
    return [text for text in made if text is not None]


def _without(sentence: str, parts: list[Clause], first: int, last: int) -> str | None:
    """The sentence without clauses `first` to `last`, or None where that is no sentence."""
    if first == last:
        return _finish(sentence)
    left_out = sentence[parts[first].start : parts[last - 1].end]
    if not may_be_left_out(left_out, leading=first == 0):
        return None
    if last == len(parts) and any(part.mark == "," for part in parts[first + 1 :]):
        return None  # the predicate may stand behind the comma
    before = sentence[: parts[first - 1].end] if first else ""
    after = sentence[parts[last].start :] if last < len(parts) else ""
    if before and after:
        marks = (parts[first].mark, parts[last].mark)
        text = _bridged(before, left_out, after, marks) if last - first == 1 else None
    else:
        kept = parts[last:] if after else parts[:first]
        stands = any(not _adds(sentence[part.start : part.end]) for part in kept)
        text = _one_end(before, after) if stands else None
    finished = None if text is None else _finish(text)
    return finished if finished is not None and len(words(finished)) >= FEWEST_WORDS else None


def _one_end(before: str, after: str) -> str | None:
    """The rest of a sentence that lost its beginning or its end, if it can stand alone."""
    if after:
        return None if _adds(after) else after
    return None if words(before)[-1].form in CONNECTIVES else before


def _bridged(before: str, left_out: str, after: str, marks: tuple[str, str]) -> str | None:
    """The sentence without an addition in its middle, or None where its ends do not meet.

    The addition stands between two marks of one kind. After a participle it is unclear whether
    what follows still belongs to it, unless a conjunction begins anew.
    """
    if marks not in {(",", ","), ("—", "—"), ("–", "–"), ("-", "-"), ("(", ")")}:
        return None
    follows = _first(after)
    if follows in CONJUNCTIONS:
        return f"{before}, {after}"
    if PARTICIPLE.match(_first(left_out)) or follows in OPENERS - ARTICLES:
        return None
    if PARTICIPLE.match(follows):
        return None
    if _adds(before):
        return f"{before}, {after}"
    return f"{before} {after}"


def _adds(clause: str) -> bool:
    """Whether a clause only adds to a main clause, so that it is no sentence by itself."""
    first = _first(clause)
    return first in BINDING or (opens_addition(first) and first not in ARTICLES)


def _first(text: str) -> str:
    found = words(text)
    return found[0].form if found else ""


def _finish(text: str) -> str | None:
    """A capital at the beginning, a full stop at the end; None when a quotation stays open."""
    text = text.strip().rstrip(OPEN_ENDS + " ")
    folded = text.replace("“", '"').replace("”", '"')
    if not text or folded.count('"') % 2 or len(quoted_spans(text)) * 2 != folded.count('"'):
        return None
    text = text[0].upper() + text[1:]
    if text[-1] in '”"’' and len(text) > 1:
        mark = text[-2]
        if mark == ",":
            return f"{text[:-2]}.{text[-1]}"
        return text if mark in END_MARKS else f"{text[:-1]}.{text[-1]}"
    return text if text[-1] in END_MARKS else f"{text}."
