"""What an outlet says about its own story: corrections, who helped, notes.

Conventions of news sites, each of which many outlets share. Looks at one line at a time.
"""

from __future__ import annotations

import re

from index.headings import AGENCIES

FEWEST_UPDATED = 5  # words behind "Update:" that tell what is new

_PRINTED = (
    r"(?:[\w-]+ ){0,3}?(?:article|story|report|piece|page|headline|caption|post|column|blog)\b"
)
_ITSELF = (
    r"(?:this|the|our|an?) (?:[\w-]+ ){0,3}?(?:article|story|report|piece|page|headline|caption|"
    r"post|column|live ?blog|blog|graphic|video|photo caption|version)"
)
_CORRECTION = re.compile(
    r"\W*(?:corrections?|clarifications?|corrected|clarified|corrections? (?:and|"
    r"&) clarifications?)"
    r"\b[^:.\n]{0,60}(?:[:.–—-]|\Z)"
    r"|.{0,160}\b(?:earlier|previous|original|prior) versions? of (?:this\b|"
    rf"(?:the|our) {_PRINTED})"
    rf"|.{{0,80}}\b{_ITSELF} (?:was|has been|is|were|have been) (?:\w+ )?"
    r"(?:corrected|amended|clarified|revised)\b"
    r"|.{0,80}\bwe (?:have )?(?:corrected|amended)\b.{0,40}\b(?:article|story|report)"
    rf"|.{{0,80}}\b{_ITSELF} (?:was|has been) updated (?:to (?:reflect|correct|clarify|remove|"
    r"say)|with correct(?:ed)?)\b"
    r"|.{0,60}\b(?:misstated|misidentified|misspelled|incorrectly (?:said|stated|reported))\b"
    r".{0,200}\b(?:earlier|article|story|version|headline|caption)\b",
    re.IGNORECASE,
)
_UPDATE = re.compile(
    r"\W*update[ds]?\b"
    r"(?:[^:\n]{0,40}[0-9][^:\n]{0,30}(?::[0-9]{2}[^:\n]{0,20})?|,? \w+day)?:\s*(?P<rest>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_DATED = re.compile(
    r"\W*(?:(?:last )?updated?|published|posted|first published|modified)\b"
    r"(?=.*(?:\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\b|[0-9][:/.-][0-9]|"
    r"\b(?:19|20)[0-9]{2}\b|[0-9] ?[ap]\.?m\b|\b(?:ago|today|yesterday)\b))"
    r"(?:[^.!?]|\b(?:jan|feb|mar|apr|aug|sept?|oct|nov|dec|[ap]\.m)\.){0,60}"
    r"[0-9][^!?]{0,40}\Z",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"\W*(?:editor[’']?s?[’']? notes?\b|note to (?:readers|editors)\b|a note (?:to|from)\b|"
    r"disclaimer\b|disclosure\b|about this (?:story|article|series)\b|"
    r"(?:all )?(?:rights|material) reserved\b|copyright\b|©|"
    r"(?:this|our) (?:live ?blog|live coverage|page|blog) (?:is|has|was|reflects|recaps)\b|"
    r"(?:our|this) (?:live )?(?:coverage|blog|live ?blog).{0,40}"
    r"\b(?:closed|closing|ends|ended|ending|paused?|continues?)|"
    r"we[’'](?:ve|re) (?:closed|closing|wrapping|ending|pausing)\b|that[’']s (?:all|"
    r"it) for (?:today|"
    r"now|our)\b|thank(?:s| you) for (?:reading|following|joining|your)\b|"
    r"(?:good (?:morning|evening|afternoon)(?:,| and) )?welcome to (?:our|the) (?:live|rolling)\b|"
    r"(?:we may|[\w ]{2,40} may|[\w ]{2,30} newsroom[\w ]{0,30}) (?:earn|receive) (?:(?:a |"
    r"an )?commission|revenue from)|"
    r"(?:the (?:views|opinions)|opinions|the views and opinions) expressed\b|(?:this|"
    r"the) [\w ]{0,20}(?:interview|conversation|"
    r"transcript|"
    r"q&a) (?:has been|was|is) (?:\w+ )?(?:edited|condensed|generated)\b|"
    r"if you(?: or (?:someone|anyone) you know|[’']re struggling| are struggling| need help| have "
    r"been affected).{0,80}\b(?:call|text|dial|contact|"
    r"reach out)\b.{0,40}"
    r"[0-9]{3})"
    r"|.{0,200}\ball rights reserved\b"
    r"|\W*check back (?:here )?(?:for|later|soon|often)\b"
    r"|\W*(?:lightly )?(?:edited|condensed)(?: and (?:edited|condensed))? for (?:length|clarity)\b"
    r"|\W*this is the opinion of (?-i:[A-Z])|\W*for a full list of sources\b"
    r"|\W*we (?:occasionally |may )recommend\b.{0,60}\bproducts\b"
    r"|\W*note: (?:this|the) (?:story|article|report)\b|\W*due to the volume of (?:e-?)?mail\b"
    r"|\W*this is a (?:developing|breaking) (?:news )?(?:story|situation)\b"
    r"|.{0,80}\b(?:coverage|reporting|journalism|project|series|newsroom)\b.{0,80}\bis (?:made "
    r"possible|supported|funded|underwritten)\b.{0,60}\b(?:grants?|donations?|partnership|gifts?|"
    r"foundation|support|trust)\b"
    r"|\W*updated?\b[^:\n]{0,40}: (?:this|the) (?:article|story|post) has been updated\b"
    r"|\W*warning: (?:this|the|our) (?:video|story|article|footage|clip|page)\b"
    r"|\W*(?:we(?:[’']ll| will) (?:have more|post (?:more|comments|updates))\b)"
    r"|\W*an? (?:earlier |longer |shorter )?version of this (?:story|article|column|interview|"
    r"essay|"
    r"piece|report) (?:(?:first|originally|also) |was (?:first |originally )?)?(?:appeared|ran|"
    r"published)\b"
    r"|\W*this (?:story|article|column|report|essay|piece) was (?:first |originally )?"
    r"(?:re-?published|published|posted|written with)\b"
    r"|\W*(?:please |to |consider )*(?:support(?:ing)?) (?:\w+ )?local (?:news|journalism)\b"
    r"|\W*(?:thanks to our|we thank our) (?:subscribers|readers|members|donors)\b"
    r"|\W*we(?: are|[’']re) providing this (?:content|story|coverage|information)\b"
    r"|\W*(?:we will use the details you|you agree to (?:the|our) (?:processing|terms|privacy))\b"
    r"|\W*this (?:story|article|report|project|series) about\b.{0,80}\bwas (?:produced|supported|"
    r"reported|published) (?:by|with|in)\b",
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
_HELPED = re.compile(
    r"(?-i:CONTRIBUTING [A-Z])|@\w+\Z|includes reporting (?:by|from)\b|reach the reporters? at\b|"
    r"(?-i:[A-Z])[\w’'-]+ reported from (?-i:[A-Z])[^.]{2,60}\.\Z|"
    r"\S+@\S+\.\w+; *[0-9(][0-9() -]{8,14}\Z|"
    r"\S+@\S+\.\w+\Z|(?-i:Reporting by [A-Z])[^.]{3,200}(?:;|editing by)|"
    r"\W*(?:contributing(?: to this (?:report|story|article))?|contributors?)\s*:|"
    r"\((?:additional )?(?:reporting|"
    r"writing)(?: and (?:writing|editing))? by\b|\W*(?:additional|further) reporting by\b",
    re.IGNORECASE,
)
# "This story and headline have been updated", "Material from Kelm Press was used in this report."
_OF_THE_STORY = re.compile(
    r"(?=.{8,180}\Z)\W*(?:(?:this|the|our) (?=.{0,40}\b(?:story|article|column|"
    r"headline|report|page|post)\b.{0,40}\bupdated?\b)|.{0,80}\b(?:this|the) (?:story|report|"
    r"article|coverage)\b.{0,20}"
    r"\b(?:using|uses|includes|contains) .{0,40}(?:material|reporting|technology|data)\b|"
    r"(?:some |additional )?(?:material|reporting|information) (?:from|by) .{3,80} (?:was|were|is) "
    r"(?:also )?used in (?:this|the)\b)",
    re.IGNORECASE,
)
# "Jan Roe, Kelm Post and Star contributed."
_THEY_CONTRIBUTED = re.compile(r"[A-Z][^.!?“”\"]{3,160} contributed\.?\Z")
# Somebody of the outlet, an address, and what to do with it.
_OF_THE_OUTLET = re.compile(
    r"(?=[^“”\"]{10,300}\Z)(?=.*\b(?i:reporters?|columnists?|correspondents?|editors?|writers?|"
    r"journalists?|producers?|(?:story|news) (?:ideas?|tips?)|board of contributors)\b)"
    r"(?=.*(?:\S@\S+\.\w|(?:^|[\s(])@\w{3,}|\bon (?:Twitter|X|Instagram|Facebook|Threads|"
    r"Bluesky)\b))"
    r"(?=.*\b(?i:reach(?:ed)?|contact(?:ed)?|follow|e-?mail(?:ed)?|connect with|send|tell|join)\b)"
)
# "Jan Roe covers the courts. Reach her at jroe@example.org."
_REPORTER = re.compile(
    r"(?:(?:[A-Z]\w+ ){1,3}(?:reporter|writer|columnist) )?"
    r"[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,3},? (?:covers|reports (?:on|for)|writes (?:about|for)|"
    r"(?:can|may) be reached|(?:is|has been) (?:an?|the)? ?(?:[\w/&’'-]+ ){0,6}"
    r"(?i:reporter|editor|columnist|writer|correspondent|journalist|specialist|producer|"
    r"photographer))\b.{0,400}"
    r"(?:\S@\S|@\w|\bdigital account\b|\([0-9]{3}\))"
    r"|(?i:you can )?(?i:follow|contact|reach|e-?mail) (?:[a-z]+ )?[A-Z][\w’'-]+[ ,][^.]{0,80}"
    r"(?:@|\bTwitter\b|\bX\.com\b)"
    r"|(?:\w+ ){0,3}[Rr]eporters? [A-Z].{3,200}\bcontributed\.?\Z"
    r"|(?:(?i:contact|reach|e-?mail) )?[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]*){1,3}(?: at)?[:,|]? *"
    r"(?:\(?[0-9]{3}\)?[ .-]{1,2}[0-9]{3}[.-][0-9]{4}\b|\S+@\S+\.\w)",
    re.DOTALL,
)
_REPORTER_LINE = re.compile(
    r"\W*(?:(?:you can )?(?:reach|contact|follow|e-?mail|call) "
    r"(?:(?:him|her|them|me|us)\b|@\w|(?:\w+ ){0,3}?(?-i:[A-Z])[\w.’'-]+(?: |,))[^“”\"]{0,200}?"
    r"(?:\S@\S|@\w|\b(?:twitter|x)\.com\b)|"
    r"e-?mail: ?\S+@|(?:twitter(?:/x)?|x|instagram|threads)\b[^\w“”\"]{0,4}@)",
    re.IGNORECASE,
)
# "- Jan Roe", "— Jan Roe (Kelm Post) and Ana Ruiz of the Star" under an entry.
_SIGNED = re.compile(
    r"\W{0,3}[-–—−‒]{1,2} ?(?:(?i:submitted|compiled|reported|written) by .{3,80}|"
    r"(?i:staff)(?: \w+)?|(?:By )?[A-Z](?:[\w.’'&/-]|,(?=[ A-Z])|; |[()]|"
    r" (?=[A-Z(&–-]|(?:and|of|for|in|at|the|with|part|a|staff|from)\b)){2,140})\Z"
)
_BARE_DATELINE = re.compile(
    r"(?:(?:Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec)[a-z]*\.? [0-9]{1,2}, [0-9]{4}\b"
    r"(?:, [0-9:]+ [ap]\.m\. [A-Z]{2,3}| Updated .{8,40})?\Z)|"
    r"[A-Z][\w .,/()’'-]{1,40} ?[—–]\Z"
)
_NOTHING_SAID = re.compile(r"[\W_]+\Z")
_SOURCES = re.compile(
    r"\W*(?:(?:SOURCES|(?i:our sources))\s*:|"
    r"Sources:(?!.*\b(?:said|say|told)\b) .{2,500}\Z)"
)
_PRINTED_AT_THE_END = re.compile(
    r"\W*(?:SOURCES?:? [A-Z]|Sources?: [A-Z0-9][^“”\"]{2,150}\Z|"
    r"(?i:please (?:re)?set embargo|embargoed (?:until|for)\b|"
    r"this (?:story|article|column) (?:originally|first) appeared\b|"
    r"this (?:story|article|content) is (?:being )?(?:provided|available|free)|"
    r"(?:this|the) (?:story|article|page|post) (?:has (?:also )?been|was|is being|will be) "
    r"updated\b"
    r".{0,60}\Z|"
    r".{3,80}\bcontent partner\b|.{0,300}\bearn (?:us )?an? commission\b|"
    r"prices were accurate\b))"
)


# Without one of these no pattern can match: most lines are read no further.
_OF_CORRECTIONS = (
    "correct", "clarif", "version", "amend", "revis", "update", "misstat", "misident", "misspell"
)  # fmt: skip


def are_sources(line: str) -> bool:
    """Whether a paragraph lists what a story was written from, however long it is."""
    return _SOURCES.match(line) is not None


def is_correction(line: str) -> bool:
    """Whether a line puts right or brings up to date what its story said before."""
    folded = line.casefold()
    if not any(part in folded for part in _OF_CORRECTIONS):
        return False
    if _CORRECTION.match(line):
        return True
    update = _UPDATE.match(line)
    return (
        update is not None
        and len(update["rest"].split()) >= FEWEST_UPDATED
        and not _DATED.match(line)
        and not _PRINTED_AT_THE_END.match(update["rest"])
    )


def is_contributor(line: str) -> bool:
    """Whether a line says who wrote, helped or edited, or how to reach them."""
    bare = line.lstrip(" \t([*_>»›→•-–—").strip()
    return bool(
        _SIGNED.match(line)
        or _HELPED.match(line)
        or _CONTRIBUTOR.match(bare)
        or _REPORTER.match(bare)
        or _REPORTER_LINE.match(bare)
        or _OF_THE_OUTLET.match(bare)
        or _THEY_CONTRIBUTED.match(bare)
    )


def is_note(line: str) -> bool:
    """Whether the outlet speaks of itself, or a line has no word of a story."""
    if line.strip() in AGENCIES:
        return True
    found = (
        _NOTE,
        _DATED,
        _SOURCES,
        _BARE_DATELINE,
        _NOTHING_SAID,
        _OF_THE_STORY,
        _PRINTED_AT_THE_END,
    )
    return any(pattern.match(line) for pattern in found)
