"""Files that real programs wrote of one invented story are read as whoever opens them reads them.

`fixtures/` holds what `python -m benchmarks.format_fidelity .../fixtures/story.jsonl --files 1
--seed 4 --keep FOLDER` wrote, and one text of LibreOffice 7.4 with changes, notes, hidden and
struck words that it saved in each of its formats. The programs are not needed here.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.dressed_articles import dressed_articles
from index.formats import Reading, read_bytes
from tests.index.formats.seed_text import spans_are_exact

FOLDER = Path(__file__).with_name("fixtures")
(STORY,) = dressed_articles(FOLDER / "story.jsonl", 1, 4)
FILES = sorted(
    path.name
    for path in FOLDER.iterdir()
    if path.suffix != ".md" and path.name != "story.jsonl" and "tracked" not in path.name
)
TRACKED = sorted(path.name for path in FOLDER.glob("tracked_*"))


def read(name: str) -> Reading:
    (reading,) = read_bytes((FOLDER / name).read_bytes(), Path(name).suffix)
    return reading


@pytest.mark.parametrize("name", FILES)
def test_a_real_file_has_every_paragraph_and_its_fields(name: str):
    reading = read(name)
    told = " ".join(reading.text.split())
    places = [told.find(paragraph) for paragraph in STORY.paragraphs]
    assert -1 not in places
    assert places == sorted(places)
    fields = reading.fields
    assert (fields.title, fields.byline) == (STORY.title, STORY.byline)
    assert (fields.published or "")[:10] == STORY.published.isoformat()
    assert fields.outlet in (None, STORY.outlet)
    assert "Subscribe" not in told
    assert "cookies" not in told
    assert spans_are_exact(reading)


@pytest.mark.parametrize("name", TRACKED)
def test_notes_and_withdrawn_words_of_a_word_processor(name: str):
    reading = read(name)
    told = " ".join(reading.text.split())
    assert "STRUCK" not in told
    # What LibreOffice writes into books and pages is no change any more.
    assert ("DELETED" in told) == name.endswith((".epub", ".html"))
    assert "SECRET" not in told
    assert "COMMENT" not in told
    assert "INSERTED repairs will cost 3.2 million euros." in told
    assert "1911 by the army" in told or "1911² by the army" in told
    assert "Other sources say 1912." in told
    assert "BOX a reader sees this pull" in told
    fields = reading.fields
    assert fields.title == "Bridge at Kelm stays shut until spring"
    assert (fields.byline, fields.published) == ("Jana Osei", "2025-03-04")
    assert spans_are_exact(reading)


@pytest.mark.parametrize("name", [name for name in TRACKED if not name.endswith(".epub")])
def test_a_power_is_no_other_figure(name: str):
    assert "10⁶ litres" in read(name).text
