"""The way of an answer, with a model that may do its worst."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index import Hit
from index.sentences import split_sentences
from qa.answer import Status
from qa.answering.answerer import REFUSALS, Answerer
from qa.checks.claims import ClaimChecker
from qa.checks.verdict import CitedChecker
from qa.english.parser import is_installed
from qa.errors import CancelledError, QuestionError
from qa.statement import Kind, Outcome, Verdict
from qa.writing.drafter import PhrasingDrafter
from qa.writing.prose_drafter import ProseDrafter
from tests.fakes import ContainingSelector, FixedLibrary, ScriptedModel, article

STORY = article(
    "Ann Kim rejected the offer of the union, drawing protests from her party.\n\n"
    "The plant in Ely employs 1,200 people. It makes glass.",
    outlet="Northwire",
    title="Kim says no",
)
DICE = (
    "Kim", "union", "offer", "plant", "Ely", "rejected", "employs", "glass", "1,200", "not", "[1]",
    "[2]", "[9]", "party",
)  # fmt: skip
OTHER = article("Ann Kim rejected the offer of the union.", name="other.txt", outlet="Daily Post")


def answerer(
    model: ScriptedModel, *words: str, phrasing: bool = False, stories=(STORY,)
) -> Answerer:
    drafter = PhrasingDrafter(model) if phrasing else ProseDrafter(model, split_sentences)
    return Answerer(
        library=FixedLibrary(*stories),  # type: ignore[arg-type]
        selector=ContainingSelector(*words),
        drafter=drafter,
        checker=CitedChecker(ClaimChecker(None)),
    )


def test_a_supported_sentence_is_shown_as_written() -> None:
    model = ScriptedModel("Ann Kim rejected the offer of the union. [1]")
    answer = answerer(model, "rejected").ask("Did Kim accept?")
    (statement,) = answer.statements
    assert (statement.kind, statement.verdict) == (Kind.WRITTEN, Verdict.SUPPORTED)
    assert answer.status is Status.ANSWERED
    assert answer.text == "Ann Kim rejected the offer of the union. [1]"


@pytest.mark.parametrize(
    "lie",
    [
        "Ann Kim accepted the offer of the union. [1]",
        "Ann Kim rejected the offer of the union on Tuesday. [1]",
        "The union rejected the offer of Ann Kim. [1]",
        "Ann Kim never rejected the offer of the union. [1]",
        "Ann Kim rejected the 12 offers of the union. [1]",
        "Ann Kim rejected “the deal of the union.” [1]",
        "Bo Lee rejected the offer of the union. [1]",
    ],
)
def test_a_lie_is_replaced_by_the_words_of_the_article_and_listed(lie: str) -> None:
    answer = answerer(ScriptedModel(lie), "rejected").ask("Did Kim accept?")
    (statement,) = answer.statements
    assert statement.kind is Kind.QUOTED
    assert statement.text == (
        "Northwire reports: “Ann Kim rejected the offer of the union, drawing protests from her "
        "party.”"
    )
    assert answer.dropped[0].text == lie.removesuffix(" [1]")
    assert answer.dropped[0].reason


def test_a_marker_nobody_offered_is_never_shown_and_never_silently_lost() -> None:
    answer = answerer(ScriptedModel("Pigs fly. [7]"), "rejected").ask("Did Kim accept?")
    (statement,) = answer.statements
    assert statement.kind is Kind.QUOTED
    assert "[7]" in answer.dropped[0].reason


def test_a_right_sentence_with_a_wrong_number_is_cited_again() -> None:
    model = ScriptedModel("The plant in Ely employs 1,200 people. [1]")
    answer = answerer(model, "rejected", "employs").ask("How many work there?")
    quotes = [source.quote for source in answer.statements[0].citations]
    assert quotes == ["The plant in Ely employs 1,200 people."]


def test_a_sentence_that_was_cut_off_is_not_shown_as_written() -> None:
    model = ScriptedModel("Ann Kim rejected the offer of the", finish_reason="length")
    answer = answerer(model, "rejected").ask("Did Kim accept?")
    assert all(statement.kind is not Kind.WRITTEN for statement in answer.statements)


def test_a_model_that_always_lies_gets_nothing_through() -> None:
    words = DICE
    for shift in range(200):
        lie = " ".join(words[(shift * 7 + step * step) % len(words)] for step in range(9)) + ". [1]"
        answer = answerer(ScriptedModel(lie), "rejected", "employs").ask("Did Kim accept?")
        assert all(s.kind is Kind.QUOTED for s in answer.statements), lie


def test_without_answering_evidence_the_articles_do_not_say_and_no_model_is_asked() -> None:
    model = ScriptedModel()
    answer = answerer(model, "no such words").ask("Who won the cup?")
    assert answer.status is Status.NOT_IN_ARTICLES
    assert answer.text == REFUSALS[Status.NOT_IN_ARTICLES]
    assert model.prompts == []
    assert answer.nearest
    assert {source.number for source in answer.sources} == set(answer.nearest)


def test_a_small_model_only_picks_a_phrasing() -> None:
    model = ScriptedModel()
    answer = answerer(model, "rejected", phrasing=True).ask("What did Kim do?")
    (statement,) = answer.statements
    assert statement.text == "Ann Kim rejected the offer of the union."
    assert statement.kind is Kind.WRITTEN


def test_every_article_that_says_the_same_is_cited() -> None:
    model = ScriptedModel()
    found = answerer(model, "rejected", phrasing=True, stories=(STORY, OTHER))
    (statement,) = found.ask("What did Kim do?").statements
    assert {c.article.outlet for c in statement.citations} == {"Northwire", "Daily Post"}


def test_every_source_is_an_exact_span_and_numbered_in_order_of_use() -> None:
    model = ScriptedModel(
        "The plant in Ely employs 1,200 people. [2] Ann Kim rejected the offer of the union. [1]"
    )
    answer = answerer(model, "rejected", "employs").ask("What is told of Kim?")
    assert [source.number for source in answer.sources] == [1, 2]
    assert answer.statements[0].numbers == (1,)
    for source in answer.sources:
        assert source.article.text[source.start : source.end] == source.quote


def test_statements_come_checked_one_by_one() -> None:
    model = ScriptedModel(
        "Ann Kim rejected the offer of the union. [1] The plant in Ely employs 1,200 people. [2]"
    )
    stream = answerer(model, "rejected", "employs").stream("What is told of Kim?")
    first = next(stream)
    assert first.verdict is Verdict.SUPPORTED
    assert all(check.outcome is not Outcome.FAIL for check in first.checks)
    with pytest.raises(CancelledError):
        _ = stream.answer
    assert [statement.text for statement in stream] == [
        "Northwire reports: “The plant in Ely employs 1,200 people.”"
    ]
    assert len(stream.answer.statements) == 2


def test_a_cancelled_stream_stops() -> None:
    stream = answerer(
        ScriptedModel("Ann Kim rejected the offer of the union. [1]"), "rejected"
    ).stream("What?")
    stream.cancel()
    with pytest.raises(CancelledError):
        next(stream)


@pytest.mark.skipif(not is_installed(), reason="the parser is not installed")
def test_a_follow_up_is_answered_as_it_was_understood() -> None:
    found = answerer(ScriptedModel(), phrasing=True)
    selector = SelectorByQuestion(offer="rejected")
    asking = Answerer(found.library, selector, found.drafter, found.checker)
    earlier = asking.ask("Who rejected the offer?")
    assert earlier.understood is None
    answer = asking.ask("and Kim?", history=[(earlier.question, earlier.text)])
    assert (answer.question, answer.understood) == ("and Kim?", "Did Kim reject the offer?")
    assert answer.status is Status.ANSWERED
    assert answer.to_dict()["understood"] == answer.understood


@pytest.mark.skipif(not is_installed(), reason="the parser is not installed")
@pytest.mark.parametrize(
    ("answered", "read"),
    [
        ("Henning", "When did Henning Lund resign?"),  # the only reading with an answer
        ("resign", "When did Tomas Brandt resign?"),  # both have one: the likelier
        ("nothing", "When did Tomas Brandt resign?"),  # none has
    ],
)
def test_of_several_readings_the_first_that_the_articles_answer_is_taken(
    answered: str, read: str
) -> None:
    found = answerer(ScriptedModel(), phrasing=True)
    selector = SelectorByQuestion(**{answered: "rejected"})
    asking = Answerer(found.library, selector, found.drafter, found.checker)
    history = [("Why did Tomas Brandt warn Henning Lund?", "The articles do not say.")]
    answer = asking.ask("when did he resign?", history=history)
    assert answer.understood == read
    assert (answer.status is Status.ANSWERED) is (answered != "nothing")


@pytest.mark.skipif(not is_installed(), reason="the parser is not installed")
@pytest.mark.parametrize("typed", ["which articles are there?", "who wrote the article?", "thanks"])
def test_what_needs_no_reading_asks_no_model_and_searches_nothing(typed: str) -> None:
    class Unasked:
        def rewrite(self, *_: object) -> str | None:
            raise AssertionError("a model was asked")

    class Unsearched(FixedLibrary):
        def search(self, *_: object, **__: object) -> list[Hit]:
            raise AssertionError("the folder was searched")

    story = replace(STORY, byline="Ines Duarte")
    asking = replace(
        answerer(ScriptedModel(), "rejected"),
        library=Unsearched(story),  # type: ignore[arg-type]
        rewriter=Unasked(),
    )
    earlier = [("Who rejected the offer?", "Ann Kim rejected the offer. [1]")]
    assert asking.ask(typed, history=earlier).statements


def test_a_misspelt_question_is_answered_as_it_was_understood() -> None:
    found = answerer(ScriptedModel(), phrasing=True)
    selector = SelectorByQuestion(rejected="rejected")
    asking = Answerer(found.library, selector, found.drafter, found.checker)
    answer = asking.ask("Who rejetced the offer?")
    assert answer.question == "Who rejetced the offer?"
    assert answer.understood == "Who rejected the offer?"
    assert answer.status is Status.ANSWERED


def test_a_greeting_is_about_byline() -> None:
    answer = answerer(ScriptedModel(), "rejected").ask("Hello!")
    assert answer.status is Status.ABOUT_BYLINE
    assert answer.statements[0].kind is Kind.NOTICE
    assert answer.statements[0].verdict is None


@pytest.mark.parametrize("question", ["", "   ", "?!", "x" * 4001])
def test_a_question_that_is_none_or_too_long_is_refused(question: str) -> None:
    with pytest.raises(QuestionError):
        answerer(ScriptedModel(), "rejected").ask(question)


def test_a_date_that_is_none_is_refused_by_name() -> None:
    with pytest.raises(QuestionError, match="--since 2025-09-03"):
        answerer(ScriptedModel(), "rejected").ask("What happened?", since="last week")


def test_the_answer_as_an_object_has_every_field() -> None:
    model = ScriptedModel("Ann Kim rejected the offer of the union. [1]")
    given = answerer(model, "rejected").ask("Did Kim accept?").to_dict()
    assert given["schema"] == "byline.answer/1"
    assert set(given) == {
        "schema", "question", "understood", "status", "text", "statements", "sources", "agreement",
        "conflicts", "dropped", "nearest", "timings_ms", "models", "index",
    }  # fmt: skip
    assert "total" in given["timings_ms"]
    assert set(given["sources"][0]["article"]) == {
        "id", "path", "item", "url", "title", "outlet", "byline", "published", "problems",
    }  # fmt: skip


def test_a_source_says_what_of_its_file_was_repaired() -> None:
    story = replace(STORY, item=2, problems=("2 bytes could not be read.",))
    model = ScriptedModel("Ann Kim rejected the offer of the union. [1]")
    given = answerer(model, "rejected", stories=(story,)).ask("Did Kim accept?").to_dict()
    known = given["sources"][0]["article"]
    assert (known["item"], known["problems"]) == (2, ["2 bytes could not be read."])


def test_a_sentence_repeated_word_for_word_is_shown_as_a_quotation() -> None:
    model = ScriptedModel("The plant in Ely employs 1,200 people. [1]")
    (statement,) = answerer(model, "employs").ask("How many work there?").statements
    assert statement.kind is Kind.QUOTED
    assert statement.text == "Northwire reports: “The plant in Ely employs 1,200 people.”"


class SelectorByQuestion:
    """Answers a question with the sentences that contain the word given for it."""

    name = "by question"

    def __init__(self, **words: str) -> None:
        self._words = words

    def select(self, question, hits):
        found = [word for key, word in self._words.items() if key in question]
        return ContainingSelector(*found).select(question, hits)


def asked_in_parts(question: str, **words: str):
    found = answerer(ScriptedModel(), phrasing=True)
    return Answerer(found.library, SelectorByQuestion(**words), found.drafter, found.checker).ask(
        question
    )


TWO = "Who rejected the offer, and how many work in Ely?"


def test_every_part_of_a_question_is_answered():
    answer = asked_in_parts(TWO, rejected="rejected", work="employs")
    assert answer.status is Status.ANSWERED
    assert [s.citations[0].quote[:9] for s in answer.statements] == ["Ann Kim r", "The plant"]
    assert [s.number for s in answer.sources] == [1, 2]


def test_a_part_that_the_articles_do_not_answer_is_named():
    answer = asked_in_parts(TWO, rejected="rejected")
    assert answer.status is Status.PARTLY_ANSWERED
    supported, notice = answer.statements
    assert supported.verdict is Verdict.SUPPORTED
    assert (notice.kind, notice.verdict) == (Kind.NOTICE, None)
    assert notice.text == "Not in the articles: How many work in Ely?"
    assert answer.refusal is None


def test_a_library_that_is_searched_by_words_alone_denies_nothing() -> None:
    asked = answerer(ScriptedModel(), "no such words")
    asked.library.embedded = 0  # type: ignore[misc]
    answer = asked.ask("Who won the cup?")
    assert answer.status is Status.UNCERTAIN
    assert answer.nearest
    assert answer.to_dict()["index"]["embedded"] == 0


def test_when_no_part_is_answered_the_articles_do_not_say():
    answer = asked_in_parts(TWO)
    assert answer.status is Status.NOT_IN_ARTICLES
    assert answer.text == REFUSALS[Status.NOT_IN_ARTICLES]


def test_what_answers_two_parts_is_said_once():
    answer = asked_in_parts(TWO, rejected="rejected", work="rejected")
    assert answer.status is Status.ANSWERED
    assert len(answer.statements) == 1


def test_an_open_question_is_answered_from_every_article_newest_first():
    older = article(
        "The plant in Ely was sold to a firm in Bern last week.", published="2025-01-02"
    )
    newer = article("Ann Kim rejected the offer of the union on Monday.", published="2025-02-03")
    found = answerer(ScriptedModel(), "no such words", phrasing=True, stories=(older, newer))
    answer = found.ask("What happened?")
    assert answer.status is Status.ANSWERED
    assert [s.citations[0].article for s in answer.statements] == [newer, older]
    since = found.ask("What happened?", since="2025-02-01")
    assert [s.citations[0].article for s in since.statements] == [newer]


def test_an_open_question_that_no_sentence_tells_whole_is_read_like_any_other():
    answer = answerer(ScriptedModel(), "rejected", phrasing=True).ask(
        "What happened when Kim came?"
    )
    assert answer.status is Status.ANSWERED
    nothing = answerer(ScriptedModel(), "no such words").ask("What happened in Paris?")
    assert nothing.status is Status.NOT_IN_ARTICLES
    assert nothing.nearest
