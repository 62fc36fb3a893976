"""Words of a written sentence that point to something which does not stand in it.

Every word may be true, and still nobody knows who "they" or what "it" is.
"""

from __future__ import annotations

import itertools
import re

from qa.english.grammar import parse, parts_of_speech
from qa.english.normal_form import stem, stems

QUOTED = re.compile(r"[“\"]([^”\"]+)[”\"]|(?<!\w)‘([^’]+(?:’\w[^’]*)*)’")
POINTING = frozenset({"it", "its", "this", "these", "those"})
SPEAKING_TO = frozenset(
    """i me my mine myself we us our ours ourselves you your yours yourself yourselves""".split()  # noqa: SIM905
)
SEVERAL = frozenset({"they", "them", "their", "theirs"})
TIMES = frozenset(
    {"day", "morning", "afternoon", "evening", "night", "week", "weekend", "month", "year", "time",
     "spring", "summer", "autumn", "fall", "winter", "season", "century", "decade"}
)  # fmt: skip


def points_away(written: str) -> bool:
    """`Graf warned that it would be reckless`, `these concerns`: no thing before is meant.

    "This week" points to a day that everybody knows.
    """
    parts = parts_of_speech(written)
    for part, after in itertools.zip_longest(parts, parts[1:]):
        form = part.text.casefold()
        day = after is not None and after.tag in {"NN", "NNS"} and after.lemma in TIMES
        if day and form in {"this", "these"}:
            continue
        if form in POINTING and part.role != "mark":
            return True
        if part.tag in {"NN", "NNS"}:
            return False
    return False


def points_at_nobody(written: str) -> bool:
    """`Tass reported them.`: a pronoun for several, and nothing before it that is more than one."""
    several = False
    for part in parts_of_speech(written):
        if part.text.casefold() in SEVERAL:
            return not several
        several = several or part.tag in {"NNS", "NNPS"} or part.role == "conj"
    return False


def addresses_somebody(written: str) -> bool:
    """`He said he wanted to thank you`, `entered our systems`: the words of a speaker, unquoted."""
    quoted = [found.span() for found in QUOTED.finditer(written)]
    before = ""
    for part in parts_of_speech(written):
        meant = part.text.casefold() in SPEAKING_TO and part.tag in {"PRP", "PRP$"}
        # "Artemis I" and "the US" are none.
        named = part.text == "US" or (part.text == "I" and before.startswith("NNP"))
        if meant and not named and not any(a <= part.start < b for a, b in quoted):
            return True
        before = part.tag
    return False


def loses_subject(written: str, source: str) -> bool:
    """`The company said it will cost 6 crowns` of a ticket that will: it seems to be the company.

    A pronoun stands for what the source names, and that is left out.
    """
    told = parse(source)
    own = stems(written)
    for clause in parse(written):
        if not any(phrase.pronoun for phrase in clause.subjects):
            continue
        theirs = [p for c in told if c.verb == clause.verb for p in c.subjects if not p.asked]
        named = [p for p in theirs if not p.pronoun]
        if named and len(named) == len(theirs) and all(stem(p.head) not in own for p in named):
            return True
    return False
