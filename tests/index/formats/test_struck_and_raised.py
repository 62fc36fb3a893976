"""What a file shows struck through is withdrawn, and digits above the line belong to no figure."""

from __future__ import annotations

import io

import pytest
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate

from index.formats import read_bytes
from tests.index.formats.test_other_formats import book
from tests.index.formats.test_rtf_text import rich
from tests.index.formats.test_word_processors import office, p, word

BEFORE, AFTER = "The works will begin in", "May, the council of Kelm said on Tuesday."
STRIKE_STYLE = (
    '<style:style style:name="S" style:family="text"><style:text-properties '
    'style:text-line-through-style="solid"/></style:style><style:style style:name="T" '
    'style:family="text" style:parent-style-name="S"/>'
)
RAISE_STYLE = (
    '<style:style style:name="S" style:family="text"><style:text-properties '
    'style:text-position="super 58%"/></style:style>'
)


def run(look: str, text: str) -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def html(inner: str, style: str = "") -> bytes:
    return f"<title>Bridge</title><style>{style}</style><article>{inner}</article>".encode()


def printed(marked: str) -> bytes:
    file = io.BytesIO()
    SimpleDocTemplate(file).build([Paragraph(marked, getSampleStyleSheet()["BodyText"])])
    return file.getvalue()


STRUCK = {
    "s": (html(f"<p>{BEFORE} <s>April</s> {AFTER}</p>"), ".html"),
    "strike": (html(f"<p>{BEFORE} <strike>April</strike> {AFTER}</p>"), ".html"),
    "del": (html(f"<p>{BEFORE} <del>April</del> <ins>{AFTER}</ins></p>"), ".html"),
    "style": (
        html(f"<p>{BEFORE} <b style='text-decoration: red line-through'>April</b> {AFTER}</p>"),
        ".html",
    ),
    "sheet": (
        html(
            f"<p>{BEFORE} <b class=x>April</b> {AFTER}</p>",
            ".x{display:inline;text-decoration-line:line-through}",
        ),
        ".html",
    ),
    "markdown": (f"# Bridge\n\n{BEFORE} ~~April~~ {AFTER}\n".encode(), ".md"),
    "markdown tag": (f"# Bridge\n\n{BEFORE} <del>April</del> {AFTER}\n".encode(), ".md"),
    "word": (word(p(BEFORE, run("<w:strike/>", " April "), AFTER)), ".docx"),
    "word, twice": (word(p(BEFORE, run("<w:dstrike/>", " April "), AFTER)), ".docx"),
    "rich text": (rich(rf"\pard {BEFORE} {{\strike April}} {AFTER}\par"), ".rtf"),
    "rich text, on and off": (rich(rf"\pard {BEFORE} \strike April\strike0  {AFTER}\par"), ".rtf"),
    "LibreOffice": (
        office(
            f'<text:p>{BEFORE} <text:span text:style-name="T">April</text:span> {AFTER}</text:p>',
            STRIKE_STYLE,
        ),
        ".odt",
    ),
    "book": (book(f"<p>{BEFORE} <s>April</s> {AFTER}</p>"), ".epub"),
}


@pytest.mark.parametrize(("data", "suffix"), STRUCK.values(), ids=STRUCK)
def test_what_is_struck_through_is_left_out_and_told(data: bytes, suffix: str):
    (reading,) = read_bytes(data, suffix)
    assert f"{BEFORE} {AFTER}" in " ".join(reading.text.split())
    assert reading.problems == ("1 struck-through word was left out.",)


SHOWN = {
    "undone in Word": (word(p(BEFORE, run('<w:strike w:val="0"/>', " April "), AFTER)), ".docx"),
    "undone in LibreOffice": (
        office(
            f'<text:p>{BEFORE} <text:span text:style-name="U">April</text:span> {AFTER}</text:p>',
            f'{STRIKE_STYLE}<style:style style:name="U" style:parent-style-name="S"><style:text-pro'
            'perties style:text-line-through-style="none"/></style:style>',
        ),
        ".odt",
    ),
    "underlined": (
        html(f"<p>{BEFORE} <b style='text-decoration:underline'>April</b> {AFTER}</p>"),
        ".html",
    ),
    "only under the mouse": (
        html(
            f"<p>{BEFORE} <b class=x>April</b> {AFTER}</p>",
            ".x:hover{text-decoration:line-through}",
        ),
        ".html",
    ),
    "code": (f"# Bridge\n\n{BEFORE} `~~` April {AFTER}\n".encode(), ".md"),
}


@pytest.mark.parametrize(("data", "suffix"), SHOWN.values(), ids=SHOWN)
def test_what_only_looks_like_it_stays(data: bytes, suffix: str):
    (reading,) = read_bytes(data, suffix)
    assert "April" in reading.text
    assert reading.problems == ()


RAISED = {
    "html": (html("<p>Some 10<sup>6</sup> litres flow through Kelm each day.</p>"), ".html"),
    "style": (
        html("<p>Some 10<span class=u>6</span> litres flow through Kelm each day.</p>",
             ".u{vertical-align:super}"),
        ".html",
    ),
    "word": (
        word(p("Some 10", run('<w:vertAlign w:val="superscript"/>', "6"), " litres flow by.")),
        ".docx",
    ),
    "rich text": (rich(r"\pard Some 10{\super 6} litres flow by.\par"), ".rtf"),
    "LibreOffice": (
        office(
            '<text:p>Some 10<text:span text:style-name="S">6</text:span> litres flow by.</text:p>',
            RAISE_STYLE,
        ),
        ".odt",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("data", "suffix"), RAISED.values(), ids=RAISED)
def test_raised_digits_make_no_other_figure(data: bytes, suffix: str):
    (reading,) = read_bytes(data, suffix)
    assert "Some 10⁶ litres flow" in reading.text


def test_the_mark_of_a_note_stands_apart_from_the_year_before_it():
    (reading,) = read_bytes(
        html("<p>It was built in 1911<sup><a href=#n>2</a></sup> by the army of Kelm.</p>"), ".html"
    )
    assert "in 1911² by the army" in reading.text


def test_ordinals_and_signs_above_the_line_stay_as_they_are():
    (reading,) = read_bytes(
        html("<p>On the 5<sup>th</sup> of May<sup>[1]</sup> it fell.</p>"), ".html"
    )
    assert "the 5th of May[1] it fell." in reading.text


def test_what_a_line_goes_through_in_a_pdf_is_left_out():
    (reading,) = read_bytes(printed(f"{BEFORE} <strike>April</strike> {AFTER}"), ".pdf")
    assert reading.text == f"{BEFORE} {AFTER}"
    assert reading.problems == ("Characters that are struck through were left out: 5.",)


def test_what_is_underlined_in_a_pdf_stays():
    (reading,) = read_bytes(printed(f"{BEFORE} <u>April</u> {AFTER}"), ".pdf")
    assert "in April May" in reading.text
    assert reading.problems == ()


def test_raised_and_lowered_digits_of_a_pdf():
    told = "Some 10<super>6</super> litres of H<sub>2</sub>O and 5<super>th</super> of May 1911"
    (reading,) = read_bytes(printed(f"{told}<super>2</super> in Kelm."), ".pdf")
    assert reading.text == "Some 10⁶ litres of H2O and 5th of May 1911² in Kelm."
