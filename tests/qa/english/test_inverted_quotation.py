"""Quoted speech is turned round without changing a quoted word, and the speaker may finish."""

from __future__ import annotations

import pytest

from index import Sentence
from qa.checks.claims import ClaimChecker
from qa.checks.verdict import CitedChecker
from qa.english.inverted_quotation import turned
from qa.statement import Verdict
from qa.writing.attributed_quotation import spoken_statement
from tests.fakes import article, hits_of


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        ("“We go,” Ann Lee said.", "Ann Lee said: “We go.”"),
        ("“We go,” said Ann Lee.", "Ann Lee said: “We go.”"),
        ("“Why?” Ann Lee asked reporters.", "Ann Lee asked reporters: “Why?”"),
        ("“We go,” Ann Lee said. “At once.”", "Ann Lee said: “We go.” “At once.”"),
    ],
)
def test_the_speaker_comes_first(sentence: str, statement: str):
    assert turned(sentence) == statement


@pytest.mark.parametrize(
    "sentence",
    [
        "Ann Lee said that they go.",
        "“We go,” Ann Lee said, according to Bo.",
        "“We go,” she said.",
        "“We go,” Ann Lee said. They went.",
        "“We go,” Ann Lee said. “At once,” Bo said.",
    ],
)
def test_another_form_is_left_alone(sentence: str):
    assert turned(sentence) is None


def spoken(text: str, row: int = 0):
    sentences: tuple[Sentence, ...] = hits_of(article(text))[0].sentences
    return spoken_statement(sentences[row], sentences)


def test_what_is_said_on_in_the_paragraph_belongs_to_it_and_passes_the_checks():
    found = spoken("“We lost the roof,” Lena Ortiz said. “We will build it again.”")
    assert found is not None
    assert found.draft.text == "Lena Ortiz said: “We lost the roof.” “We will build it again.”"
    assert found.citation.quote.endswith("again.”")
    assert (
        CitedChecker(ClaimChecker(None)).check(found.draft, {1: found.citation}).verdict
        is Verdict.SUPPORTED
    )


@pytest.mark.parametrize(
    "text",
    [
        "“We lost the roof,” Lena Ortiz said.\n\n“We will build it again.”",
        "“We lost the roof,” Lena Ortiz said. “We will build,” Bo Kim said.",
        "“We lost the roof,” Lena Ortiz said. Nobody was hurt.",
    ],
)
def test_what_may_be_anybodys_does_not_belong_to_it(text: str):
    found = spoken(text)
    assert found is not None
    assert found.draft.text == "Lena Ortiz said: “We lost the roof.”"
