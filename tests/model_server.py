"""A server that speaks OpenAI's chat protocol without a model: writes back, or fails as it is told.

As a program it serves at the port that it is given and writes one word after the other, slowly.
"""

from __future__ import annotations

import contextlib
import json
import socketserver
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

MODELS = {"object": "list", "data": [{"id": "stub-7b", "object": "model", "max_model_len": 2048}]}


class Exchange(BaseHTTPRequestHandler):
    """One request, in the hands of the script of its server."""

    protocol_version = "HTTP/1.1"
    server: StubServer

    def do_GET(self) -> None:
        self.server.headers.append(dict(self.headers))
        if self.path == "/v1/models" and self.server.models is not None:
            self.reply(json.dumps(self.server.models).encode())
        else:
            self.reply(b"no", 404)

    def do_POST(self) -> None:
        length = int(self.headers["content-length"])
        self.server.headers.append(dict(self.headers))
        self.server.asked.append(json.loads(self.rfile.read(length)))
        script = self.server.script.pop(0) if self.server.script else self.server.otherwise
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            script(self)

    def reply(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def begin(self) -> None:
        """A stream that ends with the connection."""
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("connection", "close")
        self.end_headers()
        self.close_connection = True

    def send(self, text: str, reason: str | None = None) -> None:
        delta = {"content": text} if text else {}
        event = {"choices": [{"index": 0, "delta": delta, "finish_reason": reason}]}
        self.raw(f"data: {json.dumps(event, ensure_ascii=False)}\n\n".encode())

    def raw(self, data: bytes) -> None:
        self.wfile.write(data)
        self.wfile.flush()

    def log_message(self, format: str, *args: Any) -> None:
        pass


Script = Callable[[Exchange], None]


class StubServer(ThreadingHTTPServer):
    """Follows its script, a step a question, and then does the same again and again."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), Exchange)
        self.models: Any = MODELS
        self.script: list[Script] = []
        self.otherwise = say("It is so. [1]")
        self.asked: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []

    def server_bind(self) -> None:
        """Without a look at the name of this computer, which takes its time."""
        socketserver.TCPServer.server_bind(self)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: object, client_address: object) -> None:
        pass  # who broke off is no failure of the server


@contextlib.contextmanager
def model_server() -> Iterator[StubServer]:
    server = StubServer()
    serving = threading.Thread(target=server.serve_forever, args=[0.02], daemon=True)
    serving.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        serving.join()


def say(text: str, reason: str | None = "stop", *, size: int = 5, pause: float = 0.0) -> Script:
    """Write a text in pieces; without a reason the stream breaks off behind it."""

    def script(exchange: Exchange) -> None:
        exchange.begin()
        for start in range(0, len(text), size):
            exchange.send(text[start : start + size])
            time.sleep(pause)
        if reason is not None:
            exchange.send("", reason)
            exchange.raw(b"data: [DONE]\n\n")

    return script


def refuse(status: int, body: bytes = b"", **headers: str) -> Script:
    return lambda exchange: exchange.reply(body, status, **headers)


def stream(*parts: bytes) -> Script:
    """Whatever bytes where an answer was due."""

    def script(exchange: Exchange) -> None:
        exchange.begin()
        for part in parts:
            exchange.raw(part)
            time.sleep(0.01)

    return script


@dataclass
class Hanging:
    """Says nothing for a while, before or behind its first words; tells when it was left alone."""

    words: str = ""
    left: threading.Event = field(default_factory=threading.Event)

    def __call__(self, exchange: Exchange) -> None:
        if self.words:
            exchange.begin()
            exchange.send(self.words)
        exchange.connection.settimeout(20)
        with contextlib.suppress(OSError):
            if exchange.connection.recv(1) == b"":
                self.left.set()


if __name__ == "__main__":
    stub = StubServer(int(sys.argv[1]))
    words = " ".join(f"word{number}" for number in range(20))
    stub.otherwise = say(f"{words}. [1]", size=7, pause=0.1)
    sys.stdout.write(f"{stub.address}\n")
    sys.stdout.flush()
    stub.serve_forever()
