"""Words in quotation marks stand in the source exactly so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.english.normal_form import fold, is_unclosed, quotations
from qa.finding import failed, not_applicable, passed, quoted_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.statement import CheckResult

NAME = "quotations"
END_PUNCTUATION = " .,;:!?"


def check_quotations(statement: str, evidence: Sequence[str]) -> CheckResult:
    """Verbatim after folding marks, dashes, spaces and case; end punctuation may differ.

    A quotation that is not closed has to be one that the source does not close there either.
    """
    if is_unclosed(statement) and not any(is_unclosed(text) for text in evidence):
        return failed(NAME, "A quotation mark is not closed.")
    found = quotations(statement)
    if not found:
        return not_applicable(NAME, "The statement quotes nobody.")
    sources = [_bare(text) for text in evidence]
    altered = [
        quote for quote in found if not any(_contains(source, _bare(quote)) for source in sources)
    ]
    if altered:
        return failed(NAME, f"The source does not have the words {quoted_list(altered)}.")
    return passed(NAME, "Every quotation stands in the source word for word.")


def _bare(text: str) -> str:
    """Folded, without any quotation mark: a quotation may hold another one."""
    return fold(text).replace('"', "").replace("'", "").strip(END_PUNCTUATION)


def _contains(source: str, quote: str) -> bool:
    """Whole words only: `no` is not found in `nobody`."""
    padded = f" {_spaced(source)} "
    return f" {_spaced(quote)} " in padded


def _spaced(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " + c + " " for c in text).split())
