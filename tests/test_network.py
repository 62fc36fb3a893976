"""Byline contacts no network: a whole answer with the real models where every socket fails."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

# Run by the interpreter of the child before anything else: whoever makes a socket that could leave
# this computer, or looks up a name, ends the program with a status of its own.
GUARD = """
import os, socket, sys

def refuse(event, arguments):
    if event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        leave(event, arguments)
    if event == "socket.bind" and arguments[1][0] in ("127.0.0.1", "::1"):
        return  # urllib3, which spaCy brings, looks so whether there is IPv6 when it is imported
    if event in ("socket.connect", "socket.sendto", "socket.bind"):
        if arguments[0].family in (socket.AF_INET, socket.AF_INET6):
            leave(event, arguments)

def leave(event, arguments):
    sys.stderr.write(f"NETWORK: {event} {arguments}\\n")
    sys.stderr.flush()
    os._exit(77)

sys.addaudithook(refuse)
"""
WENT_OUT = 77


def run_guarded(program: str, home: Path) -> subprocess.CompletedProcess[str]:
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("HF_", "GRADIO"))
    } | {"BYLINE_HOME": str(home)}
    return subprocess.run(
        [sys.executable, "-c", GUARD + program],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )


@pytest.mark.parametrize(
    "program",
    [
        "socket.create_connection(('192.0.2.1', 80), 1)",
        "socket.getaddrinfo('example.org', 80)",
        "socket.socket(socket.AF_INET, socket.SOCK_STREAM).bind(('0.0.0.0', 0))",
        "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'?', ('192.0.2.1', 53))",
    ],
)
def test_the_guard_itself_catches_a_way_out(program: str, tmp_path: Path):
    assert run_guarded(program, tmp_path).returncode == WENT_OUT


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_whole_answer_is_made_without_a_network(seeds: Path, shared_home: Path):
    program = (
        "from ui.commands.command_line import main\n"
        f"main(['ask', '--json', '--articles', {str(seeds)!r}, 'who offered to host talks?'])\n"
    )
    done = run_guarded(program, shared_home)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["status"] == "answered"


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_building_the_chat_needs_no_network(tmp_path: Path):
    program = (
        "from ui.page.app import build_app\n"
        "from ui.service.opening import Opening\n"
        "build_app(Opening(lambda: None))\n"
    )
    done = run_guarded(program, tmp_path)
    assert done.returncode == 0, done.stderr
