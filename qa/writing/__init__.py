"""From evidence to drafted statements: prompts, phrasings, citations, quotations.

Judges nothing: what is drafted is only a proposal.
"""

from qa.writing.asked_for import asks_for_several, asks_when
from qa.writing.citations import DraftStatement
from qa.writing.drafter import Drafter, Offer, PhrasingDrafter, QuotingDrafter
from qa.writing.leading_answer import leading_answer
from qa.writing.prose_drafter import ProseDrafter, drafter_for
from qa.writing.quoting import briefly_quoted, quoted_at, quoted_statement
from qa.writing.rewriter import TaughtRewriter
from qa.writing.self_contained import standing_span
from qa.writing.sentence_drafter import SentenceDrafter

__all__ = [
    "DraftStatement",
    "Drafter",
    "Offer",
    "PhrasingDrafter",
    "ProseDrafter",
    "QuotingDrafter",
    "SentenceDrafter",
    "TaughtRewriter",
    "asks_for_several",
    "asks_when",
    "briefly_quoted",
    "drafter_for",
    "leading_answer",
    "quoted_at",
    "quoted_statement",
    "standing_span",
]
