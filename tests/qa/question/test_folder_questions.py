"""Questions about the folder are answered from what is in it; others are left to the articles."""

from __future__ import annotations

import datetime as dt
import time

import pytest

from index.dates import day_of
from index.sentences import split_sentences
from qa.answer import Status
from qa.answering.answerer import Answerer
from qa.checks.claims import ClaimChecker
from qa.checks.verdict import CitedChecker
from qa.question.folder_questions import folder_question
from qa.statement import Kind, Verdict
from qa.writing.prose_drafter import ProseDrafter
from tests.fakes import ContainingSelector, FixedLibrary, ScriptedModel, article

TUNNEL = article(
    "The mayor of Velmora opened the harbour tunnel. It cost forty million euros.",
    name="a.txt", title="Tunnel opens", outlet="Northwire", published="2025-09-03T10:00",
)  # fmt: skip
STRIKE = article(
    "The union of the dockers called a strike for the month of October.",
    name="b.txt", title="Strike called", outlet="The Daily Post", published="2025-09-01",
    url="https://www.dailypost.example/strike",
)  # fmt: skip
LEAD = article(
    "A chemist in the city of Karst found lead in the water of two wells.",
    name="c.txt", title="Lead found", outlet="Northwire", published="2025-08-20",
)  # fmt: skip
UNDATED = article("Nobody knows when the old bridge over the river was built.", name="d.txt")
STORIES = (TUNNEL, STRIKE, LEAD, UNDATED)
TODAY = dt.date(2025, 9, 3)


def notice(question: str, stories=STORIES) -> str | None:
    newest = max((day for story in stories if (day := day_of(story.published))), default=None)
    found = folder_question(question, stories, newest)
    assert found is not None, question
    return found.notice


@pytest.mark.parametrize(
    ("question", "reply"),
    [
        ("Which articles do you have?", "Byline has 4 articles: “Tunnel opens”; “Strike called”; "
         "“Lead found”; “d.txt”."),
        ("list the articles", "Byline has 4 articles: “Tunnel opens”; “Strike called”; "
         "“Lead found”; “d.txt”."),
        ("what articles are there from northwire?",
         "Byline has 2 articles from Northwire: “Tunnel opens”; “Lead found”."),
        ("how many from Northwire?", "Byline has 2 articles from Northwire."),
        ("how many articles are there", "Byline has 4 articles."),
        ("How many articles are from the Daily Post?", "Byline has 1 article from The Daily Post."),
        ("how many articles are there from Reuters?",
         "No article says that it is from Reuters. The outlets are: Northwire, The Daily Post."),
        ("How many articles were published since 1 September?",
         "Byline has 2 articles published since Monday, 1 September 2025."),
        ("What did the Daily Post publish?",
         "Byline has 1 article from The Daily Post: “Strike called”."),
        ("List the articles about the harbour tunnel",
         "1 article mentions “the harbour tunnel”: “Tunnel opens”."),
        ("which outlets are there",
         "The articles come from 2 outlets: Northwire (2), The Daily Post (1). "
         "1 article names none."),
        ("what newspapers do you have?",
         "The articles come from 2 outlets: Northwire (2), The Daily Post (1). "
         "1 article names none."),
        ("what changed since 4 September?",
         "No article was published since Thursday, 4 September 2025. 1 article has no date."),
        ("Anything new since 2025-09-04?",
         "No article was published since Thursday, 4 September 2025. 1 article has no date."),
        ("what was published on 2 September 2025",
         "No article was published on Tuesday, 2 September 2025. 1 article has no date."),
        ("summarise the article from Reuters",
         "No article says that it is from Reuters. The outlets are: Northwire, The Daily Post."),
        ("summarise article 9", "Byline has 4 articles."),
    ],
)  # fmt: skip
def test_what_is_in_the_folder_is_told_in_a_notice(question: str, reply: str):
    assert notice(question) == reply


NURSES = article(
    "The nurses of Velmora went on strike on Monday, their union said.", name="e.txt",
    title="Nurses walk out", outlet="Northwire", byline="Melina Jasper and Tomás Reed",
    place="VELMORA",
)  # fmt: skip
FERRY = article(
    "The ferry to the islands was late by two hours. The harbour police gave no reason.",
    name="f.txt", title="Ferry is late", outlet="The Daily Post", byline="Melina Jasper",
)  # fmt: skip
WRITTEN = (*STORIES, NURSES, FERRY)


@pytest.mark.parametrize(
    ("question", "reply"),
    [
        ("Which articles are by Melina Jasper?",
         "Byline has 2 articles by Melina Jasper: “Nurses walk out”; “Ferry is late”."),
        ("which articles were written by jasper?",
         "Byline has 2 articles by Melina Jasper: “Nurses walk out”; “Ferry is late”."),
        ("What stories did M. Jasper write?",
         "Byline has 2 articles by Melina Jasper: “Nurses walk out”; “Ferry is late”."),
        ("How many articles are by Tomas Reed?", "Byline has 1 article by Tomás Reed."),
        ("how many articles has Melina Jasper written", "Byline has 2 articles by Melina Jasper."),
        ("Articles by Melina Jasper and Tomás Reed",
         "Byline has 1 article by Melina Jasper and Tomás Reed: “Nurses walk out”."),
        ("list the articles by Tomás Reed or the Daily Post",
         "Byline has 3 articles by Tomás Reed or The Daily Post: “Strike called”; "
         "“Nurses walk out”; “Ferry is late”."),
        ("Do you have any articles by Melina Jasper?",
         "Byline has 2 articles by Melina Jasper: “Nurses walk out”; “Ferry is late”."),
        ("Which article was written by Tomás Reed?",
         "Byline has 1 article by Tomás Reed: “Nurses walk out”."),
        ("What has Melina Jasper written?",
         "Byline has 2 articles by Melina Jasper: “Nurses walk out”; “Ferry is late”."),
        ("show me Tomás Reed’s articles", "Byline has 1 article by Tomás Reed: “Nurses walk out”."),
        ("Is there anything by Tomás Reed?",
         "Byline has 1 article by Tomás Reed: “Nurses walk out”."),
        ("Which articles are from Velmora?",
         "Byline has 1 article from Velmora: “Nurses walk out”."),
        ("Which articles are by Ines Calder?", "No article says that it is by Ines Calder."),
        ("Are there articles by Melina Jasper since 1 September?",
         "There is no article by Melina Jasper published since Monday, 1 September 2025. "
         "2 articles have no date."),
    ],
)  # fmt: skip
def test_the_articles_of_a_writer_are_told(question: str, reply: str):
    assert notice(question, WRITTEN) == reply


@pytest.mark.parametrize(
    "question",
    [
        "Which articles are by Tom Jasper?", "Which articles are by women?",
        "Which articles are from the last week of August?", "Which articles are from Karst?",
        "How many articles are from the harbour police?", "Which articles are by nobody known?",
        "Which articles are by Melina Jasper or the harbour police?",
        "summarise the article from the first week", "Tell me about the report by the union",
        "Which reports did the mayor publish?", "Is there a report of damage?",
        "Which articles are by Reed Jasper?", "What did the mayor write?", "Is there anything new?",
        "What has Northwire reported?", "Which story is true?", "What are the mayor's reports?",
    ],
)  # fmt: skip
def test_what_may_mean_something_else_is_never_called_absent(question: str):
    assert folder_question(question, WRITTEN, TODAY) is None


@pytest.mark.parametrize(
    "question", ["summarise the article by Tomás Reed", "What does Tomás Reed’s article say?"]
)
def test_the_article_of_a_writer_is_summed_up(question: str):
    found = folder_question(question, WRITTEN, TODAY)
    assert found is not None
    assert found.articles == (NURSES,)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("what is the newest article", (TUNNEL,)),
        ("Which article is the most recent?", (TUNNEL,)),
        ("what is the oldest story?", (LEAD,)),
        ("what changed since Monday", (TUNNEL, STRIKE)),
        ("What has changed since monday?", (TUNNEL, STRIKE)),
        ("what is new since 3 September", (TUNNEL,)),
        ("What's new since September 3rd?", (TUNNEL,)),
        ("anything new this week?", (TUNNEL, STRIKE)),
        ("is there anything new since yesterday", (TUNNEL,)),
        ("what was published in August?", (LEAD,)),
        ("what’s new in the last 3 days?", (TUNNEL, STRIKE)),
        ("which articles are newer than 1 September", (TUNNEL,)),
        ("which articles are from 1 September", (STRIKE,)),
        ("which articles are from 1 September on", (TUNNEL, STRIKE)),
        ("summarise the articles since Monday", (TUNNEL, STRIKE)),
        ("what happened since the 1st of September?", (TUNNEL, STRIKE)),
        ("summarise the article from the Daily Post", (STRIKE,)),
        ("Summarize the Northwire articles.", (TUNNEL, LEAD)),
        ("summarise the first article", (TUNNEL,)),
        ("please give me a summary of the last article", (UNDATED,)),
        ("summarise the latest article", (TUNNEL,)),
        ("what does the Daily Post article say?", (STRIKE,)),
        ("what is article 3 about?", (LEAD,)),
    ],
)
def test_the_articles_that_are_asked_for_are_found(question: str, told: tuple[object, ...]):
    found = folder_question(question, STORIES, TODAY)
    assert found is not None
    assert found.notice is None
    assert found.articles == told


@pytest.mark.parametrize(
    "question",
    [
        "How many articles are in the treaty?", "what happened on Wednesday?", "What happened?",
        "what changed in the treaty since 2019?", "What is new about the treaty?",
        "Who wrote the newest article?", "Tell me about the tunnel story", "Summarise the articles",
        "What does the union report?", "What is the peace treaty report about?",
        "Which articles of the constitution were changed?", "What did the newest minister say?",
        "Which outlets did the mayor talk to?", "How many outlets does the company have in Karst?",
        "What was the latest offer?", "Who published the report?", "What does the newspaper want?",
        "How many from the union?", "How many since Monday?", "how many?",
        "Which newspaper published the story?", "What is in the water?", "anything new",
    ],
)  # fmt: skip
def test_a_question_for_the_articles_is_left_to_them(question: str):
    assert folder_question(question, STORIES, TODAY) is None


def test_days_are_counted_from_the_day_that_is_given():
    found = folder_question("anything new this week", STORIES, dt.date(2025, 8, 22))
    assert found is not None
    assert found.articles == (LEAD,)


def test_without_dates_it_says_that_nobody_can_tell_what_is_new():
    for question in ("what changed since Monday", "what is the newest article", "how many articles "
                     "were published since Monday"):  # fmt: skip
        assert notice(question, (UNDATED,)) == (
            "No article tells when it was published, so nobody can say which is new."
        )


def test_a_long_question_is_not_looked_at_for_long():
    started = time.process_time()
    for question in ("what is new " * 300, "anything " + "new articles " * 300, "please " * 500):
        assert folder_question(question, STORIES, TODAY) is None
    assert time.process_time() - started < 1


def asked(question: str, *replies: str, stories=STORIES, **limits):
    library = FixedLibrary(*stories)
    drafter = ProseDrafter(ScriptedModel(*replies), split_sentences)
    checker = CitedChecker(ClaimChecker(None))
    answerer = Answerer(library, ContainingSelector("none"), drafter, checker)  # type: ignore[arg-type]
    return answerer.ask(question, **limits)


def test_the_newest_article_is_cited_by_its_date():
    answer = asked("what is the newest article?")
    assert answer.status is Status.ANSWERED
    (statement,) = answer.statements
    assert "Tunnel opens" in statement.text
    assert statement.verdict is Verdict.SUPPORTED
    assert statement.citations[0].field == "published"


def test_what_is_new_is_told_by_checked_statements_with_sources():
    answer = asked("what changed since Monday?", "Pigs fly. [1] Pigs swim. [2]")
    assert answer.status is Status.ANSWERED
    assert [s.kind for s in answer.statements] == [Kind.QUOTED, Kind.QUOTED]
    assert [s.citations[0].article for s in answer.statements] == [TUNNEL, STRIKE]
    assert all(s.verdict is Verdict.SUPPORTED for s in answer.statements)


def test_articles_beyond_the_first_are_named_and_not_told():
    verbs = ("opened the bridge", "closed a school", "sold some land", "bought two ships", "fell")
    many = tuple(
        article(f"The town of Number{n} {verb} near its old northern harbour wall.",
                name=f"{n}.txt", title=f"Town {n}", published=f"2025-09-0{n}")
        for n, verb in enumerate(verbs, 1)
    )  # fmt: skip
    answer = asked("anything new this week", "No. [1] No. [2] No. [3]", stories=many)
    *told, left = answer.statements
    assert [s.citations[0].article.title for s in told] == ["Town 5", "Town 4", "Town 3"]
    assert (left.text, left.verdict) == ("And 2 more articles: “Town 2”; “Town 1”.", None)


def test_one_article_is_summed_up_by_its_first_sentences():
    answer = asked("summarise the first article", "Pigs fly. [1]")
    assert answer.status is Status.ANSWERED
    assert answer.statements[0].citations[0].article is TUNNEL


def test_an_empty_result_is_said_plainly_and_cites_nothing():
    answer = asked("what changed since 4 September?")
    assert answer.status is Status.ABOUT_BYLINE
    assert (
        answer.text
        == "No article was published since Thursday, 4 September 2025. 1 article has no date."
    )
    assert answer.sources == ()


def test_days_are_counted_from_the_newest_of_the_folder_whatever_the_question_admits():
    answer = asked("what changed since Monday?", outlet="Nobody")
    assert answer.text == "No article was published since Monday, 1 September 2025."


def test_only_articles_that_the_question_admits_are_counted():
    assert (
        asked("how many articles are there?", outlet="Northwire").text == "Byline has 2 articles."
    )
    assert asked("how many articles are there?", since="2025-09-02").text == "Byline has 1 article."


BRIDGES = (
    article("The bridges of Karst closed.", name="e.txt", title="Bridges", byline="Ann Kim"),
    article("A bridge tender was held.", name="f.txt", title="Tender", byline="Bo Lee and Ann Kim"),
    article("Salt was mined.", name="g.txt", title="Old bridge reopens", byline=None),
    article("Cambridge voted.", name="h.txt", title="Vote", byline="Bo Lee", outlet="Northwire"),
)


@pytest.mark.parametrize(
    ("question", "reply"),
    [
        ("Which articles mention bridges?",
         "3 articles mention “bridges”: “Bridges”; “Tender”; “Old bridge reopens”."),
        ("how many articles mention Karst", "1 article mentions “Karst”."),
        ("Which articles mention a bridge tender?",
         "1 article mentions “a bridge tender”: “Tender”."),
        ("Which stories mention old bridges?",
         "1 article mentions “old bridges”: “Old bridge reopens”."),
        ("Which articles mention a tender or salt?",
         "2 articles mention “a tender” or “salt”: “Tender”; “Old bridge reopens”."),
        ("Which articles mention a tender and salt?",
         "No article has the words “a tender” and “salt”."),
        ("Which articles mention Velmora?", "No article has the words “Velmora”."),
        ("Who wrote most?",
         "Ann Kim and Bo Lee wrote most: 2 articles each. 1 article does not say."),
        ("Which outlet published the most articles?",
         "Northwire published most: 1 article. 3 articles do not say."),
    ],
)  # fmt: skip
def test_articles_are_counted_by_their_words_and_their_writers(question: str, reply: str):
    assert notice(question, BRIDGES) == reply


@pytest.mark.parametrize(
    "question",
    [
        "Who mentions bridges?",
        "Which bridges do the articles mention?",
        "Who wrote it?",
        "Which articles mention bridges that nobody wanted to pay for?",
    ],
)
def test_what_articles_tell_of_mentions_is_left_to_them(question: str):
    assert folder_question(question, BRIDGES, None) is None
