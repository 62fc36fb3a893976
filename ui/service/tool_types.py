"""What other programs get from a running chat: the published JSON forms as types."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict  # pydantic asks for this one before Python 3.12


class ArticleFacts(TypedDict):
    """What is known of an article; null where nobody says."""

    id: str
    path: str
    item: int
    url: str | None
    title: str | None
    outlet: str | None
    byline: str | None
    published: str | None
    problems: list[str]


class Check(TypedDict):
    """What one check found, with its reason."""

    check: str
    outcome: Literal["pass", "fail", "not_applicable"]
    reason: str


class Difference(TypedDict):
    """Words of a claim and those that its closest source has instead, as code points."""

    kind: str
    claim: list[int]
    source: int
    words: list[int]


class Statement(TypedDict):
    """One sentence with its verdict and the numbers of its sources; null for a notice."""

    text: str
    kind: Literal["written", "quoted", "notice"]
    verdict: (
        Literal["supported", "partly_supported", "not_supported", "contradicted", "uncited"] | None
    )
    checks: list[Check]
    citations: list[int]
    difference: Difference | None


class Source(TypedDict):
    """Exact words of an article: its code points `start` to `end`, or the value of `field`.

    `page` is that of a PDF on which they stand, from 1.
    """

    number: int
    article: ArticleFacts
    start: int
    end: int
    quote: str
    field: str | None
    page: int | None
    answer: list[int] | None


class Agreement(TypedDict):
    """Which articles say what a statement says, and how many of them by themselves."""

    statement: int
    articles: list[str]
    independent: int


class Position(TypedDict):
    """What some of the sources say in a conflict."""

    text: str
    sources: list[int]


class Conflict(TypedDict):
    """Where the articles differ."""

    kind: Literal["contradiction", "different_wording", "omission"]
    about: str
    positions: list[Position]


class Dropped(TypedDict):
    """A sentence that the model wrote and that did not pass, with the reason."""

    text: str
    reason: str


class LibraryFacts(TypedDict):
    """The library that was asked."""

    version: str
    articles: int
    passages: int
    embedded: int


class Answer(TypedDict):
    """An answer: `text` has the statements with the numbers of their sources, or the refusal."""

    schema: Literal["byline.answer/1"]
    question: str
    understood: str | None
    status: Literal["answered", "partly_answered", "uncertain", "not_in_articles", "about_byline"]
    text: str
    statements: list[Statement]
    sources: list[Source]
    agreement: list[Agreement]
    conflicts: list[Conflict]
    dropped: list[Dropped]
    nearest: list[int]
    timings_ms: dict[str, float]
    models: dict[str, str]
    index: LibraryFacts


class CheckedDraft(TypedDict):
    """Every sentence of a text with its verdict."""

    schema: Literal["byline.check/1"]
    statements: list[Statement]
    sources: list[Source]


class Problem(TypedDict):
    """A file that was left out, and why."""

    path: str
    reason: str


class ArticleList(TypedDict):
    """The articles that are loaded."""

    schema: Literal["byline.articles/1"]
    articles: list[ArticleFacts]
    problems: list[Problem]
