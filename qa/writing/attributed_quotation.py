"""Somebody's quoted words as a statement: the speaker first, and all that is quoted there.

Changes no quoted word. Decides nothing: the checker does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.english.inverted_quotation import turned
from qa.sources import SourceList
from qa.writing.citations import DraftStatement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index import Sentence
    from qa.statement import Citation

# The rest of what somebody says, behind “…,” she said.
CONTINUED = re.compile(r"\A[“\"](?P<quote>[^“”\"]+)[”\"]\Z", re.DOTALL)
LONGEST = 600  # characters


@dataclass(frozen=True, slots=True)
class Spoken:
    """A draft and the span that it has to be checked against."""

    draft: DraftStatement
    citation: Citation


def spoken_statement(sentence: Sentence, neighbours: Sequence[Sentence]) -> Spoken | None:
    """`“We go,” Kim said. “At once.”` as `Kim said: “We go.” “At once.”`.

    None where the sentence is not of that form. `neighbours` are the sentences of the article.
    """
    end = sentence.end
    behind = next((s for s in neighbours if s.start >= sentence.end), None)
    if behind is not None and continues(sentence, behind):
        end = behind.end
    citation = SourceList().cite(sentence.article, sentence.start, end)
    said = turned(citation.quote)
    return None if said is None else Spoken(DraftStatement(said, (1,)), citation)


def continues(sentence: Sentence, behind: Sentence) -> bool:
    """Whether the sentence behind is nothing but more quoted words in the same paragraph."""
    between = sentence.article.text[sentence.end : behind.start]
    rest = behind.text.strip()
    short = behind.end - sentence.start <= LONGEST
    return short and "\n" not in between and CONTINUED.match(rest) is not None
