"""The shipped judge points at what differs, in invented claims beside invented sentences."""

from __future__ import annotations

import pytest

from qa.checks.pointed_words import pointed_words, words_instead
from qa.evidence import Judge
from qa.evidence.reader import Reader
from qa.loaded_readers import judge_folder

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

# A word that has to be marked in the claim, and one in the sentence.
TOLD = (
    ("Ortiz praised the plan for the harbour.",
     "The plan for the harbour was sharply criticised by Ortiz on Monday.",
     "praised", "criticised"),
    ("The ferry runs to Ely only in summer.",
     "The ferry has run to Ely all year round since the bridge fell.", "summer", "year"),
    ("The new school in Bath will be smaller than the old one.",
     "Bath's new school is to have more room for pupils than the building it replaces.",
     "smaller", "more"),
    ("The mayor turned the offer down.",
     "After a long night the mayor accepted what the firm had offered.", "turned", "accepted"),
    ("About forty boats were damaged in the storm.",
     "The storm left some 400 boats in need of repair.", "forty", "400"),
    ("The museum reopened in spring.",
     "Visitors were let into the museum again in October, a year late.", "spring", "October"),
    ("The library was paid for by the state.",
     "A family of brewers gave all the money for the library.", "state", "family"),
    ("Nurses at the clinic agreed to end their strike.",
     "The clinic's doctors voted to go back to work after three weeks.", "Nurses", "doctors"),
    ("The river fell below its usual level.",
     "The river has risen well above where it stands at this time of year.", "fell", "risen"),
    ("The factory will be built north of Calder.",
     "South of Calder the ground for the factory was broken last week.", "north", "South"),
)  # fmt: skip
LEAST_HERE, LEAST_BOTH = 8, 7  # of ten


def test_most_differences_are_pointed_at_on_both_sides():
    judge = Judge(Reader.load(judge_folder(), threads=1))
    here, both = [], []
    for claim, sentence, own, other in TOLD:
        pointing = judge.points(claim, sentence)
        assert pointing is not None
        about = pointed_words(claim, pointing)
        assert about is not None
        there = words_instead(claim, about, sentence, pointing)
        assert there is not None
        if own in claim[slice(*about)]:
            here.append(claim)
            both += [claim] if other in sentence[slice(*there)] else []
    assert len(here) >= LEAST_HERE, here
    assert len(both) >= LEAST_BOTH, both
