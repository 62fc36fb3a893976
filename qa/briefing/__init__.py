"""Briefings: composed, edited, exported, with receipts that can be verified.

Knows no page and no command line.
"""

from qa.briefing.composer import brief_questions, briefing_from_answers, from_answers
from qa.briefing.earlier import Earlier
from qa.briefing.structure import Briefing, Dispute, Item, Missing, Section
from qa.briefing.topic_briefing import Length, brief_topic

__all__ = [
    "Briefing",
    "Dispute",
    "Earlier",
    "Item",
    "Length",
    "Missing",
    "Section",
    "brief_questions",
    "brief_topic",
    "briefing_from_answers",
    "from_answers",
]
