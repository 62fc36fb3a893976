"""What the page shows of an answer, and that foreign words are only ever words there."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from qa.answer import Agreement, Status
from qa.english.readable import VERDICT_WORDS, readable_date
from qa.markup import escape, tag
from qa.statement import CheckedStatement, CheckResult, Dropped, Kind, Outcome, Verdict
from tests.ui.fake_answers import answer, article, cite, statement
from ui.page.answer_view import render_conversation
from ui.page.article_view import render_article
from ui.page.rendering import render_statement
from ui.service.conversation import Conversation

HOSTILE = (
    "<script>window.hit=1</script>",
    "<img src=x onerror=window.hit=1>",
    '" onmouseover="window.hit=1" x="',
    "![](http://sink.invalid/?q=1)",
    "```mermaid\ngraph TD; A-->B\n```",
    "</p><style>body{display:none}</style>",
    '<a href="javascript:window.hit=1">read</a>',
    '<span class="verdict verdict-supported">Supported</span>',
    "${window.hit=1} {{constructor}} `x`",
    "\u202egnorw\u202c \u200bhidden\U000e0041",
)
OURS = {
    "article", "b", "button", "code", "dd", "details", "div", "dl", "dt", "h1", "h2", "h3",
    "header", "li", "mark", "p", "path", "circle", "q", "s", "section", "span", "summary", "svg",
    "ul",
}  # fmt: skip


class Elements(HTMLParser):
    """Every element and every attribute of a piece of markup."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_make_no_element_and_no_attribute(words: str):
    source = article(f"{words} ends here.", title=words, outlet=words, byline=words, url=words)
    citation = cite(1, source, " ends here.")
    said = CheckedStatement(
        words,
        Kind.WRITTEN,
        (citation,),
        (CheckResult(words, Outcome.FAIL, words),),
        Verdict.UNCITED,
    )
    done = answer(words, [said], refusal=words, dropped=(Dropped(words, words),), nearest=(1,))
    markup = render_conversation(Conversation().asked(words, words).answered(done))
    markup += render_conversation(Conversation().asked(words, words))
    markup += render_conversation(Conversation().refused(words, words))
    markup += render_article(source, 0, len(words))
    elements = Elements(markup)
    assert {name for name, _ in elements.found} <= OURS
    names = {name for _, attributes in elements.found for name in attributes}
    assert not [name for name in names if name.startswith("on") or name in {"style", "src"}]
    verdicts = [
        attributes for _, attributes in elements.found if attributes.get("class") == "verdict"
    ]
    assert not verdicts


@pytest.mark.parametrize("words", HOSTILE[:-1])
def test_hostile_words_are_still_readable(words: str):
    markup = render_statement(statement(words))
    assert words.replace("\n", "") in Elements(markup).words.replace("\n", "")


def test_characters_that_reorder_or_hide_text_are_shown_as_one_visible_sign():
    assert escape("a\u202eb\u200bc\U000e0041d\x00e") == "a\ufffdb\ufffdc\ufffdd\ufffde"


def test_letters_of_every_script_stay_as_they_are():
    assert escape("Ольга, 習近平, Ağaoğlu, می‌خواهم") == "Ольга, 習近平, Ağaoğlu, می‌خواهم"


def test_attributes_that_are_none_are_left_out():
    assert tag("p", "x", class_=None, data_ask='"') == '<p data-ask="&quot;">x</p>'


@pytest.mark.parametrize("verdict", Verdict)
def test_every_verdict_has_words_and_an_icon(verdict: Verdict):
    markup = render_statement(statement("Somebody said so.", verdict=verdict))
    assert VERDICT_WORDS[verdict] in Elements(markup).words
    assert "<svg" in markup


def test_quoted_words_are_called_the_articles_own():
    markup = render_statement(statement("X reports: “so”", kind=Kind.QUOTED))
    assert "own words" in markup
    assert "Supported" not in markup


def test_a_notice_has_no_verdict():
    markup = render_statement(CheckedStatement("Hello.", Kind.NOTICE))
    assert "verdict" not in markup
    assert "Hello." in markup


def test_only_checks_that_apply_are_given_as_reasons():
    markup = render_statement(statement("Somebody said so."))
    assert "4 of 4 names" in markup
    assert "nothing is quoted" not in markup


def test_a_chip_says_who_says_what():
    source = article("One. Two words. Three.", outlet="The Post", title="On words")
    markup = render_statement(statement("Two.", cite(7, source, "Two words.")))
    assert f'data-source="{source.id}:5:15"' in markup
    assert "The Post, On words: “Two words.”" in markup


def test_articles_and_independent_ones_are_counted_apart():
    source = article("Two words.")
    done = answer("q", [statement("Two.", cite(1, source, "Two words."))],
                  agreement=(Agreement(0, ("a", "b", "c"), 1),))  # fmt: skip
    markup = render_conversation(Conversation().asked("q", "").answered(done))
    assert "3 articles, 1 independent" in markup


def test_an_answer_that_is_not_in_the_articles_shows_the_closest_sentences_as_an_answer():
    source = article("Two words.", outlet="The Post")
    done = answer(
        "q",
        status=Status.NOT_IN_ARTICLES,
        refusal="The articles do not say.",
        sources=(cite(1, source, "Two words."),),
        nearest=(1,),
    )
    markup = render_conversation(Conversation().asked("q", "").answered(done))
    assert "The articles do not say." in markup
    assert "The closest sentence is" in markup
    assert "Two words." in markup
    assert 'role="alert"' not in markup


def test_an_uncertain_answer_is_a_lead_and_looks_like_neither_answer_nor_error():
    source = article("It was “Bern” <b>then</b>.", outlet="The Post")
    lead = replace(cite(1, source, source.text), answer=(8, 12))
    done = answer(
        "where?",
        status=Status.UNCERTAIN,
        refusal="Byline is not sure that this answers the question.",
        sources=(lead,),
        nearest=(1,),
    )
    markup = render_conversation(Conversation().asked("where?", "").answered(done))
    assert "Byline is not sure that this answers the question." in markup
    assert '<mark class="short-answer">Bern</mark>' in markup
    assert "&lt;b&gt;then" in markup
    assert f'data-act="lead" data-go="brief" data-question="where?" data-article="{source.id}"' in (
        markup
    )
    assert "verdict" not in markup
    assert 'role="alert"' not in markup


def test_a_question_that_leant_on_others_is_shown_as_it_was_understood():
    said = answer("and Turkey?", (), understood="Did Turkey offer <b>talks</b>?")
    shown = render_conversation(Conversation().asked("and Turkey?", "").answered(said))
    assert "You asked: Did Turkey offer &lt;b&gt;talks&lt;/b&gt;?" in shown
    assert 'data-edit-question="Did Turkey offer &lt;b&gt;talks&lt;/b&gt;?"' in shown  # one click
    plain = answer("Did Turkey offer talks?", ())
    assert "You asked" not in render_conversation(Conversation().asked("?", "").answered(plain))


def test_dropped_sentences_are_one_quiet_line_until_they_are_opened():
    done = answer("q", dropped=(Dropped("Nine came.", "no cited sentence has the number 9"),))
    markup = render_conversation(Conversation().asked("q", "").answered(done))
    assert "1 sentence the model wrote was left out: no article supports it." in markup
    assert "<details" in markup
    assert " open" not in markup


def test_a_failure_is_a_sentence_with_a_way_on():
    markup = render_conversation(Conversation().asked("why?", "").failed("The file is missing."))
    assert "The file is missing." in markup
    assert 'data-ask="why?"' in markup


def test_the_page_uses_no_word_of_the_workshop():
    source = article("Two words.")
    done = answer("q", [statement("Two.", cite(1, source, "Two words."))], nearest=(1,))
    words = Elements(
        render_conversation(Conversation().asked("q", "").answered(done))
        + render_article(source, 0, 3)
    ).words.lower()
    for word in ("chunk", "embedding", "token", "vector", "context", "score", "hallucination"):
        assert word not in words


@pytest.mark.parametrize(
    ("published", "shown"),
    [
        ("2025-09-03", "3 Sep 2025"),
        ("2025-12-31T23:59:00Z", "31 Dec 2025"),
        ("last week", "last week"),
        (None, None),
    ],
)
def test_dates_are_shown_as_people_say_them(published: str | None, shown: str | None):
    assert readable_date(published) == shown
