"""The sample articles, the real models, and the questions that were written for them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from qa import ask
from qa.answer import Status
from qa.statement import Kind, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa import CheckedAnswer

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

QUESTIONS = [
    json.loads(line)
    for line in Path(__file__).with_name("seed_questions.jsonl").read_text("utf-8").splitlines()
]
UNTOLD = {Status.NOT_IN_ARTICLES, Status.UNCERTAIN}
ENOUGH_RIGHT = 11
ENOUGH_WRITTEN = 0.3  # of the statements shown, by the model and not quoted


@dataclass(frozen=True)
class Asked:
    """One question with what it must say, and what was answered."""

    wanted: dict[str, Any]
    answer: CheckedAnswer

    @property
    def said(self) -> str:
        """What is claimed, folded; the nearest sentences are not part of it."""
        return self.answer.text.casefold()

    @property
    def is_wrong(self) -> bool:
        """Something is shown that must not be."""
        return any(word in self.said for word in self.wanted["must_not"])

    @property
    def is_right(self) -> bool:
        if self.wanted["kind"] == "none":
            return self.answer.status in UNTOLD and not self.is_wrong
        groups = self.wanted["must"]
        found = all(any(word in self.said for word in group) for group in groups)
        return self.answer.status is Status.ANSWERED and found and not self.is_wrong


@pytest.fixture(scope="module")
def asked(seeds: Path, shared_home: Path) -> Sequence[Asked]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BYLINE_HOME", str(shared_home))
        return [Asked(wanted, ask(wanted["question"], articles=seeds)) for wanted in QUESTIONS]


def test_at_least_eleven_of_thirteen_questions_are_answered_rightly(asked: Sequence[Asked]):
    failed = [f"{a.wanted['question']} -> {a.answer.text}" for a in asked if not a.is_right]
    assert len(asked) - len(failed) >= ENOUGH_RIGHT, "\n".join(failed)


def test_nothing_is_shown_that_must_not_be(asked: Sequence[Asked]):
    assert [a.answer.text for a in asked if a.is_wrong] == []


def test_every_statement_shown_is_supported(asked: Sequence[Asked]):
    statements = [s for a in asked for s in a.answer.statements if s.kind is not Kind.NOTICE]
    assert statements
    assert [s.text for s in statements if s.verdict is not Verdict.SUPPORTED] == []


def test_a_third_of_the_statements_is_written_and_not_quoted(asked: Sequence[Asked]):
    kinds = [s.kind for a in asked for s in a.answer.statements if s.kind is not Kind.NOTICE]
    assert kinds.count(Kind.WRITTEN) >= ENOUGH_WRITTEN * len(kinds)


def test_every_quote_stands_in_its_article(asked: Sequence[Asked]):
    sources = [source for a in asked for source in a.answer.sources]
    assert sources
    for source in sources:
        assert source.field or source.article.text[source.start : source.end] == source.quote


def test_sources_are_numbered_from_one_in_order_of_first_use(asked: Sequence[Asked]):
    for a in asked:
        numbers = [source.number for source in a.answer.sources]
        assert numbers == list(range(1, len(numbers) + 1))


def test_an_unanswerable_question_says_so_and_shows_what_is_nearest(asked: Sequence[Asked]):
    refused = [a.answer for a in asked if a.answer.status in UNTOLD]
    assert refused
    for answer in refused:
        assert answer.refusal
        assert answer.nearest or answer.statements
