"""What differs between a sentence of a draft and its closest source is marked in both."""

from __future__ import annotations

import re
from pathlib import Path

from index import Article
from qa.statement import CheckedStatement, Citation, Difference, Differing, Kind, Verdict
from ui.page.check_view import render_checked

TEXT = "It rained. “The harbour firm mended two <old> boats,” Ruiz said."
CLAIM = "The firm sold two boats & a crane."
ARTICLE = Article("a", Path("a.txt"), TEXT)
QUOTE = Citation(1, ARTICLE, 11, len(TEXT), TEXT[11:])
OTHER = Citation(2, ARTICLE, 0, 9, TEXT[:9])
MARKS = re.compile(r'<mark class="differing">(.*?)</mark>')


def shown(kind: Differing, here: str, there: str, source: int = 1) -> str:
    at, start = CLAIM.index(here), TEXT.index(there)
    difference = Difference(kind, (at, at + len(here)), source, (start, start + len(there)))
    statement = CheckedStatement(
        CLAIM, Kind.WRITTEN, (QUOTE, OTHER), (), Verdict.NOT_SUPPORTED, difference
    )
    return render_checked([statement], total=1, finished=True)


def test_the_words_that_differ_are_marked_in_both_texts():
    page = shown(Differing.VERB, "sold", "mended")
    assert MARKS.findall(page) == ["sold", "mended"]
    assert MARKS.sub(r"\1", page).count("The firm sold two boats &amp; a crane.") == 1


def test_what_is_marked_is_text_and_no_markup():
    page = shown(Differing.VERB, "boats & a crane", "<old> boats")
    assert MARKS.findall(page) == ["boats &amp; a crane", "&lt;old&gt; boats"]


def test_of_what_is_added_nothing_is_marked_in_the_source():
    assert MARKS.findall(shown(Differing.ADDED, "a crane", "mended")) == ["a crane"]


def test_words_of_a_source_that_is_not_shown_are_not_marked_in_another():
    assert MARKS.findall(shown(Differing.VERB, "sold", "rained", source=2)) == ["sold"]
