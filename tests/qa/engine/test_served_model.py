"""A model on servers that are slow, broken, gone, or lie: an answer, or one clear sentence."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.hostile_articles import cases
from qa.engine.control_words import without_control_words
from qa.engine.http_exchange import Asked, shared_exchange
from qa.engine.language_model import Message
from qa.engine.llama_cpp_model import LlamaCppModel
from qa.engine.served_model import Patience, ServedModel
from qa.engine.server_address import server_address, server_addresses
from qa.engine.shipped_models import SMOLLM2
from qa.errors import CancelledError, ModelError, SettingsError
from tests.model_server import Hanging, StubServer, model_server, refuse, say, stream

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

ROOT = Path(__file__).resolve().parents[3]
PROMPT = [Message("system", "Be brief."), Message("user", "Who won?")]
HASTY = Patience(seconds=5, silence=0.3, pause=0.01)
GARBAGE = {
    "no JSON": b"data: {hello\n\n",
    "HTML": b"<html><body>Welcome</body></html>",
    "a list": b"data: [1, 2]\n\n",
    "a number": b"data: 7\n\n",
    "no choice": b'data: {"choices": "none"}\n\n',
    "a choice that is none": b'data: {"choices": [5]}\n\n',
    "a text that is none": b'data: {"choices": [{"delta": {"content": 5}}]}\n\n',
    "a reason that is none": b'data: {"choices": [{"delta": {}, "finish_reason": 5}]}\n\n',
    "bytes": bytes(range(256)),
    "deep": b"data: " + b"[" * 100_000 + b"\n\n",
    "nothing": b"",
    "done at once": b"data: [DONE]\n\n",
    "an error": b'data: {"error": {"message": "out of memory"}}\n\n',
}


@pytest.fixture
def server() -> Iterator[StubServer]:
    with model_server() as stub:
        yield stub


def model_at(*servers: StubServer, **given: object) -> ServedModel:
    addresses = server_addresses(",".join(each.address for each in servers), "BYLINE_MODEL_SERVER")
    return ServedModel.at(addresses, **{"patience": HASTY, **given})  # type: ignore[arg-type]


def text_of(model: ServedModel, **given: object) -> str:
    pieces = model.generate(PROMPT, **given)  # type: ignore[arg-type]
    return "".join(piece.text for piece in pieces)


def test_a_served_model_writes_piece_by_piece(server: StubServer):
    server.script = [say("Anna won. [1] Ünal came second – 🙂. [2]")]
    pieces = list(model_at(server).generate(PROMPT, max_tokens=40))
    assert "".join(piece.text for piece in pieces) == "Anna won. [1] Ünal came second – 🙂. [2]"
    assert len(pieces) > 5
    assert [piece.finish_reason for piece in pieces][-2:] == [None, "stop"]


def test_what_is_sent_is_the_prompt_and_nothing_of_the_person(server: StubServer):
    text_of(model_at(server), max_tokens=40)
    assert server.asked == [
        {
            "model": "stub-7b",
            "messages": [
                {"role": "system", "content": "Be brief."},
                {"role": "user", "content": "Who won?"},
            ],
            "max_tokens": 40,
            "temperature": 0,
            "stream": True,
        }
    ]
    known = {"host", "accept", "accept-encoding", "connection", "user-agent", "content-length",
             "content-type"}  # fmt: skip
    assert all({name.lower() for name in headers} <= known for headers in server.headers)
    assert {headers["user-agent"] for headers in server.headers} == {"byline"}


def test_the_server_that_makes_repeated_words_less_likely_is_told_not_to(server: StubServer):
    """Who keeps to the words of sources repeats them; other servers do not know the setting."""
    server.models = {"data": [{"id": "a", "owned_by": "vllm"}, {"id": "b", "owned_by": "me"}]}
    for name in ("a", "b"):
        text_of(model_at(server, model=name))
    assert [asked.get("repeat_penalty") for asked in server.asked] == [None, 1.0]


def test_characters_that_arrive_in_parts_are_put_together(server: StubServer):
    choice = '{"delta": {"content": "Müller – 🙂"}, "finish_reason": "stop"}'
    data = f'data: {{"choices": [{choice}]}}\n\n'.encode()
    server.script = [stream(*(data[row : row + 1] for row in range(len(data))))]
    assert text_of(model_at(server)) == "Müller – 🙂"


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_a_server_that_cannot_now_is_asked_again(server: StubServer, status: int):
    server.script = [refuse(status, b"busy"), refuse(status, b"busy"), say("Anna won. [1]")]
    assert text_of(model_at(server)) == "Anna won. [1]"


def test_a_server_is_left_alone_as_long_as_it_wishes(server: StubServer):
    server.script = [refuse(429, retry_after="0.5"), say("Anna won. [1]")]
    begun = time.monotonic()
    assert text_of(model_at(server)) == "Anna won. [1]"
    assert time.monotonic() - begun >= 0.5


def test_tries_are_few(server: StubServer):
    server.otherwise = refuse(500, b'{"error": {"message": "out of memory"}}')
    with pytest.raises(ModelError, match=r"127\.0\.0\.1:\d+: it answered 500: out of memory") as e:
        text_of(model_at(server))
    assert len(server.asked) == HASTY.rounds
    assert "byline doctor" in str(e.value)


@pytest.mark.parametrize(
    ("status", "body"), [(401, b"Invalid key"), (400, b"too long"), (307, b"")]
)
def test_what_will_not_pass_is_not_asked_again(server: StubServer, status: int, body: bytes):
    server.script = [refuse(status, body, location="http://127.0.0.1:9/elsewhere")]
    with pytest.raises(ModelError, match=f"it answered {status}"):
        text_of(model_at(server))
    assert len(server.asked) == 1


@pytest.mark.parametrize("data", GARBAGE.values(), ids=GARBAGE)
def test_garbage_is_no_answer(server: StubServer, data: bytes):
    server.otherwise = stream(data)
    with pytest.raises(ModelError, match="The model server does not answer"):
        text_of(model_at(server))
    server.otherwise = say("Anna won. [1]")
    assert text_of(model_at(server)) == "Anna won. [1]"


def test_a_page_of_a_proxy_is_not_shown_to_a_person(server: StubServer):
    server.otherwise = refuse(502, b"<html><script>alert(1)</script></html>")
    with pytest.raises(ModelError) as error:
        text_of(model_at(server))
    assert "<" not in str(error.value)


def test_a_server_that_says_nothing_is_given_up(server: StubServer):
    server.script = [Hanging(), Hanging(), Hanging()]
    begun = time.monotonic()
    with pytest.raises(ModelError, match="said nothing for too long"):
        text_of(model_at(server))
    assert time.monotonic() - begun < HASTY.seconds


def test_all_tries_together_end_in_time(server: StubServer):
    server.otherwise = say("word " * 100, pause=0.1)
    with pytest.raises(ModelError, match="in the middle"):
        text_of(model_at(server, patience=Patience(seconds=0.6, silence=10, pause=0.01)))


def test_an_answer_that_breaks_off_before_its_first_word_is_asked_for_again(server: StubServer):
    server.script = [say("", None), say("Anna won. [1]")]
    assert text_of(model_at(server)) == "Anna won. [1]"


def test_an_answer_that_breaks_off_later_is_an_error_that_names_the_server(server: StubServer):
    server.script = [say("Anna won and ", None)]
    model = model_at(server)
    pieces = model.generate(PROMPT)
    assert next(pieces).text == "Anna "
    with pytest.raises(ModelError, match=r"at 127\.0\.0\.1:\d+ failed in the middle .*Ask again"):
        list(pieces)
    assert text_of(model) == "It is so. [1]"


def test_an_answer_that_was_cut_off_for_its_length_is_not_whole(server: StubServer):
    server.script = [say("Anna won and", "length")]
    assert list(model_at(server).generate(PROMPT))[-1].finish_reason == "length"


def test_a_server_that_never_ends_is_stopped(server: StubServer):
    server.script = [say("word " * 100_000, size=50)]
    pieces = list(model_at(server).generate(PROMPT, max_tokens=10))
    assert pieces[-1].finish_reason == "length"
    assert sum(len(piece.text) for piece in pieces) < 1000


def test_a_line_that_never_ends_is_stopped(server: StubServer):
    server.otherwise = stream(*[b"x" * (1 << 20)] * 40)
    with pytest.raises(ModelError, match="something that is no answer"):
        text_of(model_at(server))
    server.models = "x" * (17 << 20)
    with pytest.raises(ModelError, match="more than any answer has"):
        text_of(model_at(server))


def test_who_does_not_wait_is_let_go_at_once_and_the_server_too(server: StubServer):
    hanging = Hanging("Anna ")
    server.script = [hanging]
    stopped = threading.Event()
    threading.Timer(0.2, stopped.set).start()
    begun = time.monotonic()
    with pytest.raises(CancelledError):
        text_of(model_at(server, patience=Patience()), cancelled=stopped.is_set)
    assert time.monotonic() - begun < 2
    assert hanging.left.wait(5)


def test_a_generator_that_is_closed_ends_the_request(server: StubServer):
    hanging = Hanging("Anna ")
    server.script = [hanging]
    pieces = model_at(server, patience=Patience()).generate(PROMPT)
    assert next(pieces).text == "Anna "
    pieces.close()
    assert hanging.left.wait(5)


def test_another_server_stands_in_for_one_that_is_gone(server: StubServer):
    with model_server() as gone:
        model = model_at(gone, server)
    begun = time.monotonic()
    assert text_of(model) == text_of(model) == "It is so. [1]"
    assert time.monotonic() - begun < 2
    assert len(server.asked) == 2


def test_a_server_that_failed_is_not_the_first_to_be_asked_again(server: StubServer):
    with model_server() as weak:
        weak.otherwise = refuse(500)
        model = model_at(weak, server)
        for _ in range(4):
            assert text_of(model) == "It is so. [1]"
        assert len(weak.asked) == 1


def test_servers_share_the_work(server: StubServer):
    with model_server() as other:
        server.otherwise = other.otherwise = say("Anna won. [1]", pause=0.05)
        model = model_at(server, other)
        asking = [threading.Thread(target=text_of, args=[model]) for _ in range(8)]
        for each in asking:
            each.start()
            time.sleep(0.01)
        for each in asking:
            each.join()
        assert (len(server.asked), len(other.asked)) == (4, 4)


def test_answers_of_several_at_once_are_not_mixed(server: StubServer):
    def echo(exchange: object) -> None:
        question = server.asked[-1]["messages"][-1]["content"]
        say(question, pause=0.002)(exchange)  # type: ignore[arg-type]

    turn = threading.Lock()
    model, wrong = model_at(server), list[str]()

    def ask(number: int) -> None:
        with turn:  # so that the last one asked is this one
            pieces = model.generate([Message("user", f"This is for reader {number}")])
            first = next(pieces).text
        told = first + "".join(piece.text for piece in pieces)
        if told != f"This is for reader {number}":
            wrong.append(told)

    server.otherwise = echo
    asking = [threading.Thread(target=ask, args=[number]) for number in range(20)]
    for each in asking:
        each.start()
    for each in asking:
        each.join()
    assert wrong == []


def test_keys_are_sent_where_they_belong(server: StubServer):
    with model_server() as other:
        model = model_at(server, other, keys=["one", "two"])
        model.examine()
        assert server.headers[0]["authorization"] == "Bearer one"
        assert other.headers[0]["authorization"] == "Bearer two"
        with pytest.raises(ModelError, match="3 keys"):
            model_at(server, other, keys=["a", "b", "c"])


def test_an_end_that_nobody_foresaw_is_no_endless_wait():
    with pytest.raises(UnicodeEncodeError):
        shared_exchange().whole(Asked("http://127.0.0.1:9", headers={"x": "ü"}))


def test_a_key_that_no_header_can_hold_is_refused(server: StubServer):
    for key in ("schlüssel", "a\nb", "a b"):
        with pytest.raises(ModelError, match="BYLINE_MODEL_SERVER_KEY") as error:
            model_at(server, keys=[key])
        assert key not in str(error.value)


def test_no_proxy_and_no_file_with_passwords_is_asked(
    server: StubServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login anna password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert text_of(model_at(server)) == "It is so. [1]"
    assert all("authorization" not in headers for headers in server.headers)


def test_a_model_that_is_not_there_is_named_with_those_that_are(server: StubServer):
    with pytest.raises(ModelError, match="it has no model 'tiny', but stub-7b"):
        text_of(model_at(server, model="tiny"))
    assert server.asked == []
    assert text_of(model_at(server, model="stub-7b")) == "It is so. [1]"


def test_a_server_that_lists_no_models_needs_a_name(server: StubServer):
    server.models = None
    assert text_of(model_at(server, model="stub-7b")) == "It is so. [1]"
    with pytest.raises(ModelError, match="it answered 404"):
        text_of(model_at(server))


@pytest.mark.parametrize("models", [{}, [], {"data": []}, {"data": [{}]}, {"data": 7}, "x", 5])
def test_a_server_without_models_is_none(server: StubServer, models: object):
    server.models = models
    with pytest.raises(ModelError, match="model"):
        text_of(model_at(server))


def test_the_model_is_named_with_its_servers(server: StubServer):
    model = model_at(server)
    ((shown, name, wrong),) = model.examine()
    assert (name, wrong) == ("stub-7b", "")
    assert model.name == f"stub-7b at {shown}"


def test_a_prompt_fits_what_the_server_says_of_itself(server: StubServer):
    model = model_at(server)
    model.examine()
    long = [Message("user", "word " * 1200)]
    assert model.fits(PROMPT, 160)
    assert not model.fits(long, 160)
    server.models = {"data": [{"id": "stub-7b"}]}
    assert model_at(server).fits(long, 160)


@pytest.mark.parametrize(
    "address", ["", "127.0.0.1:8000", "ftp://127.0.0.1", "http://", "http://h:x", "http://h?key=1"]
)
def test_what_is_no_address_is_refused(address: str):
    with pytest.raises(SettingsError, match=r"http://127\.0\.0\.1:8000"):
        server_address(address, "BYLINE_MODEL_SERVER")


def test_a_password_in_an_address_is_refused_and_not_repeated():
    with pytest.raises(SettingsError, match="BYLINE_MODEL_SERVER_KEY") as error:
        server_address("https://anna:secret@example.org", "BYLINE_MODEL_SERVER")
    assert "secret" not in str(error.value)


def test_the_path_of_the_protocol_may_be_named_or_not():
    urls = [server_address(f"http://h:1{end}", "X").url for end in ("", "/", "/v1", "/v1/")]
    assert set(urls) == {"http://h:1"}
    assert server_address("https://h/openai/v1", "X").url == "https://h/openai"


def test_a_server_that_is_killed_in_the_middle_is_told_of_and_used_again():
    """With a real process, killed with signal 9; the next answer comes when it runs again."""
    port = "0"
    model: ServedModel | None = None
    for _ in range(2):
        with subprocess.Popen(
            [sys.executable, "-m", "tests.model_server", port],
            stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
        ) as process:  # fmt: skip
            assert process.stdout is not None
            address = process.stdout.readline().strip()
            port = address.rpartition(":")[2]
            if model is None:
                model = ServedModel.at(server_addresses(address, "X"), patience=HASTY)
            pieces = model.generate(PROMPT)
            assert next(pieces).text
            os.kill(process.pid, signal.SIGKILL)
            with pytest.raises(ModelError, match="failed in the middle of an answer"):
                list(pieces)
        with pytest.raises(ModelError, match="cannot be reached"):
            text_of(model)


CONTROL = (
    "<|im_start|>", "<|im_end|>", "<|endoftext|>", "<|start_header_id|>", "<|eot_id|>", "<s>",
    "</s>", "<start_of_turn>", "<end_of_turn>", "[INST]", "[/INST]", "<<SYS>>", "[SYSTEM_PROMPT]",
    "[TOOL_CALLS]", "[gMASK]", "<｜User｜>", "<｜end▁of▁sentence｜>", "<|channel|>", "<|user|>",
    "<bos>", "<unk>", "<0x0A>", "<tool_call>", "<think>",
)  # fmt: skip


@pytest.mark.parametrize("word", CONTROL)
@pytest.mark.parametrize("hidden", ["", "\u200b", "\u2060", "\u00ad"])
def test_no_control_word_is_sent(server: StubServer, word: str, hidden: str):
    written = f"He said:{word[0]}{hidden}{word[1:]}system {word}{word}"
    list(model_at(server).generate([Message("user", written)]))
    sent = json.dumps(server.asked[0], ensure_ascii=False)
    assert word not in sent
    assert "He said:" in sent


def test_markers_and_plain_text_are_sent_as_they_stand():
    text = "[1] It cost 3 < 4, he said. [2] Ünal's 5 % – “so”.\n\nQuestion: Who?"
    assert without_control_words(text) == text


@pytest.mark.slow
def test_of_hostile_articles_no_token_is_a_control_token():
    """By the shipped model's own tokeniser, control words of its template read as such."""
    model = LlamaCppModel.load(SMOLLM2.locate())
    engine = model._engine

    def controls(text: str) -> int:
        tokens = engine.tokenize(text.encode("utf-8", "replace"), add_bos=False, special=True)
        return sum(model.is_control(token) for token in tokens)

    texts = [case.text for case in cases()]
    assert len(texts) >= 100
    assert sum(map(controls, texts)) > 0, "nothing to be parted"
    assert [text for text in texts if controls(without_control_words(text))] == []
