"""A briefing on a topic from articles that need no model: supported, in order, nothing twice."""

from __future__ import annotations

from typing import Any, cast

from qa.answering.answerer import Answerer
from qa.briefing.blocks import document
from qa.briefing.earlier import Earlier
from qa.briefing.receipt import make_receipt
from qa.briefing.topic_briefing import Length, brief_topic
from qa.checks.claims import ClaimChecker
from qa.checks.verdict import CitedChecker
from qa.english.readable import readable_date
from qa.question.request import make_request
from qa.statement import Verdict
from qa.writing.drafter import PhrasingDrafter
from tests.fakes import ContainingSelector, FixedLibrary, ScriptedModel, article
from tests.qa.checks.test_claims import SILENT, YES, Says

FIRE = article(
    "Fire at the glass works\n\n"
    "A fire at the glass works in Porto drove 40 families from their homes on Monday.\n\n"
    "“We lost the roof of the works in the fire,” Mayor Lena Ortiz said. “We will build again.”\n\n"
    "President Ana Ruiz did not visit the works. Ruiz was in Bern.\n\n"
    "Officials refused to say how the fire at the works began.",
    name="fire.txt",
    title="Fire at the glass works",
    outlet="Porto Post",
)
OTHER = article(
    "The fire at the Porto glass works drove 40 families from their homes on Monday, and "
    "burned until noon.",
    name="other.txt",
    title="Porto burns",
    outlet="Lisbon Times",
    published="2025-09-03",
)
NEWER = article(
    "The fire at the Porto glass works drove 60 families from their homes.",
    name="newer.txt",
    title="More families flee the fire",
    outlet="Lisbon Times",
    published="2025-09-04",
)
TRAM = article("Lisbon opened a tram line across the river on Monday.", name="tram.txt")
TOPIC = "the fire at the Porto glass works"


def made(
    *articles: Any,
    claims: ClaimChecker | None = None,
    topic: str = TOPIC,
    length: Length = Length.PAGE,
    earlier: Earlier | None = None,
    selector: Any = None,
    drafter: Any = None,
    **limits: Any,
):
    answerer = Answerer(
        library=cast("Any", FixedLibrary(*articles)),
        selector=selector or ContainingSelector("nothing has these words"),
        drafter=drafter or PhrasingDrafter(ScriptedModel()),
        checker=CitedChecker(ClaimChecker(None)),
        models={"language_model": "scripted"},
    )
    told: list[tuple[str, int, int]] = []
    briefing = brief_topic(
        answerer,
        topic,
        make_request(topic, **limits),
        claims=claims,
        length=length,
        earlier=earlier,
        progress=lambda *stage: told.append(stage),
    )
    return briefing, told


def test_every_statement_is_supported_and_its_notes_are_exact():
    briefing, _ = made(FIRE, OTHER, TRAM)
    assert [section.heading for section in briefing.sections][:2] == [
        "In short",
        "Who said what",
    ]
    assert {item.statement.verdict for item in briefing.items} == {Verdict.SUPPORTED}
    for note in briefing.notes:
        if note.field is None:
            assert note.article.text[note.start : note.end] == note.quote
        else:
            assert getattr(note.article, note.field) == note.quote
    assert TRAM not in briefing.articles


class NeverWrites:
    """A drafter that may not be asked."""

    def draft(self, question: str, offers: Any, *, cancelled: Any):
        raise AssertionError(question)


def test_no_model_writes_answers_that_a_briefing_on_a_topic_does_not_show():
    briefing, _ = made(FIRE, OTHER, selector=ContainingSelector("fire"), drafter=NeverWrites())
    assert [section.heading for section in briefing.sections][:1] == ["In short"]


def test_a_speaker_who_is_named_by_the_last_name_alone_is_named_in_full_with_its_note():
    story = article(
        "Minister Joan Marsh closed the glass works in Porto after the fire.\n\n"
        "Sen. Leo Brandt saw the fire at the Porto glass works begin in a store.\n\n"
        "Nobody was hurt in the fire at the glass works of Porto.\n\n"
        "“We lost 200 lamps of Kim Park to the flames,” Brandt said.",
        name="story.txt",
        outlet="Porto Post",
    )
    (said,) = [i for i in made(story)[0].items if "lamps" in i.statement.text]
    assert said.statement.text.startswith("Leo Brandt said: “We lost 200 lamps")
    assert said.statement.verdict is Verdict.SUPPORTED
    assert [c.quote.split()[-1] for c in said.statement.citations] == ["said.", "store."]


def test_first_names_are_given_but_to_those_whom_the_topic_or_the_summary_names():
    story = article(
        "Minister Joan Marsh closed the glass works in Porto after the fire.\n\n"
        "The fire at the Porto glass works began in a store of Leo Brandt.\n\n"
        "Nobody was hurt in the fire at the glass works of Porto.\n\n"
        "The glass works in Porto had burned twice before the fire.\n\n"
        "Officials saw the works from Bern with Kim Ortiz.\n\n"
        "Marsh refused 500 euros from Ortiz of the owners in Bern.",
        name="story.txt",
        outlet="Porto Post",
    )
    told = [i.statement.text for i in made(story)[0].items]
    assert any("“Marsh refused 500 euros from [Kim] Ortiz" in text for text in told), told
    told = [i.statement.text for i in made(story, topic=f"{TOPIC} and Ortiz")[0].items]
    assert any("Marsh refused 500 euros from Ortiz" in text for text in told), told


def test_a_speaker_comes_first_and_is_let_finish():
    briefing, _ = made(FIRE)
    (said,) = [s for s in briefing.sections if s.heading == "Who said what"]
    assert said.items[0].statement.text == (
        "Mayor Lena Ortiz said: “We lost the roof of the works in the fire.” “We will build again.”"
    )
    assert said.items[0].said_by.names == ("Lena Ortiz",)


def test_what_another_report_says_too_is_noted_and_said_once():
    supported, _ = made(FIRE, OTHER, claims=ClaimChecker(Says(YES)))
    first = supported.items[0]
    assert {c.article.outlet for c in first.statement.citations} == {"Porto Post", "Lisbon Times"}
    assert first.reports == 2
    similar, _ = made(FIRE, OTHER, claims=None)
    first = similar.items[0]
    assert {c.article.outlet for c in first.citations} == {"Porto Post", "Lisbon Times"}
    assert len(first.similar) == 1
    assert first.reports == 1
    assert not first.is_single_source
    assert sum("40 families" in i.statement.text for i in similar.items) == 1


def test_a_report_that_supports_nothing_is_no_second_report():
    briefing, _ = made(FIRE, OTHER, claims=ClaimChecker(Says(SILENT)))
    assert all(item.reports == 1 for item in briefing.items)


def test_whoever_holds_an_office_and_says_nothing_is_missing():
    briefing, _ = made(FIRE, OTHER)
    questions = [missing.question for missing in briefing.missing]
    assert f"What did Ana Ruiz say about {TOPIC}?" in questions
    assert not any("Ortiz" in question for question in questions)


def test_a_weekday_of_an_article_without_a_date_is_missing_its_day():
    briefing, _ = made(FIRE)
    assert briefing.missing[-1].question == "Which day is meant by “Monday”?"


def test_a_topic_of_which_no_article_tells_has_no_statement():
    briefing, _ = made(FIRE, TRAM, topic="the nurses’ strike in Oslo")
    assert briefing.items == ()
    assert [missing.question for missing in briefing.missing] == ["the nurses’ strike in Oslo"]
    assert "No article mentions Oslo." in briefing.missing[0].gaps


def test_a_short_briefing_tells_less_and_the_summary_is_the_same():
    whole, _ = made(FIRE, OTHER, length=Length.LONG)
    cut, _ = made(FIRE, OTHER, length=Length.SHORT)
    assert sum(len(i.statement.text.split()) for i in cut.items) <= Length.SHORT.words
    assert whole.items[0].statement.text == cut.items[0].statement.text


def test_this_week_tells_of_every_subject_and_says_what_is_left_out():
    late = article(
        "Lisbon opened a tram line across the river on Monday.", name="late.txt",
        published="2025-09-02",
    )  # fmt: skip
    briefing, _ = made(FIRE, OTHER, late, topic="What happened this week?")
    assert {a.path.name for a in briefing.articles} == {"other.txt", "late.txt"}
    assert briefing.consulted.limits[-1] == "with a known date (1 have none)"


def test_a_week_without_articles_says_what_the_folder_has():
    briefing, _ = made(FIRE, OTHER, topic="this week", as_of="2020-01-07")
    assert briefing.items == ()
    assert briefing.missing[0].gaps == (
        "Nothing is published since 1 Jan 2020 and published until 7 Jan 2020 and with a "
        "known date (1 have none). The folder has 2 articles, from 3 Sep 2025 to "
        "3 Sep 2025.",
    )


def test_of_a_folder_without_dates_nothing_is_known_to_be_of_this_week():
    briefing, _ = made(FIRE, TRAM, topic="this week")
    assert briefing.items == ()
    (gap,) = briefing.missing[0].gaps
    assert gap.endswith("The folder has 2 articles, none of them with a date.")


def test_since_an_earlier_briefing_only_what_is_new_is_told():
    before, _ = made(FIRE)
    receipt = make_receipt(before, ())
    briefing, _ = made(FIRE, OTHER, NEWER, earlier=Earlier.of_receipt(receipt))
    assert [item.statement.text for item in briefing.items] == [
        "Lisbon Times: “The fire at the Porto glass works drove 60 families from their homes.”"
    ]
    day = readable_date(before.audit.made[:10])
    assert briefing.new_since == f"“{TOPIC}” of {day}"
    lines = [block.text for block in document(briefing)]
    assert f"Only what the briefing “{TOPIC}” of {day} does not tell." in lines


def test_where_nothing_is_new_it_says_so():
    before, _ = made(FIRE, length=Length.LONG)
    earlier = Earlier.of_receipt(make_receipt(before, ()))
    briefing, _ = made(FIRE, earlier=earlier)
    assert briefing.items == ()
    assert briefing.missing[0].gaps == (
        f"All that the articles tell of it stands in the briefing {earlier.name} already.",
    )


def test_limits_are_told_and_progress_never_goes_back():
    briefing, told = made(FIRE, OTHER, outlet="Porto Post")
    assert briefing.consulted.limits == ("of the outlet Porto Post",)
    assert briefing.consulted.articles == 1
    for stage in {name for name, _, _ in told}:
        done = [n for name, n, _ in told if name == stage]
        assert done == sorted(done)
        assert all(n < total for name, n, total in told if name == stage)


OPENED = "Singer Ana Ruiz opened the concert hall in Porto on Monday."
SINGER = article(
    "PORTO ― Singer Ana Ruiz opened the concert hall in Porto on Monday.\n\n"
    "She sold 4,000 tickets within an hour.\n\n"
    "The singer gave 3,000 euros to the hall in Porto on Tuesday.\n\n"
    "The mayor left the hall in Porto before 20 guests had come.",
    name="singer.txt",
    title="Hall opens in Porto",
    outlet="Porto Post",
    published="2025-09-03",
)


def test_days_and_descriptions_are_explained_in_brackets_with_the_place_that_gives_them():
    briefing, _ = made(SINGER, topic="the hall in Porto")
    texts = {item.statement.text: item.statement for item in briefing.items}
    told = (
        "Porto Post: “The singer [Ana Ruiz] gave 3,000 euros to the hall in Porto on Tuesday "
        "[2 September 2025].”"
    )
    assert told in texts
    cited = texts[told].citations
    assert {c.quote for c in cited[1:]} == {
        OPENED,
        "2025-09-03",
    }
    assert "published" in {c.field for c in cited}


def test_she_is_explained_by_the_sentence_before_and_a_dateline_is_left_out():
    briefing, _ = made(SINGER, topic="the hall in Porto")
    texts = {item.statement.text: item.statement for item in briefing.items}
    told = "Porto Post: “She [Ana Ruiz] sold 4,000 tickets within an hour.”"
    assert told in texts
    assert {c.quote for c in texts[told].citations[1:]} == {OPENED}
    assert f"Porto Post: “{OPENED[:-1]} [1 September 2025].”" in texts


def test_a_quotation_begins_behind_a_dateline_or_a_but_and_with_no_name_before_a_dash():
    hall = article(
        "PORTO −The concert hall of Porto sold 4,000 tickets on Monday.\n\n"
        "But the concert hall in Porto has no more than 900 seats.\n\n"
        "RTP — which owns a third of the concert hall — named 12 singers for Porto.",
        name="hall.txt",
        title="The concert hall in Porto",
        outlet="Porto Post",
    )
    briefing, _ = made(hall, topic="the concert hall in Porto")
    told = [item.statement.text for item in briefing.items]
    for begins in ("The concert hall of", "the concert hall in Porto has", "RTP — which owns"):
        assert any(text.startswith(f"Porto Post: “{begins}") for text in told), told


def test_whoever_is_explained_is_the_one_who_says_it():
    sung = article(
        "Singer Ana Ruiz opened the concert hall in Porto on Monday.\n\n"
        "“It is the best of 40 rooms,” she said of the hall in Porto.",
        name="sung.txt",
        title="Hall opens in Porto",
        outlet="Porto Post",
    )
    briefing, _ = made(sung, topic="the hall in Porto")
    (said,) = [item for item in briefing.items if "she [Ana Ruiz] said" in item.statement.text]
    assert said.said_by.names == ("Ana Ruiz",)


def test_whoever_is_named_nowhere_is_left_out():
    briefing, _ = made(SINGER, topic="the hall in Porto")
    assert not any("mayor" in item.statement.text for item in briefing.items)
