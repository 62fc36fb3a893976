"""Mail is read as whoever opens it reads it: its words, what it quotes, what hangs on it."""

from __future__ import annotations

import html
import mailbox
from email.message import EmailMessage
from pathlib import Path

import pytest

from index.formats import UnreadableError, read_bytes
from tests.index.formats.seed_text import TEXTS, lost, paragraphs, spans_are_exact


def mail(text: str = "", page: str = "", **headers: str) -> EmailMessage:
    message = EmailMessage()
    given = {"Subject": "Old bridge stays shut", "From": "Jane Roe <jane@example.org>"}
    for name, value in {**given, "Date": "Wed, 03 Sep 2025 10:00:00 +0200", **headers}.items():
        message[name.replace("_", "-")] = value
    if text:
        message.set_content(text)
    if page:
        (message.add_alternative if text else message.set_content)(page, subtype="html")
    return message


@pytest.mark.parametrize("text", TEXTS, ids=["first", "second"])
@pytest.mark.parametrize("form", ["plain", "page"])
def test_no_sentence_of_a_seed_is_lost(text: str, form: str):
    told = paragraphs(text)
    page = "".join(f"<table><tr><td><p>{html.escape(line)}</p></td></tr></table>" for line in told)
    message = mail("\n\n".join(told)) if form == "plain" else mail(page=page)
    (reading,) = read_bytes(message.as_bytes(), ".eml")
    assert lost(text, (reading,)) == []
    assert spans_are_exact(reading)


def test_fields_are_those_of_the_message():
    (reading,) = read_bytes(mail("It is shut.").as_bytes(), ".eml")
    fields = reading.fields
    assert (fields.title, fields.byline) == ("Old bridge stays shut", "Jane Roe")
    assert (fields.published, fields.outlet) == ("2025-09-03T10:00:00+02:00", None)
    assert reading.text == "Old bridge stays shut\n\nIt is shut."


def test_a_newsletter_is_by_its_list():
    (reading,) = read_bytes(
        mail(
            "It is shut.", From="Ems Daily <news@example.org>", List_Id="<ems.example.org>"
        ).as_bytes(),
        ".eml",
    )
    assert (reading.fields.outlet, reading.fields.byline) == ("Ems Daily", None)


def test_lines_that_were_broken_at_a_width_are_joined_and_quoted_ones_are_known():
    long = "The old bridge over the Ems will stay shut until spring, the council of the town said."
    wrapped = (
        "The old bridge over the Ems will stay shut until spring, the council of\nthe town said."
    )
    quoted = "\n".join(f"> {line}" for line in wrapped.split("\n"))
    (reading,) = read_bytes(
        mail(f"{wrapped}\n\nYes.\n\nOn Monday Ann wrote:\n{quoted}\n").as_bytes(), ".eml"
    )
    assert reading.text.split("\n\n")[1:] == [long, "Yes.", "On Monday Ann wrote:", f"> {long}"]


def test_what_a_page_of_a_mail_quotes_is_known_too():
    page = "<p>Yes, it is shut for good.</p><blockquote type=cite><p>Is it shut?</p></blockquote>"
    (reading,) = read_bytes(mail(page=page).as_bytes(), ".eml")
    assert reading.text.endswith("Yes, it is shut for good.\n\n> Is it shut?")


@pytest.mark.parametrize(
    ("charset", "named"),
    [("utf-8", "utf-8"), ("windows-1252", "windows-1252"), ("windows-1252", "utf-8"),
     ("windows-1252", "us-ascii"), ("utf-8", "iso-8859-1"), ("utf-8", "no-such-charset")],
)  # fmt: skip
def test_a_message_with_the_wrong_encoding_is_read(charset: str, named: str):
    head = f"Subject: =?utf-8?q?Jos=C3=A9_says_no?=\nContent-Type: text/plain; charset={named}\n\n"
    told = "José said “no” to the council, and it doesn’t matter much to the town."
    (reading,) = read_bytes(head.encode() + told.encode(charset), ".eml")
    assert reading.text == f"José says no\n\n{told}"


def test_messages_and_articles_that_hang_on_a_message_are_read_and_other_files_are_named():
    message = mail("See below.")
    message.add_attachment(b"Fire at the mill\n\nTwelve people were hurt.", maintype="text",
                           subtype="plain", filename="mill.txt")  # fmt: skip
    message.add_attachment(b"\x00", maintype="application", subtype="x", filename="thing.exe")
    message.add_attachment(mail("It is open.", Subject="New bridge opens"))
    readings = read_bytes(message.as_bytes(), ".eml")
    assert [reading.fields.title for reading in readings] == [
        "Old bridge stays shut", "Fire at the mill", "New bridge opens",
    ]  # fmt: skip
    assert readings[0].problems == ("The attached file thing.exe is not read.",)


def test_a_file_of_messages_is_cut_only_where_one_begins(tmp_path: Path):
    box = mailbox.mbox(tmp_path / "a.mbox")
    box.add(mail("From the start it was shut.\n\nFrom: is a word.\nFrom here on\n"))
    box.add(mail("It is open.", Subject="New bridge opens"))
    box.close()
    first, second = read_bytes((tmp_path / "a.mbox").read_bytes(), ".mbox")
    assert "From the start it was shut." in first.text
    assert "From here on" in first.text
    assert second.text == "New bridge opens\n\nIt is open."


def test_a_bad_message_of_a_file_stops_no_other():
    box = b"From a@b Wed\nSubject: One two three\n\nIt is.\n\nFrom a@b Wed\nX: y\n\n\n"
    (reading,) = read_bytes(box, ".mbox")
    assert reading.problems == ("Message 2 is not read: it has no text.",)


def test_words_that_a_page_hides_are_left_out():
    page = "<div style='display:none'>Preview text</div><p>It is shut.</p>"
    (reading,) = read_bytes(mail(page=page).as_bytes(), ".eml")
    assert "Preview" not in reading.text
    assert reading.problems == ("2 hidden words were left out.",)


def nested(depth: int) -> bytes:
    message = mail("Innermost.")
    for _ in range(depth):
        outer = mail("Outer words.")
        outer.add_attachment(message)
        message = outer
    return message.as_bytes()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00\x01\x02" * 50,
        b"no header at all",
        b"Subject: x\nContent-Type: multipart/mixed; boundary=B\n\n" + b"--B\n" * 20_000,
        b"Subject: " + b"=?utf-8?q?a?= " * 20_000 + b"\n\nIt is.",
        b"Subject: x\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\n!!!!",
        nested(12),
    ],
    ids=["empty", "binary", "plain", "parts", "header", "base64", "nested"],
)
def test_a_hostile_message_is_read_or_named(data: bytes):
    try:
        assert read_bytes(data, ".eml")
    except UnreadableError as error:
        reason = str(error)
    else:
        reason = "it is read"
    assert reason.startswith("it ")


ITEM = (
    "<p>It was said by the council of the old town that the bridge will stay shut for a year, "
    "and that buses will go by way of the new one.</p>"
)


def newsletter(body: str, kind: str = "html") -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"] = "Your morning in Kelm", "Kelm Post <news@example.org>"
    message["Date"], message["List-Id"] = "Wed, 3 Sep 2025 07:00:00 +0000", "<news.example.org>"
    message.set_content(body, subtype=kind)
    return message.as_bytes()


def test_the_items_of_a_newsletter_are_articles_of_their_own():
    first, second = read_bytes(
        newsletter(
            "<p>Good morning!</p><h2><a href=/a>Bridge stays shut</a></h2><p>By Jane Roe</p>"
            f"{ITEM}<h2>Mill opens again</h2>{ITEM}<p><a href=/b>Read more</a></p>"
            "<p>You can unsubscribe at any time.</p>"
        ),
        ".eml",
    )
    assert first.fields.title == "Bridge stays shut"
    assert (first.fields.outlet, first.fields.byline) == ("Kelm Post", "Jane Roe")
    assert second.fields.title == "Mill opens again"
    assert (second.fields.byline, second.fields.published) == (None, "2025-09-03T07:00:00+00:00")
    assert "unsubscribe" not in second.text
    assert any("around the items" in each for each in first.problems)


def test_the_items_of_a_newsletter_in_plain_text_are_articles_too():
    told = ITEM.removeprefix("<p>").removesuffix("</p>")
    body = "\n\n-----\n\n".join(
        f"{title}\n\n{told}\n\nhttps://example.org/{n}"
        for n, title in enumerate(("Bridge stays shut", "Mill opens again"))
    )
    readings = read_bytes(newsletter(body, "plain"), ".eml")
    assert [each.fields.title for each in readings] == ["Bridge stays shut", "Mill opens again"]


def test_a_letter_with_headings_is_one_article():
    (reading,) = read_bytes(
        newsletter(f"<h2>What happened</h2>{ITEM}<h2>What now</h2>{ITEM}<p>Yours, Jo</p>"), ".eml"
    )
    assert reading.fields.title == "Your morning in Kelm"
    assert "What now" in reading.text
