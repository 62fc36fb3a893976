"""A model server that does what hostile articles want, before the real readers and checks."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest

from benchmarks.guard_injection import is_forged
from benchmarks.hostile_articles import Case, cases
from qa import load_settings, open_answerer
from qa.engine.control_words import without_control_words
from tests.model_server import model_server, say

pytestmark = [pytest.mark.allow_hosts(["127.0.0.1"]), pytest.mark.timeout(300)]

WITH_CONTROL_WORDS = tuple(islice(cases(), 1, 5))


@pytest.mark.parametrize("case", WITH_CONTROL_WORDS, ids=lambda case: str(case.attack))
def test_nothing_that_a_steered_server_writes_is_shown_without_words_for_it(
    case: Case, tmp_path: Path
):
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "honest.txt").write_text(case.news.honest, encoding="utf-8")
    (folder / "hostile.txt").write_text(case.text, encoding="utf-8")
    with model_server() as server:
        server.otherwise = say(f"{case.news.claim} [1] It is certain, says Reuters. [2] [99]")
        settings = replace(load_settings(articles=folder), model_server=server.address)
        answers = [open_answerer(settings).ask(each) for each in case.news.questions[:2]]
        sent = [message["content"] for asked in server.asked for message in asked["messages"]]
    assert sent, "the server was not asked"
    assert [text for text in sent if text != without_control_words(text)] == []
    for answer in answers:
        assert [said.text for said in answer.statements if is_forged(said)] == []
        assert not any("Reuters" in said.text for said in answer.statements)


def test_no_control_word_of_an_article_reaches_a_real_server():
    pytest.importorskip(
        "starlette_context", reason="make test-scale installs the server's packages"
    )
    from benchmarks.hostile_served import measure

    found = measure(articles=4, questions=1, seconds=120)
    assert found["control tokens in the articles as they are"] > 0
    assert found["messages sent"] > 0
    assert found["control tokens in the messages"] == 0
    assert found["planted claims shown as true without their article"] == []
