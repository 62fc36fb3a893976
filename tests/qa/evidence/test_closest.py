"""Leads: the closest sentences, none that says again what a better one says."""

from __future__ import annotations

from qa.evidence.closest import leads
from qa.evidence.selector import Evidence
from tests.fakes import article, hits_of


def test_leads_are_sentences_that_do_not_repeat_each_other():
    story = article(
        "A headline without a verb\n\nAnn Kim rejected the offer of the union on Monday.\n\n"
        "On Monday Ann Kim rejected the offer of the union.\n\nThe plant in Ely employs many.\n\n"
        "It was built in 1903 by two brothers.\n\nNobody has bought it since then."
    )
    evidence = [Evidence(s, 0.0, answers=False) for s in hits_of(story)[0].sentences]
    shown = [e.sentence.text[:9] for e in leads(evidence, 3)]
    assert shown == ["Ann Kim r", "The plant", "It was bu"]
    assert leads(evidence[:1], 3) == evidence[:1]
