"""A file that is hard on its reader costs little, is named, and stops no other file."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from index.folder import read_folder, resolve_folder
from index.formats import UnreadableError, reading_process
from index.formats.reading_process import ReadingProcess

PAGE = (
    b"<html><title>Talks go on</title><body><p>The minister said so on Tuesday.</p></body></html>"
)
SAID = b"WEBVTT\n\n00:01.000 --> 00:02.000\nThe minister said so on Tuesday.\n\n"
READY = """
import json, os, sys, time
def send(reply):
    message = json.dumps(reply).encode()
    os.write(1, len(message).to_bytes(8, "big") + message)
send({"ready": True})
sys.stdin.buffer.read(8)
"""


@pytest.fixture
def process():
    process = ReadingProcess()
    yield process
    process.close()


def child(folder: Path, program: str) -> Path:
    script = folder / "child.py"
    script.write_text(READY + program)
    return script


def test_one_process_reads_file_after_file(process: ReadingProcess):
    (reading,) = process.read(SAID, ".vtt")
    first = process.process_id
    assert reading.text == "[00:00:01] The minister said so on Tuesday."
    assert process.read(SAID, ".vtt") == (reading,)
    assert process.process_id == first is not None


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        ("time.sleep(60)", "longer than 0.1 seconds"),
        ("os.kill(os.getpid(), 11)", "damaged, or needs more"),
        ("os.kill(os.getpid(), 24)", "longer than"),  # SIGXCPU: the limit on processor time
        ("os.write(1, b'nonsense' * 9); time.sleep(60)", "damaged"),
        ("os.close(1); time.sleep(60)", "damaged"),
    ],
    ids=["slow", "crash", "processor", "nonsense", "silent"],
)
def test_a_process_that_does_not_answer_is_ended_and_the_file_is_named(
    tmp_path: Path, program: str, reason: str
):
    process = ReadingProcess(child=child(tmp_path, program), seconds=0.1)
    with pytest.raises(UnreadableError, match=reason):
        process.read(SAID, ".vtt")
    assert process.process_id is None


def test_memory_is_limited_and_the_next_file_is_read():
    with contextlib.closing(ReadingProcess(memory=40 * 2**20)) as process:
        with pytest.raises(UnreadableError, match="memory"):
            process.read(b"WEBVTT\n\n" + SAID[8:] * 200_000, ".vtt")
        assert process.read(SAID, ".vtt")


def test_threads_take_turns(process: ReadingProcess):
    found: list[str] = []

    def read(number: int) -> None:
        said = SAID.replace(b"Tuesday", b"day %d" % number)
        found.append(process.read(said, ".vtt")[0].text.split("day ")[1])

    threads = [threading.Thread(target=read, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [f"{number}." for number in range(8)]


def test_a_bad_file_stops_none_of_its_neighbours(tmp_path: Path):
    (tmp_path / "a.vtt").write_bytes(SAID)
    (tmp_path / "b.docx").write_bytes(b"\x00\x01" * 500)
    (tmp_path / "c.vtt").write_bytes(SAID.replace(b"Tuesday", b"Friday"))
    (tmp_path / "d.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    reading = read_folder(resolve_folder(tmp_path), known={}, progress=lambda _: None)
    assert [article.path.name for article in reading.articles] == ["a.vtt", "c.vtt"]
    reasons = dict(reading.skipped)
    assert set(reasons) == {"b.docx", "d.doc"}
    assert "save it as .docx" in reasons["d.doc"]


def test_nothing_beside_the_articles_is_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for name in ("json", "lxml", "trafilatura", "index"):
        (tmp_path / f"{name}.py").write_text(f"open('{tmp_path}/taken', 'w')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", "")
    with contextlib.closing(ReadingProcess()) as process:
        assert process.read(PAGE, ".html")
    assert not (tmp_path / "taken").exists()


def test_the_process_ends_with_the_program():
    program = (
        "import sys; from index.formats import read_bytes, reading_process\n"
        "read_bytes(sys.stdin.buffer.read(), '.vtt'); print(reading_process().process_id)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], input=SAID, capture_output=True, check=True
    )
    assert is_gone(int(done.stdout))


def test_the_process_ends_when_the_program_is_killed():
    program = (
        "import os, sys; from index.formats import read_bytes, reading_process\n"
        "read_bytes(sys.stdin.buffer.read(), '.vtt')\n"
        "print(reading_process().process_id, flush=True)\n"
        "os.kill(os.getpid(), 9)"
    )
    done = subprocess.run([sys.executable, "-c", program], input=SAID, capture_output=True)
    assert is_gone(int(done.stdout))


def test_a_program_has_one_process():
    assert reading_process() is reading_process()


def is_gone(process_id: int) -> bool:
    for _ in range(100):
        try:
            os.kill(process_id, 0)
        except ProcessLookupError:
            return True
        if Path(f"/proc/{process_id}/stat").exists() and " Z " in Path(
            f"/proc/{process_id}/stat"
        ).read_text(encoding="ascii", errors="replace"):
            return True
        time.sleep(0.05)
    return False
