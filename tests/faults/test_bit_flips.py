"""A single flipped bit anywhere in a saved library is found when it is opened."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from index import DamagedLibraryError, library_place, open_library
from index.storage import DamageError, load_generation
from tests.hashing_embedder import HashingEmbedder

FLIPS = 4_000


def test_every_flipped_bit_of_a_saved_library_is_found(seeds: Path, tmp_path: Path):
    embedder = HashingEmbedder()
    open_library(seeds, home=tmp_path, embedder=embedder)
    place = library_place(seeds.resolve(), tmp_path)
    paths = [place / "current", *sorted(place.glob("generation-*/*"))]
    chance = random.Random(7)
    undetected = 0
    for number in range(FLIPS):
        path = paths[number % len(paths)]
        data = path.read_bytes()
        flipped = bytearray(data)
        flipped[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        path.write_bytes(flipped)
        try:
            load_generation(place)
        except DamageError as damage:
            undetected += damage.path != path
        else:
            undetected += 1
        path.write_bytes(data)
    assert undetected == 0
    for path in paths:
        data = path.read_bytes()
        path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
        with pytest.raises(DamagedLibraryError, match=path.name):
            open_library(seeds, home=tmp_path, embedder=embedder)
        path.write_bytes(data)
    assert open_library(seeds, home=tmp_path, embedder=embedder).verify() == ()
