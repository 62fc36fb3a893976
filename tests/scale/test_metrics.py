"""Figures for Prometheus: what is counted, and that no word and no name is among them."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from qa.settings import Serving
from tests.ui.conftest import serving
from tests.ui.fake_answers import FakeAnswerer, seed_articles
from ui.service.conversation import Conversation
from ui.service.desk import SHOWABLE
from ui.service.opening import Opening
from ui.service.sharing import share

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


def figures(text: str) -> dict[str, float]:
    return {
        sample.name + "".join(sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def read(url: str) -> str:
    with httpx.Client(trust_env=False) as client:
        answer = client.get(url + "/metrics")
    assert answer.status_code == 200
    return answer.text


def test_questions_are_counted_by_what_came_of_them(seeds: Path):
    answerer = FakeAnswerer(seed_articles(seeds))
    opening: Opening[FakeAnswerer] = Opening(lambda _tell: answerer.opened(), showable=SHOWABLE)
    shared, desk = share(Serving(metrics=True), None, opening)
    assert [route.path for route in shared.routes] == ["/health", "/metrics"]
    opening.start()
    for question in ("who hosts Ünal?", "who hosts?", "what is the GDP?", "broken?", "?!"):
        list(desk.ask("anna", Conversation(), question))
    metrics = desk._watchers[0]
    text = metrics._registry  # type: ignore[attr-defined]
    assert text.get_sample_value("byline_questions_total", {"outcome": "answered"}) == 2
    assert text.get_sample_value("byline_questions_total", {"outcome": "not_in_articles"}) == 1
    assert text.get_sample_value("byline_questions_total", {"outcome": "failed"}) == 2
    assert text.get_sample_value("byline_answer_seconds_count") == 5
    assert text.get_sample_value("byline_articles") == 2
    assert text.get_sample_value("byline_waiting") == 0


def test_prometheus_can_read_it_and_nobody_is_in_it(seeds: Path):
    answerer = FakeAnswerer(seed_articles(seeds))
    with serving(answerer, several=Serving(metrics=True)) as url:
        text = read(url)
    found = figures(text)
    assert found["byline_open"] == 1
    assert found["byline_articles"] == 2
    assert found["process_resident_memory_bytes"] > 0
    assert "Putin" not in text
