"""Let the power fail at any moment: python -m tests.faults.power_losses [LOSSES].

A process changes a library while all that it asks of the disk is noted, below every engine, by the
preloaded library. A loss of power is played from that record: it ends somewhere, and of what was
not synced by then each write and each name may be on the disk, or not, or half of it. What is left
must load as the library before or the one after, never a mix; and as the one after once the change
was said to be saved.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from index import library_place
from index.sealed_files import DamageError
from index.storage import POINTER, load_generation
from tests.faults import preloaded
from tests.faults.failing_calls import OPERATIONS
from tests.faults.kill_rounds import Place
from tests.faults.preloaded import Call, Noted

_PAGE = 4096  # bytes that a disk writes at once


@dataclass
class _File:
    """What is on the disk of a file, and the calls since that may be."""

    data: bytearray = field(default_factory=bytearray)


class Disk:
    """Names and files after a loss of power; names go from path to file, folders to None."""

    def __init__(self, start: Path, below: Path) -> None:
        self.names: dict[str, _File | None] = {}
        for path in [start, *start.rglob("*")]:
            name = str(below / path.relative_to(start))
            self.names[name] = None if path.is_dir() else _File(bytearray(path.read_bytes()))

    def put(self, place: Path, below: Path) -> None:
        """Write what is there under `place`; a name without the folder above it is lost."""
        for name in sorted(self.names):
            path = place / Path(name).relative_to(below)
            if not path.parent.is_dir():
                continue
            file = self.names[name]
            if file is None:
                path.mkdir(exist_ok=True)
            else:
                path.write_bytes(file.data)


def after_loss(disk: Disk, calls: Sequence[Noted], chance: random.Random) -> None:
    """Bring to the disk what is there when the power fails after these calls.

    A name is safe when its folder was synced afterwards, data when the file was. What is not safe
    is there with chances that differ from loss to loss, data also in part.
    """
    likely = chance.choice((0.0, 0.1, 0.5, 0.9, 1.0))
    file_of = _files_meant(disk, calls)
    folders, files = _synced(calls, file_of)
    for at, (call, file) in enumerate(zip(calls, file_of, strict=True)):
        if call.call in (Call.WRITE, Call.TRUNCATE):
            safe = files.get(id(file), -1) > at
            if file is not None and (safe or chance.random() < likely):
                _write(file, call, None if safe else chance)
        elif call.call is not Call.SYNC:
            safe = folders.get(str(Path(call.other or call.path).parent), -1) > at
            if safe or chance.random() < likely:
                _name(disk, call, file)


def _files_meant(disk: Disk, calls: Sequence[Noted]) -> list[_File | None]:
    """The file that each call was about, as the program saw it; None where it was a folder."""
    seen = dict(disk.names)
    meant: list[_File | None] = []
    for call in calls:
        if call.call is Call.CREATE:
            seen[call.path] = _File()
        meant.append(seen.get(call.path))
        if call.call is Call.RENAME:
            seen[call.other] = seen.pop(call.path)
        elif call.call is Call.UNLINK:
            seen.pop(call.path, None)
    return meant


def _synced(
    calls: Sequence[Noted], file_of: Sequence[_File | None]
) -> tuple[dict[str, int], dict[int, int]]:
    """When each folder, by its path, and each file was synced last."""
    folders: dict[str, int] = {}
    files: dict[int, int] = {}
    for at, (call, file) in enumerate(zip(calls, file_of, strict=True)):
        if call.call is Call.SYNC and file is None:
            folders[call.path] = at
        elif call.call is Call.SYNC:
            files[id(file)] = at
    return folders, files


def _write(file: _File, call: Noted, chance: random.Random | None) -> None:
    if call.call is Call.TRUNCATE:
        del file.data[call.size :]
        file.data.extend(bytes(call.size - len(file.data)))
        return
    end = call.offset + len(call.data)
    file.data.extend(bytes(max(0, end - len(file.data))))
    for start in range(0, len(call.data), _PAGE):
        if chance is None or chance.random() < 0.5:
            piece = call.data[start : start + _PAGE]
            file.data[call.offset + start : call.offset + start + len(piece)] = piece


def _name(disk: Disk, call: Noted, file: _File | None) -> None:
    if call.call is Call.CREATE:
        disk.names[call.path] = file
    elif call.call is Call.MKDIR:
        disk.names[call.path] = None
    elif call.call is Call.UNLINK:
        disk.names.pop(call.path, None)
    elif call.path in disk.names:
        disk.names[call.other] = disk.names.pop(call.path)
    else:  # its old name never came to the disk; the new one is the file all the same
        disk.names[call.other] = file


@dataclass(frozen=True)
class Change:
    """One change of a library: the disk before, what was asked of it, and the last version."""

    before: Path
    below: Path
    calls: tuple[Noted, ...]
    first: str | None
    last: str | None

    def play(self, chance: random.Random, place: Path) -> bool:
        """Whether what is left after one loss of power is a library that may be there then."""
        until = chance.randint(0, len(self.calls))
        disk = Disk(self.before, self.below)
        after_loss(disk, self.calls[:until], chance)
        disk.put(place, self.below)
        try:
            return version_at(place) in self._versions(until)
        except DamageError:
            return False

    def without_syncs(self) -> Change:
        """The same by a program that trusts the disk."""
        calls = tuple(call for call in self.calls if call.call is not Call.SYNC)
        return replace(self, calls=calls)

    def _versions(self, until: int) -> list[str | None]:
        """The last version that was safe after so many calls, and those that came after it."""
        if until == len(self.calls):
            return [self.last]
        found, safe = [self.first], 0
        pointer = str(self.below / POINTER)
        written: dict[str, bytes] = {}
        for call in self.calls[:until]:
            if call.call is Call.WRITE:
                written[call.path] = written.get(call.path, b"") + call.data
            elif call.call is Call.RENAME and call.other == pointer:
                said = json.loads(written[call.path].partition(b"\n")[2])
                found.append(said["description"]["version"])
            elif call.call is Call.SYNC and call.path == str(self.below):
                safe = len(found) - 1
        return found[safe:]


def version_at(place: Path) -> str | None:
    generation = load_generation(place)
    return None if generation is None else str(generation.description["version"])


def recorded(root: Path, operation: str, number: int) -> Change:
    """Do one operation and note it; the first time there is no library before."""
    place = Place(root / "articles", root / "home")
    place.fill(3 + number)
    if number:
        place.open()
    below = library_place(place.folder.resolve(), place.home)
    before, notes = root / f"before-{number}", root / f"notes-{number}"
    place.home.mkdir(exist_ok=True)
    # What lies above the library was made before.
    below.parent.mkdir(parents=True, exist_ok=True)
    below.mkdir(exist_ok=True)
    shutil.copytree(below, before)
    first = version_at(below)
    child = os.fork()
    if not child:
        status = 1
        try:
            preloaded.record(below, notes)
            OPERATIONS[operation](place, number)
            status = 0
        finally:
            preloaded.stop()
            os._exit(status)
    _, ended = os.waitpid(child, 0)
    if os.waitstatus_to_exitcode(ended):
        raise RuntimeError(f"{operation} failed without a fault")
    calls = tuple(preloaded.read_record(notes.read_bytes()))
    return Change(before, below, calls, first, version_at(below))


def main(losses: int) -> int:
    """Play the losses with each operation; 1 when one left a mix, or when none could have.

    None could have where nothing was noted, or where a program that never syncs loses nothing.
    """
    chance = random.Random(11)
    worst = 0
    for operation in OPERATIONS:
        with tempfile.TemporaryDirectory() as temporary:
            root = Path(temporary)
            changes = [recorded(root, operation, number) for number in range(2)]
            noted = sum(len(each.calls) for each in changes)
            bad = played(changes, losses, chance, root / "loss")
            careless = [each.without_syncs() for each in changes]
            seen = played(careless, losses, chance, root / "careless")
        print(  # noqa: T201 - its result
            f"{operation}: {losses} losses of power, {bad} left a mix "
            f"({noted} calls noted; without syncs {seen})",
            flush=True,
        )
        worst = max(worst, int(bad > 0 or not seen))
    return worst


def played(changes: Sequence[Change], losses: int, chance: random.Random, place: Path) -> int:
    """How many of the losses left anything but a library that may be there."""
    bad = 0
    for loss in range(losses):
        bad += not changes[loss % len(changes)].play(chance, place)
        shutil.rmtree(place)
    return bad


if __name__ == "__main__":
    if preloaded.is_preloaded():
        sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100))
    with tempfile.TemporaryDirectory() as temporary:
        sys.exit(preloaded.run_again(__spec__.name, sys.argv[1:], Path(temporary)))
