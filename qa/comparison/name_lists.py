"""Lists of names in sentences, and lists that leave out what another list of the same has."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from qa.english.clauses import quoted_spans
from qa.english.normal_form import FUNCTION_WORDS, stem, words
from qa.english.number_words import SMALL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index import Sentence

FEWEST_ITEMS = 3
FEWEST_SHARED = 2  # items, and at least half of the shorter list
LONGEST_ITEM = 5  # words
_BETWEEN = re.compile(r"(,? and |,? or |, |; )")
_ENDS = re.compile(r"[—–:;.()?!]| - |, (?=which|who|have|has|had|were|was|are|is)")

Item = frozenset[str]


@dataclass(frozen=True, slots=True)
class NamedList:
    """The names that one sentence lists, each as the stems of its words."""

    sentence: Sentence
    items: tuple[Item, ...]
    shown: tuple[str, ...]  # the same as they are written


def lists_in(sentence: Sentence) -> Iterator[NamedList]:
    """Every list of at least three names joined by commas and "and"."""
    text = sentence.text
    inside = [span for span in quoted_spans(text) if span[1] - span[0] < len(text) / 2]
    for start, end in _stretches(text):
        if any(a < start and end < b for a, b in inside):
            continue
        # "Two of them" names nobody, and nothing is left out where it is missing.
        shown = [name for name in _names(_BETWEEN.split(text[start:end])) if _key(name)]
        if len(shown) >= FEWEST_ITEMS:
            yield NamedList(sentence, tuple(map(_key, shown)), tuple(shown))


def _names(parts: Sequence[str]) -> list[str]:
    """The names of the parts between commas, from the last that opens the list to its "and"."""
    last = next((n for n in reversed(range(1, len(parts), 2)) if _closes(parts[n])), None)
    if last is None:
        return []
    shown = [_opening(parts[last + 1])]
    for row in range(last - 1, -1, -2):
        whole = parts[row].strip()
        if _is_name(whole):
            shown.insert(0, whole)
            continue
        if opening := _behind_verb(whole):
            shown.insert(0, opening)
        break
    return shown if all(_is_name(name) for name in shown) else []


def _closes(separator: str) -> bool:
    return separator.strip(" ,") in {"and", "or"}


def leaving_out(lists: Sequence[NamedList]) -> list[tuple[NamedList, NamedList, tuple[str, ...]]]:
    """Pairs of a fuller list and one of the same that lacks some of its names, and these names."""
    found = []
    for fuller in lists:
        for shorter in lists:
            shared = [item for item in shorter.items if _among(item, fuller.items)]
            if len(shared) < max(FEWEST_SHARED, len(shorter.items) / 2):
                continue
            if len(shared) < len(shorter.items):
                continue
            missing = tuple(
                shown
                for item, shown in zip(fuller.items, fuller.shown, strict=True)
                if not _among(item, shorter.items)
            )
            if missing:
                found.append((fuller, shorter, missing))
    return found


def _among(item: Item, items: Sequence[Item]) -> bool:
    return any(item <= other or other <= item for other in items)


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    places = [0, *(match.start() for match in _ENDS.finditer(text)), len(text)]
    yield from pairwise(places)


def _behind_verb(part: str) -> str:
    """`seven countries, including Austria`: the name at the end of the first part."""
    run: list[str] = []
    for word in reversed(part.split()):
        if not word[:1].isupper() and word.casefold() not in SMALL:
            break
        run.insert(0, word)
    return " ".join(run)


def _opening(part: str) -> str:
    """`three Gulf states have offered`: the name at the beginning of the last part."""
    run: list[str] = []
    named = False
    for word in part.strip(" —–-:(").split():
        bare = word.strip(',.;”"’')
        if bare[:1].isupper():
            named = True
        elif named and not _follows_name(bare, run):
            break
        run.append(bare)
        if bare != word:
            break
    return " ".join(run[: LONGEST_ITEM + 1])


def _follows_name(word: str, run: Sequence[str]) -> bool:
    """`Gulf states`: a plural noun right behind the name it belongs to."""
    return bool(run) and run[-1][:1].isupper() and word.islower() and word.endswith("s")


def _is_name(name: str) -> bool:
    """`Vatican City`, `the United States`, `three Gulf states`; not `condemning Russia`."""
    said = name.split()
    if not 0 < len(said) <= LONGEST_ITEM or not any(word[:1].isupper() for word in said):
        return False
    return all(
        word[:1].isupper()
        or word.casefold() in FUNCTION_WORDS
        or word.casefold() in SMALL
        or word.isdigit()
        or _follows_name(word, said[:row])
        for row, word in enumerate(said)
    )


def _key(name: str) -> Item:
    return frozenset(
        stem(word.form)
        for word in words(name)
        if word.form not in FUNCTION_WORDS and word.form not in SMALL and not word.form.isdigit()
    )
