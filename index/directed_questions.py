"""Questions that name where to look: an outlet, an author, or one article by its title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from index.articles import Article

# Fewer words of a title in a question are chance.
LEAST_TITLE_WORDS = 4
_WORD = re.compile(r"[^\W_]+")
_QUOTED = re.compile(r"[“\"‘']([^“”\"‘’']{8,300})[”\"’']")
_POINTS_BEFORE = re.compile(r"(?:according to|as|by|from|in)(?: the)?\Z", re.IGNORECASE)
_POINTS_AFTER = re.compile(
    r"(?:['’]s?\b|(?:\w+ )?(?:report|say|said|write|wrote|article|story|stories|claim|describe|"
    r"publish|headline|piece|coverage|mention|put|quote|tell|call|note|state|cover)\w*)"
)


class Directory:
    """The names under which the articles of a library can be asked for."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self._outlets: dict[str, list[int]] = {}
        self._titles: list[list[str]] = []
        for number, article in enumerate(articles):
            for name in (article.outlet, article.byline):
                if name and len(name) > 1:
                    self._outlets.setdefault(name, []).append(number)
            self._titles.append(_words(article.title or ""))
        self._by_run: dict[tuple[str, ...], list[int]] = {}
        for number, words in enumerate(self._titles):
            for run in set(_runs(words)):
                self._by_run.setdefault(run, []).append(number)

    def named(self, question: str) -> set[int]:
        """The articles that a question asks by name; empty when it names none."""
        question = question[:2000]
        return self._by_outlet(question) | self._by_title(question)

    def _by_outlet(self, question: str) -> set[int]:
        """Names count as they are written, capitals too: `The Week` is not `the week`."""
        found: set[int] = set()
        for name, numbers in self._outlets.items():
            form = name.removeprefix("The ")
            if form in question and any(
                _is_pointed_at(question, start, form) for start in _places(question, form)
            ):
                found.update(numbers)
        return found

    def _by_title(self, question: str) -> set[int]:
        words = _words(question)
        shared: dict[int, int] = {}
        for run in set(_runs(words)):
            for number in self._by_run.get(run, ()):
                shared[number] = shared.get(number, 0) + 1
        # Most of the title, not four words that many stories share.
        long = {
            number
            for number, runs in shared.items()
            if 2 * (runs + LEAST_TITLE_WORDS - 1) >= len(self._titles[number])
        }
        return long | self._by_quotation(question)

    def _by_quotation(self, question: str) -> set[int]:
        found: set[int] = set()
        for quoted in _QUOTED.findall(question):
            words = _words(quoted)
            if len(words) < LEAST_TITLE_WORDS - 1:
                continue
            found.update(
                number for number, title in enumerate(self._titles) if _contains(title, words)
            )
        return found


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _runs(words: Sequence[str]) -> Iterable[tuple[str, ...]]:
    for start in range(len(words) - LEAST_TITLE_WORDS + 1):
        yield tuple(words[start : start + LEAST_TITLE_WORDS])


def _contains(words: Sequence[str], part: Sequence[str]) -> bool:
    size = len(part)
    return any(
        list(words[start : start + size]) == list(part) for start in range(len(words) - size + 1)
    )


def _places(text: str, name: str) -> Iterable[int]:
    for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
        yield found.start()


def _is_pointed_at(question: str, start: int, name: str) -> bool:
    """`did Newslooks report`, `Newslooks’s story`; not a name in the middle of the matter."""
    before = question[:start].rstrip(" ,")
    after = question[start + len(name) : start + len(name) + 40].lstrip()
    return bool(_POINTS_AFTER.match(after) or _POINTS_BEFORE.search(before.removesuffix(" The")))
