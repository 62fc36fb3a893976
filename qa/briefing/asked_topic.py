"""What a topic asks for: a subject, an outlet, a stretch of days, or several of them.

"What happened this week" names no subject, "USA TODAY on the crash" an outlet and a subject. Knows
nothing of how a briefing is made.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.columns import Field
from index.dates import day_of
from qa.english.normal_form import stems
from qa.question.days_asked import AskedDays, read_days

if TYPE_CHECKING:
    from index import ArticleLibrary, SearchFilters
    from qa.question import Request

WEEK = 7  # days up to the last one, which "this week" means
_COUNT = r"(?:[0-9]{1,3}|few|two|three|four|five|six|seven|eight|nine|ten)"
_PERIOD = re.compile(
    r"\b(?:in |during |over |of |from |for )?(?:the )?"
    r"(?P<when>(?:this|last|past|previous) (?:week|weekend|month|year)|today|yesterday|"
    rf"(?:last|past) {_COUNT} (?:day|week|month)s|"
    r"since (?:(?:last )?(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|"
    r"[0-9]{1,2} [A-Z][a-z]+(?: [0-9]{4})?|[A-Z][a-z]+ [0-9]{1,2}(?:,? [0-9]{4})?|"
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}))(?:['’]s)?\b",
    re.IGNORECASE,
)
# What stands around a subject without being one.
_FRAME = re.compile(
    r"\A\W*(?:(?:what(?:['’]s| is| was| has)? (?:happen(?:ed|s|ing)?|new|going on)(?: (?:with|to|"
    r"in|at|on|about))?|what (?:do|does|did) (?:the )?(?:articles?|papers?|outlets?) "
    r"(?:say|report|tell)(?: (?:about|on|of))?|(?:the )?(?:latest|news|events|developments|stories|"
    r"headlines|articles?|reports?|coverage|briefing)(?: (?:on|about|in|from|by|of|with))?)\W*)+",
    re.IGNORECASE,
)
_BY_OUTLET = re.compile(
    r"\A\W*(?:what (?:do|does|did) )?(?P<outlet>.+?)"
    r"(?: (?:say|says|said|report|reports|reported|write|writes|wrote|tell|tells|told))?"
    r"(?: (?:on|about) (?P<rest>.+?))?\W*\Z",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class AskedTopic:
    """`subject` is what the articles have to be about, "" where all within the limits are meant.

    `request` has the limits that the topic names.
    """

    subject: str
    request: Request


def asked_topic(topic: str, request: Request, library: ArticleLibrary) -> AskedTopic:
    """Read a topic; `request` has the limits that were given beside it, which hold as well.

    Days are counted from `--as-of`, otherwise from the newest article, or from today where none has
    a date; "this week" is the seven days up to it.
    """
    today = request.as_of or day_of(library.newest) or dt.datetime.now(dt.UTC).date()
    period = _PERIOD.search(topic)
    days = None if period is None else _days(period["when"], today)
    rest, filters = topic, request.filters
    if days is not None and period is not None:
        rest = f"{topic[: period.start()]} {topic[period.end() :]}"
        filters = _within(filters, days)
    subject = " ".join(_FRAME.sub("", rest).split()).strip(" ,;:?!.")
    outlet, about = _outlet(subject, library)
    if outlet is not None and filters.outlet is None:
        subject, filters = about, replace(filters, outlet=outlet)
    if not stems(subject):
        named = filters.since or filters.until or filters.outlet
        subject = "" if named else topic
    return AskedTopic(subject, replace(request, filters=filters))


def _days(when: str, today: dt.date) -> AskedDays | None:
    if when.casefold() == "this week":
        return AskedDays(today - dt.timedelta(days=WEEK - 1), today)
    return read_days(when, today)


def _within(filters: SearchFilters, days: AskedDays) -> SearchFilters:
    """The narrower of what was given and what the topic names."""
    since = days.first if filters.since is None else max(filters.since, days.first)
    until = filters.until
    if not days.open_ended:
        until = days.last if until is None else min(until, days.last)
    return replace(filters, since=since, until=until)


def _outlet(subject: str, library: ArticleLibrary) -> tuple[str | None, str]:
    """The outlet that a subject names, and what it is asked about."""
    found = _BY_OUTLET.match(subject)
    if found is None:
        return None, subject
    named = found["outlet"].strip().casefold().removeprefix("the ")
    for outlet in library.articles.tally(Field.OUTLET):
        if outlet.casefold().removeprefix("the ") == named:
            return outlet, found["rest"] or ""
    return None, subject
