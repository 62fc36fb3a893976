"""Names typed in small letters, written as the articles write them: "idaho" as "Idaho".

A word is held for a name where articles have it with a capital inside a sentence and nowhere in
small letters. What grammar makes of a question depends on its capitals.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from qa.english.mentions import GROUPS, PERSONS, PLACES
from qa.english.normal_form import FUNCTION_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_COMMON = PERSONS | GROUPS | PLACES  # titles have a capital before a name
_SMALL = re.compile(r"(?<![\w’'-])[a-z][a-z’'-]*[a-z](?![\w’-])")
_BEFORE_NAME = re.compile(r"(?<![\w’'-])(?P<first>[a-z]+) (?P<name>[A-Z][a-z]+)(?![\w’'-]*[A-Z])")
_ACRONYM = 4  # letters at most
_SHORTEST = 3
_LOOKED_AT = 6  # sentences
MOST_WORDS = 12  # each is looked up


def with_capitals(question: str, examples: Callable[[str], Iterable[str]]) -> str:
    """The question itself where no such word is in it."""
    looked_up = 0

    def written(found: re.Match[str]) -> str:
        nonlocal looked_up
        word = found[0].removesuffix("'s").removesuffix("’s")
        if word in FUNCTION_WORDS | _COMMON or len(word) < _SHORTEST or looked_up >= MOST_WORDS:
            return found[0]
        looked_up += 1
        return _as_written(word, examples) + found[0][len(word) :]

    question = _SMALL.sub(written, question)

    def begun(found: re.Match[str]) -> str:
        """`New` of "new Jersey", where the articles write it so before that name."""
        whole = f"{found['first'].capitalize()} {found['name']}"
        texts = list(islice(examples(found["name"]), _LOOKED_AT))
        return (
            whole if texts and 2 * sum(whole in text for text in texts) > len(texts) else found[0]
        )

    return _BEFORE_NAME.sub(begun, question)


def _as_written(word: str, examples: Callable[[str], Iterable[str]]) -> str:
    # "warned" shows that "Warn" of a headline is no name.
    base = re.escape(word.removesuffix("e"))
    small = re.compile(rf"(?<![\w-])(?:{re.escape(word)}|{base}(?:e?s|e?d|ing|ers?))(?![\w-])")
    if any(small.search(text) for text in islice(examples(word), _LOOKED_AT)):
        return word
    forms = [word.capitalize(), *([word.upper()] if len(word) <= _ACRONYM else [])]
    for form in forms:
        inside = re.compile(rf"[a-z,] {form}(?!\w)|(?<!\w){form} [A-Z][a-z]")
        if any(inside.search(text) for text in islice(examples(form), _LOOKED_AT)):
            return form
    return word
