"""An engine over real articles without a model: what a test puts in is what the page shows."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from index import Article, ArticleFolderError, Problem
from index.folder import article_id, read_folder
from qa.answer import (
    Agreement,
    CheckedAnswer,
    Conflict,
    ConflictKind,
    LibraryState,
    Position,
    Status,
)
from qa.answering.answerer import REFUSALS
from qa.briefing import Earlier, Length
from qa.briefing.composer import Scope, from_answers
from qa.briefing.edits import edit_statement
from qa.briefing.structure import Briefing
from qa.checks.checked_text import CheckedText
from qa.checks.claims import ClaimChecker
from qa.checks.draft_sentences import draft_sentences
from qa.errors import AnswerError, CancelledError, QuestionError
from qa.statement import CheckedStatement, CheckResult, Citation, Dropped, Kind, Outcome, Verdict
from ui.service.engine import NO_LIMITS, Limits


def seed_articles(folder: Path) -> tuple[Article, ...]:
    """The sample articles as a library would give them, facts of the first one included."""
    newslooks, other = (path for path in sorted(folder.glob("*.txt")))
    return (
        article(
            newslooks.read_text(encoding="utf-8"),
            path=newslooks,
            title="Putin Invites Zelenskyy to Moscow Amid Ukraine Bombings",
            outlet="Newslooks",
            byline="J. Mansour",
            place="WASHINGTON",
        ),
        article(
            other.read_text(encoding="utf-8"),
            path=other,
            title=other.read_text(encoding="utf-8").partition("\n")[0],
        ),
    )


def article(text: str, *, path: Path = Path("/articles/a.txt"), **facts: Any) -> Article:
    made = Article(id="", path=path, text=text, **facts)
    return replace(made, id=article_id(made))


def cite(number: int, source: Article, first: str, last: str = "") -> Citation:
    """The words of the article from `first` to the next `last`, both included."""
    start = source.text.index(first)
    end = source.text.index(last, start) + len(last) if last else start + len(first)
    return Citation(number, source, start, end, source.text[start:end])


def statement(
    text: str, *citations: Citation, verdict: Verdict = Verdict.SUPPORTED, kind: Kind = Kind.WRITTEN
) -> CheckedStatement:
    checks = (
        CheckResult("names", Outcome.PASS, "4 of 4 names are in the cited sentence"),
        CheckResult("quotation", Outcome.NOT_APPLICABLE, "nothing is quoted"),
        CheckResult(
            "meaning",
            Outcome.PASS if verdict is Verdict.SUPPORTED else Outcome.FAIL,
            "the cited sentence says so"
            if verdict is Verdict.SUPPORTED
            else "the cited sentence says something else",
        ),
    )
    return CheckedStatement(text, kind, citations, checks, verdict)


def answer(
    question: str, statements: Sequence[CheckedStatement] = (), **parts: Any
) -> CheckedAnswer:
    cited: dict[int, Citation] = {c.number: c for s in statements for c in s.citations}
    given: dict[str, Any] = {
        "status": Status.ANSWERED,
        "sources": tuple(cited.values()),
        "index": LibraryState("test", 2, 10, 10),
        "timings_ms": {"total": 1234.0},
        **parts,
    }
    return CheckedAnswer(question=question, statements=tuple(statements), **given)


@dataclass
class FakeStream:
    """Gives the statements of an answer one by one, `pause` seconds apart."""

    whole: CheckedAnswer
    pause: float = 0.0
    cancelled: threading.Event = field(default_factory=threading.Event)
    finished: bool = False

    def __iter__(self) -> Iterator[CheckedStatement]:
        for said in self.whole.statements:
            if self.cancelled.wait(self.pause):
                raise CancelledError("The question was cancelled.")
            yield said
        self.finished = True

    @property
    def answer(self) -> CheckedAnswer:
        if not self.finished:
            raise CancelledError("The answer is not finished.")
        return self.whole

    def cancel(self) -> None:
        self.cancelled.set()


@dataclass
class FakeLibrary:
    articles: tuple[Article, ...]
    problems: tuple[Problem, ...] = ()
    folder: Path = Path("/articles")
    is_whole: bool = True

    def beyond(self, other: FakeLibrary) -> tuple[Article, ...]:
        return tuple(each for each in self.articles if each not in other.articles)

    def group(self, article: Article) -> int:
        """Articles of one title are near-copies."""
        return next(n for n, each in enumerate(self.articles) if each.title == article.title)


@dataclass
class FakeAnswerer:
    """Answers by a word of the question: host, GDP, unsure, conflict, dropped, slow, broken."""

    articles: tuple[Article, ...]
    problems: tuple[Problem, ...] = ()
    opening_seconds: float = 0.0
    ready: threading.Event | None = None  # what opening waits for, where there is one
    pause: float = 0.0
    asked: list[tuple[str, int]] = field(default_factory=list)
    streams: list[FakeStream] = field(default_factory=list)
    only_answer: CheckedAnswer | None = None
    folder: Path = Path("/articles")
    limits: list[Limits] = field(default_factory=list)
    lengths: list[Length] = field(default_factory=list)
    earlier: list[Earlier | None] = field(default_factory=list)
    rebuilt: int = 0

    @property
    def library(self) -> FakeLibrary:
        return FakeLibrary(self.articles, self.problems, self.folder)

    def opened(self) -> FakeAnswerer:
        if self.ready is not None:
            self.ready.wait(60)
        return self

    def reopened(
        self, folder: Path, rebuild: bool, tell: Callable[[str, int, int], None]
    ) -> FakeAnswerer:
        """An engine over what a folder holds now."""
        tell("reading", 0, 3)
        time.sleep(self.opening_seconds)
        reading = read_folder(folder, known={}, progress=lambda _: None)
        if not reading.articles:
            raise ArticleFolderError(f"{folder} has no article.")
        problems = tuple(Problem(folder / path, reason) for path, reason in reading.skipped)
        self.rebuilt += rebuild
        return replace(self, articles=reading.articles, problems=problems, folder=folder.resolve())

    def stream(
        self,
        question: str,
        *,
        history: Sequence[tuple[str, str]] = (),
        limits: Limits = NO_LIMITS,
    ) -> FakeStream:
        self.asked.append((question, len(history)))
        self.limits.append(limits)
        if "impossible" in question:
            raise ZeroDivisionError("division by zero")
        if "broken" in question:
            raise AnswerError("The model file smollm2.gguf is missing. Get it: byline models")
        pause = 1.0 if "slow" in question else self.pause
        stream = FakeStream(self.only_answer or self.answer_to(question), pause)
        self.streams.append(stream)
        return stream

    def check(self, text: str, each: Callable[[CheckedStatement, int], None]) -> CheckedText:
        """A verdict by a word of the sentence: nine, ninth, maybe, opinion, “plainly”."""
        sentences = draft_sentences(text)
        if not sentences:
            raise QuestionError("The text has no sentence. Give a text with at least one.")
        said = []
        for sentence in sentences:
            time.sleep(self.pause)
            said.append(self._checked(sentence.text))
            each(said[-1], len(sentences))
        return CheckedText(
            tuple(said), tuple({c.number: c for s in said for c in s.citations}.values())
        )

    def _checked(self, text: str) -> CheckedStatement:
        if text.startswith("I think"):
            reason = CheckResult("sources", Outcome.NOT_APPLICABLE, "An opinion needs no source.")
            return CheckedStatement(text, Kind.NOTICE, checks=(reason,))
        first = self.articles[0]
        last = first.text.index(".", 200)
        one = Citation(1, first, 0, last + 1, first.text[: last + 1])
        if "Sybiha" in first.text:
            one = cite(
                1, first, "Ukrainian Foreign Minister Andriy Sybiha described", "host peace talks."
            )
        verdict = Verdict.SUPPORTED
        if "ine countries" in text:
            verdict = Verdict.CONTRADICTED
        elif "plainly" in text or "GDP" in text:
            verdict = Verdict.NOT_SUPPORTED
        elif "maybe" in text:
            verdict = Verdict.PARTLY_SUPPORTED
        return statement(text, one, verdict=verdict)

    def brief(
        self,
        topic: str,
        length: Length,
        tell: Callable[[str, int, int], None],
        earlier: Earlier | None = None,
    ) -> Briefing:
        self.lengths.append(length)
        self.earlier.append(earlier)
        for done in range(4):
            tell("Writing the briefing:", done, 4)
            time.sleep(self.pause)
        if "broken" in topic:
            raise AnswerError("The model file smollm2.gguf is missing. Get it: byline models")
        question = f"{topic}: who hosts, with a conflict?"
        asked = (
            [self.only_answer]
            if self.only_answer
            else [
                self.answer_to(question),
                self.answer_to("what is the GDP?"),
            ]
        )
        return self.collect(asked, topic)

    def collect(self, answers: Sequence[CheckedAnswer], title: str) -> Briefing:
        scope = Scope(self.articles, lambda a: a.id, self.folder, LibraryState("test", 2, 10, 10))
        return from_answers(answers, title, scope)

    def edit(self, briefing: Briefing, number: int, text: str) -> Briefing:
        return edit_statement(briefing, number, text, ClaimChecker(None))

    def embed_rest(self, tell: Callable[[str, int, int], None], pause: Callable[[], None]) -> None:
        """Its library is whole."""

    def answer_to(self, question: str) -> CheckedAnswer:
        """What is said about the hosts of the talks in the sample articles, in many states."""
        first, second = self.articles[:2]
        one = cite(
            1,
            first,
            "Ukrainian Foreign Minister Andriy Sybiha described",
            "host peace talks.",
        )
        two = cite(
            2,
            second,
            "Ukrainian Foreign Minister Sybiha posted",
            "host peace discussions.",
        )
        if "GDP" in question:
            return answer(
                question,
                status=Status.NOT_IN_ARTICLES,
                refusal="The articles do not say.",
                sources=(one, two),
                nearest=(1, 2),
            )
        if "unsure" in question:
            short = first.text.index("Vatican City", one.start)
            return answer(
                question,
                status=Status.UNCERTAIN,
                refusal=REFUSALS[Status.UNCERTAIN],
                sources=(replace(one, answer=(short, short + len("Vatican City"))), two),
                nearest=(1, 2),
            )
        three = cite(3, first, "Seven nations, including", "host peace talks.")
        statements = [
            statement(
                "Seven countries offered to host peace talks, including Austria, Vatican City, "
                "Switzerland, Turkey and three Gulf states.",
                one,
                two,
            ),
            statement("The offers were listed by Foreign Minister Andriy Sybiha.", one, two),
            statement(
                "Newslooks reports: “Seven nations, including Austria, Vatican City, Turkey, and "
                "Gulf states, have offered to host peace talks.”",
                three,
                kind=Kind.QUOTED,
            ),
        ]
        parts: dict[str, Any] = {"agreement": (Agreement(0, (first.id, second.id), 1),)}
        if "conflict" in question:
            statements.append(
                statement("Nine countries offered.", one, verdict=Verdict.CONTRADICTED)
            )
            statements.append(
                statement("Sybiha spoke in Vienna.", one, verdict=Verdict.NOT_SUPPORTED)
            )
            statements.append(
                statement(
                    "Turkey offered first, with Austria.", two, verdict=Verdict.PARTLY_SUPPORTED
                )
            )
            statements.append(statement("Talks are near.", verdict=Verdict.UNCITED))
            parts["conflicts"] = (
                Conflict(
                    ConflictKind.OMISSION,
                    "whether Switzerland is among the hosts",
                    (
                        Position("Austria, Vatican City, Switzerland, Turkey", (1, 2)),
                        Position("Austria, Vatican City, Turkey", (3,)),
                    ),
                ),
            )
        if "dropped" in question:
            parts["dropped"] = (
                Dropped("Austria’s GDP is 1.14 trillion.", "no cited sentence has the number 1.14"),
            )
        return answer(question, statements, **parts)
