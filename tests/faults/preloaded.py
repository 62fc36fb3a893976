"""The preloaded library of `preloaded.c`: compiled, loaded into a process, and spoken to there.

Faults come from below every engine: what fails is the call of the C library, whoever makes it.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator, Sequence
from enum import IntEnum
from functools import cache
from pathlib import Path
from typing import NamedTuple

SOURCE = Path(__file__).with_name("preloaded.c")
ROOT = Path(__file__).resolve().parents[2]
SHORT = -1  # instead of an error number: half is written, and no error
_HEAD, _TAIL = struct.Struct("=3I"), struct.Struct("=2Q")


class Call(IntEnum):
    """What a program asks of the system; the numbers are those of the C source."""

    WRITE = 0
    SYNC = 1
    RENAME = 2
    MKDIR = 3
    CREATE = 4
    UNLINK = 5
    TRUNCATE = 6


class Noted(NamedTuple):
    """A call that was made, in the order of the calls; `data` is what a write wrote."""

    call: Call
    path: str
    other: str
    offset: int
    size: int
    data: bytes


def why_not() -> str | None:
    """Why no library can be preloaded here; None where it can."""
    if sys.platform != "linux":
        return "libraries are preloaded on Linux only"
    return None if shutil.which("cc") else "there is no C compiler (cc)"


def run_again(module: str, arguments: Sequence[str], place: Path) -> int:
    """`python -m module` with the library in it, compiled under `place`; its exit status."""
    built = place / "preloaded.so"
    compiler = ["cc", "-O1", "-Wall", "-Werror", "-shared", "-fPIC", "-o"]
    subprocess.run([*compiler, str(built), str(SOURCE)], check=True)
    return subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        env={**os.environ, "LD_PRELOAD": str(built), "OMP_NUM_THREADS": "1"},
        check=False,
    ).returncode


@cache
def _library() -> ctypes.CDLL:
    library = ctypes.CDLL(None)
    library.fault_arm.argtypes = [
        ctypes.c_char_p,
        ctypes.c_int,
        ctypes.c_long,
        ctypes.c_int,
        ctypes.c_int,
    ]
    library.fault_record.argtypes = [ctypes.c_char_p, ctypes.c_int]
    library.fault_calls.restype = ctypes.c_long
    return library


def is_preloaded() -> bool:
    """Whether this process has the library."""
    return hasattr(ctypes.CDLL(None), "fault_arm")


def arm(below: Path, call: Call, at: int, how: int, *, stays: bool) -> None:
    """Let the `at`-th call of its kind below a folder fail, or with `stays` it and all later."""
    _library().fault_arm(os.fsencode(below), call, at, how, stays)


def record(below: Path, into: Path) -> None:
    """From now on note what happens below a folder in a file, which must lie elsewhere."""
    descriptor = os.open(into, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    _library().fault_record(os.fsencode(below), descriptor)


def stop() -> None:
    """Fail, note and count nothing any more."""
    _library().fault_record(b"", -1)


def calls(call: Call) -> int:
    """How many of a kind there were since `arm` or `record`."""
    return int(_library().fault_calls(call))


def read_record(data: bytes) -> Iterator[Noted]:
    """The calls that were noted."""
    place = 0
    while place < len(data):
        kind, length, second = _HEAD.unpack_from(data, place)
        offset, size = _TAIL.unpack_from(data, place + _HEAD.size)
        place += _HEAD.size + _TAIL.size
        path, other = (
            os.fsdecode(data[place : place + length]),
            os.fsdecode(data[place + length : place + length + second]),
        )
        place += length + second
        taken = size if kind == Call.WRITE else 0
        yield Noted(Call(kind), path, other, offset, size, data[place : place + taken])
        place += taken
