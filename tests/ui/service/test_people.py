"""Several people behind a proxy: each has a page and conversations of their own, and no other."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from benchmarks.chat_visitor import Visitor, stage, visitors
from qa.errors import SettingsError
from qa.settings import Serving
from tests.ui.conftest import serving
from tests.ui.fake_answers import FakeAnswerer, seed_articles
from ui.page.app import require_one_of, require_password
from ui.service.people import People, _with_person, networks_of, person_of, session_of_person

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

HEADER = "X-Remote-User"
ANNA, BO = {HEADER: "anna@example.org"}, {HEADER: "bo"}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("people")


@pytest.fixture(scope="module")
def audit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("audit") / "audit.jsonl"


@pytest.fixture(scope="module")
def address(seeds: Path, kept: Path, audit: Path) -> Iterator[str]:
    several = Serving(person_header=HEADER, public_name="news.example.org", audit=audit)
    with serving(FakeAnswerer(seed_articles(seeds)), kept=kept, several=several) as url:
        yield url


def get(url: str, headers: dict[str, str] | list[tuple[str, str]] | None = None) -> httpx.Response:
    with httpx.Client(trust_env=False) as client:
        return client.get(url, headers=headers)


def ask(address: str, headers: dict[str, str], question: str, session: str | None = None) -> str:
    async def asked() -> str:
        async with visitors(address, headers) as client:
            visitor = Visitor(client, (await client.get("/config")).json())
            if session is not None:
                visitor._session = session
            return await visitor.ask(question)

    return asyncio.run(asked())


@pytest.mark.parametrize("path", ["/", "/config", "/byline/byline.js", "/gradio_api/queue/data"])
def test_nobody_is_answered_without_a_name(address: str, path: str):
    assert get(address + path).status_code == 401
    assert get(address + path, {HEADER: ""}).status_code == 401
    assert get(address + path, {HEADER: "x" * 201}).status_code == 401
    assert get(address + path, [(HEADER, "anna"), (HEADER, "bo")]).status_code == 401
    assert get(address + path, {"X-Byline-Person": "anna"}).status_code == 401


def test_a_person_with_a_name_gets_the_page(address: str):
    assert get(address + "/config", ANNA).status_code == 200


def test_only_the_proxy_is_believed(seeds: Path):
    elsewhere = Serving(person_header=HEADER, proxy="10.1.2.3")
    with serving(FakeAnswerer(seed_articles(seeds)), several=elsewhere) as url:
        assert get(url + "/config", ANNA).status_code == 403


def test_a_header_is_not_believed_that_no_setting_names(seeds: Path, tmp_path: Path):
    with serving(FakeAnswerer(seed_articles(seeds)), kept=tmp_path) as url:
        assert stage(ask(url, ANNA, "who hosts?", session="anna:x")) == "answered"
    assert len(list(tmp_path.glob("*.json"))) == 1
    assert [path for path in tmp_path.iterdir() if path.is_dir()] == []


def test_the_names_of_the_proxy_are_known_and_no_others(address: str):
    assert get(address + "/config", {**ANNA, "Host": "news.example.org"}).status_code == 200
    assert get(address + "/config", {**ANNA, "Host": "evil.example"}).status_code == 400


def test_each_person_has_conversations_of_their_own(address: str, kept: Path):
    for person in (ANNA, BO):
        assert stage(ask(address, person, f"who hosts for {person[HEADER]}?")) == "answered"
    found = {
        path.parent.name: json.loads(path.read_text(encoding="utf-8"))["turns"][0]["question"]
        for path in kept.glob("*/*.json")
    }
    assert sorted(found.values()) == ["who hosts for anna@example.org?", "who hosts for bo?"]
    assert not any("anna" in folder or folder == "bo" for folder in found)


def test_who_knows_the_session_of_another_page_does_not_reach_it(address: str):
    first = ask(address, ANNA, "who hosts? (of Anna)", session="k3j2h1g0f9")
    assert "of Anna" in first
    assert "of Anna" in ask(address, ANNA, "who hosts? (again)", session="k3j2h1g0f9")
    assert "of Anna" not in ask(address, BO, "who hosts? (of Bo)", session="k3j2h1g0f9")
    tried = session_of_person("anna@example.org", "k3j2h1g0f9")
    assert "of Anna" not in ask(address, BO, "who hosts? (of Bo)", session=tried)


@pytest.mark.parametrize("body", [{}, {"session_hash": None}, {"session_hash": 5}])
def test_who_names_no_session_has_one_of_their_own(body: dict[str, Any]):
    told = json.loads(_with_person("anna", json.dumps(body).encode()))
    assert person_of(told["session_hash"]) == "anna"


@pytest.mark.parametrize("body", [b"", b"name=anna", b"[1]", b"\xff", b"[" * 100_000])
def test_a_body_without_fields_is_handed_on_as_it_is(body: bytes):
    assert _with_person("anna", body) == body


@pytest.mark.parametrize("person", ["anna", "a:b", "a/b", "Ünal ~:%", "x y", "..", "😀"])
def test_a_session_tells_whose_it_is(person: str):
    for session in ("x", "bo:x", "", "::"):
        assert person_of(session_of_person(person, session)) == person


def test_the_audit_names_people_and_articles_and_has_no_words(
    address: str, audit: Path, seeds: Path
):
    audit.write_text("")
    ask(address, ANNA, "who offered to host Ünal's talks?")
    ask(address, BO, "what is the GDP?")
    lines = [json.loads(line) for line in audit.read_text(encoding="utf-8").splitlines()]
    told = [(line["person"], line["outcome"]) for line in lines]
    assert told == [("anna@example.org", "answered"), ("bo", "not_in_articles")]
    assert set(lines[0]["articles"]) <= {a.id for a in seed_articles(seeds)}
    assert lines[0]["articles"]
    assert len({line["id"] for line in lines}) == 2
    assert "nal" not in audit.read_text(encoding="utf-8").replace("answered", "")
    assert audit.stat().st_mode & 0o077 == 0


def test_a_program_before_byline_needs_no_name_to_ask_whether_it_works(address: str):
    answer = get(address + "/health")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert get(address + "/metrics", ANNA).status_code == 404


def scope_from(client: Any) -> dict[str, Any]:
    return {"client": client, "headers": []}


def test_the_address_of_a_proxy_is_compared_as_a_network():
    people = People("x", networks_of("10.0.0.0/8, fd00::/8,127.0.0.1"))
    for address in ("10.9.9.9", "::ffff:10.9.9.9", "fd00::1", "127.0.0.1"):
        assert people.is_proxy(scope_from((address, 1)))
    for other in (("11.0.0.1", 1), ("::1", 1), None, ("unix", 1)):
        assert not people.is_proxy(scope_from(other))
    with pytest.raises(SettingsError, match="BYLINE_PROXY"):
        networks_of("10.0.0.0/8, proxy.example.org")


@pytest.mark.parametrize("header", ["a b", "x:y", "\n", "é: "])
def test_a_header_has_a_name(header: str):
    with pytest.raises(SettingsError):
        People.of(Serving(person_header=header))


def test_a_proxy_takes_the_place_of_a_password_and_does_not_stand_beside_one():
    people = People.of(Serving(person_header=HEADER))
    require_password("0.0.0.0", None, people)
    with pytest.raises(SettingsError, match="--password"):
        require_one_of(people, "secret", for_programs=False)
    with pytest.raises(SettingsError, match="--mcp"):
        require_one_of(people, None, for_programs=True)
    require_one_of(None, "secret", for_programs=True)
