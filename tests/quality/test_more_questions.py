"""Direct questions about the sample articles, half of them unanswerable, and how many go wrong.

The unanswerable ones ask for a missing detail, a swapped role, an event that did not happen, or
somebody who says nothing there. Rules and thresholds were looked at beside these questions: they
guard what was reached and are no held-out figure.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from qa import ask
from qa.answer import Status

pytestmark = [pytest.mark.slow, pytest.mark.timeout(850)]

QUESTIONS = [
    json.loads(line)
    for line in Path(__file__).with_name("more_questions.jsonl").read_text("utf-8").splitlines()
]
# A wrong answer costs one and a half withheld since 2026-11-29, two before: then one of 45 was
# answered, now two are.
MOST_FALSE = 3  # of the unanswerable questions that get an answer
MOST_WRONG = 4  # of the answers to the others
# 28 on a processor with VNNI instructions; without them, where vectors differ a little, it has been
# two fewer.
LEAST_RIGHT = 25


@pytest.fixture(scope="module")
def outcomes(seeds: Path, shared_home: Path) -> Counter[str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BYLINE_HOME", str(shared_home))
        found: Counter[str] = Counter()
        for wanted in QUESTIONS:
            answer = ask(wanted["question"], articles=seeds)
            answered = answer.status is Status.ANSWERED
            said = answer.text.casefold().replace("’", "'")
            right = all(any(word in said for word in group) for group in wanted["must"])
            kind = wanted["kind"]
            found[
                f"{kind}: {'right' if right else 'wrong'}" if answered else f"{kind}: refused"
            ] += 1
    return found


def test_few_unanswerable_questions_get_an_answer(outcomes: Counter[str]):
    assert outcomes["none: right"] <= MOST_FALSE, outcomes


def test_few_answers_miss_the_question(outcomes: Counter[str]):
    assert outcomes["answer: wrong"] <= MOST_WRONG, outcomes


def test_most_answerable_questions_are_answered(outcomes: Counter[str]):
    assert outcomes["answer: right"] >= LEAST_RIGHT, outcomes
