"""One claim against one text: the sentences that bear on it, every check, and a verdict.

Read `verdict_of` for the rule. Knows nothing of libraries or of where the text comes from.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from index.sentences import split_sentences
from qa.checks import attribution as speakers
from qa.checks import meaning, modality, roles
from qa.checks.article_text import Text, joined_parts
from qa.checks.attribution import WHO_TOLD, check_attribution, dropped_doubt
from qa.checks.bearing import bearing, premise, windows
from qa.checks.brackets import without_given
from qa.checks.dates_told import days_told, years_told
from qa.checks.figures import has_another_figure
from qa.checks.meaning import Meant
from qa.checks.modality import check_modality
from qa.checks.names import CAPITALISED_RUN
from qa.checks.suite import CHECKS, Reach
from qa.checks.voices import gives_voice
from qa.checks.wording import check_wording
from qa.checks.words import check_words
from qa.english.dates import mentions
from qa.english.grammar import parse
from qa.english.normal_form import fold, stem, stems, words
from qa.english.numbers import in_millions
from qa.english.overlap import covered, word_weights
from qa.english.semantic_roles import LIGHT, tells_deed
from qa.evidence import Premise
from qa.evidence.judge import mean_of
from qa.evidence.reader_windows import dated_title
from qa.statement import Outcome, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.evidence import DifferencePointer, Entailment, PassageReader
    from qa.statement import CheckResult

# A figure or day that differs where most else is the same contradicts; elsewhere it is not told.
SAME_MATTER = 0.65  # of the weight of the claim's words
# How many times surer of "supported" than of "contradicted" the model has to be of a sentence read
# with its neighbours. Mean balanced accuracy of the model alone on 1,800 labelled claims .659
# without this reading, .667 with it, and .669 at the margin of the others (1.5): so little that the
# warier one was taken.
MARGIN_BESIDE = 2.0
REFERRING = frozenset("he she they it his her their its him them who".split())  # noqa: SIM905
# What is said in somebody's own words has their verbs and pronouns; who says it was compared.
OF_OTHERS = frozenset({roles.NAME, speakers.NAME, "names", "modality", "negation"})
WORD_BY_WORD = (check_words, check_wording)
NAMED_WITHIN = 3  # sentences
LEAD = 2
LOOK_BACK = 2  # sentences in which a pronoun's name may stand

MOST_TOLD = 3  # sentences that were found by meaning
LONGEST_CLAIM = 70  # words; of a longer one the judge would not read the end


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found: the rows of the sentences that bear on the claim, and the verdict."""

    verdict: Verdict
    checks: tuple[CheckResult, ...]
    rows: tuple[int, ...]
    shared: float = 0.0  # of the weight of the claim's words, in these sentences
    meant: Verdict = Verdict.NOT_SUPPORTED  # by the model of meaning alone

    @property
    def failed(self) -> set[str]:
        """The names of the checks that failed."""
        return _failed(self.checks)


# The order in which findings of several sentences or articles are believed; a lower one wins.
BELIEVED = (
    Verdict.SUPPORTED,
    Verdict.PARTLY_SUPPORTED,
    Verdict.CONTRADICTED,
    Verdict.NOT_SUPPORTED,
)
NOTHING = Finding(Verdict.NOT_SUPPORTED, (), ())


@dataclass(frozen=True)
class ClaimChecker:
    """Checks claims in anybody's words; without an `entailment` only in the source's own."""

    entailment: Entailment | None
    thresholds: meaning.Thresholds = field(default_factory=meaning.Thresholds)
    found: meaning.Thresholds = meaning.FOUND  # of what was found by meaning
    reader: PassageReader | None = None  # finds sentences that tell the claim in other words
    pointer: DifferencePointer | None = None  # says which words differ; gives no verdict

    def check_found(self, claim: str, text: Text, rows: Sequence[int]) -> Finding:
        """The verdict by sentences that were found by their meaning, the best first.

        What keeps to the source's own words needs no model. Anything else is read beside the best
        sentence and its neighbours, and beside the best few together; a short text is read whole.
        Where the model is sure of the meaning, it is sure of who said it and of what may be so.
        """
        text = text.for_claim(claim)
        claim = without_given(claim, text.sentences, text.published)
        by_words, shared = bearing(claim, text.sentences)
        rows = [row for row in rows if text.sentences[row]]
        if by_words and _in_its_words(claim, [text.sentences[by_words[0]]]):
            return self._by(claim, text, by_words[:1], shared)
        for row in dict.fromkeys((*by_words, *rows)):
            if gives_voice(claim, [text.sentences[row]]):
                return self._by(claim, text, (row,), shared)
        if not rows:
            return NOTHING
        meant = self._meaning_found(claim, text, rows)
        rows = tuple(rows[:MOST_TOLD])
        alone = _by_found(claim, text, rows[:1], meant)
        if alone.verdict is Verdict.SUPPORTED or len(rows) == 1:
            return alone
        together = _by_found(claim, text, rows, meant)
        return min(alone, together, key=lambda finding: BELIEVED.index(finding.verdict))

    def _meaning_found(self, claim: str, text: Text, rows: Sequence[int]) -> Meant:
        if self.entailment is None:
            return Meant(meaning.without_model(), Verdict.NOT_SUPPORTED)
        if len(claim.split()) > LONGEST_CLAIM:
            return Meant(meaning.too_long(LONGEST_CLAIM), Verdict.NOT_SUPPORTED)
        title = dated_title(text.title, text.published)
        premises = [
            Premise(title, in_millions(" ".join(text.sentences[row] for row in window)))
            for window in windows(text.sentences, rows)
        ]
        said = mean_of(self.entailment(in_millions(claim), premises))
        return meaning.judged(said, self.found)

    def check(self, claim: str, text: Text) -> Finding:
        """The verdict on a claim by the sentences of one text, and only by them.

        A claim of several sentences is as good as the one that fares worst.
        """
        text = text.for_claim(claim)
        claim = without_given(claim, text.sentences, text.published)
        parts = [claim[start:end] for start, end in split_sentences(claim)]
        if len(parts) > 1:
            return worst_of([self._of_one(part, text) for part in parts])
        return self._of_one(claim, text)

    def _of_one(self, claim: str, text: Text) -> Finding:
        rows, shared = bearing(claim, text.sentences)
        if not rows:
            return NOTHING
        # What one sentence supports alone needs no other, and other sentences may lead astray.
        found = self._by(claim, text, rows[:1], shared)
        if found.verdict is not Verdict.SUPPORTED and len(rows) > 1:
            together = self._by(claim, text, rows, shared)
            found = min(found, together, key=lambda finding: BELIEVED.index(finding.verdict))
        if found.verdict is not Verdict.SUPPORTED and found.failed <= {meaning.NAME}:
            # Read with its neighbours a sentence may say whom "he" means, and what the talk is of.
            near = [n for n in (rows[0], rows[0] - 1, rows[0] + 1) if 0 <= n < len(text.sentences)]
            if set(near) not in ({rows[0]}, set(rows)):
                wary = replace(self, thresholds=replace(self.thresholds, margin=MARGIN_BESIDE))
                beside = wary._by(claim, text, tuple(near), shared)
                found = beside if beside.verdict is Verdict.SUPPORTED else found
        return found

    def _by(self, claim: str, text: Text, rows: tuple[int, ...], shared: float) -> Finding:
        rows = (*rows, *_antecedent_rows(claim, text.sentences, rows))
        told = [text.sentences[row] for row in sorted(rows)]
        checks = run_checks(claim, text, rows)
        if _in_its_words(claim, told):
            # Nobody changes places in it, whatever the parser makes of the shorter sentence.
            passed_by = {roles.NAME} if dropped_doubt(claim, told) else {roles.NAME, speakers.NAME}
            checks = tuple(check for check in checks if check.check not in passed_by)
            # Nothing is left to a model's opinion, but doubts and denials still count.
            meant = Meant(meaning.in_its_words(), Verdict.SUPPORTED)
        elif gives_voice(claim, told):
            checks = tuple(check for check in checks if check.check not in OF_OTHERS)
            meant = Meant(meaning.in_its_words(), Verdict.SUPPORTED)
        else:
            meant = self._meaning(claim, text, rows)
        verdict = verdict_of(Compared(claim, told, checks, meant.verdict, shared))
        return Finding(verdict, (*checks, meant.check), rows, shared, meant.verdict)

    def _meaning(self, claim: str, text: Text, rows: Sequence[int]) -> Meant:
        if self.entailment is None:
            return Meant(meaning.without_model(), Verdict.NOT_SUPPORTED)
        if len(claim.split()) > LONGEST_CLAIM:
            return Meant(meaning.too_long(LONGEST_CLAIM), Verdict.NOT_SUPPORTED)
        told = in_millions(premise(text.sentences, rows))
        # A title may name whom the text means, and may mislead: asked with it and without.
        premises = [Premise(title, told) for title in dict.fromkeys((text.title, ""))]
        read = [
            mean_of(self.entailment(part, premises)) for part in joined_parts(in_millions(claim))
        ]
        # Every part has to be supported: half a sentence from elsewhere hides behind the other.
        return meaning.judged(min(read, key=lambda s: s.supported), self.thresholds)


def _by_found(claim: str, text: Text, rows: tuple[int, ...], meant: Meant) -> Finding:
    """What the rows tell as they stand, beside what all that was found means."""
    told = [text.sentences[row] for row in rows]
    checks = run_checks(claim, text, (*rows, *_antecedent_rows(claim, text.sentences, rows)))
    lenient = {speakers.NAME: check_attribution(claim, told, may_leave_out=WHO_TOLD)}
    if meant.sure:
        lenient[modality.NAME] = check_modality(claim, told, may_be_possible=True)
    checks = tuple(lenient.get(check.check, check) for check in checks)
    if meant.sure and dropped_doubt(claim, told) is None:
        checks = tuple(check for check in checks if check.check != speakers.NAME)
    weights = word_weights(claim, [stems(sentence) for sentence in text.sentences])
    shared = covered(frozenset().union(*map(stems, told)), weights)
    verdict = verdict_of(Compared(claim, told, checks, meant.verdict, shared))
    return Finding(verdict, (*checks, meant.check), rows, shared, meant.verdict)


def worst_of(findings: Sequence[Finding]) -> Finding:
    """The finding that is believed least, with the rows of all of them."""
    worst = max(findings, key=lambda finding: BELIEVED.index(finding.verdict))
    rows = (*worst.rows, *(row for finding in findings for row in finding.rows))
    shared = min(finding.shared for finding in findings)
    return replace(worst, rows=tuple(dict.fromkeys(rows)), shared=shared)


def run_checks(claim: str, text: Text, rows: Sequence[int]) -> tuple[CheckResult, ...]:
    """Every check that needs no model, by the sentences in these rows.

    A figure may stand in the sentence before or behind. A name may stand a little further off, or
    where the text begins: later sentences say "the mayor" of whom the first one names.
    """
    told = [text.sentences[row] for row in sorted(rows)]
    beside = _around(text.sentences, rows, 1)
    dated = _telling(claim, text.sentences, rows)
    days = days_told(text.published, [text.sentences[row] for row in sorted(dated)])
    named = [*_around(text.sentences, rows, NAMED_WITHIN), *text.sentences[:LEAD]]
    named += _in_full(claim, text.sentences, named)
    within = {
        Reach.TOLD: told,
        Reach.BESIDE: beside,
        Reach.FIGURED: [*beside, *years_told(text.published, beside)],
        Reach.DATED: [*_around(text.sentences, dated, 1), *days],
        Reach.NAMED: [*named, text.title, *text.beside, *days],
    }
    return tuple(check(claim, within[reach]) for check, reach in CHECKS)


def _telling(claim: str, sentences: Sequence[str], rows: Sequence[int]) -> Sequence[int]:
    """The rows that tell what the claim dates, or all of them where none or every one does.

    That he was invited is not told of Tuesday where another sentence says what was asked then.
    """
    if not mentions(claim):
        return rows
    deeds = {clause.verb for clause in parse(claim) if stem(clause.verb) not in LIGHT}
    telling = [row for row in rows if any(tells_deed(verb, sentences[row]) for verb in deeds)]
    return telling or rows


def _in_full(claim: str, sentences: Sequence[str], near: Sequence[str]) -> list[str]:
    """Names of several words that the text has somewhere, when their last word stands near.

    Later sentences say "Ruiz" of whom an earlier one calls "Ana Ruiz".
    """
    known = {word.form for text in near for word in words(text)}
    runs = {run.group() for run in CAPITALISED_RUN.finditer(claim)}
    return [
        run
        for run in sorted(runs)
        if fold(run).split()[-1] in known and any(run in sentence for sentence in sentences)
    ]


def _around(sentences: Sequence[str], rows: Sequence[int], reach: int) -> list[str]:
    near = {n for row in rows for n in range(row - reach, row + reach + 1)}
    return [sentences[n] for n in sorted(near) if 0 <= n < len(sentences)]


@dataclass(frozen=True, slots=True)
class Compared:
    """All that the verdict on a claim is made of."""

    claim: str
    told: Sequence[str]
    checks: Sequence[CheckResult]
    meant: Verdict
    shared: float

    @property
    def failed(self) -> set[str]:
        return _failed(self.checks)


def _failed(checks: Sequence[CheckResult]) -> set[str]:
    return {check.check for check in checks if check.outcome is Outcome.FAIL}


def verdict_of(compared: Compared) -> Verdict:
    """From the findings to one verdict.

    A quotation, figure, date or name that the source does not have is never outvoted, and neither
    is a changed negation, role or speaker. The source contradicts a claim when it denies it, when
    it has another figure or day in the same matter, or when the model of meaning says so. What a
    source leaves to others and the claim tells as a fact is supported in part.
    """
    failed, told = compared.failed, compared.told
    if compared.shared >= SAME_MATTER and (
        "negation" in failed
        or ("figures" in failed and has_another_figure(compared.claim, told))
        or ("dates" in failed and any(mentions(text) for text in told))
    ):
        return Verdict.CONTRADICTED
    if compared.meant is Verdict.CONTRADICTED:
        return Verdict.CONTRADICTED
    if failed - {"attribution"} or compared.meant is not Verdict.SUPPORTED:
        return Verdict.NOT_SUPPORTED
    if failed:
        doubt = dropped_doubt(compared.claim, told) is not None
        return Verdict.PARTLY_SUPPORTED if doubt else Verdict.NOT_SUPPORTED
    return Verdict.SUPPORTED


def _in_its_words(claim: str, told: Sequence[str]) -> bool:
    """Whether the claim is a sentence of the source, whole or without what may be left out."""
    passing = (check(claim, told).outcome is not Outcome.FAIL for check in WORD_BY_WORD)
    return all(passing)


def _antecedent_rows(claim: str, sentences: Sequence[str], rows: Sequence[int]) -> list[int]:
    """Sentences before a pronoun that have a name of the claim which the others lack."""
    found: list[int] = []
    wanted = {w.form for w in words(claim) if claim[w.start].isupper()}
    wanted -= {w.form for row in rows for w in words(sentences[row])}
    for row in rows:
        if not REFERRING & set(fold(sentences[row]).split()):
            continue
        for before in range(row - 1, max(-1, row - 1 - LOOK_BACK), -1):
            named = {w.form for w in words(sentences[before])} & wanted
            if named and before not in (*rows, *found):
                found.append(before)
                wanted -= named
    return found
