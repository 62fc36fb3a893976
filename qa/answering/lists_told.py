"""Whether a list that was asked for is said to be longer than it is told. Text rules, no model."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.english.normal_form import fold, stems
from qa.english.number_words import SMALL
from qa.statement import CheckedStatement, Kind
from qa.writing import asks_for_several

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_GOES_ON = re.compile(
    r"\b(?:(?:and|or|along with|with|as well as) (?:\w+ ){0,2}others\b|among others\b|etc\b|"
    r"and so on\b|and (?:many |several |\w+ dozen )?more\b(?! than))"
)
_SOME = re.compile(
    r"(?P<before>[^.;:!?]{0,80}?)\b(?P<word>including|such as|among them|among these|among those|"
    r"for example|for instance)\b,?(?: (?:are|were|is|was))? ?(?P<items>[^.;:—–!?]*)"
)
_BETWEEN = re.compile(r",? and |,? or |, | as well as ")
_COUNT = re.compile(rf"\b(?P<count>[0-9]{{1,3}}|{'|'.join(SMALL)})\b")


def list_notices(question: str, shown: Sequence[CheckedStatement]) -> Iterator[CheckedStatement]:
    """A notice where several are asked for and the source says that it does not name all."""
    if not asks_for_several(question):
        return
    for statement in shown:
        for source in statement.citations:
            if word := said_to_go_on(source.quote, source.short_answer):
                text = f"This list may not be complete: the article says “{word}”."
                yield CheckedStatement(text, Kind.NOTICE)
                return


def said_to_go_on(quote: str, answer: str = "") -> str:
    """The words by which a list names only some: "and others", "including"; "" where none does.

    "Seven countries, including Austria, Turkey, ... and three Gulf states" names all of its seven.
    A list that has no word of the short answer is another one.
    """
    folded, wanted = fold(quote), stems(answer)
    if found := _GOES_ON.search(folded):
        return found[0]
    for found in _SOME.finditer(folded):
        counted = [*_COUNT.finditer(found["before"])]
        items = [item for item in _BETWEEN.split(found["items"]) if item.strip()]
        if wanted and not wanted & stems(found["items"]):
            continue
        if not counted or sum(map(_number_of, items)) < _value(counted[-1]["count"]):
            return found["word"]
    return ""


def _number_of(item: str) -> int:
    found = _COUNT.match(item.strip())
    return _value(found["count"]) if found else 1


def _value(word: str) -> int:
    return int(word) if word.isdigit() else SMALL[word]
