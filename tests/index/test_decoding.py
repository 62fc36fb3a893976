"""Bytes that are text are read, others are named."""

from __future__ import annotations

import codecs
import contextlib
import itertools
import time

import pytest
from ftfy.badness import is_bad

from index.decoding import NotTextError, decode

WORDS = "Zürich’s mayor said “no” on Tuesday; the vote was 51 to 49. " * 3


@pytest.mark.parametrize(
    "data",
    [
        WORDS.encode(),
        codecs.BOM_UTF8 + WORDS.encode(),
        codecs.BOM_UTF16_LE + WORDS.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + WORDS.encode("utf-32-le"),
        WORDS.encode("cp1252"),
    ],
    ids=["utf-8", "utf-8 marked", "utf-16 little", "utf-16 big", "utf-32", "windows-1252"],
)
def test_text_is_read_in_its_encoding(data: bytes):
    assert decode(data).text.lstrip("\ufeff") == WORDS


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "a PDF"),
        (b"PK\x03\x04rest", "a zip archive"),
        (b"\x7fELF\x02\x01\x01", "a program"),
        (bytes(range(256)) * 40, "neither UTF-8 nor"),
        (WORDS.encode("utf-16-le"), "neither UTF-8 nor"),
        ("Talks end. ".encode("utf-16-le") * 9, "binary"),
        ("Київ відповів, що ні. ".encode("cp1251") * 9, "neither UTF-8 nor"),
        (b"abc\x01\x02\x03\x04" * 50, "binary"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8a", "begins as utf-16"),
    ],
    ids=[
        "pdf",
        "zip",
        "elf",
        "noise",
        "utf-16 unmarked",
        "ascii utf-16",
        "windows-1251",
        "controls",
        "broken",
    ],
)
def test_what_is_not_text_is_named(data: bytes, reason: str):
    with pytest.raises(NotTextError, match=reason):
        decode(data)


def test_a_stray_nul_does_not_make_an_article_binary():
    assert decode(b"Talks end.\x00 " + WORDS.encode()).text.startswith("Talks end.")


def test_no_bytes_are_no_text():
    assert decode(b"") == ("", ())


PRINT = {
    "quotations": "“We don’t know,” said the mayor of Ely on Tuesday. “Ask the council.”",
    "one name": "The mayor, José Garcia, met the dockers on Tuesday to talk about the bridge.",
    "names": "The mayor, Søren Kjær, met Åse Gjørv and José Muñoz on the Øresund bridge.",
    "an apostrophe": "The council didn't act. The nurses’ union said no to the offer.",
    "a dash": "The council gave money to the nurses — and said that no more would follow.",
    "an ellipsis": "The mayor said he would go… and then he stayed. The nurses said no.",
    "money": "The firm paid €40 and £30 to each nurse, and nobody said that more would follow.",
    "a list": "• Ten nurses left.\n• The council said “no.”\nThe mayor’s office said nothing.",
    "letters that look like UTF-8": "“He paid for the CAFÉ” and “the café” with £40, they said.",
}


@pytest.mark.parametrize("text", PRINT.values(), ids=PRINT)
@pytest.mark.parametrize(
    ("encoding", "name"), [("cp1252", "Windows-1252"), ("mac_roman", "Mac Roman")]
)
def test_a_file_in_an_old_encoding_is_read_and_the_guess_is_told(
    text: str, encoding: str, name: str
):
    decoded = decode(text.encode(encoding))
    assert decoded == (text, (f"The file is not in UTF-8; it was read as {name}.",))


MIXED = "“We don’t know,” said José Muñoz, the mayor. He paid £40 at the café on Tuesday."


@pytest.mark.parametrize(
    ("good", "stray"),
    [
        ("don’t", b"don\x92t"),
        ("don’t", b"don\xd5t"),
        ("“", b"\x93"),
        ("”", b"\x94"),
        ("£", b"\xa3"),
        ("café", b"caf\xe9"),
        ("José", b"Jos\xe9"),
    ],
)
@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8], ids=["unmarked", "marked"])
def test_a_stray_byte_in_utf8_changes_no_other_letter(good: str, stray: bytes, mark: bytes):
    text, problems = decode(mark + MIXED.encode().replace(good.encode(), stray))
    assert text == MIXED
    (problem,) = problems
    assert problem.startswith("1 byte not in UTF-8 was read as ")


@pytest.mark.parametrize(
    ("good", "torn"),
    [
        ("”", b"\x9d"),
        ("”", b"\x81"),
        ("”", b"\xe2\x80"),
        ("£", b"\xc2"),
        ("”", "\ufffd".encode()),
    ],
)
def test_what_nobody_can_read_is_shown_and_told(good: str, torn: bytes):
    text, problems = decode(MIXED.encode().replace(good.encode(), torn))
    assert text == MIXED.replace(good, "\ufffd")
    assert problems == ("1 character could not be read and is shown as \ufffd.",)


def test_a_byte_that_windows_lacks_does_not_refuse_a_windows_file():
    text, problems = decode(b"He said \x93no\x94 to the offer\x8d of the council on Tuesday.")
    assert text == "He said “no” to the offer\ufffd of the council on Tuesday."
    assert len(problems) == 2


@pytest.mark.parametrize("wrong", ["cp1252", "latin-1"])
def test_what_an_earlier_program_garbled_is_put_right(wrong: str):
    good = MIXED.replace("”", "’")
    text, problems = decode(f"A line.\n{good.encode().decode(wrong)}\n“Naïve.”".encode())
    assert text == f"A line.\n{good}\n“Naïve.”"
    assert problems == ("Letters garbled by a wrong encoding were put right in 1 line.",)


def test_marks_that_print_has_are_never_taken_for_garbled_words():
    """So that a text without other signs need not be looked through line by line."""
    for signs in itertools.product("“”‘’–—…•aZ 7.,", repeat=3):
        assert not is_bad("".join(signs))


def test_words_of_other_alphabets_stay_what_they_are():
    text = "The mayor of Київ said so, and Ấn Độ and Łódź did not: ½ of 北京, “naïve”."
    assert decode(text.encode()) == (text, ())
    data = text.encode() + b" It doesn\x92t matter."
    assert decode(data).text == f"{text} It doesn’t matter."


@pytest.mark.parametrize(
    "unit", [MIXED.encode() + b"\x92 ", MIXED.encode("cp1252"), b"\xc3\xa9\x92"]
)
def test_the_time_grows_with_the_file(unit: bytes):
    began = time.perf_counter()
    with contextlib.suppress(NotTextError):
        decode(unit * (1_000_000 // len(unit)))
    assert time.perf_counter() - began < 10
