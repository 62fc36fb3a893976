"""What a larger model writes freely: true sentences that do not answer are not shown."""

from __future__ import annotations

import re

import pytest

from index.sentences import split_sentences
from qa.answering.composition import Composition
from qa.checks.claims import ClaimChecker
from qa.checks.verdict import CitedChecker
from qa.english.parser import is_installed
from qa.evidence.selector import Evidence
from qa.statement import Kind, Verdict
from qa.writing.drafter import Offer
from qa.writing.prose_drafter import (
    NO_ANSWER,
    NO_SENTENCE,
    NO_SPEAKER,
    OTHER_DEED,
    POINTS_AWAY,
    ProseDrafter,
    takes_up,
    tells_answer,
    with_initials,
)
from tests.fakes import FixedLibrary, ScriptedModel, article, hits_of

WARNING = (
    "Mayor Lena Graf warned that the dam could break, drawing protests. The town has built it "
    "twice."
)
STORY = article(
    f"{WARNING}\n\nOfficials in Bern closed the road on Tuesday, angering drivers.",
    outlet="Northwire",
)
QUESTION = "What did Graf warn of?"
parsed = pytest.mark.skipif(not is_installed(), reason="the parser is not installed")


def never() -> bool:
    return False


def composed(
    reply: str, *, question: str = QUESTION, answers: tuple[str, ...] = ("the dam could break",)
) -> tuple[list[tuple[Kind, str]], list[tuple[str, str]]]:
    """What is shown of the sentences that hold the answers, and what was dropped and why."""
    library = FixedLibrary(STORY)
    found = []
    for hit in hits_of(STORY):
        for sentence in hit.sentences:
            for answer in answers:
                at = STORY.text.find(answer)
                if answer in sentence.text:
                    span = (at, at + len(answer))
                    found.append(Evidence(sentence, 1.0, answers=True, answer=span))
    drafter = ProseDrafter(ScriptedModel(reply), split_sentences)
    composition = Composition(drafter, CitedChecker(ClaimChecker(None)), library.sentences)
    shown = list(composition.compose(question, found, never))
    assert all(statement.verdict is Verdict.SUPPORTED for statement in shown)
    return (
        [(statement.kind, statement.text) for statement in shown],
        [(dropped.text, dropped.reason) for dropped in composition.dropped],
    )


QUOTE = (
    Kind.QUOTED,
    "Northwire reports: “Mayor Lena Graf warned that the dam could break, drawing protests.”",
)


def test_a_written_sentence_that_answers_is_shown():
    written = "Mayor Lena Graf warned that the dam could break."
    assert composed(f"{written} [1]") == ([(Kind.WRITTEN, written)], [])


def test_a_true_sentence_that_does_not_answer_gives_way_to_the_quotation():
    aside = "Lena Graf is a mayor."
    shown, dropped = composed(f"{aside} [1]")
    assert shown == [QUOTE]
    assert dropped == [(aside, NO_ANSWER)]


def test_the_quotation_that_stands_in_is_shown_once():
    shown, dropped = composed("Lena Graf is a mayor. [1] Mayor Lena Graf warned of it. [1]")
    assert shown == [QUOTE]
    assert [text for text, _ in dropped] == [
        "Lena Graf is a mayor.",
        "Mayor Lena Graf warned of it.",
    ]


@parsed
def test_no_sentence_is_no_answer():
    shown, dropped = composed("Mayor Lena Graf, dam. [1]")
    assert shown == [QUOTE]
    assert dropped == [("Mayor Lena Graf, dam.", NO_SENTENCE)]


@parsed
def test_the_first_sentence_points_at_nothing_before_it():
    shown, dropped = composed("This dam could break, Graf warned. [1]")
    assert shown == [QUOTE]
    assert dropped == [("This dam could break, Graf warned.", POINTS_AWAY)]


@parsed
@pytest.mark.parametrize(
    ("source", "answer", "reply", "reason"),
    [
        ("Ely and Bath offered to host the games, Tass reported.", "Ely and Bath",
         "Ely and Bath offered.", OTHER_DEED),
        ("Graf proposed two towns for the talks.", "Graf", "Graf proposed talks.", OTHER_DEED),
        ("The offers of two towns were listed by Tass.", "Tass", "Tass listed them.", POINTS_AWAY),
    ],
)  # fmt: skip
def test_what_the_shipped_model_may_not_leave_out_a_larger_one_may_not_either(
    source: str, answer: str, reply: str, reason: str
):
    drafter = ProseDrafter(ScriptedModel(f"{reply} [1]"), split_sentences)
    written, quoted = drafter.draft("Who?", [Offer(1, source, answer)], cancelled=never)
    assert (written.text, written.objection) == (reply, reason)
    assert quoted.text == source


@pytest.mark.parametrize(
    ("reply", "lent"),
    [
        ("Mayor Lena Graf warned that the dam could break. [1]", False),
        ("Mayor Lena Graf feared that the dam could collapse. [1]", True),
        ("Zebras. [7]", True),
    ],
)
def test_of_words_that_no_source_has_the_checker_has_to_be_surer(reply: str, lent: bool):
    drafter = ProseDrafter(ScriptedModel(reply), split_sentences)
    written, _ = drafter.draft(
        QUESTION, [Offer(1, WARNING.split(". ")[0] + ".", None)], cancelled=never
    )
    assert written.lent is lent


@pytest.mark.parametrize("reply", ["", "I cannot tell.", "[1]", "Yes.", "Pigs fly. [9]"])
def test_a_model_that_tells_nothing_leaves_the_evidence_quoted(reply: str):
    shown, _ = composed(reply)
    assert shown == [QUOTE]


def test_a_sentence_without_a_number_is_checked_against_the_nearest_sentence():
    written = (
        "Mayor Lena Graf warned that the dam could break.",
        "Officials in Bern closed the road on Tuesday.",
    )
    shown, _ = composed(
        " ".join(written),
        question="What happened?",
        answers=("the dam could break", "closed the road"),
    )
    assert shown == [(Kind.WRITTEN, text) for text in written]


def test_an_answer_with_the_wrong_number_is_cited_again():
    written = "Officials in Bern closed the road on Tuesday."
    shown, _ = composed(
        f"{written} [1]",
        question="What did officials do?",
        answers=("the dam could break", "closed the road"),
    )
    assert shown == [(Kind.WRITTEN, written)]


def told_of(reply: str, *stories: str, answers: tuple[str, ...] = ()) -> list[str]:
    """What is shown of one sentence of each story, its outlet before a quotation left out."""
    articles = [article(text, name=f"{n}.txt") for n, text in enumerate(stories)]
    found = []
    for story in articles:
        at = next((story.text.find(a), len(a)) for a in (*answers, "") if a in story.text)
        span = (at[0], at[0] + at[1]) if at[1] else None
        (hit,) = hits_of(story)
        found.append(Evidence(hit.sentences[0], 1.0, answers=True, answer=span))
    drafter = ProseDrafter(ScriptedModel(reply), split_sentences)
    library = FixedLibrary(*articles)
    composition = Composition(drafter, CitedChecker(ClaimChecker(None)), library.sentences)
    shown = composition.compose("What happened on Tuesday?", found, never)
    return [each.text.partition("“")[2].rstrip("”") or each.text for each in shown]


STORIES = (
    "Mayor Lena Graf opened the bridge in Bern on Tuesday, the town said.",
    "Officials in Lyon closed 12 roads on Tuesday, angering drivers.",
    "Teachers in Ely left their schools on Tuesday.",
)


def test_where_no_short_answer_is_known_every_source_is_told():
    both = "Mayor Graf opened 12 roads and officials closed the bridge. [1] [2]"
    shown = told_of(f"{both} Officials in Lyon closed 12 roads on Tuesday. [2]", *STORIES)
    assert shown == ["Officials in Lyon closed 12 roads on Tuesday.", STORIES[0], STORIES[2]]


def test_a_source_that_a_statement_was_cited_to_again_is_told():
    shown = told_of("Officials in Lyon closed 12 roads on Tuesday. [1]", *STORIES)
    assert shown == ["Officials in Lyon closed 12 roads on Tuesday.", STORIES[0], STORIES[2]]


def test_where_a_short_answer_is_known_one_source_is_enough():
    reply = "Officials in Lyon closed 12 roads on Tuesday. [2]"
    assert told_of(reply, *STORIES, answers=("closed 12 roads",)) == [reply.removesuffix(" [2]")]


def test_where_only_another_offer_has_the_answer_that_one_has_to_be_told():
    reply = "Officials in Lyon closed 12 roads on Tuesday. [2]"
    assert told_of(reply, *STORIES, answers=("Mayor Lena Graf",)) == [STORIES[0]]


@pytest.mark.parametrize(
    ("question", "answer", "text", "tells"),
    [
        ("Who came?", "Ann Kim", "It was Ann Kim.", True),
        ("Who came?", "Ann Kim", "It was Kim.", False),
        ("Why did it fail?", "because too few engineers had checked the northern wall",
         "Too few engineers checked the wall.", True),
        ("Why did it fail?", "because too few engineers had checked the northern wall",
         "The wall fell.", False),
        ("Which towns joined?", "Bern", "Bern joined.", False),
        ("Which towns joined?", "Bern", "Bern and Basel joined.", True),
    ],
)  # fmt: skip
def test_a_longer_answer_may_be_told_in_other_words(
    question: str, answer: str, text: str, tells: bool
):
    source = "Towns that joined are Bern and Basel." if "towns" in question else f"Of it {answer}."
    assert tells_answer(question, Offer(1, source, answer), text) is tells


@pytest.mark.parametrize("size", [1, 3, 7, 1000])
@pytest.mark.parametrize(
    "written",
    [
        ["Graf said: “The dam is old. It could break. Nobody looks.” [1]", "Bo sang. [2]"],
        ["“Will the dam break?” Lena Graf asked on Monday. [1]", "Bo sang. [2]"],
        ["It starts at 5 p.m. July 4 in Bern. [1]", "Bo sang. [2]"],
        ["A 6-inch pipe broke. [1]", "Bo’s nail held. [2]", "Cy slept. [3]"],
        ["The age was “42” and rising. [1]", "Graf said “It is old. It could break.” [2]"],
        ["Ann danced [1].", "Bo [2] sang [1]."],
        ["Ann danced. [1] [2]", "Bo sang."],
    ],
)
def test_nothing_is_lost_while_a_draft_is_written(written: list[str], size: int):
    drafter = ProseDrafter(ScriptedModel(" ".join(written), size=size), split_sentences)
    offers = [Offer(number, f"Of {number}.") for number in (1, 2, 3)]
    drafts = drafter.draft("Who?", offers, cancelled=never)
    texts = [draft.text for draft in drafts if not draft.fallback]
    assert texts == [re.sub(r"\s*\[\d\]", "", text) for text in written]


def test_a_quotation_that_never_closes_hides_nothing_false():
    reply = "Graf said “the dam is old. [1] Bo sang. [2] Cy slept. [3]"
    drafter = ProseDrafter(ScriptedModel(reply), split_sentences)
    offers = [Offer(number, f"Of {number}.") for number in (1, 2, 3)]
    drafts = list(drafter.draft("Who?", offers, cancelled=never))
    assert " ".join(draft.text for draft in drafts if not draft.fallback).startswith("Graf said")
    assert [draft.numbers for draft in drafts if draft.fallback] == [(1,), (2,), (3,)]


def test_an_answer_of_small_words_has_to_be_told_too():
    offer = Offer(1, "All of the crew of the ship survived.", "All")
    assert not tells_answer("How many of the crew survived?", offer, "The ship has a crew.")
    assert tells_answer("How many of the crew survived?", offer, "All of them survived.")


@parsed
def test_what_one_of_two_sources_only_claims_is_not_told_as_a_fact():
    shown, dropped = composed(
        "The dam could break and officials in Bern closed the road on Tuesday. [1] [2]",
        question="What happened?",
        answers=("the dam could break", "closed the road"),
    )
    assert [kind for kind, _ in shown] == [Kind.QUOTED]
    assert [reason for _, reason in dropped] == [NO_SPEAKER]


@pytest.mark.parametrize(
    ("text", "source", "mended"),
    [
        ("At the U. S. border.", "The U.S. border is long.", "At the U.S. border."),
        ("At the U. S.-Mexico border.", "The US border.", "At the U.S.-Mexico border."),
        ("J. K. Rowling came.", "J. K. Rowling wrote it.", "J. K. Rowling came."),
        ("He is from Ely. So is she.", "Both are.", "He is from Ely. So is she."),
    ],
)
def test_initials_are_joined_unless_the_source_parts_them(text: str, source: str, mended: str):
    assert with_initials(text, source) == mended


@pytest.mark.parametrize(
    ("question", "text", "does"),
    [
        ("What does the illness of Pitt prevent?",
         "The illness of Pitt prevents him from knowing new faces.", True),
        ("What does Pitt prevent?", "Pitt is an actor in films.", False),
        ("When did the union sign the deal?", "The union and the port signed the deal in Ely.",
         False),
        ("NASA launched a rocket on Monday. Where does it go?",
         "NASA launched a rocket on Monday.", False),
    ],
)  # fmt: skip
def test_a_sentence_may_answer_in_other_words_than_the_reader_saw(
    question: str, text: str, does: bool
):
    assert takes_up(question, text) is does


def test_what_was_told_in_another_form_of_a_name_is_not_told_again():
    first = article("Ukraine’s foreign minister Ann Kim resigned on Friday.", outlet="Northwire")
    second = article(
        "The Ukrainian foreign minister, Ann Kim, resigned, drawing protests in Lviv.",
        name="second.txt",
    )
    library = FixedLibrary(first, second)
    found = [
        Evidence(hit.sentences[0], 1.0, answers=True) for hit in (*hits_of(first), *hits_of(second))
    ]
    reply = f"{first.text} [1] The Ukrainian foreign minister, Ann Kim, resigned. [2]"
    drafter = ProseDrafter(ScriptedModel(reply), split_sentences)
    composition = Composition(drafter, CitedChecker(ClaimChecker(None)), library.sentences)
    shown = [each.text for each in composition.compose("Who resigned?", found, never)]
    assert shown == [f"Northwire reports: “{first.text}”"]
    assert composition.dropped == []


def test_what_only_begins_alike_is_told_beside_it():
    stories = (
        "Seventeen people died in Bern on Monday.",
        "Seventy people died in Bern on Monday, angering farmers along the river Aare.",
    )
    second = "Seventy people died in Bern on Monday."
    assert told_of(f"{stories[0]} [1] {second} [2]", *stories) == [stories[0], second]
