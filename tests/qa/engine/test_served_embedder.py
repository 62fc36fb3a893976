"""The embedder at a server: the same vectors, or one clear sentence; and no PyTorch here."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import numpy as np
import pytest

from index import EmbedderError
from index.sample_texts import SAMPLE_TEXTS
from index.sentence_transformer import DIMENSION, Mode, SentenceTransformerEmbedder
from qa.engine.served_embedder import EMBEDDER_PATH, MOST_TEXTS, ServedEmbedder
from qa.engine.server_address import server_address
from qa.loaded_readers import served_embedder
from qa.settings import Settings
from tests.hashing_embedder import HashingEmbedder
from tests.model_server import model_server
from tests.qa.engine.test_served_network import running
from ui.service.readers_server import LARGEST_BODY, ReadersServer, load_embedders

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

ROOT = Path(__file__).resolve().parents[3]
FAST, EXACT = "all-MiniLM-L6-v2 int8", "all-MiniLM-L6-v2 float32"


@pytest.fixture
def embedders() -> dict[str, HashingEmbedder]:
    return {name: HashingEmbedder(name, DIMENSION) for name in (FAST, EXACT)}


@pytest.fixture
def address(embedders: dict[str, HashingEmbedder]) -> Iterator[str]:
    with running(ReadersServer({}, "secret", embedders)) as url:
        yield url


def at(address: str, name: str | None = None, key: str | None = "secret") -> ServedEmbedder:
    return ServedEmbedder.at(server_address(address, "X"), name=name, key=key)


def test_the_vectors_are_those_of_the_embedder_there(address: str):
    texts = [f"{number} trams in Lisbon – “{number}”" for number in range(MOST_TEXTS + 3)]
    found = at(address, EXACT).embed(texts)
    assert found.dtype == np.float32
    assert np.array_equal(found, HashingEmbedder(EXACT, DIMENSION).embed(texts))
    assert at(address, EXACT).embed([]).shape == (0, DIMENSION)


def test_a_library_is_searched_in_the_arithmetic_that_it_was_made_in(
    address: str, embedders: dict[str, HashingEmbedder], seeds: Path, tmp_path: Path
):
    settings = Settings(seeds, tmp_path, readers_server=address)
    os.environ["BYLINE_READERS_SERVER_KEY"] = "secret"
    try:
        new = served_embedder(settings)
        assert new is not None
        assert new.name == FAST
        import index

        index.open_library(seeds, home=tmp_path, embedder=at(address, EXACT))
        kept = served_embedder(settings)
    finally:
        del os.environ["BYLINE_READERS_SERVER_KEY"]
    assert kept is not None
    assert kept.name == EXACT
    assert served_embedder(Settings(seeds, tmp_path)) is None


def test_who_has_no_key_gets_nothing(address: str, embedders: dict[str, HashingEmbedder]):
    with pytest.raises(EmbedderError, match="401"):
        at(address, key=None)
    with pytest.raises(EmbedderError, match="401"):
        at(address, FAST, key="wrong").embed(["trams"])
    assert embedders[FAST].texts == 0


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"hello", 400),
        (b"\xff\xfe", 400),
        (b"[]", 400),
        (json.dumps({"embedder": FAST, "texts": "trams"}).encode(), 400),
        (json.dumps({"embedder": FAST, "texts": [1]}).encode(), 400),
        (json.dumps({"embedder": FAST, "texts": ["a"] * (MOST_TEXTS + 1)}).encode(), 400),
        (json.dumps({"embedder": "another", "texts": ["a"]}).encode(), 404),
        (b"x" * (LARGEST_BODY + 1), 413),
    ],
)
def test_what_is_no_text_is_refused_and_the_next_one_embedded(
    address: str, body: bytes, status: int
):
    headers = {"authorization": "Bearer secret"}
    with httpx.Client(base_url=address, trust_env=False, headers=headers) as client:
        assert client.post(EMBEDDER_PATH, content=body).status_code == status
    assert len(at(address, FAST).embed(["trams"])) == 1


def test_an_embedder_that_fails_there_is_told_of(
    address: str, embedders: dict[str, HashingEmbedder]
):
    embedders[FAST].dimension = 7
    embedders[FAST].embed = lambda texts: np.full((len(texts), 7), np.nan, np.float32)  # type: ignore[method-assign]
    with pytest.raises(EmbedderError, match="numbers that are not finite"):
        at(address, FAST).embed(["trams"])


def test_another_server_or_none_is_told_of():
    with model_server() as stub, pytest.raises(EmbedderError, match="does not answer"):
        at(stub.address)
    gone = ServedEmbedder(server_address("http://127.0.0.1:9", "X"), FAST, pauses=(0.01,))
    with pytest.raises(EmbedderError, match=r"does not answer .*byline serve-readers"):
        gone.embed(["trams"])
    with running(ReadersServer({}, None)) as url, pytest.raises(EmbedderError, match="404"):
        at(url)


@pytest.mark.slow
def test_the_real_vectors_are_the_same_there_to_the_last_bit(shared_home: Path):
    with running(ReadersServer({}, None, load_embedders(1, shared_home))) as url:
        there = at(url, key=None)
        here = SentenceTransformerEmbedder(Mode(there.name.rpartition(" ")[2]))
        for some in (SAMPLE_TEXTS, SAMPLE_TEXTS[:1], ["Who offered to host talks?"]):
            assert np.array_equal(there.embed(some), here.embed(some))


SERVING = """
import sys, time
from tests.hashing_embedder import HashingEmbedder
from ui.service.readers_server import ReadersServer
from ui.service.running import address_of, listen, run_until_interrupted

class Slow(HashingEmbedder):
    def embed(self, texts):
        time.sleep(float(sys.argv[2]))
        return super().embed(texts)

with listen("127.0.0.1", int(sys.argv[1]), "") as listening:
    sys.stderr.write(address_of(listening) + chr(10))
    server = ReadersServer({}, None, {"all-MiniLM-L6-v2 int8": Slow(dimension=384)})
    run_until_interrupted(server.app(), listening)
"""
SERVE_READERS = ["-m", "ui.commands.command_line", "serve-readers", "--port"]
ASKING = """
import sys
from qa import ask
print(ask(sys.argv[1]).status)
print([name for name in ("torch", "sentence_transformers", "onnxruntime") if name in sys.modules])
"""


@contextlib.contextmanager
def serving(*arguments: str, **environment: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server of readers in a process of its own, and its address."""
    with subprocess.Popen(
        [sys.executable, *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        told = re.search(r"http://[0-9.:]+", process.stderr.readline())
        assert told is not None
        try:
            yield process, told[0]
        finally:
            process.kill()


def test_killed_in_the_middle_of_a_run_it_is_told_of_and_used_again():
    with serving("-c", SERVING, "0", "60") as (process, address):
        threading.Timer(1, process.send_signal, [signal.SIGKILL]).start()
        with pytest.raises(EmbedderError, match=r"does not answer .*byline serve-readers"):
            at(address, FAST).embed(["trams"])
    with serving("-c", SERVING, address.rpartition(":")[2], "0"):
        assert at(address, FAST).embed(["trams"]).any()


@pytest.mark.slow
def test_a_process_that_is_served_loads_no_pytorch_and_can_be_left_alone(shared_home: Path):
    home = str(shared_home)

    def asked(address: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", ASKING, "who offered to host talks?"],
            env={**os.environ, "BYLINE_HOME": home, "PYTHONPATH": str(ROOT),
                 "BYLINE_READERS_SERVER": address},
            capture_output=True,
            text=True,
        )  # fmt: skip

    with serving(*SERVE_READERS, "0", BYLINE_HOME=home) as (_, address):
        assert asked(address).stdout.split("\n")[:2] == ["answered", "[]"]
    done = asked(address)
    assert done.returncode != 0
    assert "Ask again when it runs: byline serve-readers" in done.stderr
