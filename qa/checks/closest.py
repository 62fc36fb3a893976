"""The one sentence that speaks most of what a claim says, whether it supports it or not.

Gives no verdict: it is what a reader is shown beside a claim that nothing supports.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.evidence.judge import Premise

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from index import Article, Sentence
    from qa.checks.bearing import Bearing
    from qa.evidence.judge import Entailment

CANDIDATES = 8
# Of what bears on a claim, beside the judge's probability that a sentence says it or denies it. Of
# 180 claims of tuning articles in folders of twelve the first sentence is one of the evidence for
# .89; by what bears on it alone for .77, by the judge alone for .87; .3 and .7 are as good.
BEARING_COUNTS = 0.5


def closest(
    claim: str,
    told: Sequence[Bearing],
    sentences: Callable[[Article], Sequence[Sentence]],
    entailment: Entailment,
) -> tuple[Article, int]:
    """Its article, and its row there; `told` is not empty."""
    found = [
        (score, each.article, row)
        for each in told
        for score, row in zip(each.scores, each.rows, strict=True)
    ]
    found = sorted(found, key=lambda each: -each[0])[:CANDIDATES]
    premises = [
        Premise(article.title or "", sentences(article)[row].text) for _, article, row in found
    ]
    read = entailment(claim, premises)
    worth = [
        1 - said.not_stated + BEARING_COUNTS * score
        for said, (score, *_) in zip(read, found, strict=True)
    ]
    _, article, row = found[worth.index(max(worth))]
    return article, row
