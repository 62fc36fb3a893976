"""Figures for Prometheus: questions by what came of them, seconds, who waits, what is open.

The only importer of prometheus_client. No figure has a word of a question or a name in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from starlette.responses import Response

if TYPE_CHECKING:
    from starlette.requests import Request

    from ui.service.desk import Desk
    from ui.service.engine import Engine
    from ui.service.opening import Opening
    from ui.service.watching import Ended

_SECONDS = (0.25, 0.5, 1, 2, 4, 8, 15, 30, 60, 120)


class Metrics:
    """Counts as a watcher of the desk, and answers a request with what it has counted."""

    def __init__(self, opening: Opening[Engine]) -> None:
        self._opening = opening
        self._registry = CollectorRegistry()
        self._questions = Counter(
            "byline_questions", "Questions by what came of them", ["outcome"],
            registry=self._registry,
        )  # fmt: skip
        self._seconds = Histogram(
            "byline_answer_seconds", "Seconds from asking to the end of an answer",
            registry=self._registry, buckets=_SECONDS,
        )  # fmt: skip
        self._waited = Histogram(
            "byline_waiting_seconds", "Seconds of these in the line",
            registry=self._registry, buckets=_SECONDS,
        )  # fmt: skip
        ProcessCollector(registry=self._registry)
        PlatformCollector(registry=self._registry)

    def __call__(self, ended: Ended) -> None:
        self._questions.labels(ended.outcome).inc()
        self._seconds.observe(ended.seconds)
        self._waited.observe(ended.waited)

    def follow(self, desk: Desk) -> None:
        """Tell how many wait at this desk, and what is open."""

        def gauge(name: str, explained: str) -> Gauge:
            return Gauge(f"byline_{name}", explained, registry=self._registry)

        gauge("waiting", "Pages that wait or are answered").set_function(lambda: desk.seats)
        gauge("open", "1 when the articles are open").set_function(
            lambda: float(self._opening.opened is not None)
        )
        gauge("articles", "Articles that are open").set_function(self._articles)

    def _articles(self) -> float:
        engine = self._opening.opened
        return 0.0 if engine is None else float(len(engine.library.articles))

    async def answer(self, _request: Request) -> Response:
        """The figures as text."""
        return Response(generate_latest(self._registry), media_type=CONTENT_TYPE_LATEST)
