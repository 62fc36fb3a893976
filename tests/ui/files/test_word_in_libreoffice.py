"""A briefing as .docx, opened by LibreOffice: what it shows, keeps and makes of hostile words."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from qa.briefing.verification import Changed, Finding, Folder, verify_briefing
from tests.qa.briefing.briefings import FOLDER, briefing, hostile_briefing
from tests.qa.briefing.test_exports import HOSTILE, WORD_LOADS, W, footnotes, parts_of
from tests.ui.files.test_altered_exports import put_together
from tests.ui.in_office import IN_OFFICE, READING_PDF, opened_and_saved, unbroken, words_of_pdf
from ui.files.briefing_file import read_beside, read_exported, write_briefing
from ui.files.docx_parts import document_parts

pytestmark = IN_OFFICE
MADE = briefing()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("office")


@pytest.fixture(scope="module")
def written(home: Path) -> Path:
    path = home / "note.docx"
    write_briefing(MADE, path)
    return path


@pytest.fixture(scope="module")
def saved(home: Path, written: Path) -> Path:
    """The same briefing after LibreOffice has opened it and saved it again."""
    return opened_and_saved([written], "docx", home)[0]


@pytest.fixture(scope="module")
def hostile(home: Path) -> list[tuple[Path, Path]]:
    """A briefing for each hostile text, as it was written and as LibreOffice saved it."""
    paths = [home / f"hostile{number}.docx" for number in range(len(HOSTILE))]
    for path, text in zip(paths, HOSTILE, strict=True):
        write_briefing(hostile_briefing(text), path)
    return list(zip(paths, opened_and_saved(paths, "docx", home), strict=True))


def findings(path: Path, written: Path) -> tuple[Finding, ...]:
    exported = read_exported(path)
    return verify_briefing(exported, read_beside(written), Folder(FOLDER, MADE.articles)).findings


@READING_PDF
def test_the_pages_show_every_statement_and_every_note_with_its_outlet(home: Path, written: Path):
    shown = words_of_pdf(opened_and_saved([written], "pdf", home)[0])
    assert unbroken(MADE.title) in shown
    for item in MADE.items:
        assert unbroken(item.statement.text) in shown
    for note in MADE.notes:
        assert note.article.outlet
        assert unbroken(note.article.outlet) in shown
        assert unbroken(f": “{note.quote}”") in shown


def test_every_note_is_still_a_footnote_that_its_statement_refers_to(written: Path, saved: Path):
    notes = footnotes(saved.read_bytes())
    document = ElementTree.fromstring(parts_of(saved.read_bytes())["word/document.xml"])
    referred = [int(r.attrib[f"{W}id"]) for r in document.iter(f"{W}footnoteReference")]
    before = footnotes(written.read_bytes())
    assert [notes[number] for number in referred] == [before[n] for n in (1, 2, 3)]


def test_opening_it_alters_nothing_and_saving_it_again_keeps_words_and_receipt(
    written: Path, saved: Path
):
    assert saved.read_bytes() != written.read_bytes()
    assert findings(written, written) == ()
    assert findings(saved, written) == ()
    assert read_exported(saved).receipt == read_exported(written).receipt


@pytest.mark.parametrize(
    ("part", "old", "new", "named"),
    [
        ("word/document.xml", "drove 40 families", "drove 41 families", "statement 1"),
        ("word/footnotes.xml", "twice since 1998", "twice since 1999", "note 3"),
    ],
)
def test_a_character_altered_before_it_was_saved_again_is_named(
    home: Path, written: Path, part: str, old: str, new: str, named: str
):
    altered = home / f"altered {named}.docx"
    parts = parts_of(written.read_bytes())
    assert old.encode() in parts[part]
    parts[part] = parts[part].replace(old.encode(), new.encode(), 1)
    put_together(altered, parts)
    (finding,) = findings(opened_and_saved([altered], "docx", home)[0], written)
    assert (finding.changed, finding.what) == (Changed.BRIEFING, named)


def test_hostile_words_are_shown_as_they_were_written(hostile: list[tuple[Path, Path]]):
    for written, saved in hostile:
        after, before = document_parts(str(saved)), document_parts(str(written))
        assert after["receipt"] == before["receipt"], written.name
        # `_x000D_` stands for a character in a spreadsheet: LibreOffice escapes it here as well.
        assert [line.replace("_x005F_", "_") for line in after["lines"]] == before["lines"]


def test_libreoffice_finds_no_link_field_or_picture_in_hostile_words(
    hostile: list[tuple[Path, Path]],
):
    for _, saved in hostile:
        for name, part in parts_of(saved.read_bytes()).items():
            if name.endswith(".rels"):
                assert b"TargetMode" not in part, saved.name
            if name.startswith("word/") and name.endswith(".xml"):
                tags = {element.tag for element in ElementTree.fromstring(part).iter()}
                assert not tags & {f"{W}{tag}" for tag in WORD_LOADS}, saved.name
