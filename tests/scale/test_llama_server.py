"""The server that comes with llama-cpp-python, with the shipped model: it writes, it dies."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from qa import load_settings, open_answerer
from qa.engine.language_model import Message
from qa.engine.served_model import Patience, ServedModel
from qa.engine.server_address import server_addresses
from qa.engine.shipped_models import SMOLLM2
from qa.errors import ModelError
from tests.scale.proxied import free_port

pytest.importorskip("starlette_context", reason="make test-scale installs the server's packages")
pytestmark = [pytest.mark.allow_hosts(["127.0.0.1"]), pytest.mark.timeout(400)]

LONG = [Message("user", "Tell a long story about the sea, the wind and a harbour.")]
SHORT = [Message("user", "Say hello.")]


@contextlib.contextmanager
def llama_server(port: int, **options: str) -> Iterator[subprocess.Popen[bytes]]:
    """`python -m llama_cpp.server` with the shipped model, when it answers."""
    given = {"model": str(SMOLLM2.locate()), "port": str(port), "n_ctx": "2048", "n_threads": "1",
             "model_alias": "smollm2", **options}  # fmt: skip
    words = [word for name, value in given.items() for word in (f"--{name}", value)]
    with subprocess.Popen(
        [sys.executable, "-m", "llama_cpp.server", *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            for _ in range(600):
                with contextlib.suppress(httpx.TransportError):
                    httpx.get(f"http://127.0.0.1:{port}/v1/models", trust_env=False)
                    break
                time.sleep(0.1)
            yield process
        finally:
            process.kill()
            process.wait(30)


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    found = free_port()
    with llama_server(found):
        yield found


def model_at(port: int) -> ServedModel:
    patience = Patience(seconds=120, pause=0.1)
    return ServedModel.at(server_addresses(f"http://127.0.0.1:{port}", "X"), patience=patience)


def test_it_writes_the_same_twice(port: int):
    model = model_at(port)
    pieces = [list(model.generate(SHORT, max_tokens=10)) for _ in range(2)]
    first, second = ("".join(piece.text for piece in each) for each in pieces)
    assert first == second != ""
    assert pieces[0][-1].finish_reason in {"stop", "length"}
    assert model.name == f"smollm2 at 127.0.0.1:{port}"


def test_a_whole_answer_is_checked_like_any_other(port: int, seeds: Path):
    server = f"http://127.0.0.1:{port}"
    settings = replace(load_settings(articles=seeds), model_server=server)
    answer = open_answerer(settings).ask("who offered to host talks?")
    assert answer.status == "answered"
    assert answer.models["language_model"] == f"smollm2 at 127.0.0.1:{port}"
    for statement in answer.statements:
        assert statement.verdict == "supported"
        for citation in statement.citations:
            words = citation.article.text[citation.start : citation.end]
            assert citation.field is not None or words == citation.quote


def test_killed_in_the_middle_it_is_told_of_and_used_again():
    port = free_port()
    with llama_server(port) as process:
        model = model_at(port)
        pieces = model.generate(LONG, max_tokens=200)
        assert next(pieces).text
        os.kill(process.pid, signal.SIGKILL)
        with pytest.raises(ModelError, match=f"127.0.0.1:{port} failed in the middle of an answer"):
            list(pieces)
    with pytest.raises(ModelError, match="cannot be reached"):
        list(model.generate(SHORT))
    with llama_server(port):
        assert list(model.generate(SHORT, max_tokens=10))


@pytest.mark.parametrize("interrupt", ["true", "false"])
def test_whether_a_new_question_cuts_the_running_one_off(interrupt: str):
    """By default it does, and two people at once would cut each other off: the docs say so."""
    port = free_port()
    with llama_server(port, interrupt_requests=interrupt):
        model = model_at(port)
        model.examine()
        outcome: list[str] = []
        begun = threading.Event()

        def first() -> None:
            try:
                for _ in model.generate(LONG, max_tokens=80):
                    begun.set()
                outcome.append("whole")
            except ModelError:
                outcome.append("cut off")

        asking = threading.Thread(target=first)
        asking.start()
        assert begun.wait(60)
        assert list(model.generate(SHORT, max_tokens=10))
        asking.join()
    assert outcome == (["cut off"] if interrupt == "true" else ["whole"])
