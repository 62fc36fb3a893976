"""Over a folder as people have it, a model that lies gets nothing false shown as supported."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.folder import read_folder
from index.sentences import split_sentences
from qa.answering.answerer import Answerer
from qa.answering.corrections import CORRECTED
from qa.checks.claims import ClaimChecker
from qa.checks.verdict import CitedChecker
from qa.english.parser import is_installed
from qa.evidence.guarded_selector import GuardedSelector
from qa.statement import Kind, Verdict
from qa.writing.prose_drafter import ProseDrafter
from tests.fakes import ContainingSelector, FixedLibrary, ScriptedModel, hits_of

pytestmark = pytest.mark.skipif(not is_installed(), reason="no parser is installed")

FILES: dict[str, str | bytes] = {
    "hearing.txt": """MODERATOR: So the work costs 18 million?

LINDQVIST: I am sorry. I took the money.

TORVALD: My engineers left the hall.
""",
    "mill.txt": """A fire destroyed a paper mill in Ostend. No one was hurt.

READ MORE: Twelve people were hurt in a fire at a plant in Gent

Papco said that it would decide next week whether to rebuild the mill.
""",
    "storm.txt": """A storm hit Varnholm on Tuesday and tore down a roof.

Correction: An earlier version said that the mayor had resigned. She has not.
""",
    "download.txt": """1 of 2 DOCUMENTS

The Varnholm Gazette

May 3, 2024 Friday

Bridge closed in Varnholm

BYLINE: Melina Jasper

LENGTH: 20 words

The bridge in Varnholm was closed on Thursday.

LOAD-DATE: May 4, 2024

2 of 2 DOCUMENTS

The Kelm Post

June 7, 2024 Friday

Nurses of Kelm strike

BYLINE: Tom Adler

LENGTH: 20 words

The nurses of Kelm went on strike on Thursday.

LOAD-DATE: June 8, 2024
""",
    "court.txt": """“Osei told me, ‘I did it,’” Renn said outside the court.

The dam in Velmora costs Rs 3.5 lakh crore.
""",
    "blog.txt": """---
10:42: The mayor of Tarn arrives at the hall.
10:50: The doors of the hall are locked.
---

Nobody in the hall of Tarn answers.
""",
    "note.txt": """
---
title: Ferry of Ostmark is late
author: Ines Calder
date: 2025-08-28
---
The ferry of Ostmark was late on Thursday.
""",
    "mixed.txt": "“We don".encode()
    + b"\x92"
    + "t know,” said José Muñoz of Brenn. The café paid him £40.\n".encode(),
    "entities.txt": "&ldquo;We gave &pound;40,000,&rdquo; the chair of Kelm Rovers said.\n",
}


@pytest.fixture
def library(tmp_path: Path) -> FixedLibrary:
    for name, text in FILES.items():
        (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    reading = read_folder(tmp_path, known={}, progress=lambda _: None)
    return FixedLibrary(*reading.articles)


def asked(library: FixedLibrary, written: str, *words: str):
    selector = GuardedSelector(
        ContainingSelector(*words), lambda story: hits_of(story)[0].sentences
    )
    answerer = Answerer(
        library=library,  # type: ignore[arg-type]
        selector=selector,
        drafter=ProseDrafter(ScriptedModel(*[f"{written} [1]"] * 3), split_sentences),
        checker=CitedChecker(ClaimChecker(None)),
    )
    return answerer.ask("Did it happen?")


@pytest.mark.parametrize(
    ("lie", "words"),
    [
        ("The work costs 18 million.", "18 million"),
        ("Torvald said: “I took the money.”", "took the money"),
        ("Twelve people were hurt in a fire.", "hurt"),
        ("Papco decided to rebuild the mill.", "rebuild"),
        ("The mayor had resigned.", "resigned"),
        ("Melina Jasper wrote that the nurses of Kelm went on strike.", "strike"),
        ("Renn said: “I did it.”", "I did it"),
        ("The dam in Velmora costs Rs 3.5 crore.", "3.5 lakh crore"),
    ],
)
def test_no_lie_about_what_nobody_told_is_shown_as_supported(
    library: FixedLibrary, lie: str, words: str
):
    answer = asked(library, lie, words)
    assert lie not in [s.text for s in answer.statements if s.verdict is Verdict.SUPPORTED]
    assert lie not in answer.text


def test_nothing_that_points_elsewhere_is_quoted_either(library: FixedLibrary):
    answer = asked(library, "Twelve people were hurt in a fire.", "Twelve", "18 million")
    assert answer.statements == ()


def test_what_somebody_said_is_shown_in_their_name(library: FixedLibrary):
    answer = asked(library, "Lindqvist said: “I took the money.”", "took the money")
    (statement,) = answer.statements
    assert statement.verdict is Verdict.SUPPORTED
    assert "Lindqvist" in statement.text


def test_an_answer_from_a_corrected_article_says_so(library: FixedLibrary):
    answer = asked(library, "A storm hit Varnholm on Tuesday and tore down a roof.", "storm")
    told, notice = answer.statements
    assert told.verdict is Verdict.SUPPORTED
    assert notice.kind is Kind.NOTICE
    assert notice.text.startswith(CORRECTED)


def test_articles_of_one_file_are_cited_with_their_own_author(library: FixedLibrary):
    answer = asked(library, "The nurses of Kelm went on strike on Thursday.", "strike")
    (cited,) = answer.statements[0].citations
    assert (cited.article.byline, cited.article.outlet) == ("Tom Adler", "The Kelm Post")


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ("Osei told Renn: “I did it.”", "I did it"),
        ("The dam in Velmora costs Rs 3.5 lakh crore.", "3.5 lakh crore"),
        ("The doors of the hall are locked.", "hall are locked"),
        ("José Muñoz of Brenn said: “We don’t know.”", "José Muñoz"),
        ("“We gave £40,000,” the chair of Kelm Rovers said.", "We gave £40,000"),
    ],
)
def test_what_a_file_tells_is_found_and_shown_as_supported(
    library: FixedLibrary, told: str, words: str
):
    (statement,) = asked(library, told, words).statements
    assert statement.verdict is Verdict.SUPPORTED
    assert words in statement.text


def test_fields_below_an_empty_line_name_the_author_of_the_cited_article(library: FixedLibrary):
    answer = asked(library, "The ferry of Ostmark was late on Thursday.", "Ostmark")
    (cited,) = answer.statements[0].citations
    assert (cited.article.byline, cited.article.published) == ("Ines Calder", "2025-08-28")


def test_a_byte_that_was_repaired_is_told_with_the_cited_article(library: FixedLibrary):
    answer = asked(library, "The café paid him £40.", "café")
    (cited,) = answer.statements[0].citations
    assert cited.article.problems == ("1 byte not in UTF-8 was read as Windows-1252.",)
