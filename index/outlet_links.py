"""Lines that lead to another story or to what an outlet offers: labels, promotions, links.

Conventions of news sites, each of which many outlets share. Looks at one line at a time.
"""

from __future__ import annotations

import re

LONGEST_LINK = 24  # words of a headline that a line leads to
FEWEST_LINKED = 4  # words behind a label that is set without a space
LONGEST_OFFER = 600  # characters
MOST_LABEL_WORDS = 12
MOST_ALONE = 6  # words of a label that nothing else marks
LONGEST_FACT = 6  # words of what follows it
MOST_FACT_WORDS = 3  # "Cause of death:"
FEWEST_SHARED = 2  # words of a heading that its text has too
STEM = 6  # letters
_EMPTY = frozenset(
    """what that this with from here have when will where know does they their about more your
    after over would could which there been were than them then into just also""".split()  # noqa: SIM905
)
MOST_LED_TO = 18  # words of sentences behind a label that says nothing of leading elsewhere

_LABELS = (
    r"read(?= ?:)|(?:full )?story(?= ?:)|icymi|read (?:more|also|next|this|this next|now|"
    r"the full (?:story|report|article)|our [\w ]{3,30})|"
    r"see (?:also|more)|also read|also on [\w. ]{2,30}|"
    r"(?:related|recommended|suggested|popular|latest|top|trending|other|must-read)"
    r"(?: (?:reading|stor(?:y|ies)|articles?|coverage|content|links?|posts?|topics?|news|reads|"
    r"now))?"
    r"(?: on [\w. ]{2,30})?|"
    r"more(?: (?:on|from|about|coverage|stories|news|reading|top stories|like this|to read|to "
    r"explore)(?: [\w ’'-]{1,40})?)?|more (?:[\w’'.-]+ ){1,4}(?:news|stories|coverage|headlines)|"
    r"follow (?:every|each|all|along)(?: [\w’'-]+){0,3}|"
    r"(?:videos?|photos?|pictures|images) (?:from|of) [\w ’'-]{3,40}(?=:\Z)|"
    r"most (?:read|popular|viewed|shared|watched)(?: [\w ’'-]{1,30})?|"
    r"watch(?: (?:live|now|more|next|this|also|video|the video))?|listen(?: (?:now|to this|here))?|"
    r"(?:in|from) (?:pictures|photos|video|the archives?)|"
    r"(?:don[’']?t|do not) miss|dig deeper|go deeper|keep reading|continue reading|read on|"
    r"in case you missed it|you (?:may|might) (?:also )?(?:like|be interested in)|"
    r"(?:up|what to read) next|editors?[’']? picks?|further reading|explore more|opinion|analysis|"
    r"(?:live )?(?:updates|blog)|story continues(?: below)?(?: [\w ]{2,20})?|advertisement|"
    r"sponsored(?: content)?|"
    r"(?:[\w’'-]+ ){0,4}newsletters?|subscriber exclusive|for subscribers|fact[ -]check|"
    r"(?:more )?from (?:our|the) (?:partners?|network|archives?|sponsors?|affiliates?)|"
    r"elsewhere (?:in|on) [\w ]{2,30}|(?:around|across) the (?:web|network)|promoted|"
    r"(?:previously|earlier|reported)(?: (?:in|on|from|reported|this) [\w .’'-]{2,30})?|"
    r"context|explainer|gallery|"
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
    r"updates|blog|(?:previously|earlier|reported)(?: .*)?)"
    r"\Z",
    re.IGNORECASE,
)
# Alone on a line these stand over links.
_OTHERS = re.compile(r"(?:related|recommended|trending|popular)", re.IGNORECASE)
_LEADS = re.compile(
    r"\W*(?:read (?:more|also|next|on)\b(?! than)|see also\b|also read\b|(?:click|tap) (?:here|"
    r"below|"
    r"through|on the)\b|(?:to )?read (?:the|our) (?:full|latest|rest)\b|keep reading\b|"
    r"continue reading\b|find (?:out )?more (?:about|on|here|at)\b|learn more (?:about|here|at)\b|"
    r"get (?:live|the latest) updates\b|"
    r"for (?:more|the latest|full|our|additional|information)\b.{0,80}\b(?:click|visit|follow|read|"
    r"see|view|"
    r"go to|sign|check|head)\b|"
    r"(?:you can )?(?:follow|join|find) (?:us|our|along|the conversation)\b|"
    r"follow (?:our|the latest|live|\S{2,20} on (?:twitter|x|facebook|instagram|threads|"
    r"whatsapp))\b|"
    r"(?:please )?(?:sign[ -]?up|subscribe|register)\b(?! for (?:the )?(?:draft|army))|"
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
    r"(?:scroll|swipe) (?:down|to)\b|check out (?:our|my|the|more|these)\b|don[’']t miss\b|"
    r"(?:please )?consider (?:signing up for (?:our|his|her|their)|"
    r"subscribing|supporting (?:us|our))\b|"
    r"(?:turn|tune in) to [A-Z][\w.]* for\b|stay (?:tuned|with us) (?:to|for)\b|"
    r"visit [\w.-]{3,40}\.(?:com|org|net|co\.uk)\b|"
    r"our [\w -]{3,40} (?:newsletter|podcast|app)\b|view (?:this post|more|the gallery)\b|"
    r"would you like to (?:receive|read|get)\b)",
    re.IGNORECASE,
)
_CAPITAL_LABEL = re.compile(
    r"\W*(?P<label>[A-Z][A-Z0-9’'&/ .-]{2,50}):\s*(?P<rest>\S.*)", re.DOTALL
)
# "In other news:Will you have to pay?": set without a space, as links in a text often are.
_GLUED = re.compile(
    r"\W*(?P<label>[^:\n]{2,80}?)(?:(?<=[^\s\d:/]):(?=i?[A-Z0-9‘“'\"])|"
    r"(?<=[A-Za-z] [0-9]):(?=[A-Z])|(?<=[A-Za-z] [0-9]{4}):(?=[A-Z])|\s:(?=[A-Z])|"
    r"(?<=[?!]): ?(?=[A-Z]))(?P<rest>[^\n]{10,260})\Z"
)
# "Inside the last showRuiz ends her tour": a label whose link lost the space before it.
_JOINED = re.compile(
    r"[^.!?:]{0,80}?(?<![^ ‘“'\"(])(?:[a-z]{3,}|['‘][^’']{3,30}['’])(?=[A-Z][a-z]+ )[^\n]*\Z"
)
# "The bridge is closed.Here is how to get there"
_RUN_ON = re.compile(
    r"[^.!?:“\"]{8,70}(?<=[a-z]{3})(?:[?!](?=[A-Z][a-z’']+[ ,])|\.(?=[A-Z][a-z’']+[ ,][^.]*\Z)|"
    r"\.(?=(?:Here[’']s|Now|See|Check|Read|Subscribe)\b))[^\n“\"]{8,160}\Z"
)
_RUN_TOGETHER = re.compile(r"\b[a-z]{3,}[A-Z][a-z]{2,}")
# "New target? Mayor turns to schools": a question that is a label.
_ASKED_LABEL = re.compile(r"(?P<label>(?:\S+ ){0,3}\S+|[A-Z’' ]{8,60})[?] (?P<rest>[A-Z].*)\Z")
# "What is everyone talking about? Sign up for our newsletter": the line of an offer.
_ASKED_FIRST = re.compile(r"[^.?!]{4,60}[?] ?(?P<rest>[A-Z].*)")
# "Who made history? See the many firsts"
_ASKED_TEASER = re.compile(
    r"[^.?!\n]{8,80}[?] (?P<rest>(?:See|Here[’']s|Read|Watch|Find|What to know) .*)\Z"
)
# "► Spain reopens: Visitors can come": a pointer as outlets set it.
_POINTED = re.compile(r"[►▶»]\s*(?P<label>[^:.!?\n]{2,80}):\s*(?P<rest>\S.*)\Z")
_LABELLED_HEADLINE = re.compile(r"(?P<label>[A-Z][^:.!?\n\d]{2,50}): (?P<rest>[A-Z‘“'\"].*)\Z")
_FACTS = re.compile(
    r"\W*(?:when|where|what|who|why|how|question|answer|cost|price|address|phone|hours|location|"
    r"date|time|age|"
    r"born|died|tickets?|admission|score|result|style|winner|details|total|deaths?|cases|cause|"
    r"source|note)\b",
    re.IGNORECASE,
)
_TEASES = re.compile(
    r"\bhere[’']s (?:how|what|where|why)\b|\A\W*(?:see|shop|here[’']s|how|what|why|don[’']t|find|"
    r"get|meet|read|watch|listen|learn|inside|who|where|when|is|are|can|will|should)\b",
    re.IGNORECASE,
)
# "Check your local forecast here>>>", "Send your questions here."
_HERE = re.compile(
    r"\W*(?:please |you can |to )?(?:check|take|see|stay up to date|keep up|view|watch|send|share|"
    r"submit|read|find|learn|listen|click|sign|subscribe|register|donate|browse|shop|vote|"
    r"follow)\b[^.!?]{0,160}"
    r"\bhere\b\W*\Z"
    r"|.{0,120}\bhas (?:the )?(?:details|more)\b.{0,120}\bin this story\W*\Z"
    r"|(?:[^.!?]{0,60}: ?)?(?:follow|keep|stay|read|see|watch|listen)\b[^.!?:]{0,100}\bhere\W*\Z"
    r"|(?:[^.!?]*[.!?])?[^.!?]{0,160}\b(?:click|tap) (?:right )?here\b[^.!?]{0,60}\W*\Z"
    r"|\W*(?:please )?(?:tap or )?click here\b"
    r"|.{0,160}\bcan (?:now )?be (?:found|read|seen|viewed|watched) here\b\W*\Z",
    re.IGNORECASE,
)
_OFFER = re.compile(
    r"\W*(?:to|and to) (?:sign up|subscribe|register|read more|learn more|donate)\b.{0,80}"
    r"\b(?:visit|click|go to|e-?mail|text|call)\b"
    r"|\W*to (?:recommend|nominate|suggest|submit)\b.{0,60}\b(?:contact|e-?mail|write to)\b"
    r"|\W*we(?: want| would like|[’']d like) to hear (?:from you|how you|your|about your)"
    r"|\W*(?:if you )?(?:would like to |want to )?share your (?:story|experience|thoughts|photos)\b"
    r"|\W*(?:do you have|have you got|got) an? (?:news )?(?:story|tip|question|comment|photo)\b"
    r"|\W*(?:message|e-?mail|text|write to) us\b|\W*send (?:us )?your\b"
    r"|\W*if you(?:[’']d| would)? (?:like|want|wish) to (?:submit|share)(?:,| (?:a|an|your)\b)"
    r"|.{0,40}\b(?:love|like) to hear (?:from you|your)\b"
    r"|[^.!?:]{2,40}: (?:the )?(?:latest|full|complete) [^.!?]{3,80}\band more\.?\Z"
    r"|[^.!?:]{2,50}: (?:https?://|www\.)\S+(?:,? and (?:https?://|www\.)\S+){0,2}\Z"
    r"|\W*play (?:the|our) [^.,]{0,40}\b(?:daily|crossword|puzzle|quiz|cross)\b"
    r"|https?://\S+\Z|[^.!?]{3,60}: sign[ -]?up\b|\W*you can (?:read|find|see) more of\b"
    r"|\W*please (?:e-?mail|contact)\b.{0,120}\S@\S"
    r"|\W*(?:read|see|watch) (?:what|how|which|why|where|who|about|his|her|their)\b[^.!?]{10,140}\Z"
    r"|\W*take (?:the|our) [\w ]{0,20}(?:quiz|poll|survey)\b|\W*follow for\b"
    r"|\W*see (?:photos|pictures|videos?|the full list|all the)\b[^.!]*\Z"
    r"|\W*(?:you can )?(?:hit|press) play (?:on|to)\b"
    r"|.{0,80}\b(?:highlights|explains|breaks down|looks at|lays out) (?:what|how|why|who|the)\b"
    r".{0,100}\bin this (?:story|article)\W*\Z"
    r"|\W*(?:please share your|vote here\b|there(?:[’']s| is) still time to (?:share|vote|send))"
    r"|\W*learn more from [^.!?]{3,60}:\Z"
    r"|\W*keep up with [^.!?]{3,60}\b(?:live updates|coverage|newsletter)\b"
    r"|\W*(?:mobile|app|desktop) users:|\W*stay informed[.:]"
    r"|\W*(?:get|shop|buy|grab|order|opt for) (?:the |a |an |your )?[^.!?]{3,90} (?:at|from|on|"
    r"for) "
    r"(?:(?:the )?[A-Z$][^.!?]{0,60}|\$[0-9][^!?]{0,40})\Z"
    r"|\W*(?:see|check)\b[^.!?]{3,80} (?:at|on) [\w-]+\.(?:com|org|net|gov)[\w/.]{0,60}\Z"
    r"|[^:.!?]{2,60}: ?(?:subscribe|sign[ -]?up|download)\b.{0,50}"
    r"\b(?:our|newsletters?|app|alerts?|updates)\b"
    r"|\W*the [A-Z][\w ]{2,30} app (?:gets|brings|gives|puts|lets) you\b"
    r"|\W*head over to (?:our|the|tonight|today)\b|.{0,120}\bwe[’']ve got you covered\b"
    r"|\W*story continues\b|\W*catch up (?:on|with)\b"
    r"|.{0,60}\b(?:shop this season|curated by our editors)\b",
    re.IGNORECASE | re.DOTALL,
)
# What somebody says to others: "Sign up, she told them."
_SPOKEN = re.compile(
    r"[“\"‘']|.*, (?:s?he|they|[A-Z]\S+(?: [A-Z]\S+)?) (?:said|says|told|added|warned|wrote)\b"
)
_OFFERED = re.compile(
    r"\b(?:sign up|subscribe|subscription) here\b|\b(?:in|to) your (?:e-?mail )?inbox\b"
    r"|\bsupport (?:it|local journalism|our (?:work|journalism)) (?:with|by)\b",
    re.IGNORECASE,
)
# "Deals on your phone. Sign up for our alerts.", "The pool is free to enter. Join now!"
_OFFERED_LAST = re.compile(
    r"[^“”\"]{0,240}(?:\A|[.!?:,] )(?:Sign up|Subscribe|subscribe today|Join now|Register)\b"
    r"[^“”\".!?]{0,90}(?:\.\w{2,4}[^“”\".!? ]*)?[.!]?\Z"
)
# The sort of another piece behind its headline, as "Why we stay home: Column" has it.
_SORT_LAST = re.compile(
    r".{10,200}(?: \||:) (?:Opinion|Column|Analysis|Commentary|Editorial|Review|Video|Photos|"
    r"Letters?)\Z"
)
_ENDS = re.compile(r"[.!?…][\"”’')\]]*\Z")
_ENDS_SENTENCE = re.compile(r"[.!…:;,][\"”’')\]]*\Z")
_ITEM = re.compile(r"(?:[-*•‣▪·–—>]|[0-9]{1,2}[.)]?) +")


def is_glued_link(line: str) -> bool:
    """Whether a label leads to a headline without the space that a sentence would have."""
    if _JOINED.match(line) and is_headline(line) and len(line.split()) > FEWEST_LINKED:
        return True
    if _RUN_ON.match(line) and len(line.split()) <= LONGEST_LINK and not line.endswith(":"):
        return True
    found = _GLUED.match(line) if ":" in line else None
    if found is None or "//" in line:
        return False
    label, words = found["label"], len(found["rest"].split())
    if _is_fact(label) and words <= LONGEST_FACT:
        return False
    if _is_quoting(label) or (words > MOST_LED_TO and ends_sentence(line) and not _leads(label)):
        return False
    return len(label.split()) <= MOST_LABEL_WORDS and words >= FEWEST_LINKED


def is_run_together(line: str) -> bool:
    """Whether two headlines stand on a line without a space: "... to the lakeRuiz wins"."""
    return _RUN_TOGETHER.search(line) is not None


def is_link(line: str) -> bool:
    """Whether a line by itself leads to another story or offers something."""
    if _SPOKEN.match(line.lstrip("([ ")):
        return is_glued_link(line)
    bare = bare_of(line)
    if (asked := _ASKED_FIRST.match(bare)) and (_LEADS.match(asked["rest"])):
        return True
    if (pointed := _POINTED.match(line)) and not _ENDS_SENTENCE.search(line):
        return is_headline(pointed["rest"])
    if _LEADS.match(bare) or _is_labelled(bare) or _HERE.match(line) or is_glued_link(line):
        return True
    if _SORT_LAST.match(line):
        return True
    offers = _OFFER.match(line) or _OFFERED.search(line) or _OFFERED_LAST.match(line)
    return len(line) <= LONGEST_OFFER and offers is not None


def is_bare_label(line: str) -> bool:
    """Whether a line is a label over others that lead elsewhere: "Most read"."""
    bare = bare_of(line)
    found = _LABELLED.match(bare)
    if found is not None and not found["rest"]:
        return True
    return bare.endswith(":") and len(bare.split()) <= MOST_ALONE and _LEADS.match(bare) is not None


def is_headline(line: str) -> bool:
    """Whether a line may be a headline: not long, and without the end of a sentence."""
    bare = _ITEM.sub("", line.strip(), count=1)
    return len(bare.split()) <= LONGEST_LINK and not _ENDS.search(bare)


def is_capital_label(line: str) -> bool:
    """Whether a label in capitals stands before a headline: "MORE TENNIS: Ruiz wins in Gent"."""
    found = _CAPITAL_LABEL.match(line.strip())
    if found is None or _is_fact(found["label"]):
        return False
    return is_headline(found["rest"]) and len(found["rest"].split()) >= FEWEST_LINKED


def is_labelled_headline(line: str) -> bool:
    """Whether a label stands before a headline that teases: "Dog rescue: How a town came together".

    A line of a list of facts looks like it, so that its neighbours have to be looked at.
    """
    line = line.strip()
    asked = _ASKED_LABEL.match(line) or _ASKED_TEASER.match(line)
    if asked and not _ENDS_SENTENCE.search(line):
        return is_headline(asked["rest"]) and len(asked["rest"].split()) > FEWEST_LINKED
    found = _LABELLED_HEADLINE.match(line)
    if found is None or _is_fact(found["label"]) or len(found["label"].split()) > MOST_ALONE:
        return False
    rest = found["rest"]
    return FEWEST_LINKED <= len(rest.split()) <= LONGEST_LINK and _TEASES.search(rest) is not None


def is_about(headline: str, text: str) -> bool:
    """Whether a headline shares enough words with a text to be its heading."""
    return shared(headline, text) >= FEWEST_SHARED


def shared(headline: str, text: str) -> int:
    """How many of its words a headline shares with a text."""
    return len(_topic(headline) & _topic(text))


def _topic(text: str) -> set[str]:
    """The beginnings of its longer words: "storms" and "storm" are one."""
    return {word.casefold()[:STEM] for word in re.findall(r"\b\w{4,}", text)} - _EMPTY


def bare_of(line: str) -> str:
    """A line without the bullets and arrows before it."""
    return line.lstrip(" \t([*_>»›→►▶•-–—").strip()


def ends_sentence(line: str) -> bool:
    """Whether a line ends as a sentence does, a question excepted."""
    return _ENDS_SENTENCE.search(line.strip()) is not None


def _is_quoting(label: str) -> bool:
    """Whether a quotation is still open where a label ends: "also shelved “Scoob!"."""
    return label.count("“") > label.count("”") or label.count('"') % 2 == 1


def _leads(label: str) -> bool:
    """Whether a label leads elsewhere whatever follows it: "More", "DREAD THE LINE"."""
    bare = bare_of(label)
    return label.upper() == label or bool(_LABELLED.match(bare) or _LEADS.match(bare))


def _is_fact(label: str) -> bool:
    return len(label.split()) <= MOST_FACT_WORDS and _FACTS.match(label) is not None


def _is_labelled(line: str) -> bool:
    found = _LABELLED.match(line)
    if found is None:
        return False
    if len(found["rest"].split()) > LONGEST_LINK:
        return bool(found["mark"]) and found["label"].isupper() and " | " in found["rest"]
    if not found["mark"] and _OTHERS.fullmatch(line):
        return True
    if not found["mark"]:
        return not _PLAIN_WORDS.match(found["label"].strip())
    # "More: he went on to say that ..." in lower case goes on with the sentence.
    return not found["rest"][:1].islower()
