"""How much of an article a sentence needs around it to be understood by itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.english.grammar import parts_of_speech, stands_for_what_follows
from qa.english.normal_form import words
from qa.evidence.telling import is_bare_item, is_item
from qa.evidence.told import tellings, tells

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index import Sentence

# A sentence that opens so speaks of somebody or something in the sentence before.
REFERRING = frozenset("he she they it his her their its this these those such".split())  # noqa: SIM905
LONGEST = 500  # characters of a source that is still read at a glance
LONGEST_QUOTATION = 4  # sentences, as far as its speaker is looked for
LONGEST_LIST = 1_200  # characters of a list with what announces it
ANNOUNCING = ":"
# "“We go,” he said.", and the second paragraph of a quotation: who speaks stands before.
_HE_SAID = re.compile(
    r"[”\"] ?(?:he|she|they) (?:also )?(?:said|says|added|adds|wrote|told|warned|asked|replied|"
    r"continued|explained)\b|[”\"] ?(?:said|added|wrote|replied) (?:he|she|they)\b"
)
_ALL_QUOTED = re.compile(r"[“\"][^“”\"]*[”\"]?\Z", re.DOTALL)


def standing_span(sentence: Sentence, neighbours: Sequence[Sentence]) -> tuple[int, int]:
    """The sentence with the one before when it opens with a pronoun, or the one after a colon.

    A question stands with its answer, and an answer with its question.
    `neighbours` are the sentences of the article in order; spans are code points of the article.
    """
    rows = [row for row, other in enumerate(neighbours) if other.start == sentence.start]
    if not rows:
        return sentence.start, sentence.end
    if (listed := _list_of(neighbours, rows[0])) is not None:
        return listed
    before, after = rows[0] - 1, rows[0] + 1
    first = max(0, before)
    near = [(s.start, s.end) for s in neighbours[first : after + 1]]
    told = tellings(sentence.article.text, near)
    here = told[rows[0] - first]
    start, end = here.start, here.end
    if (start, end) != (sentence.start, sentence.end):
        return start, end
    if before >= 0 and tells(neighbours[before]) and _leans(sentence.text):
        start = _within(neighbours[_opening(neighbours, rows[0])].start, end, start)
    if after < len(neighbours) and sentence.text.rstrip().endswith(ANNOUNCING):
        end = end if neighbours[after].end - start > LONGEST else neighbours[after].end
        end = max(end, _end_of_list(neighbours[after:], start))
    return start, end


def _list_of(neighbours: Sequence[Sentence], row: int) -> tuple[int, int] | None:
    """The whole list of an item that is no sentence, with the line that announces it.

    "Moor Lane" alone says nothing of what is listed there.
    """
    if not is_bare_item(neighbours[row]):
        return None
    first = row
    while first > 0 and is_item(neighbours[first]):
        first -= 1
    announcing = neighbours[first]
    if not announcing.text.rstrip().endswith(ANNOUNCING):
        return None
    end = _end_of_list(neighbours[first + 1 :], announcing.start)
    return (announcing.start, end) if end >= neighbours[row].end else None


def _end_of_list(behind: Sequence[Sentence], start: int) -> int:
    """Where the items end that a sentence announces; 0 where it announces no list.

    All of them, since half a list is no answer to "which", unless there are too many to read.
    """
    end = 0
    for sentence in behind:
        if not is_item(sentence):
            break
        if sentence.end - start > LONGEST_LIST:
            break
        end = sentence.end
    return end


def _opening(neighbours: Sequence[Sentence], row: int) -> int:
    """Where what a sentence leans on begins: a quotation in several parts at its speaker."""
    first = row - 1
    while first > max(0, row - LONGEST_QUOTATION) and _is_quoted_only(neighbours, first, row):
        first -= 1
    return first


def _is_quoted_only(neighbours: Sequence[Sentence], before: int, row: int) -> bool:
    """Whether a sentence between is nothing but words of the same quotation."""
    quoted = all(_ALL_QUOTED.match(neighbours[n].text.strip()) for n in (before, row))
    unmarked = not any(mark in neighbours[before].text for mark in '“”"')
    inside = unmarked and _ALL_QUOTED.match(neighbours[row].text.strip()) is not None
    return (quoted or inside) and tells(neighbours[before - 1])


def _leans(text: str) -> bool:
    """Whether the sentence before says whom or what it speaks of, or who speaks."""
    spoken = _HE_SAID.search(text) is not None or _ALL_QUOTED.match(text.strip()) is not None
    return spoken or _opens_with_pronoun(text)


def _opens_with_pronoun(text: str) -> bool:
    first = words(text)[:1]
    if not first or not text[0].isalpha() or first[0].form not in REFERRING:
        return False
    if first[0].form != "it":
        return True
    parts = parts_of_speech(text)
    return not parts or not stands_for_what_follows(parts, parts[0])


def _within(wider: int, end: int, narrow: int) -> int:
    return wider if end - wider <= LONGEST else narrow
