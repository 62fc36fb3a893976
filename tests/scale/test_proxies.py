"""Two application processes behind Debian's haproxy and nginx: who is who, and who stays where."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import httpx
import pytest

from benchmarks.chat_visitor import Visitor, stage, visitors
from tests.scale.proxied import Application, applications, haproxy, nginx, signed_in, users

pytestmark = [pytest.mark.allow_hosts(["127.0.0.1"]), pytest.mark.timeout(300)]

PEOPLE = users(6)
Proxy = Callable[[Path, list[int], list[str]], AbstractContextManager[str]]


def installed(name: str) -> bool:
    return shutil.which(name) is not None or Path(f"/usr/sbin/{name}").exists()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def running(home: Path) -> Iterator[list[Application]]:
    with applications(home) as made:
        yield made


@pytest.fixture(scope="module", params=[haproxy, nginx], ids=["haproxy", "nginx"])
def address(
    request: Any, running: list[Application], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    proxy: Proxy = request.param
    name = request.param.__name__
    if not installed(name):
        pytest.skip(f"there is no {name}: apt-get install {name}")
    with proxy(tmp_path_factory.mktemp(name), [each.port for each in running], PEOPLE) as url:
        yield url


async def ask(address: str, person: str, questions: list[str], **headers: str) -> list[str]:
    async with visitors(address, {**signed_in(person), **headers}) as client:
        visitor = Visitor(client, (await client.get("/config")).json())
        return [await visitor.ask(question) for question in questions]


def test_nobody_comes_in_without_a_password(address: str):
    with httpx.Client(base_url=address, trust_env=False) as client:
        assert client.get("/").status_code == 401
        assert client.get("/", headers={"X-Remote-User": "user1"}).status_code == 401
        assert client.get("/metrics", headers=signed_in("user1")).status_code == 403


def test_everybody_is_answered_and_stays_with_one_process(address: str):
    async def everybody() -> list[list[str]]:
        asked = [
            ask(address, person, [f"{person}question{number}?" for number in range(3)])
            for person in PEOPLE
        ]
        return list(await asyncio.gather(*asked))

    for person, shown in zip(PEOPLE, asyncio.run(everybody()), strict=True):
        assert [stage(each) for each in shown] == ["answered"] * 3
        # The whole conversation is there: it was the same process each time.
        assert all(f"{person}question{number}?" in shown[-1] for number in range(3))
        assert not any(f"{other}q" in shown[-1] for other in PEOPLE if other != person)


def test_the_name_that_a_browser_gives_itself_is_not_handed_on(address: str, home: Path):
    (home / "audit.jsonl").write_text("")
    asyncio.run(ask(address, "user1", ["user1question0?"], **{"X-Remote-User": "user2"}))
    lines = (home / "audit.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["person"] for line in lines] == ["user1"]


def test_the_work_is_shared(address: str):
    """By the cookie that each new visitor is given."""
    ways = set()
    for _ in range(8):
        with httpx.Client(trust_env=False) as client:
            ways.add(client.get(address, headers=signed_in("user1")).headers["set-cookie"])
    assert len(ways) >= 2


def test_a_process_that_is_killed_costs_its_pages_and_nobody_elses(
    address: str, running: list[Application]
):
    running[0].kill()
    try:
        for person in PEOPLE[:3]:
            (shown,) = asyncio.run(retried(address, person))
            assert stage(shown) == "answered"
    finally:
        running[0].start()


async def retried(address: str, person: str) -> list[str]:
    """As somebody does who loads the page again until it is there."""
    for _ in range(20):
        try:
            return await ask(address, person, [f"{person}question9?"])
        except (httpx.HTTPError, ValueError):  # no page, but the proxy's own
            await asyncio.sleep(0.5)
    raise AssertionError("nobody answered")
