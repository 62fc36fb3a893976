"""Who is meant by "the Russian president": an office, and the name that a text gives its holder."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING

from qa.english.name_forms import is_named
from qa.english.normal_form import FUNCTION_WORDS, words

if TYPE_CHECKING:
    from qa.english.normal_form import Word

OFFICE_NOUNS = frozenset(
    """president minister chief chancellor king queen mayor governor senator secretary spokesman
    spokeswoman spokesperson chairman chairwoman chair director head leader ceo commander general
    ambassador judge prosecutor editor coach captain manager founder owner commissioner speaker
    premier prince princess pope bishop envoy adviser advisor negotiator officer""".split()  # noqa: SIM905
)
# Before an office that somebody does not hold any more, or not yet.
FORMER = frozenset({"former", "ex", "late", "then", "next"})
KINDS_OF_OFFICE = frozenset("prime foreign vice deputy defence defense finance interior".split())  # noqa: SIM905
MOST_WORDS = 3  # of an office before its noun, and of a name


@dataclass(frozen=True, slots=True)
class Office:
    """`Russian president Vladimir Putin`: the folded words of the office, and the name."""

    title: tuple[str, ...]
    name: str
    start: int
    end: int  # of the office, where the name would follow

    def may_be(self, other: Office) -> bool:
        """Whether every word of this office belongs to the other one too."""
        return self.title[-1] == other.title[-1] and all(
            is_named(word, other.title, " ".join(other.title)) for word in self.title
        )


def with_holders(sentence: str, article: str) -> str:
    """The sentence with the name behind every office that the article gives to one person only.

    "The Russian president declined" of an article that has "Russian President Vladimir Putin".
    """
    held = [office for office in offices(article) if office.name]
    pieces, done = [], 0
    for office in offices(sentence):
        names = {other.name.split()[-1]: other.name for other in held if office.may_be(other)}
        before = sentence[: office.start].lower()
        if office.name or len(names) != 1 or not before.endswith("the "):
            continue
        pieces += [sentence[done : office.end], " ", next(iter(names.values()))]
        done = office.end
    return "".join([*pieces, sentence[done:]])


@lru_cache(maxsize=256)
def offices(text: str) -> tuple[Office, ...]:
    """Every present office of a text, with the name right behind it or none."""
    found = words(text)
    return tuple(
        office
        for row, word in enumerate(found)
        if word.form in OFFICE_NOUNS and (office := _office(text, found, row)) is not None
    )


def _office(text: str, found: list[Word], row: int) -> Office | None:
    before = found[max(0, row - MOST_WORDS) : row]
    if FORMER.intersection(word.form for word in before):
        return None
    kind = list(takewhile(lambda w: _belongs(text, w), reversed(before)))[::-1]
    named = takewhile(lambda w: _is_name(text, w), found[row + 1 : row + 1 + MOST_WORDS])
    end, name = found[row].end, []
    for word in named:
        if text[end : word.start] != " ":
            break
        name.append(text[word.start : word.end])
        end = word.end
    title = tuple(word.form for word in (*kind, found[row]))
    start = kind[0].start if kind else found[row].start
    return Office(title, " ".join(name), start, found[row].end)


def _belongs(text: str, word: Word) -> bool:
    return word.form in KINDS_OF_OFFICE or (_is_name(text, word) and text[word.end] == " ")


def _is_name(text: str, word: Word) -> bool:
    shown = text[word.start : word.end]
    return shown[0].isupper() and word.form not in OFFICE_NOUNS | FUNCTION_WORDS
