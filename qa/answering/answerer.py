"""Answerer: understand, hear the first responder, compose, compare. Read this file first."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from itertools import islice, zip_longest
from typing import TYPE_CHECKING

from index.listing import FEW
from qa.answer import CheckedAnswer, Status, library_state
from qa.answering.again import said_against, tell_as
from qa.answering.answer_stream import AnswerStream
from qa.answering.clock import Clock
from qa.answering.compared_sources import compares_sources
from qa.answering.composition import Composition
from qa.answering.corrections import correction_notices
from qa.answering.days_explained import day_notices
from qa.answering.lists_told import list_notices
from qa.answering.responder import Asked
from qa.answering.responders import needs_no_reading, responders
from qa.evidence import Certainty, leads
from qa.question import (
    Day,
    Move,
    Request,
    leaning_parts,
    make_request,
    parts_of,
    readings,
    respelt,
    wanted,
)
from qa.statement import CheckedStatement, Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Generator, Iterator, Mapping, Sequence

    from index import ArticleLibrary, SearchFilters
    from qa.answering.responder import Response
    from qa.checks import CitationChecker
    from qa.comparison import Comparison, Found
    from qa.evidence import EvidenceSelector
    from qa.question import Rewriter
    from qa.writing import Drafter

    Statements = Generator[CheckedStatement, None, CheckedAnswer]

REFUSALS = {
    Status.NOT_IN_ARTICLES: "The articles do not say.",
    Status.UNCERTAIN: "Byline is not sure that this answers the question.",
}
NOT_THERE = "Not in the articles:"
NOT_SURE = "Not sure about:"
NEAREST = 3  # sources that are shown where something is not answered


@dataclass(slots=True)
class _Making:
    """One answer while it is made."""

    request: Request
    composition: Composition
    clock: Clock
    stop: threading.Event
    heard: dict[tuple[str, SearchFilters], Response] = field(default_factory=dict)
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
    rewriter: Rewriter | None = None

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
        tell_as(making.composition, wanted(making.request.asked))
        whole = self._respond(making.request.asked, making, whole=True)
        if whole is not None:
            return (yield from self._of_whole(whole, making))
        told: list[Found] = []
        untold: list[Response] = []
        for part in (yield from self._parts(making, told)):
            response = self._heard(part, making)
            if (yield from _compose(response, making)):
                told.append(response.found)
            else:
                untold.append(response)
        if not told:
            return self._untold(untold, making)
        for response in untold:
            lead = NOT_THERE if response.denies else NOT_SURE
            making.shown.append(CheckedStatement(f"{lead} {response.found.question}", Kind.NOTICE))
            yield making.shown[-1]
        for notice in (
            *list_notices(making.request.asked, making.shown),
            *day_notices(making.request.asked, making.shown),
            *correction_notices(making.shown, making.composition.sources),
        ):
            making.shown.append(notice)
            yield notice
        status = Status.PARTLY_ANSWERED if untold else Status.ANSWERED
        answer = self._compared(self._finished(status, making), told, untold, making)
        return (yield from self._reassuring(answer, making))

    def _parts(
        self, making: _Making, told: list[Found]
    ) -> Generator[CheckedStatement, None, tuple[str, ...]]:
        """The parts that are still to be answered.

        Where later parts lean on the first one, that is answered here, and the others are asked of
        the articles that answer it. Where none does, the question is asked whole.
        """
        if compares_sources(making.request.asked, self.library.articles):
            return (making.request.asked,)
        first, *leaning = leaning_parts(making.request.asked) or ("",)
        if leaning:
            response = self._heard(first, making)
            before = making.composition.quoting
            making.composition.quoting = True
            answered = yield from _compose(response, making)
            making.composition.quoting = before
            if answered:
                told.append(response.found)
                ids = {each.article.id for each in making.composition.sources.citations}
                filters = replace(making.request.filters, within=frozenset(ids))
                making.request = replace(making.request, filters=filters)
                return tuple(leaning)
        return parts_of(making.request.asked)

    def _understand(self, making: _Making) -> None:
        """The question rightly spelt, and as it stands alone where it leans on earlier ones.

        Of several things that it may mean, the first that the articles answer.
        """
        request = making.request
        spelt = respelt(request.question, self.library.holds, self.library.nearest_word)
        # What is asked of the folder itself is answered at once: no model is asked before.
        at_once = needs_no_reading(Asked(spelt, request, making.clock), self.library)
        rewriter = None if at_once else self.rewriter
        read = readings(spelt, request.history, self._sentences_with, rewriter)
        changed = spelt if spelt != request.question else None
        making.request = replace(request, understood=read[0] if read else changed)
        making.clock.lap("understand")
        if len(read) > 1:
            answered = (r for r in read if self._heard(r, making).certainty is Certainty.ANSWERED)
            chosen = next(answered, read[0])
            making.request = replace(request, understood=changed if chosen == spelt else chosen)

    def _respond(self, question: str, making: _Making, *, whole: bool) -> Response | None:
        """What the first responder has to say that hears such a question."""
        asked = Asked(question, making.request, making.clock)
        heard = (each for each in responders(self.selector) if each.whole is whole)
        responses = (responder.respond(asked, self.library) for responder in heard)
        return next((response for response in responses if response is not None), None)

    def _heard(self, part: str, making: _Making) -> Response:
        limits = making.request.filters
        if (part, limits) not in making.heard:
            response = self._respond(part, making, whole=False)
            if response is None:
                raise ValueError(f"No responder took {part!r}; the last one takes everything.")
            making.heard[part, limits] = response
        return making.heard[part, limits]

    def _of_whole(self, response: Response, making: _Making) -> Statements:
        """An answer that tells of Byline or of the folder; nothing is compared with it."""
        if response.notice is not None:
            making.shown.append(CheckedStatement(response.notice, Kind.NOTICE))
            yield making.shown[-1]
            return self._finished(Status.ABOUT_BYLINE, making)
        told = yield from _compose(response, making)
        return self._finished(Status.ANSWERED if told else Status.NOT_IN_ARTICLES, making)

    def _untold(self, responses: Sequence[Response], making: _Making) -> CheckedAnswer:
        """Nothing is answered: every part is denied, or at least one may be told."""
        unsure = [response for response in responses if not response.denies]
        near = _nearest(unsure or responses, making.composition)
        status = Status.UNCERTAIN if unsure else Status.NOT_IN_ARTICLES
        return self._finished(status, making, nearest=near)

    def _compared(
        self,
        answer: CheckedAnswer,
        told: Sequence[Found],
        untold: Sequence[Response],
        making: _Making,
    ) -> CheckedAnswer:
        """With what other articles say to it, and what is closest to the parts not told."""
        sources = making.composition.sources
        if self.comparison is not None:
            agreement, conflicts = self.comparison.compare(answer.statements, told, sources)
            answer = replace(answer, agreement=agreement, conflicts=conflicts)
        cited = {source.number for source in sources.citations}
        near = tuple(n for n in _nearest(untold, making.composition) if n not in cited)
        making.clock.lap("compare")
        return replace(
            answer,
            nearest=near,
            sources=sources.citations,
            timings_ms=making.clock.timings(),
        )

    def _reassuring(self, answer: CheckedAnswer, making: _Making) -> Statements:
        """The answer; where somebody asked whether it is sure, with what was found against it."""
        asked = wanted(making.request.asked) is Move.SURE and self.comparison is not None
        notices = tuple(said_against(answer.conflicts)) if asked else ()
        yield from notices
        return replace(answer, statements=answer.statements + notices)

    def _finished(
        self, status: Status, making: _Making, *, nearest: tuple[int, ...] = ()
    ) -> CheckedAnswer:
        library = self.library
        return CheckedAnswer(
            question=making.request.question,
            status=status,
            statements=tuple(making.shown),
            sources=making.composition.sources.citations,
            index=library_state(library),
            refusal=REFUSALS.get(status),
            understood=making.request.understood,
            dropped=tuple(making.composition.dropped),
            nearest=nearest,
            timings_ms=making.clock.timings(),
            models=self.models,
        )

    def _sentences_with(self, name: str) -> Iterator[str]:
        """A few sentences with a name, by which it is known for a person's or a place's."""
        holding, _ = self.library.articles.holding(name)
        for article in islice(holding, FEW):
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


def _nearest(responses: Sequence[Response], composition: Composition) -> tuple[int, ...]:
    """Numbers of the closest sentences, best first: leads to follow, never an answer.

    With several parts the best of each comes first.
    """
    rows = zip_longest(*(leads(each.found.evidence, NEAREST) for each in responses))
    best = [evidence for row in rows for evidence in row if evidence is not None]
    cited = [composition.cite(each, composition.sources).number for each in best[:NEAREST]]
    return tuple(dict.fromkeys(cited))
