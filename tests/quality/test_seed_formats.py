"""The sample articles give the same answers, with the same words marked, in every format."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qa import CheckedAnswer, ask
from tests.index.formats.every_format import FORMATS, files_of
from tests.index.formats.seed_text import TEXTS, paragraphs

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

SPOKEN = (".vtt", ".srt")
ARTICLES = [paragraphs(text) for text in TEXTS]
# Names that stand for another format's reader are tried with that reader's own tests.
TRIED = [suffix for suffix in FORMATS if suffix not in (".text", ".markdown", ".htm", ".xhtml",
                                                        ".mht", ".ndjson", ".txt")]  # fmt: skip
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


def told(answer: CheckedAnswer) -> tuple[str, list[str]]:
    """The status and the words of an answer."""
    return answer.status, [" ".join(statement.text.split()) for statement in answer.statements]


@pytest.mark.parametrize("suffix", TRIED)
def test_the_samples_give_the_same_answers_in_every_format(
    suffix: str,
    plain: list[CheckedAnswer],
    tmp_path: Path,
    shared_home: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setenv("BYLINE_HOME", str(shared_home))
    found = answers(tmp_path / "articles", suffix)
    if suffix in SPOKEN:  # no title and no outlet is told in them
        assert [answer.status for answer in found] == [answer.status for answer in plain]
    else:
        assert [told(answer) for answer in found] == [told(answer) for answer in plain]
    for answer in found:
        for source in answer.sources:
            assert source.field or source.article.text[source.start : source.end] == source.quote
            assert (source.page is not None) == (suffix == ".pdf")
