"""What happened is told by the first sentence of each article that tells of it."""

import pytest

from qa.answering.overviews import overview, overview_topic
from tests.fakes import article, hits_of

PORTO = article(
    "Fire in Porto\n\nPORTO — A fire at the glass works drove 40 families from their homes. "
    "The mayor of Lisbon sent two engines to the glass works on Monday.",
    name="porto.txt",
    title="Fire in Porto",
)
COPY = article(
    "A fire at the glass works in Porto drove 40 families from their homes.", name="copy.txt"
)
LISBON = article(
    "Lisbon opened a tram line across the river on Monday, after four years of work.",
    name="lisbon.txt",
)
GROUPS = {PORTO.id: 1, COPY.id: 1, LISBON.id: 2}


def shown(topic: str, *articles) -> list[str]:
    found = overview(topic, articles, lambda a: hits_of(a)[0].sentences, lambda a: GROUPS[a.id])
    assert found.answerable == bool(found.answering)
    return [evidence.sentence.text for evidence in found.answering]


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("What happened?", ""),
        ("what happened in Porto?", "Porto"),
        ("What is the news about the tram line?", "the tram line"),
        ("Summarize the articles", ""),
        ("Summarise the news on Porto.", "Porto"),
        ("What are the articles about?", ""),
        ("What’s new?", ""),
    ],
)
def test_an_open_question_is_known_by_its_form(question: str, topic: str):
    assert overview_topic(question) == topic


@pytest.mark.parametrize(
    "question",
    ["Who happened to be there?", "What did the mayor say?", "What is the fire about?", "", "New?"],
)
def test_other_questions_are_not_open(question: str):
    assert overview_topic(question) is None


def test_each_article_gives_its_first_telling_sentence_and_copies_none():
    first, second = shown("", PORTO, COPY, LISBON)
    assert first.endswith("from their homes.")
    assert second.startswith("Lisbon opened")


def test_a_topic_has_to_stand_in_the_sentence_itself():
    assert shown("Lisbon", PORTO, LISBON) == [
        "The mayor of Lisbon sent two engines to the glass works on Monday.",
        "Lisbon opened a tram line across the river on Monday, after four years of work.",
    ]
    assert shown("Madrid", PORTO, LISBON) == []


def test_a_dateline_does_not_tell_where_it_happened():
    assert shown("Porto", PORTO, LISBON) == []
