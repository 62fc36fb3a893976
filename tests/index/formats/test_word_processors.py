"""Documents of Word and LibreOffice are read as they look on the page with changes accepted."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

import docx
import pytest

from index.formats import UnreadableError, read_bytes
from tests.index.formats.seed_text import TEXTS, lost, paragraphs, spans_are_exact

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
O = "urn:oasis:names:tc:opendocument:xmlns:"  # noqa: E741


def zipped(parts: dict[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()


def word(body: str, **parts: str) -> bytes:
    document = f'<w:document xmlns:w="{W}" xmlns:mc="{MC}"><w:body>{body}</w:body></w:document>'
    others = {f"word/{name}.xml": text for name, text in parts.items()}
    return zipped({"word/document.xml": document, **others})


def p(*runs: str, look: str = "") -> str:
    inner = "".join(run if run.startswith("<") else f"<w:r><w:t>{run}</w:t></w:r>" for run in runs)
    return f"<w:p><w:pPr>{look}</w:pPr>{inner}</w:p>"


def office(body: str, styles: str = "") -> bytes:
    spaces = " ".join(
        f'xmlns:{name}="{O}{long}:1.0"'
        for name, long in (
            ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"),
            ("draw", "drawing"), ("fo", "xsl-fo-compatible"),
        )
    )  # fmt: skip
    return zipped({
        "content.xml": f"<office:document-content {spaces}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    })  # fmt: skip


def text_of(data: bytes, suffix: str) -> str:
    (reading,) = read_bytes(data, suffix)
    return reading.text


@pytest.mark.parametrize("text", TEXTS, ids=["first", "second"])
def test_no_sentence_of_a_seed_is_lost_in_word(text: str):
    document = docx.Document()
    for row, line in enumerate(paragraphs(text)):
        if line.startswith("- "):
            document.add_paragraph(line[2:], style="List Bullet")
        else:
            document.add_paragraph(line, style="Title" if row == 0 else None)
    file = io.BytesIO()
    document.save(file)
    (reading,) = read_bytes(file.getvalue(), ".docx")
    assert lost(text, (reading,)) == []
    assert spans_are_exact(reading)
    assert reading.fields.title


@pytest.mark.parametrize("text", TEXTS, ids=["first", "second"])
def test_no_sentence_of_a_seed_is_lost_in_libreoffice(text: str):
    body = "".join(
        f"<text:list><text:list-item><text:p>{escape(line[2:])}</text:p></text:list-item></text:list>"
        if line.startswith("- ")
        else f"<text:p>{escape(line)}</text:p>"
        for line in paragraphs(text)
    )
    (reading,) = read_bytes(office(body), ".odt")
    assert lost(text, (reading,)) == []
    assert spans_are_exact(reading)


def test_tables_boxes_notes_and_insertions_are_read_in_order():
    table = (
        f"<w:tbl><w:tr><w:tc>{p('Pier')}</w:tc><w:tc>{p('State')}</w:tc></w:tr>"
        f"<w:tr><w:tc>{p('1')}</w:tc><w:tc>{p('cracked')}</w:tc></w:tr></w:tbl>"
    )
    box = (
        "<w:r><mc:AlternateContent><mc:Choice><w:txbxContent>" + p("In a box.") + "</w:txbxContent>"
        "</mc:Choice><mc:Fallback><w:txbxContent>"
        + p("In a box.")
        + "</w:txbxContent></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    data = word(
        p("It was", "<w:ins><w:r><w:t xml:space='preserve'> not</w:t></w:r></w:ins>", " so.", box)
        + table
        + p("A pier.", look="<w:pStyle w:val='C'/>")
        + f"<w:sdt><w:sdtContent>{p('In a control.')}</w:sdtContent></w:sdt>",
        footnotes=f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator">{p("no")}'
        f'</w:footnote><w:footnote w:id="1">{p("Said in May.")}</w:footnote></w:footnotes>',
        styles=f'<w:styles xmlns:w="{W}"><w:style w:styleId="C"><w:name w:val="caption"/></w:style>'
        "</w:styles>",
    )
    assert text_of(data, ".docx") == (
        "It was not so.\n\nIn a box.\n\nPier | State\n1 | cracked\n\nCaption: A pier.\n\n"
        "In a control.\n\nSaid in May."
    )


@pytest.mark.parametrize(
    "run",
    [
        "<w:del><w:r><w:delText>SECRET</w:delText></w:r></w:del>",
        "<w:moveFrom><w:r><w:t>SECRET</w:t></w:r></w:moveFrom>",
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>SECRET</w:t></w:r>",
        "<w:r><w:rPr><w:color w:val='FFFFFF'/></w:rPr><w:t>SECRET</w:t></w:r>",
        "<w:r><w:rPr><w:sz w:val='2'/></w:rPr><w:t>SECRET</w:t></w:r>",
        "<w:r><w:instrText>SECRET</w:instrText></w:r>",
    ],
)
def test_what_word_does_not_show_is_left_out(run: str):
    assert text_of(word(p("Before.", run, " After.")), ".docx") == "Before. After."


def test_white_words_on_a_dark_cell_and_words_that_are_not_hidden_stay():
    shown = "<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>Shown.</w:t></w:r>"
    white = "<w:r><w:rPr><w:color w:val='FFFFFF'/></w:rPr><w:t>Head</w:t></w:r>"
    dark = f"<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:fill='222222'/></w:tcPr>{p(white)}"
    dark += "</w:tc></w:tr></w:tbl>"
    assert text_of(word(p(shown) + dark), ".docx") == "Shown.\n\nHead"


def test_hidden_words_of_a_document_are_told():
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>two words</w:t></w:r>"
    (reading,) = read_bytes(word(p("Shown.", hidden)), ".docx")
    assert reading.problems == ("2 hidden words were left out.",)


def test_notes_tables_and_spaces_of_libreoffice_are_read_and_what_it_hides_is_not():
    data = office(
        "<text:tracked-changes><text:p>SECRET</text:p></text:tracked-changes>"
        "<text:h>Old<text:s/>bridge</text:h><text:p>It<text:note><text:note-citation>1"
        "</text:note-citation><text:note-body><text:p>Said in May.</text:p></text:note-body>"
        "</text:note> is <text:span text:style-name='T1'>SECRET</text:span>shut.</text:p>"
        "<table:table><table:table-row><table:table-cell><text:p>Pier</text:p></table:table-cell>"
        "<table:table-cell><text:p>cracked</text:p></table:table-cell></table:table-row></table:table>"
        "<text:section text:display='none'><text:p>SECRET</text:p></text:section>",
        "<style:style style:name='T1'><style:text-properties text:display='none'/></style:style>",
    )
    assert text_of(data, ".odt") == "Old bridge\n\nIt is shut.\n\nPier | cracked\n\nSaid in May."


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
HOSTILE = {
    "no archive": b"PK\x03\x04 no archive",
    "nothing": b"",
    "torn": word(p("It is."))[:-40],
    "other": zipped({"readme.txt": "It is."}),
    "entities": zipped({"word/document.xml": f'{BOMB}<w:document xmlns:w="{W}"/>'}),
    "deep": word("<w:sdt>" * 3_000 + "</w:sdt>" * 3_000),
    "bomb": zipped({"word/document.xml": " " * 30_000_000}),
    "broken": word("<w:p>"),
}


@pytest.mark.parametrize("suffix", [".docx", ".odt"])
@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_document_is_named(data: bytes, suffix: str):
    with pytest.raises(UnreadableError, match=r"it is|it unpacks|it declares|nested"):
        read_bytes(data, suffix)
