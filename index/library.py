"""ArticleLibrary: a folder of articles that can be searched. Read this file first."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np

from index.articles import Article, Passage, Problem, Sentence
from index.damage import Damage, find_damage
from index.dates import day_of
from index.embedding import checked_vectors
from index.errors import StaleIndexError, UnknownArticleError, rebuild_command
from index.partial_vectors import text_key
from index.ranking import Ranker

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from index.embedding import Embedder, Vectors
    from index.listing import Listing
    from index.search import Hit, SearchFilters
    from index.store import Store

_PROBES = 3
_TEXTS = 10_000  # in memory while they are looked for
# The same model in the same arithmetic differs by rounding; another model is far off.
_PROBE_LEAST_COSINE = 0.98


class ArticleLibrary:
    """The articles of one folder with their passages, sentences and vectors, read as they are used.

    Several threads may search at once. What the folder holds later is not seen: open it again.
    Passages that are not embedded yet are found by their words alone.
    """

    def __init__(
        self,
        folder: Path,
        store: Store,
        *,
        place: Path,
        embedder: Embedder,
        pointer: bytes | None = None,
    ) -> None:
        """`pointer` is what the disk calls this state, where it is saved."""
        self.folder = folder
        self.place = place
        self.embedder = embedder
        self.embedder_name = store.embedder
        self.use(store, pointer)
        self._probing = threading.Lock()
        self._probed = False

    def use(self, store: Store, pointer: bytes | None) -> None:
        """Go on with the same articles as they are on the disk by now."""
        self.store, self.pointer = store, pointer
        self._ranker = Ranker(store)

    @property
    def articles(self) -> Listing:
        """In the order of the folder; each is read when it is asked for."""
        return self.store.articles

    @property
    def passages(self) -> Sequence[Passage]:
        """Those of an article behind one another; each is read when it is asked for."""
        return self.store.passages

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The files that were skipped."""
        return tuple(Problem(self.folder / path, reason) for path, reason in self.store.skipped())

    @property
    def embedded(self) -> int:
        """How many passages are searched by meaning too."""
        return self.store.embedded

    @property
    def is_whole(self) -> bool:
        """Whether all are."""
        return self.embedded == len(self.passages)

    @property
    def version(self) -> str:
        """Changes with the articles, and with what of them is embedded."""
        return self.store.version

    @property
    def newest(self) -> str | None:
        """The latest `published` of the articles; the day that "today" means by default."""
        return self.store.newest

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

    def beyond(self, other: ArticleLibrary) -> Sequence[Article]:
        """The articles that the folder in another state does not have as they are here."""
        return self.store.beyond(other.store)

    def admitted(self, filters: SearchFilters) -> Listing:
        """The articles that may be found, in the order of the folder."""
        return self.store.admitted(filters)

    def holds(self, word: str) -> bool:
        """Whether an article holds the word in any of its forms."""
        return self.store.holds(word)

    def nearest_word(self, word: str) -> str | None:
        """The word of the articles that a misspelt one stands for; None where none is near."""
        return self.store.nearest_word(word)

    def nearness(self, left: Sequence[str], right: Sequence[str]) -> NDArray[np.float32]:
        """Cosines of texts, by the embedder of this library: (left, right), higher is closer."""
        vectors = checked_vectors(self.embedder, [*left, *right])
        return np.asarray(vectors[: len(left)] @ vectors[len(left) :].T)

    def article(self, id_or_prefix: str) -> Article:
        """The article with this id, or the only one whose id begins so.

        Raises:
            UnknownArticleError: when there is none, or more than one.
        """
        if (found := self.store.article(id_or_prefix)) is not None:
            return found
        prefix = id_or_prefix.strip().lower()
        matches = self.store.ids_from(prefix) if prefix else ()
        if len(matches) == 1 and (only := self.store.article(matches[0])) is not None:
            return only
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
        if self.store.article(article.id) is None:
            raise UnknownArticleError(
                f"article {article.id} is not in {self.folder}. See the ids: byline articles"
            )
        return self.store.sentences(article.id)

    def group(self, article: Article) -> int:
        """The number that an article shares with its near-copies."""
        return self.store.group(article.id)

    def waiting(self) -> Sequence[int]:
        """The rows of the passages that are not embedded, those of the newest articles first."""
        return self.store.waiting()

    def embedded_texts(self, rows: Sequence[int]) -> list[str]:
        """What is embedded for these passages."""
        return self.store.embedded_texts(rows)

    def learn(self, rows: NDArray[np.int64], vectors: Vectors) -> None:
        """Search passages by meaning from now on; others may be searching meanwhile."""
        self.store.learn(rows, vectors)

    def learn_texts(self, vectors: Mapping[str, Vectors]) -> None:
        """The same by the hash of what was embedded, for those that are waited for."""
        waiting = self.waiting()
        for start in range(0, len(waiting), _TEXTS):
            rows = waiting[start : start + _TEXTS]
            found = [
                (row, vectors[key])
                for row, text in zip(rows, self.embedded_texts(rows), strict=True)
                if (key := text_key(text)) in vectors
            ]
            if found:
                learned = np.stack([vector for _, vector in found])
                self.learn(np.array([row for row, _ in found]), learned)

    def verify(self) -> tuple[Damage, ...]:
        """What on the disk does not match this library: its own files and the articles'."""
        return find_damage(self.folder, self.place)

    def _check_probes(self) -> None:
        """Embed a few stored passages again: a name does not prove that a model is the same."""
        with self._probing:
            if self._probed:
                return
            rows = self.store.probes(_PROBES)
            if not len(rows):
                return
            saved = self.store.vectors(rows)
            now = checked_vectors(self.embedder, self.embedded_texts(rows.tolist()))
            nearness = float((saved * now).sum(axis=1).min())
            if nearness < _PROBE_LEAST_COSINE and saved.any(axis=1).all():
                raise StaleIndexError(
                    f"the saved vectors of {self.folder} are not those that {self.embedder_name} "
                    f"gives now (cosine {nearness:.2f} instead of 1). "
                    f"Build them again: {rebuild_command(self.folder)}"
                )
            self._probed = True
