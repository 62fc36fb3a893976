"""Who gets through to the chat: 12 hosts x 6 origins x 10 routes, each against what is expected.

    python -m benchmarks.guard_matrix

Starts the real server on a free port, without a model. Writes `results/guard_matrix.json`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from benchmarks.guard_report import write_report
from tests.ui.conftest import serving
from tests.ui.fake_answers import FakeAnswerer, seed_articles

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
OUR_HOSTS = ("127.0.0.1:{port}", "localhost:{port}", "[::1]:{port}", "127.0.0.1")
FOREIGN_HOSTS = (
    "evil.example:{port}",  # a name whose owner lets it point here
    "127.0.0.1.evil.example:{port}",
    "localhost.evil.example",
    "169.254.169.254",
    "0.0.0.0:{port}",
    "127.0.0.1@evil.example",
    "127.1:{port}",
    "",
)
# The origin that a browser names when the page comes from the address it calls, none as a program
# sends it, and four that are somebody else.
OUR_ORIGINS = (None, "http://{host}")
FOREIGN_ORIGINS = (
    "https://evil.example",
    "null",
    "http://localhost:1",
    "http://127.0.0.1.evil.example:{port}",
)
# What our own page gets from each: the address exists, or it is closed to everybody.
ROUTES = (
    ("GET", "/", 200),
    ("GET", "/config", 200),
    ("GET", "/byline/byline.js", 200),
    ("POST", "/gradio_api/queue/join", 422),  # the empty body names no event
    ("POST", "/gradio_api/component_server", 200),  # asks for a source that is not there
    ("GET", "/monitoring", 403),
    ("POST", "/gradio_api/upload", 404),
    ("POST", "/gradio_api/run/predict", 404),
    ("GET", "/gradio_api/file=/etc/passwd", 404),
    ("OPTIONS", "/gradio_api/queue/join", 404),
)


@dataclass(frozen=True, slots=True)
class Request:
    """One request of the matrix and the status it must get."""

    host: str
    origin: str | None
    method: str
    route: str
    expected: int


def matrix(port: int) -> list[Request]:
    """Every combination: a foreign host is refused first, then a foreign origin."""
    made = []
    for host in (*OUR_HOSTS, *FOREIGN_HOSTS):
        for origin in (*OUR_ORIGINS, *FOREIGN_ORIGINS):
            for method, route, status in ROUTES:
                named = host.format(port=port)
                foreign = origin in FOREIGN_ORIGINS
                expected = 400 if host in FOREIGN_HOSTS else 403 if foreign else status
                given = None if origin is None else origin.format(port=port, host=named)
                made.append(Request(named, given, method, route, expected))
    return made


def found_wrong(address: str, requests: list[Request]) -> list[str]:
    """The requests that got another status than expected, or a permission for another site."""
    wrong = []
    with httpx.Client(trust_env=False) as client:
        source = source_request(client.get(address + "/config").json())
        for request in requests:
            headers = {"host": request.host, "access-control-request-method": "POST"}
            if request.origin is not None:
                headers["origin"] = request.origin
            body = source if request.route.endswith("component_server") else {}
            sent = {"json": body} if request.method == "POST" else {}
            reply = client.request(request.method, address + request.route, headers=headers, **sent)
            permitted = [name for name in reply.headers if name.startswith("access-control-")]
            if reply.status_code != request.expected or permitted:
                wrong.append(f"{request}: {reply.status_code} {' '.join(permitted)}")
    return wrong


def source_request(config: dict[str, Any]) -> dict[str, object]:
    """What the page sends when somebody opens a source."""
    (panel,) = (c for c in config["components"] if c["props"].get("elem_id") == "source-panel")
    return {"session_hash": "x", "component_id": panel["id"], "fn_name": "source", "data": "none"}


def main() -> None:
    """Command line."""
    with serving(FakeAnswerer(seed_articles(SEEDS))) as address:
        requests = matrix(int(address.rpartition(":")[2]))
        wrong = found_wrong(address, requests)
    let_through = sum(request.expected in {200, 422} for request in requests)
    write_report(
        "guard_matrix",
        {
            "requests": len(requests),
            "to be let through": let_through,
            "to be refused": len(requests) - let_through,
            "not as expected": wrong,
        },
    )


if __name__ == "__main__":
    main()
