"""HTML entities in text are the characters that they name, and nothing else is."""

from __future__ import annotations

import pytest

from index.entities import read_entities


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("&ldquo;We gave &pound;40,000&rdquo;", "“We gave £40,000”"),
        ("It&#8217;s &#x201C;no&#x201d; &#150; so", "It’s “no” – so"),
        ("Johnson &amp; Sons &lt;b&gt; &nbsp;&hellip;", "Johnson & Sons <b> \u00a0…"),
        ("&amp;ldquo;Twice&amp;rdquo; &amp;amp; more", "“Twice” & more"),
        ("Jos&eacute; Mu&ntilde;oz", "José Muñoz"),
    ],
)
def test_an_entity_is_its_character(raw: str, text: str):
    assert read_entities(raw)[0] == text


@pytest.mark.parametrize(
    "text",
    [
        "AT&T; R&D; P&L;",
        "a?b=1&copy=2&lang=en",
        "&copy 2025",
        "&nothing;",
        "&;",
        "&#;",
        "&#0;",
        "&",
    ],
)
def test_what_is_no_entity_stays(text: str):
    assert read_entities(text) == (text, 0)


def test_entities_are_counted():
    assert read_entities("&ldquo;&pound;40&rdquo;")[1] == 3
