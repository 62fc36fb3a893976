"""What is counted of a briefing: facts told, repetitions, boilerplate. Makes none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.desk_scores import holds
from qa.english.normal_form import stems

Fact = tuple[tuple[str, ...], ...]

SUMMARY = 2  # statements
REPEATED = 0.7  # of the content words of the shorter of two statements
# What an outlet says about itself, its pages and its writers.
BOILERPLATE = re.compile(
    r"\bnewsletters?\b|\bsubscri\w+|\bsign(?:ed)? up\b|\bhere['’]s (?:what|all|everything|how)\b|"
    r"\bclick\b|\bread more\b|\blive updates\b|\bneed a break\b|\bcrosswords?\b|\bcontributed to\b|"
    r"\bcontributing:|\b(?:USA TODAY|CNN|Reuters) (?:has |have )?(?:reached|contacted|is reaching)|"
    r"\bthis (?:story|page|article)\b|\breporter (?:for|at|with)\b|\bfollow (?:him|her|them|us)\b|"
    r"\bsee (?:photos|video|maps?|full)\b|\bwatch (?:it|the video|video) above\b|"
    r"\beditor['’]s note\b|\bAI-assisted\b|\bquestions you ask\b|\bunable to view\b|"
    r"\bcatch up with\b|\bwhat (?:we know|to know)\b|\btake a (?:look|quiz)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Topic:
    """What is asked for, where, and the facts that have to be told, the top one first.

    `where` names a folder of the tuning part by one of its articles (`desk`), or a week. Where the
    topic is a period, `days` are its first and its last day.
    """

    text: str
    where: tuple[str, str]
    facts: tuple[Fact, ...]
    days: tuple[str, ...] = ()

    @property
    def top(self) -> Fact:
        return self.facts[0]


@dataclass(frozen=True, slots=True)
class Told:
    """One briefing: its statements in order, how many are supported, and the seconds it took."""

    statements: tuple[str, ...]
    supported: int
    seconds: float = 0.0

    @property
    def words(self) -> int:
        return sum(len(each.split()) for each in self.statements)


def tells(statements: Sequence[str], fact: Fact) -> bool:
    """Whether one statement tells the fact: it holds a string of every group."""
    return any(holds(each, fact) for each in statements)


def told_facts(told: Told, topic: Topic) -> list[bool]:
    """Which of the facts are told."""
    return [tells(told.statements, fact) for fact in topic.facts]


def repeats(statements: Sequence[str]) -> int:
    """How many statements have most content words of an earlier one, or the other way round."""
    own = [stems(each) for each in statements]
    return sum(
        any(len(one & other) >= REPEATED * max(1, min(len(one), len(other))) for other in own[:row])
        for row, one in enumerate(own)
    )


def figures(topics: Sequence[Topic], told: Sequence[Told]) -> dict[str, float]:
    """The figures of one way to brief, over all topics."""
    facts = [told_facts(each, topic) for topic, each in zip(topics, told, strict=True)]
    count = sum(len(each.statements) for each in told)
    statements = [text for each in told for text in each.statements]
    lengths = sorted(len(text.split()) for text in statements) or [0]
    leads = [
        tells(each.statements[:SUMMARY], topic.top)
        for topic, each in zip(topics, told, strict=True)
    ]
    return {
        "facts told": _share(sum(map(sum, facts)), sum(map(len, facts))),
        "top fact in the first two statements": _share(sum(leads), len(topics)),
        "top fact anywhere": _share(sum(row[0] for row in facts), len(topics)),
        "statements supported": _share(sum(each.supported for each in told), count),
        "statements": count,
        "words": sum(each.words for each in told),
        "words of a statement, median": lengths[len(lengths) // 2],
        "boilerplate": sum(BOILERPLATE.search(text) is not None for text in statements),
        "repeats": sum(repeats(each.statements) for each in told),
        "nothing told": sum(not each.statements for each in told),
        "seconds a topic": round(sum(each.seconds for each in told) / len(told), 1),
    }


def _share(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 0.0
