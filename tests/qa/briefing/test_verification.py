"""One altered character of a briefing, its receipt or an article is found and named."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa.briefing.composer import item_of
from qa.briefing.export_markdown import export_markdown
from qa.briefing.receipt import Part, Receipt, ReceiptError, embedded, read_receipt, sha256
from qa.briefing.structure import Section
from qa.briefing.verification import Changed, Exported, Folder, Verification, verify_briefing
from qa.statement import Kind
from tests.qa.briefing.briefings import FOLDER, LISBON, PORTO, article, briefing, scope, statement

NOW = Folder(FOLDER, (PORTO, LISBON))


def exported() -> tuple[list[str], Receipt]:
    text, receipt = export_markdown(briefing())
    return text.removesuffix(f"\n{embedded(receipt)}").split("\n"), receipt


def verified(
    lines: list[str], receipt: Receipt, folder: Folder = NOW, beside: str | None = None
) -> Verification:
    inside = Exported(tuple(lines), receipt.to_json())
    return verify_briefing(inside, receipt.to_file() if beside is None else beside, folder)


def altered(text: str, at: int) -> str:
    other = "x" if text[at] != "x" else "y"
    return text[:at] + other + text[at + 1 :]


def test_what_nobody_touched_has_no_finding():
    found = verified(*exported())
    assert found.findings == ()
    assert found.remarks == ()
    assert (found.statements, found.notes) == (3, 3)
    assert found.to_dict()["verified"] is True


def test_one_character_anywhere_in_the_text_is_found_and_its_part_is_named():
    lines, receipt = exported()
    for row, line in enumerate(lines):
        for at in sorted({0, len(line) // 2, len(line) - 1} if line else ()):
            changed = [*lines[:row], altered(line, at), *lines[row + 1 :]]
            (finding,) = verified(changed, receipt).findings
            assert finding.changed is Changed.BRIEFING
            assert finding.what == receipt.parts[row].part


@pytest.mark.parametrize("part", ["statement 2", "note 3", "dispute 1", "the title"])
def test_a_line_that_was_taken_out_is_named(part: str):
    lines, receipt = exported()
    row = next(n for n, each in enumerate(receipt.parts) if each.part == part)
    findings = verified(lines[:row] + lines[row + 1 :], receipt).findings
    assert [(f.what, "taken out" in f.reason) for f in findings] == [(part, True)]


def test_a_line_that_was_added_is_named_by_what_stands_before_it():
    lines, receipt = exported()
    row = next(n for n, each in enumerate(receipt.parts) if each.part == "statement 1")
    changed = [*lines[: row + 1], "The mayor resigned.", *lines[row + 1 :]]
    (finding,) = verified(changed, receipt).findings
    assert finding.what == "a line after statement 1"
    assert "The mayor resigned." in finding.reason


def test_an_altered_statement_shows_what_it_was():
    lines, receipt = exported()
    changed = [line.replace("40 families", "46 families") for line in lines]
    findings = {f.what: f.reason for f in verified(changed, receipt).findings}
    assert set(findings) >= {"statement 1", "note 1"}
    assert "46 families" in findings["statement 1"]
    assert "It was: “A fire at the glass works in Porto drove 40" in findings["statement 1"]


def test_one_character_anywhere_in_either_receipt_is_found():
    lines, receipt = exported()
    written = receipt.to_json()
    for at in range(0, len(written), 23):
        inside = Exported(tuple(lines), altered(written, at))
        findings = verify_briefing(inside, receipt.to_file(), NOW).findings
        assert [f.what for f in findings] == ["the receipt inside the briefing"], at
    beside = receipt.to_file()
    for at in range(0, len(beside), 23):
        findings = verified(lines, receipt, beside=altered(beside, at)).findings
        assert [f.what for f in findings] == ["the receipt beside the briefing"], at


def test_a_receipt_of_another_briefing_beside_it_is_found():
    lines, receipt = exported()
    other = replace(receipt, title="Another fire")
    (finding,) = verified(lines, receipt, beside=other.to_file()).findings
    assert finding.what == "the receipt beside the briefing"
    assert "title" in finding.reason


def test_a_receipt_that_is_missing_beside_is_only_remarked():
    lines, receipt = exported()
    found = verify_briefing(Exported(tuple(lines), receipt.to_json()), None, NOW)
    assert found.findings == ()
    assert found.remarks == ("There is no receipt beside the briefing.",)


def test_a_receipt_that_was_taken_out_is_found_by_the_one_beside():
    lines, receipt = exported()
    (finding,) = verify_briefing(Exported(tuple(lines), None), receipt.to_file(), NOW).findings
    assert finding.what == "the receipt inside the briefing"


def test_a_receipt_that_cannot_be_read_any_more_is_a_finding_by_itself():
    lines, receipt = exported()
    found = verify_briefing(Exported(tuple(lines), receipt.to_json()[1:]), None, NOW)
    assert [f.what for f in found.findings] == ["the receipt inside the briefing"]
    assert "Nothing else can be compared without a receipt." in found.remarks


def test_without_a_receipt_it_is_no_briefing():
    with pytest.raises(ReceiptError, match="no receipt"):
        verify_briefing(Exported(("# A note",), None), None, NOW)


def test_an_edited_article_is_named_with_the_notes_whose_words_are_gone():
    lines, receipt = exported()
    edited = article(
        PORTO.text.replace("40", "41"),
        name="porto.txt",
        title=PORTO.title,
        outlet=PORTO.outlet,
        byline=PORTO.byline,
        published=PORTO.published,
        url=PORTO.url,
    )
    first, second = verified(lines, receipt, Folder(FOLDER, (edited, LISBON))).findings
    assert (first.changed, first.what) == (Changed.ARTICLE, "porto.txt")
    assert "edited" in first.reason
    assert (second.changed, second.what) == (Changed.QUOTATION, "note 1")


def test_an_edit_elsewhere_in_an_article_is_named_though_its_words_still_stand():
    lines, receipt = exported()
    edited = article(f"{LISBON.text}\n\nMore.", name="lisbon.txt", title=LISBON.title)
    (finding,) = verified(lines, receipt, Folder(FOLDER, (PORTO, edited))).findings
    assert (finding.changed, finding.what) == (Changed.ARTICLE, "lisbon.txt")


def test_a_file_that_is_gone_is_named_with_the_notes_that_quote_it():
    lines, receipt = exported()
    (finding,) = verified(lines, receipt, Folder(FOLDER, (PORTO,))).findings
    assert finding.what == "lisbon.txt"
    assert "notes 2 and 3 quote it" in finding.reason


def test_a_file_that_was_moved_is_found_by_its_hash_and_said_so():
    lines, receipt = exported()
    moved = replace(PORTO, path=FOLDER / "old" / "fire.txt")
    found = verified(lines, receipt, Folder(FOLDER, (moved, LISBON)))
    assert found.findings == ()
    assert found.remarks == ("porto.txt is now old/fire.txt, word for word.",)


def test_a_copy_elsewhere_does_not_make_an_article_moved():
    lines, receipt = exported()
    copied = replace(PORTO, path=FOLDER / "a.txt", also_at=(FOLDER / "porto.txt",))
    assert verified(lines, receipt, Folder(FOLDER, (copied, LISBON))).remarks == ()


def test_a_forged_receipt_does_not_make_words_stand_in_an_article():
    lines, receipt = exported()
    forged = replace(
        receipt, notes=(replace(receipt.notes[0], quote="We lost."), *receipt.notes[1:])
    )
    found = verified(lines, forged)
    assert {f.what for f in found.findings} == {"note 1"}


def test_a_forged_receipt_does_not_make_a_statement_quote_what_nobody_said():
    _, receipt = exported()
    said = replace(receipt.statements[0], text="Ortiz said: “We lost everything.”")
    line = "1. Ortiz said: “We lost everything.”"
    forged = replace(
        receipt,
        statements=(said, *receipt.statements[1:]),
        parts=(Part("statement 1", sha256(line)),),
        digest=sha256(line),
    )
    (finding,) = verified([line], forged).findings
    assert finding.what == "statement 1"
    assert "we lost everything" in finding.reason


def test_a_folder_with_none_of_the_articles_is_said_to_be_another_folder():
    lines, receipt = exported()
    found = verified(lines, receipt, Folder(FOLDER, ()))
    assert len(found.findings) == 2
    assert "--articles DIR" in found.remarks[-1]


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "null", "{}", '{"schema": "byline.receipt/2"}', '{"schema": "byline.receipt/1"}',
        "[" * 100_000, '{"schema": "byline.receipt/1", "title": 3}', "\x00", "not json",
    ],
)  # fmt: skip
def test_a_text_that_is_no_receipt_is_refused_with_a_reason(text: str):
    with pytest.raises(ReceiptError, match=r"\w"):
        read_receipt(text)


def test_a_receipt_with_values_of_another_type_is_refused():
    _, receipt = exported()
    for old, new in (('"start":15', '"start":"15"'), ('"end":', '"end":null,"x":')):
        text = receipt.to_json()
        assert old in text
        with pytest.raises(ReceiptError, match=r"type|too much"):
            read_receipt(text.replace(old, new, 1))


def test_a_receipt_reads_back_as_it_was_in_both_layouts():
    _, receipt = exported()
    assert read_receipt(receipt.to_json()) == read_receipt(receipt.to_file())
    assert read_receipt(receipt.to_json()).to_json() == receipt.to_json()


@pytest.mark.parametrize(
    ("bracket", "findings"),
    [("[1 September 2025]", 0), ("[8 September 2025]", 1), ("[not]", 1), ("[12]", 1)],
)
def test_a_bracket_that_the_article_does_not_give_is_an_invented_quotation(
    bracket: str, findings: int
):
    quote = "A fire at the glass works in Porto drove 40 families from their homes on Monday."
    text = f"Porto Post: “{quote.removesuffix('.')} {bracket}.”"
    item = item_of(statement(text, (PORTO, quote), kind=Kind.QUOTED), scope())
    whole = replace(briefing(), sections=(Section("What happened", (item,)),))
    written, receipt = export_markdown(whole)
    lines = written.removesuffix(f"\n{embedded(receipt)}").split("\n")
    found = verified(lines, receipt).findings
    assert [f.changed for f in found] == [Changed.QUOTATION] * findings
