"""The words that carry the facts of a statement stand in the source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.english.normal_form import FUNCTION_WORDS, stem, stems, words
from qa.finding import failed, not_applicable, passed, quoted_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.statement import CheckResult

NAME = "words"


def check_words(statement: str, evidence: Sequence[str]) -> CheckResult:
    """Every content word has its stem in the sources."""
    carrying = [word.form for word in words(statement) if word.form not in FUNCTION_WORDS]
    if not carrying:
        return not_applicable(NAME, "The statement has no word that carries a fact.")
    known = frozenset().union(*(stems(text) for text in evidence))
    missing = list(dict.fromkeys(form for form in carrying if stem(form) not in known))
    if missing:
        return failed(NAME, f"The source does not say {quoted_list(missing)}.")
    return passed(NAME, "Every word that carries a fact is in the source.")
