"""Servers on the command line, in the line under the question and in `byline doctor`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from qa import load_settings
from qa.errors import ModelError, SettingsError
from qa.language_models import drafting, model_of, rewriter_beside, served_model
from qa.settings import Settings
from qa.writing import Offer
from tests.hashing_embedder import HashingEmbedder
from tests.model_server import StubServer, model_server, refuse, say
from tests.qa.engine.test_served_network import running
from ui.commands.doctor import examine_readers, examine_writers
from ui.commands.machine import State
from ui.commands.options import model_option, readers_option, serving_options
from ui.service.readers_server import ReadersServer, load_networks
from ui.service.writers import Writers

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


@pytest.fixture
def server() -> Iterator[StubServer]:
    with model_server() as stub:
        yield stub


@pytest.fixture
def settings(seeds: Path, tmp_path: Path, server: StubServer) -> Settings:
    return Settings(seeds, tmp_path, model_server=server.address)


def told_to(*arguments: str) -> Settings:
    """What a command with all options sees as settings."""
    seen: list[Settings] = []

    @click.command()
    @serving_options
    @model_option
    def command(model: str | None) -> None:
        seen.append(load_settings(model=model))

    done = CliRunner().invoke(command, arguments)
    assert done.exit_code == 0, done.output
    return seen[0]


def test_the_command_line_goes_before_the_environment(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("BYLINE_MODEL_SERVER", "http://environment")
    monkeypatch.setenv("BYLINE_AT_ONCE", "2")
    settings = told_to("--model-server", "http://line", "--audit-words", "--metrics")
    assert settings.model_server == "http://line"
    assert settings.serving.at_once == 2
    assert settings.serving.audit_words
    assert settings.serving.metrics
    assert told_to("--at-once", "3").serving.at_once == 3


def test_what_a_command_was_told_is_gone_when_it_ends(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("BYLINE_READERS_SERVER", "http://environment")
    told_to("--model-server", "http://line", "--readers-server", "http://line", "--metrics")
    assert os.environ["BYLINE_READERS_SERVER"] == "http://environment"
    assert "BYLINE_MODEL_SERVER" not in os.environ
    assert "BYLINE_METRICS" not in os.environ


def test_a_command_that_writes_nothing_takes_no_model_server():
    @click.command()
    @readers_option
    def command() -> None:
        pass

    assert CliRunner().invoke(command, ["--readers-server", "http://a"]).exit_code == 0
    assert CliRunner().invoke(command, ["--model-server", "http://a"]).exit_code != 0


def test_a_server_writes_in_place_of_a_file(settings: Settings, server: StubServer):
    server.script = [say("Anna Ruiz won the vote in Oslo. [1]")]
    found = drafting(settings, apart=True)
    assert found.names == {"language_model": f"stub-7b at {server.address.removeprefix('http://')}"}
    offer = Offer(1, "Anna Ruiz won the vote in Oslo on Monday.", "Anna Ruiz")
    first, *rest = found.drafter.draft("Who won?", [offer], cancelled=lambda: False)
    assert (first.text, first.numbers) == ("Anna Ruiz won the vote in Oslo.", (1,))
    assert [each.text for each in rest] == [offer.text]


@pytest.mark.slow
def test_follow_ups_are_understood_by_the_small_model_here_and_the_server_hears_of_none(
    shared_home: Path, seeds: Path, server: StubServer
):
    settings = Settings(seeds, shared_home, model_server=server.address)
    rewriter = drafting(settings, apart=False).rewriter
    assert rewriter is not None
    earlier = [("How many ferries does Velmora have?", "Velmora has 12 ferries. [1]")]
    assert rewriter.rewrite(earlier, "and Karst?") == "How many ferries does Karst have?"
    assert server.asked == []


def test_without_its_files_follow_ups_are_understood_by_rules(settings: Settings, tmp_path: Path):
    assert rewriter_beside(settings, apart=True) is not None
    assert rewriter_beside(settings, apart=True, folder=tmp_path) is None
    (tmp_path / "altered").mkdir()
    (tmp_path / "altered" / "altered.gguf").write_bytes(b"GGUF")
    assert rewriter_beside(settings, apart=True, folder=tmp_path / "altered") is None


def test_a_number_that_nobody_offered_is_kept_for_the_checks(
    settings: Settings, server: StubServer
):
    """A server keeps to no constraint: what it cites wrongly reaches the checker, and fails."""
    server.script = [say("Anna Ruiz won the vote in Oslo. [7]")]
    offer = Offer(1, "Anna Ruiz won the vote in Oslo on Monday.", "Anna Ruiz")
    drafter = drafting(settings, apart=True).drafter
    first = next(iter(drafter.draft("Who won?", [offer], cancelled=lambda: False)))
    assert first.numbers == (7,)


def test_a_server_that_is_not_there_yet_keeps_nothing_from_opening(settings: Settings):
    gone = replace(settings, model_server="http://127.0.0.1:9")
    found = drafting(gone, apart=True)
    assert found.names == {"language_model": "a model at 127.0.0.1:9"}
    offer = Offer(1, "Anna Ruiz won the vote.", None)
    with pytest.raises(ModelError, match=r"127\.0\.0\.1:9: it cannot be reached"):
        list(found.drafter.draft("Who won?", [offer], cancelled=lambda: False))


def test_models_of_servers_are_told_apart(settings: Settings):
    assert model_of(settings) == model_of(replace(settings, articles=Path("/elsewhere")))
    assert model_of(settings) != model_of(replace(settings, model="other"))
    assert served_model(settings) is served_model(settings)
    assert served_model(replace(settings, model_server=None)) is None
    with pytest.raises(SettingsError, match="no address"):
        served_model(replace(settings, model_server="nonsense"))


def test_the_page_says_who_writes_and_where(settings: Settings, server: StubServer):
    def never(*_: object) -> None:
        raise AssertionError

    writers = Writers(settings, never, free=lambda: 1 << 40, cores=2)  # type: ignore[arg-type]
    drafting(settings, apart=True)
    assert writers.now == f"stub-7b at {server.address.removeprefix('http://')}"
    assert writers.others == ()
    assert writers.to_fetch is None


def test_doctor_names_every_server(settings: Settings, server: StubServer):
    (good,) = examine_writers(settings)
    assert (good.state, good.name) == (State.GOOD, "model server")
    assert "stub-7b" in good.detail
    two = replace(settings, model_server=f"{server.address},http://127.0.0.1:9")
    assert [each.state for each in examine_writers(two)] == [State.GOOD, State.NOTE]
    server.models = {"data": []}
    (bad,) = examine_writers(replace(settings, model="other"))
    assert bad.state is State.MISSING
    (nonsense,) = examine_writers(replace(settings, model_server="nonsense"))
    assert nonsense.state is State.MISSING


def test_doctor_says_what_goes_over_unencrypted(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("BYLINE_MODEL_SERVER_KEY", "secret")
    far = replace(settings, model_server="http://127.0.0.1.invalid:1")
    *_, note = examine_writers(far)
    assert "the key" in note.detail
    assert "secret" not in note.detail


def test_doctor_looks_at_the_readers_server_in_place_of_the_weights(
    settings: Settings, server: StubServer
):
    (found,) = examine_readers(replace(settings, readers_server=server.address))
    assert (found.state, found.mend) == (State.MISSING, "byline serve-readers")
    assert len(list(examine_readers(settings))) == 2


@pytest.mark.slow
def test_doctor_finds_the_readers_and_the_embedder_at_their_server(settings: Settings):
    served = ReadersServer(load_networks(1), None, {"hashing": HashingEmbedder("hashing")})
    with running(served) as address:
        (found,) = examine_readers(replace(settings, readers_server=address))
    assert (found.state, found.detail.split(" at ")[0]) == (
        State.GOOD,
        "the readers and hashing are",
    )


def test_a_key_that_is_wrong_is_named_without_being_shown(
    settings: Settings, server: StubServer, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("BYLINE_MODEL_SERVER_KEY", "secret")
    server.otherwise = refuse(401, b'{"error": {"message": "no such key"}}')
    drafter = drafting(replace(settings, model="stub-7b"), apart=True).drafter
    with pytest.raises(ModelError, match="no such key") as error:
        list(drafter.draft("Who won?", [Offer(1, "She won.", None)], cancelled=lambda: False))
    assert "secret" not in str(error.value)
    assert {each.get("authorization") for each in server.headers} == {"Bearer secret"}
