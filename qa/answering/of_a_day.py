"""What happened on one day: read again without the day, in the sentences that are of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from index.dates import day_of
from qa.answering.overviews import MOST_ARTICLES, overview_topic
from qa.english.dates import mentions
from qa.evidence import Certainty, Evidence, Selection, is_of_day, of_day
from qa.evidence.premises import is_heading
from qa.question import day_asked

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from index import Hit
    from qa.evidence import EvidenceSelector


def of_day_asked(
    question: str,
    today: dt.date | None,
    hits: Sequence[Hit],
    selection: Selection,
    selector: EvidenceSelector,
) -> Selection:
    """The selection, or what answers among the sentences of the one day that is asked for.

    A reader does not know that "Thursday" is October 2. What is told of other days alone answers
    no question for a date; a weekday may be one of another week than the newest article's.
    """
    asked = day_asked(question, today) if today else None
    if asked is None:
        return selection
    day, rest = asked
    first = next(iter(selection.answering), None)
    if first is not None and _tells_of(first, day):
        return selection
    told = [kept for hit in hits if (kept := of_day(hit, day)).sentences]
    if told and overview_topic(rest) == "":
        return _overview(told, day, selection)
    again = selector.select(rest, told) if told else None
    if again is not None and again.answerable:
        # Where the day stands in the very words, the reader has seen it.
        said_alike = _names_alike(question, again.answering[0].sentence.text)
        return selection if said_alike and not selection.answerable else again
    may_be = again is not None and again.certainty is Certainty.UNCERTAIN
    denied = selection.certainty is Certainty.DENIED
    dated = any(map(str.isdigit, question)) and not any(map(str.isdigit, rest))
    of_another = first is not None and dated and is_of_day(first.sentence, day) is False
    unsure = of_another or (may_be and denied)
    return replace(selection, certainty=Certainty.UNCERTAIN) if unsure else selection


def _names_alike(question: str, text: str) -> bool:
    """Whether a sentence names a day as the question does: both "September 3", both "Monday"."""
    asked = {(m.month, m.day, m.word if m.day is None else None) for m in mentions(question)}
    told = {(m.month, m.day, m.word if m.day is None else None) for m in mentions(text)}
    return bool(asked & told)


def _overview(told: Sequence[Hit], day: dt.date, selection: Selection) -> Selection:
    """What happened that day: a sentence of each article, those that name the day before others."""
    named: dict[str, Evidence] = {}
    for naming in (True, None):
        for hit in told:
            for sentence in hit.sentences:
                fits = is_of_day(sentence, day) is naming and not is_heading(sentence)
                if fits and sentence.article.id not in named:
                    named[sentence.article.id] = Evidence(sentence, -len(named), answers=True)
    found = tuple(named.values())[:MOST_ARTICLES]
    return Selection(found, Certainty.ANSWERED) if found else selection


def _tells_of(evidence: Evidence, day: dt.date) -> bool:
    """Whether a sentence tells of the day, and not from before it."""
    published = day_of(evidence.sentence.article.published)
    named = is_of_day(evidence.sentence, day)
    if named is None:
        return published == day
    return named and published is not None and published >= day
