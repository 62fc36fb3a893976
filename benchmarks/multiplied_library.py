"""A library many times as large as another: python -m benchmarks.multiplied_library SMALL TIMES.

SMALL is what `python -m benchmarks.library --place` has left: a folder and its library. Beside it,
one of TIMES as many articles is made. A copy of an article has its text, an author and vectors of
its own, and counts as no near-copy: postings, vectors and fields are as many as they would be, and
no sentence had to be found again. `python -m benchmarks.library --one used` measures it.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.library import MixedEmbedder
from index import library_place
from index.contents import IndexedArticle, encode_files
from index.folder import FileState, article_id, file_digest, resolve_folder
from index.local_store import LocalStore
from index.saved_library import SavedLibrary, settings_for
from index.segment import Segment, new_segment

_SIGNATURE = 96


def copies(store: LocalStore, at: int, folder: Path) -> Iterator[IndexedArticle]:
    """Copy number `at` of every article, with its file written."""
    for number in range(len(store.articles)):
        item = store.indexed(number)
        path = folder / f"{at * len(store.articles) + number:07}.txt"
        article = replace(item.article, path=path, also_at=(), byline=f"Author {at}")
        path.write_text(f"{article.text}\n\nBy {article.byline}", encoding="utf-8")
        yield replace(item, article=replace(article, id=article_id(article)))


def multiplied(small: Path, times: int, embedder: MixedEmbedder) -> None:
    """Make the library."""
    settings = settings_for(embedder)
    resolved = resolve_folder(small / "articles")
    store = SavedLibrary(resolved, library_place(resolved, small / "home"), settings).load()
    if store is None:
        raise SystemExit(f"there is no library of this embedder in {small}")
    chance = np.random.default_rng(4)
    folder = small.parent / f"{small.name}x{times}" / "articles"
    folder.mkdir(parents=True)
    segments: list[Segment] = []
    files: dict[str, FileState] = {}
    for at in range(times):
        items = list(copies(store, at, folder))
        signatures = chance.integers(0, 2**48, (len(items), _SIGNATURE), np.uint64)
        segments.append(new_segment(str(at), folder, items, signatures))
        for item in items:
            path = item.article.path
            digest = file_digest(path.read_bytes(), path.suffix)
            files[path.name] = FileState(digest, (item.article.id,), None)
        print(f"{at + 1} of {times} copies", flush=True)
    sizes = [len(segment.ids) for segment in segments]
    order = [(at, number) for at, size in enumerate(sizes) for number in range(size)]
    large = LocalStore(
        folder,
        settings,
        segments,
        order=np.array(order, np.int32),
        groups=np.arange(len(order), dtype=np.int32),
        judged=np.empty((0, 3), np.int64),
        files=encode_files(files, ()),
    )
    # Those by which a library knows that its embedder is the same.
    probes = np.unique(np.linspace(0, len(large.passages) - 1, 3).astype(np.int64))
    large.learn(probes, embedder.embed(large.embedded_texts(probes.tolist())))
    for start in range(0, len(large.passages), 20_000):
        rows = np.arange(start, min(start + 20_000, len(large.passages)))
        large.learn(rows, embedder.embed([f"passage {row}" for row in rows]))
    place = library_place(folder.resolve(), folder.parent / "home")
    saved = SavedLibrary(folder.resolve(), place, settings)
    with saved.draft() as draft:
        saved.save(large, draft)


def main() -> None:
    """Read what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("small", type=Path)
    parser.add_argument("times", type=int)
    parser.add_argument("--vectors", type=Path)
    given = parser.parse_args()
    embedder = MixedEmbedder(None if given.vectors is None else np.load(given.vectors))
    multiplied(given.small, given.times, embedder)


if __name__ == "__main__":
    main()
