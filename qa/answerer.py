"""Answerer: search, select, draft, check, repair. Read this file first."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from qa.answer import CheckedAnswer, CheckedStatement, Kind, LibraryState, Status
from qa.comparison import Found
from qa.composition import Composition
from qa.errors import CancelledError
from qa.folder_answers import tell_of
from qa.folder_questions import folder_question, newest_day
from qa.follow_ups import understood
from qa.metadata import metadata_question, metadata_statements
from qa.overviews import overview, overview_topic
from qa.parts import parts_of
from qa.plain_questions import plain_question
from qa.request import Day, Request, make_request
from qa.small_talk import about_byline

if TYPE_CHECKING:
    from collections.abc import Collection, Generator, Iterable, Iterator, Mapping, Sequence

    from index import ArticleLibrary, Hit
    from qa.comparison import Comparison
    from qa.drafting import Drafter
    from qa.evidence import Evidence, EvidenceSelector, Selection
    from qa.folder_questions import FolderAnswer
    from qa.verdict import CitationChecker

REFUSAL = "The articles do not say."
NOT_THERE = "Not in the articles:"
NEAREST = 3
HITS = 16


@dataclass(frozen=True)
class Answerer:
    """Answer questions from one library, showing only what its articles support.

    Several threads may ask at once; the language model serves them one after the other.
    """

    library: ArticleLibrary
    selector: EvidenceSelector
    drafter: Drafter
    checker: CitationChecker
    models: Mapping[str, str] = field(default_factory=dict)
    comparison: Comparison | None = None

    def ask(
        self,
        question: str,
        *,
        history: Sequence[tuple[str, str]] = (),
        since: Day = None,
        until: Day = None,
        as_of: Day = None,
        outlet: str | None = None,
    ) -> CheckedAnswer:
        """The whole answer.

        Raises:
            QuestionError: there is no question, it is too long, or a date is none.
        """
        stream = self.stream(
            question, history=history, since=since, until=until, as_of=as_of, outlet=outlet
        )
        for _ in stream:
            pass
        return stream.answer

    def stream(  # noqa: PLR0913 - the published arguments
        self,
        question: str,
        *,
        history: Sequence[tuple[str, str]] = (),
        since: Day = None,
        until: Day = None,
        as_of: Day = None,
        outlet: str | None = None,
        within: Collection[str] = (),
    ) -> AnswerStream:
        """The statements one by one, each already checked; then `.answer` is there.

        `within` holds the ids of the only articles that are searched; none stands for all.
        """
        request = make_request(
            question,
            history=history,
            since=since,
            until=until,
            as_of=as_of,
            outlet=outlet,
            within=within,
        )
        stop = threading.Event()
        return AnswerStream(self._answer(request, stop), stop)

    def _answer(
        self, request: Request, stop: threading.Event
    ) -> Generator[CheckedStatement, None, CheckedAnswer]:
        clock = Clock()
        composition = Composition(self.drafter, self.checker, self.library.sentences)
        reply = about_byline(request.question, self.library.articles)
        if reply is not None:
            notice = CheckedStatement(reply, Kind.NOTICE)
            yield notice
            return self._finished(request, Status.ABOUT_BYLINE, (notice,), composition, clock)
        alone = understood(request.question, request.history, self._sentences_with)
        request = replace(request, understood=alone)
        clock.lap("understand")
        of_folder = self._about_folder(request)
        if of_folder is not None:
            return (yield from self._folder_answer(of_folder, request, composition, clock, stop))
        shown: list[CheckedStatement] = []
        found: list[Found] = []
        unanswered: list[Found] = []
        parts = parts_of(request.asked)
        for part in parts:
            answered, part_found = yield from self._part(
                part, request, composition, clock, shown, stop
            )
            (found if answered else unanswered).append(part_found)
        if not found:
            nearest = [e for each in unanswered for e in each.evidence[:NEAREST]]
            near = _nearest(nearest, composition)
            status = Status.NOT_IN_ARTICLES
            return self._finished(request, status, (), composition, clock, nearest=near)
        for part_found in unanswered:
            shown.append(CheckedStatement(f"{NOT_THERE} {part_found.question}", Kind.NOTICE))
            yield shown[-1]
        status = Status.PARTLY_ANSWERED if unanswered else Status.ANSWERED
        answer = self._finished(request, status, tuple(shown), composition, clock)
        return self._compared(answer, found, composition, clock)

    def _compared(
        self,
        answer: CheckedAnswer,
        found: Sequence[Found],
        composition: Composition,
        clock: Clock,
    ) -> CheckedAnswer:
        if self.comparison is None:
            return answer
        agreement, conflicts = self.comparison.compare(
            answer.statements, found, composition.sources
        )
        clock.lap("compare")
        return replace(
            answer,
            agreement=agreement,
            conflicts=conflicts,
            sources=composition.sources.citations,
            timings_ms=clock.timings(),
        )

    def _about_folder(self, request: Request) -> FolderAnswer | None:
        articles = [each for each in self.library.articles if request.filters.admits(each)]
        today = request.as_of or newest_day(self.library.articles)
        return folder_question(request.asked, articles, today)

    def _folder_answer(
        self,
        found: FolderAnswer,
        request: Request,
        composition: Composition,
        clock: Clock,
        stop: threading.Event,
    ) -> Generator[CheckedStatement, None, CheckedAnswer]:
        """What is in the folder as a notice; what its articles tell as checked statements."""
        if found.notice is not None:
            notice = CheckedStatement(found.notice, Kind.NOTICE)
            yield notice
            return self._finished(request, Status.ABOUT_BYLINE, (notice,), composition, clock)
        shown = []
        for statement in tell_of(found, composition, self.library, stop.is_set):
            shown.append(statement)
            yield statement
        clock.lap("write")
        status = Status.ANSWERED if shown else Status.NOT_IN_ARTICLES
        return self._finished(request, status, tuple(shown), composition, clock)

    def _part(
        self,
        question: str,
        request: Request,
        composition: Composition,
        clock: Clock,
        shown: list[CheckedStatement],
        stop: threading.Event,
    ) -> Generator[CheckedStatement, None, tuple[bool, Found]]:
        """One part of the question: whether it is answered, and what was found for it."""
        asked = plain_question(question)
        metadata = metadata_question(asked, self.library.articles)
        if metadata is not None:
            written: Iterable[CheckedStatement] = metadata_statements(metadata, composition.sources)
            found = Found(question)
        else:
            hits, selection = self._select(asked, request, clock)
            found = Found(question, hits, selection.evidence)
            written = composition.compose(asked, selection.answering, stop.is_set)
        answered = False
        for statement in written:
            answered = True
            if any(statement.text == other.text for other in shown):
                continue
            if not shown:
                clock.lap("first_statement", since_start=True)
            shown.append(statement)
            yield statement
        clock.lap("write")
        return answered, found

    def _sentences_with(self, name: str) -> Iterator[str]:
        """A few sentences with a name, by which it is known for a person's or a place's."""
        for article in self.library.articles:
            at = article.text.find(name)
            for sentence in self.library.sentences(article) if at >= 0 else ():
                if name in sentence.text:
                    yield sentence.text

    def _select(
        self, question: str, request: Request, clock: Clock
    ) -> tuple[Sequence[Hit], Selection]:
        topic = overview_topic(question)
        searched = topic or question
        hits = self.library.search(searched, top=HITS, filters=request.filters, as_of=request.as_of)
        clock.lap("search")
        selection = None if topic is None else self._overview(topic, hits, request)
        if selection is None or not selection.answerable:
            selection = self.selector.select(question, hits)
        clock.lap("select")
        return hits, selection

    def _overview(self, topic: str, hits: Sequence[Hit], request: Request) -> Selection:
        """Of the articles that were found for the topic; of the newest where there is none."""
        library = self.library
        if topic:
            articles = list({hit.passage.article.id: hit.passage.article for hit in hits}.values())
        else:
            admitted = [each for each in library.articles if request.filters.admits(each)]
            articles = sorted(admitted, key=lambda each: each.published or "", reverse=True)
        return overview(topic, articles, library.sentences, library.group)

    def _finished(
        self,
        request: Request,
        status: Status,
        statements: tuple[CheckedStatement, ...],
        composition: Composition,
        clock: Clock,
        *,
        nearest: tuple[int, ...] = (),
    ) -> CheckedAnswer:
        library = self.library
        return CheckedAnswer(
            question=request.question,
            status=status,
            statements=statements,
            sources=composition.sources.citations,
            index=LibraryState(library.version, len(library.articles), len(library.passages)),
            refusal=REFUSAL if status is Status.NOT_IN_ARTICLES else None,
            understood=request.understood,
            dropped=tuple(composition.dropped),
            nearest=nearest,
            timings_ms=clock.timings(),
            models=self.models,
        )


class AnswerStream:
    """An answer while it is made: iterate for the checked statements, then read `.answer`."""

    def __init__(
        self, parts: Generator[CheckedStatement, None, CheckedAnswer], stop: threading.Event
    ) -> None:
        self._parts = parts
        self._stop = stop
        self._answer: CheckedAnswer | None = None

    def __iter__(self) -> Iterator[CheckedStatement]:
        return self

    def __next__(self) -> CheckedStatement:
        if self._stop.is_set():
            self._parts.close()
            raise CancelledError("The question was cancelled.")
        try:
            return next(self._parts)
        except StopIteration as end:
            if end.value is not None:
                self._answer = end.value
            raise StopIteration from None

    @property
    def answer(self) -> CheckedAnswer:
        """The whole answer.

        Raises:
            CancelledError: the statements were not iterated to their end.
        """
        if self._answer is None:
            raise CancelledError("The answer is not finished: iterate its statements first.")
        return self._answer

    def cancel(self) -> None:
        """Stop as soon as the model has read or written its next piece; for any thread."""
        self._stop.set()


class Clock:
    """Milliseconds of each stage and of the whole."""

    def __init__(self) -> None:
        self._start = self._last = time.perf_counter()
        self._laps: dict[str, float] = {}

    def lap(self, stage: str, *, since_start: bool = False) -> None:
        """Note how long the stage took that ends now; `since_start` leaves the stages alone."""
        now = time.perf_counter()
        begun = self._start if since_start else self._last
        self._laps[stage] = round(self._laps.get(stage, 0.0) + 1000 * (now - begun), 1)
        if not since_start:
            self._last = now

    def timings(self) -> dict[str, float]:
        """All stages, and `total`."""
        total = round(1000 * (time.perf_counter() - self._start), 1)
        return {**self._laps, "total": total}


def _nearest(evidence: Sequence[Evidence], composition: Composition) -> tuple[int, ...]:
    """Numbers of the closest sentences: shown as what is near, never as an answer."""
    cited = [composition.cite(each, composition.sources).number for each in evidence[:NEAREST]]
    return tuple(dict.fromkeys(cited))
