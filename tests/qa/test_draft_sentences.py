"""Which sentences of a draft need a source, and how they are cut out of it."""

from __future__ import annotations

import pytest

from qa.draft_sentences import draft_sentences, exempt_from_sources

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
    ],
)
def test_a_fact_needs_a_source(sentence: str):
    assert exempt_from_sources(sentence) is None


def test_a_short_line_that_ends_like_a_sentence_is_no_heading():
    (only,) = draft_sentences("Ortiz sold it.")
    assert only.exempt is None
