"""What a file looked like when it was read: one that still looks so is not read again.

The system writes the time of the last change of a file (ctime) by itself whenever its bytes, its
name or its times are changed, and lets no program set it, so an edit that keeps the size and puts
the old time back is seen. It is compared, never ordered, with what it was. A change may fall into
the same tick of the clock as the last one, which nobody could see: so a file that was changed a
few seconds before it was read is read again the next time, as git does. What this does not see: a
program that goes on writing through a mapping of the file it had changed before, until the system
writes that down (half a minute); whoever writes to the disk without the file system; a clock that
is set back to the billionth of a second.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

SETTLED_SECONDS = 3.0
# Of this computer; what a server or another system keeps, may have been set by anybody.
_FILE_SYSTEMS = frozenset(
    {"ext2", "ext3", "ext4", "xfs", "btrfs", "tmpfs", "zfs", "f2fs", "overlay"}
)
_MOUNTS = Path("/proc/self/mountinfo")
_ESCAPED = re.compile(r"\\([0-7]{3})")  # a space in a name, say
_MOST = 2**63 - 1


class Look(NamedTuple):
    """What the system says of a file; times in nanoseconds."""

    inode: int
    size: int
    modified: int
    changed: int


# Of a file that must be read again.
NEVER = Look(0, 0, 0, 0)


def look_of(status: os.stat_result) -> Look:
    """What a file looks like."""
    told = (status.st_ino & _MOST, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
    return Look._make(told)


def settled(look: Look, now: int, seconds: float) -> Look:
    """The look of a file that was read at a time; NEVER where a further change might look so."""
    return look if 0 < look.changed < now - seconds * 1e9 else NEVER


def keeps_looks(folder: Path, mounts: Path = _MOUNTS) -> bool:
    """Whether the file system of a folder is one that writes times of changes by itself."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return False
    found, length = "", -1
    for line in lines:
        before, _, after = line.partition(" - ")
        place = _ESCAPED.sub(lambda octal: chr(int(octal[1], 8)), before.split(" ")[4])
        if folder.is_relative_to(place) and len(place) >= length:
            found, length = after.split(" ")[0], len(place)
    return found in _FILE_SYSTEMS


def encode_looks(looks: Iterable[Look]) -> NDArray[np.int64]:
    """Looks as numbers, a row each."""
    return np.array(list(looks), np.int64).reshape(-1, len(NEVER))


def decode_looks(rows: NDArray[np.int64]) -> list[Look]:
    """Read back what `encode_looks` wrote."""
    return list(map(Look._make, rows.tolist()))
