"""What other articles say to an answer: who agrees, who says otherwise, in which words.

Drafts nothing and refuses nothing.
"""

from qa.comparison.agreement import AgreementFinder
from qa.comparison.article_comparison import ArticleComparison, Comparison, Found
from qa.comparison.attribution import Rung, SaidBy, named_speakers, said_by
from qa.comparison.conflicts import ConflictFinder
from qa.comparison.contradictions import agree

__all__ = [
    "AgreementFinder",
    "ArticleComparison",
    "Comparison",
    "ConflictFinder",
    "Found",
    "Rung",
    "SaidBy",
    "agree",
    "named_speakers",
    "said_by",
]
