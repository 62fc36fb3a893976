"""A briefing from answers: a section a question, nothing twice, what is refused under missing."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from index.columns import Field
from index.listing import listing_of
from qa.answer import ConflictKind, LibraryState, Status, library_state
from qa.answering import NOT_SURE, NOT_THERE, REFUSALS
from qa.briefing.gaps import gaps_for
from qa.briefing.novelty import says_again
from qa.briefing.structure import (
    Audit,
    Briefing,
    Consulted,
    Dispute,
    Item,
    Missing,
    Section,
    Side,
    numbered,
)
from qa.comparison import said_by
from qa.english.normal_form import stems
from qa.english.readable import readable_date
from qa.evidence import told_words
from qa.statement import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from index import Article
    from index.listing import Listing
    from qa.answer import CheckedAnswer, Conflict
    from qa.answering import Answerer
    from qa.question import Request
    from qa.statement import CheckedStatement, Citation, Dropped

    Progress = Callable[[str, int, int], None]

ANSWERING = "Answering the questions:"
ABOVE = "Answered above."
MISSING = REFUSALS[Status.NOT_IN_ARTICLES]
UNSETTLED = "Byline is not sure whether the articles say it."
MOST_DISPUTES = 12
_NAMED = re.compile(r"\b(?P<pronoun>[Hh]e|[Ss]he) \[(?P<name>[^\[\]]+)\]")
AGAIN = 0.7  # of the content words of the shorter of two statements that say the same


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a briefing comes from: the articles that may be in it, and what answered.

    `group` is the same for near-copies of one text.
    """

    articles: Sequence[Article]
    group: Callable[[Article], object]
    folder: Path | None = None
    index: LibraryState | None = None
    models: Mapping[str, str] = field(default_factory=dict)
    limits: tuple[str, ...] = ()
    as_of: dt.date | None = None


def scope_of(answerer: Answerer, request: Request) -> Scope:
    """The scope of a briefing that an answerer makes within the limits of a request."""
    library = answerer.library
    return Scope(
        articles=library.admitted(request.filters),
        group=library.group,
        folder=library.folder,
        index=library_state(library),
        models=answerer.models,
        limits=_limits(request, library.articles),
        as_of=request.as_of,
    )


def brief_questions(
    answerer: Answerer,
    title: str,
    questions: Sequence[str],
    request: Request,
    progress: Progress | None = None,
) -> Briefing:
    """Ask every question, and put the answers together."""
    answers = []
    for done, question in enumerate(questions):
        if progress is not None:
            progress(ANSWERING, done, len(questions))
        answers.append(ask_within(answerer, question, request))
    return from_answers(answers, title, scope_of(answerer, request))


def ask_within(answerer: Answerer, question: str, request: Request) -> CheckedAnswer:
    """One more question within the limits of a request."""
    filters = request.filters
    return answerer.ask(
        question,
        since=filters.since,
        until=filters.until,
        as_of=request.as_of,
        outlet=filters.outlet,
    )


def briefing_from_answers(answers: Sequence[CheckedAnswer], title: str) -> Briefing:
    """A briefing of answers that somebody already has; nothing is asked or checked again."""
    cited = {source.article.id: source.article for a in answers for source in a.sources}
    first = answers[0] if answers else None
    scope = Scope(
        articles=tuple(cited.values()),
        group=lambda article: article.id,
        index=None if first is None else first.index,
        models={} if first is None else first.models,
    )
    return from_answers(answers, title, scope)


def from_answers(answers: Sequence[CheckedAnswer], title: str, scope: Scope) -> Briefing:
    """The same with the scope that they were given in."""
    sections: list[Section] = []
    missing: list[Missing] = []
    unsettled: list[Missing] = []
    said: list[frozenset[str]] = []
    for answer in answers:
        if answer.status is Status.ABOUT_BYLINE:
            continue
        items = _items(answer, scope, said)
        remark = None
        if answer.status is Status.NOT_IN_ARTICLES:
            missing.append(_missing(answer.question, answer, scope))
            remark = MISSING
        elif answer.status is Status.UNCERTAIN:
            unsettled.append(Missing(answer.question))
            remark = UNSETTLED
        elif not items:
            remark = ABOVE
        missing += [_missing(part, answer, scope) for part in _parts_behind(NOT_THERE, answer)]
        unsettled += [Missing(part) for part in _parts_behind(NOT_SURE, answer)]
        sections.append(Section(answer.question, items, remark))
    whole = assembled(title, sections, missing, answers, scope)
    return replace(whole, unsettled=tuple(dict.fromkeys(unsettled)))


def assembled(
    title: str,
    sections: Sequence[Section],
    missing: Sequence[Missing],
    answers: Sequence[CheckedAnswer],
    scope: Scope,
    dropped: Sequence[Dropped] = (),
) -> Briefing:
    """The whole, with its notes numbered; disputes and dropped sentences come from the answers."""
    searched = listing_of(scope.articles)
    outlets = searched.tally(Field.OUTLET)
    briefing = numbered(
        Briefing(
            title=title,
            sections=tuple(sections),
            consulted=Consulted(
                len(searched),
                tuple(outlets),
                len(searched) - outlets.total(),
                scope.limits,
            ),
            audit=Audit(
                made=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
                folder=scope.folder,
                index=scope.index,
                models=scope.models,
                dropped=tuple(dict.fromkeys([*dropped, *(d for a in answers for d in a.dropped)])),
            ),
            as_of=scope.as_of.isoformat() if scope.as_of else _newest(searched),
            disputes=_each_once(disputes_of(answers)),
            missing=tuple(dict.fromkeys(missing)),
        )
    )
    return _with_newest(briefing)


def item_of(statement: CheckedStatement, scope: Scope, reports: int = 0) -> Item:
    """A statement with who answers for it; `reports` where more is known than its citations say."""
    quotes = [told_words(c) for c in statement.citations if c.field is None]
    if quotes and (named := _NAMED.search(statement.text)):
        quotes[0] = re.sub(rf"\b{named['pronoun']}\b", named["name"], quotes[0], count=1)
    groups = {scope.group(citation.article) for citation in statement.citations}
    return Item(statement, said_by(quotes[:1]), max(len(groups), reports, 1))


def in_reading_order(items: Sequence[Item], *, newest_first: bool) -> tuple[Item, ...]:
    """The statements with those of one article side by side, as it tells them.

    The articles come as their first statements do, or the newest first.
    """
    sources = [item.statement.citations[0] for item in items]
    first = list(dict.fromkeys(source.article.id for source in sources))
    rows = list(range(len(items)))
    rows.sort(key=lambda row: (first.index(sources[row].article.id), sources[row].start))
    if newest_first:
        rows.sort(key=lambda row: (sources[row].article.published or "")[:10], reverse=True)
    return tuple(items[row] for row in rows)


def disputes_of(answers: Sequence[CheckedAnswer]) -> tuple[Dispute, ...]:
    """What the articles differ on in these answers."""
    return tuple(dispute_of(c, answer.sources) for answer in answers for c in answer.conflicts)


def dispute_of(conflict: Conflict, sources: Sequence[Citation]) -> Dispute:
    """A conflict with the words of its positions in place of their numbers."""
    cited = {source.number: source for source in sources}
    sides = tuple(
        Side(p.text, tuple(cited[n] for n in p.sources if n in cited)) for p in conflict.positions
    )
    return Dispute(conflict.kind, conflict.about, sides)


def with_disputes(briefing: Briefing, disputes: Iterable[Dispute]) -> Briefing:
    """The briefing with what its articles differ on besides, numbered again."""
    return numbered(replace(briefing, disputes=_each_once((*briefing.disputes, *disputes))))


def _each_once(disputes: Iterable[Dispute]) -> tuple[Dispute, ...]:
    found: dict[tuple[str, ...], Dispute] = {}
    for dispute in disputes:
        found.setdefault((dispute.kind, *sorted(side.text for side in dispute.sides)), dispute)
    order = list(ConflictKind)
    return tuple(sorted(found.values(), key=lambda each: order.index(each.kind))[:MOST_DISPUTES])


def _items(answer: CheckedAnswer, scope: Scope, said: list[frozenset[str]]) -> tuple[Item, ...]:
    """The supported statements that no earlier answer has; `said` grows by them."""
    independent = {a.statement: a.independent for a in answer.agreement}
    items = []
    for row, statement in enumerate(answer.statements):
        own = stems(statement.text)
        if statement.verdict is not Verdict.SUPPORTED or says_again(own, said, AGAIN):
            continue
        said.append(own)
        items.append(item_of(statement, scope, independent.get(row, 0)))
    return tuple(items)


def _missing(question: str, answer: CheckedAnswer, scope: Scope) -> Missing:
    near = [source.article for source in answer.closest]
    return Missing(question, gaps_for(question, near, scope.articles))


def _parts_behind(lead: str, answer: CheckedAnswer) -> list[str]:
    """The parts of the question that a notice with this lead names."""
    return [
        statement.text.removeprefix(lead).strip()
        for statement in answer.statements
        if statement.verdict is None and statement.text.startswith(lead)
    ]


def _limits(request: Request, articles: Listing) -> tuple[str, ...]:
    filters = request.filters
    undated = articles.undated
    by_day = bool((filters.since or filters.until) and undated)
    found = [
        f"published since {readable_date(filters.since.isoformat())}" if filters.since else "",
        f"published until {readable_date(filters.until.isoformat())}" if filters.until else "",
        f"with a known date ({undated:,} have none)" if by_day else "",
        f"of the outlet {filters.outlet}" if filters.outlet else "",
    ]
    return tuple(limit for limit in found if limit)


def _newest(articles: Listing) -> str | None:
    day = articles.last_day
    return None if day is None else day.isoformat()


def _with_newest(briefing: Briefing) -> Briefing:
    return replace(briefing, newest=_newest(listing_of(briefing.articles)))
