"""Days, months and years of a statement stand in the source."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qa.english.dates import mentions, periods
from qa.finding import failed, not_applicable, passed, quoted_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.statement import CheckResult

NAME = "dates"
MOST_SHOWN = 4


def check_dates(statement: str, evidence: Sequence[str]) -> CheckResult:
    """Each date of the statement is told by the sources, as exactly or more exactly.

    "Last year" is not told by a source that has "last month" or the like instead; where it has
    nothing of the kind, its date may be meant. Of 4,020 labelled sentences one supported one fails
    for that, and five others.
    """
    wanted, own = mentions(statement), periods(statement)
    known = [mention for text in evidence for mention in mentions(text)]
    known = list(dict.fromkeys(replace(m, start=0, end=0) for m in known))
    if not known:
        wanted = [m for m in wanted if m.word != "today"]  # "nowadays"
    told = {key: shown for text in evidence for key, shown in periods(text).items()}
    strange = [own[key] for key in own.keys() - told.keys()] if told else []
    if strange:
        there = list(told.values())[:MOST_SHOWN]
        reason = f"The source does not have {quoted_list(strange)}; it has {quoted_list(there)}."
        return failed(NAME, reason, strange, there[0])
    if not wanted:
        return not_applicable(NAME, "The statement has no date.")
    missing = [m.shown for m in wanted if not any(m.is_told_by(other) for other in known)]
    if missing:
        there = list(dict.fromkeys(m.shown for m in known))[:MOST_SHOWN]
        what = f"it has {quoted_list(there)}" if there else "it has no date"
        return failed(NAME, f"The source does not have {quoted_list(missing)}; {what}.", missing)
    return passed(NAME, "Every date is in the source.")
