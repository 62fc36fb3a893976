"""Who says it: words are given to nobody else, and what is only alleged is not told as a fact."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.checks.finding import failed, not_applicable, passed, quoted_list
from qa.normal_form import fold
from qa.roles import speakers_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.answer import CheckResult

NAME = "attribution"
# Words by which a source lets somebody else answer for what it tells.
DOUBT = re.compile(
    r"\b(?:alleg(?:ed|edly|es?|ation)|reported(?:ly)?|according to|purported(?:ly)?|"
    r"claim(?:s|ed)?|accus(?:es?|ed)|suspected|rumou?red|unconfirmed|believed to|"
    r"said to (?:be|have)|so-called|apparent(?:ly)?)\b"
)
# Words by which a statement says that somebody says it.
SAID = re.compile(
    r"\b(?:sa(?:id|ys?)|t(?:old|ells?)|alleg\w+|claim\w*|reported\w*|according|accus\w+|argu\w+|"
    r"believ\w+|suspect\w*|purported\w*|assert\w*|insist\w*|den(?:y|ie[sd])|warn\w*|announc\w+|"
    r"suggest\w*|stat(?:ed|es)|wrote|writes|apparent\w*|unconfirmed|so-called|rumou?red)\b"
)


def check_attribution(statement: str, evidence: Sequence[str]) -> CheckResult:
    """A named speaker of the statement speaks in the source, and its doubts are kept."""
    said = speakers_in(statement)
    told = [name for text in evidence for name in speakers_in(text)]
    strangers = [name for name in said if not any(same_speaker(name, other) for other in told)]
    if strangers and told:
        shown = quoted_list([" ".join(name).title() for name in strangers])
        others = quoted_list(list(dict.fromkeys(" ".join(name).title() for name in told)))
        return failed(NAME, f"The source does not let {shown} speak, but {others}.")
    doubts = [found.group() for text in evidence if (found := DOUBT.search(fold(text)))]
    if doubts and len(doubts) == len(evidence) and not SAID.search(fold(statement)):
        return failed(NAME, f"The source leaves it to others: {quoted_list(doubts[:1])}.")
    if not said:
        return not_applicable(NAME, "The statement lets nobody speak.")
    return passed(NAME, "Whoever speaks in the statement speaks in the source.")


def same_speaker(name: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names have a word in common."""
    return bool(set(name) & set(other))
