"""What news databases give out as documents, PDFs and pages is cut like their plain text."""

from __future__ import annotations

import html
import io
import re

import docx
import pytest
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from index.formats import read_bytes
from tests.index.formats.every_format import files_of
from tests.index.test_downloads import FACTIVA, NEW_NEXIS, OLD_NEXIS, PROQUEST

LONG = (
    "The council of Renn met on Tuesday in the old town hall and heard for three hours what the "
    "treasurer had to say about the missing money, which nobody has found."
)
DOWNLOADS = {"Nexis, older": OLD_NEXIS, "Nexis": NEW_NEXIS, "ProQuest": PROQUEST}
CODES = [
    (found["code"], " ".join(found["value"].split()))
    for found in re.finditer(
        r"^(?P<code>[A-Z]{2})(?:  |\n)(?P<value>(?:(?![A-Z]{2}(?:  |\n)).+\n?)+)", FACTIVA, re.M
    )
]


def check(data: bytes, suffix: str, body: str = "The council of Renn met on Tuesday.") -> None:
    first, second = read_bytes(data, suffix)
    assert first.fields.title == "Treasurer of Renn under fire"
    assert (first.fields.byline, first.fields.published) == ("Jan Roe", "2024-05-03")
    assert (first.fields.outlet or "").startswith("The Harbour Gazette")
    assert (second.fields.title, second.fields.byline) == ("Mill burns in Ostend", "Ana Ruiz")
    assert (second.fields.published, second.fields.outlet) == ("2024-05-05", "Coast Tribune")
    assert body in first.text
    assert "Ostend" not in first.text
    assert second.text.endswith("A mill burned in Ostend on Saturday.")


@pytest.mark.parametrize("suffix", [".docx", ".odt", ".rtf", ".pdf", ".html", ".mhtml"])
@pytest.mark.parametrize("text", DOWNLOADS.values(), ids=DOWNLOADS)
def test_each_article_has_its_own_fields_in_every_format(text: str, suffix: str):
    told = text.replace("The council of Renn met on Tuesday.", LONG)
    lines = [line.strip() for line in told.split("\n") if line.strip()]
    (data,) = files_of([lines], suffix)
    check(data, suffix, LONG)


def test_a_page_whose_fields_stand_in_a_table():
    rows = "".join(f"<tr><td><b>{k}</b></td><td>{html.escape(v)}</td></tr>" for k, v in CODES)
    check(f"<html><body><table>{rows}</table></body></html>".encode(), ".html")


def test_a_document_whose_fields_stand_in_a_table():
    document, file = docx.Document(), io.BytesIO()
    table = document.add_table(len(CODES), 2)
    for row, cells in zip(table.rows, CODES, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    document.save(file)
    check(file.getvalue(), ".docx")


def test_a_pdf_whose_fields_stand_beside_their_names():
    style, file = getSampleStyleSheet()["BodyText"], io.BytesIO()
    told = [(k, LONG if v.startswith("The council") else v) for k, v in CODES]
    rows = [[Paragraph(k, style), Paragraph(html.escape(v), style)] for k, v in told]
    top = [("VALIGN", (0, 0), (-1, -1), "TOP")]
    SimpleDocTemplate(file).build([Table(rows, colWidths=[40, 380], style=top)])
    check(file.getvalue(), ".pdf", LONG)
