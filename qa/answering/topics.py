"""Requests to be told about something: "tell me more about the tram".

They ask no question that a reader could answer, so the sentences that name it are the answer.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from qa.english.mentions import Sort, mentions
from qa.english.normal_form import FUNCTION_WORDS, fold, stem, stems, words
from qa.evidence import Certainty, Evidence, Selection
from qa.evidence.premises import is_heading
from qa.evidence.told import telling_sentences
from qa.sources import BULLET

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from index import Article, Hit, Sentence

TOPIC = re.compile(
    r"(?:(?:please|and|so|ok|okay)\b,? )*(?:(?:can|could|would) you (?:please )?)?"
    r"(?:(?:tell|give) me (?:(?:some|a bit|a little|anything) )?(?:more )?(?:details )?(?:about|on)"
    r"|what (?:do|does|can) (?:the|these|your) (?:articles?|folder|news|papers?) (?:say|tell)"
    r"(?: (?:us|me))?(?: more)? (?:about|of|on))"
    r" (?P<topic>[^?.!]{2,80}?)(?:,? please)?[?.!\s]*",
    re.IGNORECASE,
)
MOST_TOLD = 3
SHORTEST = 6  # words of a sentence that tells something


def topic_asked(question: str) -> str | None:
    """What somebody wants to be told about; None for any other question."""
    found = TOPIC.fullmatch(" ".join(question.split()))
    return found["topic"].strip() if found else None


def told_about(
    topic: str,
    hits: Sequence[Hit],
    sentences: Callable[[Article], Sequence[Sentence]],
    told: Iterable[str],
) -> Selection:
    """The first sentences with the topic's words, of the nearest articles; none told before.

    Of a person's name the last word is enough; another topic needs all its words that carry facts.
    """
    wanted, before = _wanted(topic), fold(" ".join(told))
    articles = {hit.passage.article.id: hit.passage.article for hit in hits}
    found = (
        sentence
        for article in articles.values()
        for sentence in telling(sentences(article))
        if wanted and wanted <= stems(sentence.text) and fold(sentence.text) not in before
    )
    evidence = [
        Evidence(each, 1.0 / rank, answers=True)
        for rank, each in enumerate(islice(found, MOST_TOLD), 1)
    ]
    return Selection(tuple(evidence), Certainty.ANSWERED if evidence else Certainty.DENIED)


def telling(sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    """Those that tell something by themselves."""
    for sentence in telling_sentences(sentences):
        text = sentence.text
        if not is_heading(sentence) and not BULLET.match(text) and len(text.split()) >= SHORTEST:
            yield sentence


def _wanted(topic: str) -> frozenset[str]:
    person = any(m.sort is Sort.PERSON and m.named for m in mentions(f"They met {topic}."))
    forms = [word.form for word in words(topic) if word.form not in FUNCTION_WORDS]
    return frozenset(stem(form) for form in (forms[-1:] if person else forms))
