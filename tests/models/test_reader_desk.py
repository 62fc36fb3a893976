"""An editor's questions as examples: evidence is found again, and style gives nothing away."""

from __future__ import annotations

import random

from models.training.desk_folders import _related
from models.training.reader_data import Pool
from models.training.reader_desk import DeskSource, _placed, restyled

TEXT = (
    "The union rejected the offer on Monday.\n\nThe plant in Ely employs 1,200 people. It was "
    "built in 1903.\n\nThe offer came from a firm in Bern. Nobody at the firm replied on Tuesday."
)
EVIDENCE = TEXT.index("The plant"), TEXT.index(" It was")
ANSWER = TEXT.index("1,200"), TEXT.index(" people")
TOLD = {
    "id": "a", "question": "How many work in Ely?", "answerable": True, "articles": ["x"],
    "evidence": [["x", *EVIDENCE]], "answer": "1,200", "span": ["x", *ANSWER],
}  # fmt: skip
UNTOLD = {
    "id": "b", "of": "a", "question": "How many worked in Ely in 1903?", "answerable": False,
    "articles": ["x"],
}  # fmt: skip


def source() -> DeskSource:
    article = {"id": "x", "title": "A plant", "text": TEXT}
    return DeskSource(questions=[(TOLD, UNTOLD)], pools={"x": Pool(_placed(article))})


def test_the_halves_of_a_pair_come_together_and_only_one_is_answered():
    for seed in range(20):
        examples = source().draw(0, random.Random(seed))
        assert [e.answerable for e in examples if "1903" in e.question] == [False]
        answered = [e for e in examples if e.answerable]
        assert len(answered) == 1
        (right,) = [p for p in answered[0].passages if p.positive]
        (row,) = right.positive
        assert right.passage.text[slice(*right.passage.sentences[row])].startswith("The plant in")
        assert [right.passage.text[slice(*span)] for span in right.spans] == ["1,200"]


def test_a_twin_has_the_question_and_not_the_sentence_that_tells_it():
    drawn = [e for seed in range(40) for e in source().draw(0, random.Random(seed))]
    twins = [e for e in drawn if "1903" not in e.question and not e.answerable]
    assert twins
    assert not any("1,200" in p.passage.text for e in twins for p in e.passages)


def test_case_and_question_mark_say_nothing_of_the_answer():
    rng = random.Random(1)
    seen = {restyled("How many work in Ely?", rng) for _ in range(100)}
    assert seen == {
        "How many work in Ely?", "How many work in Ely", "how many work in ely?",
        "how many work in ely",
    }  # fmt: skip


def test_articles_that_a_line_names_together_stay_together():
    groups = _related({"a", "b", "c", "d"}, [{"articles": ["a", "b"]}, {"articles": ["b", "c"]}])
    assert sorted(sorted(group) for group in groups) == [["a", "b", "c"], ["d"]]
