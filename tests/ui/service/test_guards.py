"""Who may reach the application, under which name, from where and with how much."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from benchmarks.guard_matrix import found_wrong, matrix
from qa.errors import SettingsError
from tests.ui.conftest import serving
from tests.ui.fake_answers import FakeAnswerer, seed_articles
from ui.page.app import require_password, serve
from ui.page.html_page import rewrite, script_hashes
from ui.service.guards import LARGEST_BODY, is_loopback, trusted_names

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

FOREIGN_HOSTS = ("evil.example", "127.0.0.1.evil.example", "169.254.169.254", "0.0.0.0", "")
FOREIGN_ORIGINS = ("https://evil.example", "null", "http://localhost:1", "http://127.0.0.1.evil")
ROUTES = (
    ("GET", "/"),
    ("GET", "/config"),
    ("GET", "/byline/byline.js"),
    ("POST", "/gradio_api/queue/join"),
    ("POST", "/gradio_api/component_server"),
    ("POST", "/gradio_api/upload"),
    ("POST", "/gradio_api/run/predict"),
    ("POST", "/login"),
    ("GET", "/monitoring"),
    ("OPTIONS", "/gradio_api/queue/join"),
)
CLOSED = (
    ("POST", "/gradio_api/upload"),
    ("POST", "/gradio_api/run/predict"),
    ("POST", "/gradio_api/api/predict"),
    ("POST", "/gradio_api/call/ask"),
    ("POST", "/gradio_api/call/v2/ask"),
    ("GET", "/gradio_api/file=/etc/passwd"),
    ("GET", "/gradio_api/file/etc/passwd"),
    ("GET", "/gradio_api/proxy=http://evil.example/"),
    ("GET", "/gradio_api/openapi.json"),
    ("GET", "/gradio_api/runs"),
    ("GET", "/gradio_api/mcp/sse"),
    ("POST", "/gradio_api/vibe-edit"),
    ("GET", "/docs"),
    ("GET", "/openapi.json"),
    ("GET", "/static/../../etc/passwd"),
    ("GET", "/byline/%2e%2e/app.py"),
    ("PUT", "/"),
    ("DELETE", "/config"),
)


@pytest.fixture(scope="module")
def address(seeds: Path) -> Iterator[str]:
    with serving(FakeAnswerer(seed_articles(seeds))) as url:
        yield url


def call(method: str, url: str, **headers: str) -> httpx.Response:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    with httpx.Client(trust_env=False) as client:
        return client.request(
            method, url, headers=sent, content=b"{}" if method == "POST" else None
        )


@pytest.mark.parametrize("host", FOREIGN_HOSTS)
def test_a_name_that_is_not_ours_is_refused_on_every_route(address: str, host: str):
    for method, route in ROUTES:
        assert 400 <= call(method, address + route, host=host).status_code < 500, route


@pytest.mark.parametrize("origin", FOREIGN_ORIGINS)
def test_another_sites_page_gets_nothing_from_any_route(address: str, origin: str):
    for method, route in ROUTES:
        response = call(
            method, address + route, origin=origin, access_control_request_method="POST"
        )
        assert response.status_code == 403, route
        assert "access-control-allow-origin" not in response.headers, route
        assert "access-control-allow-credentials" not in response.headers, route


def test_every_seventh_request_of_the_matrix_gets_what_is_expected(address: str):
    requests = matrix(int(address.rpartition(":")[2]))
    assert len(requests) == 720
    assert found_wrong(address, requests[::7]) == []


def test_our_own_page_is_answered_without_any_permission_for_others(address: str):
    response = call("GET", address + "/config", origin=address)
    assert response.status_code == 200
    assert not [name for name in response.headers if name.startswith("access-control")]


@pytest.mark.parametrize("mode", ["cors", "no-cors", "same-origin", "websocket"])
def test_a_request_that_the_browser_calls_cross_site_is_refused(address: str, mode: str):
    for site in ("cross-site", "same-site"):
        headers = {"sec_fetch_site": site, "sec_fetch_mode": mode}
        assert call("GET", address + "/config", **headers).status_code == 403


def test_a_link_on_another_site_may_open_the_page(address: str):
    response = call("GET", address + "/", sec_fetch_site="cross-site", sec_fetch_mode="navigate")
    assert response.status_code == 200


@pytest.mark.parametrize(("method", "route"), CLOSED)
def test_what_the_page_does_not_use_is_not_there(address: str, method: str, route: str):
    assert call(method, address + route).status_code == 404


def test_nobody_is_told_about_the_load(address: str):
    assert call("GET", address + "/monitoring").status_code == 403


def test_bodies_above_the_limit_are_refused_announced_or_not(address: str):
    url = address + "/gradio_api/queue/join"
    large = b" " * (LARGEST_BODY + 1)
    with httpx.Client(trust_env=False) as client:
        assert client.post(url, content=large).status_code == 413
        assert client.post(url, content=iter([large])).status_code == 413


def test_every_response_carries_the_policy(address: str):
    for route in ("/", "/config", "/byline/byline.js", "/nothing"):
        headers = call("GET", address + route).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "connect-src 'self'" in policy
        assert "img-src 'self' data: blob:" in policy
        assert "'unsafe-inline'" not in policy.partition("style-src")[0]
        assert headers["x-content-type-options"] == "nosniff"


def test_the_page_names_no_other_server(address: str):
    page = call("GET", address + "/").text
    assert not re.findall(r'(?:src|href|content)="(?:https?:)?//[^"]*', page)
    assert "Gradio" not in re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)


def test_with_a_password_nothing_is_shown_without_it(seeds: Path):
    with serving(FakeAnswerer(seed_articles(seeds)), password="right") as url:
        assert call("GET", url + "/config").status_code == 401
        assert call("POST", url + "/gradio_api/queue/join").status_code == 401
        assert call("POST", url + "/gradio_api/component_server").status_code == 401
        with httpx.Client(trust_env=False) as client:
            given = {"username": "x", "password": "wrong"}
            assert client.post(url + "/login", data=given).status_code == 400
            given["password"] = "right"
            assert client.post(url + "/login", data=given).status_code == 200
            assert client.get(url + "/config").status_code == 200


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.7", "news.example"])
def test_other_computers_need_a_password(host: str):
    assert not is_loopback(host)
    with pytest.raises(SettingsError, match=f"byline chat --host {re.escape(host)} --password"):
        require_password(host, None)
    require_password(host, "secret")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.0.0.2"])
def test_this_computer_needs_none(host: str):
    assert is_loopback(host)
    require_password(host, None)


def test_an_empty_password_is_a_mistake():
    with pytest.raises(SettingsError, match="password is empty"):
        require_password("127.0.0.1", "  ")


def test_a_server_for_all_addresses_still_knows_its_names():
    names = trusted_names("0.0.0.0")
    assert "*" not in names
    assert "127.0.0.1" in names
    assert trusted_names("news.example") == ["127.0.0.1", "localhost", "[::1]", "news.example"]


def test_a_port_that_is_taken_is_named(seeds: Path, byline_home: Path):
    from qa.settings import Settings

    with serving(FakeAnswerer(seed_articles(seeds))) as url:
        taken = int(url.rpartition(":")[2])
        with pytest.raises(SettingsError, match=f"port {taken}"):
            serve(Settings(articles=seeds, home=byline_home), port=taken)


def test_scripts_of_the_page_are_named_by_their_hash_and_files_are_not():
    page = '<script>a</script><script src="x.js"></script><script type="module">b</script>'
    assert len(script_hashes(page)) == 2
    assert script_hashes("<script>a</script>") == (
        "sha256-ypeBEsobvcr6wjGzmiPcTaeG7_gUfE5yuYB3ha_uSLs=".replace("_", "/"),
    )


def test_the_cards_of_the_front_end_are_taken_out():
    page = '<head><meta property="og:title" content="Gradio" />\n<meta name="x"></head>'
    assert "og:title" not in rewrite(page)
    assert '<meta name="x">' in rewrite(page)
    assert "byline.css" in rewrite(page)
