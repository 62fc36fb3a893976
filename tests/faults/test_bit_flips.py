"""A single flipped bit anywhere in a saved library is found before it is shown, and by verify."""

from __future__ import annotations

from pathlib import Path

import pytest

from index import DamagedLibraryError, library_place, open_library
from tests.faults.bit_flips import flip_bits, flip_bits_of_large_files
from tests.hashing_embedder import HashingEmbedder

FLIPS = 2_000


def test_every_flipped_bit_of_a_saved_library_is_found(seeds: Path, tmp_path: Path):
    assert flip_bits(FLIPS, seeds, tmp_path) == (0, 0)


def test_no_flipped_bit_of_a_large_library_is_ever_shown(tmp_path: Path):
    wrong, stopped, unnamed = flip_bits_of_large_files(60, tmp_path)
    assert (wrong, unnamed) == (0, 0)
    assert 0 < stopped < 60  # some blocks are not read for what is asked


def test_what_is_damaged_is_named(seeds: Path, tmp_path: Path):
    embedder = HashingEmbedder()
    open_library(seeds, home=tmp_path, embedder=embedder)
    place = library_place(seeds.resolve(), tmp_path)
    for path in [place / "current", *sorted(place.glob("generation-*/*"))]:
        data = path.read_bytes()
        path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
        with pytest.raises(DamagedLibraryError, match=path.name):
            open_library(seeds, home=tmp_path, embedder=embedder)
        path.write_bytes(data)
    assert open_library(seeds, home=tmp_path, embedder=embedder).verify() == ()
