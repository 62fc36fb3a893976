"""A state is wholly there or not at all, and what is damaged is named."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from index.contents import decode_files, decode_skipped, encode_files
from index.errors import SaveError
from index.folder import FileState
from index.sealed_files import DamageError
from index.storage import (
    POINTER,
    Draft,
    Generation,
    Kept,
    find_damaged_files,
    load_generation,
    write_file,
)

FILES = {"a.jsonl": b"one\ntwo\n", "b.npy": bytes(range(256)), "c": b""}


def save(
    place: Path,
    description: dict[str, object],
    files: dict[str, bytes],
    kept: dict[str, Kept] = {},  # noqa: B006
):
    with Draft(place) as draft:
        counting = {name: draft.write(name, [data[:2], data[2:]]) for name, data in files.items()}
        draft.publish(description, {**kept, **counting})


def contents(generation: Generation) -> dict[str, bytes]:
    return {name: file.part().tobytes() for name, file in generation.files.items()}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "home" / "library"


def test_what_was_saved_is_loaded(place: Path):
    save(place, {"version": "1"}, FILES)
    generation = load_generation(place)
    assert generation is not None
    assert generation.description == {"version": "1"}
    assert contents(generation) == FILES
    assert list(find_damaged_files(place)) == []


def test_nothing_saved_is_nothing_and_no_damage(place: Path):
    assert load_generation(place) is None
    assert list(find_damaged_files(place)) == []


def test_the_newest_generation_counts_and_the_others_are_removed(place: Path):
    for number in range(4):
        save(place, {"version": number}, {"a": bytes([number])})
    generation = load_generation(place)
    assert generation is not None
    assert (generation.description, contents(generation)) == ({"version": 3}, {"a": b"\x03"})
    assert len(list(place.iterdir())) == 2


def test_what_a_crash_left_behind_is_ignored_and_removed(place: Path):
    save(place, {"version": 1}, FILES)
    (place / "generation-dead").mkdir()
    (place / "generation-dead" / "a.jsonl").write_bytes(b"half")
    (place / f"{POINTER}.generation-dead").write_bytes(b"half")
    generation = load_generation(place)
    assert generation is not None
    assert contents(generation) == FILES
    save(place, {"version": 2}, FILES)
    assert len(list(place.iterdir())) == 2


def paths_of(place: Path) -> list[Path]:
    return [place / POINTER, *sorted(place.glob("generation-*/*"))]


def test_a_flipped_bit_in_any_byte_is_found_and_the_file_is_named(place: Path):
    save(place, {"version": "1"}, FILES)
    for path in paths_of(place):
        data = path.read_bytes()
        for at in range(len(data)):
            flipped = bytearray(data)
            flipped[at] ^= 1 << at % 8
            path.write_bytes(flipped)
            with pytest.raises(DamageError) as damage:
                load_generation(place)
            assert damage.value.path == path
            assert [found.path for found in find_damaged_files(place)] == [path]
        path.write_bytes(data)
    assert load_generation(place) is not None


@pytest.mark.parametrize("change", ["cut", "grow", "remove", "empty", "folder"])
def test_every_other_change_of_a_file_is_found(place: Path, change: str):
    save(place, {"version": "1"}, {"a": b"one", "b": b"two"})
    for path in paths_of(place):
        if change == "remove" and path.name == POINTER:
            continue  # then there is no library, and it is built again
        data = path.read_bytes()
        path.unlink()
        match change:
            case "cut":
                path.write_bytes(data[:-1])
            case "grow":
                path.write_bytes(data + b"\n")
            case "empty":
                path.write_bytes(b"")
            case "folder":
                path.mkdir()
        with pytest.raises(DamageError) as damage:
            load_generation(place)
        assert damage.value.path == path
        if path.is_dir():
            path.rmdir()
        path.write_bytes(data)


def test_files_of_another_generation_are_not_taken(place: Path):
    save(place, {"version": 1}, {"a": b"old"})
    old = shutil.copytree(place, place.parent / "copy")
    save(place, {"version": 2}, {"a": b"new"})
    shutil.copy(old / POINTER, place / POINTER)
    with pytest.raises(DamageError, match="missing"):
        load_generation(place)


def test_files_that_are_kept_count_on_and_are_not_written_again(place: Path):
    save(place, {"version": 1}, {"a": b"old", "b": b"old"})
    first = load_generation(place)
    assert first is not None
    path = place / first.kept["a"].path
    written = path.stat()
    save(place, {"version": 2}, {"b": b"new"}, {"a": first.kept["a"]})
    second = load_generation(place)
    assert second is not None
    assert contents(second) == {"a": b"old", "b": b"new"}
    assert path.stat() == written
    assert not (place / first.kept["b"].path).exists()
    assert contents(first) == {"a": b"old", "b": b"old"}  # whoever has it open goes on
    save(place, {"version": 3}, {"b": b"newer"})
    assert not path.parent.exists()


def test_a_file_is_never_written_over(tmp_path: Path):
    write_file(tmp_path / "a", b"one")
    with pytest.raises(FileExistsError):
        write_file(tmp_path / "a", b"two")
    assert (tmp_path / "a").read_bytes() == b"one"


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(SaveError, match="BYLINE_HOME=DIR"):
        save(tmp_path / "file" / "library", {}, FILES)


def test_skipped_files_are_read_without_the_others_whatever_those_are_called():
    named = 'x "skipped": ["y"]'
    state = FileState("0" * 64, ("a",), named, (named,))
    for skipped in ((), (("skipped", named), ("b.txt]}", "empty"))):
        data = encode_files({"skipped": state, named: state}, skipped)
        assert decode_files(data) == ({"skipped": state, named: state}, skipped)
        assert decode_skipped(data) == skipped
