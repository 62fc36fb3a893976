"""Answerer: understand, hear the first responder, compose, compare. Read this file first."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from qa.answer import CheckedAnswer, LibraryState, Status
from qa.answering.answer_stream import AnswerStream
from qa.answering.clock import Clock
from qa.answering.composition import Composition
from qa.answering.responder import Asked
from qa.answering.responders import responders
from qa.question import Day, Request, make_request, parts_of, understood
from qa.statement import CheckedStatement, Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Generator, Iterator, Mapping, Sequence

    from index import ArticleLibrary
    from qa.answering.responder import Response
    from qa.checks import CitationChecker
    from qa.comparison import Comparison, Found
    from qa.evidence import Evidence, EvidenceSelector
    from qa.writing import Drafter

    Statements = Generator[CheckedStatement, None, CheckedAnswer]

REFUSAL = "The articles do not say."
NOT_THERE = "Not in the articles:"
NEAREST = 3


@dataclass(slots=True)
class _Making:
    """One answer while it is made."""

    request: Request
    composition: Composition
    clock: Clock
    stop: threading.Event
    shown: list[CheckedStatement] = field(default_factory=list)


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
        composition = Composition(self.drafter, self.checker, self.library.sentences)
        making = _Making(request, composition, Clock(), threading.Event())
        return AnswerStream(self._answer(making), making.stop)

    def _answer(self, making: _Making) -> Statements:
        self._understand(making)
        whole = self._respond(making.request.asked, making, whole=True)
        if whole is not None:
            return (yield from self._of_whole(whole, making))
        answered: list[Found] = []
        unanswered: list[Found] = []
        for part in parts_of(making.request.asked):
            response = self._respond(part, making, whole=False)
            if response is None:
                raise ValueError(f"No responder took {part!r}; the last one takes everything.")
            told = yield from _compose(response, making)
            (answered if told else unanswered).append(response.found)
        if not answered:
            return self._denied(unanswered, making)
        for found in unanswered:
            making.shown.append(CheckedStatement(f"{NOT_THERE} {found.question}", Kind.NOTICE))
            yield making.shown[-1]
        answer = self._finished(Status.PARTLY_ANSWERED if unanswered else Status.ANSWERED, making)
        return self._compared(answer, answered, making)

    def _understand(self, making: _Making) -> None:
        """The question as it stands alone, where it leans on what was said before."""
        request = making.request
        alone = understood(request.question, request.history, self._sentences_with)
        making.request = replace(request, understood=alone)
        making.clock.lap("understand")

    def _respond(self, question: str, making: _Making, *, whole: bool) -> Response | None:
        """What the first responder has to say that hears such a question."""
        asked = Asked(question, making.request, making.clock)
        heard = (each for each in responders(self.selector) if each.whole is whole)
        responses = (responder.respond(asked, self.library) for responder in heard)
        return next((response for response in responses if response is not None), None)

    def _of_whole(self, response: Response, making: _Making) -> Statements:
        """An answer that tells of Byline or of the folder; nothing is compared with it."""
        if response.notice is not None:
            making.shown.append(CheckedStatement(response.notice, Kind.NOTICE))
            yield making.shown[-1]
            return self._finished(Status.ABOUT_BYLINE, making)
        told = yield from _compose(response, making)
        return self._finished(Status.ANSWERED if told else Status.NOT_IN_ARTICLES, making)

    def _denied(self, unanswered: Sequence[Found], making: _Making) -> CheckedAnswer:
        closest = [e for found in unanswered for e in found.evidence[:NEAREST]]
        near = _nearest(closest, making.composition)
        return self._finished(Status.NOT_IN_ARTICLES, making, nearest=near)

    def _compared(
        self, answer: CheckedAnswer, found: Sequence[Found], making: _Making
    ) -> CheckedAnswer:
        if self.comparison is None:
            return answer
        sources = making.composition.sources
        agreement, conflicts = self.comparison.compare(answer.statements, found, sources)
        making.clock.lap("compare")
        return replace(
            answer,
            agreement=agreement,
            conflicts=conflicts,
            sources=sources.citations,
            timings_ms=making.clock.timings(),
        )

    def _finished(
        self, status: Status, making: _Making, *, nearest: tuple[int, ...] = ()
    ) -> CheckedAnswer:
        library = self.library
        return CheckedAnswer(
            question=making.request.question,
            status=status,
            statements=tuple(making.shown),
            sources=making.composition.sources.citations,
            index=LibraryState(library.version, len(library.articles), len(library.passages)),
            refusal=REFUSAL if status is Status.NOT_IN_ARTICLES else None,
            understood=making.request.understood,
            dropped=tuple(making.composition.dropped),
            nearest=nearest,
            timings_ms=making.clock.timings(),
            models=self.models,
        )

    def _sentences_with(self, name: str) -> Iterator[str]:
        """A few sentences with a name, by which it is known for a person's or a place's."""
        for article in self.library.articles:
            at = article.text.find(name)
            for sentence in self.library.sentences(article) if at >= 0 else ():
                if name in sentence.text:
                    yield sentence.text


def _compose(response: Response, making: _Making) -> Generator[CheckedStatement, None, bool]:
    """Draft, check and repair: the statements that are new; whether anything was told at all."""
    told = False
    for statement in response.tell(making.composition, making.stop.is_set):
        told = True
        if any(statement.text == other.text for other in making.shown):
            continue
        if not making.shown:
            making.clock.lap("first_statement", since_start=True)
        making.shown.append(statement)
        yield statement
    making.clock.lap("write")
    return told


def _nearest(evidence: Sequence[Evidence], composition: Composition) -> tuple[int, ...]:
    """Numbers of the closest sentences: shown as what is near, never as an answer."""
    cited = [composition.cite(each, composition.sources).number for each in evidence[:NEAREST]]
    return tuple(dict.fromkeys(cited))
