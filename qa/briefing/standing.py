"""Whether a sentence is worth a place of its own: whole, told by the article, understood alone.

Rules of form. Knows no topic and no other article.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.english.dates import DAYS, mentions
from qa.english.grammar import parts_of_speech, under
from qa.english.mentions import GROUPS, PERSONS, PLACES
from qa.english.normal_form import FUNCTION_WORDS, quotations, stems, words
from qa.english.numbers import figures
from qa.english.semantic_roles import TITLES
from qa.evidence.premises import is_heading
from qa.evidence.told import tells
from qa.writing.self_contained import ANNOUNCING, REFERRING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index import Sentence
    from qa.english.grammar import Part

SHORTEST = 7  # words
LONGEST = 60
# A sentence that opens so answers one that is not there.
CONNECTING = frozenset(
    """however but and yet nonetheless nevertheless still also meanwhile instead so then moreover
    furthermore additionally therefore thus plus indeed besides otherwise similarly likewise
    specifically that that's there's here which""".split()  # noqa: SIM905
)
# What joins a sentence to the one before and may go without changing what it says. "But for the
# storm" is no such thing, and neither is "Otherwise" or "So".
_JOINING = re.compile(
    r"(?:(?:But|And|Yet) (?!for\b|if\b)(?=[\w“\"$€£])|(?:But|And|However|Still|Meanwhile|Moreover|"
    r"Furthermore|Additionally|Also|Nonetheless|Nevertheless|Indeed|Besides|In addition|In fact|"
    r"For example|For instance), )"
)
# Deeds and writings that a sentence before tells of: "the move follows", "the announcement said".
DEEDS = frozenset(
    """move announcement statement decision incident event website post letter filing step
    development shipment message email notice ruling""".split()  # noqa: SIM905
)
# Of a time, a place, a deed or several that the sentence before tells.
LEANING = re.compile(
    r"(?:(?:before|after|since|on top of|as part of|because of|despite) (?:that|this)|afterwards?|"
    r"(?:\w+ )?(?:minutes|hours|days|weeks|months|years) (?:earlier|later|before)|earlier|later|"
    r"at (?:the|that) time|by then|that (?:day|night|week|month|year)|for (?:instance|example)|"
    r"in (?:response|fact|addition|turn|contrast)|as a result|a similar|"
    r"(?:\w+ )?of (?:these|those|them)|"
    rf"(?:in|under|with|after|before|during) (?:the|this|that) (?:{'|'.join(sorted(DEEDS))}))\b",
    re.IGNORECASE,
)
CUT_OFF = re.compile(r"\b(?:and|or|but|the|an?|of|to|in|with|for|St)[.!?]\Z", re.IGNORECASE)
ENDS = re.compile(r"[.!?:][”\"’')\]]*\Z")
# Anything else at the beginning is a bullet or a sign.
BEGINS = re.compile(r"[A-Z0-9“\"‘'$€£]", re.IGNORECASE)
IN_MARKS = re.compile(r"[“\"][^“”\"]*[”\"]")
DEFINITE = re.compile(
    r"(?:(?P<the>(?:most of |each of |all of )?the)|this|these|those|each of|both|neither)\b",
    re.IGNORECASE,
)
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
POINTING = frozenset({"this", "these", "those"})  # at what, `leaves_open` asks
SEVERAL = frozenset({"they", "them", "their"})
PERSONAL = frozenset({"he", "she", "they", "him", "her", "them", "his", "their"})
# Whose words these are the sentence does not say.
FIRST_PERSON = re.compile(r"\b(?:I(?![.&])|[Mm]y|me|mine|myself|[Ww]e|[Oo]ur|ours|us)\b")
ALL_QUOTED = re.compile(r"\A[“\"][^“”\"]*[”\"]\Z", re.DOTALL)
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
INVITING = frozenset({"meet", "read", "click", "subscribe"})
SAYING = frozenset({"say", "add", "explain", "note"})
SAID = frozenset(
    {"ccomp", "dobj", "nsubjpass", "parataxis", "xcomp", "acl", "dep", "intj", "advcl"}
)
_TO_READERS = re.compile(r"\b(?:you|your)\b", re.IGNORECASE)
# The outlet about its own work: whom it asked, who wrote, what it wrote before, what follows.
_OWN_WORK = re.compile(
    r"\b(?:is|was) an? (?:[\w-]+ ){0,4}(?:reporter|producer|correspondent|editor|columnist|writer|"
    r"journalist|author|contributor)\b|\bget ready\b|\bAI-assisted\b|\b"
    r"(?:reached out to|(?:has|have|had) (?:reached|contacted|asked)\b.{0,60}\bfor comment|"
    r"(?:did|does|do) not (?:immediately )?(?:respond|return|get a response|receive a response|"
    r"reply)|failed to (?:provide|respond|reply|comment|answer)|immediate response|declined to "
    r"comment|could not (?:immediately )?be reached|"
    r"according to previous \w+|than previously reported|previous \w+(?: \w+)? reporting|"
    r"here (?:are|is) (?:the|what|some|how|a)\b|here['’]s (?:what|how|a|the|all|everything)\b)",
    re.IGNORECASE,
)
# "10 a.m., City Hall: ..." of a programme, and what somebody wrote whom nobody names.
_UNTOLD = re.compile(
    r"\A\d{1,2}(?::\d\d)? ?[ap]\.?m\b[^.:]{0,3}[^:]{0,60}:\s|"
    r"\b(?:one|an?|another|some|many) (?:[\w-]+ ){0,2}(?:users?|commenters?|viewers?|fans?|"
    r"readers?|posters?) (?:wrote|writes?|said|says?|posted|tweeted|commented|joked)\b",
    re.IGNORECASE,
)


def stands_alone(sentence: Sentence, *, on_topic: bool = False) -> bool:
    """Whether it is a whole sentence that needs no other to be understood, but for a "he".

    Whether anybody says whom that means, `leaves_open` asks. What has words of the topic needs no
    name or figure to tell something.
    """
    text = without_joining(sentence.text.strip())
    return is_whole(sentence) and (on_topic or _tells_something(text)) and not _leans(text)


def without_joining(text: str) -> str:
    """A sentence without the "But" or "For example," that joins it to the one before."""
    joining = _JOINING.match(text)
    return text[joining.end() :] if joining else text


def is_whole(sentence: Sentence) -> bool:
    """Whether it is one sentence of what the article tells, neither cut off nor about itself."""
    text = sentence.text.strip()
    found = words(without_joining(text))
    if is_heading(sentence) or not BEGINS.match(text) or not ENDS.search(text) or not found:
        return False
    if (
        not tells(sentence)
        or CUT_OFF.search(text)
        or _is_own_work(sentence)
        or _UNTOLD.search(text)
    ):
        return False
    if not SHORTEST <= len(found) <= LONGEST or text.endswith(ANNOUNCING) or "/ " in text:
        return False
    return ALL_QUOTED.match(text) is None and not text[0].islower()


def _is_own_work(sentence: Sentence) -> bool:
    """Whether the outlet tells of its own work, or speaks to its readers of itself."""
    told, outlet = IN_MARKS.sub("", sentence.text), sentence.article.outlet
    to_readers = outlet and outlet in told and _TO_READERS.search(told)
    return bool(to_readers or _OWN_WORK.search(told))


def tells_whole(text: str) -> bool:
    """Whether a text has a verb with a time of its own, and what is said where it says so.

    A line of a list has no such verb, and "Because it burned." hangs on another; "Ruiz said in a
    lecture" behind a quotation and "read the ten oldest letters" say nothing.
    """
    parts = parts_of_speech(" ".join(text.split()))
    if not parts:
        return True
    top = next((row for row, part in enumerate(parts) if part.role == "ROOT"), None)
    if parts[0].text == "Because" and parts[0].role == "mark" and parts[0].head == top:
        return False
    if top is not None and _invites(parts, top):
        return False
    if top is not None and parts[top].lemma in SAYING and not quotations(text):
        said = any(part.head == top and part.role in SAID for part in parts)
        return said and any(part.tag in FINITE for part in parts)
    return any(part.tag in FINITE for part in parts)


def _invites(parts: Sequence[Part], top: int) -> bool:
    """Whether it asks its readers to meet somebody or to read something."""
    subject = any(part.head == top and part.role in SUBJECTS for part in parts)
    return parts[top].tag == "VB" and parts[top].lemma in INVITING and not subject


def _tells_something(text: str) -> bool:
    """Whether it has a name, a figure, a day or somebody's words, and is no mere platitude."""
    named = any(text[word.start].isupper() for word in words(text)[1:])
    return named or bool(figures(text) or mentions(text) or quotations(text))


def leaves_open(text: str, about: frozenset[str]) -> bool:
    """Whether it never names its "he", or opens with "the company" and nothing says which.

    `about` holds the stems of the topic. What a name, a figure or an explanation stands beside, as
    in "the odds on Polymarket", is known.
    """
    text = without_joining(text)
    if not _names_whom_it_means(text):
        return True
    opening = DEFINITE.match(text)
    if opening is None:
        return False
    parts = parts_of_speech(text)
    subject = next((row for row, part in enumerate(parts) if part.role in SUBJECTS), None)
    if subject is None:
        return False
    if opening["the"] and parts[subject].lemma not in PERSONS | GROUPS | PLACES | DEEDS:
        return False
    noun, last = parts[subject], parts[under(parts, subject)[-1]]
    phrase = text[: last.start + len(last.text)]
    # "The TV singer" may be any; "the Porto mayor" and "the singer of Porto" are one.
    is_any = opening["the"] and noun.tag == "NN" and noun.lemma in PERSONS - TITLES
    naming = phrase[noun.start if is_any else 1 :]
    known = any(character.isupper() or character.isdigit() for character in naming)
    return not known and not stems(phrase) & about


def _leans(text: str) -> bool:
    """Whether it opens with what stands for something before it, or is told by an "I" or "we"."""
    first = words(text)[0].form
    opens_badly = first in (REFERRING - PERSONAL - POINTING) | CONNECTING and text[0].isalpha()
    return (
        opens_badly
        or LEANING.match(text) is not None
        or FIRST_PERSON.search(IN_MARKS.sub("", text)) is not None
    )


def _names_whom_it_means(text: str) -> bool:
    """Whether somebody is named before the first "he", "she" or "they" outside quotations.

    "They" may also be several whom the sentence begins with: "Officials said they had left".
    """
    told = IN_MARKS.sub("", text)
    named = False
    for row, word in enumerate(words(told)):
        form = re.split("[’']", word.form)[0]
        if form in PERSONAL:
            return named or _is_about_somebody(told, several=form in SEVERAL)
        opens = row == 0 and told[word.start :].split()[0].istitle()
        capital = told[word.start].isupper() and word.form not in {*FUNCTION_WORDS, *DAYS}
        named = named or (capital and (not opens or _is_name(told, row)))
    return True


def _is_about_somebody(told: str, *, several: bool) -> bool:
    """Whether the subject before the first such word is a name, or `several`."""
    parts = parts_of_speech(" ".join(told.split()))
    row = next((n for n, part in enumerate(parts) if part.text.casefold() in PERSONAL), 0)
    tags = {"NNP", "NNPS", *(("NNS",) if several else ())}
    return any(part.tag in tags and part.role in SUBJECTS for part in parts[:row])


def _is_name(text: str, row: int) -> bool:
    """Whether the first word of a sentence begins a name of two words or is one that owns."""
    found = words(text)
    behind = found[row + 1 : row + 2]
    owns = re.match(r"\S+[’']s\b", text) is not None
    return owns or (bool(behind) and text[behind[0].start].isupper())
