"""One statement of an answer, the exact words it cites, and what each check found."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as dataclass_field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from index import Article


class Kind(StrEnum):
    """Where the words of a statement come from."""

    WRITTEN = "written"
    QUOTED = "quoted"
    NOTICE = "notice"


class Verdict(StrEnum):
    """What the checker found; "not stated" and "contradicted" are different findings."""

    SUPPORTED = "supported"
    PARTLY_SUPPORTED = "partly_supported"
    NOT_SUPPORTED = "not_supported"
    CONTRADICTED = "contradicted"
    UNCITED = "uncited"


class Outcome(StrEnum):
    """What one check says of one statement."""

    PASS = "pass"  # noqa: S105
    FAIL = "fail"
    NOT_APPLICABLE = "not_applicable"


def article_facts(article: Article) -> dict[str, Any]:
    """What is known of an article, without its text, as every published JSON form tells it."""
    return {
        "id": article.id,
        "path": str(article.path),
        "item": article.item,
        "url": article.url,
        "title": article.title,
        "outlet": article.shown_outlet,
        "byline": article.byline,
        "published": article.published,
        "problems": list(article.problems),
    }


@dataclass(frozen=True, slots=True)
class Citation:
    """Exact words of one article. `article.text[start:end] == quote`, unless `field` is set.

    With `field` the words are the value of that front-matter field and stand nowhere in the text:
    `start` and `end` are then 0. `answer` is the short answer inside the words, as code points of
    the article's text, where one is known; it is no part of what is cited.
    """

    number: int
    article: Article
    start: int
    end: int
    quote: str
    field: str | None = None
    answer: tuple[int, int] | None = dataclass_field(default=None, compare=False)

    @property
    def page(self) -> int | None:
        """The page of the file on which the words begin, where it has pages."""
        return None if self.field else self.article.page_at(self.start)

    @property
    def short_answer(self) -> str:
        """The words of `answer`; "" where there is none."""
        return self.article.text[slice(*self.answer)] if self.answer else ""

    def to_dict(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "article": article_facts(self.article),
            "start": self.start,
            "end": self.end,
            "quote": self.quote,
            "field": self.field,
            "page": self.page,
            "answer": None if self.answer is None else list(self.answer),
        }


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The finding of one check, with a reason that a person understands.

    `about` are the words of the statement that failed, `instead` those of the source that stand for
    the first of them, as the check saw them; empty where it names none.
    """

    check: str
    outcome: Outcome
    reason: str
    about: tuple[str, ...] = ()
    instead: str = ""

    def to_dict(self) -> dict[str, str]:
        return {"check": self.check, "outcome": str(self.outcome), "reason": self.reason}


class Differing(StrEnum):
    """What differs between a claim and its closest source."""

    FIGURE = "figure"
    NAME = "name"
    DATE = "date"
    VERB = "verb"
    SPEAKER = "speaker"
    SCOPE = "scope"
    ADDED = "added"  # the source has nothing like it


@dataclass(frozen=True, slots=True)
class Difference:
    """Words of a claim, code points of its text, and those that its closest source has instead.

    `words` are code points of the text of the article that `source` cites. With `ADDED` they tell
    nothing instead and are not shown: those that the judge pointed at, or, where it does not point,
    those between which something is missing.
    """

    kind: Differing
    claim: tuple[int, int]
    source: int
    words: tuple[int, int]

    def to_dict(self) -> dict[str, Any]:
        return {
            "kind": str(self.kind),
            "claim": list(self.claim),
            "source": self.source,
            "words": list(self.words),
        }


@dataclass(frozen=True, slots=True)
class CheckedStatement:
    """One sentence of an answer, without markers, with what it cites and what was found.

    `verdict` is None only for a notice, which reports nothing from the articles. `difference` is
    told of a claim in a checked text that its closest source does not support.
    """

    text: str
    kind: Kind
    citations: tuple[Citation, ...] = ()
    checks: tuple[CheckResult, ...] = ()
    verdict: Verdict | None = None
    difference: Difference | None = None

    @property
    def differs(self) -> str | None:
        """The difference as a sentence; None where none is told."""
        told = self.difference
        if told is None:
            return None
        here = self.text[slice(*told.claim)]
        if told.kind is Differing.ADDED:
            return f"The closest sentence has nothing like “{here}”."
        article = next(c.article for c in self.citations if c.number == told.source)
        return f"“{here}” here, “{article.text[slice(*told.words)]}” in the article."

    @property
    def marked(self) -> str:
        """The text followed by its markers, as in `text` of the answer."""
        markers = "".join(f" [{number}]" for number in self.numbers)
        return self.text + markers

    @property
    def numbers(self) -> tuple[int, ...]:
        return tuple(citation.number for citation in self.citations)

    def to_dict(self) -> dict[str, Any]:
        return {
            "text": self.text,
            "kind": str(self.kind),
            "verdict": None if self.verdict is None else str(self.verdict),
            "checks": [check.to_dict() for check in self.checks],
            "citations": list(self.numbers),
            "difference": None if self.difference is None else self.difference.to_dict(),
        }


@dataclass(frozen=True, slots=True)
class Dropped:
    """A sentence that the model wrote and that is not shown, with the reason."""

    text: str
    reason: str
