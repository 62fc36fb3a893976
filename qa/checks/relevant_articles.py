"""Which articles of a library are about a sentence; whether they support it is not decided here."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from qa.english.normal_form import stems
from qa.english.overlap import covered, word_weights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index import Article, Hit


def articles_about(claim: str, hits: Sequence[Hit], *, most: int) -> list[Article]:
    """The articles of the hits, those that share most words with the claim first."""
    texts = {hit.passage.article.id: _stems(hit.passage.article.text) for hit in hits}
    articles = {hit.passage.article.id: hit.passage.article for hit in hits}
    weights = word_weights(claim, list(texts.values()))
    first = {key: row for row, key in enumerate(articles)}
    ordered = sorted(articles, key=lambda key: (-covered(texts[key], weights), first[key]))
    return [articles[key] for key in ordered[:most]]


@functools.lru_cache(maxsize=256)
def _stems(text: str) -> frozenset[str]:
    return stems(text)
