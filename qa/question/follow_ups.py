"""Makes a question that leans on earlier ones stand alone: "and what did she say about it?".

By a model that was taught it, where there is one, else by rule. Things come from earlier questions;
from earlier answers come only names, never what an answer says of them. Where nobody can tell who
is meant, the question stays as it was asked.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import islice
from typing import TYPE_CHECKING

from qa.english.mentions import mentions
from qa.english.normal_form import FUNCTION_WORDS, same_words
from qa.english.parser import is_installed
from qa.question.choosing import in_order, is_whole
from qa.question.contractions import written_out
from qa.question.dialogue import Talk, Turn
from qa.question.dialogue_moves import (
    Move,
    asked_again,
    asked_before,
    of_last_answer,
    read_move,
)
from qa.question.ellipsis import completed
from qa.question.gist import gist_of_talk
from qa.question.pronouns import with_names
from qa.question.question_frames import frame_of
from qa.question.returning import asked_of_earlier
from qa.question.rewriting import may_lean, names_its_matter, surely_leans, tidied, usable
from qa.question.small_talk import is_small_talk
from qa.question.substitution import instead
from qa.question.typed_names import with_capitals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from qa.question.dialogue_moves import Moved
    from qa.question.rewriting import Rewriter

MOST_TURNS = 8
MOST_READINGS = 3
LONGEST_QUESTION = 400  # characters of an earlier one
LONGEST_ANSWER = 3_000
MOST_NAMES = 16
EXAMPLES = 8  # sentences looked at for each
NAME = re.compile(r"\b[^\W\d_a-z][\w’'-]+")
LONGEST_LEANING = 6  # words of a question without a pronoun
PRONOUN = re.compile(
    r"\b(?:he|him|his|she|hers?|it|its|they|them|their|those|these|that|there|one)\b", re.I
)
POSSESSIVE = re.compile(r"\b(?:his|her|its|their)\b", re.IGNORECASE)


def understood(
    question: str,
    history: Sequence[tuple[str, str]],
    examples: Callable[[str], Iterable[str]] = lambda _name: (),
    rewriter: Rewriter | None = None,
) -> str | None:
    """The question as it stands alone; None where it does so already or nobody can tell."""
    return next(iter(readings(question, history, examples, rewriter)), None)


def readings(
    question: str,
    history: Sequence[tuple[str, str]],
    examples: Callable[[str], Iterable[str]] = lambda _name: (),
    rewriter: Rewriter | None = None,
) -> tuple[str, ...]:
    """What the question may mean as it stands alone, the likeliest first; itself where it may, too.

    Empty where it stands alone already or nobody can tell. `history` holds earlier questions as
    they were asked, with their answers, oldest first. `examples` gives sentences with a name, which
    tell whether it is a person's or a place's. Where there is no `rewriter`, rules have to do.
    """
    if not history or is_small_talk(question) or not is_installed():
        return ()
    plain = _plain(question, len(question))
    earlier = [
        (asked_before(_plain(q, LONGEST_QUESTION)), _plain(answer, LONGEST_ANSWER))
        for q, answer in history[-MOST_TURNS:]
    ]
    if rewriter and may_lean(plain):  # a name by itself says whom it is about
        plain = with_capitals(plain, examples)
        earlier = [(with_capitals(q, examples), answer) for q, answer in earlier]
    if rewriter and not may_lean(plain):
        return ()
    written = _rewritten(plain, earlier, rewriter) if rewriter else None
    if written is not None and same_words(written, plain) and not surely_leans(plain):
        return ()
    by_rule = tuple(each for each in _by_rule(plain, earlier, examples) if is_whole(each))
    found = in_order(plain, by_rule[0] if by_rule else None, written)
    every = dict.fromkeys((*found, *by_rule))
    new = [each for each in every if each.casefold() != plain.casefold()]
    itself = [question] if new and names_its_matter(plain) else []  # "what did Kim say"
    return (*new[: MOST_READINGS - len(itself)], *itself)


def _rewritten(question: str, earlier: Sequence[tuple[str, str]], rewriter: Rewriter) -> str | None:
    """What a rewriter makes of it, itself where that changes nothing; None where it is unable."""
    asked: list[tuple[str, str]] = []
    for before, answer in earlier:
        if asked and of_last_answer(before):
            continue  # what it speaks of is still the question before
        alone = _proposed(before, asked, rewriter) if asked and surely_leans(before) else None
        asked.append((alone or before, answer))
    if (move := of_last_answer(question)) is not None:
        return asked_again(move, asked[-1][0])
    return _proposed(question, asked, rewriter)


def _proposed(question: str, asked: Sequence[tuple[str, str]], rewriter: Rewriter) -> str | None:
    made = rewriter.rewrite(gist_of_talk(asked), question)
    said = [text for turn in asked for text in turn]
    if made is None or not usable(made, said, question):
        return None
    return question if same_words(made, question) else tidied(made, [*said, question])


def _by_rule(
    plain: str,
    earlier: list[tuple[str, str]],
    examples: Callable[[str], Iterable[str]],
) -> tuple[str, ...]:
    """What rules make of it; of a pronoun that several may be meant by, the likeliest first."""
    if _may_lean(plain):
        plain = with_capitals(plain, examples)
        earlier = [(with_capitals(q, examples), answer) for q, answer in earlier]
    asked = [plain, *(q for q, _ in earlier)]
    talk = Talk(lambda: [t for n in _capitalised(asked) for t in islice(examples(n), EXAMPLES)])
    for before, answer in earlier:
        turn = Turn.of(_alone(before, talk) or before, answer)
        if talk.turns and of_last_answer(before):
            continue  # what it speaks of is still the question before
        if turn.frame or mentions(turn.question):  # nothing is left out of "thanks"
            talk.turns.append(turn)
    found: list[str] = []
    for _ in range(MOST_READINGS):
        talk.meant.clear()
        alone = _alone(plain, talk)
        if alone is None or alone in found:
            break
        found.append(alone)
        if not talk.meant:
            break
        talk.passed |= {*talk.meant}
    return tuple(found)


def _may_lean(question: str) -> bool:
    """Whether it is worth looking up how its names are written."""
    return len(question.split()) <= LONGEST_LEANING or PRONOUN.search(question) is not None


def _alone(question: str, talk: Talk) -> str | None:
    if not talk.turns:
        return with_names(question, talk)  # what is learnt of the names of a first question counts
    moved = read_move(question)
    if moved is not None:
        return _after(moved, talk)
    if not POSSESSIVE.search(question) and (whole := completed(question, talk)):
        return whole
    named = with_names(question, talk)
    return completed(named or question, talk) or named


def _after(moved: Moved, talk: Talk) -> str | None:
    """What a move asks of the question it speaks of."""
    last = talk.turns[-1]
    if moved.move is Move.MORE and moved.topic:
        return with_names(f"Tell me more about {moved.topic}.", talk)
    if moved.move is Move.MEANT and frame_of(moved.topic):  # "no, I mean when was it opened"
        asked = f"{moved.topic[:1].upper()}{moved.topic[1:]}?"
        return _alone(asked, talk) or asked
    if moved.move is Move.MEANT:
        return instead(moved.topic, last, talk)
    if moved.move is Move.BACK:
        return asked_of_earlier(moved.topic, moved.asked, talk)
    return asked_again(moved.move, last.question)


def _capitalised(texts: Iterable[str]) -> list[str]:
    """Words that may be names, each once; a few, since each is looked up."""
    found = (word for text in texts for word in NAME.findall(text))
    return list(dict.fromkeys(word for word in found if word.casefold() not in FUNCTION_WORDS))[
        :MOST_NAMES
    ]


def _plain(text: str, most: int) -> str:
    """One line without what steers or hides text."""
    kept = (" " if unicodedata.category(c)[0] == "C" else c for c in text[:most])
    return written_out(" ".join("".join(kept).split()))
