"""A Ray cluster for all tests that need one."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from index.ray_cluster import PATIENT
from tests.scale.proxied import ROOT, free_port
from tests.scale.ray_runs import Cluster


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A cluster of two workers that outlives who uses it, as one of several computers does."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "RAY_AUTH_MODE": "token",
        "RAY_AUTH_TOKEN": "0" * 64,
        "RAY_USAGE_STATS_ENABLED": "0",
    }
    port, scratch = free_port(), tmp_path_factory.mktemp("r")
    command = [sys.executable, "-m", "ray.scripts.scripts"]
    start = [*command, "start", "--head", f"--port={port}", "--num-cpus=2", "--block",
             "--include-dashboard=false", "--object-store-memory=100000000",
             f"--temp-dir={scratch}", "--disable-usage-stats",
             f"--system-config={json.dumps(PATIENT)}"]  # fmt: skip
    log = (scratch / "log").open("wb")
    with log, subprocess.Popen(start, env=environment, stdout=log, stderr=log) as process:
        try:
            for _ in range(600):
                if b"Ray runtime started" in (scratch / "log").read_bytes():
                    break
                time.sleep(0.2)
            yield Cluster(f"127.0.0.1:{port}", environment)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)
