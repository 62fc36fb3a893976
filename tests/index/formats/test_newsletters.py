"""Newsletters are cut into their items, and messages in the text of others are told apart."""

from __future__ import annotations

import pytest

from index.formats import Reading, read_bytes
from tests.index.formats.test_mail import ITEM, mail, newsletter

TITLES = ["Bridge stays shut", "Mill opens again", "Clocks for the museum"]
TOLD = ITEM.removeprefix("<p>").removesuffix("</p>")
MORE = "<p><a href='https://example.org/{}'>Read more</a></p>"


def items(form: str, between: str = "<hr>") -> str:
    told = [form.format(title=title, n=n) for n, title in enumerate(TITLES)]
    return f"<p>Good morning!</p>{between.join(told)}<p>You can unsubscribe at any time.</p>"


PAGES = {
    "bold": items("<p><b>{title}</b></p>" + ITEM + MORE.format("{n}")),
    "bold links": items("<p><strong><a href='https://example.org/{n}'>{title}</a></strong>" + ITEM),
    "bold by style": items(
        "<div style='font-weight:600'>{title}</div>" + ITEM + MORE.format("{n}")
    ),
    "bold by a short style": items(
        "<p style='font: bold 14px Arial'>{title}</p>" + ITEM + MORE.format("{n}")
    ),
    "large": items("<p style='font-size:22px'>{title}</p>" + ITEM + MORE.format("{n}")),
    "cells": items(
        "<table><tr><td style='font-size:15pt'><a href='https://example.org/{n}'>{title}</a></td>"
        "</tr><tr><td>" + ITEM + "</td></tr></table>"
    ),
    "one name above": "<h1>The Kelm Letter</h1>"
    + items("<p><b>{title}</b></p>" + ITEM + MORE.format("{n}")),
}


def titles(readings: tuple[Reading, ...]) -> list[str | None]:
    return [each.fields.title for each in readings]


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_headlines_without_a_heading_of_their_own_cut_a_newsletter(page: str):
    readings = read_bytes(newsletter(page), ".eml")
    assert titles(readings) == TITLES
    assert {each.fields.outlet for each in readings} == {"Kelm Post"}
    assert all(TOLD in each.text for each in readings)
    assert not any("unsubscribe" in each.text for each in readings)


LINES = {
    "capitals": "{capitals}\n\n{told}\n\nhttps://example.org/{n}",
    "stars": "* {title} *\n\n{told}\n[ https://example.org/{n} ]",
    "a ruler below": "** {title}\n----------------------------------\n{told}\n\n"
    "Read more (https://example.org/{n})",
}


@pytest.mark.parametrize("form", LINES.values(), ids=LINES)
def test_headlines_of_plain_text_cut_a_newsletter(form: str):
    told = (
        form.format(title=title, capitals=title.upper(), told=TOLD, n=n)
        for n, title in enumerate(TITLES)
    )
    body = "\n\n".join(("Good morning, here is the news.", *told, "--\nUnsubscribe: write to us"))
    readings = read_bytes(newsletter(body, "plain"), ".eml")
    assert [str(title).capitalize() for title in titles(readings)] == TITLES
    assert all(TOLD in " ".join(each.text.split()) for each in readings)


ONE = {
    "no headline": f"<p>Good morning!</p>{ITEM}{ITEM}",
    "bold headings of a letter": f"<p><b>What happened</b></p>{ITEM}<p><b>What now</b></p>{ITEM}",
    "bold words of a sentence": f"<p><b>It was</b> a long day.</p>{ITEM}{MORE}<p><b>It is</b> "
    f"late now, and we go.</p>{ITEM}{MORE}",
    "all of it bold": f"<div style='font-weight:bold'>{ITEM}{MORE}{ITEM}{MORE}</div>",
}


@pytest.mark.parametrize("page", ONE.values(), ids=ONE)
def test_a_letter_stays_one_article(page: str):
    (reading,) = read_bytes(newsletter(page), ".eml")
    assert reading.text.count(TOLD) == 2


HEAD = "From: Kelm Post <news@kelmpost.example>\n{}: Mon, 1 Sep 2025 at 10:00\n"


@pytest.mark.parametrize(
    "mark",
    ["---------- Forwarded message ---------", "Begin forwarded message:", "_" * 32],
    ids=["Gmail", "Apple", "Outlook"],
)
def test_a_forwarded_message_is_the_article(mark: str):
    head = HEAD.format("Date") + "Subject: Mill opens again\nTo: jane@example.org\n"
    body = f"Please read this.\n\n{mark}\n{head}\n\n{TOLD}"
    (reading,) = read_bytes(mail(body, Subject="Fwd: Mill opens again").as_bytes(), ".eml")
    assert reading.text == f"Mill opens again\n\n{TOLD}"
    fields = reading.fields
    assert (fields.byline, fields.outlet) == (None, "Kelm Post")
    assert fields.published == "2025-09-01"
    assert reading.problems == ("What stands above the forwarded message was left out: 3 words.",)


def test_a_forwarded_newsletter_is_cut_into_its_items():
    page = (
        "<p>See below</p><div>---------- Forwarded message ---------<br>From: <b>Kelm Post</b> "
        "&lt;news@kelmpost.example&gt;<br>Date: Mon, Sep 1, 2025 at 10:00 AM<br>Subject: Your "
        f"morning<br>To: &lt;jane@example.org&gt;<br></div>{PAGES['bold']}"
    )
    readings = read_bytes(mail(page=page, Subject="Fwd: Your morning").as_bytes(), ".eml")
    assert titles(readings) == TITLES
    assert {each.fields.published for each in readings} == {"2025-09-01"}


def test_the_message_that_is_answered_is_quoted():
    head = "From: Li Wei\nSent: Monday, September 1, 2025 10:00 AM\nTo: Jane\nSubject: Bridge\n"
    body = f"I do not think so.\n\n-----Original Message-----\n{head}\nThe bridge is safe, I say."
    (reading,) = read_bytes(mail(body, Subject="RE: Bridge").as_bytes(), ".eml")
    assert reading.fields.byline == "Jane Roe"
    own, _, quoted = reading.text.partition("\n\n> ")
    assert own == "RE: Bridge\n\nI do not think so."
    assert quoted.endswith("> The bridge is safe, I say.")


@pytest.mark.parametrize(
    ("sender", "byline", "outlet"),
    [
        ("Jane Roe <jane@example.org>", "Jane Roe", None),
        ("Jane Roe <jane@kelmpost.example>", "Jane Roe", None),
        ("Kelm Post <desk@kelmpost.example>", None, "Kelm Post"),
        ("The Ems Daily <newsletter@mailer.example>", None, "The Ems Daily"),
        ("jane@example.org", None, None),
    ],
)
def test_who_sends_a_message_is_a_person_or_an_outlet(
    sender: str, byline: str | None, outlet: str | None
):
    (reading,) = read_bytes(mail("It is shut.", From=sender).as_bytes(), ".eml")
    assert (reading.fields.byline, reading.fields.outlet) == (byline, outlet)


def test_messages_that_never_end_in_each_other_are_read():
    head = HEAD.format("Date") + "Subject: On and on\n\nAnd so it went.\n\n"
    readings = read_bytes(mail(head * 3_000, Subject="Fwd: On").as_bytes(), ".eml")
    assert readings[-1].text.count("And so it went.") > 2_900
