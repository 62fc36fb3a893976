"""A briefing on the sample articles with the real models: all of it supported, and it verifies."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa import Briefing, brief
from qa.briefing.novelty import says_again
from qa.english.normal_form import stems
from qa.statement import Verdict
from ui.files.briefing_file import compare_briefing, write_briefing

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

TOPIC = "Putin's invitation to Zelenskyy"


@pytest.fixture(scope="module")
def made(seeds: Path, shared_home: Path) -> Briefing:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BYLINE_HOME", str(shared_home))
        return brief(TOPIC, articles=seeds)


def test_every_statement_is_supported_by_exact_words(made: Briefing):
    assert 8 <= len(made.items) <= 16
    assert {item.statement.verdict for item in made.items} == {Verdict.SUPPORTED}
    for note in made.notes:
        if note.field is None:
            assert note.article.text[note.start : note.end] == note.quote
        else:
            assert getattr(note.article, note.field) == note.quote


def test_both_articles_are_cited_and_nothing_is_said_twice(made: Briefing):
    assert len(made.articles) == 2
    said: list[frozenset[str]] = []
    for item in made.items:
        own = stems(item.statement.citations[0].quote)
        assert not says_again(own, said, 0.5), item.statement.text
        said.append(own)


def test_no_statement_is_a_headline_or_a_bullet(made: Briefing):
    for item in made.items:
        assert item.statement.citations[0].quote.rstrip("”’\"'").endswith((".", "!", "?"))


@pytest.mark.parametrize("suffix", [".md", ".html", ".docx"])
def test_it_verifies_in_every_format(made: Briefing, tmp_path: Path, seeds: Path, suffix: str):
    path = tmp_path / f"briefing{suffix}"
    write_briefing(made, path)
    found = compare_briefing(path, seeds)
    assert found.findings == ()
    assert found.remarks == ()


def test_a_topic_that_no_article_tells_of_gives_no_statement(
    seeds: Path, shared_home: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("BYLINE_HOME", str(shared_home))
    empty = brief("The nurses' strike in Oslo", articles=seeds)
    assert empty.items == ()
    assert [missing.question for missing in empty.missing] == ["The nurses' strike in Oslo"]


def test_questions_become_sections(seeds: Path, shared_home: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("BYLINE_HOME", str(shared_home))
    asked = ["who offered to host talks?", "What is the GDP of Austria?"]
    told: list[tuple[str, int, int]] = []
    answered = brief(questions=asked, articles=seeds, progress=lambda *stage: told.append(stage))
    assert [section.heading for section in answered.sections] == asked
    assert [missing.question for missing in answered.missing] == asked[1:]
    assert [(done, total) for stage, done, total in told if "question" in stage] == [(0, 2), (1, 2)]
