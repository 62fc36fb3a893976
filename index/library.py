"""ArticleLibrary: a folder of articles that can be searched. Read this file first."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np

from index.articles import Article, Passage, Problem, Sentence
from index.building import texts_of, waiting_rows, with_vectors_of
from index.contents import Contents, version_of
from index.damage import Damage, find_damage
from index.dates import day_of
from index.embedding import checked_vectors
from index.errors import StaleIndexError, UnknownArticleError, rebuild_command
from index.faiss_vectors import FaissVectors
from index.partial_vectors import text_key
from index.ranking import Ranker
from index.spelling import Spelling

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from index.embedding import Embedder, Vectors
    from index.lexical import LexicalIndex
    from index.search import Hit, SearchFilters

_PROBES = 3
# The same model in the same arithmetic differs by rounding; another model is far off.
_PROBE_LEAST_COSINE = 0.98


class ArticleLibrary:
    """The articles of one folder with their passages, sentences and vectors, all in memory.

    Several threads may search at once. What the folder holds later is not seen: open it again.
    Passages that are not embedded yet are found by their words alone.
    """

    def __init__(
        self,
        folder: Path,
        contents: Contents,
        lexical: LexicalIndex,
        *,
        place: Path,
        embedder: Embedder,
        pointer: bytes | None = None,
    ) -> None:
        """`pointer` is what the disk calls these contents, where they are saved."""
        self.folder = folder
        self.place = place
        self.pointer = pointer
        self.embedder = embedder
        self.embedder_name = contents.settings.embedder
        self.articles: tuple[Article, ...] = tuple(item.article for item in contents.articles)
        self.problems: tuple[Problem, ...] = tuple(
            Problem(folder / path, reason) for path, reason in contents.skipped
        )
        self.passages: tuple[Passage, ...] = tuple(
            Passage(item.article, item.sentences[first].start, item.sentences[last - 1].end)
            for item in contents.articles
            for first, last in item.passages
        )
        # The vectors are kept once, by the store.
        self._settings, self._indexed = contents.settings, contents.articles
        self._files, self._skipped, self._copies = contents.files, contents.skipped, contents.copies
        self._by_id = {item.article.id: item for item in contents.articles}
        self._first_row = dict(
            zip(
                self._by_id,
                np.cumsum([0, *(len(item.passages) for item in contents.articles)]).tolist(),
                strict=False,
            )
        )
        self._store = FaissVectors(contents.vectors, contents.embedded)
        self._versions: dict[int, str] = {}
        self._ranker = Ranker(contents.articles, self.passages, self._store, lexical)
        self._lexical = lexical
        self._spelling = Spelling([t for a in self.articles for t in (a.title or "", a.text)])
        self._probing = threading.Lock()
        self._probed = False

    @property
    def embedded(self) -> int:
        """How many passages are searched by meaning too."""
        return int(self._store.known.sum())

    @property
    def is_whole(self) -> bool:
        """Whether all are."""
        return self.embedded == len(self.passages)

    @property
    def version(self) -> str:
        """Changes with the articles, and with what of them is embedded."""
        known = self._store.known
        count = int(known.sum())
        if count not in self._versions:  # what is embedded once stays so
            self._versions = {count: version_of(self._settings, self._indexed, known)}
        return self._versions[count]

    @property
    def newest(self) -> str | None:
        """The latest `published` of the articles; the day that "today" means by default."""
        known = (article.published for article in self.articles if day_of(article.published))
        return max((day for day in known if day), default=None)

    def search(
        self,
        question: str,
        *,
        top: int = 12,
        filters: SearchFilters | None = None,
        as_of: dt.date | None = None,
    ) -> list[Hit]:
        """The at most `top` passages closest to the question, best first.

        `as_of` is the day from which "yesterday" and "this week" in the question are counted, by
        default that of the newest article; such words change the order, they exclude nothing.

        Raises:
            StaleIndexError: when the embedder no longer gives the vectors that were saved.
        """
        if top < 1:
            raise ValueError(f"top must be at least 1, not {top}")
        if not question.strip() or not self.passages:
            return []
        self._check_probes()
        vector = checked_vectors(self.embedder, [question])[0] if self.embedded else None
        today = as_of or day_of(self.newest)
        return self._ranker.rank(question, vector, top=top, filters=filters, today=today)

    def holds(self, word: str) -> bool:
        """Whether an article holds the word in any of its forms."""
        return self._lexical.holds(word)

    def nearest_word(self, word: str) -> str | None:
        """The word of the articles that a misspelt one stands for; None where none is near."""
        return self._spelling.nearest(word)

    def nearness(self, left: Sequence[str], right: Sequence[str]) -> NDArray[np.float32]:
        """Cosines of texts, by the embedder of this library: (left, right), higher is closer."""
        vectors = checked_vectors(self.embedder, [*left, *right])
        return np.asarray(vectors[: len(left)] @ vectors[len(left) :].T)

    def article(self, id_or_prefix: str) -> Article:
        """The article with this id, or the only one whose id begins so.

        Raises:
            UnknownArticleError: when there is none, or more than one.
        """
        if found := self._by_id.get(id_or_prefix):
            return found.article
        prefix = id_or_prefix.strip().lower()
        matches = [item for item in self._by_id if prefix and item.startswith(prefix)]
        if len(matches) == 1:
            return self._by_id[matches[0]].article
        what = f"{len(matches)} articles have" if matches else "no article has"
        raise UnknownArticleError(
            f"{what} an id that begins with {id_or_prefix[:80]!r} in {self.folder}. "
            "See the ids: byline articles"
        )

    def sentences(self, article: Article) -> tuple[Sentence, ...]:
        """The sentences of one of the library's articles, in order.

        Raises:
            UnknownArticleError: when the article is not of this library.
        """
        item = self._by_id.get(article.id)
        if item is None:
            raise UnknownArticleError(
                f"article {article.id} is not in {self.folder}. See the ids: byline articles"
            )
        first_row = self._first_row[article.id]
        return tuple(
            Sentence(self.passages[row], *item.sentences[at])
            for row, (first, last) in enumerate(item.passages, start=first_row)
            for at in range(first, last)
        )

    def group(self, article: Article) -> int:
        """The number that an article shares with its near-copies."""
        return self._by_id[article.id].group

    def waiting(self) -> list[int]:
        """The rows of the passages that are not embedded, those of the newest articles first."""
        return waiting_rows(self._indexed, self._store.known)

    def embedded_texts(self, rows: Sequence[int]) -> list[str]:
        """What is embedded for these passages."""
        return texts_of(self._indexed, rows)

    def learn(self, rows: NDArray[np.int64], vectors: Vectors) -> None:
        """Search passages by meaning from now on; others may be searching meanwhile."""
        self._store.learn(rows, vectors)

    def learn_texts(self, vectors: Mapping[str, Vectors]) -> None:
        """The same by the hash of what was embedded, for those that are waited for."""
        rows = self.waiting()
        found = [
            (row, vectors[key])
            for row, text in zip(rows, self.embedded_texts(rows), strict=True)
            if (key := text_key(text)) in vectors
        ]
        if found:
            self.learn(np.array([row for row, _ in found]), np.stack([each for _, each in found]))

    def contents(self) -> tuple[Contents, LexicalIndex]:
        """What this library was made from, with the vectors that it has by now."""
        known = self._store.known
        vectors = self._store.rows(np.arange(len(known)))
        held = Contents(
            self._settings, self._indexed, self._files, self._skipped, self._copies, vectors, known
        )
        return held, self._lexical

    def lend_vectors(self, contents: Contents) -> Contents:
        """Contents, perhaps of a later state of the folder, with the vectors known here."""
        known = self._store.known
        vectors = self._store.rows(np.arange(len(known)))
        return with_vectors_of(contents, self._indexed, vectors, known)

    def verify(self) -> tuple[Damage, ...]:
        """What on the disk does not match this library: its own files and the articles'."""
        return find_damage(self.folder, self.place)

    def _check_probes(self) -> None:
        """Embed a few stored passages again: a name does not prove that a model is the same."""
        with self._probing:
            if self._probed:
                return
            known = np.flatnonzero(self._store.known)
            if not len(known):
                return
            rows = known[np.unique(np.linspace(0, len(known) - 1, _PROBES).astype(np.int64))]
            saved = self._store.rows(rows)
            now = checked_vectors(self.embedder, self.embedded_texts(rows.tolist()))
            nearness = float((saved * now).sum(axis=1).min())
            if nearness < _PROBE_LEAST_COSINE and saved.any(axis=1).all():
                raise StaleIndexError(
                    f"the saved vectors of {self.folder} are not those that {self.embedder_name} "
                    f"gives now (cosine {nearness:.2f} instead of 1). "
                    f"Build them again: {rebuild_command(self.folder)}"
                )
            self._probed = True
