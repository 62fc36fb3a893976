"""The rows of new articles and their passages, as a Milvus takes them. Sends nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from index import bm25
from index.columns import Origin, origin_of
from index.dates import day_of
from index.directed_questions import title_runs
from index.errors import SaveError
from index.lexical import Stems, joined, words_of
from index.local_store import LocalStore
from index.milvus_layout import PASSAGES_EACH, run_weights, word_weights
from index.milvus_search import seal_of
from index.milvus_server import Row

_LONGEST_TITLE = 16_000  # characters, which are at most 64,000 bytes
_MOST = np.iinfo(np.uint16).max  # times that a word is counted in one passage


class NewRows:
    """Makes rows; the lists of origins and bylines grow meanwhile."""

    def __init__(
        self,
        local: LocalStore,
        generation: int,
        numbers: Mapping[bytes, int],
        frozen_mean: float,
        origins: Sequence[tuple[str | None, str | None, str]],
        bylines: Sequence[str],
    ) -> None:
        """`numbers` are those of all words; a weight is of passages with `frozen_mean` words."""
        self.frozen_mean = frozen_mean
        self._local = local
        self._generation = generation
        self._numbers = numbers
        self._origins = {Origin(*each): at for at, each in enumerate(origins)}
        self._bylines = {each: at for at, each in enumerate(bylines)}
        self._stems = Stems()

    @property
    def origins(self) -> list[Origin]:
        """Every origin, by its number."""
        return list(self._origins)

    @property
    def bylines(self) -> list[str]:
        return list(self._bylines)

    def article(self, serial: int, place: int, body: str) -> Row:
        """The row of an article, whose body has this hash."""
        item = self._local.indexed(place)
        article = item.article
        if len(item.passages) >= PASSAGES_EACH:
            raise SaveError(
                f"{article.path} has {len(item.passages):,} passages, more than a store takes of "
                f"one article ({PASSAGES_EACH:,}). Divide it, or take it out of the folder."
            )
        title = (article.title or "")[:_LONGEST_TITLE]
        byline = -1
        if article.byline:
            byline = self._bylines.setdefault(article.byline, len(self._bylines))
        return {
            "serial": serial,
            "id": article.id,
            "born": self._generation,
            "body": body,
            "day": _day(article.published),
            "published": (article.published or "")[:64],
            "origin": self._origins.setdefault(origin_of(article), len(self._origins)),
            "byline": byline,
            "title": title.encode("utf-8", "replace").decode(),
            "titled": run_weights(title_runs([title]).runs.tolist()),
        }

    def passages(self, serial: int, place: int) -> list[Row]:
        """The rows of its passages."""
        local, item = self._local, self._local.indexed(place)
        article = item.article
        rows = local.rows_of_all([place])
        known, vectors = local.known(rows), local.vectors(rows)
        common = {
            "serial": serial,
            "id": article.id,
            "born": self._generation,
            "day": _day(article.published),
            "origin": self._origins[origin_of(article)],
        }
        made: list[Row] = []
        for at, passage in enumerate(item.all_passages()):
            words = words_of(joined([article.title, article.outlet, passage.text]), self._stems)
            made.append(
                {
                    **common,
                    "key": serial * PASSAGES_EACH + at,
                    "length": len(words),
                    "known": bool(known[at]),
                    "seal": seal_of(vectors[at]),
                    "dense": vectors[at],
                    "words": self._weights(words),
                }
            )
        return made

    def _weights(self, words: Sequence[str]) -> dict[int, float]:
        counted = Counter(word.encode("utf-8", "surrogatepass") for word in words)
        counts = np.minimum(np.array(list(counted.values()), np.int64), _MOST)
        weights = bm25.saturated(counts, np.array(len(words)), self.frozen_mean)
        return word_weights([self._numbers[word] for word in counted], weights)


def _day(published: str | None) -> int:
    day = day_of(published)
    return 0 if day is None else day.toordinal()
