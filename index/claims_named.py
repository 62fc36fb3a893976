"""What a story names in order to look at it: the claim of a fact check, a myth, a rumour.

"The claim: The mayor sold the harbour" tells that somebody says so, not that it is so. What the
story finds stands below it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_STATED = 60  # words; what is longer tells what it found, too
_NAMED = (
    r"(?:(?:the|this) )?(?:(?:false|viral|online|common|popular|debunked) )?"
    r"(?:claim|myth|lie|rumou?r|hoax|misconception|conspiracy theory|falsehood)"
)
_STATED = re.compile(
    rf"\W*{_NAMED}(?: (?:no\. ?|#)?[0-9]{{1,2}})?(?: ?[:.]| [–—-]) +\S",
    re.IGNORECASE,
)
_ALONE = re.compile(rf"\W*{_NAMED}(?: (?:no\. ?|#)?[0-9]{{1,2}})?\W*\Z", re.IGNORECASE)
_RATED = re.compile(
    r"\W*(?:(?:(?:our|the) )?(?:rating|verdict|ruling|conclusion|finding|answer|status) ?[:–—-] *)?"
    r"(?:(?:mostly|partly|largely|entirely|completely|totally|not|half) )?"
    r"(?:false|true|untrue|misleading|wrong|correct|incorrect|right|fake|altered|satire|unproven|"
    r"unfounded|debunked|missing context|no evidence|fact|fiction)\W*\Z",
    re.IGNORECASE,
)

_ANSWERED = re.compile(
    r"\b(?:Reality|Facts?|(?:The )?[Tt]ruth|Verdict|Answer|Finding)(?::| [–—-]) "
)


def is_rating(sentence: str) -> bool:
    """Whether a sentence has no word but how a claim is rated, as "Verdict: False." has.

    Beside other sentences it would seem to rate what they tell.
    """
    return _RATED.match(sentence) is not None


def rows_of_claims(lines: Sequence[str]) -> dict[int, int]:
    """The lines that state what is looked at, and how many characters of each do.

    Such a line has a label, or stands below one that is alone. Behind "Reality:" the story tells.
    """
    found: dict[int, int] = {}
    for row, line in enumerate(lines):
        if len(line.split()) > MOST_STATED:
            continue
        if _STATED.match(line) or (row > 0 and _ALONE.match(lines[row - 1])):
            answered = _ANSWERED.search(line)
            found[row] = answered.start() if answered else len(line)
    return found
