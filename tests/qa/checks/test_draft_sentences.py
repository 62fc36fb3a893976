"""Which sentences of a draft need a source, and how they are cut out of it."""

from __future__ import annotations

import pytest

from qa.checks.draft_sentences import draft_sentences, exempt_from_sources

DRAFT = """# What we know

Ortiz sold the bridge [1]. She said “it is [not] ours [2]” on Monday [2, 3].

- Calder paid **$4 million** [1](http://example.org).
- Who else bid?

We think the sale will be challenged. In this note, dates are local.
"""


def test_every_sentence_is_there_once_without_its_markers():
    assert [s.text for s in draft_sentences(DRAFT)] == [
        "What we know",
        "Ortiz sold the bridge.",
        "She said “it is [not] ours [2]” on Monday.",
        "Calder paid $4 million.",
        "Who else bid?",
        "We think the sale will be challenged.",
        "In this note, dates are local.",
    ]


def test_headings_questions_opinions_and_bridges_need_no_source():
    exempt = [s.exempt is not None for s in draft_sentences(DRAFT)]
    assert exempt == [True, False, False, False, True, True, True]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ortiz sold the bridge.",
        "Ortiz thinks the bridge is safe.",
        "“I think it is ours,” Ortiz said.",
        "The next section of the bridge collapsed on Monday, killing 40.",
        "This note was found on the body of Lena Ortiz.",
        "Calder, which we believe paid $9 million, denied it.",
        "We believe that 400 people died.",
        "Ortiz said we would lose $4 million.",
    ],
)
def test_a_fact_needs_a_source(sentence: str):
    assert exempt_from_sources(sentence) is None


def test_a_short_line_that_ends_like_a_sentence_is_no_heading():
    (only,) = draft_sentences("Ortiz sold it.")
    assert only.exempt is None


def test_a_list_item_is_no_heading_and_words_inside_html_are_not_lost():
    found = draft_sentences("- Calder paid Ortiz $4 billion for the bridge [1]\n- Ortiz left")
    assert [s.exempt for s in found] == [None, None]
    found = draft_sentences("# Note\n\n<div>Ortiz stole the bridge.</div>\n")
    assert any("Ortiz stole the bridge" in s.text for s in found)
