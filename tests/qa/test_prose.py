"""What a larger model writes freely: true sentences that do not answer are not shown."""

from __future__ import annotations

import pytest

from index.sentences import split_sentences
from qa.answer import Kind, Verdict
from qa.claims import ClaimChecker
from qa.composition import Composition
from qa.drafting import Offer
from qa.evidence import Evidence
from qa.parser import is_installed
from qa.prose import (
    NO_ANSWER,
    NO_SENTENCE,
    POINTS_AWAY,
    ProseDrafter,
    takes_up,
    tells_answer,
    with_initials,
)
from qa.verdict import CitedChecker
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


def test_where_no_short_answer_is_known_every_offer_is_told():
    drafter = ProseDrafter(ScriptedModel("Bo sang. [2]"), split_sentences)
    offers = [Offer(1, "Ann danced."), Offer(2, "Bo sang a song."), Offer(3, "Cy slept.")]
    drafts = list(drafter.draft("What happened?", offers, cancelled=never))
    assert [draft.numbers for draft in drafts] == [(2,), (1,), (3,)]
    assert [draft.text for draft in drafts[1:]] == ["Ann danced.", "Cy slept."]


def test_where_one_answer_is_known_one_offer_is_enough():
    drafter = ProseDrafter(ScriptedModel("Bo sang. [2]"), split_sentences)
    offers = [Offer(1, "Ann danced.", "danced"), Offer(2, "Bo sang a song.", "sang")]
    drafts = list(drafter.draft("What did Bo do?", offers, cancelled=never))
    assert [(draft.numbers, draft.objection) for draft in drafts] == [((2,), "")]


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


def test_a_quotation_of_two_sentences_is_not_parted_while_it_is_written():
    said = "Graf said: “The dam is old. It could break. Nobody looks.” [1]"
    drafter = ProseDrafter(ScriptedModel(f"{said} Bo sang. [2]"), split_sentences)
    offers = [Offer(1, "Graf said.", "Graf"), Offer(2, "Bo sang.", "Bo")]
    texts = [draft.text for draft in drafter.draft("Who?", offers, cancelled=never)]
    assert texts == [said.removesuffix(" [1]"), "Bo sang."]


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
