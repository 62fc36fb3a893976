"""What is not there is said as what it is: names, outlets, days."""

from __future__ import annotations

from qa.briefing.gaps import gaps_for, nothing_after, undated_days
from tests.fakes import article
from tests.qa.briefing.briefings import LISBON, PORTO, statement


def test_a_name_that_no_article_mentions_is_named_and_one_that_is_mentioned_is_not():
    (first, *_) = gaps_for("What did Angela Merkel say to Lena Ortiz?", [PORTO], [PORTO, LISBON])
    assert first == "No article mentions Angela Merkel."


def test_outlets_without_anything_close_are_named():
    assert "Nothing close to it from Lisbon Times." in gaps_for("Why?", [PORTO], [PORTO, LISBON])
    assert "Nothing close to it from Porto Post." in gaps_for("Why?", [LISBON], [PORTO, LISBON])


def test_the_day_after_which_nothing_is_published_is_told():
    assert nothing_after([PORTO]) == "Nothing is published after 3 Sep 2025."
    assert nothing_after([PORTO, LISBON]).endswith("(1 of 2 have no date).")
    assert nothing_after([LISBON]) == ""
    assert nothing_after([]) == ""


def test_where_nothing_else_can_be_told_the_articles_are_counted():
    assert gaps_for("Why?", [LISBON], [LISBON]) == ("Nothing on it in 1 article.",)


def test_a_weekday_has_no_day_where_the_article_has_no_date():
    undated = article("It burned on Monday.")
    (missing,) = undated_days(statement("It burned.", (undated, undated.text)).citations)
    assert missing.question == "Which day is meant by “Monday”?"
    dated = statement("x", (PORTO, PORTO.text.split("\n\n")[1]))
    assert undated_days(dated.citations) == ()
