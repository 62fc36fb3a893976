"""Random and hostile texts for the parser of markers, the checks and the cutting of drafts.

    python -m tests.faults.fuzz_checks --inputs 1000000

Fails on any exception, on a marker outside the offered set that is not reported, and where twice
the text takes more than three times the time. The checks that need the parser of English get one
input in `GRAMMAR_EVERY`: it is slow, and its own input is only words.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

from index import Article
from index.sentences import split_sentences
from qa.checks.attribution import check_attribution
from qa.checks.bearing import bearing
from qa.checks.belonging import check_belonging
from qa.checks.claims import ClaimChecker
from qa.checks.comention import check_company
from qa.checks.dates import check_dates
from qa.checks.deeds import check_deeds
from qa.checks.draft_sentences import draft_sentences, without_markers
from qa.checks.figures import check_figures
from qa.checks.modality import check_modality
from qa.checks.names import check_names
from qa.checks.negation import check_negation
from qa.checks.opposites import check_opposites
from qa.checks.quotations import check_quotations
from qa.checks.roles import check_roles
from qa.checks.suite import Check
from qa.checks.verdict import CitedChecker
from qa.checks.wording import check_wording
from qa.checks.words import check_words
from qa.statement import Citation, Verdict
from qa.writing.citations import parse_draft

GRAMMAR_EVERY = 500
QUICK = (check_quotations, check_figures, check_dates, check_words, check_wording)
WITH_GRAMMAR = (
    check_names,
    check_negation,
    check_modality,
    check_roles,
    check_deeds,
    check_opposites,
    check_belonging,
    check_company,
    check_attribution,
)
NO_TIME = 0.05  # seconds
FRAGMENTS = (
    "[1]", "[2]", "[99]", "[0]", "[1, 2]", "[1;", "[", "]", "[１]", "[٣]", "[1](http://x)",
    "[[1]]", "“", "”", '"', "'", "‘", "’", "«", "»", "—", "-", "…", ".", "?", "!", ",", ";", ":",
    "\n", "\t", "Ortiz", "Lena Ortiz", "the U.S.", "Dr.", "No.", "said", "told", "according to",
    "did not", "never", "n't", "may", "alleged", "million", "billion", "$4.5", "4,500", "1,2,3",
    "½", "٣", "四", "3.2%", "per cent", "half a", "a dozen", "twenty-one", "two hundred and",
    "and", "km", "year-old", "Monday", "May 3", "3 May 2025", "2025-13-45", "0000-00-00",
    "31 February", "in March", "yesterday", "\u200b", "\u202e", "\ufeff", "é", "e\u0301" * 3, "ﬁ",
    "ß", "İ", "\U0001f600", "\x00", "\ud800", "a" * 40, "9" * 60, "#", "*", "- ", "| a |", "> ",
    "```", "<b>", "&amp;", "  ",
)  # fmt: skip


def text_of(rng: random.Random, most: int = 14) -> str:
    """Fragments in any order, sometimes glued together."""
    parts = rng.choices(FRAGMENTS, k=rng.randint(0, most))
    return rng.choice((" ", " ", "")).join(parts)


def offered(texts: list[str]) -> dict[int, Citation]:
    """The texts as sources 1, 2, …"""
    return {
        n: Citation(n, Article(str(n), Path("story.txt"), text), 0, len(text), text)
        for n, text in enumerate(texts, start=1)
    }


def examine(rng: random.Random, *, grammar: bool) -> None:
    """One random statement against up to three random sources."""
    statement = text_of(rng)
    sources = [text_of(rng) for _ in range(rng.randint(0, 3))]
    for check in (*QUICK, *(WITH_GRAMMAR if grammar else ())):
        assert check(statement, sources).reason
    bearing(statement, sources)
    for sentence in draft_sentences(statement):
        assert sentence.text.strip()
    known = offered(sources)
    checker = CitedChecker(ClaimChecker(None))
    for draft in parse_draft(statement, split_sentences):
        if set(draft.numbers) - set(known):
            assert checker.check(draft, known).verdict is Verdict.NOT_SUPPORTED


def fuzz(inputs: int, seed: int) -> None:
    """`inputs` random inputs; the seed of one that fails is told by `failing`."""
    for number in range(inputs):
        rng = random.Random(seed * 10_000_019 + number)
        try:
            examine(rng, grammar=number % GRAMMAR_EVERY == 0)
        except Exception as error:
            raise AssertionError(f"input {number} of seed {seed}") from error


def growth(work: Callable[[str], object], piece: str, size: int = 20_000) -> float:
    """How many times longer twice the text takes; 0 where it is done in no time."""

    def seconds(text: str) -> float:
        times = []
        for _ in range(3):
            begun = time.process_time()
            work(text)
            times.append(time.process_time() - begun)
        return max(min(times), 1e-3)

    text = (piece * (size // len(piece) + 1))[:size]
    once, twice = seconds(text), seconds(text + text)
    return twice / once if twice > NO_TIME else 0.0


def long_statement(check: Check) -> Callable[[str], object]:
    """The check of a long statement against a short source."""
    return lambda text: check(text, [text[:500]])


def long_source(check: Check) -> Callable[[str], object]:
    """The check of a short statement against a long source."""
    return lambda text: check("Ortiz sold 4 ships on 3 May.", [text])


def slow_growth() -> list[str]:
    """Every pair of work and repeated fragment whose time grows faster than the text."""
    works: dict[str, Callable[[str], object]] = {
        "draft_sentences": draft_sentences,
        "without_markers": without_markers,
        "names": long_statement(check_names),
        "parse_draft": lambda text: parse_draft(text, split_sentences),
        **{check.__name__: long_statement(check) for check in QUICK},
        **{f"{check.__name__}, long source": long_source(check) for check in QUICK},
    }
    found = []
    for name, work in works.items():
        for piece in (*FRAGMENTS, "Ortiz said 4 million “ships” on May 3. ", "A", "a"):
            if (times := max(growth(work, piece), growth(work, piece + " "))) > 3:
                found.append(f"{name} on {piece!r}: {times:.1f} times")
    return found


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    begun = time.monotonic()
    fuzz(arguments.inputs, arguments.seed)
    seconds = time.monotonic() - begun
    sys.stdout.write(f"{arguments.inputs:,} inputs without an exception, {seconds:.0f} s\n")
    slow = slow_growth()
    sys.stdout.write("\n".join([*slow, "" if slow else "Time grows with the text.\n"]))
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
