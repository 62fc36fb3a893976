"""What several articles or outlets tell of one thing, beside each other in their own words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qa.answering.responder import Response
from qa.comparison import Found, agree
from qa.english.name_forms import is_named
from qa.english.normal_form import FUNCTION_WORDS, stems, words
from qa.english.quoted_speech import quotations_of
from qa.evidence import Certainty, Evidence, telling_hit
from qa.evidence.premises import is_heading
from qa.question import articles_of, comparing
from qa.statement import CheckedStatement, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from index import Article, ArticleLibrary, Hit, SearchFilters
    from qa.answering.composition import Composition
    from qa.answering.responder import Asked
    from qa.engine import Cancelled
    from qa.evidence import EvidenceSelector
    from qa.question import Comparing

    Search = Callable[[str, Asked, ArticleLibrary], Sequence[Hit]]

MOST_SOURCES = 4
MOST_WITHIN = 1_000  # articles of one writer that are searched
MOST_OF_ONE = 2  # sentences of one article
SAME = "They give the same answer."
DIFFERENT = "They give different answers: {answers}."
OPEN = "Whether they agree is left to the reader: their answers cannot be compared word by word."
ONE_ONLY = "Byline found this in one of them only."


@dataclass(frozen=True, slots=True)
class ComparedSources:
    """Questions for what articles or outlets say of one thing, and whether they agree."""

    selector: EvidenceSelector
    search: Search
    whole: bool = False

    def respond(self, asked: Asked, library: ArticleLibrary) -> Response | None:
        """The best sentences of each article that tells it, and a notice on how they differ."""
        wanted = comparing(asked.question)
        scope = None if wanted is None else _scope(wanted, asked, library)
        if wanted is None or scope is None:
            return None
        within = replace(asked, request=replace(asked.request, filters=scope))
        hits = self.search(wanted.question, within, library)
        found = self._told(wanted, hits, library)
        if not found:
            return self._near(wanted, asked, hits)
        evidence = tuple(each for told in found for each in told)

        def tell(composition: Composition, _: Cancelled) -> Iterator[CheckedStatement]:
            for each in evidence:
                yield composition.quoted(each)
            if len(wanted.named) != 1:
                yield CheckedStatement(_judged(wanted, found), Kind.NOTICE)

        return Response(Found(wanted.question, hits, evidence), tell, Certainty.ANSWERED)

    def _near(self, wanted: Comparing, asked: Asked, hits: Sequence[Hit]) -> Response:
        """What comes closest to what is asked of each, where none surely tells it."""
        selection = self.selector.select(wanted.question, hits)
        denied = selection.certainty is Certainty.DENIED
        certainty = Certainty.DENIED if denied else Certainty.UNCERTAIN
        found = Found(asked.question, hits, selection.evidence)
        return Response(found, lambda *_: (), certainty)

    def _told(
        self, wanted: Comparing, hits: Sequence[Hit], library: ArticleLibrary
    ) -> list[list[Evidence]]:
        """What each article tells, those with an answer first; near-copies count once."""
        each: dict[int, list[Hit]] = {}
        for hit in hits:
            each.setdefault(library.group(hit.passage.article), []).append(hit)
        answered, told = [], []
        for own in each.values():
            selection = self.selector.select(wanted.question, own)
            if wanted.quoted:
                told.append(_quoted(wanted.quoted, own, library))
            elif selection.answerable:
                answered.append(list(selection.answering[:1]))
            else:
                told.append(_on(wanted.matter, own))
        # Where one answers, what only speaks of the matter is no other answer.
        found = answered if len(answered) > 1 else [*answered, *told]
        return [some for some in found if some][:MOST_SOURCES]


def compares_sources(question: str, articles: Sequence[Article]) -> bool:
    """Whether a question is one for several sources, which is not to be taken apart for each."""
    wanted = comparing(question)
    return wanted is not None and all(
        articles_of(name, articles, by=True).articles for name in wanted.named
    )


def _scope(wanted: Comparing, asked: Asked, library: ArticleLibrary) -> SearchFilters | None:
    """The articles of the outlets that are named, or all; None where a name is no outlet's."""
    filters = asked.request.filters
    if not wanted.named:
        return filters
    admitted = library.admitted(filters)
    each = [articles_of(name, admitted, by=True) for name in wanted.named]
    if not all(source.articles for source in each):
        return None
    if all(source.outlets for source in each):
        return replace(filters, outlets=frozenset().union(*(source.outlets for source in each)))
    ids = {a.id for source in each for a in source.articles.recent(MOST_WITHIN)}
    return replace(filters, within=frozenset(ids))


def _on(matter: str, hits: Sequence[Hit]) -> list[Evidence]:
    """The sentences that have every word of the matter that carries a fact.

    Half of them may stand in the title alone, which says what the whole article is about.
    """
    wanted = stems(matter)
    title = stems(hits[0].passage.article.title or "")
    sentences = [s for hit in map(telling_hit, hits) for s in hit.sentences if not is_heading(s)]
    found = [
        s
        for s in sentences
        if wanted <= stems(s.text) | title and 2 * len(wanted & stems(s.text)) >= len(wanted) > 0
    ]
    return [Evidence(s, 1.0, answers=True) for s in found[:MOST_OF_ONE]]


def _quoted(name: str, hits: Sequence[Hit], library: ArticleLibrary) -> list[Evidence]:
    """The sentences in which somebody's words are quoted."""
    article = hits[0].passage.article
    told = telling_hit(replace(hits[0], sentences=tuple(library.sentences(article)))).sentences
    last = [w.form for w in words(name) if w.form not in FUNCTION_WORDS][-1:]
    found = []
    for quotation in quotations_of(told):
        if last and is_named(last[0], quotation.speaker, " ".join(quotation.speaker)):
            found += [s for s in told if s.start <= quotation.start < s.end and s not in found]
    return [Evidence(s, 1.0, answers=True) for s in found[:MOST_OF_ONE]]


def _judged(wanted: Comparing, found: Sequence[Sequence[Evidence]]) -> str:
    """Whether the answers are the same; only where figures, days or names can be compared."""
    if len(found) == 1:
        return ONE_ONLY
    best = [some[0] for some in found]
    same = None if wanted.quoted else agree(best)
    if same is None:
        return OPEN
    shown = " and ".join(dict.fromkeys(f"“{each.short_answer}”" for each in best))
    return SAME if same else DIFFERENT.format(answers=shown)
