"""Whoever is named beside somebody in the statement stands beside them in the source, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.english.grammar import name_lists
from qa.english.normal_form import words
from qa.english.parser import is_installed
from qa.finding import failed, not_applicable, passed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qa.statement import CheckResult

NAME = "company"


def check_company(statement: str, evidence: Sequence[str]) -> CheckResult:
    """No list of names takes one of the source's lists and puts somebody from elsewhere into it.

    "Otto came with Lena and Ute" is not told by "Otto came with Lena and Max" beside "Ute phoned".
    Only where some sentence lists one of them with others, another names the other one, and none
    has both. Of 3,118 claims that people labelled two failed, which they call not supported.
    """
    if not is_installed():
        return not_applicable(NAME, "No parser is installed: byline doctor says how to get it.")
    sentences = [frozenset(word.form for word in words(text)) for text in evidence]
    told = [names for text in evidence for names in name_lists(text)]
    for said in name_lists(statement):
        for listed in told:
            beside = [name for name in said if _any_shared(name, listed)]
            apart = [name for name in said if not _any_shared(name, listed)]
            for name in apart if beside else ():
                if _is_from_elsewhere(name, beside, sentences):
                    other = " ".join(beside[0]).title()
                    return failed(
                        NAME, f"The source names others beside “{other}”, and this one elsewhere."
                    )
    return passed(NAME, "Nobody is put beside those with whom the source does not name them.")


def _any_shared(name: tuple[str, ...], names: Iterable[tuple[str, ...]]) -> bool:
    return any(set(name) & set(other) for other in names)


def _is_from_elsewhere(
    name: tuple[str, ...],
    beside: Sequence[tuple[str, ...]],
    sentences: Sequence[frozenset[str]],
) -> bool:
    """Whether some sentence has this name, and none has it together with one of the others."""
    with_it = [forms for forms in sentences if forms & set(name)]
    return bool(with_it) and not any(forms & set(b) for forms in with_it for b in beside)
