"""A statement against the words it cites: one idea a file, and the verdict that follows.

Knows no question and trusts no model that writes.
"""

from qa.checks.article_text import Text, text_of
from qa.checks.checked_text import CheckedText, check_against, check_in_articles, check_one
from qa.checks.claims import ClaimChecker, Finding
from qa.checks.denials import denies
from qa.checks.given_days import days_given
from qa.checks.relevant_articles import articles_about
from qa.checks.suite import CHECKS, Check, Reach
from qa.checks.verdict import CitationChecker, CitedChecker, failures

__all__ = [
    "CHECKS",
    "Check",
    "CheckedText",
    "CitationChecker",
    "CitedChecker",
    "ClaimChecker",
    "Finding",
    "Reach",
    "Text",
    "articles_about",
    "check_against",
    "check_in_articles",
    "check_one",
    "days_given",
    "denies",
    "failures",
    "text_of",
]
