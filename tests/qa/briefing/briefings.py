"""Briefings that need no model: two articles, and a fire that both of them tell of."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from index import Article
from index.folder import article_id, read_folder
from index.sentences import split_sentences
from qa.answer import CheckedAnswer, Conflict, ConflictKind, LibraryState, Position, Status
from qa.briefing.composer import Scope, assembled, from_answers, item_of
from qa.briefing.structure import Briefing, Missing, Section
from qa.sources import SourceList
from qa.statement import CheckedStatement, Dropped, Kind, Verdict

FOLDER = Path("/articles")
PORTO_TEXT = (
    "Fire in Porto\n\nA fire at the glass works in Porto drove 40 families from their homes on "
    "Monday.\n\n“We lost the roof,” Mayor Lena Ortiz said. “We will build it again.”\n\n"
    "Officials denied that the works had been warned."
)
LISBON_TEXT = (
    "Porto burns\n\nA blaze at the Porto glass works forced 45 families out.\n\n"
    "The glass works had closed twice since 1998."
)


def article(text: str, *, name: str = "story.txt", **fields: Any) -> Article:
    """An article with the id that its content has in a folder."""
    made = Article("", FOLDER / name, text, **fields)
    return Article(article_id(made), FOLDER / name, text, **fields)


PORTO = article(
    PORTO_TEXT,
    name="porto.txt",
    title="Fire in Porto",
    outlet="Porto Post",
    byline="Ann Kim",
    published="2025-09-03",
    url="https://porto.example/fire?day=3&page=1",
)
LISBON = article(LISBON_TEXT, name="lisbon.txt", title="Porto burns", outlet="Lisbon Times")


def statement(
    text: str,
    *cited: tuple[Article, str],
    sources: SourceList | None = None,
    verdict: Verdict | None = Verdict.SUPPORTED,
    kind: Kind = Kind.WRITTEN,
) -> CheckedStatement:
    """A statement with these words of these articles as its sources."""
    numbers = sources or SourceList()
    found = []
    for source, quote in cited:
        start = source.text.index(quote)
        found.append(numbers.cite(source, start, start + len(quote)))
    return CheckedStatement(text, kind, tuple(found), (), verdict)


def answers() -> list[CheckedAnswer]:
    """One answered with a conflict and a dropped sentence, one refused, one answered in part."""
    first, second, third = SourceList(), SourceList(), SourceList()
    fire = statement(
        "A fire at the glass works in Porto drove 40 families from their homes on Monday.",
        (PORTO, PORTO_TEXT.split("\n\n")[1]),
        sources=first,
    )
    forced = statement(
        "A blaze at the Porto glass works forced 45 families out.",
        (LISBON, LISBON_TEXT.split("\n\n")[1]),
        sources=first,
    )
    closed = statement(
        "The glass works had closed twice since 1998.",
        (LISBON, "The glass works had closed twice since 1998."),
        sources=third,
    )
    nearest = statement("", (LISBON, LISBON_TEXT.split("\n\n")[1]), sources=second)
    notice = CheckedStatement("Not in the articles: Who owns the works?", Kind.NOTICE)
    state = LibraryState("v1", 2, 4, 4)
    sides = (Position("40 families", (1,)), Position("45 families", (2,)))
    return [
        CheckedAnswer(
            "What happened in Porto?",
            Status.ANSWERED,
            (fire, forced),
            first.citations,
            state,
            conflicts=(Conflict(ConflictKind.CONTRADICTION, "how many families", sides),),
            dropped=(Dropped("The fire cost $4 million.", "The source has no such figure."),),
            models={"language_model": "scripted"},
        ),
        CheckedAnswer(
            "What did Angela Merkel say?",
            Status.NOT_IN_ARTICLES,
            (),
            second.citations,
            state,
            refusal="The articles do not say.",
            nearest=tuple(c.number for c in nearest.citations),
        ),
        CheckedAnswer(
            "When did the works close, and who owns the works?",
            Status.PARTLY_ANSWERED,
            (closed, notice),
            third.citations,
            state,
        ),
    ]


def scope() -> Scope:
    return Scope(
        (PORTO, LISBON), lambda a: a.id, FOLDER, LibraryState("v1", 2, 4, 4), {"judge": "no"}
    )


def briefing() -> Briefing:
    """Of the answers, within a scope that knows the folder."""
    return from_answers(answers(), "The fire in Porto", scope())


def hostile_briefing(text: str) -> Briefing:
    """Hostile words wherever words of articles and people go: all are one string."""
    body = f"Before. {text} And after."
    source = article(
        body,
        name=f"{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}.txt",
        title=text,
        outlet=text,
        byline=text,
        published="2025-09-03",
        url=text,
    )
    said = statement(text, (source, body))
    sides = (Position(text, (1,)), Position(f"{text} {text}", (1,)))
    state = LibraryState(text, 1, 1, 1)
    answer = CheckedAnswer(
        text,
        Status.ANSWERED,
        (said,),
        said.citations,
        state,
        conflicts=(Conflict(ConflictKind.CONTRADICTION, text, sides),),
        dropped=(Dropped(text, text),),
    )
    given = Scope((source,), lambda a: a.id, FOLDER, state, {"judge": text}, limits=(text,))
    sections = (Section(text, (item_of(said, given),), text),)
    return assembled(text, sections, (Missing(text, (text,)),), (answer,), given)


def briefing_of_folder(folder: Path) -> Briefing:
    """Two statements of each article of a folder, word for word."""
    articles = read_folder(folder, known={}, progress=lambda _: None).articles
    given = Scope(articles, lambda a: a.id, folder, LibraryState("v1", len(articles), 9, 9))
    items = []
    for source in articles:
        spans = [s for s in split_sentences(source.text) if s.end - s.start > 60][:2]
        for start, end in spans:
            quote = source.text[start:end]
            items.append(item_of(statement(quote, (source, quote), kind=Kind.QUOTED), given))
    return assembled("A visit", (Section("What happened", tuple(items)),), (), (), given)
