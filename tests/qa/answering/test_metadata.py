"""Questions about an article itself are answered from its fields, with the field as the source."""

import pytest

from qa.answering.metadata import metadata_question, metadata_statements
from qa.sources import SourceList
from tests.fakes import article

ONE = article(
    "By Ann Kim\nThe bridge is old.",
    title="The old bridge of Porto",
    outlet="Northwire",
    byline="Ann Kim",
    published="2025-09-03",
)
TWO = article("Glass prices rose.", name="b.txt", title="Glass prices", outlet="The Daily Post")
MANY = (ONE, TWO, *(article(f"Text {n}.", name=f"{n}.txt") for n in range(4)))


@pytest.mark.parametrize(
    ("question", "field", "value"),
    [
        ("Who wrote the Northwire article?", "byline", "Ann Kim"),
        ("who is the author of the story about the old bridge?", "byline", "Ann Kim"),
        ("When was the article on the Porto bridge published?", "published", "2025-09-03"),
        ("Who wrote the newest article?", "byline", "Ann Kim"),
        ("Which outlet published the article about glass prices?", "outlet", "The Daily Post"),
    ],
)
def test_a_field_is_given_with_its_source(question: str, field: str, value: str) -> None:
    asked = metadata_question(question, MANY)
    assert asked is not None
    (statement,) = metadata_statements(asked, SourceList())
    (source,) = statement.citations
    assert value in statement.text
    assert source.quote == value
    if source.field is None:
        assert source.article.text[source.start : source.end] == value
    else:
        assert (source.field, source.start, source.end) == (field, 0, 0)


def test_what_stands_in_the_text_is_cited_there() -> None:
    asked = metadata_question("Who wrote the Northwire article?", MANY)
    assert asked is not None
    (statement,) = metadata_statements(asked, SourceList())
    assert statement.citations[0].field is None


def test_an_unknown_field_is_not_guessed() -> None:
    asked = metadata_question("Who wrote the Daily Post article?", MANY)
    assert asked is not None
    assert metadata_statements(asked, SourceList()) == ()


NURSES = article(
    "Nurses of the county hospital walked out on Monday. The nurses want £2 more an hour.",
    name="n.txt", title="Walkout at the hospital", outlet="Northwire", byline="Melina Jasper",
    published="2025-09-01",
)  # fmt: skip
BUDGET = article(
    "The council passed its budget. " + "Roads get the most of it this year. " * 20
    + "It was silent on the nurses.", name="o.txt", title="Council passes budget",
    outlet="Northwire", byline="Tom Reed", published="2025-09-02",
)  # fmt: skip
FERRY = article(
    "The ferry was late.", name="p.txt", title="Ferry late again", outlet="The Daily Post",
    published="2025-09-03",
)  # fmt: skip
THREE = (NURSES, BUDGET, FERRY)


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("When was the article about the nurses published?", (NURSES,)),
        ("When was the article about the nursing walkout published?", (NURSES,)),
        ("When was the Northwire article about the nurses published?", (NURSES,)),
        ("When was the budget story published?", (BUDGET,)),
        ("When was the article on roads published?", (BUDGET,)),
        ("When was the article by Melina Jasper published?", (NURSES,)),
        ("Who wrote the article published on 2 September 2025?", (BUDGET,)),
        ("Who wrote the article of September 1st?", (NURSES,)),
        ("When was the latest Northwire article published?", (BUDGET,)),
        ("Which outlet published the newest article?", (FERRY,)),
        ("When was the Northwire article published?", (NURSES, BUDGET)),
        ("When were these articles published?", THREE),
        ("When was the article published?", THREE),
        ("When was the second article published?", (BUDGET,)),
        ("When was Melina Jasper’s article published?", (NURSES,)),
    ],
)
def test_the_article_that_is_described_is_meant(question: str, meant: tuple[object, ...]) -> None:
    asked = metadata_question(question, THREE)
    assert asked is not None
    assert asked.articles == meant


@pytest.mark.parametrize(
    "question",
    [
        "When was the article about the volcano published?",
        "Who wrote the report on the collapse of the bridge?",
        "Who wrote the report on the roads?",
        "Who wrote the union's report on the nurses?",
        "Who wrote the Northwire article about the ferry?",
        "Who wrote the article of 5 September 2025?",
    ],
)
def test_an_article_that_is_not_there_is_left_to_the_texts(question: str) -> None:
    assert metadata_question(question, THREE) is None


@pytest.mark.parametrize(
    "question",
    ["Who wrote the letter?", "When was the bridge built?", "Who reported the theft?",
     "Which outlet said the deal failed?", "When was the report on the bridge requested?"],
)  # fmt: skip
def test_a_question_about_the_news_is_none_about_the_article(question: str) -> None:
    assert metadata_question(question, MANY) is None
