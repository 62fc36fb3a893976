"""The networks at a server: the same numbers, or one clear sentence."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
import uvicorn
from numpy.typing import NDArray

from qa.engine.served_network import PATH, ServedNetwork, from_bytes, to_bytes
from qa.engine.server_address import server_address
from qa.errors import ModelError, SettingsError
from qa.evidence.judge import Judge, Premise
from qa.evidence.reader import Reader, weights_digest
from qa.evidence.reader_windows import PassageText
from qa.loaded_readers import judge_folder, reader_folder
from tests.model_server import model_server
from ui.service.readers_server import (
    LARGEST_BODY,
    Loaded,
    ReadersServer,
    load_networks,
    require_key,
)

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

Arrays = dict[str, NDArray[Any]]


def arrays(rows: int = 2, length: int = 5) -> Arrays:
    return {
        "input_ids": np.arange(rows * length, dtype=np.int64).reshape(rows, length),
        "attention_mask": np.ones((rows, length), np.int64),
        "token_type_ids": np.zeros((rows, length), np.int64),
        "sentence_mask": np.ones((rows, 3, length), np.float32),
    }


class Doubling:
    """Gives the ids back, doubled; counts how many runs there are at once."""

    def __init__(self, pause: float = 0.0) -> None:
        self.pause = pause
        self.under_way = 0
        self.most = 0

    def __call__(self, inputs: Arrays) -> Sequence[NDArray[np.float32]]:
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        time.sleep(self.pause)
        self.under_way -= 1
        if inputs["input_ids"].max() > 1000:
            raise RuntimeError("indices element out of data bounds")
        doubled = (inputs["input_ids"] * 2).astype(np.float32)
        return [doubled, doubled.T]


@contextlib.contextmanager
def running(server: ReadersServer) -> Iterator[str]:
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(server.app(), log_level="warning", ws="none")
    serving = uvicorn.Server(config)
    thread = threading.Thread(target=asyncio.run, args=[serving.serve(sockets=[listening])])
    thread.start()
    while not serving.started:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        serving.should_exit = True
        thread.join(10)
        listening.close()


@pytest.fixture
def network() -> Doubling:
    return Doubling()


@pytest.fixture
def address(network: Doubling) -> Iterator[str]:
    with running(ReadersServer({"reader": Loaded(network, "d1")}, "secret")) as url:
        yield url


def served(address: str, name: str = "reader", key: str | None = "secret") -> ServedNetwork:
    at = server_address(address, "BYLINE_READERS_SERVER")
    made = ServedNetwork.at(at, name, key=key)
    return ServedNetwork(made.address, made.network, made.headers, pauses=(0.01,))


def test_arrays_come_back_as_the_network_gave_them(address: str):
    found = served(address)(arrays())
    assert [each.shape for each in found] == [(2, 5), (5, 2)]
    assert (found[0] == arrays()["input_ids"] * 2).all()
    assert found[0].dtype == np.float32


def test_arrays_keep_their_order_and_their_layout():
    given = {str(row): np.full((row + 1, 2), row, np.float32).T for row in range(12)}
    found = from_bytes(to_bytes({name: np.ascontiguousarray(a) for name, a in given.items()}))
    assert all((found[name] == given[name]).all() for name in given)
    with pytest.raises(ValueError, match="no arrays"):
        from_bytes(b"\x80\x04pickled")


def test_runs_of_several_come_one_after_the_other_and_are_not_mixed(
    address: str, network: Doubling
):
    network.pause, wrong = 0.01, list[int]()

    def ask(number: int) -> None:
        given = arrays()
        given["input_ids"] += number
        if not (served(address)(given)[0] == given["input_ids"] * 2).all():
            wrong.append(number)

    asking = [threading.Thread(target=ask, args=[number]) for number in range(20)]
    for each in asking:
        each.start()
    for each in asking:
        each.join()
    assert (wrong, network.most) == ([], 1)


def test_weights_have_to_be_those_of_this_program(address: str):
    served(address).compare("d1")
    with pytest.raises(ModelError, match="has other weights of the reader"):
        served(address).compare("d2")
    with pytest.raises(ModelError, match="has other weights of the judge"):
        served(address, "judge").compare("d1")


def test_who_has_no_key_gets_nothing(address: str):
    with pytest.raises(ModelError, match="401"):
        served(address, key=None).compare("d1")
    with pytest.raises(ModelError, match="401"):
        served(address, key="wrong")(arrays())
    with pytest.raises(SettingsError, match="BYLINE_READERS_SERVER_KEY"):
        require_key("0.0.0.0", None)
    require_key("127.0.0.1", None)


def spoilt() -> dict[str, bytes]:
    wrong = {
        "another kind": {**arrays(), "input_ids": arrays()["input_ids"].astype(np.float32)},
        "another shape": {**arrays(), "attention_mask": np.ones((2, 6), np.int64)},
        "too long": arrays(1, 600),
        "one missing": {name: a for name, a in arrays().items() if name != "sentence_mask"},
        "one more": {**arrays(), "more": np.ones(1)},
        "nothing in it": {name: a[:0] for name, a in arrays().items()},
        "flat": {**arrays(), "input_ids": np.ones(3, np.int64)},
    }
    bodies = {name: to_bytes(each) for name, each in wrong.items()}
    return {**bodies, "no arrays": b"hello", "nothing": b"", "a bomb": b"\xff" * 1000}


@pytest.mark.parametrize("body", spoilt().values(), ids=spoilt())
def test_what_is_no_run_is_refused_and_the_next_one_answered(address: str, body: bytes):
    headers = {"authorization": "Bearer secret"}
    with httpx.Client(base_url=address, trust_env=False, headers=headers) as client:
        assert client.post(f"{PATH}/reader", content=body).status_code == 400
        assert client.post(f"{PATH}/nobody", content=b"").status_code == 404
        assert client.post(f"{PATH}/reader", content=b"x" * (LARGEST_BODY + 1)).status_code == 413
    assert len(served(address)(arrays())) == 2


def test_a_run_that_the_network_cannot_do_ends_nothing(address: str):
    given = arrays()
    given["input_ids"][0, 0] = 5000
    with pytest.raises(ModelError, match="422"):
        served(address)(given)
    assert len(served(address)(arrays())) == 2


def test_a_server_that_is_gone_or_another_one_is_told_of():
    with model_server() as stub, pytest.raises(ModelError, match="does not answer"):
        served(stub.address).compare("d1")
    with pytest.raises(ModelError, match=r"does not answer .*byline serve-readers"):
        served(stub.address)(arrays())


def test_a_health_check_needs_no_key(address: str):
    with httpx.Client(base_url=address, trust_env=False) as client:
        assert client.get("/health").json() == {"status": "ok", "runs": 0, "waiting": 0}


@pytest.mark.slow
def test_the_real_networks_say_the_same_there_to_the_last_bit(tmp_path: Path):
    title, text = (
        "Bridge closed",
        "The bridge was closed on Tuesday. Mayor Okafor said so. It rains.",
    )
    passage = PassageText(title, text, ((0, 33), (34, 54), (55, 64)), None)
    asked = [("Who said so?", [passage] * 3), ("When was it closed?", [passage])]
    claims = [("Okafor closed the bridge.", [Premise(title, text), Premise("", text)])]
    with running(ReadersServer(load_networks(1))) as url:
        for folder in (reader_folder(), judge_folder()):
            here = Reader.load(folder, threads=1)
            there = Reader.served(folder, served(url, folder.name))
            assert there.name == here.name
            for question, passages in asked:
                assert there.read(question, passages) == here.read(question, passages)
        for claim, premises in claims:
            assert Judge(there)(claim, premises) == Judge(here)(claim, premises)
        assert weights_digest(reader_folder()) != weights_digest(judge_folder())
