"""A briefing as a Word document with real footnotes and no relation to anything outside it."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from qa.briefing.blocks import BlockKind, document
from qa.briefing.receipt import Line, make_receipt
from qa.markup import escape

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qa.briefing.blocks import Block
    from qa.briefing.receipt import Receipt
    from qa.briefing.structure import Briefing

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
RECEIPT_NAMESPACE = "urn:byline:receipt"
_STYLES = {
    BlockKind.TITLE: "Title",
    BlockKind.HEADING: "Heading 1",
    BlockKind.ANNEX_HEADING: "Heading 1",
    BlockKind.ENTRY: "List Bullet",
    BlockKind.SIDE: "List Bullet 2",
    BlockKind.ANNEX_ENTRY: "List Bullet",
}
COMMA = ","
_SEPARATORS = (("separator", -1), ("continuationSeparator", 0))


def export_docx(briefing: Briefing) -> tuple[bytes, Receipt]:
    """The bytes of the file, and the receipt that is kept inside as a part of its own."""
    import docx

    blocks = [_writable(block) for block in document(briefing)]
    body = [block for block in blocks if block.kind is not BlockKind.NOTE]
    notes = [block for block in blocks if block.kind is BlockKind.NOTE]
    receipt = make_receipt(briefing, _lines(body, notes))
    made = docx.Document()
    _prepare(made, blocks[0].text, dt.datetime.fromisoformat(briefing.audit.made))
    cited: set[int] = set()
    for block in body:
        _write(made, block, cited)
    _add_footnotes(made, notes)
    _add_receipt(made, receipt)
    written = io.BytesIO()
    made.save(written)
    return written.getvalue(), receipt


def _lines(body: Sequence[Block], notes: Sequence[Block]) -> Iterator[Line]:
    """What a reader of the document gets, paragraph by paragraph: the text, then the notes."""
    for block in body:
        markers = COMMA.join(f"[{number}]" for number in block.notes)
        yield Line(block.part, "".join(_pieces(block)) + markers + _behind(block))
    for block in notes:
        yield Line(block.part, _note_text(block))


def _pieces(block: Block) -> Iterator[str]:
    if block.kind is BlockKind.STATEMENT:
        yield f"{block.number}. "
    yield block.text


def _behind(block: Block) -> str:
    return f" ({block.label})" if block.label else ""


def _note_text(block: Block) -> str:
    address = f", {block.url}" if block.url else ""
    return f" {block.label}{address}: {block.text}"


def _writable(block: Block) -> Block:
    """Without the characters that XML cannot hold."""
    url = None if block.url is None else _xml_text(block.url)
    return replace(block, text=_xml_text(block.text), label=_xml_text(block.label), url=url)


def _xml_text(text: str) -> str:
    return "".join(c for c in text if _is_xml(ord(c)))


def _is_xml(point: int) -> bool:
    plain = 0x20 <= point <= 0xD7FF or 0xE000 <= point <= 0xFFFD
    return plain or 0x10000 <= point <= 0x10FFFF


def _prepare(made: Any, title: str, day: dt.datetime) -> None:  # noqa: ANN401 - python-docx has no public type for it
    """Plain styles, and no name of a person or a program but ours."""
    from docx.shared import Cm, Pt

    properties = made.core_properties
    properties.title, properties.author = title[:255], "Byline"
    properties.comments = properties.last_modified_by = ""
    properties.created = properties.modified = day
    for section in made.sections:
        section.left_margin = section.right_margin = Cm(2.3)
    normal = made.styles["Normal"]
    normal.font.name, normal.font.size = "Georgia", Pt(10.5)
    made.styles["Title"].font.size = Pt(22)


def _write(made: Any, block: Block, cited: set[int]) -> None:  # noqa: ANN401
    from docx.shared import Pt, RGBColor

    paragraph = made.add_paragraph(style=_STYLES.get(block.kind, "Normal"))
    if block.kind is BlockKind.STATEMENT:
        paragraph.paragraph_format.left_indent = Pt(20)
        paragraph.paragraph_format.first_line_indent = Pt(-20)
    for piece in _pieces(block):
        paragraph.add_run(piece)
    for number in block.notes:
        if number != block.notes[0]:
            paragraph.add_run(COMMA).font.superscript = True
        _refer(paragraph, number, first=number not in cited)
        cited.add(number)
    if block.label:
        label = paragraph.add_run(_behind(block))
        label.font.size, label.font.italic = Pt(9), True
        label.font.color.rgb = RGBColor(0x55, 0x55, 0x55)
    if block.kind is BlockKind.ANNEX_ENTRY:
        for run in paragraph.runs:
            run.font.size = Pt(9)


def _refer(paragraph: Any, number: int, *, first: bool) -> None:  # noqa: ANN401
    """A raised number that belongs to the footnote with this id.

    Word counts references and not notes: a second one to the same note is a number in brackets.
    """
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    run = paragraph.add_run()
    run.font.superscript = True
    if not first:
        run.text = f"[{number}]"
        return
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), str(number))
    run._r.append(reference)


def _add_footnotes(made: Any, notes: Sequence[Block]) -> None:  # noqa: ANN401
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    parts = [_separator(kind, number) for kind, number in _SEPARATORS]
    parts += [_footnote(note) for note in notes]
    xml = f'<w:footnotes xmlns:w="{_W}">{"".join(parts)}</w:footnotes>'
    part = Part(PackURI("/word/footnotes.xml"), _FOOTNOTES, _declared(xml), made.part.package)
    made.part.relate_to(part, f"{_RELATIONS}/footnotes")
    _name_separators(made)


def _separator(kind: str, number: int) -> str:
    return (
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p>'
        "</w:footnote>"
    )


def _footnote(note: Block) -> str:
    return (
        f'<w:footnote w:id="{note.number}"><w:p><w:pPr><w:spacing w:after="40"/></w:pPr>'
        '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
        '<w:r><w:rPr><w:sz w:val="17"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(_note_text(note))}</w:t></w:r></w:p></w:footnote>'
    )


def _name_separators(made: Any) -> None:  # noqa: ANN401
    """Word wants the separators named in the settings as well."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    named = OxmlElement("w:footnotePr")
    for _, number in _SEPARATORS:
        each = OxmlElement("w:footnote")
        each.set(qn("w:id"), str(number))
        named.append(each)
    settings = made.settings.element
    before = settings.find(qn("w:compat"))
    if before is None:
        settings.append(named)
    else:
        before.addprevious(named)


def _add_receipt(made: Any, receipt: Receipt) -> None:  # noqa: ANN401
    """As custom XML, which Word keeps when it saves the document again."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    text = escape(receipt.to_json())
    xml = f'<receipt xmlns="{RECEIPT_NAMESPACE}">{text}</receipt>'
    name = PackURI("/customXml/byline-receipt.xml")
    part = Part(name, "application/xml", _declared(xml), made.part.package)
    made.part.relate_to(part, f"{_RELATIONS}/customXml")


def _declared(xml: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{xml}'.encode()
