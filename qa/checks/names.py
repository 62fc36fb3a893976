"""Names of people, places and organisations stand in the source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.checks.dates import DAYS, MONTHS
from qa.checks.finding import failed, not_applicable, passed, quoted_list
from qa.grammar import opens_with_name
from qa.name_forms import is_named
from qa.normal_form import FUNCTION_WORDS, fold, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.answer import CheckResult

NAME = "names"
CAPITALISED_RUN = re.compile(r"[A-Z][\w’'-]*(?: (?:(?:of|for|the|and|on) ){0,2}[A-Z][\w’'-]*)+")
NO_NAMES = frozenset((*DAYS, *MONTHS)) - {"may", "march", "april", "june"}
SENTENCE_START = re.compile(r"(?:^|[.!?:]\s+|[\"“‘(—–-]\s*)\Z")


def check_names(statement: str, evidence: Sequence[str]) -> CheckResult:
    """Every capitalised word is a word of the sources, or another form of one.

    So "Kyiv" is "Kiev", "Turkish" tells of Turkey, and "WHO" of the World Health Organization. One
    that opens a sentence counts only when it is not an everyday function word.
    """
    wanted = _capitalised(statement)
    if not wanted:
        return not_applicable(NAME, "The statement names nobody.")
    known = {word.form for text in evidence for word in words(text)}
    known |= {form.replace(".", "") for form in known} | _acronyms(evidence)
    text = fold(" ".join(evidence))
    missing = [name for name, form in wanted if not is_named(form, known, text)]
    if missing:
        return failed(NAME, f"The source does not name {quoted_list(missing)}.")
    count = len(wanted)
    return passed(NAME, f"{count} of {count} names are in the source.")


def _acronyms(evidence: Sequence[str]) -> set[str]:
    """The first letters of neighbouring capitalised words, small words between them left out."""
    found = set()
    for text in evidence:
        for run in CAPITALISED_RUN.finditer(text):
            parts = [p for p in run.group().split() if p.casefold() not in FUNCTION_WORDS]
            letters = "".join(part[0] for part in parts if part[0].isupper())
            if len(letters) > 1:
                found.add(letters.casefold())
    return found


def _capitalised(text: str) -> list[tuple[str, str]]:
    found = []
    for word in words(text):
        shown = text[word.start : word.end]
        if not shown[0].isupper():
            continue
        opens = SENTENCE_START.search(text[max(0, word.start - 3) : word.start]) is not None
        if word.form in NO_NAMES or (opens and word.form in FUNCTION_WORDS):
            continue
        if word.start == 0 and not opens_with_name(text):
            continue
        found.append((shown, word.form))
    return found
