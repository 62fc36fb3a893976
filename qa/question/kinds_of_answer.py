"""What kind of thing a question asks for, and whether a sentence has one. Text rules, no model."""

from __future__ import annotations

import re

from qa.english.dates import date_words
from qa.english.normal_form import fold
from qa.english.numbers import figures

WHEN = re.compile(r"\s*(?:when|(?:on|in|at) (?:what|which) (?:day|date|month|year|time))\b", re.I)
HOW_MANY = re.compile(
    r"\s*(?:how (?:many|much|often|old|long|far|large|big|high)|what (?:share|percentage))\b", re.I
)
TIME = re.compile(
    r"\b(?:day|week|month|year|decade|century|hour|minute|morning|afternoon|evening|night|noon|"
    r"midnight|weekend|spring|summer|autumn|winter)s?\b|\b(?:ago|soon|shortly|later|earlier|"
    r"recently|now|currently|immediately|after|before|during|until|since|once|when|while|upon|"
    r"following)\b"
)
AMOUNT = re.compile(
    r"\b(?:dozens|hundreds|thousands|millions|billions|several|few|many|most|half|all|none|no|both|"
    r"one|once|twice|daily|weekly|monthly|every|each|never|always|half|third|quarter|single|pair|"
    r"couple|handful|majority|nobody|everyone)\b"
)


def lacks_what_is_asked(question: str, sentence: str) -> bool:
    """Whether a time or an amount is asked for and the sentence has none."""
    folded = fold(sentence)
    if WHEN.match(question):
        return not (date_words(sentence) or figures(sentence) or TIME.search(folded))
    if HOW_MANY.match(question):
        return not (figures(sentence) or AMOUNT.search(folded) or TIME.search(folded))
    return False
