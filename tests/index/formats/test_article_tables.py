"""Tables and lists of articles are read by the names that people's tools give to their columns."""

from __future__ import annotations

import csv
import io
import json

import pytest

from index.dates import dates_of_one_order
from index.formats import UnreadableError, read_bytes
from tests.index.formats.seed_text import TEXTS, lost, spans_are_exact

ROW = {"headline": "Old bridge stays shut", "body": "It is shut.\nFor good.", "date": "2025-09-03",
       "author": "Jane Roe", "publication": "Ems Daily",
       "link": "https://example.org/a"}  # fmt: skip


def table(*rows: dict[str, str], separator: str = ",") -> bytes:
    file = io.StringIO()
    writer = csv.DictWriter(file, fieldnames=[*rows[0]], delimiter=separator)
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".json", ".jsonl"])
def test_no_sentence_of_the_seeds_is_lost(suffix: str):
    rows = [{"title": f"Seed number {n}", "text": text} for n, text in enumerate(TEXTS)]
    data = {
        ".csv": table(*rows),
        ".tsv": table(*rows, separator="\t"),
        ".json": json.dumps({"status": "ok", "articles": rows}).encode(),
        ".jsonl": "\n".join(map(json.dumps, rows)).encode(),
    }[suffix]
    readings = read_bytes(data, suffix)
    assert len(readings) == len(TEXTS)
    for text, reading in zip(TEXTS, readings, strict=True):
        assert lost(text, (reading,)) == []
        assert spans_are_exact(reading)


@pytest.mark.parametrize("separator", [",", ";", "|", "\t"])
def test_usual_names_are_the_fields(separator: str):
    (reading,) = read_bytes(table(ROW, separator=separator), ".csv")
    fields = reading.fields
    assert (fields.title, fields.byline, fields.outlet) == (
        "Old bridge stays shut", "Jane Roe", "Ems Daily",
    )  # fmt: skip
    assert (fields.published, fields.url) == ("2025-09-03", "https://example.org/a")
    assert reading.text == "Old bridge stays shut\n\nIt is shut.\nFor good."


def test_what_has_another_name_is_told():
    (reading,) = read_bytes(table({**ROW, "sentiment": "0.2"}), ".csv")
    assert reading.problems == ("Not read, since it may be no part of the articles: sentiment.",)


def test_a_table_without_a_text_names_its_columns():
    with pytest.raises(UnreadableError, match="it has name, value"):
        read_bytes(b"name,value\na,b\n", ".csv")


def test_rows_without_text_and_bad_lines_are_told_and_the_others_read():
    lines = [json.dumps(ROW), "{", json.dumps({**ROW, "body": ""})]
    (reading,) = read_bytes("\n".join(lines).encode(), ".jsonl")
    assert reading.problems == ("Lines that are no JSON objects: 2.", "Rows without a text: 2.")


def test_a_text_of_markup_is_shown_and_one_that_was_cut_off_is_told():
    body = "<p>It is shut.</p><p hidden>SECRET</p><ul><li>For good.</li></ul>"
    (reading,) = read_bytes(json.dumps([{**ROW, "body": body}]).encode(), ".json")
    assert reading.text == "Old bridge stays shut\n\nIt is shut.\n\n- For good."
    cut = {"title": "A bridge is shut", "content": "The council said that… [+2314 chars]"}
    (reading,) = read_bytes(json.dumps([cut]).encode(), ".json")
    assert "cut off" in reading.problems[0]


def test_one_date_tells_the_order_of_day_and_month_in_its_column():
    assert dates_of_one_order(["03/04/2025", "25/04/2025"]) == ["2025-04-03", "2025-04-25"]
    assert dates_of_one_order(["03/04/2025", "04/25/2025"]) == ["2025-03-04", "2025-04-25"]
    assert dates_of_one_order(["03/04/2025", "04/05/2025"]) == [None, None]
    assert dates_of_one_order(["03/04/2025", "25/04/2025", "04/25/2025"])[0] is None


@pytest.mark.parametrize(
    ("data", "suffix"),
    [
        (b"", ".csv"),
        (b"\x00" * 99, ".csv"),
        (b'text\n"' + b"a," * 100_000, ".csv"),
        (b"[" * 100_000, ".json"),
        (b'{"text": ' * 5_000, ".json"),
        (b"null", ".json"),
        (b"1\n2\n", ".jsonl"),
        (b'{"text": 5}', ".json"),
    ],
)
def test_a_hostile_table_is_read_or_named(data: bytes, suffix: str):
    try:
        assert read_bytes(data, suffix)[0].text
    except UnreadableError as error:
        reason = str(error)
    else:
        reason = "it is read"
    assert reason.startswith(("it ", "nothing"))


FORMS = {
    "Excel's first line": (b"sep=;\n" + table(ROW, ROW, separator=";"), ".csv"),
    "commas under another name": (table(ROW, ROW), ".tsv"),
    "objects over several lines": (
        "\n".join(json.dumps(row, indent=1) for row in (ROW, ROW)).encode(), ".jsonl",
    ),
    "a list in a file of lines": (json.dumps([ROW, ROW]).encode(), ".jsonl"),
    "by their names": (json.dumps({"a1": ROW, "a2": ROW}).encode(), ".json"),
    "fields apart": (
        json.dumps({"response": {"results": [
            {"webTitle": ROW["headline"], "webPublicationDate": ROW["date"], "webUrl": ROW["link"],
             "fields": {"bodyText": ROW["body"], "byline": ROW["author"],
                        "publication": ROW["publication"]}}
        ] * 2}}).encode(), ".json",
    ),
    "rendered": (
        json.dumps([{"title": {"rendered": ROW["headline"]}, "date": ROW["date"],
                     "content": {"rendered": f"<p>{ROW['body']}</p>"}, "author": ROW["author"],
                     "link": ROW["link"], "source": ROW["publication"]}] * 2).encode(), ".json",
    ),
    "with the outlet in the title": (
        table(*[{**ROW, "headline": f"{ROW['headline']} - {ROW['publication']}"}] * 2), ".csv",
    ),
    "paragraphs": (
        json.dumps([{**ROW, "body": "", "paragraphs": ROW["body"].split("\n")}] * 2).encode(),
        ".json",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("data", "suffix"), FORMS.values(), ids=FORMS)
def test_forms_that_programs_write_are_read(data: bytes, suffix: str):
    readings = read_bytes(data, suffix)
    assert len(readings) == 2
    for reading in readings:
        fields = reading.fields
        assert (fields.title, fields.byline) == (ROW["headline"], ROW["author"])
        assert (fields.published, fields.outlet) == (ROW["date"], ROW["publication"])
        assert fields.url == ROW["link"]
        assert " ".join(reading.text.split()) == f"{ROW['headline']} It is shut. For good."
        assert reading.problems == ()


def test_where_objects_over_several_lines_break_off_is_told():
    data = json.dumps(ROW, indent=1) + '\n{"headline": "The rest'
    (reading,) = read_bytes(data.encode(), ".jsonl")
    assert any(each.startswith("What follows is no JSON") for each in reading.problems)
