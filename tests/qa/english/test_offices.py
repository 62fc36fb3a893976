"""Whom "the Norwegian minister" means, where a text names the holder."""

from __future__ import annotations

import pytest

from qa.english.offices import with_holders

ARTICLE = (
    "Norwegian Fisheries Minister Kari Lund met Prime Minister Ana Ruiz in Oslo. "
    "President Otto Berg and French President Luc Morel were not there. "
    "Former Mayor Jens Dahl spoke first."
)


@pytest.mark.parametrize(
    ("sentence", "completed"),
    [
        ("Later the French president left.", "Later the French president Luc Morel left."),
        ("The Norwegian minister agreed.", "The Norwegian minister Kari Lund agreed."),
        ("The prime minister said no.", "The prime minister Ana Ruiz said no."),
        # Two hold such an office, or nobody that is named, or somebody else is meant.
        ("The president left.", "The president left."),
        ("The minister agreed.", "The minister agreed."),
        ("The Swedish president left.", "The Swedish president left."),
        ("The mayor left.", "The mayor left."),
        ("The former French president left.", "The former French president left."),
        ("A French president left.", "A French president left."),
        ("The French President Luc Morel left.", "The French President Luc Morel left."),
        ("", ""),
    ],
)
def test_an_office_gets_the_name_of_its_only_holder(sentence: str, completed: str):
    assert with_holders(sentence, ARTICLE) == completed
