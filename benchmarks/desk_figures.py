"""From the replies of the desk benchmark to its figures, as a JSON object and as a table."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.desk_scores import (
    ANSWERABLE,
    ANSWERED,
    NOT_ANSWERABLE,
    OUTCOMES,
    SUPPORTED,
    first_words,
    holds,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from benchmarks.desk_scores import Told

    Figures = Mapping[str, Any]

FIRST_WORDS = 20
HALVES = ("all", "first-written", "counterparts")


def report(told: Sequence[Told]) -> dict[str, Any]:
    """The figures of the questions and of the claims that were put."""
    parts = {
        "questions": ([t for t in told if not t.line.is_claim], question_figures),
        "claims": ([t for t in told if t.line.is_claim], claim_figures),
    }
    return {
        name: {
            **{half: figures(lines) for half, lines in halves(some).items()},
            "pairs": pair_figures(some),
            "by kind": by_kind(some, figures),
        }
        for name, (some, figures) in parts.items()
        if some
    }


def halves(told: Sequence[Told]) -> dict[str, list[Told]]:
    """All lines, those that were written first, and their counterparts."""
    first = [t for t in told if t.line.of is None]
    return dict(
        zip(HALVES, (list(told), first, [t for t in told if t.line.of is not None]), strict=True)
    )


def by_kind(
    told: Sequence[Told], figures: Callable[[Sequence[Told]], dict[str, Any]]
) -> dict[str, Any]:
    """The figures of each kind of line, the most frequent first."""
    kinds = Counter(each.line.kind for each in told)
    return {
        kind: figures([t for t in told if t.line.kind == kind]) for kind, _ in kinds.most_common()
    }


def pairs(told: Sequence[Told]) -> Iterator[tuple[Told, Told]]:
    """Every counterpart behind the line that it belongs to, where both were put."""
    known = {each.line.id: each for each in told}
    for each in told:
        if each.line.of is not None and each.line.of in known:
            yield known[each.line.of], each


def pair_figures(told: Sequence[Told]) -> dict[str, Any]:
    """How many pairs there are, and the share of which both halves are right."""
    found = list(pairs(told))
    return {"pairs": len(found), "both right": share(a.right and b.right for a, b in found)}


def question_figures(told: Sequence[Told]) -> dict[str, Any]:
    """What became of questions; a share is of the questions with the label above it."""
    labels = {
        "answerable": [t for t in told if t.line.label == ANSWERABLE],
        "not answerable": [t for t in told if t.line.label == NOT_ANSWERABLE],
    }
    return {
        "lines": len(told),
        "right or rightly refused": share(t.right for t in told),
        **{name: outcome_shares(some) for name, some in labels.items() if some},
        "denied that are not answerable": denied_truly(told),
        "answered that are right": answered_rightly(told),
        "answered or not, balanced accuracy": yes_or_no(told),
        **answer_figures(told),
        "median ms": percentile((t.reply.total_ms for t in told), 0.5),
        "90th percentile ms": percentile((t.reply.total_ms for t in told), 0.9),
    }


def outcome_shares(told: Sequence[Told]) -> dict[str, Any]:
    """The share of each outcome among questions with one label."""
    counted = Counter(t.outcome for t in told)
    named = OUTCOMES[told[0].line.label]
    return {"questions": len(told), **{name: counted[name] / len(told) for name in named}}


def answer_figures(told: Sequence[Told]) -> dict[str, Any]:
    """The form of what is answered; of the right ones, how early the answer comes."""
    answered = [t for t in told if t.reply.status in ANSWERED]
    statements = sum(t.reply.statements for t in answered)
    begun = [t.reply.first_ms for t in answered]
    return {
        "median words": percentile((t.reply.words for t in answered), 0.5),
        "written sentences": (
            sum(t.reply.written for t in answered) / statements if statements else None
        ),
        f"answer in the first {FIRST_WORDS} words of right ones": share(
            holds(first_words(t.reply.lead, FIRST_WORDS), t.line.must)
            for t in answered
            if t.outcome == "right"
        ),
        "median ms to the first statement": percentile(begun, 0.5),
        "90th percentile ms to the first statement": percentile(begun, 0.9),
    }


def claim_figures(told: Sequence[Told]) -> dict[str, Any]:
    """What became of claims; only the verdict `supported` counts as believed."""
    said = Counter((t.line.label, t.reply.status) for t in told)
    return {
        "lines": len(told),
        "right": share(t.right for t in told),
        "balanced accuracy": yes_or_no(told),
        "true ones supported": share(t.says_yes for t in told if t.line.label == SUPPORTED),
        "wrong ones believed": share(t.says_yes for t in told if t.line.label != SUPPORTED),
        "median ms": percentile((t.reply.total_ms for t in told), 0.5),
        "confusion": {f"{a} told as {b}": n for (a, b), n in sorted(said.items())},
    }


def yes_or_no(told: Sequence[Told]) -> float | None:
    """Balanced accuracy of taking lines for answerable or true."""
    return balanced_accuracy([t.says_yes for t in told], [t.line.is_true for t in told])


def denied_truly(told: Sequence[Told]) -> float | None:
    """Of the questions that were denied the share that is not answerable.

    Both labels weigh the same, however many questions there are of each.
    """
    falsely, truly = (
        share(t.outcome.startswith("denied") for t in told if t.line.label == label)
        for label in (ANSWERABLE, NOT_ANSWERABLE)
    )
    if falsely is None or truly is None or falsely + truly == 0:
        return None
    return truly / (falsely + truly)


def answered_rightly(told: Sequence[Told]) -> float | None:
    """Of the questions that were answered the share with a right answer, both labels alike."""
    right = share(t.right for t in told if t.line.label == ANSWERABLE)
    answered = [share(t.says_yes for t in told if t.line.label == label) for label in OUTCOMES]
    total = sum(part or 0.0 for part in answered)
    return None if right is None or None in answered or not total else right / total


def balanced_accuracy(said: Sequence[bool], true: Sequence[bool]) -> float | None:
    """The mean of the shares of true and of false lines that are told as such."""
    yes = share(s for s, t in zip(said, true, strict=True) if t)
    no = share(not s for s, t in zip(said, true, strict=True) if not t)
    return None if yes is None or no is None else (yes + no) / 2


def area(scores: Sequence[float], true: Sequence[bool]) -> float | None:
    """Area under the ROC curve; None where all lines are of one kind."""
    yes = np.array([s for s, t in zip(scores, true, strict=True) if t])
    no = np.array([s for s, t in zip(scores, true, strict=True) if not t])
    if not len(yes) or not len(no):
        return None
    above = yes[:, None] - no[None, :]
    return float((above > 0).mean() + 0.5 * (above == 0).mean())


def share(values: Iterable[bool]) -> float | None:
    """How many are true; None where there is none."""
    found = list(values)
    return sum(found) / len(found) if found else None


def percentile(values: Iterable[float | None], part: float) -> float | None:
    """The smallest known value that `part` of them do not exceed; None where there is none."""
    found = sorted(value for value in values if value is not None)
    return found[max(0, math.ceil(part * len(found)) - 1)] if found else None


def rounded(value: Any) -> Any:  # noqa: ANN401 - a JSON value
    """The same with three digits behind the point: more would promise too much."""
    if isinstance(value, dict):
        return {key: rounded(each) for key, each in value.items()}
    return round(value, 3) if isinstance(value, float) else value


def markdown(figures: Figures) -> str:
    """One row a figure, one column a half; the pairs and the kinds below."""
    rows = [f"| | {' | '.join(HALVES)} |", "|---|" + "---|" * len(HALVES)]
    for part, known in figures.items():
        columns = [dict(_flat(known[half])) for half in HALVES]
        rows += [
            f"| {part}: {name} | {' | '.join(_cell(column.get(name)) for column in columns)} |"
            for name in columns[0]
        ]
        told = _flat(known.get("pairs", {}))
        rows += [f"| {part}, pairs: {name} | {_cell(value)} | | |" for name, value in told]
    return "\n".join([*rows, "", *_kind_rows(figures)]) + "\n"


def _kind_rows(figures: Figures) -> Iterator[str]:
    yield "| kind | lines | right |"
    yield "|---|---|---|"
    for part, right in (("questions", "right or rightly refused"), ("claims", "right")):
        for kind, known in figures.get(part, {}).get("by kind", {}).items():
            yield f"| {part}: {kind} | {_cell(known['lines'])} | {_cell(known[right])} |"


def _flat(figures: Figures, above: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in figures.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{name}: ")
        else:
            yield above + name, value


def _cell(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}".rstrip("0").rstrip(".")
