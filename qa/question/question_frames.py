"""The frame of a question: what is asked, of whom, of what happening. By rule, from its grammar."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from qa.english.grammar import parts_of_speech

if TYPE_CHECKING:
    from qa.english.grammar import Part

DOING = frozenset({"do", "does", "did"})
BEING = frozenset({"is", "are", "was", "were"})
HELPERS = (
    DOING
    | BEING
    | frozenset(
        """has have had will would can could should may might must shall""".split()  # noqa: SIM905
    )
)
OPENING = re.compile(r"(?:(?:and|but|so|or|also|then|ok|okay|well|now|oh|yes|no)\b,? +)+", re.I)
PREPOSITIONS = frozenset(
    """in on at for to from with about by during since before after near against under between of
    until over within without into""".split()  # noqa: SIM905
)
_PREPOSITION = "|".join(sorted(PREPOSITIONS))
ASKED = (
    rf"(?P<asked>(?:(?:{_PREPOSITION}) )?"
    r"(?:(?:who|whom|what|when|where|why|how)(?: else)?(?: exactly)?"
    r"|(?:when|where|why|how) and (?:when|where|why|how)"
    r"|how (?:many|much|long|often|far|old|big|soon)(?: [\w’'-]+){0,3}?"
    r"|(?:which|what|whose)(?: [\w’'-]+){1,4}?))"
    "(?P<helper>{helper}) (?P<behind>.+)"
)
_HELPER = "|".join(sorted(HELPERS))
WITH_HELPER = re.compile(ASKED.replace("{helper}", f" (?:{_HELPER})"), re.I)
WITHOUT_HELPER = re.compile(ASKED.replace("{helper}", ""), re.I)
WHETHER = re.compile(rf"(?P<helper>{_HELPER}) (?P<behind>.+)", re.I)
ADVERBIAL = re.compile(
    r"(?:when|where|why|how|(?:when|where|why|how) and \w+|how (?:long|often|far|soon)"
    rf"|(?:{_PREPOSITION}) .+)(?: exactly)?",
    re.I,
)
IRREGULAR = dict(
    pair.split("/")
    for pair in """be/was become/became begin/began break/broke bring/brought build/built buy/bought
    catch/caught choose/chose come/came cut/cut deal/dealt do/did draw/drew drive/drove eat/ate
    fall/fell feel/felt fight/fought find/found flee/fled fly/flew forget/forgot get/got give/gave
    go/went grow/grew have/had hear/heard hide/hid hit/hit hold/held hurt/hurt keep/kept know/knew
    lay/laid lead/led leave/left lend/lent let/let lose/lost make/made mean/meant meet/met pay/paid
    put/put quit/quit read/read ride/rode rise/rose run/ran say/said see/saw seek/sought sell/sold
    send/sent set/set shoot/shot shut/shut sing/sang sink/sank sit/sat speak/spoke spend/spent
    split/split stand/stood steal/stole strike/struck swear/swore swim/swam take/took teach/taught
    tell/told think/thought throw/threw understand/understood wear/wore win/won withdraw/withdrew
    write/wrote""".split()  # noqa: SIM905
)
LONGEST_SUBJECT = 9  # words
_NO_END = PREPOSITIONS | frozenset({"the", "a", "an", "and", "or", "’s", "'s", "its", "their"})


@dataclass(frozen=True, slots=True)
class Frame:
    """`When did | Kim | visit | Bern`: `asked` is empty in a yes-or-no question.

    Without a subject the question word is the subject; without a verb something is said to be.
    """

    asked: str
    helper: str
    subject: str
    verb: str
    lemma: str
    tag: str  # of the verb
    rest: str

    @property
    def text(self) -> str:
        """The question."""
        told = (self.asked, self.helper, self.subject, self.verb, self.rest)
        written = " ".join(part for part in told if part)
        return written[:1].upper() + written[1:] + "?"

    @property
    def adverbial(self) -> bool:
        """Whether no person or thing is asked for, but a time, a place, a reason or a yes."""
        return not self.asked or ADVERBIAL.fullmatch(self.asked) is not None

    @property
    def statement(self) -> str:
        """The same as a statement, which a parser reads better."""
        helper = "will" if self.helper in DOING else self.helper
        told = (self.subject or "They", helper, self.verb, self.rest)
        return " ".join(part for part in told if part) + "."

    @property
    def asked_noun(self) -> str:
        """`countries` of "which countries" and "how many countries"."""
        found = re.fullmatch(
            r"(?:\w+ )?(?:which|what|whose|how many|how much) (?P<noun>.+)", self.asked, re.I
        )
        return found["noun"] if found else ""

    @property
    def event(self) -> str | None:
        """`Kim visiting Bern`: what it asks about, as something that can be spoken of."""
        if not (self.subject and self.verb and self.adverbial) or self.helper in BEING:
            return None
        return " ".join(part for part in (self.subject, gerund(self.lemma), self.rest) if part)


@lru_cache(maxsize=512)
def frame_of(question: str) -> Frame | None:
    """The frame of one plain question; None where its grammar is not understood."""
    bare = bare_question(question)
    if "?" in bare:
        return None
    if asked := WITH_HELPER.match(bare):
        return _inverted(asked["asked"], asked["helper"].strip().casefold(), asked["behind"])
    if asked := WITHOUT_HELPER.match(bare):
        return _asking_for_subject(bare, asked["asked"])
    whether = WHETHER.match(bare)
    return whether and _inverted("", whether["helper"].casefold(), whether["behind"])


def bare_question(question: str) -> str:
    """Single spaces, without an "and" before it and marks behind it."""
    plain = " ".join(question.split())
    opening = OPENING.match(plain)
    return plain[opening.end() if opening else 0 :].rstrip(" ?.!…")


def gerund(lemma: str) -> str:
    """`visiting`, `making`, `running`, `lying`."""
    if lemma.endswith("ie"):
        return lemma[:-2] + "ying"
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")):
        return lemma[:-1] + "ing"
    if re.fullmatch(r"[^aeiou]*[aeiou][^aeiouwxy]", lemma):
        return lemma + lemma[-1] + "ing"
    return lemma + "ing"


def past(lemma: str) -> str:
    """`offered`, `denied`, `planned`, `said`."""
    if lemma in IRREGULAR:
        return IRREGULAR[lemma]
    if re.search(r"[^aeiou]y\Z", lemma):
        return lemma[:-1] + "ied"
    return lemma + "d" if lemma.endswith("e") else gerund(lemma).removesuffix("ing") + "ed"


def _inverted(asked: str, helper: str, behind: str) -> Frame | None:
    if helper not in DOING and (found := _verb_behind(f"They {helper} {behind}", 1)):
        verb, rest = behind.partition(" ")[::2]
        return Frame(asked, helper, "", verb, found.lemma, found.tag, rest)
    told = behind.split()
    probe = "will" if helper in DOING else helper  # behind "will" every verb is known for one
    for size in _sizes(f"{asked} {helper} {behind}".strip(), told):
        found = _verb_behind(" ".join((*told[:size], probe, *told[size:])), size)
        if found is not None:
            subject, rest = " ".join(told[:size]), " ".join(told[size + 1 :])
            return Frame(asked, helper, subject, told[size], found.lemma, found.tag, rest)
    if helper in DOING and (found := _verb_behind(f"They will {behind}", 1)):
        verb, rest = behind.partition(" ")[::2]
        return Frame(asked, helper, "", verb, found.lemma, found.tag, rest)
    return _being(asked, helper, told) if helper in BEING else None


def _sizes(question: str, told: list[str]) -> list[int]:
    """How many words the subject may have: first those before what looks like a verb already.

    Else the most: "the harbour tunnel" did cost, it is not "the harbour" that did tunnel.
    """
    verbs = {p.text for p in parts_of_speech(question) if p.tag in {"VB", "VBN", "VBG", "VBP"}}
    found = [
        size
        for size in range(1, min(len(told), LONGEST_SUBJECT + 1))
        if told[size - 1].casefold() not in _NO_END and told[size].islower()
    ]
    before_verb = [size for size in found if told[size] in verbs]
    return before_verb + [size for size in reversed(found) if size not in before_verb]


def _verb_behind(statement: str, size: int) -> Part | None:
    """The verb right behind the helper, which follows `size` words and a subject."""
    found = parts_of_speech(statement)
    helper = next((row for row, p in enumerate(found) if _words_before(statement, p) == size), None)
    if helper is None or helper + 1 >= len(found):
        return None
    verb = found[helper + 1]
    belongs = found[helper].role in {"aux", "auxpass"} and found[helper].head == helper + 1
    doing = any(
        p.role in {"nsubj", "nsubjpass"} and p.head == helper + 1 and p.tag != "JJ"
        for p in found[:helper]
    )
    return verb if belongs and doing and verb.tag in {"VB", "VBN", "VBG"} else None


def _words_before(statement: str, part: Part) -> int:
    return len(statement[: part.start].split())


def _being(asked: str, helper: str, told: list[str]) -> Frame | None:
    if asked:
        return Frame(asked, helper, " ".join(told), "", "be", "", "")
    for size in range(1, len(told)):
        if told[size - 1].casefold() in _NO_END or told[size] in {"of", "and"}:
            continue
        statement = " ".join((*told[:size], helper, *told[size:]))
        found = parts_of_speech(statement)
        row = next((r for r, p in enumerate(found) if _words_before(statement, p) == size), None)
        if row is not None and any(p.role == "nsubj" and p.head == row for p in found[:row]):
            rest = " ".join(told[size:])
            return Frame(asked, helper, " ".join(told[:size]), "", "be", "", rest)
    return None


def _asking_for_subject(bare: str, shortest: str) -> Frame | None:
    """`Who rejected it`, `Which countries offered to host talks`."""
    for row, part in enumerate(parts_of_speech(bare)):
        before = bare[: part.start].strip()
        if len(before) < len(shortest) or not part.tag.startswith("VB") or not row:
            continue
        if part.tag in {"VBD", "VBZ", "VBP", "VBN"}:
            rest = bare[part.start + len(part.text) :].strip()
            return Frame(before, "", "", part.text, part.lemma, part.tag, rest)
    return None


def with_subject(frame: Frame, asked: str, subject: str, *, plural: bool = False) -> Frame:
    """A question for its subject as one about `subject`: "Who led it" as "Why did Kim lead it"."""
    if frame.helper:
        helper = {"was": "were", "is": "are", "has": "have"}.get(frame.helper) if plural else None
        return replace(frame, asked=asked, helper=helper or frame.helper, subject=subject)
    now = "do" if plural else "does"
    helper = now if frame.tag in {"VBZ", "VBP"} else "did"
    if frame.lemma == "be":
        return replace(frame, asked=asked, helper=frame.verb, subject=subject, verb="")
    return replace(frame, asked=asked, helper=helper, subject=subject, verb=frame.lemma, tag="VB")
