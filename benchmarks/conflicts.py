"""How often a contradiction between short answers is found, and how often one is made up.

    python -m benchmarks.conflicts DATA [--only NAME]

DATA holds `rgb_en_fact.jsonl.gz` (RGB's counterfactual set, English: the same snippets true and
with one fact changed), `ramdocs.jsonl.gz` (RAMDocs: documents that are right, or wrong, on one
entity) and `contraqa_conflicts.json.gz` (ContraQA: questions on health and climate, with passages
of papers and encyclopedias that support a claim and that refute it). Each question is asked twice:
over right and wrong texts mixed, where a contradiction should be shown, and over the right ones
alone, where none should. The pair that is shown is right where one of its texts is right and the
other is wrong. Thresholds were chosen on RGB's questions with an even number; the others, RAMDocs
and ContraQA, were only measured. The baseline shows a contradiction where two of the four best
sentences have another short answer than the best one.
Writes `benchmarks/results/conflicts.json`.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import json
import platform
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index import Article, Hit, Passage, Sentence
from index.sentences import split_sentences
from models.training.reader_data import read_lines
from qa.comparison.contradictions import Told, different_answers, same_answer
from qa.evidence.reranking import load_readers
from qa.evidence.selector import Evidence
from qa.evidence.trained_selector import TrainedSelector
from qa.loaded_readers import judge_folder, reader_folder

RESULTS = Path(__file__).parent / "results" / "conflicts.json"
RIGHT, WRONG, NOISE = 2, 2, 2  # texts of each sort beside a question
CONTRAQA_LABELS = ("Supports", "Refutes", "Neutral")
TOP = 4  # sentences that the baseline looks at


@dataclass(frozen=True)
class Question:
    """A question with texts that tell its answer, that tell another, and that tell neither."""

    part: str
    text: str
    right: tuple[str, ...]
    wrong: tuple[str, ...]
    noise: tuple[str, ...]

    def mixed(self, rng: random.Random) -> list[str]:
        """Right and wrong texts."""
        return shuffled([*self.right[:RIGHT], *self.wrong[:WRONG], *self.noise[:NOISE]], rng)

    def alone(self, rng: random.Random) -> list[str]:
        """As many texts, none of them wrong."""
        return shuffled([*self.right[: RIGHT + WRONG], *self.noise[:NOISE]], rng)


def shuffled(texts: list[str], rng: random.Random) -> list[str]:
    """In an order that tells nothing."""
    rng.shuffle(texts)
    return texts


def rgb(data: Path) -> Iterator[Question]:
    """RGB's questions, in the half that was tuned on and the half that was not."""
    for row in read_lines(data / "rgb_en_fact.jsonl.gz"):
        asked = row["query"].rstrip("? ") + "?"
        texts = (tuple(row[key]) for key in ("positive", "positive_wrong", "negative"))
        yield Question("RGB, held out" if row["id"] % 2 else "RGB, tuned on", asked, *texts)


def ramdocs(data: Path) -> Iterator[Question]:
    """RAMDocs' questions that have a wrong document, beside the right ones of one meaning."""
    for row in read_lines(data / "ramdocs.jsonl.gz"):
        documents = row["documents"]
        answers = [d["answer"] for d in documents if d["type"] == "correct"]
        wrong = tuple(d["text"] for d in documents if d["type"] == "misinfo")
        if answers and wrong:
            right = tuple(d["text"] for d in documents if d["answer"] == answers[0])
            noise = tuple(d["text"] for d in documents if d["type"] == "noise")
            yield Question("RAMDocs", row["question"], right, wrong, noise)


def contraqa(data: Path) -> Iterator[Question]:
    """ContraQA's questions, over whole passages and over the sentences that bear on the claim."""
    with gzip.open(data / "contraqa_conflicts.json.gz", "rt", encoding="utf-8") as file:
        rows = json.load(file)
    for row in rows:
        judged = list(zip(row["evidences"], row["paragraph_id"], row["labels"], strict=True))
        passages = [(row["paragraphs"][n], label) for _, n, label in judged if n is not None]
        for part, texts in (
            ("ContraQA, passages", passages),
            ("ContraQA, sentences", [(sentence, label) for sentence, _, label in judged]),
        ):
            right, wrong, noise = (only(texts, label) for label in CONTRAQA_LABELS)
            if right and wrong:
                yield Question(part, row["wh_question"], right, wrong, noise)


def only(texts: Sequence[tuple[str | None, str]], label: str) -> tuple[str, ...]:
    """The texts that have this label and, neutral sentences apart, no other."""
    neutral = CONTRAQA_LABELS[-1]
    others = {text for text, other in texts if other not in {label, neutral}}
    return tuple(dict.fromkeys(t for t, own in texts if own == label and t and t not in others))


def hits_of(texts: Sequence[str]) -> list[Hit]:
    """Every text as an article of its own, found in this order."""
    found = []
    for rank, text in enumerate(texts):
        article = Article(f"{rank:016x}", Path(f"{rank}.txt"), text)
        passage = Passage(article, 0, len(text))
        sentences = tuple(Sentence(passage, *span) for span in split_sentences(text))
        found.append(Hit(passage, sentences, 0.5, 1.0, 1.0 / (rank + 1), rank))
    return found


def differs_plainly(evidence: Sequence[Evidence]) -> bool:
    """The baseline: other short answers among the best sentences."""
    answers = [e.short_answer for e in evidence[:TOP] if e.answer is not None]
    return any(not same_answer(answers[0], other) for other in answers[1:])


def is_pair(groups: Sequence[Sequence[Told]], question: Question) -> bool:
    """Whether what is shown sets a right text against a wrong one."""
    sides = [{told.article.text for told in group} for group in groups]
    return any(
        one & {*question.right} and other & {*question.wrong}
        for one in sides
        for other in sides
        if one is not other
    )


def score(questions: Sequence[Question], selector: TrainedSelector) -> dict[str, float]:
    """Shares of the questions of one part."""
    rng = random.Random(1)
    found = pairs = made_up = plain_found = plain_made_up = 0
    for question in questions:
        for texts, differing in ((question.mixed(rng), True), (question.alone(rng), False)):
            evidence = selector.select(question.text, hits_of(texts)).evidence
            shown = different_answers(evidence)
            said, plainly = bool(shown), differs_plainly(evidence)
            found += said and differing
            pairs += differing and is_pair(shown, question)
            made_up += said and not differing
            plain_found += plainly and differing
            plain_made_up += plainly and not differing
    return {
        "questions": len(questions),
        "recall": round(found / len(questions), 3),
        "recall with the right pair": round(pairs / len(questions), 3),
        "precision": round(found / max(1, found + made_up), 3),
        "made up": round(made_up / len(questions), 3),
        "baseline recall": round(plain_found / len(questions), 3),
        "baseline precision": round(plain_found / max(1, plain_found + plain_made_up), 3),
    }


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument(
        "--only",
        metavar="NAME",
        default="",
        help="measure the parts whose name begins so, and leave what is written of the others",
    )
    given = parser.parse_args()
    selector = TrainedSelector(load_readers(reader_folder(), judge_folder()))
    parts: dict[str, list[Question]] = {}
    for question in (*rgb(given.data), *ramdocs(given.data), *contraqa(given.data)):
        if question.part.startswith(given.only):
            parts.setdefault(question.part, []).append(question)
    measured = {
        "date": dt.datetime.now(dt.UTC).date().isoformat(),
        "machine": platform.processor() or platform.machine(),
        "selector": selector.name,
    }
    report = json.loads(RESULTS.read_text(encoding="utf-8")) if given.only else {}
    report |= {part: measured | score(questions, selector) for part, questions in parts.items()}
    RESULTS.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
