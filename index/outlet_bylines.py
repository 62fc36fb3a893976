"""Who wrote a story, as lines around it say: bylines above the text, the writer's life below it.

Looks at lines with their neighbours: a name alone may be a headline as well.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.headings import AGENCIES
from index.outlet_links import ends_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_BYLINE_WORDS = 7
MOST_OUTLET_WORDS = 4
MOST_LINES = 6  # over the text among which a bare name may be a byline
FEWEST_TO_NAME = 2  # lines over the text, among which a newspaper's name is its outlet's
FROM_THE_END = 4  # paragraphs among which something is told of the writer
FEWEST_LETTERS = 4  # of a word that is looked for in the text
_ADDRESS = re.compile(r"\S+@\S+\.\w+\Z")
_NAMED = r"[A-Z][\w.’'-]+(?: (?:[A-Z][\w.’'-]*|de|della|van|von|al|bin)){1,3}"
_PERSON = re.compile(
    rf"(?:(?:By )?{_NAMED}(?:(?:,? and |, ){_NAMED})*|Editors|Staff|Staff [Rr]eports?|"
    rf"Editorial Board)\Z"
)
_BY = re.compile(rf"(?:By|BY):? (?P<name>{_NAMED})\b")
_FIRST_NAME = re.compile(_NAMED)
_OUTLET = re.compile(
    r"(?:[\w-]+(?:\.[\w-]+)*\.(?:com|org|net)|By:? [A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){1,3}|"
    r"(?i:special (?:for|to)|staff (?:and|reports?|writers?)|(?:[\w ]+ )?wire reports?)\b.*|"
    r".*\| ?\w+\.(?:com|org|net)|.* and staff|.* via [A-Z]{2,6}|"
    r"[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){1,3},? (?:[Ff]or|[Ss]pecial (?:to|for)) (?:[Tt]he )?"
    r"[A-Z].*|"
    r"(?:The )?(?:Associated Press|Reuters|Bloomberg|USA TODAY.*))\Z"
)
# Words with which names of outlets end, and other lines too: only under a person's name.
_OUTLET_BELOW = re.compile(
    r"(?:(?:[A-Z0-9(][\w.&’'/-]*[,)]?|and) ){0,5}(?:Register|Journal|Times|Post|Tribune|Herald|"
    r"News|"
    r"Gazette|Star|Press|Republic|TODAY|Today|Democrat|Enquirer|Record|Observer|Globe|Chronicle|"
    r"Courier|Courier-Journal|Sentinel|Ledger|Advertiser|Inquirer|Network|Service|Dispatch|"
    r"Report|Street|Fool|Sun|Bee|Mail|"
    r"Correspondent|Bureau|AFP|(?:[A-Z][\w.-]* )?(?i:contributor|columnist|correspondent|"
    r"(?:staff |aerospace |sports |airlines )?writer|reporter|editor))\Z"
    r"|@\w+\Z|[A-Z]{2,}(?: [A-Z]{2,}){0,2}\Z|USAToday\Z|UsaToday\Z"
)
_CONTACT = re.compile(r"\S@\w|\b[0-9]{3}[) .-]{1,2}[0-9]{3}-[0-9]{4}\b")
# The name of a newspaper alone over a text.
_NEWSPAPER = re.compile(
    r"(?:The )?(?:[A-Z][\w.’'-]* ){1,3}(?:Times|Tribune|Herald|Gazette|Ledger|Register|Enquirer|"
    r"Dispatch|Chronicle|Observer|Inquirer|Advertiser|Journal|Democrat|Republic)\Z"
)
_REACHED = re.compile(r"(?:^|\W)@\w{3,}|\S@\S+\.\w|\b[0-9]{3}-[0-9]{4}\b")
_REACHING = re.compile(
    r"\b(?:(?i:reach(?:ed)?|contact(?:ed)?|follow|e-?mail(?:ed)?)|Twitter|X|Instagram)\b"
)
_NAMED_FIRST = re.compile(rf"(?:Follow )?(?!The ){_NAMED}[,:]? ")


def byline_rows(lines: Sequence[str]) -> list[int]:
    """The lines above the text that name the outlet, and the person right before.

    A name alone is a byline where no word of it comes back in the text, as a headline's words do.
    """
    head = _head(lines)
    rows: set[int] = set()
    for row, line in enumerate(head):
        if len(line.split()) > MOST_BYLINE_WORDS:
            continue
        person = row > 0 and not _BY.match(line) and _PERSON.match(lines[row - 1]) is not None
        below = person and (_OUTLET_BELOW.match(line) or _ADDRESS.match(line))
        if (
            not person
            and row < FEWEST_TO_NAME
            and _NEWSPAPER.match(line)
            and len(head) < len(lines)
        ):
            rows.add(row)
        elif _OUTLET.match(line) or _is_both(line) or below or (person and _NEWSPAPER.match(line)):
            rows |= {row - 1, row} if person else {row}
        elif row == 1 and person and _is_title(line) and _is_bare_name(lines[0], lines, head):
            rows |= {0, 1}
        elif row < MOST_LINES and (line.upper() in AGENCIES or _is_bare_name(line, lines, head)):
            rows.add(row)
    return sorted(rows) if len(rows) < len(lines) else []


def writers(lines: Sequence[str], rows: Sequence[int]) -> set[str]:
    """The first person named by each of these rows."""
    found = (_BY.match(lines[row]) or _FIRST_NAME.match(lines[row]) for row in rows)
    return {match.groupdict().get("name") or match[0] for match in found if match}


def rows_of_writers(lines: Sequence[str], rows: Sequence[int]) -> list[int]:
    """The last paragraphs that tell of a writer: "Jan Roe is a retired captain"."""
    names = "|".join(map(re.escape, writers(lines, rows)))
    told = re.compile(rf"(?:[\w’'-]+ ){{0,4}}(?:{names})(?:,| [a-z]+\b)") if names else None
    text = len(_head(lines))
    return [
        row
        for row in range(max(len(lines) - FROM_THE_END, text + 1), len(lines))
        if (told and told.match(lines[row])) or _is_of_a_writer(lines[row])
    ]


def _is_of_a_writer(line: str) -> bool:
    """Whether a line of the end names somebody and how to reach them."""
    found = _NAMED_FIRST.match(line) and _REACHED.search(line)
    return bool(found and _REACHING.search(line))


def _head(lines: Sequence[str]) -> Sequence[str]:
    ended = (row for row, line in enumerate(lines) if ends_sentence(line) or line.endswith("?"))
    return lines[: next(ended, len(lines))]


def _is_bare_name(line: str, lines: Sequence[str], head: Sequence[str]) -> bool:
    if not _PERSON.match(line) or len(head) == len(lines):
        return False
    told = (each for each in lines[len(head) :] if not _CONTACT.search(each))
    text = " ".join(told).casefold()
    own = re.findall(rf"\w{{{FEWEST_LETTERS},}}", line.casefold())
    return bool(own) and not any(re.search(rf"\b{word}", text) for word in own)


def _is_title(line: str) -> bool:
    """Whether a line is a few words, each with a capital, as the name of an outlet is."""
    words = line.split()
    return len(words) <= MOST_OUTLET_WORDS and all(word[0].isupper() for word in words)


def _is_both(line: str) -> bool:
    """`Ana Ruiz, Kelm Post`."""
    person, _, outlet = line.partition(", ")
    return bool(_PERSON.match(person) and _OUTLET_BELOW.match(outlet))
