"""Where a sentence may be shortened without changing what it claims. Text rules only, no model."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.english.normal_form import CLOSING_MARKS, OPENING_MARKS, words

# A comma, dash, semicolon, colon or bracket with space around it, never one inside "40,000".
# Spaces are read from their first one on, so that many of them take no longer than they are.
_SPACES = r"(?<!\s)\s+"
BREAK = re.compile(
    rf",[”\"]\s+|(?:{_SPACES})?[,;:]\s+|{_SPACES}[—–-]\s+|(?:{_SPACES})?[—–]\s*|(?:{_SPACES})?[()]\s*"
)
# A clause that opens so conditions, limits, negates or sources what the rest says.
BINDING = frozenset(
    """if unless whether without except until only not never no neither nor but rather according
    citing per provided assuming supposing should had were likely unlikely possibly perhaps
    probably allegedly reportedly supposedly purportedly""".split()  # noqa: SIM905
)
# A clause with one of these may name the speaker of the rest, wherever it stands.
SPEAKING = frozenset(
    """said says say told tells tell claimed claims claim alleged alleges reported suggested
    suggests stated wrote writes posted asserted asserts insisted insists argued argues warned
    warns according believes believed thinks expects estimates estimated""".split()  # noqa: SIM905
)
# What can stand before or after a main clause and be left out of it.
OPENERS = frozenset(
    """after amid among as at because before by despite during following for from in including
    on since through throughout to under when where which while who whom whose with within
    although though meanwhile earlier later also speaking a an the""".split()  # noqa: SIM905
)
NOT_LEADING = frozenset("a an the who which whose whom where when to".split())  # noqa: SIM905
LIST_ITEM_WORDS = 5
DAY = (
    r"(?:(?:late|early)\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"(?:\s+(?:morning|afternoon|evening|night))?"
)
# A weekday that can go without a trace: "on Monday", "reported Monday that".
WEEKDAY = re.compile(rf"\s+on\s+{DAY}(?!,|\s+(?:and|or|to)\b)|(?<=ed)\s+{DAY}(?=\s+that\b|\Z)")
# "LONDON, June 3 (Agency) - ", "MOSCOW/BEIJING — ": where a report was filed.
DATELINE = re.compile(
    r"\A[A-Z][A-Z.'’/ -]+(?:,\s[A-Z][\w.]+(?:\s[0-9]{1,2})?)?(?:\s\([^()]{2,40}\))?"
    # No dateline: "NBC — which is on strike — said", "U.S.–China", "WASHINGTON -based".
    r"(?:\s+[—–‒―−-]{1,2}\s+|\s+[—–‒―−]|[—―−]\s?)(?=[A-Z0-9“\"‘'$€£])"
)
CONNECTIVES = frozenset({"however", "meanwhile", "nonetheless", "nevertheless", "still", "also"})
PARTICIPLE = re.compile(r"[a-z]{3,}ing\Z")


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a sentence between two breaks, as positions of the sentence."""

    start: int
    end: int
    mark: str  # the punctuation before it; empty for the first


def clauses(sentence: str) -> list[Clause]:
    """Cut a sentence at its clause punctuation, never inside a quotation or a list."""
    quoted = quoted_spans(sentence)
    found, start, mark = [], 0, ""
    row = 0  # of the first quotation that ends behind the break
    for match in BREAK.finditer(sentence):
        while row < len(quoted) and quoted[row][1] < match.end():
            row += 1
        if row < len(quoted) and quoted[row][0] < match.start():
            continue
        # A comma before a closing quotation mark belongs with it to the words before.
        end = match.start() + 2 if match.group()[1:2] in {"”", '"'} else match.start()
        if sentence[start:end].strip():
            found.append(Clause(start, end, mark))
        start, mark = match.end(), match.group().strip()[:1]
    if sentence[start:].strip():
        found.append(Clause(start, len(sentence), mark))
    return _join_lists(sentence, found)


def _join_lists(sentence: str, parts: list[Clause]) -> list[Clause]:
    """`including Austria, Turkey, and Gulf states` is one clause: a list is whole or absent."""
    joined: list[Clause] = []
    row = 0
    while row < len(parts):
        last = _list_end(sentence, parts, row)
        joined.append(Clause(parts[row].start, parts[last].end, parts[row].mark))
        row = last + 1
    return joined


def _list_end(sentence: str, parts: list[Clause], row: int) -> int:
    """The row of the last item of the list that begins in clause `row`, else `row`."""
    for last in range(row + 1, len(parts)):
        part = parts[last]
        text = sentence[part.start : part.end]
        if part.mark != "," or len(text.split()) > LIST_ITEM_WORDS:
            return row
        if text.split()[0].casefold() in {"and", "or"}:
            return last
    return row


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """Positions of the opening and closing double quotation mark of each quotation."""
    spans, opened = [], None
    for position, character in enumerate(text):
        if opened is None and character in OPENING_MARKS:
            opened = position
        elif opened is not None and character in CLOSING_MARKS:
            spans.append((opened, position))
            opened = None
    return spans


def may_be_left_out(left_out: str, *, leading: bool = False) -> bool:
    """Whether a sentence claims no more and nothing else without these words.

    What binds the rest (a condition, a speaker, a limit, a doubt) has to stay, and so has
    anything that is not recognisably an addition: a participle, a relative or prepositional
    phrase, an apposition. Appositions and relative clauses do not lead a sentence.
    """
    forms = [word.form for word in words(left_out)]
    return not forms or addition_may_go(
        forms[0],
        alone=len(forms) == 1,
        speaks=bool(SPEAKING.intersection(forms)),
        leading=leading,
    )


def addition_may_go(first: str, *, alone: bool, speaks: bool, leading: bool) -> bool:
    """The same, from the first word, whether it is the only one, and whether somebody speaks."""
    if leading and alone and first in CONNECTIVES:
        return True
    if speaks or first in BINDING or (leading and first in NOT_LEADING):
        return False
    return opens_addition(first)


def opens_addition(form: str) -> bool:
    """Whether a folded word opens a phrase that adds to a main clause."""
    return form in OPENERS or PARTICIPLE.match(form) is not None
