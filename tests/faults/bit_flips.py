"""Flip single bits of a saved library: python -m tests.faults.bit_flips [FLIPS].

Each is put right again before the next. In a small library a flip is found when it is opened; of a
large one only what is read is tried; what is shown of it is right, or nothing is. `byline verify`
reads everything and names the file.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from index import ArticleLibrary, DamagedLibraryError, find_damage, library_place, open_library
from index.sealed_files import SMALL
from index.storage import find_damaged_files
from tests.hashing_embedder import HashingEmbedder

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


def flip_bits(flips: int, articles: Path, home: Path) -> tuple[int, int]:
    """How many flips were loaded without an error, and how many `byline verify` did not name."""
    embedder = HashingEmbedder()
    open_library(articles, home=home, embedder=embedder)
    place = library_place(articles.resolve(), home)
    paths = [place / "current", *sorted(place.glob("generation-*/*"))]
    opened = unnamed = 0
    for path in flipped(paths, flips):
        try:
            open_library(articles, home=home, embedder=embedder)
            opened += 1
        except DamagedLibraryError:
            pass
        unnamed += [damage.path for damage in find_damaged_files(place)] != [path]
    if find_damage(articles, home=home):
        raise RuntimeError(f"{place} is not as it was")
    return opened, unnamed


def flip_bits_of_large_files(flips: int, folder: Path) -> tuple[int, int, int]:
    """How many flips changed what was shown, how many stopped it, how many verify did not name."""
    articles, home = folder / "articles", folder / "home"
    articles.mkdir()
    chance = random.Random(8)
    for number in range(260):
        words = " ".join(f"word{chance.randrange(20_000)}" for _ in range(700))
        (articles / f"{number}.txt").write_text(f"Story {number}\n\n{words}.")
    embedder = HashingEmbedder(dimension=1024)
    expected = told(open_library(articles, home=home, embedder=embedder))
    place = library_place(articles.resolve(), home)
    paths = [each for each in sorted(place.glob("generation-*/*")) if each.stat().st_size > SMALL]
    if len(paths) < 3:
        raise RuntimeError(f"only {paths} are large")
    wrong = stopped = unnamed = 0
    for path in flipped(paths, flips):
        try:
            wrong += told(open_library(articles, home=home, embedder=embedder)) != expected
        except DamagedLibraryError:
            stopped += 1
        unnamed += [damage.path for damage in find_damaged_files(place)] != [path]
    return wrong, stopped, unnamed


def told(library: ArticleLibrary) -> list[object]:
    """What a library shows for some questions, and two of its articles."""
    questions = [
        f"word{number} word{number + 1} word{number + 2}" for number in range(1, 9000, 1500)
    ]
    found = [[(hit.passage.text, hit.fused) for hit in library.search(each)] for each in questions]
    return [found, library.articles[3], library.articles[-1]]


def flipped(paths: Sequence[Path], flips: int) -> Iterator[Path]:
    """The file of which a bit is flipped at the moment."""
    chance = random.Random(7)
    for number in range(flips):
        path = paths[number % len(paths)]
        data = path.read_bytes()
        changed = bytearray(data)
        changed[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        path.write_bytes(changed)
        yield path
        path.write_bytes(data)


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as temporary:
        shown, missed = flip_bits(wanted, SEEDS, Path(temporary))
    with tempfile.TemporaryDirectory() as temporary:
        wrong, stopped, unnamed = flip_bits_of_large_files(wanted // 10, Path(temporary))
    print(  # noqa: T201 - its result
        f"{wanted} flipped bits: {shown} libraries opened, {missed} not named by verify\n"
        f"{wanted // 10} of large files: {wrong} shown, {stopped} refused, {unnamed} not named"
    )
    sys.exit(bool(shown or missed or wrong or unnamed))
