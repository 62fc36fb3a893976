"""Time and memory of libraries as they grow: python -m benchmarks.library [FOLDER] [--sizes ...].

FOLDER holds articles as text; without one they are invented. Where more are asked for than there
are, an article is told again with other figures and some of its sentences exchanged for those of
others, so that the copies are no near-copies. With --vectors, unit rows of real passages in a .npy
file, a text gets the mean of two of them with noise, else a random vector: what is measured is the
library, not the model. Building and using are measured in processes of their own, on the wall's
clock and the processor's.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.vector_indexes import NOISE, unit
from index import ArticleLibrary, SearchFilters, open_library
from index.embedding import Vectors
from index.partial_vectors import text_key
from index.store import Store

DIMENSION = 384
SIZES = (100, 1_000, 5_000)
SEARCHES = 100
NEAREST = 10
EXCHANGED = 0.4  # of the sentences of an article that is told again
_NUMBER = re.compile(r"\d+")
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_WORDS = tuple(
    """
    minister harbour treaty border budget river bridge court judge union strike festival museum
    storm market bank vote parliament senate mayor police fire school teacher doctor hospital
    farmer harvest export tariff engine rocket station railway opened closed rejected announced
    praised delayed doubled sold built flooded won lost Ortiz Calder Lisbon Porto Ely Vienna
    """.split()  # noqa: SIM905 - a list of so many words is easier read as a text
)


class MixedEmbedder:
    """A unit vector for each text, always the same one."""

    dimension = DIMENSION

    def __init__(self, real: Vectors | None) -> None:
        self.name = "random" if real is None else "mixed"
        self._real = real

    def embed(self, texts: Sequence[str]) -> Vectors:
        rows = [self._row(int(text_key(text)[:15], 16)) for text in texts]
        return unit(np.array(rows, np.float32).reshape(-1, DIMENSION))

    def _row(self, seed: int) -> Vectors:
        chance = np.random.default_rng(seed)
        noise = chance.standard_normal(DIMENSION, np.float32)
        if self._real is None:
            return noise
        first, second = self._real[chance.integers(0, len(self._real), 2)]
        share = np.float32(chance.uniform(0.5, 1))
        mean = share * first + (1 - share) * second
        return np.asarray(
            mean / np.linalg.norm(mean) + NOISE * noise / np.linalg.norm(noise), np.float32
        )


def invented(count: int, chance: random.Random) -> list[str]:
    """Articles of some thirty sentences of words without sense."""

    def sentence() -> str:
        words = [chance.choice(_WORDS) for _ in range(chance.randint(8, 22))]
        return " ".join(words).capitalize() + f" {chance.randint(2, 900)}."

    return [
        f"{sentence()}\n\n" + "\n\n".join(" ".join(sentence() for _ in range(3)) for _ in range(10))
        for _ in range(count)
    ]


def write_articles(folder: Path, texts: Sequence[str], count: int) -> None:
    """As many articles as are wanted, the first ones as they are."""
    chance = random.Random(5)
    folder.mkdir(parents=True)
    for number in range(count):
        text = texts[number % len(texts)]
        if number >= len(texts):
            text = told_again(text, chance.choice(texts), chance)
        (folder / f"{number:07}.txt").write_text(text, encoding="utf-8")


def told_again(text: str, other: str, chance: random.Random) -> str:
    """Another article of the same form: other figures, some sentences of another article."""
    theirs = _SENTENCE.split(other)
    mine = [
        chance.choice(theirs) if chance.random() < EXCHANGED else sentence
        for sentence in _SENTENCE.split(text)
    ]
    return _NUMBER.sub(lambda found: str(chance.randint(1, 9 ** len(found[0]))), " ".join(mine))


def built(folder: Path, home: Path, embedder: MixedEmbedder) -> dict[str, Any]:
    """Making a library: by words, then the rest."""
    before = _memory("VmHWM")
    rows = [
        _timed("first opening, by words", lambda: _open(folder, home, embedder, patience=0.0)),
        _timed("the rest of the vectors, saved", lambda: _open(folder, home, embedder)),
    ]
    return {"rows": rows, "megabytes_build": _memory("VmHWM") - before}


def used(folder: Path, home: Path, embedder: MixedEmbedder) -> dict[str, Any]:
    """Opening a library that is complete, asking it, and changing it."""
    before = _memory("VmRSS")
    rows = [_timed("start: opened again in a new process", lambda: _open(folder, home, embedder))]
    library = _open(folder, home, embedder)
    memory = {"megabytes_start": _memory("VmRSS") - before}
    chance = random.Random(9)
    count = len(library.passages)
    texts = [library.passages[chance.randrange(count)].text for _ in range(SEARCHES)]
    questions = [" ".join(text.split()[:9]) for text in texts]
    library.search(questions[0])
    rows.append(_median("a search", library.search, questions))
    vectors = list(embedder.embed(questions))
    store = library.store
    rows.append(_median("by words alone", lambda q: store.candidates(q, None, most=100), questions))
    by_meaning = lambda v: store.candidates("", v, most=100)  # noqa: E731
    rows.append(_median("by meaning alone", by_meaning, vectors))
    ids = sorted(set(store.ids(np.arange(count))))
    few = SearchFilters(within=frozenset(chance.sample(ids, max(1, len(ids) // 100))))
    library.search(questions[0], filters=few)
    narrow = lambda q: library.search(q, filters=few)  # noqa: E731
    rows.append(_median("a search in a hundredth of the articles", narrow, questions))
    memory["megabytes_used"] = _memory("VmRSS") - before
    memory["megabytes_own"] = _memory("RssAnon")
    found = {"recall": recall(store, vectors, None), "recall_filtered": recall(store, vectors, few)}
    rows.append(_timed("the first misspelt word", lambda: library.nearest_word("parliamant")))
    facts = {
        "articles": len(library.articles),
        "passages": count,
        "megabytes_disk": sum(p.stat().st_size for p in home.rglob("*") if p.is_file()) // 2**20,
        "megabytes_text": sum(p.stat().st_size for p in folder.rglob("*.txt")) // 2**20,
    }
    return {**facts, **memory, **found, "rows": rows + list(changed(folder, home, embedder))}


def changed(
    folder: Path, home: Path, embedder: MixedEmbedder
) -> Iterator[tuple[str, float, float]]:
    """What a change costs, found by reading the folder; the library was not open, or was."""
    path = folder / "0000000.txt"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}\n\nOne more sentence came today.", encoding="utf-8")
    yield _timed("one changed article", lambda: _open(folder, home, embedder))
    library = _open(folder, home, embedder)
    (folder / "new.txt").write_text(f"{text}\n\nAnother came too.", encoding="utf-8")
    yield _timed(
        "one more article, the library open", lambda: _open(folder, home, embedder, before=library)
    )
    yield _timed("the folder read, nothing new", lambda: _open(folder, home, embedder))
    path.unlink()
    yield _timed("one deleted article", lambda: _open(folder, home, embedder))


def recall(store: Store, questions: Sequence[Vectors], filters: SearchFilters | None) -> float:
    """The share of the ten nearest of each question that are found among the ten nearest."""
    rows = np.arange(len(store.passages))
    if filters is not None:
        chosen = filters.within
        rows = rows[[each in chosen for each in store.ids(rows)]]
    best = np.zeros((len(questions), 0), np.float32)
    places = np.zeros((len(questions), 0), np.int64)
    for start in range(0, len(rows), 50_000):
        some = rows[start : start + 50_000]
        best = np.hstack([best, np.stack(questions) @ store.vectors(some).T])
        places = np.hstack([places, np.tile(some, (len(questions), 1))])
        order = np.argpartition(-best, min(NEAREST, best.shape[1]) - 1, axis=1)[:, :NEAREST]
        best, places = np.take_along_axis(best, order, 1), np.take_along_axis(places, order, 1)
    shares = []
    for question, exact in zip(questions, places, strict=True):
        found = store.candidates("", question, most=100, filters=filters)
        nearest = found.rows[np.argsort(-found.dense)[:NEAREST]]
        shares.append(len(set(nearest.tolist()) & set(exact.tolist())) / len(exact))
    return float(np.mean(shares))


def _open(folder: Path, home: Path, embedder: MixedEmbedder, **options: Any) -> ArticleLibrary:  # noqa: ANN401
    return open_library(folder, home=home, embedder=embedder, **options)


def _timed(what: str, act: Callable[[], object]) -> tuple[str, float, float]:
    wall, processor = time.perf_counter(), time.process_time()
    act()
    return what, time.perf_counter() - wall, time.process_time() - processor


def _median(
    what: str, act: Callable[[Any], object], each: Sequence[Any]
) -> tuple[str, float, float]:
    times = [_timed("", lambda e=e: act(e))[1:] for e in each]  # type: ignore[misc]
    wall, processor = np.median(times, axis=0).tolist()
    return f"{what}, at the median", wall, processor


def _memory(name: str) -> int:
    """Megabytes of this process, as Linux counts them."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:")) // 1024


def table(results: Sequence[dict[str, Any]]) -> str:
    """Markdown: a column for each size."""
    heads = [f"{r['articles']:,} articles, {r['passages']:,} passages" for r in results]
    lines = [f"| | {' | '.join(heads)} |", "|---" * (len(heads) + 1) + "|"]
    for at, (what, *_) in enumerate(results[0]["rows"]):
        cells = [_seconds(*r["rows"][at][1:]) for r in results]
        lines.append(f"| {what} | {' | '.join(cells)} |")
    for key, what in (
        ("recall", "recall@10 by meaning"),
        ("recall_filtered", "the same in a hundredth of the articles"),
    ):
        lines.append(f"| {what} | {' | '.join(f'{r[key]:.3f}' for r in results)} |")
    for key, what in (
        ("megabytes_start", "memory after the start"),
        ("megabytes_used", "memory after these searches, pages of files among it"),
        ("megabytes_own", "the same without these, the program and all"),
        ("megabytes_build", "memory at the most while building"),
        ("megabytes_disk", "on the disk"),
        ("megabytes_text", "text of the articles"),
    ):
        lines.append(f"| {what} | {' | '.join(f'{r[key]:,} MB' for r in results)} |")
    return "\n".join(lines)


def _seconds(wall: float, processor: float) -> str:
    if wall < 1:
        return f"{wall * 1000:.0f} ms ({processor * 1000:.0f})"
    return f"{wall:.1f} s ({processor:.1f})"


def main() -> None:
    """Measure each size and print what is known so far."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--vectors", type=Path)
    parser.add_argument("--place", type=Path, help="where to work, and to leave what was made")
    parser.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        step, folder, home = given.one
        embedder = MixedEmbedder(None if given.vectors is None else np.load(given.vectors))
        act = {"built": built, "used": used}[step]
        print(json.dumps(act(Path(folder), Path(home), embedder)))
        return
    if given.folder is None:
        texts = invented(500, random.Random(3))
    else:
        texts = [p.read_text(encoding="utf-8") for p in sorted(given.folder.rglob("*.txt"))]
    results = []
    for size in given.sizes:
        with tempfile.TemporaryDirectory() as temporary:
            place = (given.place or Path(temporary)) / str(size)
            if not place.exists():
                write_articles(place / "articles", texts, size)
            found = [_in_process(step, place, given.vectors) for step in ("built", "used")]
            results.append({**found[0], **found[1], "rows": found[0]["rows"] + found[1]["rows"]})
            print(json.dumps(results[-1]))
            print(table(results), flush=True)


def _in_process(step: str, place: Path, vectors: Path | None) -> dict[str, Any]:
    options = [] if vectors is None else ["--vectors", str(vectors)]
    command = [sys.executable, "-m", "benchmarks.library", *options, "--one", step]
    command += [str(place / "articles"), str(place / "home")]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    main()
