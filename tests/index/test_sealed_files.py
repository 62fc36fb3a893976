"""A large file is tried where it is read, and only there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from index import DamagedLibraryError
from index.packed_arrays import PackedArrays, pack
from index.sealed_files import BLOCK, SMALL, DamageError, Seal, SealedFile, Sealing

SIZE = SMALL + 3 * BLOCK + 5


def sealed(data: bytes) -> tuple[bytes, Seal]:
    sealing = Sealing()
    for start in range(0, len(data), 1000):  # pieces that end anywhere
        sealing.add(data[start : start + 1000])
    digests, seal = sealing.end()
    return data + digests, seal


def written(tmp_path: Path, data: bytes) -> tuple[Path, SealedFile]:
    path = tmp_path / "file"
    stored, seal = sealed(data)
    path.write_bytes(stored)
    return path, SealedFile.open(path, seal, "Build it again.")


def flipped(path: Path, at: int) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        byte = file.read(1)[0]
        file.seek(at)
        file.write(bytes([byte ^ 16]))


def test_what_is_read_is_what_was_written(tmp_path: Path):
    data = np.random.default_rng(1).bytes(SIZE)
    _, file = written(tmp_path, data)
    assert len(file) == SIZE
    assert file.part(5, 2 * BLOCK + 7).tobytes() == data[5 : 2 * BLOCK + 7]
    assert file.part().tobytes() == data
    assert file.part(SIZE, SIZE).tobytes() == b""


@pytest.mark.parametrize("at", [0, BLOCK - 1, BLOCK, 5 * BLOCK + 99, SIZE - 1])
def test_a_flipped_bit_is_found_by_whoever_reads_its_block(tmp_path: Path, at: int):
    path, file = written(tmp_path, bytes(SIZE))
    flipped(path, at)
    before, after = at // BLOCK * BLOCK, min((at // BLOCK + 1) * BLOCK, SIZE)
    for start, stop in ((0, before), (after, SIZE)):
        assert file.part(start, stop).tobytes() == bytes(stop - start)
    for start, stop in ((at, at + 1), (before, after), (0, SIZE)):
        with pytest.raises(DamagedLibraryError, match=r"file is damaged: .* Build it again\.\Z"):
            file.part(start, stop)
    with pytest.raises(DamageError):
        file.check_each(np.array([max(0, at - 10)]), 20)


def test_a_flipped_bit_among_the_checksums_is_found_at_once(tmp_path: Path):
    data = bytes(SIZE)
    path = tmp_path / "file"
    stored, seal = sealed(data)
    path.write_bytes(stored)
    flipped(path, SIZE + 3)
    with pytest.raises(DamageError):
        SealedFile.open(path, seal)


@pytest.mark.parametrize("size", [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 7 * BLOCK])
def test_any_size_can_be_sealed(tmp_path: Path, size: int):
    data = np.random.default_rng(size).bytes(size)
    _, file = written(tmp_path, data)
    assert file.part().tobytes() == data


def test_arrays_are_read_whole_in_part_and_by_any_rows(tmp_path: Path):
    chance = np.random.default_rng(2)
    arrays = {
        "vectors": chance.standard_normal((9000, 48)).astype(np.float32),
        "none": np.empty(0, np.int32),
        "pairs": np.arange(10, dtype=np.int32).reshape(5, 2),
        "ids": np.array(["a", "bc"], "S24"),
    }
    path, file = written(tmp_path, pack(arrays))
    packed = PackedArrays(file)
    for name, array in arrays.items():
        assert np.array_equal(packed[name], array)
        assert packed[name].dtype == array.dtype
    rows = np.array([8999, 0, 17, 17])
    assert np.array_equal(packed.take("vectors", rows), arrays["vectors"][rows])
    assert np.array_equal(packed.rows("pairs", 1, 4), arrays["pairs"][1:4])
    damaged = PackedArrays(written(tmp_path, pack(arrays))[1])
    flipped(path, 4000 * 48 * 4)
    assert np.array_equal(damaged.take("vectors", np.array([1])), arrays["vectors"][[1]])
    with pytest.raises(DamageError):
        damaged.take("vectors", np.array([1, 4000]))


CUT_OFF = """
import os, sys
import subprocess
import sys
from pathlib import Path
from index import DamagedLibraryError, open_library
from tests.hashing_embedder import HashingEmbedder

folder, home = map(Path, sys.argv[1:])
library = open_library(folder, home=home, embedder=HashingEmbedder(dimension=400))
library.search("harbour 7")
rows = list(range(len(library.passages)))
large = [path for path in library.place.rglob("*-0") if path.stat().st_size > 2**20]
for path in large:
    os.truncate(path, 4096)
told = set()
for act in (
    lambda: library.search("bridge 11"),
    lambda: library.search("harbour 7"),
    lambda: [article.text for article in library.articles],
    lambda: library.embedded_texts(rows),
    lambda: open_library(folder, home=home, embedder=library.embedder),
):
    try:
        act()
    except DamagedLibraryError as error:
        told.add(str(error))
print(*large, *told, sep="\\n")
"""


def test_a_library_that_is_cut_off_while_it_is_used_is_an_error_and_no_crash(
    tmp_path: Path, byline_home: Path
):
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(900):
        text = f"The harbour of {number} has a bridge. " + f"It is called bridge{number}. " * 50
        (folder / f"{number}.txt").write_text(text)
    command = [sys.executable, "-c", CUT_OFF, str(folder), str(byline_home)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    kinds = {line.rpartition("/")[2].partition("-")[0] for line in done.stdout.splitlines()}
    assert {"articles", "vectors"} <= kinds
    assert done.stdout.count("bytes instead of") >= 2
