"""Questions that name where to look: an outlet, an author, or one article by its title."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.articles import Article

# Fewer words of a title in a question are chance.
LEAST_TITLE_WORDS = 4
# Fewer words of a quotation are.
_LEAST_QUOTED_WORDS = 3
_MOST_READ = 2_000  # characters of a question
_WORD = re.compile(r"[^\W_]+")
_QUOTED = re.compile(r"[“\"‘']([^“”\"‘’']{8,300})[”\"’']")
_POINTS_BEFORE = re.compile(r"(?:according to|as|by|from|in)(?: the)?\Z", re.IGNORECASE)
_POINTS_AFTER = re.compile(
    r"(?:['’]s?\b|(?:\w+ )?(?:report|say|said|write|wrote|article|story|stories|claim|describe|"
    r"publish|headline|piece|coverage|mention|put|quote|tell|call|note|state|cover)\w*)"
)

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class TitleRuns:
    """The titles of some articles by the hashes of their runs of three and of four words.

    `runs` is sorted, `articles` says whose each is, `lengths` how many words each title has.
    """

    runs: NDArray[np.uint64]
    articles: NDArray[np.int32]
    lengths: NDArray[np.int32]

    def with_run(self, words: Sequence[str]) -> NDArray[np.int32]:
        """The articles whose title has these three or four words in a row."""
        wanted = np.uint64(_hash(words))
        low, high = (int(np.searchsorted(self.runs, wanted, side)) for side in ("left", "right"))
        return self.articles[low:high]


def title_runs(titles: Sequence[str | None]) -> TitleRuns:
    """The runs of words of titles, in the order of which the numbers are."""
    words = [_words(title or "") for title in titles]
    found = sorted(
        (hashed, number)
        for number, title in enumerate(words)
        for size in (_LEAST_QUOTED_WORDS, LEAST_TITLE_WORDS)
        for hashed in {_hash(run) for run in _runs(title, size)}
    )
    return TitleRuns(
        np.array([run for run, _ in found], np.uint64),
        np.array([number for _, number in found], np.int32),
        np.array([len(title) for title in words], np.int32),
    )


@dataclass(frozen=True, slots=True)
class NamedArticles:
    """Articles by what they can be asked for: names that some of them have, and their titles.

    `names_of` holds for each kind of name the number of each article's name, -1 for none.
    """

    names: Sequence[Sequence[str | None]]
    names_of: Sequence[NDArray[np.int32]]
    titles: TitleRuns
    title: Callable[[int], str | None]

    @classmethod
    def of(cls, articles: Sequence[Article]) -> NamedArticles:
        """The same of articles that are in memory."""
        kinds = ([a.outlet for a in articles], [a.byline for a in articles])
        each = np.arange(len(articles), dtype=np.int32)
        titles = title_runs([article.title for article in articles])
        return cls(kinds, (each, each), titles, lambda number: articles[number].title)

    def named(self, question: str) -> set[int]:
        """The articles that a question asks by name; empty when it names none."""
        question = question[:_MOST_READ]
        return self._by_name(question) | self._by_title(question) | self._by_quotation(question)

    def _by_name(self, question: str) -> set[int]:
        """Names count as they are written, capitals too: `The Week` is not `the week`."""
        found: set[int] = set()
        for names, of in zip(self.names, self.names_of, strict=True):
            meant = [at for at, name in enumerate(names) if name and _is_named(question, name)]
            if meant:
                found.update(np.flatnonzero(np.isin(of, meant)).tolist())
        return found

    def _by_title(self, question: str) -> set[int]:
        shared: dict[int, int] = {}
        for run in set(_runs(_words(question), LEAST_TITLE_WORDS)):
            for number in self.titles.with_run(run).tolist():
                shared[number] = shared.get(number, 0) + 1
        # Most of the title, not four words that many stories share.
        return {
            number
            for number, runs in shared.items()
            if 2 * (runs + LEAST_TITLE_WORDS - 1) >= self.titles.lengths[number]
        }

    def _by_quotation(self, question: str) -> set[int]:
        found: set[int] = set()
        for quoted in _QUOTED.findall(question):
            words = _words(quoted)
            if len(words) < _LEAST_QUOTED_WORDS:
                continue
            first, *others = (
                set(self.titles.with_run(run).tolist()) for run in _runs(words, _LEAST_QUOTED_WORDS)
            )
            found.update(
                number
                for number in first.intersection(*others)
                if _contains(_words(self.title(number) or ""), words)
            )
        return found


def question_runs(question: str) -> set[int]:
    """The hashes of the runs of words by which a title may be found for a question."""
    question = question[:_MOST_READ]
    found = {_hash(run) for run in _runs(_words(question), LEAST_TITLE_WORDS)}
    for quoted in _QUOTED.findall(question):
        found.update(_hash(run) for run in _runs(_words(quoted), _LEAST_QUOTED_WORDS))
    return found


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _runs(words: Sequence[str], size: int) -> Iterable[tuple[str, ...]]:
    for start in range(len(words) - size + 1):
        yield tuple(words[start : start + size])


def _hash(words: Sequence[str]) -> int:
    said = " ".join(words).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(said, digest_size=8).digest())


def _contains(words: Sequence[str], part: Sequence[str]) -> bool:
    size = len(part)
    return any(
        list(words[start : start + size]) == list(part) for start in range(len(words) - size + 1)
    )


def _is_named(question: str, name: str) -> bool:
    form = name.removeprefix("The ")
    return (
        len(name) > 1
        and form in question
        and any(_is_pointed_at(question, start, form) for start in _places(question, form))
    )


def _places(text: str, name: str) -> Iterable[int]:
    for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
        yield found.start()


def _is_pointed_at(question: str, start: int, name: str) -> bool:
    """`did Newslooks report`, `Newslooks’s story`; not a name in the middle of the matter."""
    before = question[:start].rstrip(" ,")
    after = question[start + len(name) : start + len(name) + 40].lstrip()
    return bool(_POINTS_AFTER.match(after) or _POINTS_BEFORE.search(before.removesuffix(" The")))
