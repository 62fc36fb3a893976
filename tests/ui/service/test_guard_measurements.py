"""Small runs of what `benchmarks/guard_*.py` measure at length."""

from __future__ import annotations

import asyncio

import pytest

from benchmarks.chat_visitor import Visitor, stage, visitors
from benchmarks.guard_load import burst, cancels, many_users, repeating
from benchmarks.guard_payloads import counting_sink, found_wrong
from benchmarks.hostile_articles import ATTACKS, NEWS, cases
from benchmarks.payloads import PAYLOADS, payloads
from tests.ui.conftest import serving
from tests.ui.in_browser import CHROMIUM

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
QUIET = "scripts that ran", "breaches of the policy", "requests that reached the sink"


def test_users_at_once_get_their_own_answers():
    with serving(repeating()) as address:
        found = asyncio.run(many_users(address, users=6, questions=2))
    assert found["answered"] == 12
    assert found["errors"] == []
    assert found["words of another user"] == []


def test_many_open_pages_lock_nobody_out():
    async def ask_beside_open_pages(address: str) -> str:
        async with visitors(address) as client:
            config = (await client.get("/config")).json()
            (look,) = (d["id"] for d in config["dependencies"] if d["api_name"] == "look")
            for number in range(45):
                event = {"data": [], "fn_index": look, "session_hash": f"page{number}"}
                joined = await client.post("/gradio_api/queue/join", json=event)
                assert joined.status_code == 200
            return stage(await Visitor(client, config).ask("user0question0?"))

    with serving(repeating()) as address:
        assert asyncio.run(ask_beside_open_pages(address)) == "answered"


def test_a_burst_gets_answers_or_busy_and_a_stop_frees_the_desk():
    with serving(repeating()) as address:
        found = asyncio.run(burst(address, users=60))
        assert set(found) <= {"at once", "answered", "busy"}
        stopped = asyncio.run(cancels(address, times=3))
    assert stopped["next answer, longest s"] < 10


@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium: apt-get install chromium")
@pytest.mark.timeout(300)
def test_payloads_in_every_place_are_only_words():
    pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with counting_sink() as sink:
        every = payloads(f"http://127.0.0.1:{sink.server_port}")
        found = found_wrong([every[8], every[37], every[49]], sink)
    assert found["shown as words"] == found["payloads"] == 3
    assert [found[name] for name in QUIET] == [0, 0, 0]
    assert found["foreign elements, classes, ids or styles"] == []
    assert found["foreign tags"] == []
    assert found["forged marks"] == []
    assert found["requests to another server"] == []


def test_the_measurements_are_as_large_as_they_say():
    assert len(set(PAYLOADS)) == 60
    made = list(cases())
    assert len(set(made)) == 200 == len(ATTACKS) * len(NEWS)
    assert all(case.news.mark in case.text for case in made)
    assert {case.attack for case in made[:20]} == set(range(20))


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_hostile_articles_forge_no_citation_and_no_control_token():
    from benchmarks.guard_injection import measure

    found = measure(1, 600)
    assert found["forged supported statements"] == []
    assert found["control tokens from text"] == 0
    assert found["calls that leave the computer"] == []
    assert found["prompts and phrasings looked at"] >= 200


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_the_same_questions_get_the_same_answers_from_one_engine():
    from benchmarks.guard_endurance import measure

    found = measure(26, 600, 13)
    assert found["engine processes that ended"] == 0
    assert found["answers a question"] == {1: 13}
