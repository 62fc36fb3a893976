"""One claim against one text: the sentences that bear on it, every check, and a verdict.

Read `verdict_of` for the rule. Knows nothing of libraries or of where the text comes from.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qa.answer import Outcome, Verdict
from qa.checks import meaning
from qa.checks.attribution import check_attribution
from qa.checks.dates import check_dates
from qa.checks.figures import check_figures
from qa.checks.modality import check_modality
from qa.checks.names import check_names
from qa.checks.negation import check_negation
from qa.checks.quotations import check_quotations
from qa.checks.roles import check_roles
from qa.checks.wording import check_wording
from qa.checks.words import check_words
from qa.dates_told import days_told
from qa.judge import Premise
from qa.normal_form import fold, stems, words
from qa.overlap import covered, word_weights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.answer import CheckResult
    from qa.judge import Entailment

MOST_SENTENCES = 4  # that bear on one claim
WORTH_ADDING = 0.1  # of the weight of the claim's words, that a further sentence has to bring
LONGEST_PREMISE = 180  # words; the judge reads about 240 word pieces
# A figure or day that differs where most else is the same contradicts; elsewhere it is not told.
SAME_MATTER = 0.65  # of the weight of the claim's words
REFERRING = frozenset("he she they it his her their its him them who".split())  # noqa: SIM905
LOOK_BACK = 2  # sentences in which a pronoun's name may stand

HARD = frozenset({"quotations", "figures", "dates", "names"})
CONTRADICTING = frozenset({"figures", "dates", "negation"})


@dataclass(frozen=True, slots=True)
class Text:
    """A text that a claim is compared with, cut into its sentences."""

    sentences: Sequence[str]
    title: str = ""
    beside: Sequence[str] = ()  # what is known of it otherwise: its outlet, its author
    published: str | None = None  # ISO 8601, from which "Tuesday" gets its date


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found: the rows of the sentences that bear on the claim, and the verdict."""

    verdict: Verdict
    checks: tuple[CheckResult, ...]
    rows: tuple[int, ...]
    shared: float = 0.0  # of the weight of the claim's words, in these sentences


NOTHING = Finding(Verdict.NOT_SUPPORTED, (), ())


@dataclass(frozen=True)
class ClaimChecker:
    """Checks claims in anybody's words; without an `entailment` only in the source's own."""

    entailment: Entailment | None
    thresholds: meaning.Thresholds = field(default_factory=meaning.Thresholds)

    def check(self, claim: str, text: Text) -> Finding:
        """The verdict on a claim by the sentences of one text, and only by them."""
        rows, shared = bearing(claim, text.sentences)
        if not rows:
            return NOTHING
        finding = self._by(claim, text, rows, shared)
        if finding.verdict is Verdict.SUPPORTED and len(rows) > 1:
            # What supports the claim alone is cited alone.
            alone = self._by(claim, text, rows[:1], shared)
            finding = alone if alone.verdict is Verdict.SUPPORTED else finding
        return finding

    def _by(self, claim: str, text: Text, rows: tuple[int, ...], shared: float) -> Finding:
        told = [text.sentences[row] for row in sorted(rows)]
        checks = run_checks(claim, text, sorted(rows), told)
        if not any(check.outcome is Outcome.FAIL for check in checks) and verbatim(claim, told):
            return Finding(Verdict.SUPPORTED, checks, rows, shared)
        meant = self._meaning(claim, text, told)
        return Finding(verdict_of(checks, meant, shared), (*checks, meant), rows, shared)

    def _meaning(self, claim: str, text: Text, told: Sequence[str]) -> CheckResult:
        if self.entailment is None:
            plain = [check_words(claim, told), check_wording(claim, told)]
            return meaning.without_model(plain)
        premise = " ".join(" ".join(told).split()[:LONGEST_PREMISE])
        (support,) = self.entailment(claim, [Premise(text.title, premise)])
        return meaning.judged(support, self.thresholds)


def bearing(claim: str, sentences: Sequence[str]) -> tuple[tuple[int, ...], float]:
    """Rows of the sentences that have most of the claim's words, the best first; and their share.

    A further sentence is taken when it brings words that are still missing.
    """
    texts = [stems(sentence) for sentence in sentences]
    weights = word_weights(claim, texts)
    total = sum(weights.values())
    chosen: list[int] = []
    missing = dict(weights)
    while missing and total > 0 and len(chosen) < MOST_SENTENCES:
        gains = [sum(missing[s] for s in missing.keys() & text) for text in texts]
        best = max(range(len(gains)), key=gains.__getitem__, default=-1)
        if best < 0 or gains[best] < (WORTH_ADDING * total if chosen else 1e-9):
            break
        chosen.append(best)
        missing = {s: w for s, w in missing.items() if s not in texts[best]}
    have = frozenset().union(*(texts[row] for row in chosen))
    return tuple(chosen), covered(have, weights)


def run_checks(
    claim: str, text: Text, rows: Sequence[int], told: Sequence[str]
) -> tuple[CheckResult, ...]:
    """Every check that needs no model. A pronoun's name may stand a little before it."""
    around = [*told, *_antecedents(text.sentences, rows), text.title]
    days = days_told(text.published, told)
    return (
        check_quotations(claim, told),
        check_figures(claim, told),
        check_dates(claim, [*told, *days]),
        check_names(claim, [*around, *text.beside, *days]),
        check_negation(claim, told),
        check_modality(claim, told),
        check_roles(claim, told),
        check_attribution(claim, told),
    )


def verdict_of(checks: Sequence[CheckResult], meant: CheckResult, shared: float) -> Verdict:
    """From the findings to one verdict.

    A quotation, figure, date or name that the source does not have is never outvoted, and neither
    is a changed negation, role or speaker. The source contradicts a claim when it denies it, when
    it has another figure or day in the same matter, or when the model of meaning says so. What a
    source leaves to others and the claim tells as a fact is supported in part.
    """
    failed = {check.check for check in checks if check.outcome is Outcome.FAIL}
    if failed & CONTRADICTING and shared >= SAME_MATTER:
        return Verdict.CONTRADICTED
    if meant.outcome is Outcome.FAIL and meant.reason == meaning.OTHERWISE:
        return Verdict.CONTRADICTED
    if failed - {"attribution"} or meant.outcome is Outcome.FAIL:
        return Verdict.NOT_SUPPORTED
    if failed:
        doubt = any(c.check == "attribution" and "leaves it to others" in c.reason for c in checks)
        return Verdict.PARTLY_SUPPORTED if doubt else Verdict.NOT_SUPPORTED
    return Verdict.SUPPORTED


def verbatim(claim: str, told: Sequence[str]) -> bool:
    """Whether the claim's words stand in one sentence in this order without a gap."""
    wanted = " ".join(word.form for word in words(claim))
    return bool(wanted) and any(
        f" {wanted} " in f" {' '.join(word.form for word in words(text))} " for text in told
    )


def _antecedents(sentences: Sequence[str], rows: Sequence[int]) -> list[str]:
    found: list[str] = []
    for row in rows:
        if REFERRING & set(fold(sentences[row]).split()):
            found += sentences[max(0, row - LOOK_BACK) : row]
    return found
