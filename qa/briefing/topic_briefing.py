"""A briefing on a topic: sentences of the articles on it, and questions that follow from it.

What is told is chosen by `topic_points` and stated in the articles' own words, checked as those of
an answer are; a model of meaning only says which other articles support a statement too.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING

from qa.answer import Status
from qa.answering import Composition
from qa.briefing.asked_topic import asked_topic
from qa.briefing.composer import (
    ask_within,
    assembled,
    dispute_of,
    in_reading_order,
    item_of,
    scope_of,
    with_disputes,
)
from qa.briefing.explaining import explained_quotation, speaker_in_full
from qa.briefing.gaps import gaps_for, undated_days
from qa.briefing.standing import without_joining
from qa.briefing.structure import Missing, Section
from qa.briefing.topic_articles import articles_on, nearness, persons_in
from qa.briefing.topic_points import Heading, points_on
from qa.checks.article_text import text_of
from qa.english.clauses import DATELINE
from qa.english.normal_form import stems
from qa.english.readable import plural, readable_date
from qa.evidence.told import telling_sentences, tellings
from qa.sources import SourceList
from qa.statement import Kind, Verdict
from qa.writing import DraftStatement, QuotingDrafter
from qa.writing.attributed_quotation import spoken_statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index import Article, ArticleLibrary, Sentence
    from qa.answer import CheckedAnswer
    from qa.answering import Answerer
    from qa.briefing.composer import Progress, Scope
    from qa.briefing.earlier import Earlier
    from qa.briefing.structure import Briefing, Dispute, Item
    from qa.briefing.topic_points import Point
    from qa.checks import ClaimChecker
    from qa.question import Request
    from qa.statement import CheckedStatement, Citation

WRITING = "Writing the briefing:"
ASKING = "Asking what is missing:"
HITS = 24
MOST_SILENT = 2  # persons who are asked for though nothing that they say was found
MOST_HEARD = 2  # speakers on whose words the articles may differ
DISPUTING = 6  # articles that are compared, and as many near-copies of them
COMPARED = 2  # other articles in which a statement is looked for
LEAST_SHARED = 0.3  # of a statement's content words, with a sentence that may say it too
NEARLY = 20  # words too few for another statement
MOST_OF_A_PERIOD = 40  # articles that are read where no subject is named


class Length(StrEnum):
    """How much is told: a few sentences, what fits on a page, or on three."""

    SHORT = "short"
    PAGE = "page"
    LONG = "long"

    @property
    def words(self) -> int:
        """The most words of all statements together."""
        return {Length.SHORT: 120, Length.PAGE: 350, Length.LONG: 1000}[self]


@dataclass(frozen=True, slots=True)
class _Asked:
    """The answers to what was asked about a topic, and what stays open."""

    answers: list[CheckedAnswer] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)
    unsettled: list[Missing] = field(default_factory=list)


def brief_topic(  # noqa: PLR0913 - what is asked for, and with what it is made
    answerer: Answerer,
    topic: str,
    request: Request,
    *,
    length: Length = Length.PAGE,
    earlier: Earlier | None = None,
    claims: ClaimChecker | None = None,
    progress: Progress | None = None,
) -> Briefing:
    """What the articles tell of a topic: a subject, a question, an outlet or a stretch of days.

    With `earlier` only what that briefing does not tell.
    """
    asked_for = asked_topic(topic, request, answerer.library)
    subject, request = asked_for.subject, asked_for.request
    scope = scope_of(answerer, request)
    articles = _articles(answerer.library, subject, request)
    missing = Missing(topic, _gaps(topic, scope, answerer.library))
    if not articles:
        return assembled(topic, (), (missing,), (), scope)
    making = _Making(answerer, claims, scope, articles, length, progress or _tell_nobody)
    making.write(subject, earlier)
    asked = making.ask(subject, request) if subject else _Asked()
    as_chosen = {Heading.SUMMARY, Heading.SAID}
    sections = [
        Section(str(h), in_reading_order(making.items[h], newest_first=h not in as_chosen))
        for h in Heading
        if making.items[h]
    ]
    cited = [c for h in Heading for item in making.items[h] for c in item.statement.citations]
    missing_days = undated_days(cited)
    nothing = missing if earlier is None else Missing(topic, (_all_told(earlier),))
    briefing = assembled(
        topic,
        sections,
        (*(() if cited else (nothing,)), *asked.missing, *missing_days),
        asked.answers,
        scope,
        making.composition.dropped,
    )
    since = None if earlier is None else earlier.name
    briefing = replace(briefing, unsettled=tuple(asked.unsettled), new_since=since)
    return with_disputes(briefing, _disputes(answerer, [*articles]))


def _articles(library: ArticleLibrary, subject: str, request: Request) -> dict[Article, float]:
    """The articles on a subject with their nearness to it, nearest first.

    Without a subject the newest within the limits.
    """
    if not subject:
        return dict.fromkeys(library.admitted(request.filters).newest(MOST_OF_A_PERIOD), 0.0)
    hits = library.search(subject, top=HITS, filters=request.filters, as_of=request.as_of)
    near = nearness(hits)
    return {a: near[a] for a in articles_on(subject, near, library.sentences)}


def _gaps(topic: str, scope: Scope, library: ArticleLibrary) -> tuple[str, ...]:
    """What there is nothing from; where the limits leave no article, what the folder has."""
    if scope.articles:
        return gaps_for(topic, (), scope.articles)
    articles = library.articles
    count = plural(len(articles), "article")
    limits = " and ".join(scope.limits)
    if articles.first_day is None or articles.last_day is None:
        return (f"Nothing is {limits}. The folder has {count}, none of them with a date.",)
    days = (articles.first_day, articles.last_day)
    first, last = (readable_date(day.isoformat()) for day in days)
    return (f"Nothing is {limits}. The folder has {count}, from {first} to {last}.",)


def _all_told(earlier: Earlier) -> str:
    return f"All that the articles tell of it stands in the briefing {earlier.name} already."


def _disputes(answerer: Answerer, articles: Sequence[Article]) -> list[Dispute]:
    """What the articles nearest to the topic, and near-copies of them, tell differently."""
    if answerer.comparison is None:
        return []
    group, near = answerer.library.group, list(articles[:DISPUTING])
    groups = {group(article) for article in near}
    copies = (a for a in answerer.library.articles.in_groups(groups) if a not in near)
    sources = SourceList()
    found = answerer.comparison.among([*near, *islice(copies, DISPUTING)], sources)
    return [dispute_of(conflict, sources.citations) for conflict in found]


@dataclass(slots=True)
class _Making:
    """One briefing while it is made."""

    answerer: Answerer
    claims: ClaimChecker | None
    scope: Scope
    articles: dict[Article, float]
    length: Length
    progress: Progress
    items: dict[Heading, list[Item]] = field(default_factory=lambda: {h: [] for h in Heading})
    stated: dict[Sentence, tuple[Heading, int]] = field(default_factory=dict)
    topic: str = ""
    composition: Composition = field(init=False)

    def __post_init__(self) -> None:
        self.composition = Composition(
            self.answerer.drafter, self.answerer.checker, self.answerer.library.sentences
        )

    def write(self, topic: str, earlier: Earlier | None = None) -> None:
        """State what is most worth telling until the briefing is full."""
        self.topic = topic
        library, left = self.answerer.library, self.length.words
        known = _tells_nothing if earlier is None else earlier.tells
        for point in points_on(topic, self.articles, library.sentences, library.group, known):
            if point.again is not None:
                self._note_similar(point, point.again)
                continue
            if left < NEARLY:
                break
            if len(point.sentence.text.split()) > left:
                continue
            self.progress(WRITING, self.length.words - left, self.length.words)
            statement = self._stated(point)
            count = len(statement.text.split())
            if count > left:
                continue
            statement = self._with_others(statement)
            found = self.items[point.heading]
            self.stated[point.sentence] = (point.heading, len(found))
            found.append(item_of(statement, self.scope))
            left -= count

    def _note_similar(self, point: Point, again: Sentence) -> None:
        """A sentence of another report that says again what is stated stands beside it."""
        if again not in self.stated:
            return
        group = self.answerer.library.group
        heading, row = self.stated[again]
        item = self.items[heading][row]
        if group(point.sentence.article) in {group(c.article) for c in item.citations}:
            return
        cited = self._cite(point.sentence)
        self.items[heading][row] = replace(item, similar=(*item.similar, cited))

    def _cite(self, sentence: Sentence) -> Citation:
        """The sentence without dateline or "But"; a question with its answer, an answer with it."""
        article = sentence.article
        sentences = self.answerer.library.sentences(article)
        row = sentences.index(sentence)
        first = max(0, row - 1)
        near = [(s.start, s.end) for s in sentences[first : row + 2]]
        here = tellings(article.text, near)[row - first]
        text = article.text[here.start : here.end]
        dateline = DATELINE.match(text)
        start = dateline.end() if dateline else len(text) - len(without_joining(text))
        return self.composition.sources.cite(article, here.start + start, here.end)

    def _cite_day(self, sentence: Sentence) -> Citation:
        article = sentence.article
        published = article.published or ""
        return self.composition.sources.cite_field(article, "published", published)

    def ask(self, topic: str, request: Request) -> _Asked:
        """Ask about the topic and its persons: what is disputed, what is new, what is missing.

        What is answered is not shown, so no model writes it.
        """
        reading = replace(self.answerer, drafter=QuotingDrafter())
        heard = list(
            dict.fromkeys(name for i in self.items[Heading.SAID] for name in i.said_by.names)
        )
        last_names = {word for name in heard for word in name.split()}
        silent = [p for p in persons_in([*self.articles]) if p.split()[-1] not in last_names]
        asked = [f"What happened with {topic}?"]
        asked += [f"What did {name} say about {topic}?" for name in heard[:MOST_HEARD]]
        missing_if_refused = [f"What did {n} say about {topic}?" for n in silent[:MOST_SILENT]]
        found = _Asked()
        questions = [*asked, *missing_if_refused]
        for done, question in enumerate(questions):
            self.progress(ASKING, done, len(questions))
            answer = ask_within(reading, question, request)
            found.answers.append(answer)
            if question not in missing_if_refused:
                continue
            if answer.status is Status.NOT_IN_ARTICLES:
                near = [source.article for source in answer.closest]
                found.missing.append(
                    Missing(question, gaps_for(question, near, self.scope.articles))
                )
            elif answer.status is Status.UNCERTAIN:
                found.unsettled.append(Missing(question))
        return found

    def _stated(self, point: Point) -> CheckedStatement:
        """The point as a statement that passed: speech with its speaker first, else quoted."""
        sentences = self.answerer.library.sentences(point.sentence.article)
        spoken = spoken_statement(point.sentence, sentences)
        if spoken is not None:
            checked = self.answerer.checker.check(spoken.draft, {1: spoken.citation})
            if checked.verdict is Verdict.SUPPORTED:
                return self._with_first_names(checked, point.sentence, sentences)
        source = self._cite(point.sentence)
        inside = DraftStatement(source.quote, (1,))
        checked = self.answerer.checker.check(inside, {1: source}, kind=Kind.QUOTED)
        short = [item.statement.text for item in self.items[Heading.SUMMARY]]
        known = "\n".join((self.topic, *short))
        text, giving = explained_quotation(source, sentences, self._cite, self._cite_day, known)
        citations = tuple(dict.fromkeys((*checked.citations, *giving)))
        return replace(checked, text=text, citations=citations, verdict=Verdict.SUPPORTED)

    def _with_first_names(
        self, statement: CheckedStatement, sentence: Sentence, sentences: Sequence[Sentence]
    ) -> CheckedStatement:
        """The same with the speaker's full name, where the article gives it and it passes so."""
        named = speaker_in_full(statement.text, sentence, sentences)
        if named is None:
            return statement
        text, giving = named
        offered = {1: statement.citations[0], 2: self._cite(giving)}
        checked = self.answerer.checker.check(DraftStatement(text, (1, 2)), offered)
        if checked.verdict is not Verdict.SUPPORTED:
            return statement
        return replace(checked, citations=tuple(offered.values()))

    def _with_others(self, statement: CheckedStatement) -> CheckedStatement:
        """The statement with the sentences of other articles that support it too."""
        claims = self.claims
        if claims is None:
            return statement
        group = self.answerer.library.group
        cited = {group(citation.article) for citation in statement.citations}
        others = [article for article in self.articles if group(article) not in cited]
        found = [self._support(claims, statement, article) for article in others[:COMPARED]]
        return replace(
            statement, citations=(*statement.citations, *(c for c in found if c is not None))
        )

    def _support(
        self, claims: ClaimChecker, statement: CheckedStatement, article: Article
    ) -> Citation | None:
        """The sentence of another article that supports the statement by itself, if one does."""
        quoted = statement.kind is Kind.QUOTED
        claim = statement.citations[0].quote if quoted else statement.text
        own = stems(claim)
        sentences = telling_sentences(self.answerer.library.sentences(article))
        nearest = max(sentences, key=lambda s: len(own & stems(s.text)), default=None)
        if nearest is None or len(own & stems(nearest.text)) < LEAST_SHARED * len(own):
            return None
        text = text_of(article, [(nearest.start, nearest.end)])
        if claims.check(claim, text).verdict is not Verdict.SUPPORTED:
            return None
        return self._cite(nearest)


def _tells_nothing(_text: str) -> bool:
    """What no earlier briefing tells."""
    return False


def _tell_nobody(_stage: str, _done: int, _total: int) -> None:
    """The progress of a caller who does not ask."""
