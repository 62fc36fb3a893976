"""Where articles differ: on an answer, on somebody's words, on the names in a list."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.answer import Conflict, ConflictKind, Position
from qa.comparison.contradictions import different_answers
from qa.comparison.exchanged import exchanged
from qa.comparison.name_lists import leaving_out, lists_in
from qa.comparison.wordings import Nearness, differently_worded
from qa.english.quoted_speech import quotations_of
from qa.evidence.told import tells
from qa.quotation_marks import in_marks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from index import Article, Sentence
    from qa.comparison.contradictions import Told
    from qa.comparison.name_lists import NamedList
    from qa.english.quoted_speech import Quotation
    from qa.evidence import Evidence
    from qa.sources import SourceList
    from qa.statement import Citation

MOST_ARTICLES = 4  # whose quotations are compared for one answer


@dataclass(frozen=True, slots=True)
class ConflictFinder:
    """Finds what articles tell differently; near-copies of one text differ in nothing."""

    sentences: Callable[[Article], Sequence[Sentence]]
    group: Callable[[Article], int]
    nearness: Nearness

    def of_answer(
        self,
        question: str,
        evidence: Sequence[Evidence],
        cited: Sequence[Citation],
        sources: SourceList,
    ) -> tuple[Conflict, ...]:
        """What bears on one answer: other answers, and other words or lists than it cites."""
        found = [*self.answers(question, evidence, sources)]
        spans = [(c.article.id, c.start, c.end) for c in cited if c.field is None]
        articles = [c.article for c in cited] + [e.sentence.article for e in evidence]
        distinct = list({a.id: a for a in articles}.values())[:MOST_ARTICLES]
        if any("“" in c.quote or '"' in c.quote for c in cited):
            found += self.wordings(distinct, sources, spans)
        found += self.omissions(distinct, sources, spans)
        return tuple(found)

    def of_articles(self, articles: Sequence[Article], sources: SourceList) -> tuple[Conflict, ...]:
        """Every figure, name, day, quotation and list that these articles give differently."""
        return (
            *self.exchanges(articles, sources),
            *self.wordings(articles, sources),
            *self.omissions(articles, sources),
        )

    def exchanges(self, articles: Sequence[Article], sources: SourceList) -> Iterable[Conflict]:
        """What two sentences tell alike but for a figure, a name or a day; near-copies too."""
        told = [[s for s in self.sentences(article) if tells(s)] for article in articles]
        for pair in exchanged(told):
            about = " or ".join(each.answer for each in pair)
            yield Conflict(
                ConflictKind.CONTRADICTION, about, tuple(_quoted(each, sources) for each in pair)
            )

    def answers(
        self, question: str, evidence: Sequence[Evidence], sources: SourceList
    ) -> Iterable[Conflict]:
        """Answers to one question that cannot all be right."""
        groups = different_answers([e for e in evidence if not self._is_copy(e, evidence)])
        if not any(told.evidence.answers for group in groups for told in group):
            return
        positions = []
        for group in groups:
            spans = [told.evidence.sentence for told in group]
            numbers = [sources.cite(s.article, s.start, s.end).number for s in spans]
            positions.append(Position(group[0].answer, tuple(numbers)))
        yield Conflict(ConflictKind.CONTRADICTION, question, tuple(positions))

    def wordings(
        self, articles: Sequence[Article], sources: SourceList, cited: Sequence[Span] | None = None
    ) -> Iterable[Conflict]:
        """What one person said as two articles word it, beside the spans that are cited."""
        told = [
            quotations_of([s for s in self.sentences(article) if tells(s)])
            for article in self._each_once(articles)
        ]
        for pair in differently_worded(told, self.nearness):
            if cited is None or any(_overlaps(_span(q), c) for q in pair for c in cited):
                name = _speaker(pair)
                positions = tuple(_position(quotation, sources) for quotation in pair)
                yield Conflict(ConflictKind.DIFFERENT_WORDING, f"What {name} said", positions)

    def omissions(
        self, articles: Sequence[Article], sources: SourceList, cited: Sequence[Span] | None = None
    ) -> Iterable[Conflict]:
        """Lists that leave out what another has; a list that says it is not whole may do so."""
        lists = [
            each
            for article in self._each_once(articles)
            for sentence in self.sentences(article)
            if tells(sentence)
            for each in lists_in(sentence)
        ]
        shown: set[frozenset[frozenset[str]]] = set()
        pairs = leaving_out(lists)
        for _, shorter, missing in pairs:
            fuller = [each for each, other, _ in pairs if other is shorter]
            sides = [_list_span(each) for each in (*fuller, shorter)]
            if cited is not None and not any(_overlaps(s, c) for s in sides for c in cited):
                continue
            key = frozenset(shorter.items)
            if key in shown:
                continue
            shown.add(key)
            names = " and ".join(missing)
            verb = "is" if len(missing) == 1 else "are"
            positions = (_listed(fuller, sources), _listed([shorter], sources))
            yield Conflict(ConflictKind.OMISSION, f"{names} {verb} left out", positions)

    def _each_once(self, articles: Sequence[Article]) -> list[Article]:
        return list({self.group(article): article for article in reversed(articles)}.values())[::-1]

    def _is_copy(self, evidence: Evidence, others: Sequence[Evidence]) -> bool:
        """Whether an article before it is a near-copy of this one's."""
        article = evidence.sentence.article
        group = self.group(article)
        first = next(e.sentence.article for e in others if self.group(e.sentence.article) == group)
        return first.id != article.id


Span = tuple[str, int, int]  # of the article with this id


def _span(quotation: Quotation) -> Span:
    return quotation.article.id, quotation.start, quotation.end


def _list_span(each: NamedList) -> Span:
    return each.sentence.article.id, each.sentence.start, each.sentence.end


def _overlaps(one: Span, other: Span) -> bool:
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]


def _speaker(pair: tuple[Quotation, Quotation]) -> str:
    """The shorter of the two names, as the article writes it."""
    quotation = min(pair, key=lambda q: len(q.speaker))
    written = re.compile(r"\s+".join(map(re.escape, quotation.speaker)), re.IGNORECASE)
    found = written.search(quotation.article.text)
    return found.group() if found else " ".join(quotation.speaker).title()


def _position(quotation: Quotation, sources: SourceList) -> Position:
    cited = sources.cite(quotation.article, quotation.start, quotation.end)
    quoted = cited.quote.rstrip(",")
    return Position(f"“{quoted}”", (cited.number,))


def _quoted(told: Told, sources: SourceList) -> Position:
    sentence = told.evidence.sentence
    cited = sources.cite(sentence.article, sentence.start, sentence.end)
    return Position(in_marks(cited.quote), (cited.number,))


def _listed(lists: Sequence[NamedList], sources: SourceList) -> Position:
    numbers = [
        sources.cite(each.sentence.article, each.sentence.start, each.sentence.end).number
        for each in lists
    ]
    return Position(", ".join(lists[0].shown), tuple(dict.fromkeys(numbers)))
