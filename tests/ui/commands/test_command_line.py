"""The command line with a real library, a made-up embedder and made-up answers."""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from click.testing import CliRunner, Result

from index import Article, Problem, open_library
from qa import CheckedText
from qa.answer import CheckedAnswer, LibraryState, Status
from qa.errors import QuestionError
from qa.statement import CheckedStatement, CheckResult, Citation, Kind, Outcome, Verdict
from ui.commands.command_line import main
from ui.commands.engines import MOST_PROBLEMS, Engines, tell_problems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index import ArticleLibrary
    from index.embedding import Vectors
    from qa.settings import Settings
    from ui.files.progress import Tell

ENGINE_COMMANDS = (
    "ask", "chat", "check", "brief", "index", "articles", "verify", "verify-briefing", "doctor",
    "models", "serve-readers",
)  # fmt: skip


class WordEmbedder:
    """Vectors of which words are there: enough to build a library."""

    name = "words"
    dimension = 16

    def embed(self, texts: Sequence[str]) -> Vectors:
        rows = np.full((len(texts), self.dimension), 1e-3, np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in text.split():
                row[len(word) % self.dimension] += 1
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


class FakeEngines:
    """Answers every question from one made-up article; libraries are real."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.article = Article("0123abcd", Path("/news/one.txt"), "Two came. One left.", "Talks")

    def ask(self, question: str, *, progress: Tell | None = None, **given: Any) -> CheckedAnswer:
        if not question.strip():
            raise QuestionError("The question is empty. Ask one: byline ask QUESTION")
        if question == "break":
            raise RuntimeError("a programming mistake")
        self.asked.append((question, given))
        source = Citation(1, self.article, 0, 9, "Two came.")
        statement = CheckedStatement(
            "Two people came", Kind.WRITTEN, (source,), verdict=Verdict.SUPPORTED
        )
        index = LibraryState("v1", 1, 1, 1)
        return CheckedAnswer(question, Status.ANSWERED, (statement,), (source,), index)

    def check(self, text: str, settings: Settings, *, progress: Tell | None = None) -> CheckedText:
        source = Citation(1, self.article, 0, 9, "Two came.")
        wrong = CheckResult("figures", Outcome.FAIL, "The statement says “3”; the source has “2”.")
        return CheckedText(
            (
                CheckedStatement("Talks", Kind.NOTICE),
                CheckedStatement(
                    text.strip(),
                    Kind.WRITTEN,
                    (source,),
                    (wrong,) if "3" in text else (),
                    Verdict.CONTRADICTED if "3" in text else Verdict.SUPPORTED,
                ),
            ),
            (source,),
        )

    def open(
        self,
        settings: Settings,
        *,
        rebuild: bool = False,
        whole: bool = False,
        ray: str | None = None,
        progress: Tell | None = None,
    ) -> ArticleLibrary:
        return open_library(
            settings.articles,
            home=settings.home,
            embedder=WordEmbedder(),
            rebuild=rebuild,
            progress=progress,
        )


@pytest.fixture
def engines() -> FakeEngines:
    return FakeEngines()


@pytest.fixture
def byline(engines: FakeEngines):
    """Run a command line; what it printed and its status."""

    def run(*arguments: str, typed: bytes = b"") -> Result:
        made = Engines(ask=engines.ask, open=engines.open, check=engines.check)
        return CliRunner().invoke(main, arguments, obj=made, input=typed)

    return run


@pytest.fixture
def folder(tmp_path: Path, seeds: Path) -> Path:
    """A folder of articles that may be changed."""
    return Path(shutil.copytree(seeds, tmp_path / "articles"))


def test_an_answer_shows_its_verdict_in_words_and_the_words_of_its_source(byline):
    result = byline("ask", "who came?")
    assert result.exit_code == 0
    assert "✓ Two people came [1]" in result.stdout
    assert "supported" in result.stdout
    assert "“Two came.”" in result.stdout
    assert "/news/one.txt" in result.stdout
    assert result.stderr == ""


def test_colours_are_for_a_terminal_whose_person_wants_them(
    engines: FakeEngines, monkeypatch: pytest.MonkeyPatch
):
    def shown() -> str:
        made = Engines(ask=engines.ask, open=engines.open, check=engines.check)
        return CliRunner().invoke(main, ["ask", "who?"], obj=made, color=True).stdout

    assert "\x1b[" in shown()
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in shown()


def test_json_is_the_published_object_and_nothing_else(byline):
    result = byline("ask", "--json", "who came?")
    answer = json.loads(result.stdout)
    assert answer["schema"] == "byline.answer/1"
    assert answer["text"] == "Two people came [1]"
    assert result.stdout.count("\n") == 1


def test_what_limits_a_question_is_passed_on_as_days(byline, engines: FakeEngines):
    byline("ask", "who?", "--since", "2025/08/28", "--as-of", "2025-09-03", "--outlet", "Newslooks",
           "--articles", "news", "--model", "small.gguf")  # fmt: skip
    ((_, given),) = engines.asked
    assert given == {
        "since": date(2025, 8, 28), "until": None, "as_of": date(2025, 9, 3),
        "outlet": "Newslooks", "articles": "news", "model": "small.gguf",
    }  # fmt: skip


def test_a_bad_line_of_a_file_is_named_and_the_others_are_answered(byline, tmp_path: Path):
    questions = tmp_path / "questions.jsonl"
    questions.write_text('who came?\n{"asked": 1}\n\n{"question": ""}\nwho left?\n')
    result = byline("ask", "--json", "--from", str(questions))
    assert result.exit_code == 2
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line["schema"].split(".")[1] for line in lines] == [
        "answer/1", "error/1", "error/1", "answer/1",
    ]  # fmt: skip
    assert lines[1] == {
        "schema": "byline.error/1", "question": '{"asked": 1}',
        "error": 'line 2 has no text under "question"',
    }  # fmt: skip
    assert lines[2]["question"] == ""
    assert len(result.stderr.splitlines()) == 2


def test_questions_may_come_from_standard_input(byline, engines: FakeEngines):
    assert byline("ask", "--from", "-", typed=b"one?\ntwo?\n").exit_code == 0
    assert [question for question, _ in engines.asked] == ["one?", "two?"]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("ask",), "one question"),
        (("ask", "who?", "--from", "-"), "one question"),
        (("ask", ""), "empty"),
        (("ask", "--from", "nowhere.txt"), "nowhere.txt"),
        (("ask", "who?", "--since", "yesterday"), "yesterday"),
        (("ask", "who?", "--colour"), "--colour"),
        (("answer",), "answer"),
        (("chat", "--port", "99999"), "99999"),
        (("index", "--articles", "/nowhere/at/all"), "/nowhere/at/all"),
        (("articles", "show", "ffff"), "ffff"),
    ],
)
def test_an_error_is_one_line_with_status_two(byline, arguments: tuple[str, ...], reason: str):
    result = byline(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert line.startswith("byline: ")
    assert reason in line


def test_a_programming_mistake_is_not_taken_for_a_finding(byline):
    result = byline("ask", "break")
    assert result.exit_code == 2
    assert "fault of Byline" in result.stderr.splitlines()[-1]


def test_a_sound_draft_is_shown_with_its_sources(byline, tmp_path: Path):
    (tmp_path / "draft.md").write_text("Two people came.", encoding="utf-8")
    result = byline("check", str(tmp_path / "draft.md"))
    assert result.exit_code == 0
    assert "✓ Two people came. [1]" in result.stdout
    assert "“Two came.”" in result.stdout
    assert result.stdout.rstrip().endswith("supported: 1, needs no source: 1.")


def test_a_contradicted_sentence_is_a_finding_with_its_reason(byline, tmp_path: Path):
    (tmp_path / "draft.txt").write_bytes("3 people came to the café.".encode("cp1252"))
    result = byline("check", str(tmp_path / "draft.txt"))
    assert result.exit_code == 1
    assert "the source has “2”" in result.stdout
    written = byline("check", str(tmp_path / "draft.txt"), "--json")
    assert written.exit_code == 1
    assert json.loads(written.stdout)["statements"][1]["verdict"] == "contradicted"
    assert "café" in json.loads(written.stdout)["statements"][1]["text"]


def test_a_draft_that_is_not_there_or_no_text_is_an_error(byline, tmp_path: Path):
    (tmp_path / "draft.txt").write_bytes(bytes(range(256)) * 40)
    for name in ("none.txt", "draft.txt"):
        result = byline("check", str(tmp_path / name))
        assert result.exit_code == 2
        assert name in result.stderr
        assert result.stdout == ""


def test_an_empty_folder_is_an_error_that_says_what_to_do(byline, tmp_path: Path):
    empty = tmp_path / "empty"
    empty.mkdir()
    result = byline("index", "--articles", str(empty))
    assert result.exit_code == 2
    assert "--articles" in result.stderr


def test_index_counts_what_was_read_and_names_what_was_not(byline, folder: Path):
    (folder / "broken.txt").write_bytes(bytes(range(256)) * 40)
    result = byline("index", "--articles", str(folder))
    assert result.exit_code == 0
    assert "2 articles" in result.stdout
    assert "broken.txt" in result.stdout


def test_index_fills_the_store_that_is_named(engines: FakeEngines, folder: Path):
    filled = []

    def fill(settings: Settings, **options) -> ArticleLibrary:
        filled.append((settings.store, settings.articles, options["rebuild"]))
        return engines.open(settings)

    made = Engines(open=engines.open, fill=fill)
    given = ["index", "--rebuild", "--store", "http://milvus:19530", "--articles", str(folder)]
    result = CliRunner().invoke(main, given, obj=made)
    assert result.exit_code == 0
    assert "2 articles" in result.stdout
    assert filled == [("http://milvus:19530", folder, True)]


def test_with_a_store_no_folder_is_needed(tmp_path: Path):
    given = ["articles", "--store", "http://127.0.0.1:1", "--articles", str(tmp_path / "nowhere")]
    result = CliRunner().invoke(main, given)
    assert result.exit_code == 2
    assert "nowhere" not in result.stderr
    assert "The store http://127.0.0.1:1 " in result.stderr


def test_articles_lists_and_show_prints_the_stored_text(byline, folder: Path):
    listed = json.loads(byline("articles", "--json", "--articles", str(folder)).stdout)
    assert listed["schema"] == "byline.articles/1"
    assert len(listed["articles"]) == 2
    first = listed["articles"][0]
    shown = json.loads(
        byline("articles", "show", first["id"], "--json", "--articles", str(folder)).stdout
    )
    assert shown["schema"] == "byline.article/1"
    assert "Moscow" in shown["text"]
    assert shown["id"] == first["id"]
    readable = byline("articles", "--articles", str(folder), "show", first["id"][:10])
    assert shown["text"].splitlines()[-1] in readable.stdout


def test_every_article_that_is_listed_can_be_shown(byline):
    ids = [line.split()[0] for line in byline("articles").stdout.splitlines()]
    assert len(ids) == 2
    assert all(byline("articles", "show", each).exit_code == 0 for each in ids)


def test_damage_is_a_finding_and_repair_puts_it_right(byline, folder: Path, byline_home: Path):
    at = ("--articles", str(folder))
    assert byline("index", *at).exit_code == 0
    assert byline("verify", *at).exit_code == 0
    files = [path for path in byline_home.rglob("*") if path.is_file()]
    largest = max(files, key=lambda path: path.stat().st_size)
    data = bytearray(largest.read_bytes())
    data[len(data) // 2] ^= 1
    largest.write_bytes(data)

    found = byline("verify", "--json", *at)
    assert found.exit_code == 1
    assert json.loads(found.stdout)["damage"][0]["path"] == str(largest)
    refused = byline("articles", *at)
    assert refused.exit_code == 2
    assert "byline index --rebuild" in refused.stderr

    assert byline("verify", "--repair", *at).exit_code == 0
    assert byline("verify", *at).exit_code == 0
    assert byline("articles", *at).exit_code == 0


def test_an_article_that_was_edited_is_a_finding(byline, folder: Path):
    at = ("--articles", str(folder))
    byline("index", *at)
    edited = next(folder.glob("*.txt"))
    edited.write_text("Nobody came to the talks on Monday.", encoding="utf-8")
    found = byline("verify", *at)
    assert found.exit_code == 1
    assert edited.name in found.stdout
    assert byline("verify", "--repair", *at).exit_code == 0
    assert byline("verify", *at).exit_code == 0


def test_the_environment_names_the_folder_when_the_command_does_not(
    byline, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("BYLINE_ARTICLES", str(folder))
    assert str(folder) in byline("articles", "--json").stdout


def children_cpu_seconds() -> float:
    """Seconds the processor worked for child processes, however busy the machine is."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_help_names_every_command_and_starts_no_engine_to_do_so():
    before = children_cpu_seconds()
    shown = subprocess.run(
        [sys.executable, "-m", "ui.commands.command_line", "--help"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert children_cpu_seconds() - before < 2  # 0.2 on an idle machine
    assert [line.split()[0] for line in shown.stdout.split("Commands:")[1].splitlines() if line][
        : len(ENGINE_COMMANDS)
    ] == sorted(ENGINE_COMMANDS)


def test_files_that_were_passed_over_are_named_beside_an_answer(capsys):
    problems = tuple(Problem(Path(f"{n}.bin"), "it is no text") for n in range(MOST_PROBLEMS + 2))
    tell_problems(problems[:1])
    assert capsys.readouterr().err == "1 file passed over:\n  0.bin: it is no text\n"
    tell_problems(problems[:1])  # once for all questions of a file
    tell_problems(())
    assert capsys.readouterr().err == ""
    tell_problems(problems)
    told = capsys.readouterr().err
    assert f"{MOST_PROBLEMS - 1}.bin" in told
    assert f"{MOST_PROBLEMS}.bin" not in told
    assert "and 2 more: byline articles" in told
