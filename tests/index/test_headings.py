"""What the first lines say about an article, and what they leave open."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from index.front_matter import Fields
from index.headings import read_heading
from index.packed_heading import packed_heading_end, read_packed_heading

LEAD = "The foreign minister said on Tuesday that the talks would go on for another week."


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        (f"Talks go on in Vienna\n\n{LEAD}", Fields(title="Talks go on in Vienna")),
        (f"# Talks go on in Vienna\n{LEAD}", Fields(title="Talks go on in Vienna")),
        (
            f"Talks go on\nBy Jane Doe and John Roe\nPublished: August 28, 2025\n\n{LEAD}",
            Fields(title="Talks go on", byline="Jane Doe and John Roe", published="2025-08-28"),
        ),
        (
            f"Talks go on\n\nVIENNA (Reuters) - {LEAD}",
            Fields(title="Talks go on", outlet="Reuters", place="VIENNA"),
        ),
        (
            f"Talks go on\n\nMOSCOW/BEIJING/WASHINGTON — {LEAD}",
            Fields(title="Talks go on", place="MOSCOW/BEIJING/WASHINGTON"),
        ),
        (
            f"KYIV, Ukraine (AP) — {LEAD}\n\nMore.",
            Fields(outlet="AP", place="KYIV, Ukraine"),
        ),
        (
            f"NEW YORK, Aug 28, 2025 (AFP) - {LEAD}\nMore.",
            Fields(outlet="AFP", place="NEW YORK", published="2025-08-28"),
        ),
        (f"CNN —\n\n{LEAD}", Fields(outlet="CNN")),
        (
            f"Talks go on in Vienna\nwww.example-times.co.uk\n2025/07/07\n\n{LEAD}",
            Fields(
                title="Talks go on in Vienna",
                outlet="example-times.co.uk",
                published="2025-07-07",
            ),
        ),
        (
            f"Talks go on\nBy Jane Doe, CNN\nUpdated 9:10 AM EST, Wed January 8, 2025\n\n{LEAD}",
            Fields(title="Talks go on", byline="Jane Doe", outlet="CNN"),
        ),
        (f"Paris CNN —\n\n{LEAD}", Fields(outlet="CNN", place="Paris")),
        (f"Hong Kong CNN Business —\n\n{LEAD}", Fields(outlet="CNN", place="Hong Kong")),
        (
            f"Dec. 12, 2023 Updated Dec. 13, 2023, 8:41 a.m. ET\n\n{LEAD}",
            Fields(published="2023-12-12"),
        ),
        (
            f"Talks go on\nThursday, 28 August 2025\n{LEAD}",
            Fields(title="Talks go on", published="2025-08-28"),
        ),
        (
            f"Title: Talks go on\nSource: Example Times\nDate: 2025/08/28\n"
            f"URL: https://example.com/a\n\n{LEAD}",
            Fields(
                title="Talks go on",
                outlet="Example Times",
                published="2025-08-28",
                url="https://example.com/a",
            ),
        ),
        (
            f"Talks go on | Example Times\n\n{LEAD}",
            Fields(title="Talks go on", outlet="Example Times"),
        ),
        (
            f"Talks go on - The Guardian\n\n{LEAD}",
            Fields(title="Talks go on", outlet="The Guardian"),
        ),
        (
            f"Talks go on / Example Post / VIENNA / Jane Q. Doe / 28 August 2025 / {LEAD} More.",
            Fields(
                title="Talks go on",
                outlet="Example Post",
                place="VIENNA",
                byline="Jane Q. Doe",
                published="2025-08-28",
            ),
        ),
        (
            f"Talks go on | Newsline | By Jane Doe | World\n\n{LEAD}",
            Fields(title="Talks go on", outlet="Newsline", byline="Jane Doe"),
        ),
    ],
)
def test_the_first_lines_tell_the_fields(text: str, fields: Fields):
    assert read_heading(text) == fields


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        LEAD,
        f"{LEAD}\n{LEAD}",
        f"{LEAD} {LEAD}\n\nBy the time they left, nothing was signed.",
        f"{LEAD}\nBy Tuesday evening the hall was empty.",
        f"{LEAD}\nThe source: a person who was there.",
        f"{LEAD}\nIt was published in May, 300 years after the first edition.",
        f"- first\n- second\n\n{LEAD}",
        f"10:42: The mayor arrives at the hall\n\n{LEAD}",
        f"9.15 The mayor arrives at the hall\n\n{LEAD}",
        f"{LEAD}\nWrite to desk@example.com or see example.com.",
        f"{LEAD}\nUPDATED: September 1, 2025",
        f"Jane Doe\n\nExample Times\n\n{LEAD}",
        f"Robert Allen and Susanne Roe\n\n{LEAD}",
        f"Bart Jansen, USA TODAY\n\n{LEAD}",
        f"Updated Nov. 14, 2024, 11:53 p.m. ET\n\n{LEAD}",
        f"Letters\n\n{LEAD}",
    ],
)
def test_what_the_lines_do_not_settle_stays_unknown(text: str):
    assert read_heading(text) == Fields()


@pytest.mark.parametrize(
    "line",
    [
        "Profit and/or loss: what the deal means",
        "Rock/ pop and jazz",
        "Putin - the man and the myth",
        "Live updates - Putin, Zelenskyy and Trump - what we know so far about the talks",
        "Win/ lose/ draw: all three are likely in the last week of the long season. It starts now.",
    ],
)
def test_an_ordinary_title_is_not_taken_apart(line: str):
    assert read_packed_heading(line) is None


def test_a_packed_heading_ends_where_the_prose_begins(seeds: Path):
    text = next(seeds.glob("000_*")).read_text(encoding="utf-8")
    end = packed_heading_end(text)
    assert text[:end].rstrip().endswith("Morning Edition/")
    assert text[end:].startswith("Russian President Vladimir Putin invited")
    assert packed_heading_end(LEAD) == 0


@pytest.mark.parametrize(
    "unit",
    ["A", "AA ", "Aa", "A.", "/ ", "A/ ", " | ", "Aa, ", "A (", "By ", "By A ", "1 ", "News ",
     "a, A", "Updated ", "Jan 1 ", "Title: ", "—", "AAAA, AAAA", "\n", "A\n", "“"],
)  # fmt: skip
def test_a_hostile_first_line_costs_little(unit: str):
    text = unit * (200_000 // len(unit))
    began = time.process_time()
    read_heading(text)
    read_heading("AAA, " + text)
    read_heading("By " + text)
    packed_heading_end(text)
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    ("lines", "name", "value"),
    [
        ("By\n\nJane Roe", "byline", "Jane Roe"),
        ("Jane Roe | jane@example.org", "byline", "Jane Roe"),
        ("By Jane Roe, Special to the Ems Daily", "byline", "Jane Roe"),
        ("By Jane Roe, Special to the Ems Daily", "outlet", "Ems Daily"),
        ("Updated September 5, 2025 | Published September 3, 2025", "published", "2025-09-03"),
        ("Updated September 5, 2025", "published", None),
        ("Wed, 03 Sep 2025 10:00:00 +0200", "published", "2025-09-03"),
        ("Author:: [[Jane Roe]]", "byline", "Jane Roe"),
        ("Author:: Jane Roe Published Date:: 2025-09-03", "published", "2025-09-03"),
        ("- Published Date: 2025-09-03", "published", "2025-09-03"),
        ("The council met.\n\nReporting by Jane Roe; Editing by Li Wei", "byline", "Jane Roe"),
        ("The council met.\n\nAdditional reporting by Jane Roe", "byline", None),
        ("By the time it ended it was late.", "byline", None),
        ("2025-09-03T10:00:00+02:00", "published", "2025-09-03T10:00:00+02:00"),
        ("2025-09-03T08:00:00Z", "published", "2025-09-03T08:00:00Z"),
        ("By JANE ROE Associated Press", "byline", "JANE ROE"),
        ("By JANE ROE Associated Press", "outlet", "Associated Press"),
        ("By Jane Roe, Agence France-Presse", "outlet", "Agence France-Presse"),
        ("By Jane Roe, Ems Post", "byline", "Jane Roe"),
        ("By Jane Roe, Ems Post", "outlet", "Ems Post"),
        ("By Jane Roe, Staff Writer", "byline", "Jane Roe"),
        ("By Jane Roe, Political Editor", "outlet", None),
        ("By Jane Roe in Kelm and Li Wei in Ost", "byline", "Jane Roe and Li Wei"),
        ("By\n\nJane Roe and\n\nLi Wei", "byline", "Jane Roe and Li Wei"),
        ("By Jane Roe | jane@example.org | Ems Post", "outlet", "Ems Post"),
        ("By Jane Roe | jane@example.org", "outlet", None),
        ("By Jane Roe | Politics", "outlet", None),
        ("Jane Roe, Special to the Ems Daily", "byline", "Jane Roe"),
        ("By JANE ROE\nSpecial to the Ems Daily", "outlet", "Ems Daily"),
        ("He gave a special to the Ems Daily", "outlet", None),
        (
            "It is.\n\nReporting by Jane Roe and Li Wei in Ost; Editing by X",
            "byline",
            "Jane Roe and Li Wei",
        ),
        ("It is.\n\n(Reporting By Jane Roe in Ost, editing by Li Wei)", "byline", "Jane Roe"),
    ],
)
def test_fields_are_read_as_people_write_them(lines: str, name: str, value: str | None):
    heading = read_heading(f"Old bridge stays shut\n\n{lines}\n\nThe old bridge is shut.")
    assert getattr(heading, name) == value
