"""A zip archive of articles, read like a folder. Nothing is unpacked to the disk."""

from __future__ import annotations

from pathlib import PurePosixPath

from index.formats.plain import PLAIN_READERS
from index.formats.reading import Reading, UnreadableError, told_once
from index.formats.registry import ELSEWHERE, FORMATS
from index.formats.zip_parts import open_archive, read_part

_TOLD = 20  # files whose reason is told one by one


def read(data: bytes, suffix: str) -> tuple[Reading, ...]:
    """The articles of the files in it, in alphabetical order of their names.

    Raises:
        UnreadableError: it is no archive, is damaged, or none of its files could be read.
    """
    from index.formats.readers import read_file

    archive = open_archive(data)
    readings: list[Reading] = []
    problems: list[str] = []
    for name in sorted({part.filename for part in archive.infolist() if not part.is_dir()}):
        parts = PurePosixPath(name.replace("\\", "/")).parts
        if not parts or any(each.startswith((".", "__MACOSX")) and each != ".." for each in parts):
            continue
        suffix = PurePosixPath(parts[-1]).suffix.lower()
        try:
            _refuse_format(suffix)
            part = read_part(archive, name)
            readings += read_file(part or b"", suffix)
        except UnreadableError as error:
            problems.append(f"{_shown(name)} in it is not read: {error}.")
    if not readings:
        raise UnreadableError("; ".join(["no file in it could be read", *problems[:3]]).rstrip("."))
    more = len(problems) - _TOLD
    return told_once(
        readings,
        [*problems[:_TOLD], *([f"{more:,} more files in it are not read."] if more > 0 else [])],
    )


def _refuse_format(suffix: str) -> None:
    if suffix == ".zip":
        raise UnreadableError("archives inside archives are not opened")
    if suffix not in FORMATS and suffix not in PLAIN_READERS:
        raise UnreadableError(
            ELSEWHERE.get(suffix, f"{suffix or 'this kind of'} files are not read")
        )


def _shown(name: str) -> str:
    readable = "".join(character if character.isprintable() else "�" for character in name)
    return readable if len(readable) <= 120 else f"{readable[:117]}..."
