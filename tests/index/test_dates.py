"""Dates as news writes them."""

from __future__ import annotations

import datetime as dt

import pytest

from index.dates import day_of, parse_date


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2025-08-28", "2025-08-28"),
        ("2025/08/28", "2025-08-28"),
        ("2025/8/3", "2025-08-03"),
        ("2025-08-28T14:05:00Z", "2025-08-28T14:05:00Z"),
        ("2025-08-28 14:05:00 +02:00", "2025-08-28T14:05:00+02:00"),
        ("2025-08-28T14:05:00.123-0400", "2025-08-28T14:05:00.123-0400"),
        ("August 28, 2025", "2025-08-28"),
        ("Aug. 28, 2025 at 5:00 p.m. ET", "2025-08-28"),
        ("Thursday, 28 August 2025", "2025-08-28"),
        ("Sept. 3, 2025", "2025-09-03"),
        ("3rd of September 2025", "2025-09-03"),
        ("Thu, 28 Aug 2025 10:00:00 GMT", "2025-08-28"),
        ("28-Aug-2025", "2025-08-28"),
        ("28/08/2025", "2025-08-28"),
        ("08/28/2025", "2025-08-28"),
        ("04/04/2025", "2025-04-04"),
        ("2025-08-28 17:00:00-05", "2025-08-28T17:00:00-05"),
        ("Aug. 28,2025", "2025-08-28"),
        ("August 28 , 2025", "2025-08-28"),
        ("Thu Aug 28 10:00:00 +0000 2025", "2025-08-28"),
        ("Thu Aug 28 10:00:00 2025", "2025-08-28"),
        ("1756375200", "2025-08-28T10:00:00Z"),
        ("1756375200000", "2025-08-28T10:00:00Z"),
        ("Updated 9:10 AM EST, Wed January 8, 2025", "2025-01-08"),
    ],
)
def test_a_date_is_read(written: str, iso: str):
    assert parse_date(written) == iso
    assert day_of(iso) == dt.date.fromisoformat(iso[:10])


@pytest.mark.parametrize(
    "written",
    ["", "03/04/2025", "2025-13-01", "31 February 2025", "Tuesday", "2025", "May", "v1.2.2025x",
     "20250828", "August 2025", "last March 5"],
)  # fmt: skip
def test_what_is_no_date_or_could_be_two_is_none(written: str):
    assert parse_date(written) is None


def test_an_unreadable_day_is_none():
    assert day_of(None) is None
    assert day_of("soon") is None
