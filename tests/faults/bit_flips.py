"""Flip single bits of a saved library: python -m tests.faults.bit_flips [FLIPS].

Each is put right again before the next. A flip is found when the library is opened, and by
`byline verify`, which names the file.
"""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path

from index import DamagedLibraryError, find_damage, library_place, open_library
from index.storage import find_damaged_files
from tests.hashing_embedder import HashingEmbedder

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


def flip_bits(flips: int, articles: Path, home: Path) -> tuple[int, int]:
    """How many flips were loaded without an error, and how many `byline verify` did not name."""
    embedder = HashingEmbedder()
    open_library(articles, home=home, embedder=embedder)
    place = library_place(articles.resolve(), home)
    paths = [place / "current", *sorted(place.glob("generation-*/*"))]
    chance = random.Random(7)
    opened = unnamed = 0
    for number in range(flips):
        path = paths[number % len(paths)]
        data = path.read_bytes()
        flipped = bytearray(data)
        flipped[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        path.write_bytes(flipped)
        try:
            open_library(articles, home=home, embedder=embedder)
            opened += 1
        except DamagedLibraryError:
            pass
        unnamed += [damage.path for damage in find_damaged_files(place)] != [path]
        path.write_bytes(data)
    if find_damage(articles, home=home):
        raise RuntimeError(f"{place} is not as it was")
    return opened, unnamed


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as temporary:
        shown, missed = flip_bits(wanted, SEEDS, Path(temporary))
    print(  # noqa: T201 - its result
        f"{wanted} flipped bits: {shown} libraries opened, {missed} not named by verify"
    )
    sys.exit(bool(shown or missed))
