"""What the first lines of an article say about it: title, outlet, byline, dateline, date.

General conventions of news text only; what they do not settle stays unknown.
"""

from __future__ import annotations

import re
from dataclasses import replace

from index.dates import parse_date
from index.front_matter import Fields, fields_from
from index.packed_heading import MAX_NAME_WORDS, OUTLET_WORD, read_packed_heading

HEAD_LINES = 10
MAX_TITLE_CHARACTERS = 220
MAX_TITLE_WORDS = 32
MAX_QUESTION_WORDS = 14  # a longer one is how a story begins
MAX_BYLINE_CHARACTERS = 120
MAX_DATELINE_CHARACTERS = 160
MAX_FIELD_LINE_CHARACTERS = 500

_FIELD = re.compile(
    r"(?:[-*•] )?(?P<key>(?:full )?title|headline|outlet|source|publication|publisher|byline|"
    r"authors?|date|published(?: date| on)?|publication date|date published|url|link|dateline|"
    r"location)"
    r"[ ]?::?[ ]+(?P<value>\S.{0,400})\Z",
    re.IGNORECASE,
)
_BY = re.compile(r"(?:By|BY|Written by|Story by)[ ]+(?P<names>\S.*)\Z")
_BY_ALONE = re.compile(r"by:?\Z", re.IGNORECASE)
_SPECIAL = re.compile(
    r"(?:\A|,? )special (?:to|for) (?:the )?(?P<outlet>[A-Z][^,;|]{1,60})\Z", re.IGNORECASE
)
_NAME_AND_MAIL = re.compile(
    r"(?P<names>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]*){1,3}) *[|·•,/–-] *"
    r"[\w.+-]{1,64}@[\w-]{1,60}(?:\.[\w-]{1,20}){1,4}\Z"
)
# Several of them on one line, as Markdown joins the lines of a note.
_FIELDS_OF_A_NOTE = re.compile(r"(?<=\S) (?=[A-Z][A-Za-z]*(?: [A-Z][a-z]+)?:: )")
_REPORTING = re.compile(
    r"(?:^|[(;.] ?)Reporting [Bb]y (?P<names>[A-Z][^;.()\n]{2,100}?)"
    r"(?:[;.)]|, (?:[a-z]+ )?(?:[Rr]eporting|[Ww]riting|[Ee]diting) by|$)",
    re.MULTILINE,
)
_PLACE_OF_WRITER = re.compile(r" (?:in|from) [A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,2}(?=,| and |\Z)")
# What stands behind a name and is none: a post, or an agency.
_POST = re.compile(
    r"(?:[A-Z][\w.'’&-]+ ){0,4}(?:staff )?(?:writer|reporter|correspondent|editor|columnist|"
    r"contributor|producer|staff)s?\Z",
    re.IGNORECASE,
)
_AGENCY_BEHIND = re.compile(
    r"[ ,]+(?P<agency>(?:The )?Associated Press|Agence France-Presse|Reuters|AFP|UPI|"
    r"(?:[A-Z][\w.&’'-]* ){0,3}News)\Z"
)
_FIRST_PUBLISHED = re.compile(r"\b(?:published|posted)(?: on)?:? *(?P<day>.*)", re.IGNORECASE)
_DATE_WORD = re.compile(
    r"(?:first )?(?P<word>published|posted|updated|last updated|modified)(?: on)?[: ]",
    re.IGNORECASE,
)
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun)"
_TIME = (
    r"(?:[,|]? *(?:at )?[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2})? *(?:[ap]\.?m\.?)? *"
    r"(?:[A-Z]{2,4}|[+-][0-9]{4})?)?"
)
_ONLY_A_DATE = re.compile(
    rf"(?:{_WEEKDAY}[,.]? +)?"
    r"(?:[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{4,15}(?:Z|[+-][0-9:]{2,6})?"
    rf"|[0-9]{{1,4}}[-/.][0-9]{{1,2}}[-/.][0-9]{{1,4}}"
    rf"|[A-Za-z]{{3,9}}\.? +[0-9]{{1,2}}(?:st|nd|rd|th)?,? +[0-9]{{4}}"
    rf"|[0-9]{{1,2}}(?:st|nd|rd|th)? +[A-Za-z]{{3,9}}\.?,? +[0-9]{{4}}){_TIME}"
    rf"(?:[ |•·]+(?:last )?updated:? .{{1,60}})?\Z",
    re.IGNORECASE,
)
_CAPITALS = r"[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3}"
_DATELINE = re.compile(
    rf"(?P<place>{_CAPITALS}(?: ?/ ?{_CAPITALS}){{0,4}}"
    r"(?:, [A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,2})?)"
    r"(?:,? *\((?P<agency>[A-Z][\w&.' -]{1,30})\)"
    r"|,? (?P<day>[A-Z][a-z]{2,8}\.? [0-9]{1,2}(?:, [0-9]{4})?)"
    r"(?: *\((?P<late_agency>[A-Z][\w&.' -]{1,30})\))?)?"
    r" *(?:—|–|--|-)(?= |\Z)"
)
# These stand where a place stands, and are not places.
AGENCIES = frozenset(
    ("AP", "AFP", "UPI", "CNN", "BBC", "NPR", "PBS", "NBC", "ABC", "CBS", "DPA", "ANSA", "EFE",
     "TASS", "KYODO", "XINHUA", "REUTERS", "BLOOMBERG", "AXIOS", "POLITICO")
)  # fmt: skip
# A line that is an outlet's address and nothing else: `usatoday.com`.
_HOST = re.compile(r"(?:www\.)?(?P<host>(?:[a-z0-9][a-z0-9-]{0,40}\.){1,3}[a-z]{2,6})\Z")
_NAME = r"[A-Z][\w.'’-]*"
# `Paris CNN —`, `Hong Kong CNN Business —`
_AGENCY_LINE = re.compile(
    rf"(?P<place>(?:{_NAME},? ){{0,4}}?)(?P<agency>[A-Z][A-Za-z]{{1,9}})(?: [A-Z][a-z]+)? ?[—–-]\Z"
)
_CAPITALISED = re.compile(rf"(?:{_NAME}|de|van|von|al|bin)(?: (?:{_NAME}|de|van|von|al|bin))*\Z")
_BEGINS_AS_DATE = re.compile(
    r"(?:(?:last )?updated|published|posted|[0-9]{1,4}|[a-z]{3,9}\.? [0-9]{1,2},"
    rf"|{_WEEKDAY})\b",
    re.IGNORECASE,
)
_IS_NO_TITLE = re.compile(r"[-•*·–—>|]|[0-9]{1,2}(?:[.)]|[:.][0-9]{2}[:.]?) |.*(?:[—–-]\Z|\S@\S)")
_ENDS_A_SENTENCE = re.compile(r"[.;:,][\"'”’)\]]*\Z")


def read_heading(text: str) -> Fields:
    """Title, outlet, byline, place and date as far as the first lines tell them."""
    lines = [line.strip() for line in text[:8000].split("\n")]
    fields, body = _read_first_line(lines)
    seen, waiting = 0, ""
    for line in lines[body:]:
        if not line:
            continue
        seen += 1
        if seen > HEAD_LINES:
            break
        if _BY_ALONE.match(line) or (waiting and line.endswith((" and", ",", "&"))):
            waiting = f"{waiting}{line} " if waiting else "By "
            continue
        for part in _FIELDS_OF_A_NOTE.split(waiting + line) if "::" in line else (waiting + line,):
            fields = _fill(fields, _read_line(part))
        waiting = ""
    return _fill(fields, _read_end(text)) if fields.byline is None else fields


def _read_end(text: str) -> Fields:
    """`Reporting by Jane Doe; Editing by John Roe` below a text."""
    found = _REPORTING.search(text[-600:])
    return Fields(byline=_read_byline(found["names"].strip()).byline) if found else Fields()


def _read_first_line(lines: list[str]) -> tuple[Fields, int]:
    """The fields of the first line that is not empty, and where the rest begins."""
    at = next((number for number, line in enumerate(lines) if line), len(lines))
    if at == len(lines):
        return Fields(), at
    line = lines[at].removeprefix("# ")
    if packed := read_packed_heading(line):
        return packed.fields, at + 1
    rest = [later for later in lines[at + 1 :] if later]
    if rest and _is_title(line):
        return Fields(title=line), at + 1
    return Fields(), at


def _is_title(line: str) -> bool:
    words = line.split()
    return (
        3 <= len(words) <= MAX_TITLE_WORDS
        and len(line) <= MAX_TITLE_CHARACTERS
        and not _ENDS_A_SENTENCE.search(line)
        and not _IS_NO_TITLE.match(line)
        and not (line.endswith(("?", "!")) and len(words) > MAX_QUESTION_WORDS)
        and not _are_names(line)
        and not (parse_date(line) and _BEGINS_AS_DATE.match(line))
        and _read_line(line) == Fields()
    )


def _are_names(line: str) -> bool:
    """`Jane Doe and John Q. Roe, EXAMPLE TIMES`: who wrote it, not what it is called."""
    parts = re.split(r", | and | & ", line)
    return all(len(part.split()) <= 3 and _CAPITALISED.match(part) for part in parts)


def _read_line(line: str) -> Fields:
    """What one line says; most lines say nothing."""
    if found := _FIELD.match(line[:MAX_FIELD_LINE_CHARACTERS]):
        return fields_from({found["key"]: found["value"]})
    if len(line) <= MAX_BYLINE_CHARACTERS and (fields := _read_short_line(line)) != Fields():
        return fields
    found = _DATELINE.match(line[:MAX_DATELINE_CHARACTERS])
    return _read_dateline(found) if found else Fields()


def _read_short_line(line: str) -> Fields:
    if found := _BY.match(line):
        return _read_byline(found["names"])
    if _DATE_WORD.match(line):
        # An update is not the publication, so a later "Published" may still be read.
        first = _FIRST_PUBLISHED.search(line)
        return Fields(published=parse_date(first["day"])) if first else Fields()
    if found := _NAME_AND_MAIL.match(line):
        return Fields(byline=found["names"])
    if found := _SPECIAL.search(line):
        name = line[: found.start()]
        byline = _read_byline(name).byline if name else None
        return Fields(byline=byline, outlet=found["outlet"]) if byline or not name else Fields()
    return _read_bare_line(line)


def _read_bare_line(line: str) -> Fields:
    """A date, an address or an agency that stands alone."""
    if _ONLY_A_DATE.match(line):
        return Fields(published=parse_date(line))
    if found := _HOST.match(line):
        return Fields(outlet=found["host"])
    if (found := _AGENCY_LINE.match(line)) and found["agency"].upper() in AGENCIES:
        return Fields(outlet=found["agency"], place=found["place"].strip(" ,") or None)
    return Fields()


def _read_byline(names: str) -> Fields:
    """`By Jane Doe, Reuters` or `By Jane Doe | CNN`; a sentence that begins with By is none."""
    first, *others = (part.strip() for part in re.split(r" *[|·•] *", names))
    published = next((day for part in others if (day := parse_date(part))), None)
    named, outlet = _without_what_follows(first)
    words = [word for word in re.split(r"[ ,]+", named) if word not in ("and", "of", "de", "&")]
    named = named.rstrip(" ;:,")
    capital = words and all(word[0].isupper() or word[0] in "‘'" for word in words if word)
    sentence = named.endswith((".", "?", "!")) and len(words) > 4
    if not capital or len(words) > 14 or sentence:
        return Fields()
    outlet = outlet or next(filter(_may_be_outlet, others), None)
    return Fields(byline=named, outlet=outlet, published=published)


def _without_what_follows(name: str) -> tuple[str, str | None]:
    """A writer's name without place, post and outlet behind it; the outlet."""
    name, outlet = _PLACE_OF_WRITER.sub("", name), None
    if special := _SPECIAL.search(name):
        return name[: special.start()], special["outlet"]
    if (agency := _AGENCY_BEHIND.search(name)) and agency.start():
        name, outlet = name[: agency.start()], agency["agency"]
    before, comma, after = name.rpartition(", ")
    if comma and _POST.match(after):
        return before, outlet
    if comma and (after.upper() in AGENCIES or OUTLET_WORD.search(after)):
        return before, after
    return name, outlet


def _may_be_outlet(part: str) -> bool:
    """Whether what stands beside a writer's name is an outlet, and no address, day or post."""
    known = part.upper() in AGENCIES or bool(OUTLET_WORD.search(part) or _HOST.match(part))
    several = 1 < len(part.split()) <= MAX_NAME_WORDS and part[:1].isupper()
    is_other = "@" in part or parse_date(part) or _DATE_WORD.match(part) or _POST.match(part)
    return not is_other and (known or several)


def _read_dateline(found: re.Match[str]) -> Fields:
    place, agency = found["place"].strip(), found["agency"] or found["late_agency"]
    if place.upper() in AGENCIES:
        return Fields(outlet=place)
    published = parse_date(found["day"]) if found["day"] else None
    return Fields(place=place, outlet=agency, published=published)


def _fill(known: Fields, found: Fields) -> Fields:
    """Add what was not known; what an earlier line said stays."""
    if found == Fields():
        return known
    return replace(
        found,
        **{
            name: value
            for name in ("title", "outlet", "byline", "published", "place", "url")
            if (value := getattr(known, name)) is not None
        },
    )
