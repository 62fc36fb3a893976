"""Claims that the judge learns from: each beside a text with the verdict that is right for it."""

from __future__ import annotations

import random

import pytest

from models.training.answer_claims import answer_claims
from models.training.attribution_sources import attributed, held_out_article, located
from models.training.claim_sources import altered, columns, held_out_claim, passage_of
from models.training.reader_data import Labelled, Pool, from_sentences, split_passages
from models.training.training_source import Source
from qa.english import parser

needs_parser = pytest.mark.skipif(not parser.is_installed(), reason="the parser is not installed")

PASSAGE = from_sentences(
    "The bridge",
    ["Snow fell all night.", "Ana Ruiz sold the old bridge to Ben Ortiz.", "Carla Voss was away."],
    "bridge",
)


def one_question() -> Source:
    start = PASSAGE.text.index("Ana Ruiz")
    right = Labelled(PASSAGE, frozenset({1}), ((start, start + len("Ana Ruiz")),))
    source = Source("qed", Pool([PASSAGE]))
    source.add("who sold the old bridge?", [right], [])
    return source


@needs_parser
def test_an_answer_as_a_claim_is_supported_only_where_it_is_told():
    empty = Source("none", Pool([PASSAGE]))
    names = ("news", "xquad", "attributions", "headlines", "squad")
    found = answer_claims({**dict.fromkeys(names, empty), "qed": one_question()})
    right = "Ana Ruiz sold the old bridge."
    beside = {
        (claim, each.support): each.passage.text
        for claim, each in zip(found.questions, found.evidence, strict=True)
    }
    assert "Ana Ruiz sold" in beside[right, (0,)]
    for (claim, support), text in beside.items():
        assert (support == (0,)) == (claim == right and "Ana Ruiz sold" in text), (claim, support)


def test_not_supported_leaves_open_which_of_the_two_it_is():
    assert columns("supported") == (0,)
    assert columns("contradicted") == (1,)
    assert columns("not_supported") == (1, 2)


def test_whole_groups_are_kept_for_measuring():
    lines = [{"set": "rte", "group": str(n)} for n in range(200)]
    kept = [line for line in lines if held_out_claim(line)]
    assert 20 < len(kept) < 60
    assert all(held_out_claim({"set": "wice_dev", "group": str(n)}) for n in range(20))


def test_a_title_line_is_no_part_of_the_evidence():
    passage = passage_of("Title: The bridge\n\nIt fell.\nNobody was hurt.", "x")
    assert passage.title == "The bridge"
    assert [passage.text[s:e] for s, e in passage.sentences] == ["It fell.", "Nobody was hurt."]


@pytest.mark.parametrize("seed", range(20))
def test_an_altered_sentence_is_another_sentence(seed: int):
    sentence = "Ana Ruiz has sold the bridge to Ben Ortiz."
    changed = altered(sentence, ["Carla Voss left Ely."], random.Random(seed))
    assert changed is not None
    assert changed != sentence


TEXT = "“It is safe,” Ana Ruiz’s office said. She was tired."


def line(**changed: object) -> dict[str, object]:
    one = {"source": [[14, 24]], "cue": [[32, 36]], "content": [[1, 11]]}
    return {"id": "a", "text": TEXT, "attributions": [one | changed]}


def test_an_attribution_has_its_speaker_without_the_possessive():
    (found,) = attributed(line())
    assert (found.speaker, found.cue) == ("Ana Ruiz", "said")
    assert TEXT[slice(*found.content)] == "It is safe"


@pytest.mark.parametrize(
    "changed", [{"source": [[38, 41], [14, 22]]}, {"content": []}, {"cue": []}]
)
def test_an_attribution_that_lacks_a_part_is_left_out(changed: dict[str, object]):
    assert attributed(line(**changed)) == []


def test_a_speaker_that_is_no_name_is_left_out():
    assert attributed(line(source=[[25, 31]])) == []


def test_passages_are_found_again_in_their_article():
    text = "One.\n\nTwo is here.\n\nOne.\n\n" + "Three. " * 130
    passages = split_passages("", text, "a", max_words=4)
    places = located(text, passages)
    assert [text[s:e] for s, e in places] == [p.text for p in passages]
    assert places == sorted(places)


def test_articles_are_kept_away_by_their_id():
    kept = [held_out_article({"id": n}) for n in range(500)]
    assert 60 < sum(kept) < 140
