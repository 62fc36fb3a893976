"""Lines that an outlet prints around its story: links, captions, corrections, notes about itself.

Conventions of news sites, each of which many outlets share. Knows nothing of what a story tells.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST_LINE = 700  # characters; what is longer tells something itself
LONGEST_CREDIT = 400
MOST_LINKED = 12  # lines under "Most read"
LONGEST_LINK = 24  # words of a headline that a line leads to
FEWEST_UPDATED = 5  # words behind "Update:" that tell what is new


class LineKind(StrEnum):
    """What such a line is."""

    CAPTION = "caption"
    LINK = "link"
    CORRECTION = "correction"
    NOTE = "note"
    CONTRIBUTOR = "contributor"


_ITSELF = (
    r"(?:this|the|our|an?) (?:[\w-]+ ){0,3}?(?:article|story|report|piece|page|headline|caption|"
    r"post|column|live ?blog|blog|graphic|video|photo caption|version)"
)
_CORRECTION = re.compile(
    r"\W*(?:corrections?|clarifications?|corrected|clarified|corrections? (?:and|"
    r"&) clarifications?)"
    r"\b[^:.\n]{0,60}(?:[:.–—-]|\Z)"
    r"|.{0,160}\b(?:earlier|previous|original|prior) versions? of (?:this|the|our)\b"
    rf"|.{{0,80}}\b{_ITSELF} (?:was|has been|is|were|have been) (?:\w+ )?"
    r"(?:corrected|amended|clarified|revised)\b"
    r"|.{0,80}\bwe (?:have )?(?:corrected|amended)\b.{0,40}\b(?:article|story|report)"
    rf"|.{{0,80}}\b{_ITSELF} (?:was|has been) updated to (?:reflect|correct|clarify|remove|say)\b"
    r"|.{0,60}\b(?:misstated|misidentified|misspelled|incorrectly (?:said|stated|reported))\b"
    r".{0,200}\b(?:earlier|article|story|version|headline|caption)\b",
    re.IGNORECASE,
)
_UPDATE = re.compile(
    r"\W*update[ds]?\b(?P<when>[^:\n]{0,40}):\s*(?P<rest>\S.*)", re.IGNORECASE | re.DOTALL
)
_DATED = re.compile(
    r"\W*(?:(?:last )?updated?|published|posted|first published|modified)\b[^.!?]{0,60}"
    r"[0-9][^!?]{0,40}\Z",
    re.IGNORECASE,
)
_LABELS = (
    r"read (?:more|also|next|this|this next|now|the full (?:story|report|article)|our [\w ]{3,30})|"
    r"see (?:also|more)|also read|also on [\w. ]{2,30}|"
    r"(?:related|recommended|suggested|popular|latest|top|trending|other|must-read)"
    r"(?: (?:reading|stor(?:y|ies)|articles?|coverage|content|links?|posts?|topics?|news|reads|"
    r"now))?"
    r"(?: on [\w. ]{2,30})?|"
    r"more(?: (?:on|from|about|coverage|stories|news|reading|top stories|like this|to read|to "
    r"explore)(?: [\w ’'-]{1,40})?)?|"
    r"most (?:read|popular|viewed|shared|watched)(?: [\w ’'-]{1,30})?|"
    r"watch(?: (?:live|now|more|next|this|also|video|the video))?|listen(?: (?:now|to this|here))?|"
    r"(?:in|from) (?:pictures|photos|video|the archives?)|"
    r"(?:don[’']?t|do not) miss|dig deeper|go deeper|keep reading|continue reading|read on|"
    r"in case you missed it|you (?:may|might) (?:also )?(?:like|be interested in)|"
    r"(?:up|what to read) next|editors?[’']? picks?|further reading|explore more|opinion|analysis|"
    r"(?:live )?(?:updates|blog)|story continues(?: below)?(?: \w+)?|advertisement|"
    r"sponsored(?: content)?|"
    r"(?:[\w’'-]+ )?newsletters?|subscriber exclusive|fact[ -]check|context|explainer|gallery|"
    r"video|"
    r"photos|podcast|quiz|poll"
)
# "READ MORE: Twelve people hurt in fire", "Related:" above such lines, "Most read".
_LABELLED = re.compile(rf"\W*(?P<label>{_LABELS})\s*(?P<mark>[:|>»›→–—]|\Z)\s*(?P<rest>.*)",
                       re.IGNORECASE | re.DOTALL)  # fmt: skip
# Some labels are words of any sentence, and lead elsewhere only where a colon follows.
_PLAIN_WORDS = re.compile(
    r"(?:opinion|analysis|context|explainer|gallery|video|photos|podcast|quiz|poll|watch|listen|"
    r"latest|top|other|more|popular|related|recommended|suggested|trending|fact[ -]check|"
    r"updates|blog)"
    r"\Z",
    re.IGNORECASE,
)
_LEADS = re.compile(
    r"\W*(?:read (?:more|also|next|on)\b(?! than)|see also\b|also read\b|(?:click|tap) (?:here|"
    r"below|"
    r"through|on the)\b|(?:to )?read (?:the|our) (?:full|latest|rest)\b|keep reading\b|"
    r"continue reading\b|find (?:out )?more (?:about|on|here|at)\b|learn more (?:about|here|at)\b|"
    r"for (?:more|the latest|full|our|additional)\b.{0,80}\b(?:click|visit|follow|read|see|view|"
    r"go to|sign|check|head)\b|"
    r"(?:you can )?(?:follow|join|find) (?:us|our|along|the conversation)\b|"
    r"follow (?:our|the latest|live|\S{2,20} on (?:twitter|x|facebook|instagram|threads|"
    r"whatsapp))\b|"
    r"(?:please )?(?:sign ?up|subscribe|register)\b(?! for (?:the )?(?:draft|army))|"
    r"(?:get|receive|want) (?:our|the|more|all|this|unlimited)\b.{0,80}\b(?:newsletters?|inbox|app|"
    r"alerts?|email|stories?)\b|"
    r"(?:this|the) (?:article|story|newsletter|column) (?:is|was|comes) (?:part of|from|originally|"
    r"first|adapted|excerpted|produced|published|supported|also)\b|"
    r"download (?:the|our)\b|(?:listen|watch|stream) (?:to )?(?:the|our|this|live|more|"
    r"now)\b(?=.{0,120}"
    r"(?:podcast|video|here|below|above|episode|live\b|\Z))|watch (?:the|this|live|now|"
    r"[A-Z])[^.!?]*\Z|"
    r"(?:have|got) (?:you|a) (?:been affected|tip|story|news tip|question)\b|"
    r"(?:share|save) this (?:article|story|page)\b|support (?:our|independent|us)\b.{0,60}"
    r"\b(?:journalism|work|newsroom)\b|become a (?:member|subscriber|supporter)\b|"
    r"(?:scroll|swipe) (?:down|to)\b|check out (?:our|the|more|these)\b|don[’']t miss\b|"
    r"our [\w -]{3,40} (?:newsletter|podcast|app)\b|view (?:this post|more|the gallery)\b|"
    r"would you like to (?:receive|read|get)\b)",
    re.IGNORECASE,
)
_CAPITAL_LABEL = re.compile(
    r"\W*(?P<label>[A-Z][A-Z0-9’'&/ .-]{2,50}):\s*(?P<rest>\S.*)", re.DOTALL
)
_CAPTION = re.compile(
    r"\W*(?:(?:file |stock |handout )?(?:photo|photograph|image|picture|pic|video|graphic|"
    r"illustration|screenshot|map|chart|cartoon|caption|figure)s?"
    r"(?: (?:credit|by|courtesy|caption|illustration|source|from|of the day|via))?(?: [0-9]{1,2})?"
    r"\s*(?:[:/|]|\Z|(?<=by)|(?<=courtesy))|file ?[-–—] |"
    r"(?:pictured|seen here|shown here|above|below|left|right|clockwise)\s*[:,]|getty images|"
    r"\(?(?:ap|afp|reuters|epa|pa) ?(?:photo|image|file))",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"(?:\b(?:via )?Getty(?: Images)?|\bAP Photo\b[^.]{0,60}|\bShutterstock|\biStock\w*|\bAlamy|"
    r"[/|]\s?(?:AFP|AP|Reuters|REUTERS|EPA|PA|Getty|Bloomberg|Redux|Zuma|ZUMA|Imagn|USA TODAY \w+)"
    r"[^.!?]{0,60}|\b(?:REUTERS|Reuters|AFP|EPA)/[^.!?]{2,60}|\bHandout|\bvia (?:AP|Reuters|AFP|X))"
    r"[)\].]*\s*\Z"
)
_NOTE = re.compile(
    r"\W*(?:editor[’']?s?[’']? notes?\b|note to (?:readers|editors)\b|a note (?:to|from)\b|"
    r"disclaimer\b|disclosure\b|about this (?:story|article|series)\b|"
    r"(?:all )?(?:rights|material) reserved\b|copyright\b|©|"
    r"(?:this|our) (?:live ?blog|live coverage|page|blog) (?:is|has|was)\b|"
    r"(?:our|this) (?:live )?(?:coverage|blog|live ?blog).{0,40}"
    r"\b(?:closed|closing|ends|ended|ending|paused?|continues?)|"
    r"we[’'](?:ve|re) (?:closed|closing|wrapping|ending|pausing)\b|that[’']s (?:all|"
    r"it) for (?:today|"
    r"now|our)\b|thank(?:s| you) for (?:reading|following|joining|your)\b|"
    r"(?:good (?:morning|evening|afternoon)(?:,| and) )?welcome to (?:our|the) (?:live|rolling)\b|"
    r"(?:we may|[\w ]{2,40} may|[\w ]{2,30} newsroom[\w ]{0,30}) (?:earn|receive) (?:a |"
    r"an )?commission|"
    r"(?:the views|opinions) expressed\b|(?:this|the) [\w ]{0,20}(?:interview|conversation|"
    r"transcript|"
    r"q&a) (?:has been|was|is) (?:\w+ )?(?:edited|condensed)\b|"
    r"if you(?: or (?:someone|anyone) you know)?.{0,80}\b(?:call|text|dial|contact|"
    r"reach out)\b.{0,40}"
    r"[0-9]{3})"
    r"|.{0,200}\ball rights reserved\b",
    re.IGNORECASE,
)
_CONTRIBUTOR = re.compile(
    r".{0,200}\bcontribut(?:ed|ing) (?:\w+ )?(?:to (?:this|the)(?: \w+)? (?:report|story|"
    r"article|piece|"
    r"coverage|reporting|column)|reporting\b)[^.]{0,60}\W*\Z"
    r"|\W*(?:(?:additional |further |with )?(?:reporting|writing|editing|research|graphics|"
    r"photography|production|translation)(?: and (?:reporting|writing|editing))? (?:by|from)\b|"
    r"edited by\b|compiled by\b|with (?:files|contributions|inputs?|reports?|"
    r"agency inputs?) from\b|"
    r"(?:contact|reach|email) (?:\w+ ){0,3}(?:reporter|at|via|on)\b.{0,120}|"
    r"follow (?:him|her|them|\w+ \w+)(?: on\b| at\b|:| @))"
    r"|[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){1,3},? (?:is|are) (?:an? |the )?(?:[\w’'-]+ ){0,6}?"
    r"(?:reporter|correspondent|columnist|editor|staff writer|contributor|journalist|fellow)s?\b"
    r".{0,40}\b(?:at|for|with|of|based|covering)\b.{0,160}\b(?:follow|reach|contact|twitter|"
    r"email|@)",
)
# "In other news:Will you have to pay?": set without a space, as links in a text often are.
_GLUED = re.compile(r"\W*[A-Z][^:.!?\n]{2,60}:[A-Z‘“'\"][^.!\n]{10,200}\Z")
_ENDS = re.compile(r"[.!?…][\"”’')\]]*\Z")
_ENDS_SENTENCE = re.compile(r"[.!…:;,][\"”’')\]]*\Z")
_ITEM = re.compile(r"(?:[-*•‣▪·–—>]|[0-9]{1,2}[.)]?) +")


def outlet_line(line: str) -> LineKind | None:
    """What a line or a sentence is by itself; None where it belongs to the story."""
    line = line.strip()
    if len(line) > LONGEST_LINE:
        return None
    if _GLUED.match(line) and not _ENDS_SENTENCE.search(line):
        return LineKind.LINK
    if _is_correction(line):
        return LineKind.CORRECTION
    bare = _bare(line)
    rules = (
        (_CONTRIBUTOR.match(bare), LineKind.CONTRIBUTOR),
        (_is_caption(line), LineKind.CAPTION),
        (_NOTE.match(line) or _DATED.match(line), LineKind.NOTE),
        (_LEADS.match(bare) or _is_labelled_link(bare), LineKind.LINK),
    )
    return next((kind for found, kind in rules if found), None)


def outlet_lines(lines: Sequence[str], spoken: Sequence[bool]) -> list[LineKind | None]:
    """The same of every paragraph; `spoken` names those in which somebody has the floor.

    Under a label that stands alone ("Most read") the headlines up to the next sentence are links;
    a label in capitals before a headline ("MORE TENNIS: Ruiz wins") leads to another story unless
    several follow each other, as in a list of facts.
    """
    found = [None if said else outlet_line(line) for line, said in zip(lines, spoken, strict=True)]
    below = 0
    for row, line in enumerate(lines):
        if spoken[row]:
            below = 0
        elif found[row] is LineKind.LINK:
            below = MOST_LINKED if _is_bare_label(line) else below
        elif below and found[row] is None and _is_headline(line):
            found[row], below = LineKind.LINK, below - 1
        else:
            below = 0
    return [
        kind or (LineKind.LINK if not spoken[row] and _is_capital_link(lines, row) else None)
        for row, kind in enumerate(found)
    ]


def _bare(line: str) -> str:
    return line.lstrip(" \t([*_>»›→•-–—").strip()


def _is_correction(line: str) -> bool:
    if _CORRECTION.match(line):
        return True
    update = _UPDATE.match(line)
    return (
        update is not None
        and len(update["rest"].split()) >= FEWEST_UPDATED
        and not (_DATED.match(line))
    )


def _is_caption(line: str) -> bool:
    return len(line) <= LONGEST_CREDIT and bool(_CAPTION.match(line) or _CREDIT.search(line))


def _is_labelled_link(line: str) -> bool:
    found = _LABELLED.match(line)
    if found is None or len(found["rest"].split()) > LONGEST_LINK:
        return False
    if not found["mark"]:
        return not _PLAIN_WORDS.match(found["label"].strip())
    # "More: he went on to say that ..." in lower case goes on with the sentence.
    return not found["rest"][:1].islower()


def _is_bare_label(line: str) -> bool:
    found = _LABELLED.match(_bare(line))
    return found is not None and not found["rest"]


def _is_headline(line: str) -> bool:
    bare = _ITEM.sub("", line.strip(), count=1)
    return len(bare.split()) <= LONGEST_LINK and not _ENDS.search(bare)


def _is_capital_link(lines: Sequence[str], row: int) -> bool:
    if not _has_capital_label(lines[row]):
        return False
    beside = [n for n in (row - 1, row + 1) if 0 <= n < len(lines)]
    return not any(_has_capital_label(lines[n]) for n in beside)


def _has_capital_label(line: str) -> bool:
    found = _CAPITAL_LABEL.match(line.strip())
    return found is not None and _is_headline(found["rest"]) and len(found["rest"].split()) > 3
