"""An editor's claims and answers: both halves of a pair stand beside the same sentences."""

from __future__ import annotations

import random

import torch

from models.training.claim_sources import TRICKY_HELD_OUT, TRICKY_PARTS, tricky_claims
from models.training.desk_claims import DeskAnswers, DeskClaims, _halves, _told
from models.training.reader_data import bucket
from models.training.reader_network import MAX_TOKENS
from models.training.restore_reader import _by_bucket

TEXT = (
    "The union rejected the offer on Monday.\n\nThe plant in Ely employs 1,200 people. It was "
    "built in 1903.\n\nThe offer came from a firm in Bern. Nobody at the firm replied on Tuesday."
)
EVIDENCE = [["x", TEXT.index("The plant"), TEXT.index(" It was")]]
TRUE = {
    "id": "a", "of": "b", "articles": ["x"], "claim": "Over a thousand work in Ely.",
    "label": "supported", "evidence": EVIDENCE,
}  # fmt: skip
FALSE = {
    "id": "b", "articles": ["x"], "claim": "Under a thousand work in Ely.",
    "label": "contradicted", "evidence": EVIDENCE,
}  # fmt: skip
ASKED = {
    "id": "c", "articles": ["x"], "question": "How many work in Ely?", "answerable": True,
    "evidence": EVIDENCE, "answer": "1,200", "written": "The plant employs 1,200 people.",
}  # fmt: skip
OTHER = {
    "id": "d", "of": "c", "articles": ["x"], "question": "How many work in Bern?",
    "answerable": False,
}  # fmt: skip
ARTICLES = {"x": _told({"title": "A plant", "text": TEXT, "published": "2024/03/04"})}


def test_a_pair_stands_beside_the_same_text_and_one_half_is_supported():
    source = DeskClaims(questions=_halves([FALSE, TRUE]), articles=ARTICLES)
    for seed in range(30):
        first, second, *twin = source.draw(0, random.Random(seed))
        told = [example.passages[0] for example in (first, second)]
        assert [each.support for each in told] == [(0,), (1,)]
        assert told[0].passage == told[1].passage
        assert "1,200 people" in told[0].passage.text
        assert told[0].passage.title in ("", "March 4, 2024. A plant")
        for example in twin:
            assert example.passages[0].support == (2,)
            assert "1,200 people" not in example.passages[0].passage.text


def test_the_answer_to_one_question_is_none_to_the_other():
    source = DeskAnswers(questions=_halves([ASKED, OTHER]), articles=ARTICLES)
    seen: dict[str, set[tuple[int, ...]]] = {}
    for seed in range(60):
        for example in source.draw(0, random.Random(seed)):
            asked = example.question.replace("?", "").lower()
            seen.setdefault(asked, set()).add(example.passages[0].support)
    assert seen["how many work in ely 1,200"] == {(0,)}
    assert seen["how many work in bern 1,200"] == {(1, 2)}
    assert seen["the plant employs 1,200 people."] == {(0,)}


def test_a_tenth_of_the_tricky_texts_is_kept_for_measuring(tmp_path):
    import gzip
    import json

    lines = [{"evidence": f"Text {n}.", "claim": "It is.", "label": "supported"} for n in range(50)]
    with gzip.open(tmp_path / "tricky_claims.jsonl.gz", "wt") as file:
        file.writelines(json.dumps(line) + "\n" for line in lines)
    kept = [n for n in range(50) if bucket(f"Text {n}.", TRICKY_PARTS) != TRICKY_HELD_OUT]
    assert len(tricky_claims(tmp_path).questions) == len(kept) < 50


def test_distances_come_back_by_their_buckets():
    from transformers.models.mpnet.modeling_mpnet import MPNetEncoder

    table = torch.randn(32, 12)
    steps = torch.arange(1 - MAX_TOKENS, MAX_TOKENS)
    buckets = MPNetEncoder.relative_position_bucket(steps, num_buckets=32)  # type: ignore[no-untyped-call]
    assert torch.equal(_by_bucket(table[buckets].t())[buckets], table[buckets])
