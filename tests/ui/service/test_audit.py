"""A line a question, whatever becomes of it, from several processes, into a file that may move."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from qa.errors import SettingsError
from tests.ui.fake_answers import FakeAnswerer, seed_articles
from ui.service.audit import SCHEMA, Audit
from ui.service.conversation import Conversation
from ui.service.desk import SHOWABLE, Desk
from ui.service.opening import Opening
from ui.service.watching import Ended

WRITER = """
import sys
from pathlib import Path
from ui.service.audit import Audit
from ui.service.conversation import Conversation
from ui.service.watching import Ended
audit = Audit(Path(sys.argv[1]), words=True)
for number in range(200):
    asked = Conversation().refused(f"{sys.argv[2]} {number} " + "x" * 500, "no")
    audit(Ended("s", asked, 1.0, 0.5))
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "logs" / "audit.jsonl"


def desk_of(seeds: Path, audit: Audit) -> Desk:
    answerer = FakeAnswerer(seed_articles(seeds))
    opening: Opening[FakeAnswerer] = Opening(lambda _tell: answerer.opened(), showable=SHOWABLE)
    opening.start()
    assert opening.wait(5)
    return Desk(opening, watchers=[audit])


def lines(file: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(
    ("question", "outcome"),
    [
        ("who hosts?", "answered"),
        ("what is the GDP?", "not_in_articles"),
        ("broken?", "failed"),
        ("impossible?", "failed"),
        ("?!", "failed"),
    ],
)
def test_every_question_has_one_line(seeds: Path, file: Path, question: str, outcome: str):
    list(desk_of(seeds, Audit(file)).ask("a", Conversation(key="k"), question))
    (line,) = lines(file)
    assert (line["schema"], line["outcome"], line["conversation"]) == (SCHEMA, outcome, "k")
    assert line["person"] is None
    assert "question" not in line
    assert question not in file.read_text(encoding="utf-8")


def test_a_question_that_was_stopped_and_one_whose_page_went_away_have_lines(
    seeds: Path, file: Path
):
    desk = desk_of(seeds, Audit(file))
    for act in (desk.stop, desk.leave):
        steps = desk.ask("a", Conversation(), "a slow question, who hosts?")
        for step in steps:
            if step.turns[-1].statements:
                act("a")
    steps = desk.ask("a", Conversation(), "a slow question, who hosts?")
    next(steps)
    steps.close()  # type: ignore[attr-defined]
    assert [line["outcome"] for line in lines(file)] == ["stopped"] * 3


def test_words_are_written_on_request(seeds: Path, file: Path):
    list(desk_of(seeds, Audit(file, words=True)).ask("a", Conversation(), "who hosts Ünal?"))
    (line,) = lines(file)
    assert line["question"] == "who hosts Ünal?"
    assert line["answer"]


def test_the_file_may_be_moved_away_between_two_lines(seeds: Path, file: Path):
    desk = desk_of(seeds, Audit(file))
    list(desk.ask("a", Conversation(), "who hosts?"))
    file.rename(file.with_suffix(".1"))
    list(desk.ask("a", Conversation(), "who hosts?"))
    assert len(lines(file)) == len(lines(file.with_suffix(".1"))) == 1


def test_lines_of_several_processes_are_not_mixed(file: Path):
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, file, str(n)]) for n in range(4)]
    assert [writer.wait(60) for writer in writers] == [0] * 4
    assert len(lines(file)) == 800


def test_a_file_that_cannot_be_written_is_told_at_the_start(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError, match="--audit"):
        Audit(tmp_path / "file" / "audit.jsonl").begin()


def test_a_full_disk_costs_a_line_and_no_answer(seeds: Path, caplog: pytest.LogCaptureFixture):
    steps = list(desk_of(seeds, Audit(Path("/dev/full"))).ask("a", Conversation(), "who hosts?"))
    assert steps[-1].turns[-1].answer is not None
    assert "A line of the audit was lost" in caplog.text


def test_what_ended_is_told_with_its_seconds():
    ended = Ended("s", Conversation().refused("?", "no"), 1.0, 0.25)
    assert (ended.outcome, ended.seconds, ended.waited) == ("failed", 1.0, 0.25)
