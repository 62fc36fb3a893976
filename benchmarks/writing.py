"""Who writes the answer: the adapter beside the plain model, shortenings, a template, and mixes.

    python -m benchmarks.writing DATA --work FOLDER [--steps 5 4 8] [--adapter models/writer]

DATA holds sets of which nothing asked here was trained on: XQuAD's held-out third, QED's held-out
fifth (every nth question), and questions of 2025 over the news of their week (some weeks, RealTime
QA). Each way gets the sentences that the shipped selector puts first, one of which holds the
answer. Ways that are told to use one sentence get the first. FOLDER keeps the cases between runs.
Writes `benchmarks/results/writing.json` and prints a table.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import statistics
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.writing_cases import WritingCase, writing_cases
from index.sentences import split_sentences
from models.training.reader_data import find_answers, words_of
from qa.checks.article_text import Text
from qa.engine.constraints import OfferedMarkers, Vocabulary
from qa.engine.llama_cpp_model import LlamaCppModel
from qa.engine.shipped_models import find_language_model
from qa.english.normal_form import FUNCTION_WORDS, same_words
from qa.statement import Verdict
from qa.wiring import claim_checker
from qa.writing.citations import parse_draft
from qa.writing.drafter import ANSWER_TOKENS, Offer, PhrasingDrafter
from qa.writing.prompt import answer_prompt, writing_prompt
from qa.writing.sentence_drafter import WRITTEN_TOKENS, Attempts, restated

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from qa.checks.claims import ClaimChecker

RESULTS = Path(__file__).parent / "results" / "writing.json"
REFUSED = "do not say"
# What may refuse by itself; the others write what the selector holds to answer.
FREE = ("no adapter, free text", "adapter, free text", "adapter, copying words only")


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Shown:
    """What a way answers: sentences with the numbers they cite, and whether they are its own."""

    said: tuple[tuple[str, tuple[int, ...]], ...]
    written: bool = True
    refused: bool = False

    @property
    def text(self) -> str:
        return " ".join(text for text, _ in self.said)


Way = Callable[[str, Sequence[Offer]], Shown]


@dataclass
class Writers:
    """The models and the checker, and every way to answer with them.

    What one way wrote another takes over, and owes the time that it took.
    """

    plain: LlamaCppModel
    adapted: LlamaCppModel | None
    checker: ClaimChecker
    kept: dict[tuple[str, ...], tuple[str | None, float]] = field(default_factory=dict)
    owed: float = 0.0  # milliseconds

    def ways(self) -> dict[str, Way]:
        """In the order of the table."""
        phrased, template = self._phrased, restated
        found: dict[str, Way] = {
            "no adapter, free text": self.free,
            "shortened sentence (log-likelihood)": self._mix(phrased),
            "short answer in a template": self._one(template),
            "mix: template, shortened, quoted": self._mix(template, phrased),
        }
        if self.adapted is not None:
            found |= {
                "adapter, free text": self.adapter_free,
                "adapter, copying words only": self.adapter_copying,
                "adapter, one sentence and its short answer": self._one(self._written),
                "mix: adapter, shortened, quoted": self._mix(self._written, phrased),
                "mix: template, adapter, shortened": self._mix(template, self._written, phrased),
                "mix: adapter, template, shortened": self._mix(self._written, template, phrased),
            }
        return found

    def free(self, question: str, offers: Sequence[Offer]) -> Shown:
        """The model without the adapter over all offers, as a larger model is asked."""
        prompt = answer_prompt(question, [offer.text for offer in offers])
        markers = OfferedMarkers(frozenset(offer.number for offer in offers))
        pieces = self.plain.generate(prompt, constraint=markers, max_tokens=ANSWER_TOKENS)
        return _shown("".join(piece.text for piece in pieces))

    def adapter_free(self, question: str, offers: Sequence[Offer]) -> Shown:
        """The adapter over all offers."""
        assert self.adapted is not None
        prompt = writing_prompt(question, [offer.text for offer in offers])
        markers = OfferedMarkers(frozenset(offer.number for offer in offers))
        pieces = self.adapted.generate(prompt, constraint=markers, max_tokens=WRITTEN_TOKENS)
        return _shown("".join(piece.text for piece in pieces))

    def adapter_copying(self, question: str, offers: Sequence[Offer]) -> Shown:
        """The adapter over all offers, from pieces of their words and function words alone."""
        assert self.adapted is not None
        prompt = writing_prompt(question, [offer.text for offer in offers])
        copying = EvidenceWords.of(self.adapted, question, offers)
        pieces = self.adapted.generate(prompt, constraint=copying, max_tokens=WRITTEN_TOKENS)
        return _shown("".join(piece.text for piece in pieces))

    def _written(self, question: str, offer: Offer) -> str | None:
        adapted = self.adapted
        assert adapted is not None
        return self._once(
            "written", question, offer, lambda: Attempts(adapted)(question, offer, _never)
        )

    def _phrased(self, question: str, offer: Offer) -> str | None:
        drafter = PhrasingDrafter(self.plain)
        return self._once(
            "phrased", question, offer, lambda: drafter.phrase(question, offer, _never)
        )

    def _once(
        self, name: str, question: str, offer: Offer, make: Callable[[], str | None]
    ) -> str | None:
        key = (name, question, offer.text)
        if key in self.kept:
            text, milliseconds = self.kept[key]
            self.owed += milliseconds
            return text
        begun = time.perf_counter()
        text = make()
        self.kept[key] = (text, 1000 * (time.perf_counter() - begun))
        return text

    def _one(self, way: Callable[[str, Offer], str | None]) -> Way:
        """One way alone, from the first offer, unchecked."""

        def answer(question: str, offers: Sequence[Offer]) -> Shown:
            text = way(question, offers[0])
            said = () if text is None else ((text, (offers[0].number,)),)
            return Shown(said, refused=text is None)

        return answer

    def _mix(self, *ways: Callable[[str, Offer], str | None]) -> Way:
        """What passes the checker first, from the first offer; else the offer itself."""

        def answer(question: str, offers: Sequence[Offer]) -> Shown:
            offer = offers[0]
            for way in ways:
                text = way(question, offer)
                if text is None or same_words(text, offer.text):
                    continue
                if self.supported(text, [offer.text]):
                    return Shown(((text, (offer.number,)),))
            return Shown(((offer.text, (offer.number,)),), written=False)

        return answer

    def supported(self, text: str, told: Sequence[str]) -> bool:
        """By the checker of the product."""
        sentences = [each[s:e] for each in told for s, e in split_sentences(each)]
        return self.checker.check(text, Text(sentences)).verdict is Verdict.SUPPORTED


def _shown(raw: str) -> Shown:
    drafts = parse_draft(raw, split_sentences)
    refused = REFUSED in raw
    said = () if refused else tuple((draft.text, draft.numbers) for draft in drafts if draft.text)
    return Shown(said, refused=refused)


@dataclass(slots=True)
class EvidenceWords:
    """Only tokens of the evidence and the question, function words, marks and offered markers."""

    markers: OfferedMarkers
    tokens: list[int]

    @classmethod
    def of(cls, model: LlamaCppModel, question: str, offers: Sequence[Offer]) -> EvidenceWords:
        """With the words at the beginning of a text and behind a space."""
        texts = [question, *(offer.text for offer in offers), "The articles do not say."]
        texts += [f" {word}" for text in texts for word in text.split()]
        texts += [f" {word}" for word in FUNCTION_WORDS] + [".", ",", "’", "'s", " [", "]"]
        tokens = {token for text in texts for token in model.tokenize_plain(text)}
        markers = OfferedMarkers(frozenset(offer.number for offer in offers))
        return cls(markers, sorted({*tokens, model.end_token}))

    def allowed(self, written: str, vocabulary: Vocabulary) -> NDArray[np.bool_]:
        """Inside a marker its digits; else the tokens above."""
        free = self.markers.allowed(written, vocabulary)
        mine = np.zeros_like(free)
        mine[self.tokens] = True
        both: NDArray[np.bool_] = free & mine
        return both if both.any() else free


@dataclass(slots=True)
class Tally:
    """The figures of one way over one set of questions."""

    counts: Counter[str] = field(default_factory=Counter)
    f1: list[float] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)

    def add(self, case: WritingCase, shown: Shown, supported: Sequence[bool], ms: float) -> None:
        """One question."""
        self.counts["questions"] += 1
        self.milliseconds.append(ms)
        self.counts["refused"] += not shown.said
        if not shown.said:
            self.f1.append(0.0)
            return
        self.counts["contained"] += bool(find_answers(shown.text, list(case.golds)))
        cited = {number for _, numbers in shown.said for number in numbers}
        self.counts["marked"] += bool(cited & case.right)
        self.counts["written"] += shown.written
        self.counts["sentences"] += len(supported)
        self.counts["supported"] += sum(supported)
        self.f1.append(max(token_f1(shown.text, gold) for gold in case.golds))
        self.sizes.append(len(shown.text.split()))

    def figures(self) -> dict[str, float | None]:
        """Shares of all questions, unless it says otherwise."""
        asked = self.counts["questions"] or 1
        gone = self.counts["gone"]
        return {
            "gold answer contained": _share(self.counts["contained"], asked),
            "token F1": round(statistics.mean(self.f1 or [0.0]), 3),
            "marker on a right sentence": _share(self.counts["marked"], asked),
            "supported, of its sentences": _share(
                self.counts["supported"], self.counts["sentences"]
            ),
            "words": statistics.median(self.sizes or [0]),
            "written": _share(self.counts["written"], asked),
            "nothing said": _share(self.counts["refused"], asked),
            "median ms": round(statistics.median(self.milliseconds or [0.0])),
            "refused when taken away": _share(self.counts["gone refused"], gone) if gone else None,
        }


def _share(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 0.0


def token_f1(said: str, gold: str) -> float:
    """Word overlap of an answer with the short gold answer, as for SQuAD."""
    mine, theirs = Counter(words_of(said)), Counter(words_of(gold))
    shared = sum((mine & theirs).values())
    if not shared:
        return 0.0
    precision, recall = shared / sum(mine.values()), shared / sum(theirs.values())
    return 2 * precision * recall / (precision + recall)


def measure(
    writers: Writers, cases: Sequence[WritingCase], examples: Path | None
) -> dict[str, dict[str, dict[str, float | None]]]:
    """For every way: all questions, and each set by itself."""
    found = {}
    lines = []
    for name, way in writers.ways().items():
        tallies = {kind: Tally() for kind in ("all", *dict.fromkeys(c.kind for c in cases))}
        for case in cases:
            begun, writers.owed = time.perf_counter(), 0.0
            shown = way(case.question, case.offers)
            ms = 1000 * (time.perf_counter() - begun) + writers.owed
            offered = {offer.number: offer.text for offer in case.offers}
            supported = [
                writers.supported(text, [offered[n] for n in numbers]) if numbers else False
                for text, numbers in shown.said
            ]
            left = [offer for offer in case.offers if offer.number not in case.right]
            rest = [replace(offer, number=n) for n, offer in enumerate(left, start=1)]
            gone = way(case.question, rest) if rest and name in FREE else None
            for tally in (tallies["all"], tallies[case.kind]):
                tally.add(case, shown, supported, ms)
                if gone is not None:
                    tally.counts["gone"] += 1
                    tally.counts["gone refused"] += not gone.said
            lines.append(f"{case.question}\n  {name}: {shown.text} {supported} {case.golds}")
        found[name] = {kind: tally.figures() for kind, tally in tallies.items()}
        print(name, json.dumps(found[name]["all"]), flush=True)
    if examples is not None:
        examples.write_text("\n".join(sorted(lines)) + "\n", encoding="utf-8")
    return found


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--work", type=Path, required=True, help="keeps the cases between runs")
    parser.add_argument("--steps", type=int, nargs=3, default=(5, 4, 8), help="of each set")
    parser.add_argument("--adapter", type=Path, default=Path("models/writer/writer.gguf"))
    parser.add_argument("--most", type=int, help="questions of each set")
    parser.add_argument("--examples", type=Path, help="file for everything that was said")
    parser.add_argument("--output", type=Path, default=RESULTS)
    arguments = parser.parse_args()
    readers = (Path("models/reader"), Path("models/judge"))
    cases = writing_cases(arguments.data, arguments.work, readers, tuple(arguments.steps))
    if arguments.most:
        kinds = dict.fromkeys(case.kind for case in cases)
        cases = [c for k in kinds for c in [c for c in cases if c.kind == k][: arguments.most]]
    base = find_language_model(None, arguments.work / "home")
    adapter = arguments.adapter if arguments.adapter.is_file() else None
    adapted = None if adapter is None else LlamaCppModel.load(base, adapter=adapter)
    writers = Writers(LlamaCppModel.load(base), adapted, claim_checker())
    report = {
        "date": dt.datetime.now(dt.UTC).date().isoformat(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()}",
        "questions": dict(Counter(case.kind for case in cases)),
        "ways": measure(writers, cases, arguments.examples),
    }
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    arguments.output.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(report["ways"], indent=1))


if __name__ == "__main__":
    main()
