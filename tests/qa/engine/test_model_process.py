"""A model in a process of its own: the same texts, and no harm when the process ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.engine.constraints import OfferedMarkers, constraint_from_data, constraint_to_data
from qa.engine.json_pipe import EngineEndedError, start_module
from qa.engine.language_model import LanguageModel, Message
from qa.engine.model_process import EngineProcess
from qa.errors import CancelledError, ModelError

PROMPT = [Message("user", "Who won? \ud800 \u2028 ü")]


def alive(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{process_id}/stat")
    return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"


def ends(process_id: int, seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while alive(process_id) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not alive(process_id)


@pytest.fixture(scope="module")
def engine() -> Iterator[EngineProcess]:
    made = EngineProcess(lambda: start_module("tests.qa.engine.engine_stub"))
    yield made
    made.close()


def written(engine: LanguageModel, prompt: str, **options: object) -> str:
    pieces = engine.generate([Message("user", prompt)], **options)  # type: ignore[arg-type]
    return "".join(piece.text for piece in pieces)


def test_what_is_asked_and_told_passes_unchanged(engine: EngineProcess):
    assert engine.name == "echo"
    assert engine.parameters == 7
    assert written(engine, PROMPT[0].content) == PROMPT[0].content
    assert engine.log_likelihoods(PROMPT, ["a", "bcd"]) == [-1.1, -3.3000000000000003]
    assert engine.fits(PROMPT, 10)
    assert not engine.fits(PROMPT, 10_000)


def test_a_constraint_arrives_as_it_was_sent(engine: EngineProcess):
    offered = OfferedMarkers(frozenset({3, 12}), ("It rained.",))
    assert written(engine, "constraint", constraint=offered) == "[3, 12]"
    sent = constraint_from_data(constraint_to_data(offered))
    assert isinstance(sent, OfferedMarkers)
    assert (sent.offered, sent.refused) == (offered.offered, offered.refused)
    assert constraint_from_data(constraint_to_data(None)) is None


def test_an_adapter_is_asked_in_the_process_that_runs(engine: EngineProcess):
    taught = engine.with_adapter(Path("/taught"))
    assert written(taught, "rain") == "/taught: rain"
    assert written(engine, "rain") == "rain"
    assert taught.fits(PROMPT, 10)
    assert taught.log_likelihoods(PROMPT, ["a"]) == [-1.1]
    assert (taught.name, taught.parameters) == ("echo", 7)
    process = engine.process_id
    with pytest.raises(ModelError, match="no such adapter"):
        written(engine.with_adapter(Path("missing")), "rain")
    assert engine.process_id == process


def test_an_error_of_the_model_is_told_and_the_next_request_answered(engine: EngineProcess):
    with pytest.raises(ModelError, match="too long"):
        written(engine, "error")
    assert written(engine, "next") == "next"


def test_a_request_after_the_process_was_killed_is_answered(engine: EngineProcess):
    before = engine.process_id
    os.kill(before, signal.SIGKILL)
    assert written(engine, "next") == "next"
    assert engine.process_id != before
    os.kill(engine.process_id, signal.SIGKILL)
    assert engine.log_likelihoods(PROMPT, ["a"]) == [-1.1]
    os.kill(engine.process_id, signal.SIGKILL)
    assert engine.fits(PROMPT, 10)


def test_a_request_that_was_under_way_is_made_once_more(engine: EngineProcess):
    killed = engine.process_id
    killer = threading.Timer(0.3, os.kill, [killed, signal.SIGKILL])
    killer.start()
    assert engine.log_likelihoods([Message("user", f"wait for {killed}")], ["a"]) == [-1.1]
    assert engine.process_id != killed


def test_a_text_that_was_half_given_out_ends_with_a_message(engine: EngineProcess):
    pieces = engine.generate([Message("user", "endless")], max_tokens=1000)
    next(pieces)
    os.kill(engine.process_id, signal.SIGKILL)
    with pytest.raises(EngineEndedError, match="Ask again"):
        list(pieces)
    assert written(engine, "next") == "next"


def test_a_process_that_dies_of_a_request_is_not_started_for_ever(engine: EngineProcess):
    with pytest.raises(EngineEndedError):
        written(engine, "die")
    assert written(engine, "next") == "next"


@pytest.mark.parametrize("closing", [True, False])
def test_a_text_that_nobody_reads_on_is_given_up(engine: EngineProcess, closing: bool):
    before = engine.process_id
    stop = threading.Event()
    pieces = engine.generate([Message("user", "endless")], max_tokens=10_000, cancelled=stop.is_set)
    next(pieces)
    if closing:
        pieces.close()
    else:
        stop.set()
        with pytest.raises(CancelledError):
            list(pieces)
    assert written(engine, "next") == "next"
    assert engine.process_id == before


def test_a_process_that_does_not_stop_is_ended(
    engine: EngineProcess, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("qa.engine.model_process.GRACE_SECONDS", 0.2)
    before = engine.process_id
    stop = threading.Event()
    threading.Timer(0.1, stop.set).start()
    with pytest.raises(CancelledError):
        engine.log_likelihoods(
            [Message("user", f"wait for {before}")], ["a"], cancelled=stop.is_set
        )
    assert written(engine, "next") == "next"
    assert engine.process_id != before
    assert ends(before)


def test_a_request_has_a_deadline(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("qa.engine.model_process.GRACE_SECONDS", 0.2)
    engine = EngineProcess(lambda: start_module("tests.qa.engine.engine_stub"), seconds=0.3)
    with pytest.raises(ModelError, match=r"echo took more than 0\.3 seconds"):
        engine.log_likelihoods([Message("user", f"wait for {engine.process_id}")], ["a"])
    engine.close()


def test_who_waits_for_a_turn_can_be_cancelled(engine: EngineProcess):
    pieces = engine.generate([Message("user", "endless")], max_tokens=10_000)
    next(pieces)
    stop = threading.Event()
    threading.Timer(0.1, stop.set).start()
    with pytest.raises(CancelledError):
        engine.log_likelihoods(PROMPT, ["a"], cancelled=stop.is_set)
    pieces.close()


def test_threads_get_their_own_texts(engine: EngineProcess):
    got: dict[str, str] = {}

    def ask(prompt: str) -> None:
        got[prompt] = written(engine, prompt)

    threads = [threading.Thread(target=ask, args=[f"text {n}"]) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == 20
    assert all(prompt == text for prompt, text in got.items())


def test_a_model_that_cannot_be_loaded_is_named_and_its_process_is_gone(tmp_path: Path):
    with pytest.raises(ModelError, match=r"missing\.gguf"):
        EngineProcess.load(tmp_path / "missing.gguf")


@pytest.mark.parametrize("how", ["os._exit(1)", "os.kill(os.getpid(), signal.SIGKILL)", "pass"])
def test_the_process_ends_with_the_one_that_started_it(how: str):
    program = (
        "import os, signal\n"
        "from qa.engine.json_pipe import start_module\n"
        "from qa.engine.model_process import EngineProcess\n"
        "engine = EngineProcess(lambda: start_module('tests.qa.engine.engine_stub'))\n"
        "print(engine.process_id, flush=True)\n"
        f"{how}\n"
    )
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=False
    )
    assert ends(int(done.stdout)), done.stderr


def test_it_ends_with_who_started_it_even_while_it_is_busy():
    program = (
        "import threading\n"
        "from qa.engine.json_pipe import start_module\n"
        "from qa.engine.model_process import EngineProcess\n"
        "from qa.engine.language_model import LanguageModel, Message\n"
        "engine = EngineProcess(lambda: start_module('tests.qa.engine.engine_stub'))\n"
        "print(engine.process_id, flush=True)\n"
        "engine.log_likelihoods([Message('user', f'wait for {engine.process_id}')], ['a'])\n"
    )
    root = Path(__file__).resolve().parents[3]
    with subprocess.Popen(
        [sys.executable, "-c", program], cwd=root, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        time.sleep(0.2)
        parent.kill()
    assert ends(child)


def test_a_process_that_ends_before_it_has_loaded_is_an_error_with_a_way_out():
    with pytest.raises(ModelError, match=r"before the model was loaded.*byline models"):
        EngineProcess(lambda: start_module("tests.qa.no_such_module"))
