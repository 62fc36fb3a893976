"""One person's words as two articles give them, where the articles word them differently."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from index.dates import day_of
from qa.checks.attribution import same_speaker
from qa.english.normal_form import words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index import Article
    from qa.english.quoted_speech import Quotation

# Cosine of two quotations of one speaker from which they are taken for the same words. On the
# sample articles eight pairs that are the same have .56 to .91, ten that are not at most .48.
SAME_WORDS = 0.55
DAYS_APART = 3  # somebody who speaks later says it again

Nearness = Callable[[Sequence[str], Sequence[str]], "NDArray[np.float32]"]  # cosines, (left, right)


def differently_worded(
    told: Sequence[Sequence[Quotation]], nearness: Nearness
) -> list[tuple[Quotation, Quotation]]:
    """Pairs of quotations, those of each article in `told`, that give the same words in others.

    A pair is each other's nearest; where an article has the other's wording too, or a part of it,
    nothing differs.
    """
    found = []
    for left, right in combinations([each for each in told if each], 2):
        if not _at_one_time(left[0].article, right[0].article):
            continue
        cosines = nearness([q.text for q in left], [q.text for q in right])
        for row, mine in enumerate(left):
            column = max(
                (c for c in range(len(right)) if _may_be_same(mine, right[c])),
                key=lambda c: cosines[row, c],
                default=None,
            )
            if column is None or cosines[row, column] < SAME_WORDS:
                continue
            theirs = right[column]
            others = [n for n in range(len(left)) if _may_be_same(left[n], theirs)]
            mutual = cosines[row, column] >= max(cosines[n, column] for n in others)
            if mutual and not (_has(mine.article, theirs) or _has(theirs.article, mine)):
                found.append((mine, theirs))
    return found


def _may_be_same(mine: Quotation, theirs: Quotation) -> bool:
    return same_speaker(mine.speaker, theirs.speaker)


def _has(article: Article, quotation: Quotation) -> bool:
    """Whether the words of a quotation stand in an article."""
    wanted = " ".join(word.form for word in words(quotation.text))
    return f" {wanted} " in f" {' '.join(word.form for word in words(article.text))} "


def _at_one_time(one: Article, other: Article) -> bool:
    first, second = day_of(one.published), day_of(other.published)
    return first is None or second is None or abs((first - second).days) <= DAYS_APART
