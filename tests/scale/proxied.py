"""Two application processes behind a real proxy, set up by the files of docs/deploy."""

from __future__ import annotations

import base64
import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "docs" / "deploy"
START_SECONDS = 90.0
PASSWORD = "change me"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def signed_in(person: str) -> dict[str, str]:
    """What a browser sends for a person whose password is known to the proxy."""
    token = base64.b64encode(f"{person}:{PASSWORD}".encode()).decode()
    return {"Authorization": f"Basic {token}"}


@dataclass
class Application:
    """An application process with a stub engine; it can be ended and started again."""

    port: int
    home: Path
    at_once: int = 1
    process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "benchmarks.shared_chat", str(self.port), str(self.home)]
        self.process = subprocess.Popen(
            [*command, str(self.at_once)],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        assert self.process.stdout.readline().startswith("http://127.0.0.1:")

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait(30)
        assert self.process.stdout is not None
        self.process.stdout.close()
        self.process = None


@contextlib.contextmanager
def applications(home: Path, number: int = 2, at_once: int = 1) -> Iterator[list[Application]]:
    made = [Application(free_port(), home, at_once) for _ in range(number)]
    try:
        for each in made:
            each.start()
        yield made
    finally:
        for each in made:
            if each.process is not None:
                each.kill()


def users(count: int) -> list[str]:
    return [f"user{number}" for number in range(count)]


@contextlib.contextmanager
def haproxy(folder: Path, ports: list[int], people: list[str]) -> Iterator[str]:
    """haproxy with docs/deploy/haproxy.cfg, other ports and more people."""
    port, text = free_port(), (DEPLOY / "haproxy.cfg").read_text(encoding="utf-8")
    for old, new in zip(("7861", "7862"), ports, strict=True):
        text = text.replace(f"127.0.0.1:{old}", f"127.0.0.1:{new}")
    text = text.replace("127.0.0.1:8080", f"127.0.0.1:{port}")
    known = re.search(r"^    user anna password (\S+)", text, re.MULTILINE)
    assert known is not None
    entries = [f"    user {person} insecure-password '{PASSWORD}'" for person in people]
    text = text.replace("userlist readers\n", "\n".join(["userlist readers", *entries, ""]))
    path = folder / "haproxy.cfg"
    path.write_text(text, encoding="utf-8")
    with _running(["haproxy", "-f", str(path)], port) as address:
        yield address


@contextlib.contextmanager
def nginx(folder: Path, ports: list[int], people: list[str]) -> Iterator[str]:
    """nginx with docs/deploy/nginx.conf, likewise."""
    port, text = free_port(), (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    for old, new in zip(("7861", "7862"), ports, strict=True):
        text = text.replace(f"127.0.0.1:{old}", f"127.0.0.1:{new}")
    text = text.replace("127.0.0.1:8080", f"127.0.0.1:{port}")
    text = text.replace("/etc/nginx/byline.users", str(folder / "users"))
    entries = [f"{person}:{{PLAIN}}{PASSWORD}\n" for person in people]
    (folder / "users").write_text("".join(entries), encoding="utf-8")
    (folder / "byline.conf").write_text(text, encoding="utf-8")
    places = "".join(
        f"{kind}_temp_path {folder}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    as_root = "user root;" if os.getuid() == 0 else ""  # else its workers may not read the folder
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/pid; error_log stderr warn; {as_root}\n"
        "events { worker_connections 4096; }\n"
        f"http {{ access_log off;\n{places}include {folder}/byline.conf; }}\n",
        encoding="utf-8",
    )
    with _running(["nginx", "-c", str(folder / "nginx.conf"), "-p", str(folder)], port) as address:
        yield address


@contextlib.contextmanager
def _running(command: list[str], port: int) -> Iterator[str]:
    binary = shutil.which(command[0]) or f"/usr/sbin/{command[0]}"
    with subprocess.Popen([binary, *command[1:]]) as process:
        try:
            address = f"http://127.0.0.1:{port}"
            deadline = time.monotonic() + START_SECONDS
            while process.poll() is None and time.monotonic() < deadline:
                with contextlib.suppress(httpx.TransportError):
                    # Without a name nobody is let in; that is an answer, too.
                    found = httpx.get(address, headers=signed_in("user0"), trust_env=False)
                    if found.status_code == httpx.codes.OK:
                        break
                time.sleep(0.2)
            yield address
        finally:
            process.terminate()
            process.wait(30)
