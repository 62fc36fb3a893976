"""Time and memory of libraries as they grow: python -m benchmarks.library [FOLDER] [--sizes ...].

FOLDER holds articles as text; without one they are invented. Where more are asked for than there
are, an article is told again with other figures and some of its sentences exchanged for those of
others, so that the copies are no near-copies. Vectors are random: what is measured is the library,
not the model. Each size is measured in a process of its own, on the processor's clock and the
wall's.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from index import ArticleLibrary, open_library
from index.embedding import Vectors
from index.partial_vectors import text_key

DIMENSION = 384
SIZES = (100, 1_000, 5_000)
SEARCHES = 50
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


class RandomEmbedder:
    """A unit vector for each text, always the same one."""

    name = "random"
    dimension = DIMENSION

    def embed(self, texts: Sequence[str]) -> Vectors:
        seeds = [int(text_key(text)[:15], 16) for text in texts]
        rows = [np.random.default_rng(seed).standard_normal(DIMENSION) for seed in seeds]
        vectors = np.array(rows, np.float32).reshape(-1, DIMENSION)
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


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
    folder.mkdir()
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


def measured(folder: Path, home: Path) -> Iterator[tuple[str, float, float]]:
    """What is done, and the seconds of the wall and of the processor that it took."""
    embedder = RandomEmbedder()

    def opened(patience: float | None = None) -> ArticleLibrary:
        return open_library(folder, home=home, embedder=embedder, patience=patience)

    yield _timed("first opening, by words", lambda: opened(0.0))
    yield _timed("the rest of the vectors", lambda: opened())
    yield _timed("second opening", lambda: opened())
    changed = folder / "0000000.txt"
    text = changed.read_text(encoding="utf-8")
    changed.write_text(f"{text}\n\nOne more sentence came today.", encoding="utf-8")
    yield _timed("one changed article", lambda: opened())
    changed.unlink()
    yield _timed("one deleted article", lambda: opened())
    library = opened()
    questions = [
        " ".join(p.text.split()[:9])
        for p in library.passages[:: len(library.passages) // SEARCHES or 1]
    ]
    library.search(questions[0])
    times = [_timed("", lambda q=q: library.search(q)) for q in questions[:SEARCHES]]  # type: ignore[misc]
    wall, processor = (float(np.median([each[at] for each in times])) for at in (1, 2))
    yield "a search, at the median", wall, processor


def _timed(what: str, act: Callable[[], object]) -> tuple[str, float, float]:
    wall, processor = time.perf_counter(), time.process_time()
    act()
    return what, time.perf_counter() - wall, time.process_time() - processor


def measure(folder: Path, home: Path) -> dict[str, Any]:
    """All figures of one folder."""
    before = _peak()
    rows = [list(row) for row in measured(folder, home)]
    library = open_library(folder, home=home, embedder=RandomEmbedder())
    return {
        "articles": len(library.articles),
        "passages": len(library.passages),
        "megabytes_peak": _peak() - before,
        "megabytes_disk": sum(p.stat().st_size for p in home.rglob("*") if p.is_file()) // 2**20,
        "megabytes_text": sum(len(a.text) for a in library.articles) // 2**20,
        "rows": rows,
    }


def _peak() -> int:
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most // (2**20 if sys.platform == "darwin" else 2**10)


def table(results: Sequence[dict[str, Any]]) -> str:
    """Markdown: a column for each size."""
    heads = [f"{r['articles']:,} articles, {r['passages']:,} passages" for r in results]
    lines = [f"| | {' | '.join(heads)} |", "|---" * (len(heads) + 1) + "|"]
    for at, (what, *_) in enumerate(results[0]["rows"]):
        cells = [_seconds(*r["rows"][at][1:]) for r in results]
        lines.append(f"| {what} | {' | '.join(cells)} |")
    for key, what in (
        ("megabytes_peak", "memory at the most, beyond the start"),
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
    parser.add_argument("--one", type=Path, nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(json.dumps(measure(*given.one)))
        return
    if given.folder is None:
        texts = invented(500, random.Random(3))
    else:
        texts = [p.read_text(encoding="utf-8") for p in sorted(given.folder.rglob("*.txt"))]
    results = []
    for size in given.sizes:
        with tempfile.TemporaryDirectory() as temporary:
            place = Path(temporary)
            write_articles(place / "articles", texts, size)
            command = [
                sys.executable,
                "-m",
                "benchmarks.library",
                "--one",
                str(place / "articles"),
                str(place / "home"),
            ]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            results.append(json.loads(done.stdout))
            print(table(results), flush=True)


if __name__ == "__main__":
    main()
