"""A sentence that is close to a question but takes its premise away does not answer it."""

import pytest

from qa.english.events import asks_who_did_not, denies, says_whether
from qa.english.parser import is_installed
from qa.evidence.premises import (
    is_heading,
    placed_by_dateline,
    unmentioned,
    unmet_premise,
    unnamed_group,
    wrong_office,
)
from tests.fakes import article, hits_of

STORY = article(
    "The Dutch minister met Zelenskyy in Kyiv in 2025. U.S. and Ukrainian officials agreed.",
    title="A meeting in Kyiv",
    outlet="Northwire",
)
OFFICES = (
    "French Finance Minister Ana Ruiz met Lena Ortiz, the mayor of Porto, in Bern. Swiss envoys "
    "and the president of Peru’s central bank were there, with former Lisbon police chief Bo Lee."
)


@pytest.mark.parametrize(
    "question",
    [
        "What did Zelensky say?",
        "What did the Netherlands offer?",
        "What did the United States agree to?",
        "What did Ukraine’s envoy do?",
        "Who met in Kiev?",
        "What did Northwire report in 2025?",
        "what did macron say?",  # without capitals nobody can tell a name
        "Did Ukrainians agree?",
        "What did Volodymyr Zelenskyy say?",
        "Which US official met Zelenskyy in Kyiv?",
    ],
)
def test_a_name_in_another_form_is_mentioned(question: str) -> None:
    assert unmentioned(question, STORY) == []


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("What did Macron say?", ["macron"]),
        ("What did Turkey offer?", ["turkey"]),
        ("What happened in Kyiv in 2019?", ["2019"]),
        ("Did Macron meet Zelensky?", ["macron"]),
        ("What did Emmanuel Macron say?", ["emmanuel macron"]),
        ("Did France agree?", ["france"]),
    ],
)
def test_a_name_or_a_year_that_is_not_there_is_missing(question: str, missing: list[str]) -> None:
    assert unmentioned(question, STORY) == missing


@pytest.mark.parametrize(
    "question",
    [
        "Who is the finance minister of France?",
        "Who is France’s finance minister?",
        "who is the French finance minister?",
        "Who is the mayor of Porto?",
        "Who was Lisbon’s police chief?",
        "Who is Ana Ruiz?",
        "Who is the mayor?",
    ],
)
def test_an_office_that_the_text_fills_is_not_refused(question: str) -> None:
    assert not wrong_office(question, OFFICES)


@pytest.mark.parametrize(
    "question",
    [
        "Who is the finance minister of Peru?",
        "Who is the mayor of Lisbon?",
        "Who is Portugal’s police chief?",
        "Who is the president of Switzerland?",
        "Who is the foreign minister of France?",
        "Who is the police chief in Lisbon?",  # somebody was
    ],
)
def test_an_office_of_another_place_is_refused(question: str) -> None:
    assert wrong_office(question, OFFICES)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Which two coastal towns backed it?", "Ely, Bath and two coastal towns backed it."),
        ("Which coastal towns backed it?", "Some coastal towns, officials said, backed it."),
        ("Which two coastal towns backed it?", "Ely, Bath and coastal towns backed it."),
        ("What three banks failed?", "In all, three banks — a record — failed."),
    ],
)
def test_a_group_that_is_only_mentioned_is_not_named(question: str, sentence: str) -> None:
    assert unnamed_group(question, sentence)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Which two coastal towns backed it?", "Two coastal towns, Ely and Bath, backed it."),
        ("Which coastal towns backed it?", "Five coastal towns, including Ely, backed it."),
        ("What three banks failed?", "The three banks are Calder, Ortiz and Kim."),
        ("Which towns backed it?", "Ely and Bath backed it."),
        ("Which coastal towns backed it?", "Ely and Bath, on the coast, backed it."),
    ],
)
def test_a_group_whose_members_are_named_is_not_refused(question: str, sentence: str) -> None:
    assert not unnamed_group(question, sentence)


def test_a_heading_is_no_answer_but_a_list_item_is() -> None:
    story = article(
        "Glass prices\n\nWhy they rise\n\n- Sand costs more\n\nSand is dear.", title="Glass prices"
    )
    sentences = hits_of(story)[0].sentences
    assert [is_heading(sentence) for sentence in sentences] == [True, True, False, False]


@pytest.mark.parametrize(
    ("question", "sentence", "settles"),
    [
        ("Did Porto accept the offer?", "Porto rejected it as too low.", True),
        ("Did Porto accept the offer?", "Porto approved the offer.", True),
        ("Did Porto accept the offer?", "Calder Group made Porto an offer.", False),
        ("Did Porto accept the offer?", "Calder Group never refused to make an offer.", False),
        ("Did Porto ever refuse an offer?", "Porto said it never refused an offer.", True),
        ("Did Kim win?", "Kim lost by a point.", True),
        ("Did Kim win?", "Kim ran for mayor.", False),
        ("Did prices rise?", "Glass is dear.", True),  # not an event that is judged
        ("Who won?", "Kim ran for mayor.", True),  # no yes-or-no question
    ],
)
def test_a_yes_or_no_question_is_settled_by_the_event_or_its_opposite(
    question: str, sentence: str, settles: bool
) -> None:
    assert says_whether(question, sentence) is settles


def test_who_did_not_is_answered_by_a_denial_only() -> None:
    assert asks_who_did_not("Who did not answer the letter?")
    assert asks_who_did_not("Which towns didn’t vote?")
    assert not asks_who_did_not("Who answered the letter?")
    assert not asks_who_did_not("Who wrote that Kim never answered?")
    assert not asks_who_did_not("Who denied the claim that the towns refused?")
    assert denies("Both towns failed to vote.")
    assert denies("They haven’t voted.")
    assert not denies("Both towns voted.")
    assert not denies("The mayor never refused a vote.")


@pytest.mark.skipif(not is_installed(), reason="the grammar's package is not installed")
def test_a_quotation_that_goes_on_is_of_whoever_began_it() -> None:
    text = (
        "“We will win the case,” Ana Ruiz told reporters. “We have taken strong measures.” "
        "Ben Calder disagreed. “Nobody has taken measures.”"
    )
    (hit,) = hits_of(article(text))
    sentences = hit.sentences
    goes_on = next(s for s in sentences if "strong" in s.text)
    of_another = next(s for s in sentences if "Nobody" in s.text)
    assert unmet_premise("What did Ruiz say about measures?", goes_on, sentences) is None
    assert unmet_premise("What did Calder say about measures?", goes_on, sentences) is not None
    assert unmet_premise("What did Ruiz say about measures?", of_another, sentences) is not None


@pytest.mark.skipif(not is_installed(), reason="the grammar model is not installed")
@pytest.mark.parametrize(
    ("question", "sentence", "answers"),
    [
        ("What did officials say about the bridge?", "Officials said the bridge is shut.", True),
        ("How did the unions react?", "The unions stopped work, Mayor Ortiz said.", True),
        ("How did the banks react?", "The unions stopped work, Mayor Ortiz said.", False),
        (
            "What did Ruiz say about the bridge?",
            "The Dutch minister said the bridge is shut.",
            True,
        ),
        ("What did Ortiz say about the bridge?", "The Dutch minister said it is shut.", False),
    ],
)
def test_whoever_is_asked_for_speaks_or_reacts_under_another_word(
    question: str, sentence: str, answers: bool
) -> None:
    story = article(f"{sentence} Dutch Minister Ana Ruiz met Mayor Ortiz and the banks.")
    sentences = hits_of(story)[0].sentences
    assert (unmet_premise(question, sentences[0], sentences) is None) is answers


@pytest.mark.skipif(not is_installed(), reason="the grammar model is not installed")
@pytest.mark.parametrize(
    ("question", "answers"),
    [
        ("Who advised Otto to travel to Bern?", False),
        ("Who advised Otto not to travel to Bern?", True),
        ("What did Ruiz say about Otto travelling to Bern?", True),
    ],
)
def test_a_sentence_that_denies_it_does_not_answer(question: str, *, answers: bool) -> None:
    story = article("Ana Ruiz said that Otto should not travel to Bern. Otto thanked her.")
    sentences = hits_of(story)[0].sentences
    reason = unmet_premise(question, sentences[0], sentences, "Ana Ruiz")
    assert (reason is None) is answers


@pytest.mark.parametrize(
    ("question", "text", "only"),
    [
        ("Who did Kim meet in Bern?", "ROME/BERN — Kim invited Graf to Porto.", True),
        ("Who did Kim meet in Bern?", "ROME/BERN — Kim met Graf in Bern on Monday.", False),
        ("Who did Kim meet in Bern?", "BERN — Kim met Graf on Monday.", False),
        ("Who did Kim invite to Porto?", "ROME/BERN — Kim invited Graf to Porto.", False),
    ],
)
def test_a_dateline_of_several_places_tells_no_place(question: str, text: str, only: bool):
    assert placed_by_dateline(question, text) is only
