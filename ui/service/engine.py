"""Everything the application does with the articles and the models, in one place.

The tabs see only `Engine`; a test gives its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, Self

from qa.briefing import Length, brief_topic, briefing_from_answers, from_answers
from qa.briefing.composer import scope_of
from qa.briefing.edits import edit_statement
from qa.checks import check_against
from qa.question import make_request

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from index import Article, ArticleLibrary, Problem
    from qa import Answerer, Briefing, CheckedAnswer, CheckedStatement, CheckedText
    from qa.briefing import Earlier
    from qa.checks import ClaimChecker
    from ui.service.opening import Tell

    Each = Callable[[CheckedStatement, int], None]


class LoadedArticles(Protocol):
    """What is loaded, and the files that were left out; near-copies share a group."""

    @property
    def folder(self) -> Path: ...

    @property
    def articles(self) -> Sequence[Article]: ...

    @property
    def problems(self) -> Sequence[Problem]: ...

    @property
    def is_whole(self) -> bool:
        """Whether all of it is searched by meaning, and not by words alone."""
        ...

    def beyond(self, other: Self) -> Sequence[Article]:
        """The articles that the folder in another state does not have as they are here."""
        ...

    def group(self, article: Article) -> int: ...


class AnswerStream(Protocol):
    """Checked statements one by one; `answer` is there when they have all come."""

    @property
    def answer(self) -> CheckedAnswer:
        """Raises CancelledError when the statements have not all come."""
        ...

    def __iter__(self) -> Iterator[CheckedStatement]: ...

    def cancel(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Limits:
    """Where an answer may come from: days as ISO 8601, an outlet, the ids of some articles."""

    since: str | None = None
    until: str | None = None
    outlet: str | None = None
    within: tuple[str, ...] = ()


NO_LIMITS = Limits()


class Engine(Protocol):
    """What the application needs of articles and models. Several threads may call it at once."""

    @property
    def library(self) -> LoadedArticles: ...

    def stream(
        self,
        question: str,
        *,
        history: Sequence[tuple[str, str]] = (),
        limits: Limits = NO_LIMITS,
    ) -> AnswerStream: ...

    def check(self, text: str, each: Each) -> CheckedText:
        """Check a text; what `each` raises ends it."""
        ...

    def brief(
        self, topic: str, length: Length, tell: Tell, earlier: Earlier | None = None
    ) -> Briefing:
        """Prepare a briefing on a topic; what `tell` raises ends it.

        With `earlier` only what that briefing does not tell.
        """
        ...

    def collect(self, answers: Sequence[CheckedAnswer], title: str) -> Briefing:
        """Put answers that are there already together."""
        ...

    def edit(self, briefing: Briefing, number: int, text: str) -> Briefing:
        """Change the words of a statement, which are checked."""
        ...

    def embed_rest(self, tell: Tell, pause: Callable[[], None]) -> None:
        """Let all of the library be searched by meaning; what `pause` raises ends it."""
        ...


@dataclass(frozen=True)
class LocalEngine:
    """The engine over an answerer of this process."""

    answerer: Answerer
    claims: Callable[[], ClaimChecker]

    @property
    def library(self) -> ArticleLibrary:
        return self.answerer.library

    def stream(
        self,
        question: str,
        *,
        history: Sequence[tuple[str, str]] = (),
        limits: Limits = NO_LIMITS,
    ) -> AnswerStream:
        return self.answerer.stream(
            question,
            history=history,
            since=limits.since,
            until=limits.until,
            outlet=limits.outlet,
            within=limits.within,
        )

    def check(self, text: str, each: Each) -> CheckedText:
        return check_against(text, self.library, self.claims(), each)

    def brief(
        self, topic: str, length: Length, tell: Tell, earlier: Earlier | None = None
    ) -> Briefing:
        subject = " ".join(topic.split())
        return brief_topic(
            self.answerer,
            subject,
            make_request(subject),
            length=length,
            earlier=earlier,
            claims=self.claims(),
            progress=tell,
        )

    def collect(self, answers: Sequence[CheckedAnswer], title: str) -> Briefing:
        """With all that is known of the folder, unless an answer is of another one."""
        cited = {source.article.id for answer in answers for source in answer.sources}
        if any(self.library.store.article(each) is None for each in cited):
            return briefing_from_answers(answers, title)
        return from_answers(answers, title, scope_of(self.answerer, make_request(title)))

    def edit(self, briefing: Briefing, number: int, text: str) -> Briefing:
        return edit_statement(briefing, number, text, self.claims())

    def embed_rest(self, tell: Tell, pause: Callable[[], None]) -> None:
        from index.opening import embed_rest

        embed_rest(self.library, progress=tell, pause=pause)
