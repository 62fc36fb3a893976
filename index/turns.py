"""Who has the floor in each paragraph of a transcript, an interview or a live blog.

`NAME:`, `Q:` and `A:`, names in bold, time stamps. One label alone is a heading as often as a
speaker, so that a text has to show that it is a dialogue. Knows nothing of what is said.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.interview_guests import guest_of
from index.outlet_lines import LineKind, outlet_line
from index.turn_labels import (
    BARE_STAMP,
    Label,
    bare_stamp,
    of_initials,
    shown_name,
    spoken_label,
    timed_entry,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FEWEST_LABELS = 2
FEWEST_NAMES = 2  # words of a name that stands alone on a line
FEWEST_ALONE = 3  # turns of a text in which only one has the floor
DENSITY = 5  # paragraphs a turn, at most
PLAIN_DENSITY = 3  # where the names have plain letters, as headings have
INTERVIEWER, INTERVIEWEE = "The interviewer", "The interviewee"

FEWEST_STAMPED = 3  # paragraphs of a text that begin so
_FIRST_OR_SECOND = re.compile(r"\b(?:I|I['’]\w+|we|We|our|Our|my|My|me|us|you|You|your|Your)\b")
_TO_SOMEBODY = re.compile(r"\b[Yy]ou(?:r|['’]\w+)?\b")
_OF_ONESELF = re.compile(r"\b(?:I|I['’]\w+|[Ww]e|[Ww]e['’]\w+|[Oo]ur|[Mm]y|[Mm]e|us)\b")
_ENDS = re.compile(r"[.!?…—–-][\"”’')\]*_]*\s*\Z")
_ASIDE = re.compile(r"\s*[\[(][^\])]*[\])]\W*\Z")
_SIGNED = re.compile(r"\s*[—–-]{1,2} ?[A-Z]")  # "— Mike, Kelm" under what he asks
_HEADED = re.compile(r"[A-Z][^:.!?“\"]{9,80}: [A-Z“\"]")  # "Best play of the year: “Oslo”"
_ASKED = re.compile(r"[?][\"”’')\]*_]*\s*\Z")
_QUOTED = re.compile(r"[“\"][^“”\"]*[”\"]")
_TELLS_OF = re.compile(r"\b(?:said|says|told|added|asked|replied|according to)\b")


@dataclass(frozen=True, slots=True)
class Floor:
    """Who has the floor in a paragraph, and since when; `label` characters of it are not said."""

    speaker: str | None = None
    time: str | None = None
    label: int = 0
    speaks: bool = False
    asks: bool = False  # an interviewer's line, whatever mark it ends with
    is_stamp: bool = False  # nothing but a time


NOBODY = Floor()


def read_floor(lines: Sequence[str]) -> list[Floor]:
    """The floor of each paragraph, in order.

    A paragraph without a label between two turns goes on with the first of them, unless it tells
    of one of the speakers or asks something: a question without a label may be another's, and so
    may be what follows it. Behind the last turn only what says "I" or "we" goes on, and nothing
    goes on behind an interviewer's question.
    """
    labels = [spoken_label(line) for line in lines]
    timed = [
        None if label else timed_entry(line) for line, label in zip(lines, labels, strict=True)
    ]
    bare = [row for row, line in enumerate(lines) if BARE_STAMP.match(line) and not labels[row]]
    if len(bare) >= FEWEST_STAMPED:
        timed = [bare_stamp(line) if row in bare else timed[row] for row, line in enumerate(lines)]
    spoken = _believed(lines, labels)
    first = next((row for row, label in enumerate(spoken) if label), 0)
    forms = {
        label.name: of_initials(label.name, lines[:first]) or shown_name(label.name, lines)
        for label in spoken
        if label
    }
    guest = guest_of(lines[:first])
    found: list[Floor] = []
    last = max((row for row, label in enumerate(spoken) if label), default=-1)
    asked = _asked_on(lines, spoken, last)
    current: Floor | None = None
    for row, line in enumerate(lines):
        label = spoken[row]
        if row in asked:
            current = Floor(guest or INTERVIEWEE, speaks=True)
            found.append(Floor(INTERVIEWER, speaks=True, asks=True))
            continue
        if label is not None:
            current = _floor(label, forms[label.name] or label.name, guest)
            found.append(current)
        elif timed[row] is not None:
            time, length, alone = timed[row] or ("", 0, False)
            found.append(Floor(time=time, label=length, is_stamp=alone))
            current = None
        elif (
            current is not None
            and not current.asks
            and _goes_on(line, forms.values(), behind=row > last)
        ):
            found.append(replace(current, label=0, asks=False))
        else:
            leads = outlet_line(line) is LineKind.LINK  # the outlet's, and ends no turn
            ends = row > last or _ASKED.search(line) is not None
            current = None if ends and not leads else current
            found.append(NOBODY)
    return found


def _asked_on(lines: Sequence[str], labels: Sequence[Label | None], last: int) -> set[int]:
    """The questions of an interview behind its last label, where only its first parts have one.

    They are to somebody; one alone may be asked by whoever answers.
    """
    if not (any(label and label.asked for label in labels) and _answers(labels)):
        return set()
    rows = {
        row
        for row in range(last + 1, len(lines))
        if _ASKED.search(lines[row])
        and _TO_SOMEBODY.search(lines[row])
        and not _tells_of_others(lines[row])
    }
    if len(rows) < FEWEST_LABELS:
        return set()
    return rows | {row for row in range(min(rows), len(lines)) if _prompts(lines[row])}


def _prompts(line: str) -> bool:
    """Whether a line without a question is to somebody: "Explain your part in it"."""
    own = _QUOTED.sub("", line)
    return re.search(r"\byour?\b", own, re.I) is not None and not _OF_ONESELF.search(own)


def _answers(labels: Sequence[Label | None]) -> bool:
    return any(label and label.answers for label in labels)


def _floor(label: Label, shown: str, guest: str | None) -> Floor:
    speaker = shown
    if label.asked:
        speaker = INTERVIEWER
    elif label.answers:
        speaker = guest or INTERVIEWEE
    return Floor(speaker, label.time, label.length, speaks=True, asks=label.asked)


def _believed(lines: Sequence[str], labels: Sequence[Label | None]) -> list[Label | None]:
    """The labels that are speakers': those of a dialogue, and no heading's."""
    said = [_said_behind(lines, row, label) for row, label in enumerate(labels)]
    over = _names_over_turns(labels)
    named = [
        row
        for row, label in enumerate(labels)
        if label and not (label.asked or label.answers) and _may_be_said(label, said[row], over)
    ]
    asking = {row for row, label in enumerate(labels) if label and label.asked}
    answering = {row for row, label in enumerate(labels) if label and label.answers}
    rows = asking | answering if asking and answering else set()
    if len(asking) >= FEWEST_LABELS:
        rows |= asking
    believable = [label for row in named if (label := labels[row])]
    names = {label.name for label in believable}
    marked = all(label.marked for label in believable)
    if _is_dialogue(named, len(names), marked=marked):
        rows |= set(named)
    else:
        rows |= {row for row in named if _speaks_alone(labels[row], said[row], lines)}
    speakers = {label.name for row in rows if (label := labels[row])}
    return [label if label and label.name in speakers else None for label in labels]


def _may_be_said(label: Label, said: str, over: set[str]) -> bool:
    """Whether what follows is a sentence; a name in plain letters has to stand before it.

    It may stand over it where it is one of the names `over` turns.
    """
    return _ENDS.search(said) is not None and (
        label.marked or not label.alone or label.name in over
    )


def _names_over_turns(labels: Sequence[Label | None]) -> set[str]:
    """Names in plain letters that stand alone on a line again and again, as no heading does."""
    alone = Counter(label.name for label in labels if label and label.alone and not label.marked)
    names = {name for name in alone if len(name.split()) >= FEWEST_NAMES}
    again = any(alone[name] >= FEWEST_LABELS for name in names)
    return names if again and sum(alone[name] for name in names) >= FEWEST_ALONE else set()


def _is_dialogue(rows: Sequence[int], names: int, *, marked: bool) -> bool:
    """Two or more turns of two speakers, or of one who has the floor again, close to each other.

    Headings that end in a colon stand far apart.
    """
    if len(rows) < FEWEST_LABELS or (names < FEWEST_LABELS and len(rows) < FEWEST_ALONE):
        return False
    if not marked and names == len(rows) > FEWEST_LABELS:
        return False  # a list: nobody has the floor again
    return rows[-1] - rows[0] < (DENSITY if marked else PLAIN_DENSITY) * len(rows)


def _speaks_alone(label: Label | None, said: str, lines: Sequence[str]) -> bool:
    """One label in capitals before words of somebody who says "I" or "we", or whom others name."""
    if label is None or not label.marked or label.alone:
        return False
    named = shown_name(label.name, lines, None)
    return _FIRST_OR_SECOND.search(said) is not None or named is not None


def _said_behind(lines: Sequence[str], row: int, label: Label | None) -> str:
    """What follows a label on its line, or on the next one where it stands alone."""
    if label is None:
        return ""
    rest = lines[row][label.length :].strip()
    return rest or (lines[row + 1] if row + 1 < len(lines) else "")


def _goes_on(line: str, names: Iterable[str | None], *, behind: bool) -> bool:
    if _ASIDE.match(line):
        return False
    speakers = {part for name in names if name for part in name.split()}
    if _SIGNED.match(line) or _HEADED.match(line) or _tells_of_others(line):
        return False
    if _ASKED.search(line):
        return False
    if not _ENDS.search(line):
        return False
    if any(re.search(rf"\b{re.escape(part)}\b", line) for part in speakers if len(part) > 2):
        return False
    return not behind or _FIRST_OR_SECOND.search(line) is not None


def _tells_of_others(line: str) -> bool:
    """Whether a line says who spoke, and not in the words of somebody who has the floor."""
    own = _QUOTED.sub("", line)
    return _TELLS_OF.search(own) is not None and not _FIRST_OR_SECOND.search(own)
