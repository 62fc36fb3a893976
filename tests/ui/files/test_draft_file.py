"""Drafts are read from text and .docx files, and a bad file is named."""

from __future__ import annotations

import zipfile
from pathlib import Path

import click
import docx
import pytest

from ui.files.draft_file import LARGEST, read_draft


def test_a_document_is_read_in_order_with_its_headings_lists_and_tables(tmp_path: Path):
    document = docx.Document()
    document.add_heading("The bridge", 1)
    document.add_paragraph("Ortiz sold it.\nCalder paid.")
    document.add_paragraph("It cost $4 million.", style="List Bullet")
    table = document.add_table(1, 2)
    table.rows[0].cells[0].text = "Buyer"
    table.rows[0].cells[1].text = "Calder paid €4."
    document.save(str(tmp_path / "draft.docx"))
    assert read_draft(tmp_path / "draft.docx").split("\n\n") == [
        "# The bridge",
        "Ortiz sold it. Calder paid.",
        "- It cost $4 million.",
        "Buyer",
        "Calder paid €4.",
    ]


def test_a_file_that_is_no_document_is_named(tmp_path: Path):
    path = tmp_path / "draft.docx"
    path.write_bytes(b"not a zip file")
    with pytest.raises(
        click.UsageError, match=r"draft\.docx cannot be read: it is damaged, or not"
    ):
        read_draft(path)


def test_a_document_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(tmp_path: Path):
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 60_000_000)
    with pytest.raises(click.UsageError, match="unpacks to"):
        read_draft(path)


def test_what_a_document_hides_is_no_part_of_a_draft(tmp_path: Path):
    document = docx.Document()
    document.add_paragraph("Ortiz sold it.").add_run(" Calder paid.").font.hidden = True
    document.save(str(tmp_path / "draft.docx"))
    assert read_draft(tmp_path / "draft.docx") == "Ortiz sold it."


def test_a_text_that_is_too_large_says_how_large_it_may_be(tmp_path: Path):
    path = tmp_path / "draft.txt"
    path.write_bytes(b"a" * (LARGEST + 1))
    with pytest.raises(click.UsageError, match=r"5,000,000"):
        read_draft(path)
