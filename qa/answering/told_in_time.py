"""What was told of one matter at different times, as statements: the newest, then the earlier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.answering.responder import Response
from qa.comparison import Found
from qa.evidence import Certainty, moment_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index import Hit
    from qa.answering.composition import Composition
    from qa.engine import Cancelled
    from qa.evidence import Evidence, Moment, Selection
    from qa.statement import CheckedStatement

MOST_TOLD = 3


def told_in_time(
    question: str, hits: Sequence[Hit], selection: Selection, ordered: Sequence[Evidence]
) -> Response:
    """Each in its own words with its time; what came earlier contradicts nothing."""

    def tell(composition: Composition, _: Cancelled) -> Iterator[CheckedStatement]:
        moments = [moment_of(each.sentence) for each in ordered]
        days = len(ordered) == 1 or len({moment.day for moment in moments}) > 1
        for row, (each, moment) in enumerate(zip(ordered[:MOST_TOLD], moments, strict=False)):
            yield composition.quoted(each, _when(moment, with_day=days), earlier=row > 0)

    older = {id(each) for each in ordered[1:]}
    evidence = tuple(each for each in selection.evidence if id(each) not in older)
    return Response(Found(question, hits, evidence), tell, Certainty.ANSWERED)


def _when(moment: Moment, *, with_day: bool) -> str:
    parts = []
    if with_day and moment.day is not None:
        parts.append(f"on {moment.day.day} {moment.day:%B} {moment.day.year}")
    if moment.time:
        parts.append(f"at {moment.time}")
    return " ".join(parts)
