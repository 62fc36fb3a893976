"""The chat as `byline chat` starts it: the real models, a process of its own, a real browser."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.ui.in_browser import ARGUMENTS, CHROMIUM, ask, marked_in_view

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(400),
    pytest.mark.allow_hosts(["127.0.0.1"]),
]
ROOT = Path(__file__).resolve().parents[3]
START = """
from qa.settings import load_settings
from ui.page.app import serve
serve(load_settings(), port=0)
"""


@pytest.fixture(scope="module")
def process(shared_home: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The running process and the address that it tells."""
    environment = {
        **os.environ,
        "BYLINE_HOME": str(shared_home),
        "BYLINE_ARTICLES": str(ROOT / "seeds"),
        "GRADIO_SHARE": "True",
        "GRADIO_ALLOWED_PATHS": "/",
        "GRADIO_SERVER_NAME": "0.0.0.0",
        "PYTHONPATH": str(ROOT),
    }
    with subprocess.Popen(
        [sys.executable, "-c", START], env=environment, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stderr is not None
        told = running.stderr.readline()
        address = re.search(r"http://127\.0\.0\.1:[0-9]+", told)
        assert address is not None, told + running.stderr.read()
        yield running, address[0]
        if running.poll() is None:
            running.kill()


def wait_for(url: str) -> httpx.Response:
    with httpx.Client(trust_env=False, timeout=10) as client:
        for _ in range(200):
            try:
                return client.get(url)
            except httpx.TransportError:
                time.sleep(0.2)
    raise AssertionError(f"nothing answers at {url}")


@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium: apt-get install chromium")
def test_a_question_is_answered_with_words_that_open_in_their_article(process: Any):
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    _, address = process
    assert wait_for(address).status_code == 200
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.set_default_timeout(240_000)
        page.goto(address)
        ask(page, "who offered to host talks?")
        assert "Switzerland" in page.inner_text(".turn")
        assert (
            page.locator(".turn .verdict-supported").count() == page.locator(".claim").count() > 0
        )
        page.click(".chip >> nth=0")
        assert marked_in_view(page)
        browser.close()


def test_no_variable_of_the_environment_opens_a_door(process: Any):
    _, address = process
    assert wait_for(address + "/gradio_api/file=/etc/hostname").status_code == 404
    config = wait_for(address + "/config").json()
    assert config.get("share_url") is None
    assert config["space_id"] is None


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="there is no /proc")
def test_it_works_in_an_empty_folder(process: Any):
    running, address = process
    wait_for(address)
    folder = Path(f"/proc/{running.pid}/cwd").resolve()
    assert folder.name.startswith("byline-")
    assert [path.name for path in folder.iterdir()] in ([], ["files"])


def test_control_c_closes_it_without_complaints(process: Any):
    running, address = process
    wait_for(address)
    running.send_signal(signal.SIGINT)
    assert running.wait(120) == 0
    assert running.stderr.read() == ""
