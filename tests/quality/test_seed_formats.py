"""The sample articles give the same answers, with the same words marked, in other formats too."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qa import CheckedAnswer, ask
from tests.index.formats.every_format import files_of
from tests.index.formats.seed_text import TEXTS, paragraphs

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

ARTICLES = [paragraphs(text) for text in TEXTS]
# Subtitles have the time before each turn and no headlines, so that other sentences may be cited.
TRIED = (".md", ".html", ".mhtml", ".docx", ".odt", ".rtf", ".pdf", ".eml", ".mbox", ".csv",
         ".json", ".jsonl", ".epub", ".zip")  # fmt: skip
QUESTIONS = [
    json.loads(line)["question"]
    for line in Path(__file__).with_name("seed_questions.jsonl").read_text("utf-8").splitlines()
]
ASKED = [QUESTIONS[row] for row in (0, 9)]  # what a list tells, and what nobody tells


def answers(folder: Path, suffix: str) -> list[CheckedAnswer]:
    """What is answered from a folder with the articles in one format."""
    folder.mkdir()
    for number, data in enumerate(files_of(ARTICLES, suffix)):
        (folder / f"{number}{suffix}").write_bytes(data)
    return [ask(question, articles=folder) for question in ASKED]


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory, shared_home: Path) -> list[CheckedAnswer]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BYLINE_HOME", str(shared_home))
        return answers(tmp_path_factory.mktemp("plain") / "articles", ".txt")


def cited(answer: CheckedAnswer) -> tuple[str, set[str]]:
    """The status and the cited words; how they are introduced depends on what fields are known."""
    citations = [each for statement in answer.statements for each in statement.citations]
    return answer.status, {" ".join(citation.quote.split()) for citation in citations}


@pytest.mark.parametrize("suffix", TRIED)
def test_the_samples_give_the_same_answers_in_other_formats(
    suffix: str,
    plain: list[CheckedAnswer],
    tmp_path: Path,
    shared_home: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setenv("BYLINE_HOME", str(shared_home))
    found = answers(tmp_path / "articles", suffix)
    assert [cited(answer) for answer in found] == [cited(answer) for answer in plain]
    for answer in found:
        for source in answer.sources:
            assert source.field or source.article.text[source.start : source.end] == source.quote
            assert (source.page is not None) == (suffix == ".pdf")
