"""A Milvus for tests: the server of milvus-lite on this computer, and what is kept in it."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

IS_INSTALLED = all(importlib.util.find_spec(name) for name in ("pymilvus", "milvus_lite"))
START_SECONDS = 90.0
needs_milvus = pytest.mark.skipif(not IS_INSTALLED, reason="make test-scale installs Milvus")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


@contextlib.contextmanager
def milvus_server(folder: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """`milvus-lite server`, when it answers."""
    command = "from milvus_lite.cmdline import main; main()"
    given = ["server", "--host", "127.0.0.1", "--port", str(port), "--data-dir", str(folder)]
    with subprocess.Popen(
        [sys.executable, "-c", command, *given],
        env={**os.environ, "OMP_NUM_THREADS": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            end = time.monotonic() + START_SECONDS
            while process.poll() is None and time.monotonic() < end:
                with (
                    contextlib.suppress(OSError),
                    socket.create_connection(("127.0.0.1", port), timeout=1),
                ):
                    break
                time.sleep(0.05)
            yield process
        finally:
            process.kill()
            process.wait(30)


@pytest.fixture(scope="session")
def milvus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server for all tests; each takes a database of its own."""
    port = free_port()
    with milvus_server(tmp_path_factory.mktemp("milvus") / "data.db", port):
        yield f"http://127.0.0.1:{port}"
