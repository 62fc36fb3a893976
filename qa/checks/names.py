"""Names of people, places and organisations stand in the source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.checks.finding import failed, not_applicable, passed, quoted_list
from qa.normal_form import FUNCTION_WORDS, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.answer import CheckResult

NAME = "names"
SENTENCE_START = re.compile(r"(?:^|[.!?:]\s+|[\"“‘(—–-]\s*)\Z")


def check_names(statement: str, evidence: Sequence[str]) -> CheckResult:
    """Every capitalised word is a word of the sources.

    One that opens a sentence counts only when it is not an everyday function word.
    """
    wanted = _capitalised(statement)
    if not wanted:
        return not_applicable(NAME, "The statement names nobody.")
    known = {word.form.replace(".", "") for text in evidence for word in words(text)}
    missing = [name for name, form in wanted if form.replace(".", "") not in known]
    if missing:
        return failed(NAME, f"The source does not name {quoted_list(missing)}.")
    count = len(wanted)
    return passed(NAME, f"{count} of {count} names are in the source.")


def _capitalised(text: str) -> list[tuple[str, str]]:
    found = []
    for word in words(text):
        shown = text[word.start : word.end]
        if not shown[0].isupper():
            continue
        opens = SENTENCE_START.search(text[max(0, word.start - 3) : word.start]) is not None
        if opens and word.form in FUNCTION_WORDS:
            continue
        found.append((shown, word.form))
    return found
