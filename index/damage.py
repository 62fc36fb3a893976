"""What on the disk is not what the library was made from. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from index.contents import decode_files
from index.folder import read_digests
from index.packed_arrays import PackedArrays
from index.saved_library import STATE
from index.sealed_files import DamageError
from index.segment import ARTICLES
from index.storage import POINTER, find_damaged_files, load_generation


class DamageKind(StrEnum):
    """Which part of a library does not match."""

    INDEX = "index"  # vectors or words
    TEXT = "text"  # the stored articles, and which of them count
    MANIFEST = "manifest"  # the file that names the others and their checksums
    ARTICLE = "article"  # a file in the folder of articles


@dataclass(frozen=True, slots=True)
class Damage:
    """One thing that does not match, and how."""

    kind: DamageKind
    path: Path
    reason: str


def find_damage(folder: Path, place: Path) -> tuple[Damage, ...]:
    """Everything that does not match, in the library under `place` and in the folder of articles.

    A library that was never saved has no damage.
    """
    stored = tuple(
        Damage(_kind_of(damage.path), damage.path, damage.reason)
        for damage in find_damaged_files(place)
    )
    return stored or tuple(_changed_articles(folder, place))


def _kind_of(path: Path) -> DamageKind:
    if path.name == POINTER:
        return DamageKind.MANIFEST
    is_text = path.name.partition("-")[0] in (ARTICLES, STATE)
    return DamageKind.TEXT if is_text else DamageKind.INDEX


def _changed_articles(folder: Path, place: Path) -> Iterator[Damage]:
    try:
        generation = load_generation(place)
    except DamageError as damage:
        yield Damage(_kind_of(damage.path), damage.path, damage.reason)
        return
    if generation is None or STATE not in generation.files:
        return
    saved, _ = decode_files(PackedArrays(generation.files[STATE])["files"].tobytes())
    now = read_digests(folder) if folder.is_dir() else {}
    for path in sorted({*saved, *now}):
        if path not in now:
            reason = "it is gone from the folder"
        elif path not in saved:
            reason = "it came after the library was made"
        elif saved[path].digest != now[path]:
            reason = "it was edited after the library was made"
        else:
            continue
        yield Damage(DamageKind.ARTICLE, folder / path, reason)
