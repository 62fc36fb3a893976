"""Sentences for a briefing: on the topic, whole, understood alone, and under the right heading."""

from __future__ import annotations

from typing import Any

import pytest

from index import Article, Passage, Sentence
from qa.briefing.novelty import Rarity, particulars, says_again
from qa.briefing.standing import leaves_open, stands_alone, tells_whole, without_joining
from qa.briefing.topic_articles import articles_on, persons_in
from qa.briefing.topic_points import Heading, Point, has_figure, points_on
from qa.briefing.worth import traits_of, worth
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
    near = dict.fromkeys(articles, 0.0)
    return list(points_on(topic, near, sentences, lambda a: group[a.id], lambda _text: False))


def told_of(topic: str, articles: dict[Article, float]) -> list[Point]:
    """The same where it is known how near each article is to the topic by meaning."""
    group = {a.id: row for row, a in enumerate(articles)}
    return list(points_on(topic, articles, sentences, lambda a: group[a.id], lambda _text: False))


def on(topic: str, *articles: Article, near: float = 0.0) -> list[Article]:
    return articles_on(topic, dict.fromkeys(articles, near), sentences)


def one(text: str) -> Sentence:
    story = article(text)
    return Sentence(Passage(story, 0, len(text)), 0, len(text))


def test_only_articles_with_most_words_of_the_topic_are_on_it():
    assert on("the fire at the Porto glass works", TRAM, FIRE) == [FIRE]
    assert on("nurses on strike in Oslo", TRAM, FIRE) == []


def test_an_article_that_is_near_by_meaning_is_on_a_topic_in_other_words():
    assert on("the blaze in a Portuguese factory", TRAM, FIRE, near=0.55) == []
    assert on("a blaze in a factory", TRAM, FIRE, near=0.55) == [TRAM, FIRE]
    assert on("a blaze in a factory", TRAM, FIRE, near=0.44) == []


def test_an_article_that_is_much_farther_than_the_nearest_is_on_another_topic():
    def found(nearest: float) -> list[Article]:
        return articles_on("a blaze in a factory", {FIRE: nearest, TRAM: 0.48}, sentences)

    assert found(0.6) == [FIRE, TRAM]
    assert found(0.7) == [FIRE]


def test_words_of_a_topic_that_stand_by_chance_in_an_article_far_from_it_do_not_make_it_on_it():
    for near, due in ((0.1, []), (0.35, [TRAM])):
        assert articles_on("four years of work", {TRAM: near}, sentences) == due
    # Who asks for a name means whatever tells of it.
    assert articles_on("work in Lisbon", {TRAM: 0.1}, sentences) == [TRAM]


def test_an_article_that_has_none_of_the_topics_words_is_told_from_its_beginning():
    due = points("the fire at the glass works", FIRE)[0].sentence.start
    for topic in ("a blaze in some factory", "what burnt in the works of a manufacturer"):
        told = points(topic, FIRE)
        assert told
        assert told[0].sentence.start == due


def test_the_beginning_of_the_newest_article_is_the_summary_and_the_rest_has_its_headings():
    found = {p.sentence.text[:30]: p.heading for p in points("the fire at the works", FIRE)}
    assert found["A fire at the glass works in P"] is Heading.SUMMARY
    assert found["“We lost the roof of the works"] is Heading.SAID
    assert found["The glass works in Porto had b"] is Heading.BACKGROUND


def test_what_another_article_says_again_follows_and_is_no_point_of_its_own():
    other = article(
        "A fire at the Porto glass works drove 40 families from their homes on Monday.",
        name="other.txt",
        title="The fire at the works",
    )
    found = points("the fire at the works", FIRE, other)
    (again,) = [p for p in found if p.again is not None]
    assert again.again is not None
    said = {again.sentence.article.path.name, again.again.article.path.name}
    assert said == {"fire.txt", "other.txt"}
    texts = [p.sentence.text for p in found if p.again is None]
    assert sum("40 families" in text for text in texts) == 1


def test_an_article_of_last_year_is_background():
    new = article(
        "The glass works in Porto burned on Monday, and 40 families fled.\n\n"
        "Mayor Lena Ortiz called it the worst fire in Porto since 1998.",
        name="new.txt", title="Fire at the glass works", published="2025-09-02",
    )  # fmt: skip
    old = article(
        "The glass works in Porto took on 30 new workers in May.",
        name="old.txt", title="The glass works grow", published="2024-05-02",
    )  # fmt: skip
    found = {p.sentence.article.path.name: p.heading for p in points("the glass works", new, old)}
    assert found["old.txt"] is Heading.BACKGROUND
    assert points("the glass works", old, new)[0].sentence.article is new


def test_the_nearest_article_leads_whatever_its_words_and_however_new_a_farther_one_is():
    old = article(
        "A blaze destroyed 40 flats in Porto on Monday. Nobody was hurt in Porto.",
        name="old.txt", title="Flats lost", published="2024-05-02",
    )  # fmt: skip
    new = article(
        "The fire station of Bern got 3 new engines for every fire on Monday.",
        name="new.txt", title="New engines for the fire station", published="2025-09-02",
    )  # fmt: skip
    found = told_of("the fire", {old: 0.7, new: 0.5})
    assert found[0].sentence.article is old
    assert {p.heading for p in found if p.sentence.article is new} == {Heading.BACKGROUND}
    assert told_of("the fire", {old: 0.7, new: 0.6})[0].sentence.article is new


def test_a_name_in_quotation_marks_keeps_no_sentence_out_of_the_summary():
    named = article(
        "Mayor Lena Ortiz signed the “Fair Rents for Every Home Act” in Porto on Monday, and 40 "
        "landlords went to a court in Lisbon on the same day.\n\n"
        "The landlords own 900 houses and 30 shops in Lisbon.",
        title="The rents of Porto",
    )
    headings = {p.sentence.text[:5]: p.heading for p in points("the rents of Porto", named)}
    assert headings["Mayor"] is Heading.SUMMARY
    said = article(
        "“We will never again pay for the rents of others,” Lena Ortiz said.\n\n"
        "The landlords own 900 houses and 30 shops in Lisbon.",
        title="The rents of Porto",
    )
    headings = {p.sentence.text[:5]: p.heading for p in points("the rents of Porto", said)}
    assert headings["“We w"] is Heading.SAID


def test_of_two_sentences_with_the_same_traits_the_shorter_one_is_worth_more():
    traits = traits_of(
        "It cost $4 million.", middle=0.2, again=False, headline=0.0, place=3, behind=0
    )
    assert worth(traits, 10) > worth(traits, 20)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"middle": 0.4}, {"middle": 0.1}),
        ({"again": True}, {"again": False}),
        ({"headline": 0.8}, {"headline": 0.1}),
        ({"place": 0}, {"place": 12}),
        ({"behind": 0}, {"behind": 9}),
    ],
)
def test_what_is_central_told_twice_new_or_in_the_headline_is_worth_more(
    better: dict[str, Any], worse: dict[str, Any]
):
    plain: dict[str, Any] = {
        "middle": 0.2,
        "again": False,
        "headline": 0.0,
        "place": 3,
        "behind": 0,
    }
    text = "The works burned twice."
    first, second = (traits_of(text, **(plain | each)) for each in (better, worse))
    assert worth(first, 4) > worth(second, 4)


def test_a_year_counts_as_much_against_an_article_as_ten_years():
    of_age = [
        traits_of("It burned.", middle=0.2, again=False, headline=0.0, place=3, behind=days)
        for days in (20, 365, 3650)
    ]
    assert worth(of_age[0], 2) > worth(of_age[1], 2) == worth(of_age[2], 2)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("But the works had burned before.", "the works had burned before."),
        ("And “nobody” saw it.", "“nobody” saw it."),
        ("For example, the works burned.", "the works burned."),
        ("However, 40 families left.", "40 families left."),
        ("But for the storm, it would stand.", None),
        ("Otherwise, the works will burn.", None),
        ("Still photos show the works.", None),
        ("Android phones burned.", None),
    ],
)
def test_a_but_may_go_and_what_makes_a_condition_may_not(text: str, due: str | None):
    assert without_joining(text) == (due or text)


def test_without_a_subject_every_article_counts():
    found = points("", FIRE, TRAM)
    assert {p.sentence.article.path.name for p in found} == {"fire.txt", "tram.txt"}


def test_no_heading_bullet_boilerplate_or_sentence_about_an_unnamed_she_is_a_point():
    told = {point.sentence.text for point in points("the fire at the works", FIRE)}
    assert not any(
        text.startswith(("Fire at", "-", "Fire drives", "She refused", "Sign up")) for text in told
    )


def test_no_line_of_a_list_and_nothing_that_an_outlet_tells_its_readers_of_itself_is_a_point():
    story = article(
        "The fire at the glass works in Porto drove 40 families from their homes.\n\n"
        "The old hall in Porto, Lena Ortiz and 40 families of the fire.\n\n"
        "Porto Post is looking at what you ask about the fire at the glass works in Porto.\n\n"
        "Porto Post counted 200 guests of Lena Ortiz who fled to Bern.",
        outlet="Porto Post",
    )
    told = [point.sentence.text for point in points("the fire in Porto", story)]
    assert [text.split()[0:2] for text in told] == [["The", "fire"], ["Porto", "Post"]]
    assert told[1].endswith("fled to Bern.")


def test_of_near_copies_only_the_first_is_read():
    copy = article(FIRE.text, name="copy.txt", title=FIRE.title)
    found = points("the fire at the works", FIRE, copy, groups={FIRE.id: 1, copy.id: 1})
    assert {point.sentence.article.path.name for point in found} == {"fire.txt"}


@pytest.mark.parametrize(
    "text",
    [
        "They told me that the works had burned twice before.",
        "The mayor laid the cost of the fire in Porto on me.",
        "My works had burned twice before the fire on Monday.",
        "Hours earlier, the works in Porto had been warned.",
        "Which is why the works in Porto were closed on Monday.",
        "For instance, it had no hose in Porto.",
        "It was the second fire that we saw at the works in Porto.",
        "However, they said that the works had burned twice.",
        "But that the works had burned twice was known in Porto.",
        "► The works had burned twice before the fire on Monday.",
        "the works had burned twice before the fire on Monday.",
        "The works had burned twice before the fire on Monday",
        "Did the works burn twice before the fire on Monday?",
        "“We lost the roof of the works in the fire.”",
        "The mayor warned that it would be reckless to go:",
        "Porto burns.",
        "Lena Ortiz is a senior reporter for the Porto Post.",
        "The Porto Post reached out to the owners on Tuesday.",
        "Here are the names of those who have left Porto.",
        "That was what the mayor of Porto had feared all along.",
        "Everybody should be ready for what comes next.",
        "Of those nine owners, seven live in Porto.",
        "In the ruling, Judge Lena Ortiz closed the works in Porto.",
        "10 a.m., Porto City Hall: The mayor will speak of the fire.",
        "“The mayor of Porto set the fire for 10,000 crowns,” one online user wrote.",
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
        "Of the nine owners of the works in Porto, seven live there.",
        "But the works in Porto had burned twice before the fire.",
    ],
)
def test_a_whole_sentence_that_names_whom_it_means_stands_alone(text: str):
    assert stands_alone(one(text))


def test_what_has_words_of_the_topic_needs_no_name_or_figure():
    plain = one("The fire began in a store full of dry paper.")
    assert stands_alone(plain, on_topic=True)
    assert not stands_alone(plain)


@pytest.mark.parametrize(
    ("text", "open_"),
    [
        ("The company filed for protection from its creditors on Sunday.", True),
        ("These restaurants have been closed since the Sunday before.", True),
        ("The company, Ostra Foods, filed for protection on Sunday.", False),
        ("The mayor of Porto left the city before the fire.", False),
        ("The works had burned twice before the fire in 1998.", False),
        ("The company that runs the works left the city.", False),
        ("The R&B singer has been named 17 times.", True),
        ("The Porto mayor left the city before the fire.", False),
        ("The singer of the Porto Trio has been named 17 times.", False),
        ("The announcement came two days after the first guests had left.", True),
        ("He told them that the works had burned twice before.", True),
        ("Since taking office, he has closed the works for good.", True),
        ("Ortiz, 62, was hurt when her roof came down.", False),
        ("Officials said on Monday that they had closed the works.", False),
        ("On Monday they closed the works.", True),
        ("This fire began in a store.", False),
        ("This plan was made in a store.", True),
    ],
)
def test_whoever_only_has_a_kind_and_no_name_is_left_open(text: str, open_: bool):
    assert leaves_open(text, stems("the fire at the works")) is open_


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Dr. Lena Ortiz, a physician at the Porto Clinic, said on the radio May 19.", False),
        ("Ortiz said on Monday that the works will close.", True),
        ("The works will close, Ortiz said on Monday.", True),
        ("“We will build again,” Ortiz said on Monday.", True),
        ("Because it is the oldest hall in Porto that has burned.", False),
        ("Because of the fire the mayor closed the hall.", True),
        ("Ahead of the fair, meet the most famous guests who never came.", False),
        ("Ortiz and Brandt will meet the guests of the fair.", True),
    ],
)
def test_whoever_only_spoke_and_what_hangs_on_another_sentence_tells_nothing(
    text: str, whole: bool
):
    assert tells_whole(text) is whole


def test_two_sentences_that_share_most_content_words_say_the_same():
    first = stems("A fire at the glass works drove 40 families from their homes.")
    assert says_again(stems("The fire drove 40 families out of their homes."), [first], 0.4)
    assert not says_again(stems("Lisbon opened a tram line across the river."), [first], 0.4)
    assert not says_again(stems("Lisbon opened a tram line."), [], 0.4)


def test_words_that_all_sentences_have_do_not_make_two_say_the_same():
    told = [
        stems(f"The {thing} of weapons from Orland to Ruthen {verb} on Monday.")
        for thing, verb in (("shipment", "left"), ("buyer", "paid"), ("ban", "ended"))
    ]
    rarity = Rarity(told)
    assert says_again(told[0], [told[1]], 0.4)
    assert not rarity.say_the_same(told[0], told[1])
    assert rarity.say_the_same(told[0], stems("The shipment left on Monday."))
    assert rarity.told(told[0], told[1]) < 0.5 < rarity.told(told[0], told[0])


def test_a_detail_of_an_amount_that_is_told_is_told_again():
    told = [
        stems("Mayor Lena Ortiz put a tax of 25% on all imported bicycles on Monday."),
        stems("Lena Ortiz spoke of the 25 percent, which shops in Lisbon will have to pay."),
        stems("Lena Ortiz spoke of the 30 rooms, which shops in Lisbon will have to pay."),
    ]
    rarity = Rarity([*told, stems("A fire at the works drove 40 families out.")])
    assert rarity.say_much_the_same(told[1], told[0], of_one=True)
    assert not rarity.say_much_the_same(told[2], told[0], of_one=False)


def test_sums_shares_and_large_numbers_are_amounts_and_years_are_none():
    assert particulars("It pays 25% to 30,000 people.") == particulars(
        "25 percent of 30,000 were paid."
    )
    assert len(particulars("It pays $6.25 billion in 2025.")) == 1
    assert particulars("In 2025, 12 of 900 houses burned.") == frozenset()


def test_the_same_words_are_quoted_once_however_long_the_rest_is():
    one = article(
        "“If she is ready for a meeting, let her come to Porto,” Ruiz said on Monday in a long "
        "talk with guests from the hills, of whom most were bakers and a few were nurses.",
        name="one.txt",
        title="A meeting in Porto",
    )
    other = article(
        "“If she is ready for a meeting, let her come to Porto,” Ruiz told Radio Lisbon, which "
        "belongs to the state.",
        name="other.txt",
        title="A meeting in Porto",
    )
    told = [p.sentence for p in points("a meeting in Porto", one, other) if p.again is None]
    assert len(told) == 1


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


CUP = article(
    "Norway beat Denmark 2-1 in Bergen on Sunday to win the handball cup. "
    "Goalkeeper Ana Ruiz saved two throws in the last minute.",
    name="cup.txt",
    title="Norway win the handball cup",
    published="2025-08-03",
)
LETTER = article(
    "Fifteen Danish players sent a letter to their federation on Friday. "
    "They want another coach, they wrote. "
    "The federation refused to comment on Friday evening. "
    "Denmark had lost the final of the handball cup to Norway, a victory that nobody expected.",
    name="letter.txt",
    title="Danish players ask for another coach",
    published="2025-09-12",
)


def test_the_nearest_article_need_not_have_every_word_of_the_topic():
    assert on("Norway's triumph in handball", CUP, TRAM) == [CUP]
    assert on("Norway's triumph in handball", TRAM, CUP) == []


def test_a_newer_article_that_only_mentions_the_topic_is_background():
    found = points("Norway's victory in the handball cup", CUP, LETTER)
    assert found[0].heading is Heading.SUMMARY
    assert found[0].sentence.article is CUP
    assert all(
        point.heading in {Heading.BACKGROUND, Heading.SAID}
        for point in found
        if point.sentence.article is LETTER
    )
