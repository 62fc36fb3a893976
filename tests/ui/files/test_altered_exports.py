"""One altered character of a statement, a quotation, a note, a receipt or an article, by format."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from qa.briefing.receipt import BEFORE
from qa.briefing.verification import Changed
from tests.qa.briefing.briefings import briefing_of_folder
from tests.qa.briefing.test_exports import parts_of
from ui.files.briefing_file import FORMATS, compare_briefing, receipt_place, write_briefing

FIRE = """---
title: Fire in Porto
outlet: Porto Post
---

A fire at the glass works in Porto drove 40 families from their homes on Monday.

“We lost the roof and the whole of the northern hall,” Mayor Lena Ortiz said on Tuesday.
"""
BLAZE = """---
title: Porto burns
outlet: Lisbon Times
---

The glass works had closed twice since 1998 for reasons that nobody ever gave.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "articles"
    made.mkdir()
    (made / "a_fire.md").write_text(FIRE, encoding="utf-8")
    (made / "blaze.md").write_text(BLAZE, encoding="utf-8")
    return made


@pytest.fixture(params=FORMATS)
def written(request: pytest.FixtureRequest, folder: Path, tmp_path: Path) -> Path:
    path = tmp_path / f"note{request.param}"
    write_briefing(briefing_of_folder(folder), path)
    return path


def named(path: Path, folder: Path) -> list[tuple[Changed, str]]:
    return [(f.changed, f.what) for f in compare_briefing(path, folder).findings]


def alter_text(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def alter(path: Path, where: str, old: str, new: str) -> None:
    """Put `new` for the one `old` in the body of an export, or for the last among its notes."""
    assert len(old) == len(new)
    if path.suffix != ".docx":
        shown, mark, receipt = path.read_text(encoding="utf-8").rpartition(BEFORE)
        at = shown.index(old) if where == "document" else shown.rindex(old)
        shown = shown[:at] + new + shown[at + len(old) :]
        path.write_text(shown + mark + receipt, encoding="utf-8")
        return
    parts = parts_of(path.read_bytes())
    before, found, behind = parts[f"word/{where}.xml"].rpartition(old.encode())
    assert found
    parts[f"word/{where}.xml"] = before + new.encode() + behind
    put_together(path, parts)


def put_together(path: Path, parts: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def test_what_nobody_touched_has_no_finding(written: Path, folder: Path):
    assert named(written, folder) == []


@pytest.mark.parametrize(
    ("where", "old", "new", "what"),
    [
        ("document", "drove 40 families", "drove 41 families", "statement 1"),
        ("document", "We lost the roof", "We lose the roof", "statement 2"),
        ("document", "in Porto drove", "in Porto\xa0drove", "statement 1"),
        ("footnotes", "We lost the roof", "We lose the roof", "note 2"),
        ("footnotes", "Lisbon Times", "Lisbon Tines", "note 3"),
        ("footnotes", "twice since", "twice  ince", "note 3"),
    ],
)
def test_one_character_of_a_statement_a_quotation_or_a_note_is_named(
    written: Path, folder: Path, where: str, old: str, new: str, what: str
):
    alter(written, where, old, new)
    assert named(written, folder) == [(Changed.BRIEFING, what)]


def test_one_character_of_a_quoted_article_is_named_with_the_quotation(written: Path, folder: Path):
    alter_text(folder / "a_fire.md", "lost the roof", "lose the roof")
    assert named(written, folder) == [
        (Changed.ARTICLE, "a_fire.md"),
        (Changed.QUOTATION, "note 2"),
    ]


def test_one_character_of_the_outlet_of_an_article_is_named(written: Path, folder: Path):
    alter_text(folder / "blaze.md", "Lisbon Times", "Lisbon Tines")
    assert named(written, folder) == [(Changed.ARTICLE, "blaze.md")]


def test_one_character_of_the_receipt_beside_is_named(written: Path, folder: Path):
    beside = receipt_place(written)
    text = beside.read_text(encoding="utf-8")
    beside.write_text(text.replace("We lost", "We lose", 1), encoding="utf-8")
    assert named(written, folder) == [(Changed.RECEIPT, "the receipt beside the briefing")]


@pytest.mark.parametrize("written", [".docx"], indirect=True)
@pytest.mark.parametrize(
    ("leads", "what"),
    [
        ({"1": "2", "2": "1"}, {"note 1"}),  # two statements have each other's notes
        ({"1": "9"}, {"note 1"}),  # nobody sees the note any more
        ({"2": "1"}, {"statement 2", "note 2"}),  # one note twice
    ],
)
def test_a_number_in_word_that_leads_to_another_note_is_named(
    written: Path, folder: Path, leads: dict[str, str], what: set[str]
):
    parts = parts_of(written.read_bytes())
    document = re.sub(
        'Reference w:id="([0-9])"',
        lambda found: f'Reference w:id="{leads.get(found[1], found[1])}"',
        parts["word/document.xml"].decode(),
    )
    put_together(written, {**parts, "word/document.xml": document.encode()})
    found = {name for _, name in named(written, folder)}
    assert what <= found
    assert "statement 3" not in found
