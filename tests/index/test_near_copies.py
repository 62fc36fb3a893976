"""The same story in several outlets is one group; another story is another."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given, settings

from index.near_copies import (
    NO_COPIES,
    NearCopies,
    containment,
    runs_of,
    signatures_of,
)


def find_near_copies(texts: Sequence[str]) -> NearCopies:
    """All texts compared with one another, none of them before."""
    return NO_COPIES.updated(np.full(len(texts), -1, np.int64), texts, signatures_of(texts))


WORDS = tuple(
    """
    minister harbour treaty border talks budget river bridge court judge union strike festival
    museum storm market bank rate vote parliament senate mayor police fire school teacher doctor
    hospital virus vaccine farmer harvest export tariff engine rocket satellite station railway
    """.split()  # noqa: SIM905 - a list of so many words is easier read as a text
)


def story(seed: int, words: int = 300) -> list[str]:
    chance = random.Random(seed)
    return [chance.choice(WORDS) for _ in range(words)]


def edited(words: list[str], seed: int, share: float) -> list[str]:
    """What another desk makes of it: some words replaced, a line added at both ends."""
    chance = random.Random(seed)
    changed = [chance.choice(WORDS) if chance.random() < share else word for word in words]
    return [f"Outlet{seed}", *story(1000 + seed, 15), *changed, *story(2000 + seed, 15)]


def test_copies_that_were_edited_a_little_are_one_group():
    original = story(1)
    texts = [" ".join(original)] + [" ".join(edited(original, n, 0.04)) for n in range(50)]
    texts += [" ".join(story(n)) for n in range(100, 150)]
    groups = find_near_copies(texts).groups
    assert set(groups[:51]) == {0}
    assert len(set(groups)) == 51


@pytest.mark.parametrize("copies", [1, 5, 20])
def test_the_number_of_copies_does_not_change_the_number_of_groups(copies: int):
    texts = [" ".join(edited(story(7), n, 0.03)) for n in range(copies)] + [" ".join(story(8))]
    assert len(set(find_near_copies(texts).groups)) == 2


def test_an_excerpt_that_quotes_half_of_a_story_is_its_copy():
    long = story(3, 400)
    assert list(find_near_copies([" ".join(long), " ".join(long[:260])]).groups) == [0, 0]


def test_two_reports_of_one_event_in_own_words_are_two(seeds):
    texts = [path.read_text(encoding="utf-8") for path in sorted(seeds.glob("*.txt"))]
    assert list(find_near_copies(texts).groups) == [0, 1]


def test_a_shared_quotation_does_not_make_two_stories_one():
    quotation = story(9, 40)
    texts = [" ".join(story(n) + quotation + story(n + 50)) for n in range(2)]
    assert list(find_near_copies(texts).groups) == [0, 1]


def test_short_texts_and_none_are_groups_of_their_own():
    assert list(find_near_copies(["", "Talks end.", "Talks end.", "…"]).groups) == [0, 1, 2, 3]
    assert list(find_near_copies([]).groups) == []


def test_groups_do_not_depend_on_chance():
    texts = [" ".join(edited(story(n % 5), n, 0.05)) for n in range(40)]
    assert find_near_copies(texts).groups == find_near_copies(texts).groups
    assert list(find_near_copies(texts).groups) == [n % 5 for n in range(40)]


POOL = [
    *(" ".join(edited(story(n % 3), n, 0.05)) for n in range(9)),
    " ".join(story(3, 400)), " ".join(story(3, 400)[:260]), "Talks end.",
]  # fmt: skip


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_groups_that_were_updated_are_those_that_are_found(data):
    """However often and in whatever order articles came and went."""
    numbers: list[int] = []
    copies = find_near_copies([])
    for _ in range(3):
        after = data.draw(st.lists(st.sampled_from(range(len(POOL))), unique=True))
        kept = [numbers.index(n) if n in numbers else -1 for n in after]
        copies = copies.updated(
            np.array(kept, np.int64),
            [POOL[n] for n in after],
            signatures_of(POOL[n] for n, old in zip(after, kept, strict=True) if old < 0),
        )
        numbers = after
        assert copies.groups == find_near_copies([POOL[n] for n in after]).groups


def test_only_texts_that_are_new_are_compared():
    texts = [" ".join(edited(story(1), n, 0.04)) for n in range(4)] + [" ".join(story(2))]

    class Unread:
        """A text that nobody may read again."""

        casefold = None

    copies = find_near_copies(texts)
    none = signatures_of([])
    again = copies.updated(np.arange(5), [Unread()] * 5, none)  # type: ignore[list-item]
    assert again.groups == copies.groups


def test_case_and_punctuation_do_not_count():
    first, second = "Talks in Vienna: the end, at last", "TALKS in “Vienna”... the end at LAST"
    assert containment(runs_of(first), runs_of(second)) == 1.0
    assert containment(runs_of(first), runs_of("")) == 0.0


def test_the_time_grows_with_the_number_of_articles_even_if_all_are_copies():
    def once(texts: list[str]) -> float:
        began = time.process_time()
        find_near_copies(texts)
        return time.process_time() - began

    def seconds(texts: list[str]) -> float:
        return min(once(texts) for _ in range(3))  # a machine that swaps is slow now and then

    copies = [" ".join(edited(story(1, 120), n, 0.05)) for n in range(1600)]
    assert seconds(copies) < 12 * seconds(copies[:400]) + 0.5
