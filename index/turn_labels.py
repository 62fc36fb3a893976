"""The label with which a paragraph of a transcript begins: `NAME:`, `Q:`, a name in bold, a time.

Only its form is looked at; whether the text is a dialogue is told by all of its labels together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.outlet_lines import LineKind, outlet_line

if TYPE_CHECKING:
    from collections.abc import Sequence

FEWEST_INITIALS = 2  # of more letters are words too: MOD

_STAMP = (
    r"(?:[\[(]\s*)?(?P<time>[0-9]{1,2}"
    r"(?:[:.][0-9]{2}(?:[:.][0-9]{2})?(?:[.,][0-9]{1,3})?|(?= [ap]\.?m\b))"
    r"(?: ?[ap]\.?m\.?\b\.?)?(?: (?-i:[A-Z]{2,4}\b))?)(?:\s*[\])])?"
)
_TIMED = re.compile(rf"\s*{_STAMP}(?P<mark>\s*[:|]\s*|\s*[–—-]\s+|\s+|\Z)", re.IGNORECASE)
BARE_STAMP = re.compile(r"(?P<time>[0-9]{1,2}[:.][0-9]{2}) (?=[A-Z“\"])")
_NAME = r"(?:[A-Z][\w.’'-]*|\bde|\bvan|\bvon|\bder|\bal|\bbin|\bof|\bthe)"
_LABEL = re.compile(
    rf"(?:>>+\s*)?(?P<bold>\*\*|__|\*)?(?P<name>[A-Z][\w.’'-]*(?: {_NAME}){{0,4}})"
    r"(?P<role>,(?:(?![.!?] )[^:\n“”\"]){2,60}|\s*\([^)\n]{1,60}\))?"
    r"(?:\s*[\[(][0-9:.]{4,8}[\])])?"
    r"(?:(?P<colon>:)(?:\*\*|__|\*)?|(?P=bold):?)(?=\s|\Z)"
)
_BOLD = re.compile(r"(?P<bold>\*\*|__)(?P<name>[A-Z][^*_\n:]{1,50}):?(?P=bold):?(?=\s|\Z)")
_QA = re.compile(
    r"(?:\*\*|__)?(?P<qa>Q|A|Question|Answer|QUESTION|ANSWER)(?:\*\*|__)?\s?[:.](?:\*\*|__)?(?=\s|\Z)"
)
# Labels of facts, sections and links, which nobody speaks.
_NO_SPEAKER = frozenset(
    """what when where who why how which winner winners cost price prices tickets info information
    more note notes correction corrections clarification clarifications update updates related read
    watch listen see also opinion analysis story stories review verdict rating score scores age
    born died height weight address phone hours location date time venue summary background
    context key fact facts myth false true example examples source sources photo photos image
    caption video file breaking live latest exclusive explainer question answer step tip tips pros
    cons result results final stage day week part chapter section item title headline outlet byline
    author published url link dateline editor's editor headlines document documents language length
    copyright body subject lead name names topic topics advertisement subscribe newsletter warning
    conclusion introduction abstract keywords to from cc bcc re sent position team spread line
    odds records record adds added says said asks asked
    media forum comment claim finding findings ruling quote cast director""".split()  # noqa: SIM905
)
_INITIALS = re.compile(r"(?:[A-Z]\.?){2,3}")


@dataclass(frozen=True, slots=True)
class Label:
    """What a paragraph begins with; `length` characters of it are not said."""

    name: str  # one letter for `Q:` and `A:`
    length: int
    time: str | None
    marked: bool  # by its letters or by bold print
    alone: bool = False  # on its line
    asked: bool = False
    answers: bool = False


def spoken_label(line: str) -> Label | None:
    """A label that is not an outlet's: "STAY INFORMED: Subscribe to our newsletter"."""
    label = _label(line)
    if label is None or label.asked or label.answers or outlet_line(line) is not LineKind.LINK:
        return label
    return None


def _label(line: str) -> Label | None:
    """The label with which a paragraph begins, if it may be a speaker's."""
    stamp = _TIMED.match(line)
    start = stamp.end() if stamp else 0
    time = stamp["time"] if stamp else None
    if found := _QA.match(line, start):
        qa = found["qa"][0]
        return Label(qa, found.end(), time, marked=True, asked=qa == "Q", answers=qa == "A")
    found = _BOLD.match(line, start) or _LABEL.match(line, start)
    if found is None:
        return None
    name = found["name"].strip(" .")
    words = name.split()
    if {word.casefold().strip(".") for word in words} & _NO_SPEAKER:
        return None
    marked = name.upper() == name or bool(found["bold"])
    alone = not line[found.end() :].strip()
    return Label(name, found.end(), time, marked, alone)


def timed_entry(line: str) -> tuple[str, int, bool] | None:
    """The time with which an entry begins, the length of the stamp, and whether it is alone."""
    found = _TIMED.match(line)
    if found is None:
        return None
    alone = found.end() == len(line)
    if not alone and not found["mark"].strip() and not re.search(r"[apAP]\.?[mM]|\]|\)", found[0]):
        return None  # "10.20 left in the quarter"
    return found["time"], found.end(), alone


def bare_stamp(line: str) -> tuple[str, int, bool] | None:
    """The same without a mark behind the time: where several paragraphs begin so, it is a stamp."""
    found = BARE_STAMP.match(line)
    return (found["time"], found.end(), False) if found else None


def of_initials(name: str, lines: Sequence[str]) -> str | None:
    """Whom of those named before the first turn `TM` stands for, if it is one person."""
    if not _INITIALS.fullmatch(name):
        return None
    pattern = r"\b" + " ".join(rf"{letter}[\w’'-]+" for letter in name.replace(".", ""))
    found = {match[0] for line in lines for match in re.finditer(pattern, line)}
    if len(found) == 1:
        return found.pop()
    return name if len(name.replace(".", "")) == FEWEST_INITIALS else None


def shown_name(name: str, lines: Sequence[str], otherwise: str | None = "") -> str | None:
    """`LINDQVIST` as the text writes the name elsewhere; else with one capital a word."""
    if name.upper() != name or len(name) == 1:
        return name
    pattern = re.compile(rf"\b{re.escape(name)}\b", re.IGNORECASE)
    for line in lines:
        for found in pattern.finditer(line):
            if found[0] != found[0].upper() and found[0].istitle():
                return found[0]
    return None if otherwise is None else " ".join(_capitalised(word) for word in name.split())


def _capitalised(word: str) -> str:
    return "-".join(part[:1] + part[1:].lower() for part in word.split("-"))
