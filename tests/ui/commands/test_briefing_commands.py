"""The commands brief and verify-briefing: files, findings and errors, without a model."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from qa import Briefing
from qa.briefing.verification import Finding, Folder, verify_briefing
from tests.qa.briefing.briefings import FOLDER, briefing_of_folder, hostile_briefing
from tests.qa.briefing.test_exports import HOSTILE
from ui.commands.command_line import main
from ui.commands.engines import Engines
from ui.files import briefing_file, docx_parts

FORMATS = ("md", "html", "docx")


@pytest.fixture
def folder(tmp_path: Path, seeds: Path) -> Path:
    """A folder of articles that may be changed."""
    return Path(shutil.copytree(seeds, tmp_path / "articles"))


@pytest.fixture
def byline(folder: Path):
    """Run a command line over the folder; a briefing is made of its articles' own sentences."""
    asked: list[tuple[str | None, list[str], dict[str, Any]]] = []

    def made(
        topic: str | None, questions: Sequence[str], *, progress: Any, **given: Any
    ) -> Briefing:
        asked.append((topic, list(questions), given))
        return briefing_of_folder(folder)

    def run(*arguments: str, typed: bytes = b"") -> Result:
        engines = Engines(brief=made)
        result = CliRunner().invoke(
            main, [*arguments, "--articles", str(folder)], obj=engines, input=typed
        )
        result.asked = asked  # type: ignore[attr-defined]
        return result

    return run


@pytest.fixture(params=FORMATS)
def written(request: pytest.FixtureRequest, byline, tmp_path: Path) -> Path:
    """A briefing that was written, in each format."""
    path = tmp_path / f"note.{request.param}"
    assert byline("brief", "The visit", "--output", str(path)).exit_code == 0
    return path


def test_a_briefing_is_written_with_its_receipt_beside_it_and_verifies(byline, written: Path):
    assert (written.parent / f"{written.name}.receipt.json").is_file()
    result = byline("verify-briefing", str(written))
    assert result.exit_code == 0
    assert "Nothing was altered: 4 statements and 4 notes" in result.stdout


def test_since_an_earlier_briefing_hands_over_what_it_tells(byline, written: Path, tmp_path: Path):
    output = str(tmp_path / "new.md")
    result = byline("brief", "The visit", "--since", str(written), "--output", output)
    assert result.exit_code == 0
    given = result.asked[-1][2]
    assert given["since"] is None
    earlier = briefing_file.read_exported(written).receipt
    assert earlier is not None
    assert {s["text"] for s in json.loads(earlier)["statements"]} <= set(given["earlier"].told)


def test_since_takes_a_day_or_an_earlier_briefing_and_nothing_else(
    byline, written: Path, tmp_path: Path
):
    output = str(tmp_path / "new.md")
    asked = byline("brief", "The visit", "--since", "2025-08-28", "--output", output).asked[-1][2]
    assert str(asked["since"]) == "2025-08-28"
    assert "earlier" not in asked
    other = tmp_path / "other.md"
    other.write_text("No briefing.", encoding="utf-8")
    for since, says in ((str(other), "has no receipt"), ("gone.md", "is not a day")):
        result = byline("brief", "The visit", "--since", since, "--output", output)
        assert result.exit_code == 2
        assert says in result.stderr
    questions = tmp_path / "questions.txt"
    questions.write_text("Who came?\n", encoding="utf-8")
    result = byline("brief", "--from", str(questions), "--since", str(written), "--output", output)
    assert result.exit_code == 2
    assert "goes with a TOPIC" in result.stderr


def test_the_receipt_is_the_same_inside_and_beside(written: Path):
    beside = briefing_file.read_beside(written)
    inside = briefing_file.read_exported(written).receipt
    assert inside is not None
    assert beside is not None
    assert json.loads(inside) == json.loads(beside)


def test_verification_as_json_is_one_object(byline, written: Path):
    told = json.loads(byline("verify-briefing", str(written), "--json").stdout)
    assert told["schema"] == "byline.briefing_verification/1"
    assert told["verified"] is True


def test_an_edited_article_is_a_finding_that_names_it(byline, written: Path, folder: Path):
    story = folder / "002_9d4c5db05008b454.txt"
    story.write_text(story.read_text(encoding="utf-8").replace("Tass", "Toss", 1), encoding="utf-8")
    result = byline("verify-briefing", str(written))
    assert result.exit_code == 1
    assert "002_9d4c5db05008b454.txt: It was edited" in result.stdout
    assert "note 4:" in result.stdout


def test_a_missing_article_is_a_finding_and_a_renamed_one_is_only_said(
    byline, written: Path, folder: Path
):
    story = folder / "002_9d4c5db05008b454.txt"
    story.rename(folder / "renamed.txt")
    result = byline("verify-briefing", str(written))
    assert result.exit_code == 0
    assert "002_9d4c5db05008b454.txt is now renamed.txt" in result.stdout
    (folder / "renamed.txt").unlink()
    result = byline("verify-briefing", str(written), "--json")
    assert result.exit_code == 1
    (finding,) = json.loads(result.stdout)["findings"]
    assert finding["what"] == "002_9d4c5db05008b454.txt"


def test_an_altered_word_is_a_finding_in_every_format(byline, written: Path):
    alter(written, "Zelenskyy", "Zelenskiy")
    result = byline("verify-briefing", str(written), "--json")
    assert result.exit_code == 1
    named = {finding["what"] for finding in json.loads(result.stdout)["findings"]}
    assert "statement 1" in named


@pytest.mark.parametrize("part", ["word/document.xml", "word/footnotes.xml"])
def test_one_character_of_a_word_document_is_found(byline, tmp_path: Path, part: str):
    path = tmp_path / "note.docx"
    byline("brief", "The visit", "--output", str(path))
    alter(path, "bombed Ukraine", "bombed Ukraina", only=part)
    result = byline("verify-briefing", str(path), "--json")
    (finding,) = json.loads(result.stdout)["findings"]
    assert finding["what"] == ("statement 2" if "document" in part else "note 2")


def test_words_added_to_a_word_document_in_a_header_are_found(byline, tmp_path: Path):
    import docx

    path = tmp_path / "note.docx"
    byline("brief", "The visit", "--output", str(path))
    document = docx.Document(str(path))
    document.sections[0].header.paragraphs[0].text = "Not for publication"
    document.save(str(path))
    result = byline("verify-briefing", str(path), "--json")
    (finding,) = json.loads(result.stdout)["findings"]
    assert "Not for publication" in finding["reason"]


def test_a_picture_added_to_a_word_document_is_found(byline, tmp_path: Path):
    path = tmp_path / "note.docx"
    byline("brief", "The visit", "--output", str(path))
    alter(path, "</w:body>", "<w:p><w:r><w:drawing/></w:r></w:p></w:body>")
    result = byline("verify-briefing", str(path), "--json")
    assert result.exit_code == 1


def test_line_ends_of_another_system_alter_nothing(byline, tmp_path: Path):
    path = tmp_path / "note.md"
    byline("brief", "The visit", "--output", str(path))
    for each in (path, briefing_file.receipt_place(path)):
        each.write_bytes(each.read_bytes().replace(b"\n", b"\r\n"))
    assert byline("verify-briefing", str(path)).exit_code == 0
    path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n", 1))
    assert byline("verify-briefing", str(path)).exit_code == 1


def test_words_behind_the_receipt_are_found(byline, tmp_path: Path):
    path = tmp_path / "note.html"
    byline("brief", "The visit", "--output", str(path))
    with path.open("a", encoding="utf-8") as file:
        file.write("<p>The mayor resigned.</p>")
    result = byline("verify-briefing", str(path), "--json")
    assert result.exit_code == 1
    (finding,) = json.loads(result.stdout)["findings"]
    assert "The mayor resigned." in finding["reason"]


def test_a_document_that_was_only_saved_again_is_unaltered(byline, tmp_path: Path):
    import docx

    path = tmp_path / "note.docx"
    byline("brief", "The visit", "--output", str(path))
    docx.Document(str(path)).save(str(path))
    assert byline("verify-briefing", str(path)).exit_code == 0


def test_the_questions_of_a_file_are_asked_and_a_bad_line_makes_it_an_error(byline, tmp_path: Path):
    file = tmp_path / "questions.txt"
    file.write_text('Who came?\n{"question": "Who left?"}\n{"q": 1}\n', encoding="utf-8")
    path = tmp_path / "note.md"
    result = byline("brief", "--from", str(file), "--since", "2025-01-01", "--output", str(path))
    assert result.exit_code == 2
    assert "line 3" in result.stderr
    ((topic, questions, given),) = result.asked
    assert (topic, questions) == (None, ["Who came?", "Who left?"])
    assert given["since"].isoformat() == "2025-01-01"
    assert path.is_file()


@pytest.mark.parametrize("name", ["note.pdf", "note", "note.txt", "note.md.exe"])
def test_another_suffix_is_an_error_that_names_the_three(byline, tmp_path: Path, name: str):
    result = byline("brief", "The visit", "--output", str(tmp_path / name))
    assert result.exit_code == 2
    assert ".md, .docx, .html" in result.stderr
    assert result.asked == []


def test_no_briefing_is_written_among_the_articles(byline, folder: Path):
    result = byline("brief", "The visit", "--output", str(folder / "note.md"))
    assert result.exit_code == 2
    assert "folder of articles" in result.stderr
    assert sorted(path.suffix for path in folder.iterdir()) == [".txt", ".txt"]


def test_a_folder_that_is_not_there_is_an_error_before_anything_is_done(byline, tmp_path: Path):
    result = byline("brief", "The visit", "--output", str(tmp_path / "no" / "note.md"))
    assert result.exit_code == 2
    assert result.asked == []


@pytest.mark.parametrize("arguments", [[], ["Topic", "--from", "-"]])
def test_a_topic_or_a_file_is_needed_and_not_both(byline, tmp_path: Path, arguments: list[str]):
    result = byline("brief", *arguments, "--output", str(tmp_path / "note.md"))
    assert result.exit_code == 2
    assert "--from FILE" in result.stderr


def test_a_file_without_a_question_is_an_error(byline, tmp_path: Path):
    result = byline("brief", "--from", "-", "--output", str(tmp_path / "note.md"), typed=b"\n\n")
    assert result.exit_code == 2
    assert "no question" in result.stderr


def zipped(name: str, data: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.md", b"# A note\n", "no receipt"),
        ("a.html", b"<p>A page</p>", "no receipt"),
        ("a.md", b"", "no receipt"),
        ("a.md", bytes(range(256)), "not UTF-8"),
        ("a.docx", b"not a zip file", "not a .docx"),
        ("a.docx", zipped("word/document.xml", b" " * 70_000_000), "unpacks to"),
        ("a.docx", zipped("a.txt", b"a"), "not a .docx"),
        ("a.pdf", b"%PDF-1.4", ".md, .docx, .html"),
    ],
)
def test_a_file_that_is_no_briefing_is_one_clear_error(
    byline, tmp_path: Path, name: str, data: bytes, reason: str
):
    path = tmp_path / name
    path.write_bytes(data)
    result = byline("verify-briefing", str(path))
    assert result.exit_code == 2
    assert reason in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_huge_file_is_refused_before_it_is_read(byline, tmp_path: Path):
    path = tmp_path / "huge.md"
    with path.open("wb") as file:
        file.truncate(briefing_file.LARGEST + 1)
    result = byline("verify-briefing", str(path))
    assert result.exit_code == 2
    assert "20,000,001 bytes" in result.stderr


def test_a_document_that_keeps_the_reader_busy_is_given_up(
    byline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = tmp_path / "note.docx"
    byline("brief", "The visit", "--output", str(path))
    monkeypatch.setattr(docx_parts, "SECONDS", 0.01)
    result = byline("verify-briefing", str(path))
    assert result.exit_code == 2
    assert "takes longer" in result.stderr


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("suffix", [".md", ".html"])
def test_hostile_words_come_back_as_they_were_written(tmp_path: Path, hostile: str, suffix: str):
    assert findings_of(hostile_briefing(hostile), tmp_path / f"note{suffix}") == ()


@pytest.mark.parametrize("hostile", [HOSTILE[n] for n in (0, 10, 18, 19, 20, 21, 25, 34)])
def test_hostile_words_come_back_from_a_word_document(tmp_path: Path, hostile: str):
    assert findings_of(hostile_briefing(hostile), tmp_path / "note.docx") == ()


def findings_of(briefing: Briefing, path: Path) -> tuple[Finding, ...]:
    """What is found in a briefing that was written and that nobody touched."""
    beside = briefing_file.write_briefing(briefing, path)
    exported = briefing_file.read_exported(path)
    articles = Folder(FOLDER, briefing.articles)
    return verify_briefing(exported, beside.read_text(encoding="utf-8"), articles).findings


def alter(path: Path, old: str, new: str, only: str = "word/document.xml") -> None:
    """Put `new` for the first `old` outside the receipt."""
    if path.suffix != ".docx":
        text = path.read_text(encoding="utf-8")
        at = text.index(old, text.index("1."))
        path.write_text(text[:at] + new + text[at + len(old) :], encoding="utf-8")
        return
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    before = parts[only]
    parts[only] = before.replace(old.encode(), new.encode(), 1)
    assert parts[only] != before
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
