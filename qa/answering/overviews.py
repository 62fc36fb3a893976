"""Questions for what happened: answered by the first sentence of each article that tells it."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from qa.english.clauses import DATELINE
from qa.english.normal_form import stems
from qa.evidence import Certainty, Evidence, Selection
from qa.evidence.premises import is_heading
from qa.evidence.told import telling_sentences
from qa.sources import BULLET

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from index import Article, Sentence

NEWS = r"(?:the|these|this|all(?: the)?|your) (?:latest )?(?:articles?|stor(?:y|ies)|news)"
OPEN = re.compile(
    r"(?:(?:so )?what (?:has |have )?(?:just )?happen(?:s|ed)?"
    rf"|what(?:’s|'s| is) (?:going on|new|{NEWS})"
    rf"|what (?:is|are) {NEWS} about"
    rf"|(?:please )?(?:summari[sz]e|sum up)(?: {NEWS})?"
    rf"|(?:please )?(?:give me )?an? (?:short )?(?:overview|summary)(?: of {NEWS})?"
    rf"|tell me {NEWS})"
    r"(?: (?:(?:in|on|at|about|with|to|from|of|regarding|around) )?(?P<topic>[^?.!]+))?[?.!\s]*",
    re.IGNORECASE,
)
MOST_ARTICLES = 3
MOST_SENTENCES = 5  # of one article; those that repeat another are left out later
SHORTEST = 8  # words of a sentence that tells a story


def overview_topic(question: str) -> str | None:
    """What an overview is asked of, "" for everything; None for any other question."""
    asked = OPEN.fullmatch(" ".join(question.split()))
    return None if asked is None else (asked["topic"] or "").strip()


def overview(
    topic: str,
    articles: Iterable[Article],
    sentences: Callable[[Article], Sequence[Sentence]],
    group: Callable[[Article], int],
) -> Selection:
    """The first sentence of each article that tells of the topic; near-copies count once.

    `articles` come in the order in which they are to be shown.
    """
    wanted = stems(topic)
    found: list[Evidence] = []
    groups: set[int] = set()
    for article in articles:
        if group(article) in groups:
            continue
        telling = next(_telling(wanted, sentences(article)), None)
        if telling is not None:
            groups.add(group(article))
            found.append(Evidence(telling, 1.0 / len(groups), answers=True))
        if len(found) == MOST_ARTICLES:
            break
    return _selection(found)


def opening_sentences(sentences: Sequence[Sentence]) -> Selection:
    """The first sentences of one article that tell something; news begins with what matters."""
    found = itertools.islice(_telling(frozenset(), sentences), MOST_SENTENCES)
    evidence = [Evidence(each, 1.0 / rank, answers=True) for rank, each in enumerate(found, 1)]
    return _selection(evidence)


def _selection(found: Sequence[Evidence]) -> Selection:
    return Selection(tuple(found), Certainty.ANSWERED if found else Certainty.DENIED)


def _telling(wanted: frozenset[str], sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    for sentence in telling_sentences(sentences):
        text = sentence.text
        if is_heading(sentence) or BULLET.match(text) or len(text.split()) < SHORTEST:
            continue
        if wanted <= stems(DATELINE.sub("", text)):
            yield sentence
