"""A model of the catalogue in small: its pieces as wheels in a folder."""

from __future__ import annotations

import hashlib
import itertools
import zipfile
from pathlib import Path

from qa.engine.catalogue import CatalogueModel, Piece
from tests.gguf_files import SOUND

SIZES = (100, 120)  # of the first pieces; the last one has the rest


def sum_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def write_wheel(path: Path, member: str, data: bytes) -> None:
    """A wheel that pip takes for one; whoever runs its code sees it fail."""
    name, version = path.name.split("-")[:2]
    info = f"{name}-{version}.dist-info"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{name}/__init__.py", "raise SystemExit('imported')\n")
        archive.writestr(member, data)
        metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
        archive.writestr(f"{info}/METADATA", metadata)
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")


def pieces_in(folder: Path) -> CatalogueModel:
    """A model of three pieces, whose wheels are written into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    ends = (0, SIZES[0], SIZES[0] + SIZES[1], len(SOUND))
    pieces = []
    for number, (start, end) in enumerate(itertools.pairwise(ends), start=1):
        data, member = SOUND[start:end], f"small_part{number}/data.bin"
        wheel = folder / f"small_part{number}-1.0-py3-none-any.whl"
        write_wheel(wheel, member, data)
        archive = wheel.read_bytes()
        pieces.append(
            Piece(
                f"small-part{number}", "1.0", sum_of(archive), len(archive), member, len(data),
                sum_of(data),
            )
        )  # fmt: skip
    return CatalogueModel(
        name="Small", parameters=64, quantisation="Q8_0", size=len(SOUND), memory=1 << 30,
        sha256=sum_of(SOUND), licence="mit", licence_from="nobody", source="a test",
        pieces=tuple(pieces),
    )  # fmt: skip
