"""Draws training examples from the questions of one data set, with twins that have no answer."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace

from models.training.reader_data import Example, Labelled, Pool, without_sentences
from models.training.unanswerable import ask_of_another, ask_otherwise, corrupt

# Of the questions made unanswerable: how many lose the passage or the sentence that answers; the
# others ask for something that is not told, where they can be changed so.
GONE, CUT = 0.15, 0.4
OTHERWISE = 0.5
UNTITLED = 0.25  # of the examples
OF_ANOTHER = 0.7
RARE = 0.0015  # share of the passages in which a word stands that is as good as a name


@dataclass
class Source:
    """Questions of one data set with the passages that answer and those that nearly do."""

    kind: str
    pool: Pool
    questions: list[str] = field(default_factory=list)
    right: list[list[Labelled]] = field(default_factory=list)
    wrong: list[list[int]] = field(default_factory=list)  # rows of the pool, nearest first
    read: int = 3  # passages beside one question
    share_none: float = 0.35  # of the questions that have a twin without an answer
    most_right: int = 1

    def add(self, question: str, right: list[Labelled], wrong: list[int]) -> None:
        """Add a question."""
        self.questions.append(question)
        self.right.append(right)
        self.wrong.append(wrong)

    def draw(self, row: int, rng: random.Random) -> list[Example]:
        """Make an example: new wrong passages every time, sometimes with an unanswerable twin.

        What makes the difference between the two is all that is to be learnt from them.
        """
        right = self.right[row]
        count = min(len(right), rng.randint(1, self.most_right))
        chosen = (
            sorted(rng.sample(range(len(right)), count))
            if rng.random() < 0.4
            else list(range(count))
        )
        answering = [right[i] for i in chosen]
        forms = [(self.questions[row], answering)]
        if right and rng.random() < self.share_none:
            twin = self._unanswered(row, answering, rng)
            if twin != forms[0]:
                forms.append(twin)
        picked: list[int] = []
        candidates = list(self.wrong[row])
        while candidates and len(picked) < self.read:
            # nearer mistakes are likelier: they are what the reader will meet
            at = min(int(rng.expovariate(1 / 4.0)), len(candidates) - 1)
            picked.append(candidates.pop(at))
        untitled = rng.random() < UNTITLED
        examples = []
        for question, told in forms:
            wanted = max(0, self.read - len(told))
            passages = told + [Labelled(self.pool.passages[i]) for i in picked[:wanted]]
            if untitled:
                passages = [replace(p, passage=replace(p.passage, title="")) for p in passages]
            rng.shuffle(passages)
            examples.append(Example(question, tuple(passages), self.kind))
        return examples

    def _unanswered(
        self, row: int, answering: list[Labelled], rng: random.Random
    ) -> tuple[str, list[Labelled]]:
        """Take the answer away, or ask for something else."""
        question = self.questions[row]
        fate = rng.random()
        if fate < GONE:
            return question, []
        if fate < GONE + CUT:
            cut = [
                Labelled(without_sentences(a.passage, a.positive | a.ignored)) for a in answering
            ]
            return question, [c for c in cut if c.passage.sentences]
        if rng.random() < OTHERWISE and (changed := self._elsewhere(question, answering, rng)):
            # What stands around the sentence that used to answer may answer the new question.
            return changed, [
                Labelled(a.passage, ignored=frozenset(range(len(a.passage.sentences))) - a.positive)
                for a in answering
            ]
        near = [
            self.questions[min(len(self.questions) - 1, max(0, row + rng.randint(-60, 60)))]
            for _ in range(12)
        ]
        changed = corrupt(question, [a.passage for a in answering], near, rng)
        if changed:
            return changed, [Labelled(a.passage) for a in answering]
        return question, answering

    def _elsewhere(
        self, question: str, answering: list[Labelled], rng: random.Random
    ) -> str | None:
        """Ask for what the answering sentences, and only they, surely do not tell."""
        told, beside = [], []
        for labelled in answering:
            for n, span in enumerate(labelled.passage.sentences):
                (told if n in labelled.positive else beside).append(
                    labelled.passage.text[slice(*span)]
                )
        of_others = ask_of_another(question, told, beside, self._rare)
        if of_others and rng.random() < OF_ANOTHER:
            return rng.choice(of_others)
        return ask_otherwise(question, told, rng)

    def _rare(self, word: str) -> bool:
        common = max(RARE * len(self.pool.passages), 3)
        return len(word) > 3 and 0 < self.pool.frequency.get(word.lower(), 0) < common
