"""A sentence that names somebody in passing describes nobody, and gives nobody's view."""

import pytest

from qa.english.parser import is_installed
from qa.evidence.premises import unmet_premise
from qa.evidence.views import ViewAsked, asks_for_description, holds_it, is_about, view_asked
from tests.fakes import article, hits_of

pytestmark = pytest.mark.skipif(not is_installed(), reason="the grammar's package is not installed")

ARTICLE = "Ana Ruiz met Mayor Ben Calder in Porto. The mayor of Porto likes trams."


@pytest.mark.parametrize(
    ("question", "holder", "topic"),
    [
        ("How did Ruiz describe Calder?", ("ruiz",), ("calder",)),
        ("how does ana ruiz see calder", ("ana", "ruiz"), ("calder",)),
        ("How was Calder portrayed by Ruiz in Porto?", ("ruiz",), ("calder",)),
        ("What did Mayor Calder call Ruiz?", ("calder",), ("ruiz",)),
        ("What does Ruiz think of Calder?", ("ruiz",), ("calder",)),
        ("What is Ruiz’s view of Calder?", ("ruiz",), ("calder",)),
        ("What's Ruiz's current stance on meeting Calder?", ("ruiz",), ()),
        ("What is the position of Ruiz on the trams?", ("ruiz",), ()),
        ("What position does Ruiz take on Porto?", ("ruiz",), ("porto",)),
        ("Where does Ruiz stand on Porto?", ("ruiz",), ("porto",)),
        ("What is the mayor's view of Calder's trams?", (), ()),
    ],
)
def test_it_is_found_whose_view_of_whom_is_asked_for(question, holder, topic):
    asked = view_asked(question, ARTICLE)
    assert asked is not None
    assert (asked.holder, asked.topic) == (holder, topic)


@pytest.mark.parametrize(
    "question",
    [
        "Who described Calder?",
        "How did Ruiz leave?",
        "What did Ruiz call for?",
        "What is the population of Porto?",
    ],
)
def test_other_questions_name_no_holder_and_topic_of_a_view(question):
    asked = view_asked(question, ARTICLE)
    assert asked is None or not asked.topic


def test_a_description_is_told_from_an_opinion():
    assert asks_for_description("How did Ruiz describe Calder?")
    assert asks_for_description("What did Ruiz call Calder?")
    assert not asks_for_description("What did Ruiz say about Calder?")


@pytest.mark.parametrize(
    "sentence",
    [
        "Asked about delays if a meeting between Ruiz and Calder was cancelled, Lee said: “No.”",
        "It is unclear whether Lee will take Ruiz’s offer to meet Calder for a trick.",
        "Lee invited Ruiz to Porto.",
        "A call with Ruiz may clear the air.",
    ],
)
def test_whoever_neither_speaks_nor_acts_gives_no_view(sentence):
    assert not holds_it(ViewAsked(("ruiz",), ()), sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Ruiz has never refused a meeting with Calder.",
        "Lee said that Ruiz wants no tram.",
        "The tram was called a waste of money by Ruiz.",
        "According to Ruiz, the tram is a waste.",
        "For Ruiz, the tram is a waste.",
        "In Ruiz’s view, the tram is a waste.",
        "Lee spoke of Ruiz’s opposition to the tram.",
        "Sources close to Ruiz called the tram a waste.",
        "A spokesman for Ruiz dismissed the tram.",
        "Officials in Ruiz dismissed the tram.",  # a town may bear the name
        "Asked about the tram, she told Ruiz’s paper that it was a waste.",
        "The tram is a waste of money.",  # names nobody
    ],
)
def test_whoever_speaks_or_acts_may_give_a_view(sentence):
    assert holds_it(ViewAsked(("ruiz",), ()), sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Asked about delays if a meeting between Lee and Calder was cancelled, Ruiz said: “No.”",
        "Ruiz called the talks between Lee and Calder useless.",
        "“If Calder is ready, let him come to Porto,” Ruiz said.",
    ],
)
def test_whoever_is_named_in_passing_is_not_described(sentence):
    assert not is_about(ViewAsked((), ("calder",), described=True), sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Ruiz called Calder a coward.",
        "Calder was a coward, Ruiz said.",
        "Ruiz praised Lee and Calder.",
        "Ruiz spoke with contempt of Calder.",
        "Ruiz said that she was afraid of Calder.",
        "Asked if Calder was fit for the office, Ruiz shook her head.",
        "Ruiz called him a coward.",
    ],
)
def test_whoever_takes_part_in_what_is_told_may_be_described(sentence):
    assert is_about(ViewAsked((), ("calder",), described=True), sentence)


def test_more_counts_as_said_about_somebody_than_as_a_description():
    between = "Ruiz sees two differences between Lee and Calder."
    supposing = "Ruiz said that the town would suffer if Calder won."
    for sentence in (between, supposing):
        assert is_about(ViewAsked((), ("calder",)), sentence)
        assert not is_about(ViewAsked((), ("calder",), described=True), sentence)


@pytest.mark.parametrize(
    ("question", "answers"),
    [
        ("How did Calder describe Ruiz?", False),
        ("What are Calder’s thoughts on Ruiz?", False),
        ("What is Ruiz’s stance on meeting Lee?", False),
        ("What is Calder’s position on delays?", True),
    ],
)
def test_a_sentence_that_gives_no_such_view_does_not_answer(question, answers):
    told = "Asked about delays if a meeting between Lee and Ruiz was put off, Calder said: “Yes.”"
    sentences = hits_of(article(f"{told} Ana Ruiz and Ben Calder know Bo Lee."))[0].sentences
    assert (unmet_premise(question, sentences[0], sentences) is None) is answers


def test_a_quotation_that_goes_on_gives_the_view_of_whoever_began_it():
    text = "“We will win,” Ana Ruiz told reporters. “Nobody fears Ruiz less than the tram does.”"
    sentences = hits_of(article(text))[0].sentences
    goes_on = next(s for s in sentences if "fears" in s.text)
    assert unmet_premise("What is Ruiz’s view of the tram?", goes_on, sentences) is None
