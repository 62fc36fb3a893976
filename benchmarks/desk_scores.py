"""Whether a reply to a line of the desk benchmark is right. Asks nothing and reads no file."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# As in the published JSON objects, also where the code that is measured does not say it yet.
ANSWERED = frozenset({"answered", "partly_answered"})
UNCERTAIN = "uncertain"
DENIED = "not_in_articles"
SUPPORTED = "supported"

ANSWERABLE = "answerable"
NOT_ANSWERABLE = "not_answerable"
OUTCOMES = {
    ANSWERABLE: (
        "right", "uncertain, answer shown", "uncertain, answer not shown",
        "denied, answer shown", "denied, answer not shown", "answered and wrong",
    ),
    NOT_ANSWERABLE: ("answered", "uncertain", "denied"),
}  # fmt: skip

LEAD_STATEMENTS = 2
LEAD_WORDS = 60
NEAREST = 3  # sources
NEAREST_WORDS = 120  # of all their quotes together
# How a text without a status says that it does not know.
REFUSALS = re.compile(
    r"\b(?:(?:do|does|did|could|can|is|are|was|were|has|have)(?: not|n't)|can ?not|unable to|no)\b"
    r"(?: \w+){0,3}? (?:know|tell|told|say|said|state|stated|mention|mentioned|answer|specify|"
    r"specified|provide|provided|find|found|information|contain)\b"
)
_STRAIGHT = str.maketrans("‘’‚‛“”„‟", "''''\"\"\"\"")


@dataclass(frozen=True, slots=True)
class Line:
    """A question or a claim, and what is known of it.

    `label` is answerable or not_answerable; of a claim supported, contradicted or not_stated. `of`
    is the id of the line that this one is the counterpart of.
    """

    id: str
    text: str
    label: str
    kind: str
    of: str | None = None
    must: tuple[tuple[str, ...], ...] = ()
    must_not: tuple[str, ...] = ()

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> Line:
        """A line as it stands in a file."""
        asked = "question" in said
        known = said["label"] if not asked else ANSWERABLE if said["answerable"] else NOT_ANSWERABLE
        return cls(
            id=said["id"],
            text=said["question" if asked else "claim"],
            label=known,
            kind=said["kind"],
            of=said.get("of"),
            must=tuple(tuple(group) for group in said.get("must", ())),
            must_not=tuple(said.get("must_not", ())),
        )

    @property
    def is_claim(self) -> bool:
        return self.label not in OUTCOMES

    @property
    def is_true(self) -> bool:
        """Whether the articles tell it."""
        return self.label in (ANSWERABLE, SUPPORTED)


@dataclass(frozen=True, slots=True)
class Reply:
    """What was said to one line; `status` of a claim is its verdict.

    `lead` is the text that is judged, `words` counts all that is shown, `written` and `statements`
    count sentences, `nearest` holds the quotes beside a reply that is no answer.
    """

    status: str
    text: str
    lead: str = ""
    nearest: tuple[str, ...] = ()
    words: int = 0
    statements: int = 0
    written: int = 0
    total_ms: float = 0.0
    first_ms: float | None = None

    @classmethod
    def from_answer(cls, said: Mapping[str, Any]) -> Reply:
        """What counts of an object of the form `byline.answer/1`."""
        told = [s for s in said["statements"] if s["kind"] != "notice"]
        supported = [s["text"] for s in told if s["verdict"] == SUPPORTED]
        quotes = {source["number"]: source["quote"] for source in said["sources"]}
        return cls(
            status=str(said["status"]),
            text=said["text"],
            lead=" ".join(supported[:LEAD_STATEMENTS]),
            nearest=tuple(quotes[number] for number in said["nearest"][:NEAREST]),
            words=sum(len(s["text"].split()) for s in told),
            statements=len(told),
            written=sum(s["kind"] == "written" for s in told),
            total_ms=said["timings_ms"]["total"],
            first_ms=said["timings_ms"].get("first_statement"),
        )

    @classmethod
    def from_text(cls, text: str, spent_ms: float) -> Reply:
        """A text that nobody checked: all of it is judged, its markers left aside."""
        lead = re.sub(r"\s*\[[\d, ]+\]", "", text).strip()
        refused = not lead or REFUSALS.search(fold(lead)) is not None
        return cls(
            status=DENIED if refused else "answered",
            text=text,
            lead=lead,
            words=len(lead.split()),
            statements=1,
            written=1,
            total_ms=spent_ms,
        )

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Reply:
        """A reply as it stands in a file of records."""
        known = {each.name: record[each.name] for each in fields(cls)}
        return cls(**{**known, "nearest": tuple(known["nearest"])})


@dataclass(frozen=True, slots=True)
class Told:
    """A line and the reply to it."""

    line: Line
    reply: Reply

    @property
    def outcome(self) -> str:
        """One of OUTCOMES; of a claim the verdict.

        A reply that neither denies nor doubts counts as an answer, whatever else it is.
        """
        if self.line.is_claim:
            return self.reply.status
        state = {UNCERTAIN: "uncertain", DENIED: "denied"}.get(self.reply.status, "answered")
        if self.line.label == NOT_ANSWERABLE:
            return state
        if state == "answered":
            return "right" if is_right(self.line, self.reply) else "answered and wrong"
        return f"{state}, answer {'' if is_shown(self.line, self.reply) else 'not '}shown"

    @property
    def says_yes(self) -> bool:
        """Whether the reply takes the question for answerable, or the claim for true."""
        if self.line.is_claim:
            return self.reply.status == SUPPORTED
        return self.reply.status not in (UNCERTAIN, DENIED)

    @property
    def right(self) -> bool:
        """Whether the reply is what it should be."""
        if self.line.label == ANSWERABLE:
            return self.outcome == "right"
        return self.says_yes == self.line.is_true


def fold(text: str) -> str:
    """Case folded, quotation marks straight, white space as single spaces."""
    return re.sub(r"\s+", " ", text.translate(_STRAIGHT).casefold())


def first_words(text: str, count: int) -> str:
    """The first `count` words, with one space between them."""
    return " ".join(text.split()[:count])


def holds(text: str, groups: Sequence[Sequence[str]]) -> bool:
    """Whether the text has at least one string of every group."""
    folded = fold(text)
    return all(any(fold(each) in folded for each in group) for group in groups)


def is_right(line: Line, reply: Reply) -> bool:
    """Answered, with one string of every group of `must` and none of `must_not` in the lead."""
    lead = first_words(reply.lead, LEAD_WORDS)
    return (
        reply.status in ANSWERED
        and holds(lead, line.must)
        and not any(holds(lead, [[each]]) for each in line.must_not)
    )


def is_shown(line: Line, reply: Reply) -> bool:
    """Whether the quotes beside the reply hold the answer between them."""
    return holds(first_words(" ".join(reply.nearest[:NEAREST]), NEAREST_WORDS), line.must)
