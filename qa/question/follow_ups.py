"""Makes a question that leans on earlier ones stand alone: "and what did she say about it?".

By rule. Things come from earlier questions; from earlier answers come only names, never what an
answer says of them. Where nobody can tell who is meant, the question stays as it was asked.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import islice
from typing import TYPE_CHECKING

from qa.english.mentions import mentions
from qa.english.normal_form import FUNCTION_WORDS
from qa.english.parser import is_installed
from qa.question.dialogue import Talk, Turn
from qa.question.ellipsis import completed
from qa.question.pronouns import with_names
from qa.question.small_talk import is_small_talk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

MOST_TURNS = 8
LONGEST_QUESTION = 400  # characters of an earlier one
LONGEST_ANSWER = 3_000
MOST_NAMES = 16
EXAMPLES = 4  # sentences looked at for each
NAME = re.compile(r"\b[^\W\d_a-z][\w’'-]+")
POSSESSIVE = re.compile(r"\b(?:his|her|its|their)\b", re.IGNORECASE)


def understood(
    question: str,
    history: Sequence[tuple[str, str]],
    examples: Callable[[str], Iterable[str]] = lambda _name: (),
) -> str | None:
    """The question as it stands alone; None where it does so already or nobody can tell.

    `history` holds earlier questions as they were asked, with their answers, oldest first.
    `examples` gives sentences with a name, which tell whether it is a person's or a place's.
    """
    if not history or is_small_talk(question) or not is_installed():
        return None
    asked = [question[:LONGEST_QUESTION], *(q[:LONGEST_QUESTION] for q, _ in history[-MOST_TURNS:])]
    talk = Talk(lambda: [t for n in _capitalised(asked) for t in islice(examples(n), EXAMPLES)])
    for earlier, answer in history[-MOST_TURNS:]:
        plain = _plain(earlier, LONGEST_QUESTION)
        turn = Turn.of(_alone(plain, talk) or plain, _plain(answer, LONGEST_ANSWER))
        if turn.frame or mentions(turn.question):  # nothing is left out of "thanks"
            talk.turns.append(turn)
    plain = _plain(question, len(question))
    alone = _alone(plain, talk)
    return None if alone is None or alone.casefold() == plain.casefold() else alone


def _alone(question: str, talk: Talk) -> str | None:
    if not talk.turns:
        return with_names(question, talk)  # what is learnt of the names of a first question counts
    if not POSSESSIVE.search(question) and (whole := completed(question, talk)):
        return whole
    named = with_names(question, talk)
    return completed(named or question, talk) or named


def _capitalised(texts: Iterable[str]) -> list[str]:
    """Words that may be names, each once; a few, since each is looked up."""
    found = (word for text in texts for word in NAME.findall(text))
    return list(dict.fromkeys(word for word in found if word.casefold() not in FUNCTION_WORDS))[
        :MOST_NAMES
    ]


def _plain(text: str, most: int) -> str:
    """One line without what steers or hides text."""
    kept = (" " if unicodedata.category(c)[0] == "C" else c for c in text[:most])
    return " ".join("".join(kept).split())
