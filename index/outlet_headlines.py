"""Headlines between the paragraphs of a story: of what stands below them, or of another story.

Looks at lines with their neighbours. Another story's headline would be told of this one; a true
sentence that is held to be a headline supports nothing any more, and that is worse.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.outlet_lines import LineKind
from index.outlet_links import is_about, is_headline, shared

if TYPE_CHECKING:
    from collections.abc import Sequence

HEADING_WORDS = 14
FEWEST_NAMING = 5  # words of a heading that could be a statement
FEWEST_STATING = 4  # the same of one that stands alone
FEWEST_LABELLED = 9  # the same of one with a label
LONGEST_LABELLED = 26
MOST_FIGURES = 4  # one word in so many of a long headline
MOST_ARTICLES = 1  # of the same
# A second sentence of a line, and how no headline begins or gives its source.
_SENTENCE = re.compile(
    r"\A(?:[“\"]|There (?:is|are|was|were)\b)|(?<!No)[.!?][”\"’)]*\s|\baccording to\b"
)
# A line that was cut off, one of two sentences, a time of day, a telephone.
_NO_HEADLINE = re.compile(
    r"\A[a-z]|\b(?:of|that|to|and|or|the|a|for|in|on|all|with)\Z|[a-z]{4}[.!?][”\"]?\s+[A-Z“\"]|"
    r"[0-9] ?[ap]\.m\b|\([0-9]{3}\)|[0-9]{3}-[0-9]{4}"
)
# "Who is Ana Ruiz? Meet the woman who won the race"
_QUESTION_FIRST = re.compile(r"\A[^.?!\n]{4,60}\? (?=[A-Z])")
# "A step back: Ruiz wins the race", "Reported in May: ...", as a line leads to another story.
_LABELLED = re.compile(r"(?!.{0,60}\b(?:said|says|told|asked)\b)(?:\S+ ){1,6}?[^\s:]+: [A-Z‘“'\"]")
_ENDS_IN = re.compile(r"[a-z]+s (?:in|on)\Z")  # "a bystander jumps in"
_ARTICLE_FIRST = re.compile(r"(?:The|An?) ")
_ARTICLES = frozenset({"the", "a", "an"})
# What may stand before or behind another story's headline.
_AROUND = frozenset({LineKind.LINK, LineKind.CAPTION})


def standing_headlines(
    lines: Sequence[str], finished: Sequence[bool], outlet: Sequence[LineKind | None]
) -> set[int]:
    """The headlines that stand between paragraphs, or between what an outlet prints around them.

    One alone, or two together; one also behind the last paragraph. `finished` names the paragraphs
    that end as a sentence or a question does.
    """
    ends = [done or kind is not None for done, kind in zip(finished, outlet, strict=True)]
    may = [not ended and _may_be_headline(line) for line, ended in zip(lines, ends, strict=True)]
    text = next((row for row, done in enumerate(finished) if done), len(lines))
    last = len(lines) - 1
    found: set[int] = set()
    for row in range(1, len(lines)):
        if not (may[row] and ends[row - 1]):
            continue
        if (row < last and ends[row + 1]) or (row == last and row > text + 1):
            found.add(row)
        elif text < row < last - 1 and may[row + 1] and ends[row + 2]:
            found |= {row, row + 1}
    return found


def names_another(
    lines: Sequence[str],
    finished: Sequence[bool],
    outlet: Sequence[LineKind | None],
    stand: set[int],
    row: int,
) -> bool:
    """Whether a headline that stands alone may be another story's, without a label.

    Nobody can tell from the text whether it is, or is of what stands below. What stands below
    tells what its heading says; another story's headline would be told of this one.
    """
    line, below = lines[row], lines[row + 1] if row + 1 < len(lines) else ""
    if _LABELLED.match(line) and outlet[row - 1] is LineKind.LINK:
        return True
    if below and all(outlet[row + 1 :]):
        return True  # nothing but what the outlet prints follows
    if row + 1 in stand or row - 1 in stand:
        return _one_of_two_names_another(lines, stand, row)
    if below and not finished[row + 1] and outlet[row + 1] not in _AROUND:
        return False
    return finished[row - 1] or (outlet[row - 1] in _AROUND and not shared(line, below))


def heads_what_stands_below(
    lines: Sequence[str],
    finished: Sequence[bool],
    outlet: Sequence[LineKind | None],
    row: int,
) -> bool:
    """Whether a heading that may state something stands alone, and gives no figure and no list.

    It sums up what stands below it, or is another story's: neither needs to be told. Of 14,020
    spans that editors marked as evidence 7 are such headings; in 56 articles read by eye 8 of the
    49 headings that were told were another story's or somebody's name, and no other was needed.
    """
    line = lines[row]
    if len(line.split()) < FEWEST_STATING or _ARTICLE_FIRST.match(line):
        return False
    if line.endswith(":") or any(map(str.isdigit, line)):
        return False
    text = next((n for n, done in enumerate(finished) if done), len(lines))
    near = [n for n in (row - 1, row + 1) if n < len(lines)]
    return row > text and all(finished[n] or outlet[n] is not None for n in near)


def _one_of_two_names_another(lines: Sequence[str], stand: set[int], row: int) -> bool:
    """The same of two headlines together: the first has no text of its own."""
    line, below = lines[row], lines[row + 1] if row + 1 < len(lines) else ""
    labelled = _LABELLED.match(line) is not None
    if row + 1 in stand:
        if labelled and not _LABELLED.match(below):
            return True
        return not (_ARTICLE_FIRST.match(line) or is_about(line, lines[row + 2]))
    if labelled and _LABELLED.match(lines[row - 1]):
        return False  # two facts
    return not (_ARTICLE_FIRST.match(line) or shared(line, below))


def _may_be_headline(line: str) -> bool:
    """Whether a line without an end could state something, and is not a sentence that lost it.

    "Cause of death: A fall" is a fact that no other line may tell, and so is a row of figures. Of
    more than `HEADING_WORDS` words only what is written as headlines are, with hardly an article.
    """
    line = _QUESTION_FIRST.sub("", line)
    words = line.split()
    if len(words) < (FEWEST_LABELLED if ": " in line else FEWEST_NAMING):
        return False
    if "\n" in line or "?" in line[-3:]:
        return False
    if _NO_HEADLINE.search(line) and not (_LABELLED.match(line) and _ENDS_IN.search(line)):
        return False
    figures = sum(any(c.isdigit() for c in word) for word in words)
    if len(words) <= HEADING_WORDS:
        return figures * 2 <= len(words)
    articles = sum(word.casefold() in _ARTICLES for word in words)
    sentence = _SENTENCE.search(line) is not None or articles > MOST_ARTICLES
    if _LABELLED.match(line):
        return len(words) <= LONGEST_LABELLED
    return not sentence and figures * MOST_FIGURES <= len(words) and is_headline(line)
