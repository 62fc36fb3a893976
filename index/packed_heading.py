"""A heading line that packs several fields with slashes, bars or dashes between them.

`Title/ Outlet/ PLACE/ Author/ Edition/ First sentence of the text...` and `Title | Outlet`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from index.dates import parse_date
from index.front_matter import Fields

MAX_FIELD_WORDS = 30
MAX_NAME_WORDS = 5

_SEPARATORS = (
    re.compile(r" ?/ +"),
    re.compile(r" +\|+ +"),
    re.compile(r" +[–—·•] +| +- +"),
)
OUTLET_WORD = re.compile(
    r"\b(?:News|Times|Post|Press|Herald|Tribune|Journal|Guardian|Telegraph|Gazette|"
    r"Chronicle|Globe|Observer|Independent|Reuters|Bloomberg|CNN|BBC|NPR|AP|AFP|UPI|TASS|Tass|Week|"
    r"Mail|Mirror|Standard|Examiner|Register|Courier|Radio|Broadcasting|Agency|Today|Magazine|"
    r"Jazeera|Politico|POLITICO|Axios|Newsweek|Economist|Atlantic|ABC|CBS|NBC|PBS|MSNBC|Fox|Sky)\b"
    r"|\.(?:com|org|net|co\.uk|news)\Z"
)
_EDITION = re.compile(
    r"\b(?:edition|section|update|bulletin|desk|breaking|exclusive|opinion|world|politics|business|"
    r"sports?|live updates)\Z",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"(?:By )?(?:[A-Z]\.(?: ?[A-Z]\.)? ?[A-Z][\w'’-]+|[A-Z][\w'’-]+(?: [A-Z]\.?)? [A-Z][\w'’-]+"
    r"(?: [A-Z][\w'’-]+)?)\Z"
)
_SENTENCE = re.compile(r"[a-z”\"’)]{2}[.!?][”\"’)]*(?: |\Z)")


@dataclass(frozen=True, slots=True)
class PackedHeading:
    """The fields, and where in the line the article's own text begins (at its end if nowhere)."""

    fields: Fields
    lead: int


class _Part(NamedTuple):
    text: str
    start: int


def read_packed_heading(line: str) -> PackedHeading | None:
    """Read `line` as a packed heading; None when it is an ordinary title or sentence.

    Three parts or more are needed before slashes and dashes are believed, since headlines use
    them too; two are enough when the last names an outlet.
    """
    for separator in _SEPARATORS:
        parts = _split(line, separator)
        fields, lead = _split_lead(parts, len(line))
        if _is_heading(fields, separator):
            return PackedHeading(_name_fields([part.text for part in fields]), lead)
    return None


def packed_heading_end(text: str) -> int:
    """Where the packed heading at the beginning of an article ends and its prose begins, else 0."""
    start = len(text) - len(text.lstrip())
    line = text[start : start + 4000].split("\n", 1)[0]
    packed = read_packed_heading(line)
    return start + packed.lead if packed is not None and packed.lead < len(line) else 0


def _split(line: str, separator: re.Pattern[str]) -> list[_Part]:
    parts, start = [], 0
    for found in separator.finditer(line):
        parts.append(_Part(line[start : found.start()].strip(), start))
        start = found.end()
        if len(parts) >= 9:
            break
    parts.append(_Part(line[start:].strip(), start))
    return parts


def _split_lead(parts: list[_Part], length: int) -> tuple[list[_Part], int]:
    """Fields are short and are no sentences; from the first part that is one, it is text."""
    for number, part in enumerate(parts):
        long = len(part.text.split()) > MAX_FIELD_WORDS
        if number and (long or (_SENTENCE.search(part.text) and not _PERSON.match(part.text))):
            return parts[:number], part.start
    return parts, length


def _is_heading(parts: list[_Part], separator: re.Pattern[str]) -> bool:
    if len(parts) < 2 or not all(part.text for part in parts):
        return False
    names = [part.text for part in parts[1:]]
    if len(parts[0].text.split()) > MAX_FIELD_WORDS or len(parts[0].text.split()) < 2:
        return False
    if any(len(name.split()) > MAX_NAME_WORDS and parse_date(name) is None for name in names):
        return False
    kinds = [_kind(name) for name in names]
    if len(parts) == 2 or separator is _SEPARATORS[2]:
        return kinds[-1] == "outlet"
    return sum(kind != "unknown" for kind in kinds) >= 1


def _kind(text: str) -> str:
    if parse_date(text):
        return "date"
    if _EDITION.search(text):
        return "edition"
    if OUTLET_WORD.search(text):
        return "outlet"
    letters = [character for character in text if character.isalpha()]
    if len(letters) > 3 and all(character.isupper() for character in letters):
        return "place"
    if _PERSON.match(text):
        return "person"
    return "unknown"


def _name_fields(texts: list[str]) -> Fields:
    found: dict[str, str] = {}
    unknown: list[str] = []
    for text in texts[1:]:
        kind = _kind(text)
        if kind in ("unknown", "person") and kind not in found and not text.startswith("By "):
            unknown.append(text)
        found.setdefault(kind, text)
    byline = found.get("person")
    outlet = found.get("outlet")
    if outlet is None:
        # The word after the title names who published it, unless it is plainly a person.
        outlet = next((text for text in unknown if text == texts[1] and text != byline), None)
    return Fields(
        title=texts[0],
        outlet=outlet,
        byline=byline.removeprefix("By ") if byline else None,
        published=parse_date(found["date"]) if "date" in found else None,
        place=found.get("place"),
    )
