"""Stand-ins for what is slow or needs a model, one for each Protocol of the program."""

from __future__ import annotations

import math
from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from typing import Any

from index import Article, Hit, Passage, SearchFilters, Sentence
from index.listing import Listing, listing_of
from index.sentences import split_sentences
from index.spelling import Spelling, count_written
from qa.engine.constraints import DecodingConstraint
from qa.engine.language_model import Generated, Message
from qa.evidence.selector import Certainty, Evidence, Selection


def article(text: str, *, name: str = "story.txt", **fields: Any) -> Article:
    """An article as the library would hold it."""
    return Article(
        id=f"{abs(hash((name, text))):016x}", path=Path("/articles") / name, text=text, **fields
    )


def hits_of(*articles: Article) -> list[Hit]:
    """One hit an article, its whole text as the passage."""
    found = []
    for group, story in enumerate(articles):
        passage = Passage(story, 0, len(story.text))
        sentences = tuple(Sentence(passage, s.start, s.end) for s in split_sentences(story.text))
        found.append(Hit(passage, sentences, 0.5, 1.0, 1.0 / (group + 1), group))
    return found


class FixedLibrary:
    """A library whose every search finds the same articles, if they are admitted."""

    def __init__(self, *articles: Article) -> None:
        self.articles = listing_of(articles)
        self.passages = tuple(hit.passage for hit in hits_of(*articles))
        self.embedded = len(self.passages)
        self.version = "fixed"
        self.embedder_name = "none"
        self.folder = Path("/articles")
        self.newest = max((a.published for a in articles if a.published), default=None)

    @property
    def is_whole(self) -> bool:
        return self.embedded == len(self.passages)

    def admitted(self, filters: SearchFilters) -> Listing:
        return self.articles.only(filters)

    def sentences(self, story: Article) -> tuple[Sentence, ...]:
        return hits_of(story)[0].sentences

    def group(self, story: Article) -> int:
        return self.articles.index(story)

    def holds(self, word: str) -> bool:
        return any(word.casefold() in a.text.casefold() for a in self.articles)

    def nearest_word(self, word: str) -> str | None:
        return Spelling(lambda: count_written(a.text for a in self.articles)).nearest(word)

    def search(
        self, question: str, *, filters: SearchFilters | None = None, **_: object
    ) -> list[Hit]:
        return hits_of(*(a for a in self.articles if filters is None or filters.admits(a)))


class ContainingSelector:
    """Holds every sentence that contains `words` to answer; the others are near."""

    name = "containing"
    otherwise = Certainty.DENIED

    def __init__(self, *words: str) -> None:
        self._words = words

    def select(self, question: str, hits: Sequence[Hit]) -> Selection:
        evidence = [
            Evidence(sentence, float(answers), answers)
            for hit in hits
            for sentence in hit.sentences
            for answers in [any(word in sentence.text for word in self._words)]
        ]
        evidence.sort(key=lambda item: -item.relevance)
        answered = any(item.answers for item in evidence)
        return Selection(tuple(evidence), Certainty.ANSWERED if answered else self.otherwise)


class ScriptedModel:
    """Writes what it was told to, a few characters at a time; likes the shortest option best."""

    name = "scripted"
    parameters = 7_000_000_000

    def __init__(
        self, *replies: str, finish_reason: str = "stop", size: int = 7, likelihood: float = 0.0
    ) -> None:
        self._replies = list(replies)
        self._finish_reason = finish_reason
        self._size = size  # characters at a time
        self._likelihood = likelihood  # of each piece, a natural logarithm
        self.prompts: list[Sequence[Message]] = []

    def fits(self, messages: Sequence[Message], max_tokens: int) -> bool:
        return sum(len(message.content) for message in messages) + max_tokens < 8_000

    def generate(
        self,
        messages: Sequence[Message],
        *,
        constraint: DecodingConstraint | None = None,
        max_tokens: int = 160,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Generator[Generated]:
        self.prompts.append(messages)
        reply = self._replies.pop(0)
        for start in range(0, len(reply), self._size):
            yield Generated(reply[start : start + self._size], None, self._likelihood)
        yield Generated("", self._finish_reason, self._likelihood)

    def log_likelihoods(
        self,
        messages: Sequence[Message],
        options: Sequence[str],
        *,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> list[float]:
        self.prompts.append(messages)
        return [-math.log(1 + len(option)) for option in options]
