"""Questions with their answers as claims, beside texts that tell the answer or do not.

So the judge learns to say whether a text supports what an answer states. Knows nothing of networks.
"""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

from models.training.claim_sources import ClaimSource, around
from models.training.reader_data import STOP_WORDS, without_sentences, words_of
from models.training.unanswerable import corrupt
from qa.evidence.answer_claims import claim_from

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from models.training.reader_data import Labelled, Passage
    from models.training.training_source import Source

TAKEN_FROM = ("news", "xquad", "qed", "attributions", "headlines", "squad")
MOST = 1500  # questions of one source
LONGEST = 25  # words of an answer
# What may stand for an answer: names, numbers.
ALIKE = re.compile(r"(?:[A-Z][\w.’'-]+(?: (?:of |the )?[A-Z][\w.’'-]+)*)|[$€£]?[0-9][\w.,%]*")


def answer_claims(sources: Mapping[str, Source]) -> ClaimSource:
    """The claims of every question that can be turned into one."""
    rng = random.Random(9)
    found = ClaimSource("answers")
    for name in TAKEN_FROM:
        source = sources[name]
        rows = [row for row, right in enumerate(source.right) if right and right[0].spans]
        rng.shuffle(rows)
        for row in rows[:MOST]:
            question = source.questions[row]
            near = [source.questions[rng.randrange(len(source.questions))] for _ in range(12)]
            asked = question[:1].upper() + question[1:]
            for claim, passage, support in _claims(asked, source.right[row][0], near, rng):
                found.add(claim, passage, support)
    return found


def _claims(
    question: str, right: Labelled, near: list[str], rng: random.Random
) -> Iterator[tuple[str, Passage, tuple[int, ...]]]:
    """The answer beside its sentences; beside the others; another answer; another question."""
    passage = right.passage
    answer = passage.text[slice(*right.spans[0])]
    claim = claim_from(question, answer)
    if claim is None or not right.positive or len(answer.split()) > LONGEST:
        return
    told = around(passage, min(right.positive), rng)
    yield claim, told, (0,)
    cut = without_sentences(passage, right.positive | right.ignored)
    if cut.sentences and rng.random() < 0.4:
        yield claim, cut, (2,)
    others = [m.group() for m in ALIKE.finditer(told.text) if alike(m.group(), answer)]
    others = [o for o in others if o.lower() not in question.lower()]
    if others and rng.random() < 0.7:
        wrong = claim_from(question, rng.choice(others))
        if wrong is not None:
            yield wrong, told, (1, 2)
    changed = corrupt(question, [told], near, rng)
    if changed is not None and rng.random() < 0.7:
        wrong = claim_from(changed, answer)
        if wrong is not None:
            yield wrong, told, (1, 2)


def alike(other: str, answer: str) -> bool:
    """Whether it may be asked for as well, and is another."""
    mine, theirs = (set(words_of(text)) for text in (answer, other))
    if mine & theirs or theirs <= STOP_WORDS:
        return False
    return any(map(str.isdigit, other)) == any(map(str.isdigit, answer))
