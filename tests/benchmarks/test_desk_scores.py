"""What counts as right, shown, denied and believed in the desk benchmark."""

from __future__ import annotations

import pytest

from benchmarks.desk_figures import (
    answered_rightly,
    area,
    balanced_accuracy,
    denied_truly,
    markdown,
    pair_figures,
    percentile,
    report,
)
from benchmarks.desk_scores import Line, Reply, Told, fold, is_right, is_shown

MUST = (("27%", "27 percent"), ("roosevelt",))
ASKED = Line("1", "Who did best?", "answerable", "who", must=MUST, must_not=("wilson",))
UNASKED = Line("2", "Who did worst?", "not_answerable", "entity", of="1")


def answered(*texts: str, status: str = "answered") -> Reply:
    return Reply(status, " ".join(texts), lead=" ".join(texts))


def refused(status: str, *nearest: str) -> Reply:
    return Reply(status, "", nearest=nearest)


def claim(number: str, label: str, verdict: str, of: str | None = None) -> Told:
    return Told(Line(number, "It rained.", label, "number", of=of), Reply(verdict, ""))


def object_of_answer(**changes) -> dict[str, object]:
    statements = [
        {"text": "Roosevelt lost.", "kind": "notice", "verdict": None},
        {"text": "He was a hunter.", "kind": "quoted", "verdict": "partly_supported"},
        {"text": "Roosevelt came second.", "kind": "written", "verdict": "supported"},
        {"text": "He had 27%.", "kind": "quoted", "verdict": "supported"},
        {"text": "Wilson won.", "kind": "quoted", "verdict": "supported"},
    ]
    sources = [{"number": n, "quote": f"quote {n}", "answer": None} for n in range(1, 6)]
    return {
        "status": "answered",
        "text": "all of it",
        "statements": statements,
        "sources": sources,
        "nearest": [],
        "timings_ms": {"total": 7.0},
    } | changes


def test_one_string_of_every_group_makes_it_right_whatever_case_quotes_and_spaces_are():
    assert is_right(ASKED, answered("ROOSEVELT had", "27\u00a0percent."))
    line = Line("3", "?", "answerable", "said", must=(('it\'s "over"',),))
    assert is_right(line, answered("It’s\n“over”, he said."))


@pytest.mark.parametrize(
    "reply",
    [
        answered("Roosevelt had 28%."),
        answered("Roosevelt had 27% and Wilson 42%."),
        answered("Roosevelt had 27%.", status="not_in_articles"),
        answered("Roosevelt had 27%.", status="about_byline"),
        answered("word " * 59 + "Roosevelt 27%"),
    ],
    ids=["group missing", "must not", "denied", "small talk", "behind 60 words"],
)
def test_what_is_not_right(reply):
    assert not is_right(ASKED, reply)


def test_the_sixtieth_word_still_counts():
    assert is_right(ASKED, answered("word " * 58 + "Roosevelt 27%"))


def test_a_space_at_the_end_of_a_string_is_part_of_it():
    assert fold("No,  ") == "no, "
    line = Line("3", "?", "answerable", "yesno", must=(("no, ",),))
    assert is_right(line, answered("No, he did not."))
    assert not is_right(line, answered("The piano,which he sold."))


def test_only_the_first_two_supported_statements_are_judged():
    reply = Reply.from_answer(object_of_answer())
    assert reply.lead == "Roosevelt came second. He had 27%."
    assert (reply.statements, reply.written, reply.words) == (4, 1, 12)
    assert is_right(ASKED, reply)


def test_the_nearest_are_read_in_their_order_and_only_three():
    reply = Reply.from_answer(object_of_answer(status="uncertain", nearest=[4, 2, 5, 1]))
    assert reply.nearest == ("quote 4", "quote 2", "quote 5")


def test_shown_when_the_quotes_hold_the_answer_between_them():
    assert is_shown(ASKED, refused("uncertain", "Roosevelt came second.", "It was 27%."))
    assert not is_shown(ASKED, refused("uncertain", "Roosevelt came second."))
    assert not is_shown(ASKED, refused("uncertain", "a", "b", "c", "Roosevelt had 27%."))
    assert not is_shown(ASKED, refused("uncertain", "word " * 119, "Roosevelt 27%"))
    assert is_shown(ASKED, refused("uncertain", "word " * 118, "Roosevelt 27%"))


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        (answered("Roosevelt, 27%"), "right"),
        (answered("Roosevelt, 27%", status="partly_answered"), "right"),
        (answered("Taft"), "answered and wrong"),
        (refused("uncertain", "Roosevelt, 27%"), "uncertain, answer shown"),
        (refused("uncertain", "Taft"), "uncertain, answer not shown"),
        (refused("not_in_articles", "Roosevelt, 27%"), "denied, answer shown"),
        (refused("not_in_articles"), "denied, answer not shown"),
    ],
)
def test_each_reply_to_an_answerable_question_has_one_outcome(reply, outcome):
    assert Told(ASKED, reply).outcome == outcome


@pytest.mark.parametrize(
    ("reply", "outcome", "right"),
    [
        (answered("Taft"), "answered", False),
        (answered("Taft", status="partly_answered"), "answered", False),
        (refused("uncertain"), "uncertain", True),
        (refused("not_in_articles"), "denied", True),
    ],
)
def test_doubt_and_denial_are_right_where_the_articles_do_not_answer(reply, outcome, right):
    told = Told(UNASKED, reply)
    assert (told.outcome, told.right) == (outcome, right)


@pytest.mark.parametrize(
    "verdict", ["partly_supported", "not_supported", "contradicted", "uncited"]
)
def test_only_supported_counts_as_believed(verdict):
    assert not claim("1", "supported", verdict).right
    assert claim("1", "contradicted", verdict).right
    assert claim("1", "not_stated", verdict).right
    assert claim("1", "supported", "supported").right
    assert not claim("1", "not_stated", "supported").right


def test_a_pair_is_right_when_both_halves_are_and_counts_once():
    good, bad = answered("Roosevelt, 27%"), answered("Taft")
    assert pair_figures([Told(ASKED, good), Told(UNASKED, refused("uncertain"))]) == {
        "pairs": 1,
        "both right": 1.0,
    }
    assert pair_figures([Told(ASKED, good), Told(UNASKED, bad)])["both right"] == 0
    assert pair_figures([Told(ASKED, bad), Told(UNASKED, refused("uncertain"))])["both right"] == 0
    assert pair_figures([Told(UNASKED, bad)]) == {"pairs": 0, "both right": None}


def test_what_is_denied_is_weighed_as_if_there_were_as_many_of_each_label():
    denied, doubted = refused("not_in_articles"), refused("uncertain")
    told = [Told(ASKED, denied)] * 1 + [Told(ASKED, doubted)] * 3
    told += [Told(UNASKED, denied)] * 1 + [Told(UNASKED, doubted)] * 1
    assert denied_truly(told) == pytest.approx(0.5 / (0.5 + 0.25))
    assert denied_truly(told[1:4] + told[5:]) is None
    assert denied_truly([Told(ASKED, denied)]) is None


def test_what_is_answered_is_weighed_likewise():
    told = [Told(ASKED, answered("Roosevelt, 27%")), Told(ASKED, answered("Taft"))]
    told += [Told(UNASKED, answered("Taft"))] + [Told(UNASKED, refused("uncertain"))] * 3
    assert answered_rightly(told) == pytest.approx(0.5 / (1 + 0.25))


def test_balanced_accuracy_and_area_know_no_figure_for_one_label_alone():
    assert balanced_accuracy([True, True, False], [True, False, False]) == 0.75
    assert balanced_accuracy([True], [True]) is None
    assert area([0.9, 0.4, 0.4], [True, True, False]) == 0.75
    assert area([0.9], [True]) is None


def test_a_percentile_is_one_of_the_values_and_unknown_ones_do_not_count():
    assert percentile([3.0, None, 1.0, 2.0], 0.5) == 2.0
    assert percentile(range(1, 11), 0.9) == 9
    assert percentile([None], 0.5) is None


def test_the_report_keeps_questions_claims_halves_and_kinds_apart():
    told = [
        Told(ASKED, answered("Roosevelt, 27%")),
        Told(UNASKED, answered("Taft")),
        claim("3", "supported", "supported"),
        claim("4", "contradicted", "supported", of="3"),
    ]
    figures = report(told)
    assert figures["questions"]["first-written"]["answerable"]["right"] == 1.0
    assert figures["questions"]["counterparts"]["not answerable"]["answered"] == 1.0
    assert figures["questions"]["by kind"]["entity"]["lines"] == 1
    assert figures["claims"]["all"]["balanced accuracy"] == 0.5
    assert figures["claims"]["pairs"] == {"pairs": 1, "both right": 0.0}
    assert figures["claims"]["by kind"]["number"]["confusion"] == {
        "contradicted told as supported": 1,
        "supported told as supported": 1,
    }
    rows = markdown(figures).splitlines()
    assert any(row.startswith("| claims: balanced accuracy | 0.5 |") for row in rows)
    assert "| questions: entity | 1 | 0 |" in rows


def test_a_line_is_read_from_either_form():
    asked = {"id": "a", "question": "Who?", "answerable": True, "kind": "who", "must": [["x", "y"]]}
    assert Line.from_json(asked) == Line("a", "Who?", "answerable", "who", must=(("x", "y"),))
    said = {"id": "b", "of": "a", "claim": "So.", "label": "not_stated", "kind": "added"}
    assert Line.from_json(said) == Line("b", "So.", "not_stated", "added", of="a")
    assert Line.from_json(said).is_claim


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("I do not know. [1]", "not_in_articles"),
        ("The passages don’t say who it was.", "not_in_articles"),
        ("There is no information about that.", "not_in_articles"),
        ("", "not_in_articles"),
        ("Roosevelt came second. [2]", "answered"),
        ("He had no children. [1, 2]", "answered"),
    ],
)
def test_a_plain_text_is_a_refusal_when_it_says_that_it_does_not_know(text, status):
    reply = Reply.from_text(text, 1.0)
    assert reply.status == status
    assert "[" not in reply.lead
