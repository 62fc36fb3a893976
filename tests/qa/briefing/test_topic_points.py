"""Sentences for a briefing: on the topic, each told once, and under the right heading."""

from __future__ import annotations

import pytest

from index import Article, Sentence
from qa.briefing.topic_articles import articles_on, persons_in
from qa.briefing.topic_points import Heading, Point, has_figure, points_on
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


def test_a_detail_of_an_amount_that_is_told_is_told_again():
    tax = "Mayor Lena Ortiz put a tax of 25% on all imported bicycles on Monday."
    for amount, due in (("25 percent", 1), ("30 percent", 2)):
        detail = f"Lena Ortiz spoke of the {amount}, which shops in Lisbon will have to pay."
        rest = "A fire at the works drove 40 families out. Nobody else was hurt in Bern."
        story = article(f"{tax} {detail} {rest}", title="The tax on bicycles")
        told = [p.sentence.text for p in points("the tax of Lena Ortiz", story)]
        assert sum("Ortiz" in text for text in told) == due


def test_the_same_words_are_quoted_once_however_long_the_rest_is():
    one = article(
        "“Whoever wants the bridge back has to pay for half of it,” Ruiz said on Monday in a long "
        "talk with guests from the hills, of whom most were bakers and a few were nurses.",
        name="one.txt",
        title="The bridge of Porto",
    )
    other = article(
        "“Whoever wants the bridge back has to pay for half of it,” Ruiz told Radio Lisbon, which "
        "belongs to the state.",
        name="other.txt",
        title="The bridge of Porto",
    )
    told = [p.sentence for p in points("the bridge of Porto", one, other) if p.again is None]
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
