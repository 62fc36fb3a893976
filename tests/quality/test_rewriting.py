"""The shipped model with its rewriting adapter, on invented talks."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.english import parser
from qa.language_models import shipped_rewriter
from qa.question import Rewriter
from qa.question.follow_ups import understood
from qa.settings import Settings

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not parser.is_installed(), reason="the parser is not installed"),
]


@pytest.fixture(scope="module")
def rewriter(shared_home: Path, seeds: Path) -> Rewriter:
    found = shipped_rewriter(Settings(seeds, shared_home))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("earlier", "answer", "typed", "alone"),
    [
        ("Who is Helena Moor?", "Helena Moor is a judge in Karst. [1]",
         "where does she work?", "Where does Helena Moor work?"),
        ("How many ferries does Velmora have?", "Velmora has 12 ferries. [1]",
         "and Karst?", "How many ferries does Karst have?"),
        ("Why was the harbour tunnel closed?", "It was flooded. [1]",
         "when?", "When was the harbour tunnel closed?"),
        ("Why was the harbour tunnel closed?", "It was flooded. [1]",
         "What did Ines Duarte promise the dockers?", None),
    ],
)  # fmt: skip
def test_a_question_that_leans_is_made_to_stand_alone(
    rewriter: Rewriter, earlier: str, answer: str, typed: str, alone: str | None
):
    assert understood(typed, [(earlier, answer)], rewriter=rewriter) == alone
