"""What an outlet says about its own story: corrections, credits of pictures, who helped, notes.

Conventions of news sites, each of which many outlets share. Looks at one line at a time.
"""

from __future__ import annotations

import re

from index.headings import AGENCIES

LONGEST_CREDIT = 400  # characters
FEWEST_UPDATED = 5  # words behind "Update:" that tell what is new
FEWEST_CAPTION = 6  # words of a caption with a name behind it
FEWEST_CREDITS = 2  # in a run of captions of one gallery

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
    rf"|.{{0,80}}\b{_ITSELF} (?:was|has been) updated to (?:reflect|correct|clarify|remove|say)\b"
    r"|.{0,60}\b(?:misstated|misidentified|misspelled|incorrectly (?:said|stated|reported))\b"
    r".{0,200}\b(?:earlier|article|story|version|headline|caption)\b",
    re.IGNORECASE,
)
_UPDATE = re.compile(
    r"\W*update[ds]?\b(?P<when>[^:\n]{0,40}):\s*(?P<rest>\S.*)", re.IGNORECASE | re.DOTALL
)
_DATED = re.compile(
    r"\W*(?:(?:last )?updated?|published|posted|first published|modified)\b"
    r"(?:[^.!?]|\b(?:jan|feb|mar|apr|aug|sept?|oct|nov|dec|[ap]\.m)\.){0,60}"
    r"[0-9][^!?]{0,40}\Z",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"\W*(?:(?:file |stock |handout )?(?:photo|photograph|image|picture|pic|video|graphic|"
    r"illustration|screenshot|map|chart|cartoon|caption|figure)s?"
    r"(?: (?:credit|by|courtesy|caption|illustration|source|from|of the day|via))?(?: [0-9]{1,2})?"
    r"\s*(?:[:/|]|\Z|(?<=by)|(?<=courtesy))|file ?[-–—] |"
    r"(?:pictured|seen here|shown here)\s*[:,]|(?:above|below|left|right)\s*:|"
    r"clockwise(?: from [\w ]{3,20})?\s*[:,]|getty images|"
    r"\(?(?:ap|afp|reuters|epa|pa) ?(?:photo|image|file))",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"(?:\b(?:via )?Getty(?: Images)?|\bAP Photo\b[^.]{0,60}|\bShutterstock|\biStock\w*|\bAlamy|"
    r"[/|]\s?(?:AFP|AP|Reuters|REUTERS|EPA|PA|Getty|Bloomberg|Redux|Zuma|ZUMA|Imagn|USA TODAY \w+)"
    r"(?:[ /,][A-Z0-9][\w’'-]*){0,6}|\b(?:REUTERS|Reuters|AFP|EPA)/[^.!?a-z][^.!?]{1,30}|"
    r"\bHandout|\((?:image |photo )?credit: [^()]{2,60}|\bvia (?:AP|Reuters|AFP|X)|"
    r"© ?[A-Z0-9][\w’'-]*(?: [A-Z][\w’'-]*){0,4})"
    r"[)\].]*\s*\Z"
)
_AGENCIES = (
    r"(?:AFP|AP|Reuters|REUTERS|EPA|PA|Getty Images|Getty|Bloomberg|Redux|Zuma|ZUMA|Imagn|"
    r"Shutterstock|USA T(?:oday|ODAY) \w+)"
)
# "Jan Roe/Kelm Times/AP Snow covers a street": the credit of the picture before.
_CREDIT_FIRST = re.compile(
    rf"[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]*){{0,4}}(?:/[\w .’'-]{{2,40}}?){{0,3}}/{_AGENCIES}\b"
)
_CREDIT_INSIDE = re.compile(rf"/{_AGENCIES}(?= [A-Z]|\Z)")
_SHORTENED = (
    r"(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bSt)(?<!\bJr)(?<!\bSr)(?<!\bLt)(?<!\bCo)(?<!\bvs)(?<!\bNo)"
    r"(?<!\b(?:Gov|Sen|Rep|Gen|Col|Rev|Sgt|Det|Adm|Maj|Mrs|Inc|Hon))"
    r"(?<!\b(?:Capt|Prof|Supt|Atty|Assn|Dept|Cmdr))"
)
# "... in the hall. Jan Roe": a name behind the last full stop is who took the picture.
_CREDIT_LAST = re.compile(
    rf"[a-z]{{2}}{_SHORTENED}[.!?][”\"’]? (?:[Cc]ourtesy (?:of )?|Photo by )?"
    r"(?:[A-Z][\w’'-]+(?: (?:[A-Z]\.|[A-Z][\w’'/-]*)){0,4}|© ?[A-Z0-9][^.]{2,60}\.?)\Z"
)
_PLAYER = re.compile(
    r"\W*(?:video ad feedback|just watched|must watch|now playing|replay more videos)\b"
    r"|.{0,300}\b[0-9]{1,2}:[0-9]{2} - Source:",
    re.IGNORECASE | re.DOTALL,
)
_IN_PICTURE = re.compile(
    r"(?!.*\b(?:said|says|told)\b)(?:.{0,80}\((?:(?:from |top |bottom |far |second from )?"
    r"(?:left|right|cent(?:er|re))|pictured|above|below)\)"
    r"|.{0,200}\b(?:is|are) (?:seen|shown|pictured) (?:here|in this)\b"
    r"|.{0,200}\bin this (?:[\w.-]+ ){0,4}(?:photo|photograph|image|picture|screenshot|handout)\b"
    r"|[^.]{3,80}, seen (?:here|in [0-9]{4})\b|This (?:photo|picture|photograph) shows\b)",
)
_DAY = r"(?:\w+day, )?(?:Jan|Feb|Mar|Apr|May|June|July|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? [0-9]{1,2}"
# "A man waits for a bus in Kelm on May 3.": what is seen, in the present, of a day that is past.
# What is also done by appointment ("speaks", "meets") needs a year.
_TAKEN = re.compile(
    r"(?!.*\b(?:now|also|who|made|makes|was|were|had|have|has|said|will|would)\b)"
    r"(?:An? |The )?[A-Z]?[^.!?“\"]{2,70}? (?:(?:stands?|sits?|walks?|waits?|poses?|holds?|looks?|"
    r"waves?|gestures?|smiles?|embraces?|hugs?|kisses|clears?|wades?|carr(?:y|ies)|gathers?|cheers?|"
    r"shouts?|detains?|rests?|shovels?|inspects?|greets?|listens?|flies over|flows?|rises over)"
    rf" [^.!?“\"]{{6,120}}(?:\bon|,) {_DAY}"
    r"|(?:speaks?|meets?|talks?|attends?|arrives?|leaves?|addresses|shakes hands|reacts?|"
    r"celebrates?)"
    rf" [^.!?“\"]{{6,120}}(?:(?:\bon|,) {_DAY},|\bin(?: [A-Z][a-z]{{2,8}})?) (?:19|20)[0-9]{{2}})"
    r"(?:, (?:19|20)[0-9]{2})?\.?\Z"
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
    r"(?:the views|opinions) expressed\b|(?:this|the) [\w ]{0,20}(?:interview|conversation|"
    r"transcript|"
    r"q&a) (?:has been|was|is) (?:\w+ )?(?:edited|condensed)\b|"
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
# "In other news:Will you have to pay?": set without a space, as links in a text often are.
_HELPED = re.compile(
    r"(?-i:CONTRIBUTING [A-Z])|@\w+\Z|includes reporting (?:by|from)\b|reach the reporters? at\b|"
    r"(?-i:[A-Z])[\w’'-]+ reported from (?-i:[A-Z])[^.]{2,60}\.\Z|"
    r"\S+@\S+\.\w+; *[0-9(][0-9() -]{8,14}\Z|"
    r"\S+@\S+\.\w+\Z|(?-i:Reporting by [A-Z])[^.]{3,200}(?:;|editing by)|"
    r"\W*contributing(?: to this (?:report|story|article))?\s*:|\((?:additional )?(?:reporting|"
    r"writing)(?: and (?:writing|editing))? by\b|\W*(?:additional|further) reporting by\b",
    re.IGNORECASE,
)
# "Jan Roe covers the courts. Reach her at jroe@example.org."
_REPORTER = re.compile(
    r"[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,3},? (?:covers|reports (?:on|for)|writes (?:about|for)|"
    r"can be reached|(?:is|has been) (?:an?|the)? ?(?:[\w/&’'-]+ ){0,6}"
    r"(?i:reporter|editor|columnist|writer|correspondent|journalist|specialist|producer|photographer))\b.{0,400}"
    r"(?:\S@\S|@\w|\bdigital account\b|\([0-9]{3}\))"
    r"|(?i:you can )?(?i:follow|contact|reach|e-?mail) (?:[a-z]+ )?[A-Z][^.]{0,80}"
    r"(?:@|\bTwitter\b|\bX\.com\b)"
    r"|(?:\w+ ){0,3}[Rr]eporters? [A-Z].{3,200}\bcontributed\.?\Z"
    r"|(?:(?i:contact|reach|e-?mail) )?[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]*){1,3}(?: at)?[:,|]? *"
    r"(?:\(?[0-9]{3}\)?[ .-]{1,2}[0-9]{3}[.-][0-9]{4}\b|\S+@\S+\.\w)",
    re.DOTALL,
)
_REPORTER_LINE = re.compile(
    r"\W*(?:e-?mail|follow|twitter(?:/x)?|x|instagram|threads)\b.{0,80}@", re.IGNORECASE
)
# "- Jan Roe", "— Jan Roe and Ana Ruiz" under an entry.
_SIGNED = re.compile(
    r"\W{0,3}[-–—−‒]{1,2} ?(?:(?i:submitted|compiled|reported|written) by .{3,80}|"
    r"(?i:staff)(?: \w+)?|(?:[A-Z][\w’'-]* ){1,4}staff|"
    r"[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,3}(?:(?:,|;| and|, and) [A-Z][\w.’'-]+"
    r"(?: [A-Z][\w.’'-]+){0,3}){0,3})\Z",
)
_BARE_DATELINE = re.compile(
    r"(?:(?:Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec)[a-z]*\.? [0-9]{1,2}, [0-9]{4}\b"
    r"(?:, [0-9:]+ [ap]\.m\. [A-Z]{2,3}| Updated .{8,40})?\Z)|"
    r"[A-Z][\w .,/()’'-]{1,40} ?[—–]\Z"
)
_NOTHING_SAID = re.compile(r"[\W_]+\Z")
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


# Without one of these no pattern of its kind can match: most lines are read no further.
_OF_CORRECTIONS = (
    "correct", "clarif", "version", "amend", "revis", "update", "misstat", "misident", "misspell"
)  # fmt: skip
_OF_CREDITS = (
    "Getty", "AP", "AFP", "euters", "REUTERS", "EPA", "PA", "Shutterstock", "iStock", "Alamy",
    "Bloomberg", "Redux", "uma", "ZUMA", "Imagn", "TODAY", "Handout", "via X", "©", "redit:",
)  # fmt: skip
_OF_PICTURES = ("(", "seen", "shown", "pictured", " this ", "This ")


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
    )


def is_caption(line: str) -> bool:
    """Whether a line belongs to a picture, a gallery or a film."""
    if _PLAYER.match(line) or line.rstrip().endswith("Prev Next"):
        return True
    if "/" in line and len(_CREDIT_INSIDE.findall(line)) >= FEWEST_CREDITS:
        return True
    return len(line) <= LONGEST_CREDIT and _is_one_caption(line)


def _is_one_caption(line: str) -> bool:
    credited = any(agency in line for agency in _OF_CREDITS)
    named = len(line.split()) >= FEWEST_CAPTION and _CREDIT_LAST.search(line)
    return bool(
        _CAPTION.match(line)
        or _CREDIT_FIRST.match(line)
        or (credited and _CREDIT.search(line))
        or named
        or _TAKEN.match(line)
        or (any(part in line for part in _OF_PICTURES) and _IN_PICTURE.match(line))
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
    )


def is_note(line: str) -> bool:
    """Whether the outlet speaks of itself, or a line has no word of a story."""
    if line.strip() in AGENCIES:
        return True
    found = (_NOTE, _DATED, _BARE_DATELINE, _NOTHING_SAID, _PRINTED_AT_THE_END)
    return any(pattern.match(line) for pattern in found)
