"""The files of docs/deploy, as far as they can be tried without a daemon, and what they name."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from click.testing import CliRunner

from qa.settings import KNOWN
from tests.scale.proxied import DEPLOY
from ui.commands.command_line import main

UNITS = ("byline@.service", "byline-readers.service")
BESIDES = {"BYLINE_HOME", "BYLINE_MODEL_SERVER_KEY", "BYLINE_READERS_SERVER_KEY", "BYLINE_STORE",
           "BYLINE_STORE_KEY"}  # fmt: skip


def tool(name: str) -> str:
    """A program beside this Python or on the path."""
    beside = Path(sys.executable).with_name(name)
    found = str(beside) if beside.exists() else shutil.which(name)
    if found is None:
        pytest.skip(f"there is no {name}")
    return found


def passes(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stderr.strip()) == (0, ""), done.stdout + done.stderr


@pytest.fixture(scope="module")
def compose() -> Any:
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))


def test_compose_keeps_to_its_schema():
    schema = ["--builtin-schema", "vendor.compose-spec"]
    passes(tool("check-jsonschema"), *schema, str(DEPLOY / "compose.yaml"))


def test_compose_names_nothing_that_it_does_not_have(compose: Any):
    services = compose["services"]
    assert {"store", "fill", "model", "readers", "app1", "app2", "proxy"} == set(services)
    for service in services.values():
        waits = service.get("depends_on", {})
        assert set(waits) <= set(services)
        if isinstance(waits, dict):
            assert {each["condition"] for each in waits.values()} <= {"service_healthy"}
            assert all("healthcheck" in services[name] for name in waits)
        volumes = {each.partition(":")[0] for each in service.get("volumes", ())}
        assert {each for each in volumes if not each.startswith(".")} <= set(compose["volumes"])
        assert {each["source"] for each in service.get("configs", ())} <= set(compose["configs"])
    for config in compose["configs"].values():
        assert isinstance(yaml.safe_load(config["content"]), dict)


def test_an_application_finds_the_services_by_their_names(compose: Any):
    services = compose["services"]
    for name, value in services["app1"]["environment"].items():
        if found := re.match(r"http://([^:]+):(\d+)$", value):
            assert found[1] in services, name
    assert services["app1"]["environment"]["BYLINE_PUBLIC_NAME"].endswith("app1,app2")


def test_every_setting_that_is_named_is_one(compose: Any):
    told = [name for each in compose["services"].values() for name in each.get("environment", ())]
    for file in ("byline.env", "Dockerfile", *UNITS):
        text = (DEPLOY / file).read_text(encoding="utf-8")
        told += re.findall(r"BYLINE_[A-Z_]+(?==)", text)
    settings = {name for name in told if name.startswith("BYLINE_")}
    assert len(settings) > 10
    assert settings - BESIDES - {f"BYLINE_{name.upper()}" for name in KNOWN} == set()


def commands(compose: Any) -> list[list[str]]:
    """Every way in which the files start Byline, without its name."""
    found = [each["command"] for each in compose["services"].values() if each.get("build")
             and "command" in each]  # fmt: skip
    for unit in UNITS:
        line = re.search(r"^ExecStart=\S+ (.*)$", (DEPLOY / unit).read_text(), re.MULTILINE)
        assert line is not None
        found.append(line[1].replace("%i", "7861").split())
    image = re.search(r"^CMD (\[.*\])$", (DEPLOY / "Dockerfile").read_text(), re.MULTILINE)
    assert image is not None
    return [*found, yaml.safe_load(image[1])]


def test_byline_is_started_with_commands_and_options_that_it_has(compose: Any):
    found = commands(compose)
    assert len(found) == 5
    for command in found:
        done = CliRunner().invoke(main, [*command, "--help"])
        assert "Usage" in done.output, done.output
        assert isinstance(main.get_command(click.Context(main), command[0]), click.Command)


@pytest.mark.parametrize("unit", UNITS)
def test_systemd_finds_nothing_in_a_unit(unit: str, tmp_path: Path):
    """Its program is put in the place of Byline, which need not be installed here."""
    for name in UNITS:
        text = (DEPLOY / name).read_text(encoding="utf-8")
        mended = text.replace("/opt/byline/bin/byline", sys.executable)
        (tmp_path / name).write_text(mended.replace("%i", "7861"), encoding="utf-8")
    given = tmp_path / unit
    if "@" in unit:
        given = given.rename(tmp_path / unit.replace("@", "@7861"))
    passes(tool("systemd-analyze"), "verify", "--man=no", str(given))


def test_hadolint_finds_nothing_in_the_image():
    passes(tool("hadolint"), str(DEPLOY / "Dockerfile"))
