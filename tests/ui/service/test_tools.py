"""What other programs get from a running chat: over MCP, and with Gradio's own client."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import TypeAdapter

from qa.answer import CheckedAnswer
from qa.checks.checked_text import CheckedText
from qa.errors import QuestionError
from tests.ui.conftest import serving
from tests.ui.fake_answers import FakeAnswerer, seed_articles
from ui.service.desk import SHOWABLE, Desk
from ui.service.opening import Opening
from ui.service.tool_types import Answer, ArticleList, CheckedDraft
from ui.service.tools import Tools

pytest.importorskip("mcp", reason="mcp is not installed: pip install 'byline[mcp]'")
pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
QUESTION = "show a conflict, with dropped ones"


@pytest.fixture
def answerer(seeds: Path) -> FakeAnswerer:
    return FakeAnswerer(seed_articles(seeds))


def checked(answerer: FakeAnswerer, text: str) -> CheckedText:
    if not text:
        raise QuestionError("The text has no sentence. Give a text with at least one.")
    answer = answerer.answer_to(text)
    return CheckedText(answer.statements, answer.sources)


def tools_of(answerer: FakeAnswerer) -> Tools:
    opening: Opening[FakeAnswerer] = Opening(lambda _tell: answerer.opened(), showable=SHOWABLE)
    opening.start()
    return Tools(
        Desk(opening), opening, lambda: answerer.library, lambda text: checked(answerer, text)
    )


@contextlib.contextmanager
def program(url: str, authorization: str = "") -> Iterator[Any]:
    """A program that speaks the protocol: `call(method, ...)` gives the result."""
    sent = [
        (b"accept", b"application/json, text/event-stream"),
        (b"mcp-protocol-version", b"2025-06-18"),
        (b"authorization", authorization.encode()),
    ]
    with httpx.Client(trust_env=False, headers=sent, timeout=60) as client:

        def call(method: str, **params: object) -> Any:
            body = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
            reply = client.post(f"{url}/mcp", json=body)
            reply.raise_for_status()
            return reply.json()["result"]

        yield call


@pytest.mark.parametrize(
    ("shape", "made"),
    [
        (Answer, lambda a: a.answer_to(QUESTION).to_dict()),
        (Answer, lambda a: a.answer_to("what is the GDP?").to_dict()),
        (CheckedDraft, lambda a: checked(a, QUESTION).to_dict()),
        (ArticleList, lambda a: tools_of(a).articles()),
    ],
    ids=["answer", "refusal", "check", "articles"],
)
def test_the_types_are_the_published_forms(shape: Any, made: Any, answerer: FakeAnswerer):
    value = json.loads(json.dumps(made(answerer)))
    assert TypeAdapter(shape).validate_python(value, strict=True) == value
    assert shape.__annotations__.keys() == value.keys()


def test_a_question_of_a_program_waits_in_the_line_of_the_pages(answerer: FakeAnswerer):
    tools = tools_of(answerer)
    assert tools.ask("a", "who offered to host talks?")["status"] == "answered"
    with pytest.raises(SHOWABLE, match=r"smollm2\.gguf is missing"):
        tools.ask("b", "is it broken?")
    with pytest.raises(SHOWABLE, match="no question"):
        tools.ask("c", "  ")


def test_the_three_tools_are_described_with_what_they_give(answerer: FakeAnswerer):
    with serving(answerer, tools=tools_of(answerer)) as url, program(url) as call:
        tools = {tool["name"]: tool for tool in call("tools/list")["tools"]}
    assert tools.keys() == {"ask", "check", "articles"}
    for name, shape in (("ask", Answer), ("check", CheckedDraft), ("articles", ArticleList)):
        assert len(tools[name]["description"]) > 40
        assert tools[name]["outputSchema"]["properties"].keys() == shape.__annotations__.keys()
        assert tools[name]["annotations"]["readOnlyHint"] is True
    assert tools["ask"]["inputSchema"]["required"] == ["question"]


def test_what_a_program_is_told_is_what_the_command_writes(answerer: FakeAnswerer):
    with serving(answerer, tools=tools_of(answerer)) as url, program(url) as call:
        asked = call("tools/call", name="ask", arguments={"question": QUESTION})
        assert asked["structuredContent"] == answerer.answer_to(QUESTION).to_dict()
        given = call("tools/call", name="check", arguments={"text": QUESTION})
        assert given["structuredContent"] == checked(answerer, QUESTION).to_dict()
        listed = call("tools/call", name="articles", arguments={})
        assert len(listed["structuredContent"]["articles"]) == 2


def test_what_goes_wrong_is_a_sentence(answerer: FakeAnswerer):
    with serving(answerer, tools=tools_of(answerer)) as url, program(url) as call:
        for name, arguments, message in (
            ("ask", {"question": "is it broken?"}, "smollm2.gguf is missing"),
            ("ask", {"question": "x" * 5000}, "5,000 characters"),
            ("ask", {"question": "is it impossible?"}, "Something went wrong inside Byline"),
            ("check", {"text": ""}, "no sentence"),
        ):
            result = call("tools/call", name=name, arguments=arguments)
            assert result["isError"]
            assert message in result["content"][0]["text"]


def test_without_the_option_there_is_nothing_for_programs(answerer: FakeAnswerer):
    with serving(answerer) as url, httpx.Client(trust_env=False) as client:
        for method, route in PROGRAM_ROUTES:
            assert client.request(method, url + route, json={}).status_code == 404


PROGRAM_ROUTES = (
    ("POST", "/mcp"),
    ("GET", "/mcp"),
    ("POST", "/gradio_api/call/ask"),
    ("POST", "/gradio_api/call/articles"),
    ("GET", f"/gradio_api/call/ask/{'0' * 32}"),
)


def test_programs_stand_behind_the_same_guards(answerer: FakeAnswerer):
    with (
        serving(answerer, tools=tools_of(answerer)) as url,
        httpx.Client(trust_env=False) as client,
    ):
        for method, route in PROGRAM_ROUTES:
            for headers, status in (
                ({"host": "evil.example"}, 400),
                ({"origin": "https://evil.example"}, 403),
                ({"sec-fetch-site": "cross-site"}, 403),
            ):
                reply = client.request(method, url + route, json={}, headers=headers)
                assert reply.status_code == status, route
                assert "access-control-allow-origin" not in reply.headers
        large = client.post(f"{url}/mcp", content=b" " * 300_000)
        assert large.status_code == 413
        assert client.get(f"{url}/mcp").status_code == 405
        for closed in ("/gradio_api/call/look", "/gradio_api/run/ask", "/gradio_api/mcp", "/mcp/x"):
            assert client.post(url + closed, json={}).status_code == 404


def test_with_a_password_programs_need_it_too(answerer: FakeAnswerer):
    password = "nötig"
    with serving(answerer, password=password, tools=tools_of(answerer)) as url:
        bearer = f"Bearer {password}"
        with program(url, authorization=bearer) as call:
            assert call("tools/list")["tools"]
        for wrong in ("", "Bearer", "Bearer wrong", f"Basic {bearer}"):
            with (
                program(url, authorization=wrong) as call,
                pytest.raises(httpx.HTTPStatusError, match="401"),
            ):
                call("tools/list")
        with httpx.Client(trust_env=False) as client:
            for method, route in PROGRAM_ROUTES:
                assert client.request(method, url + route, json={}).status_code == 401, route


def test_gradios_own_client_is_answered(answerer: FakeAnswerer):
    with (
        serving(answerer, tools=tools_of(answerer)) as url,
        httpx.Client(trust_env=False, timeout=60) as client,
    ):
        described = client.get(f"{url}/gradio_api/info").json()["named_endpoints"]
        assert described.keys() == {"/ask", "/check", "/articles"}
        event = client.post(f"{url}/gradio_api/call/ask", json={"data": [QUESTION]}).json()
        stream = client.get(f"{url}/gradio_api/call/ask/{event['event_id']}").text
        (answer,) = json.loads(stream.rpartition("data: ")[2])
        assert isinstance(answerer.answer_to(QUESTION), CheckedAnswer)
        assert answer == answerer.answer_to(QUESTION).to_dict()
