"""Bytes that are text are read, others are named."""

from __future__ import annotations

import codecs

import pytest

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
    assert decode(data).lstrip("\ufeff") == WORDS


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
    assert decode(b"Talks end.\x00 " + WORDS.encode()).startswith("Talks end.")


def test_no_bytes_are_no_text():
    assert decode(b"") == ""
