"""The forms of questions about the folder itself, as patterns. Reads nothing else."""

from __future__ import annotations

import re

from qa.question.days_asked import DAYS_ASKED

LONGEST = 200  # characters; a longer question is for the articles
ONE = r"(?:article|story|report|piece|document|file|text|item|source)"
MANY = r"(?:(?:news )?(?:articles|stories|reports|pieces|documents|files|texts|items|sources))"
ANY = rf"(?:{MANY}|(?:news )?{ONE})"
_OUTLET = r"(?:outlet|newspaper|paper|publication|publisher|news (?:site|source|outlet)|site)s?"
_FOLDER = r"(?:the|this|your) (?:folder|library|collection|corpus)"
_HERE = rf"(?: (?:in|of) {_FOLDER}| in (?:total|all|here))?"
_THERE = (
    r"(?: (?:do you have|do we have|have you (?:got|read|loaded)|did you read|can you see|exist"
    r"|does byline have|(?:is|are) (?:there|here|loaded|available|in use|you using|you reading)))?"
)
_FROM = (
    r"(?:(?:(?:are|were|is|was) )?(?:there )?(?:from|by|(?:written|reported|authored) by"
    r"|published (?:by|in))|in|of)"
)
_WROTE = r"(?:write|written|report|reported|author|authored|publish|published)"
_LIMITS = (
    rf"(?: {_FROM} (?P<outlet>(?!{_FOLDER})[^?]{{2,60}}?))??(?: (?P<when>{DAYS_ASKED}))?"
    r"(?: please)?"
)
_PLEASE = r"(?:(?:please|so|and|ok|can you|could you|would you) ){0,3}"
_SHOW = r"(?:list|show|name|give)(?: me)?(?: all)?(?: of)?(?: the| your| these)?"
_NEW = r"(?:newest|latest|most recent|last published)"
_OLD = r"(?:oldest|earliest|first published)"
_SUMMED = r"(?:summari[sz]e|sum up)"


def _pattern(*forms: str) -> re.Pattern[str]:
    return re.compile(_PLEASE + "(?:" + "|".join(forms) + ")", re.IGNORECASE)


_WHOSE = r"(?P<whose>[^?]{2,60}?)[’']s"
_ALL_BY = r"(?:everything|anything)(?= by )"
LISTED = _pattern(
    rf"(?:(?:which|what) {ANY}{_THERE}|{_SHOW} (?:{MANY}|{_ALL_BY})|what do you have"
    rf"|{MANY}(?= (?:from|by) )|(?:{_SHOW} |what are ){_WHOSE} {MANY}"
    rf"|(?:(?:is|are) there|do (?:you|we) have|have you got)(?: an?| any| some)?"
    rf" (?:{ANY}(?= )|{_ALL_BY})"
    rf"|(?:(?:which|what) {ANY} (?:did|has|have) (?P<writer>[^?]{{2,60}}?) {_WROTE}"
    rf"|what (?:did|has) (?P<who>[^?]{{2,60}}?) (?:write|written|publish|published)))"
    rf"{_HERE}{_LIMITS}"
)
COUNTED = _pattern(
    rf"(?:how many {MANY} (?:did|has|have) (?P<writer>[^?]{{2,60}}?) {_WROTE}"
    rf"|how many {MANY}(?:{_THERE}|(?: (?:were|are|have been|came|published|new)){{1,3}})"
    rf"|(?:what is )?the number of {MANY}|count (?:all )?the {MANY}|how many(?: of them)?)"
    rf"{_HERE}{_LIMITS}"
)
OUTLETS = _pattern(
    rf"(?:which|what|how many) {_OUTLET}{_THERE}{_HERE}",
    rf"{_SHOW} {_OUTLET}{_HERE}",
    rf"(?:from )?(?:which|what|how many) {_OUTLET} (?:are|do) (?:the|your|these) {MANY}"
    r"(?: come)?(?: from)?",
    rf"where (?:do|are) (?:the|your|these) {MANY}(?: come)? from",
)
NEWEST = _pattern(
    rf"(?:what|which)(?: is|’s|'s| was| are)? (?:the|your) {_NEW} {ANY}{_HERE}",
    rf"(?:what|which) {ANY} (?:is|are) (?:the )?{_NEW}{_HERE}",
    rf"how (?:new|recent|current) (?:is|are) the (?:{_NEW} )?{ANY}",
    rf"when was the {_NEW} {ANY} published",
    rf"show(?: me)? the {_NEW} {ANY}",
)
OLDEST = _pattern(
    rf"(?:what|which)(?: is|’s|'s| was| are)? (?:the|your) {_OLD} {ANY}{_HERE}",
    rf"(?:what|which) {ANY} (?:is|are) (?:the )?{_OLD}{_HERE}",
    rf"how old (?:is|are) the (?:{_OLD} )?{ANY}",
    rf"when was the {_OLD} {ANY} published",
)
_WHAT = (
    r"(?:what(?:’s|'s| is| are| has| have| was| were)?|(?:is|was|are) there(?: anything| any)?"
    r"|has anything|did anything|anything|any|tell me what is)"
)
_CAME = r"(?:added|published|appeared|come in|came in|come out|came out)"
CHANGED = _pattern(
    rf"{_WHAT}(?: been| the| any| else){{0,2}}(?: {MANY})?"
    rf" (?:new(?: {MANY}| {_CAME})?|news|changed?|different|{_CAME}|(?P<told>happened|reported))"
    rf" (?P<when>{DAYS_ASKED})",
    rf"(?:which|what|any) (?:new )?{MANY}(?: (?:are|were|is|was|have|has|been|there)){{0,3}}"
    rf"(?: (?:newer|new|{_CAME}))? (?P<when_of_articles>{DAYS_ASKED})",
    rf"{_SUMMED}(?: (?:the|all|everything|what is|what’s|what's)){{0,2}}"
    rf"(?: (?:new|news|{MANY}))?(?: {_CAME})? (?P<when_to_sum>{DAYS_ASKED})",
)
_ORDER = (
    r"(?:the )?(?P<order>first|second|third|fourth|fifth|last|newest|latest|most recent|oldest)"
)
_WHICH = (
    rf"(?:{_ORDER} {ONE}|(?:the )?{ONE} (?:number |no |#)?(?P<number>[0-9]{{1,4}})"
    rf"|(?:the |all |all the |every )?{ANY} (?:from|by|in|of) (?P<outlet>[^?]{{2,60}})"
    rf"|(?P<whose>[^?]{{2,60}}?)[’']s {ANY}"
    rf"|the (?P<named>[^?]{{2,60}}?) {ANY})"
)
SUMMED_UP = _pattern(
    rf"(?:{_SUMMED}|(?:give me )?(?:a|the) (?:short |brief |quick )?(?:summary|overview) of"
    rf"|tell me about|what(?:’s|'s| is) in) {_WHICH}",
    rf"what (?:is|are) {_WHICH.replace('P<', 'P<is_')} about",
    rf"what (?:does|do) {_WHICH.replace('P<', 'P<does_')} (?:say|report|tell|cover)",
)
_MENTION = (
    r"(?:mentions?|names?|speaks? of|refers? to|talks? about"
    r"|(?:(?:is|are|were) )?(?:about|concerning)|deals? with|covers?)"
)
MENTIONED = _pattern(
    rf"(?:(?:which|what) {ANY}|(?P<only_number>how many {MANY})|{_SHOW} {MANY}(?: that| which)?)"
    rf" {_MENTION} (?P<what>[^?,;]{{2,60}})",
    rf"(?:do|does) (?:both|all|any|either|the)(?: of)?(?: the| these)?(?: two)? {ANY}"
    rf" {_MENTION} (?P<of_any>[^?,;]{{2,60}})",
)
_MOST = rf"(?:the )?most(?: {ANY})?{_HERE}"
WROTE_MOST = _pattern(
    rf"who (?:wrote|has written|reported) {_MOST}",
    rf"(?:which|what) (?P<paper>{_OUTLET}) (?:published|has|wrote|has published) {_MOST}",
)
