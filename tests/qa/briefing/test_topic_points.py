"""Sentences for a briefing: on the topic, whole, understood alone, and under the right heading."""

from __future__ import annotations

import pytest

from index import Article, Passage, Sentence
from qa.briefing.topic_points import (
    Heading,
    articles_on,
    has_figure,
    persons_in,
    points_on,
    says_again,
    stands_alone,
)
from qa.english.normal_form import stems
from tests.fakes import article, hits_of

FIRE = article(
    "Fire at the glass works\n\n"
    "- Fire drives 40 families out\n\n"
    "A fire at the glass works in Porto drove 40 families from their homes on Monday.\n\n"
    "“We lost the roof of the works in the fire,” Mayor Lena Ortiz said. “We will build again.”\n\n"
    "She refused to resign.\n\n"
    "Officials refused to say how the fire at the works began.\n\n"
    "The glass works in Porto had burned twice before, and its owners never repaired the roof.\n\n"
    "Sign up for our newsletter about every fire in Porto and elsewhere.",
    name="fire.txt",
    title="Fire at the glass works",
)
TRAM = article(
    "Lisbon opened a tram line across the river on Monday, after four years of work.",
    name="tram.txt",
)


def sentences(story: Article) -> tuple[Sentence, ...]:
    return hits_of(story)[0].sentences


def points(topic: str, *articles: Article, groups: dict[str, int] | None = None):
    group = groups or {a.id: row for row, a in enumerate(articles)}
    return list(points_on(topic, articles, sentences, lambda a: group[a.id]))


def one(text: str) -> Sentence:
    story = article(text)
    return Sentence(Passage(story, 0, len(text)), 0, len(text))


def test_only_articles_with_most_words_of_the_topic_are_on_it():
    assert articles_on("the fire at the Porto glass works", [TRAM, FIRE], sentences) == [FIRE]
    assert articles_on("nurses on strike in Oslo", [TRAM, FIRE], sentences) == []


def test_each_heading_gets_its_sentences():
    found = {p.heading: p.sentence.text for p in reversed(points("the fire at the works", FIRE))}
    assert found[Heading.HAPPENED].startswith("A fire at the glass works in Porto")
    assert found[Heading.SAID].startswith("“We lost the roof")
    assert found[Heading.DECIDED].startswith("Officials refused")
    assert found[Heading.FIGURES].startswith("A fire at the glass works")
    assert found[Heading.BACKGROUND].startswith("The glass works in Porto had burned twice")


def test_no_heading_bullet_boilerplate_or_sentence_about_an_unnamed_she_is_a_point():
    told = {point.sentence.text for point in points("the fire at the works", FIRE)}
    assert not any(
        text.startswith(("Fire at", "-", "Fire drives", "She refused", "Sign up")) for text in told
    )


def test_of_near_copies_only_the_first_is_read():
    copy = article(FIRE.text, name="copy.txt", title=FIRE.title)
    found = points("the fire at the works", FIRE, copy, groups={FIRE.id: 1, copy.id: 1})
    assert {point.sentence.article.path.name for point in found} == {"fire.txt"}


@pytest.mark.parametrize(
    "text",
    [
        "He told them that the works had burned twice before.",
        "However, the works had burned twice before the fire.",
        "Since taking office, he has closed the works for good.",
        "► The works had burned twice before the fire on Monday.",
        "the works had burned twice before the fire on Monday.",
        "The works had burned twice before the fire on Monday",
        "Did the works burn twice before the fire on Monday?",
        "“We lost the roof of the works in the fire.”",
        "The mayor warned that it would be reckless to go:",
        "Porto burns.",
        "word " * 80 + "end.",
    ],
)
def test_what_needs_another_sentence_does_not_stand_alone(text: str):
    assert not stands_alone(one(text))


@pytest.mark.parametrize(
    "text",
    [
        "On Wednesday, Ortiz asserted that he would rebuild the works.",
        "The works had burned twice before the fire on Monday.",
        "“We lost the roof of the works,” Lena Ortiz said.",
    ],
)
def test_a_whole_sentence_that_names_whom_it_means_stands_alone(text: str):
    assert stands_alone(one(text))


def test_two_sentences_that_share_most_content_words_say_the_same():
    first = stems("A fire at the glass works drove 40 families from their homes.")
    assert says_again(stems("The fire drove 40 families out of their homes."), [first])
    assert not says_again(stems("Lisbon opened a tram line across the river."), [first])
    assert not says_again(stems("Lisbon opened a tram line."), [])


@pytest.mark.parametrize(
    ("text", "has"),
    [
        ("It cost $4 million.", True),
        ("It happened on Tuesday.", True),
        ("It burned in 1998.", True),
        ("A third-party venue may be found.", False),
        ("Nobody was hurt.", False),
    ],
)
def test_a_figure_is_an_amount_or_a_day(text: str, has: bool):
    assert has_figure(text) is has


def test_persons_are_named_with_an_office_and_counted_by_their_last_name():
    story = article("President Ana Ruiz met King Otto Berg. Ruiz left. Otto Berg and Ruiz spoke.")
    assert persons_in([story]) == ["Ana Ruiz", "Otto Berg"]
