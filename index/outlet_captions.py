"""Captions of pictures, galleries and films: by their mark, by their credit, by what they show.

Conventions of news sites, each of which many outlets share. Looks at one line at a time.
"""

from __future__ import annotations

import re

LONGEST_CREDIT = 400  # characters
FEWEST_CAPTION = 6  # words of a caption with a name behind it
FEWEST_CREDITS = 2  # in a run of captions of one gallery
LONGEST_SCENE = 45  # words
FEWEST_SEEN = 6
FROM_THE_END = 90  # characters behind the day of a scene

_CAPTION = re.compile(
    r"\W*(?:(?:file |stock |handout )?(?:photo|photograph|image|picture|pic|video|graphic|"
    r"illustration|screenshot|map|chart|cartoon|caption|figure)s?"
    r"(?: (?:credit|by|courtesy|caption|illustration|source|from|of the day|via))?(?: [0-9]{1,2})?"
    r"\s*(?:[:/|]|\Z|(?<=by)|(?<=courtesy))|file ?[-–—] |"
    r"(?:pictured|seen here|shown here)\s*[:,]|(?:above|below|left|right)\s*:|"
    r"clockwise(?: from [\w ]{3,20})?\s*[:,]|getty images|"
    r"\(?(?:ap|afp|reuters|epa|pa) ?(?:photo|image|file)s?\b(?! \w+ed\b| (?:show|appear)))",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"(?:\b(?:via )?Getty(?: Images)?|\bAP Photo\b[^.]{0,60}|\bShutterstock|\biStock\w*|\bAlamy|"
    r"[/|]\s?(?:AFP|AP|Reuters|REUTERS|EPA|PA|Getty|Bloomberg|Redux|Zuma|ZUMA|Imagn|USA TODAY \w+)"
    r"(?:[ /,][A-Z0-9][\w’'-]*){0,6}|\b(?:REUTERS|Reuters|AFP|EPA)/(?![^.]*\b(?:poll|survey|"
    r"study)\b)[^.!?a-z][^.!?]{1,30}|"
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
# "... in 2015. (Kelm Network) Kelm Network", as a page prints a credit twice.
_CREDIT_TWICE = re.compile(r".*\((?P<credit>[^()]{3,80})\) ?(?P=credit)\.?\Z")
# "... in the city. Obtained by Kelm TV", "... its rim. Kelm Institute/University of Orn"
_CREDIT_OF = re.compile(
    r".*[a-z0-9)][.!?][”\"’]? (?:(?:Obtained|Provided) by|Courtesy(?: of)?) [A-Z][^.!?]{2,70}\.?\Z"
    r"|.*\((?i:image|photo|picture) (?i:credit|by|courtesy)[^()]{2,80}\)\Z"
)
_CREDIT_INSIDE = re.compile(rf"/{_AGENCIES}(?= [A-Z]|\Z)")
_SHORTENED = (
    r"(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bSt)(?<!\bJr)(?<!\bSr)(?<!\bLt)(?<!\bCo)(?<!\bvs)(?<!\bNo)"
    r"(?<!\b(?:Gov|Sen|Rep|Gen|Col|Rev|Sgt|Det|Adm|Maj|Mrs|Inc|Hon))"
    r"(?<!\b(?:Capt|Prof|Supt|Atty|Assn|Dept|Cmdr))"
)
_TAKER = r"[A-Z@][\w.’'-]*(?: (?:[A-Z][\w.’'+-]*|for|de|van|von)){0,4}"
# "... in the hall. Jan Roe/Kelm TV": with a slash, or after "courtesy" or "from".
_CREDIT_JOINED = re.compile(
    rf"[\w)]{{2}}[.!?][”\"’]? (?:{_TAKER} ?(?:/{{1,2}} ?{_TAKER}){{1,4}}|"
    rf"[a-z]\w+/[A-Z][\w. ]{{2,30}}|"
    rf"(?:[Cc]ourtesy(?: of)?|From|Photos? by) {_TAKER}|{_TAKER} (?:for|via) [A-Z]{{2,6}})\.?\Z"
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
    r"|.{3,80}?, seen (?:here|in [0-9]{4})\b|This (?:photo|picture|photograph) shows\b)",
)
_DAY = r"(?:\w+day, )?(?:Jan|Feb|Mar|Apr|May|June|July|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? [0-9]{1,2}"
# "A man waits for a bus in Kelm on May 3.": what is seen, in the present, of a day that is past.
# What is also done by appointment ("speaks", "meets") needs a year.
_TAKEN = re.compile(
    r"(?!.*\b(?:now|also|who|made|makes|was|were|had|have|has|said|will|would)\b)"
    r"(?:An? |The )?[A-Z]?[^.!?“\"]{2,70}? (?:(?:stands?|sits?|walks?|waits?|poses?|holds?|looks?|"
    r"waves?|gestures?|smiles?|embraces?|hugs?|kisses|clears?|wades?|carr(?:y|ies)|gathers?|"
    r"cheers?|"
    r"shouts?|detains?|rests?|shovels?|inspects?|greets?|listens?|flies over|flows?|rises over)"
    rf" [^.!?“\"]{{6,120}}(?:\bon|,) {_DAY}"
    r"|(?:speaks?|meets?|talks?|attends?|arrives?|leaves?|addresses|shakes hands|reacts?|"
    r"celebrates?)"
    rf" [^.!?“\"]{{6,120}}(?:(?:\bon|,) {_DAY},|\bin(?: [A-Z][a-z]{{2,8}})?) (?:19|20)[0-9]{{2}})"
    r"(?:, (?:19|20)[0-9]{2})?\.?\Z"
)


_OF_CREDITS = (
    "Getty", "AP", "AFP", "euters", "REUTERS", "EPA", "PA", "Shutterstock", "iStock", "Alamy",
    "Bloomberg", "Redux", "uma", "ZUMA", "Imagn", "TODAY", "Handout", "via X", "©", "redit:",
)  # fmt: skip
_OF_PICTURES = ("(", "seen", "shown", "pictured", " this ", "This ")


def is_caption(line: str) -> bool:
    """Whether a line by itself belongs to a picture, a gallery or a film."""
    if _PLAYER.match(line) or line.rstrip().endswith("Prev Next"):
        return True
    if "/" in line and len(_CREDIT_INSIDE.findall(line)) >= FEWEST_CREDITS:
        return True
    return len(line) <= LONGEST_CREDIT and _is_one_caption(line)


def _is_one_caption(line: str) -> bool:
    credited = any(agency in line for agency in _OF_CREDITS)
    named_taker = any(word in line for word in ("ourtesy", "From ", " by ", " for ", " via "))
    named = len(line.split()) >= FEWEST_CAPTION and _CREDIT_LAST.search(line)
    return bool(
        _CAPTION.match(line)
        or _CREDIT_FIRST.match(line)
        or (credited and _CREDIT.search(line))
        or named
        or (("/" in line or named_taker) and _CREDIT_JOINED.search(line))
        or _CREDIT_TWICE.match(line)
        or _CREDIT_OF.match(line)
        or (_TAKEN.match(line) and not _UNSEEN.search(line))
        or (any(part in line for part in _OF_PICTURES) and _IN_PICTURE.match(line))
    )


_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
# A day of a year, or a month of one: what is told of it in the present is a picture's.
_PAST_DAY = re.compile(
    rf"(?:(?:\b(?:on|,) |{_WEEKDAY},? |, ){_MONTH} [0-9]{{1,2}},? (?:19|20)[0-9]{{2}}\b"
    rf"|(?:\bin|,) {_MONTH} (?:19|20)[0-9]{{2}}\b|\bin (?:19|20)[0-9]{{2}}\.?\Z)"
)
_MONTH_NAMED = re.compile(rf"\b{_MONTH} ")
_ARTICLE = re.compile(r"(?:The|An?) ")
# What goes on by a calendar: "begins at sundown on May 25, 2023".
_BY_CALENDAR = re.compile(
    r"\b(?:begin|start|open|close|end|expire|fall|run|kick|return|launch|air|premiere|take place|"
    r"land|celebrate|mark|turn)(?:s|es)?\b(?!.*\b(?:during|after)\b)"
)
_BEFORE = r"(?:[\w.,’'#()-]+ ){1,12}?"
# What is seen at an event, though no day is named.
_POSING = (
    r"pose|wave|gesture|smile|embrace|hug|kisse?|cheer|shout|celebrate|react|kneel|pray|chant|"
    r"salute|applaud|clap|laugh|crouch|peer|sift|weep|cry|crie"
)
_SEEN = re.compile(
    rf"{_BEFORE}(?:{_POSING}|stand|sit|walk|wait|hold|wade|gather|shovel|inspect|greet|listen|"
    rf"guard|"
    r"queue|stroll|shop|load|unload|mourn|comfort|console|climb|ride|paddle|push|sweep|wear|"
    r"watche?|"
    r"carry|carrie|shakes? hand|browse|board|rise|billow|spray|dig|search|lower|lift|raise|clean|"
    r"wipe|sing|perform|march|protest|burn|crumble|drift|smolder|help|look (?:at|on)|looks (?:at|"
    r"on))"
    r"s?\b"
)
_AT_AN_EVENT = re.compile(
    rf"{_BEFORE}(?:{_POSING})s?\b.* (?:during|ahead of|following|prior to|"
    r"before the (?:start|opening)|after (?!being)\w+ing|at the (?:end|start))\b"
)
_THEN = re.compile(
    rf"\bon (?:{_WEEKDAY}, )?{_MONTH} [0-9]{{1,2}}\b|\b{_WEEKDAY}, {_MONTH} [0-9]|"
    r"\bin (?:19|20)[0-9]{2}\b"
)
# No picture shows these.
_UNSEEN = re.compile(
    r"[%$]|\b(?:about|according|total|average|effect|annual\w*|rules?|laws?|bills?|stud(?:y|ies)|"
    r"reports?|data|plans?|polic(?:y|ies)|decisions?|deals?|ruling|rates?|prices?|sales|millions?|"
    r"billions?|expects?|follows?|comes?|requires?|likely|agreement|districts?|adult|worthy)\b",
    re.IGNORECASE,
)
_ONE_SENTENCE = re.compile(
    r"[A-Z][^“”\"!?:;]*[.)]\Z|[A-Z][^“”\"!?:;]*\. (?:Courtesy )?[A-Z@][\w/ .]+\Z"
)
_NO_SUBJECT = frozenset(
    """or however fresh as after in with if at since for on by from here take she he they it we
    you i monday tuesday wednesday thursday friday saturday sunday check typically meanwhile now
    more while and but experts officials
    this these there when what""".split()  # noqa: SIM905
)
# Words of a sentence that tells: of the past, of what may be, or in somebody's words.
_TELLING = frozenset(
    """now also who which that was were had have has said says say will would could can cannot may
    might if when because but did does do is are be been being you i we began ran won led took
    held fell rose set met shot blew came went gave found lost sold told kept sat stood hit cut
    made makes plan plans cost costs wrote spoke became saw got should must per percent
    percentage then bought broke brought caught chose drew drove fought flew grew knew paid sang
    sank sent shook slept spent stole strode swam taught thought threw woke wore currently always
    usually often typically""".split()  # noqa: SIM905
)
_SHORT_FOR_IS = frozenset(
    """he's she's it's that's there's here's what's who's where's let's""".split()  # noqa: SIM905
)
_STATES = frozenset(
    """red united hundred masked injured damaged destroyed wounded flooded armed bed
    shed crowded assisted""".split()  # noqa: SIM905
)


def shows_a_scene(line: str) -> bool:
    """Whether a sentence tells in the present what is seen on a past day, as captions do.

    Only a paragraph of its own between others is one: a sentence inside a story may do so too.
    """
    words = re.findall(r"[\w’'-]+", line)
    if not FEWEST_SEEN <= len(words) <= LONGEST_SCENE or not _ONE_SENTENCE.match(line):
        return False
    day, seen = _PAST_DAY.search(line), _SEEN.match(line)
    if words[0].casefold() in _NO_SUBJECT or _UNSEEN.search(line):
        return False
    # What led to what is seen may be told behind the day.
    until = day.end() if day and seen and seen.end() < day.start() else len(line)
    if any(map(_is_telling, re.findall(r"[\w’'-]+", line[:until].casefold()))):
        return False
    # "Ruiz, women's singles in 1938." is an entry of a list.
    named = seen or _ARTICLE.match(line) or (day and _MONTH_NAMED.search(day[0]))
    near = day is not None and (seen or len(line) - day.end() <= FROM_THE_END)
    if named and near and not _BY_CALENDAR.search(line):
        return True
    if _AT_AN_EVENT.match(line):
        return True
    return seen is not None and _THEN.search(line, seen.end()) is not None


def _is_telling(word: str) -> bool:
    past = word.endswith("ed") and word not in _STATES
    if word.replace("’", "'") in _SHORT_FOR_IS:
        return True
    return past or word in _TELLING or word.endswith(("n’t", "n't"))
