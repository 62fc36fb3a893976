"""Days, months and years of a statement stand in the source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.checks.finding import failed, not_applicable, passed, quoted_list
from qa.normal_form import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.answer import CheckResult

NAME = "dates"
DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()  # noqa: SIM905
MONTHS = (
    "january february march april may june july august september october november december".split()  # noqa: SIM905
)
RELATIVE = "today yesterday tomorrow tonight".split()  # noqa: SIM905
ABBREVIATED = {name[:3]: name for name in (*DAYS, *MONTHS)} | {
    "sept": "september", "tues": "tuesday", "thur": "thursday", "thurs": "thursday",
}  # fmt: skip
WORD = re.compile(r"[a-z]+")
# `may`, `march`, `mon`, `sun`, `sat`, `mar` are other words too: as dates they stand by a number.
AMBIGUOUS = frozenset({"may", "march", "mon", "sun", "sat", "mar", "dec", "jan"})
BY_NUMBER = re.compile(r"(?:[0-9]{1,2}(?:st|nd|rd|th)?(?: of)? \Z)|(?:\A\.? [0-9])")
ISO = re.compile(r"\b[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}\b")


def date_words(text: str) -> list[str]:
    """Weekdays, months, relative days and ISO dates of a text, in one spelling, in order."""
    folded = fold(text)
    found = [match.group().replace("/", "-") for match in ISO.finditer(folded)]
    for match in WORD.finditer(folded):
        word = match.group()
        name = word if word in DAYS or word in MONTHS else ABBREVIATED.get(word)
        if name is not None and not (word in AMBIGUOUS and not _by_number(folded, match)):
            found.append(name)
        elif word in RELATIVE:
            found.append(word)
    return found


def check_dates(statement: str, evidence: Sequence[str]) -> CheckResult:
    """Each day and month of the statement is one of the sources; their numbers are figures."""
    wanted = date_words(statement)
    if not wanted:
        return not_applicable(NAME, "The statement has no date.")
    known = {word for text in evidence for word in date_words(text)}
    missing = [word for word in wanted if word not in known]
    if missing:
        return failed(NAME, f"The source does not have {quoted_list(missing)}.")
    return passed(NAME, "Every date is in the source.")


def _by_number(text: str, match: re.Match[str]) -> bool:
    before, after = text[max(0, match.start() - 8) : match.start()], text[match.end() :][:4]
    return BY_NUMBER.search(before) is not None or BY_NUMBER.match(after) is not None
