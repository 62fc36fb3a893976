"""How far behind the best sentence another one may be and still be shown as an answer, too.

A third of an editor's questions are told by two sentences or more. What stands beside the best one
in the article goes on telling of the same, so it may be further behind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from models.training.readings import ordered

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qa.evidence.reader_calibration import Calibration

RIGHT = 0.5  # of the sentences that are shown, at least


class Further(NamedTuple):
    """A sentence behind a best one that is right."""

    behind: float  # of the relevance of the best one
    beside: bool  # whether it stands next to it in the article
    too: bool  # whether the rules on words let it stand beside it
    told: bool  # whether it is evidence itself


def further(record: dict[str, Any], calibration: Calibration) -> Iterator[Further]:
    """The sentences behind the best one, once each; none where that one is wrong.

    Only those of articles that were read when the question was written: others may tell it, too.
    """
    order = ordered(record, calibration)
    if not order or not order[0][1]:
        return
    best, row = order[0][0], order[0][3]
    sentences = record["sentences"]
    seen = {sentences[row][6]}
    allowed = next((set(rows) for first, *rows in record["too"] if first == row), set())
    for relevance, told, _, other in order[1:]:
        _, _, heading, _, hit, own, place = sentences[other]
        if place in seen or heading or not own:
            continue
        seen.add(place)
        beside = abs(other - row) == 1 and hit == sentences[row][4]
        yield Further(best - relevance, beside, other in allowed, told)


def reach(found: Sequence[Further]) -> float:
    """The furthest behind that still gains more right sentences than it brings wrong ones."""
    best, total, at = 0.0, 0.0, 0.0
    for each in sorted(found):
        total += (1 - RIGHT) if each.told else -RIGHT
        if total > best:
            best, at = total, each.behind
    return at


def reaches(found: Sequence[Further]) -> tuple[float, float]:
    """Of sentences elsewhere that the rules let stand, and of all beside the best one.

    Beside it the rules on words tell nothing: of 368 tuning questions 24 of 118 sentences that they
    let stand are evidence, and 17 of 121 others.
    """
    parts = ([e for e in found if not e.beside and e.too], [e for e in found if e.beside])
    return round(reach(parts[0]), 3), round(reach(parts[1]), 3)


def shown(found: Sequence[Further], behind: float, beside: float) -> dict[str, int]:
    """How many more sentences are shown, and how many of them are right."""
    taken = [
        e for e in found if e.behind <= (beside if e.beside else behind) and (e.too or e.beside)
    ]
    return {"shown": len(taken), "right": sum(e.told for e in taken)}
