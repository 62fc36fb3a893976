"""Who may answer, in order: the first responder that has something to say is heard."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.dates import day_of
from index.listing import FEW
from qa.answering.again import NO_MORE, further
from qa.answering.compared_sources import ComparedSources
from qa.answering.folder_answers import tell_of
from qa.answering.metadata import metadata_question, metadata_statements
from qa.answering.of_a_day import of_day_asked
from qa.answering.overviews import overview, overview_topic
from qa.answering.responder import Response
from qa.answering.table_answers import TableCell
from qa.answering.told_in_time import told_in_time
from qa.answering.topics import told_about, topic_asked
from qa.answering.who_reports import WhoReports
from qa.comparison import Found
from qa.evidence import Certainty, entry_asked, newest_first
from qa.question import (
    Move,
    about_byline,
    day_asked,
    folder_question,
    plain_question,
    wanted,
)
from qa.statement import CheckedStatement, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index import ArticleLibrary, Hit
    from index.listing import Listing
    from qa.answering.composition import Composition
    from qa.answering.responder import Asked, Responder
    from qa.engine import Cancelled
    from qa.evidence import EvidenceSelector, Selection

HITS = 16  # passages that are searched for one question


def responders(selector: EvidenceSelector) -> tuple[Responder, ...]:
    """In the order in which they are asked; the last always has something."""
    return (
        AboutByline(),
        AboutFolder(),
        ArticleField(),
        ComparedSources(selector, _search),
        WhoReports(_search),
        Overview(),
        TableCell(_search),
        AboutTopic(),
        FromEvidence(selector),
    )


def needs_no_reading(asked: Asked, library: ArticleLibrary) -> bool:
    """Whether a responder that searches nothing has something to say."""
    unread = (AboutByline(), AboutFolder(), ArticleField())
    return any(responder.respond(asked, library) is not None for responder in unread)


@dataclass(frozen=True, slots=True)
class AboutByline:
    """Greetings and questions about Byline itself."""

    whole: bool = True

    def respond(self, asked: Asked, library: ArticleLibrary) -> Response | None:
        """A notice; it is about the words as they were typed, whatever was said before."""
        reply = about_byline(asked.request.question, library.articles)
        return None if reply is None else _notice(asked, reply)


@dataclass(frozen=True, slots=True)
class AboutFolder:
    """Questions about the folder: what is in it, from whom, what is new."""

    whole: bool = True

    def respond(self, asked: Asked, library: ArticleLibrary) -> Response | None:
        """A notice about what is there, or what its articles tell."""
        request = asked.request
        today = request.as_of or day_of(library.newest)
        found = folder_question(asked.question, _admitted(asked, library), today)
        if found is None:
            return None
        if found.notice is not None:
            return _notice(asked, found.notice)

        def tell(composition: Composition, cancelled: Cancelled) -> Iterable[CheckedStatement]:
            return tell_of(found, composition, library, cancelled)

        return Response(Found(asked.question), tell)


@dataclass(frozen=True, slots=True)
class ArticleField:
    """Questions about an article itself: who wrote it, when it was published, where."""

    whole: bool = False

    def respond(self, asked: Asked, library: ArticleLibrary) -> Response | None:
        """One statement for each article that is meant."""
        wanted = metadata_question(plain_question(asked.question), library.articles)
        if wanted is None:
            return None

        def tell(composition: Composition, _: Cancelled) -> Iterable[CheckedStatement]:
            return metadata_statements(wanted, composition.sources)

        return Response(Found(asked.question), tell)


@dataclass(frozen=True, slots=True)
class Overview:
    """Questions for what happened: the first sentence of each article that tells it."""

    whole: bool = False

    def respond(self, asked: Asked, library: ArticleLibrary) -> Response | None:
        """Of the articles that are found for the topic; of the newest where none is named."""
        question = plain_question(asked.question)
        topic = overview_topic(question)
        today = asked.request.as_of or day_of(library.newest)
        if topic is None or (today and day_asked(question, today)):
            return None  # "yesterday" is a day, and no word to look for
        hits = _search(topic or question, asked, library)
        if topic:
            articles = list({hit.passage.article.id: hit.passage.article for hit in hits}.values())
        else:
            articles = _admitted(asked, library).newest(FEW)
        selection = overview(topic, articles, library.sentences, library.group)
        asked.clock.lap("select")
        return _selected(asked, question, hits, selection) if selection.answerable else None


@dataclass(frozen=True, slots=True)
class AboutTopic:
    """Requests to be told about something: the sentences that name it, none told before."""

    whole: bool = False

    def respond(self, asked: Asked, library: ArticleLibrary) -> Response | None:
        """Of the articles that are found for it; nothing where none names it."""
        topic = topic_asked(asked.question)
        if topic is None:
            return None
        hits = _search(topic, asked, library)
        told = [answer for _, answer in asked.request.history]
        selection = told_about(topic, hits, library.sentences, told)
        asked.clock.lap("select")
        return _selected(asked, asked.question, hits, selection) if selection.answerable else None


@dataclass(frozen=True, slots=True)
class FromEvidence:
    """Every other question: the sentences that answer it, if any does."""

    selector: EvidenceSelector
    whole: bool = False

    def respond(self, asked: Asked, library: ArticleLibrary) -> Response | None:
        """What the selector calls an answer; else nothing is told, and what is near is kept."""
        question = plain_question(asked.question)
        hits = _search(overview_topic(question) or question, asked, library)
        today = asked.request.as_of or day_of(library.newest)
        selection = self.selector.select(question, hits)
        selection = of_day_asked(question, today, hits, selection, self.selector)
        if selection.certainty is Certainty.DENIED and not library.is_whole:
            # Words alone miss one passage in twenty that meaning finds: too many for a denial.
            selection = replace(selection, certainty=Certainty.UNCERTAIN)
        asked.clock.lap("select")
        more = wanted(asked.request.asked) is Move.MORE and selection.evidence
        if more and selection.certainty is not Certainty.DENIED:
            return _told_further(asked, question, hits, selection, library)
        told = selection.evidence
        ordered = newest_first(question, told) if selection.answerable else []
        ordered = ordered or entry_asked(question, told)
        if ordered:
            return told_in_time(asked.question, hits, selection, ordered)
        return _selected(asked, question, hits, selection)


def _search(text: str, asked: Asked, library: ArticleLibrary) -> Sequence[Hit]:
    request = asked.request
    hits = library.search(text, top=HITS, filters=request.filters, as_of=request.as_of)
    asked.clock.lap("search")
    return hits


def _selected(asked: Asked, question: str, hits: Sequence[Hit], selection: Selection) -> Response:
    def tell(composition: Composition, cancelled: Cancelled) -> Iterable[CheckedStatement]:
        return composition.compose(question, selection.answering, cancelled)

    found = Found(asked.question, hits, selection.evidence)
    return Response(found, tell, selection.certainty)


def _told_further(
    asked: Asked,
    question: str,
    hits: Sequence[Hit],
    selection: Selection,
    library: ArticleLibrary,
) -> Response:
    """What the article that answers says besides; where that is nothing, the answer and so much."""
    more = further(question, selection.evidence, library.sentences)
    if not more and not selection.answerable:
        return _selected(asked, question, hits, selection)

    def tell(composition: Composition, cancelled: Cancelled) -> Iterable[CheckedStatement]:
        yield from composition.compose(question, more or selection.answering, cancelled)
        if not more:
            yield CheckedStatement(NO_MORE, Kind.NOTICE)

    return Response(Found(asked.question, hits, selection.evidence), tell, selection.certainty)


def _notice(asked: Asked, text: str) -> Response:
    return Response(Found(asked.question), lambda *_: (), notice=text)


def _admitted(asked: Asked, library: ArticleLibrary) -> Listing:
    return library.admitted(asked.request.filters)
