"""A written sentence is shown when it passes and loses nothing; else a phrasing or a quotation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pytest

from qa.answering.composition import Composition
from qa.checks.claims import ClaimChecker
from qa.checks.verdict import CitedChecker
from qa.engine.language_model import Message
from qa.english import parser
from qa.evidence.judge import Premise, Support
from qa.evidence.selector import Evidence
from qa.sources import SourceList
from qa.statement import Kind, Verdict
from qa.writing.asked_for import asks_for_several
from qa.writing.citations import DraftStatement
from qa.writing.drafter import Offer, PhrasingDrafter
from qa.writing.sentence_drafter import (
    ATTEMPTS,
    Attempts,
    SentenceDrafter,
    keeps_answer,
    without_yes_or_no,
)
from tests.fakes import FixedLibrary, ScriptedModel, article, hits_of

STORY = (
    "Finance Minister Ana Ruiz told parliament that the budget would be voted on next week, "
    "drawing applause from her party."
)
QUESTION = "What did Ana Ruiz tell parliament?"
ANSWER = "the budget would be voted on next week"


def never() -> bool:
    return False


@dataclass
class CountingModel(ScriptedModel):
    """Counts how often options were weighed."""

    weighed: int = 0
    replies: tuple[str, ...] = field(default=())

    def log_likelihoods(
        self,
        messages: Sequence[Message],
        options: Sequence[str],
        *,
        cancelled: Callable[[], bool] = never,
    ) -> list[float]:
        self.weighed += 1
        return super().log_likelihoods(messages, options, cancelled=cancelled)

    def __post_init__(self) -> None:
        super().__init__(*self.replies)


def composed(
    *replies: str, quoting: bool = False
) -> tuple[list[tuple[Kind, str]], Composition, CountingModel]:
    """What is shown of the story when the writer replies so, one after the other."""
    library = FixedLibrary(article(STORY))
    (hit,) = hits_of(library.articles[0])
    start = STORY.index(ANSWER)
    evidence = Evidence(hit.sentences[0], 1.0, answers=True, answer=(start, start + len(ANSWER)))
    weighing = CountingModel()
    drafter = SentenceDrafter(ScriptedModel(*replies), PhrasingDrafter(weighing))
    checker = CitedChecker(ClaimChecker(None))
    composition = Composition(drafter, checker, library.sentences, quoting=quoting)
    shown = list(composition.compose(QUESTION, [evidence], never))
    assert all(statement.verdict is Verdict.SUPPORTED for statement in shown)
    return [(statement.kind, statement.text) for statement in shown], composition, weighing


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("No, the road has been reopened to one lane.", "The road has been reopened to one lane."),
        ("Yes — the road was closed.", "The road was closed."),
        ("No road was closed.", "No road was closed."),
    ],
)
def test_whether_a_fact_means_yes_or_no_is_not_for_the_writer_to_say(written: str, kept: str):
    assert without_yes_or_no(written, "The road has been reopened to one lane.") == kept
    assert without_yes_or_no(written, "“No, it was closed,” she said.") == written


def test_a_written_sentence_that_passes_is_shown_and_no_phrasing_is_weighed():
    written = (
        "Finance Minister Ana Ruiz told parliament that the budget would be voted on next week."
    )
    shown, composition, weighing = composed(f"{written} [1]")
    assert shown == [(Kind.WRITTEN, written)]
    assert (weighing.weighed, composition.dropped) == (0, [])


def test_a_part_on_which_others_lean_is_quoted():
    ((kind, text),), *_ = composed("Ana Ruiz spoke to parliament. [1]", quoting=True)
    assert kind is Kind.QUOTED
    assert STORY.removesuffix(".") in text


FALSE = "Ana Ruiz told parliament that the budget would not be voted on next week."


def test_written_sentences_that_do_not_pass_give_way_to_a_phrasing():
    shown, composition, weighing = composed(*(ATTEMPTS * [f"{FALSE} [1]"]))
    assert [text for _, text in shown] == [
        "Finance Minister Ana Ruiz told parliament that the budget would be voted on next week."
    ]
    assert [each.text for each in composition.dropped] == ATTEMPTS * [FALSE]
    assert weighing.weighed == 1


def test_what_did_not_pass_is_tried_again_with_another_first_word():
    true = "Finance Minister Ana Ruiz told parliament that the budget would be voted on next week."
    shown, composition, weighing = composed(f"{FALSE} [1]", f"{true} [1]")
    assert shown == [(Kind.WRITTEN, true)]
    assert [each.text for each in composition.dropped] == [FALSE]
    assert weighing.weighed == 0


@pytest.mark.parametrize(
    ("likelihood", "first", "later"),
    [(-0.1, True, True), (-0.4, True, False), (-0.6, False, False)],
)
def test_what_the_writer_finds_unlikely_is_not_proposed(
    likelihood: float, *, first: bool, later: bool
):
    reply = "Finance Minister Ana Ruiz told parliament that the budget would be voted on. [1]"
    offer = Offer(1, STORY, "the budget would be voted on")
    attempts = Attempts(ScriptedModel(reply, reply, likelihood=likelihood))
    proposed = [attempts(QUESTION, offer, never) is not None for _ in range(2)]
    assert proposed == [first, later]


def test_who_refuses_is_not_asked_again():
    writer = ScriptedModel("The articles do not say.")
    attempts = Attempts(writer)
    assert [attempts(QUESTION, Offer(1, STORY, ANSWER), never) for _ in range(2)] == [None, None]
    assert len(writer.prompts) == 1


@pytest.mark.parametrize(("sure", "shown"), [(0.9, True), (0.6, False)])
def test_words_of_the_question_are_written_where_the_judge_is_surer(sure: float, *, shown: bool):
    def entailment(claim: str, premises: Sequence[Premise]) -> list[Support]:
        return [Support(sure, 0.05, 0.95 - sure) for _ in premises]

    written = "Ana Ruiz announced to parliament that the budget would be voted on next week."
    drafter = SentenceDrafter(ScriptedModel(f"{written} [1]"), PhrasingDrafter(CountingModel()))
    question = "What did Ana Ruiz announce to parliament?"
    (draft,) = drafter.draft(question, [Offer(1, STORY, ANSWER)], cancelled=never)
    checker = CitedChecker(ClaimChecker(entailment))
    source = SourceList().cite(article(STORY), 0, len(STORY), None)
    assert (draft.text, draft.lent) == (written, True)
    assert (checker.check(draft, {1: source}).verdict is Verdict.SUPPORTED) is shown


@pytest.mark.parametrize(
    "reply",
    [
        "The articles do not say.",
        "The articles do not say. [1]",
        "Ana Ruiz told parliament about the budget. [1]",  # the short answer is lost
        "Ana Ruiz told parliament that the budget would be voted on next week.",  # cites nothing
        "Ana Ruiz said: the budget would be voted on next week [1]",  # no end
        "",
    ],
)
def test_what_is_no_cited_answer_is_never_proposed(reply: str):
    offer = Offer(1, STORY, ANSWER)
    assert Attempts(ScriptedModel(reply))(QUESTION, offer, never) is None


def test_nothing_is_written_where_no_short_answer_is_known():
    writer = ScriptedModel("Ana Ruiz told parliament. [1]")
    assert Attempts(writer)(QUESTION, Offer(1, STORY), never) is None
    assert writer.prompts == []


def test_where_a_time_is_asked_for_every_time_is_kept():
    source = "Ruiz said on Friday that her ultimatum, issued last month, had expired."
    offer = Offer(1, source, "Friday")
    lost = "Ruiz said on Friday that her ultimatum had expired."
    assert not keeps_answer("When did Ruiz issue her ultimatum?", offer, lost)
    assert keeps_answer("What had expired?", offer, lost)


def test_a_list_keeps_every_name():
    offer = Offer(1, "The talks will be held in Ely, Bath and Wells.", "Ely")
    short, whole = "The talks will be held in Ely.", "They will be held in Ely, Bath and Wells."
    assert not keeps_answer("Which cities will hold the talks?", offer, short)
    assert keeps_answer("Which cities will hold the talks?", offer, whole)
    assert keeps_answer("Where will the talks begin?", offer, short)


def test_of_two_things_asked_none_is_left_out():
    offer = Offer(1, "Some 400 members voted, and 61 percent of them were for it.", "400 members")
    one, both = "Some 400 members voted.", "Some 400 members voted, 61 percent for it."
    assert keeps_answer("How many voted?", offer, one)
    assert not keeps_answer("How many voted, and how did it split?", offer, one)
    assert keeps_answer("How many voted, and how did it split?", offer, both)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Guards typed their passwords into the old screens.", True),
        ("Guards typed their passwords into the screens.", True),
        ("Guards typed into the screens.", False),
        ("Guards wrote on the walls.", False),
    ],
)
def test_an_answer_in_other_forms_of_its_words_is_kept(text: str, *, kept: bool):
    offer = Offer(1, "One could watch guards type passwords into old screens.",
                  "type passwords into old screens")  # fmt: skip
    assert keeps_answer("What did the guards do?", offer, text) is kept


@pytest.mark.parametrize(
    ("question", "several"),
    [
        ("Which countries joined?", True),
        ("Who are the members?", True),
        ("Name the towns.", True),
        ("Which states back the plan?", True),
        ("“Which countries joined?”", True),
        ("Which virus was declared an emergency?", False),
        ("What is the plan?", False),
        ("Which country joined?", False),
        ("Who is the mayor?", False),
        ("When did the talks begin?", False),
    ],
)
def test_a_question_for_several_is_told_from_one_for_one(question: str, *, several: bool):
    assert asks_for_several(question) is several


def test_a_draft_is_the_same_draft_whatever_would_follow_it():
    later = DraftStatement("Other.", (1,))
    assert DraftStatement("A.", (1,), instead=lambda: later) == DraftStatement("A.", (1,))


def test_who_somebody_is_is_told_without_their_office_twice():
    text = "Finance Minister Ana Ruiz told parliament about the budget."
    offer = Offer(1, text, "Finance Minister Ana Ruiz")
    writer = ScriptedModel("Finance Minister Ana Ruiz is the finance minister. [1]")
    written = Attempts(writer)("Who is the finance minister?", offer, never)
    assert written == "Ana Ruiz is the finance minister."
    assert writer.prompts[0][-1].content.endswith("Short answer: Ana Ruiz")


def test_what_was_said_is_not_written_as_a_fact():
    reply = "The budget would be voted on next week. [1]"
    assert Attempts(ScriptedModel(reply))(QUESTION, Offer(1, STORY, ANSWER), never) is None


def test_a_written_sentence_without_a_word_of_its_own_is_told_once():
    texts = (
        "Mayor Otto Berg met the farmers on Monday, drawing applause from many.",
        "Otto Berg met the farmers on Monday, drawing criticism from bakers, brewers and millers.",
    )
    library = FixedLibrary(*(article(text, title=text[:9]) for text in texts))
    found = [hits_of(each)[0].sentences[0] for each in library.articles]
    evidence = [
        Evidence(each, 1.0, answers=True, answer=(start, start + len("Otto Berg")))
        for each in found
        for start in [each.article.text.index("Otto Berg")]
    ]
    first, second = (text.split(",")[0] for text in texts)
    writer = ScriptedModel(f"{first}. [1]", f"{second}. [1]")
    drafter = SentenceDrafter(writer, PhrasingDrafter(CountingModel()))
    checker = CitedChecker(ClaimChecker(None))
    composition = Composition(drafter, checker, library.sentences)
    shown = list(composition.compose("Who met the farmers?", evidence, never))
    assert [statement.text for statement in shown] == [f"{first}."]
    assert len(writer.prompts) == 2


@pytest.mark.parametrize("with_sentence", [True, False])
def test_a_title_is_quoted_only_where_no_sentence_answers(*, with_sentence: bool):
    title = "Mayor meets farmers in Bern"
    sentence = "Otto Berg spoke with those who grow wheat."
    library = FixedLibrary(article(f"{title}\n\n{sentence}", title=title))
    (hit,) = hits_of(library.articles[0])
    found = [s for s in hit.sentences if with_sentence or s.text == title]
    evidence = [Evidence(each, 1.0, answers=True) for each in found]
    drafter = PhrasingDrafter(CountingModel())
    checker = CitedChecker(ClaimChecker(None))
    composition = Composition(drafter, checker, library.sentences)
    shown = list(composition.compose("Whom did the mayor meet?", evidence, never))
    assert [f"“{title}”" in statement.text for statement in shown] == [not with_sentence]


@pytest.mark.skipif(not parser.is_installed(), reason="the grammar model is not installed")
def test_what_is_written_tells_the_deed_that_was_asked_for():
    source = "Mayor Lena Graf met farmers in Ely on Monday, as masked gangs robbed a bank in Bath."
    offer = Offer(1, source, "Ely")
    written = Attempts(ScriptedModel("Mayor Lena Graf met farmers in Ely. [1]"))
    told = written("Where did Graf meet?", offer, never)
    assert told == "Mayor Lena Graf met farmers in Ely."
    other = ScriptedModel("Mayor Lena Graf met farmers in Ely. [1]")
    assert Attempts(other)("Who robbed a bank?", offer, never) is None
