"""Which of the closest sentences are worth following where nothing is sure to answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.english.normal_form import stems
from qa.evidence.premises import is_heading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.evidence.selector import Evidence

SAME = 0.8  # of the content words of the shorter of two sentences


def leads(evidence: Sequence[Evidence], most: int) -> list[Evidence]:
    """The first of them that do not say again what a better one says; headings only at need."""
    found: list[Evidence] = []
    said: list[frozenset[str]] = []
    told = [each for each in evidence if not is_heading(each.sentence)]
    for each in told or evidence:
        own = stems(each.sentence.text)
        if any(len(own & other) >= SAME * min(len(own), len(other)) for other in said):
            continue
        found.append(each)
        said.append(own)
        if len(found) == most:
            break
    return found
