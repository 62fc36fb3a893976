"""What an article, a passage and a sentence are: spans of one stored text. Knows no files."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.outlet_names import outlet_name

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Article:
    """One news article as a reader of it would see it.

    `id` is derived from the content, so the same words always have the same id. `published` is
    ISO 8601 (`2025-09-03` or with a time). What is not known is None. `also_at` names other files
    with the very same content; `removed_characters` counts the invisible ones that were taken out.
    `item` is its number in its file, from 0; `problems` are sentences about what of the file was
    repaired or could not be read, and are no part of what the article says. `pages` are the code
    points of `text` at which a page begins and its number, where the file has pages.
    """

    id: str
    path: Path
    text: str
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    published: str | None = None
    place: str | None = None
    url: str | None = None
    also_at: tuple[Path, ...] = ()
    removed_characters: int = 0
    item: int = 0
    problems: tuple[str, ...] = ()
    pages: tuple[tuple[int, int], ...] = ()

    @property
    def shown_outlet(self) -> str | None:
        """The outlet by the name that people know it by, for showing and filtering only.

        It may come from the address or from the name of the file or its folder: no word of the
        article, in no id, and never cited.
        """
        return outlet_name(self.outlet, self.url, self.path)

    def page_at(self, place: int) -> int | None:
        """The number of the page on which a code point of the text stands, if it has pages."""
        row = bisect_right(self.pages, place, key=lambda page: page[0]) - 1
        return self.pages[row][1] if row >= 0 else None


@dataclass(frozen=True, slots=True)
class Passage:
    """Whole sentences of one article that are embedded and found together.

    `start` and `end` are code points of `article.text`.
    """

    article: Article
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.article.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Sentence:
    """The smallest thing that can be cited. `start` and `end` are code points of the article."""

    passage: Passage
    start: int
    end: int

    @property
    def article(self) -> Article:
        return self.passage.article

    @property
    def text(self) -> str:
        return self.article.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Problem:
    """A file of the folder that was skipped, and why."""

    path: Path
    reason: str
