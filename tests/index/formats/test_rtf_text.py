"""Rich Text is read as a word processor shows it."""

from __future__ import annotations

import pytest

from index.formats import UnreadableError, read_bytes
from tests.index.formats.seed_text import TEXTS, lost, paragraphs, spans_are_exact

HEAD = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss Arial;}{\f1\fcharset204 Arial Cyr;}}"
    r"{\colortbl;\red0\green0\blue0;}{\stylesheet{\s1 Heading;}}{\info{\title No title}}"
    r"{\*\generator Some Writer 1.0;}{\header\pard Running head\par}"
)


def rich(body: str) -> bytes:
    return f"{HEAD}{body}}}".encode("latin-1")


def escaped(text: str) -> str:
    return "".join(c if c.isascii() else rf"\u{ord(c)}?" for c in text.replace("\\", r"\\"))


def text_of(body: str) -> str:
    (reading,) = read_bytes(rich(body), ".rtf")
    return reading.text


@pytest.mark.parametrize("text", TEXTS, ids=["first", "second"])
def test_no_sentence_of_a_seed_is_lost(text: str):
    body = "".join(
        rf"\pard{{\listtext\'b7\tab}}{escaped(line[2:])}\par" + "\r\n"
        if line.startswith("- ")
        else rf"\pard\f0\fs24 {escaped(line)}\par" + "\r\n"
        for line in paragraphs(text)
    )
    (reading,) = read_bytes(rich(body), ".rtf")
    assert lost(text, (reading,)) == []
    assert spans_are_exact(reading)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (r"It {\b is} shut.\par For\line good.\par", "It is shut.\n\nFor\ngood."),
        (r"Jos\'e9 said \ldblquote no\rdblquote .", "José said “no”."),
        (r"{\f1 \'c0\'ed\'e4\'f0\'e5\'e9} said no.", "Андрей said no."),
        (r"\uc1\u1040?\u1085?a said no. \u-10179?\u-8704?", "Анa said no. \U0001f600"),
        (r"Before.{\v SECRET}{\deleted SECRET} \v SECRET \v0 After.", "Before. After."),
        (r"Before.{\*\unknown SECRET}{\pict\wmetafile8 010203} After.", "Before. After."),
        (r"Before.{\pict\bin4 }}{{} After.", "Before. After."),
        (
            r'{\field{\*\fldinst HYPERLINK "http://x.org"}{\fldrslt A link}} is here.',
            "A link is here.",
        ),
        (r"It is{\footnote Said in May.} shut.\par Yes.", "It is shut.\n\nYes.\n\nSaid in May."),
        (
            r"\trowd Pier\cell State\cell\row\trowd 1\cell cracked\cell\row",
            "Pier | State\n1 | cracked",
        ),
        (
            r"{\shp{\*\shpinst{\sp{\sn x}{\sv y}}{\shptxt In a box.\par}}}After.",
            "In a box.\n\nAfter.",
        ),
        (r"A \{brace\} and a back\\slash.", "A {brace} and a back\\slash."),
    ],
)
def test_what_is_shown_is_read_and_nothing_else(body: str, told: str):
    assert text_of(body) == told


def test_hidden_words_are_told():
    (reading,) = read_bytes(rich(r"Shown.{\v two words}"), ".rtf")
    assert reading.problems == ("2 hidden words were left out.",)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"plain text",
        b"{\\rtf1",
        b"{\\rtf1" + b"{" * 100_000,
        b"{\\rtf1 {\\v hidden}}",
        b"{\\rtf1 \\bin999999999 It is.}",
        b"{\\rtf1 " + b"\\" * 99,
    ],
    ids=["nothing", "plain", "torn", "deep", "hidden", "long", "marks"],
)
def test_a_hostile_document_is_read_or_named(data: bytes):
    try:
        reason = "it is " + read_bytes(data, ".rtf")[0].text
    except UnreadableError as error:
        reason = str(error)
    assert reason.startswith("it ")
