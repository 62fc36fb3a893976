"""Let every n-th call of the system fail: python -m tests.faults.failing_calls [MOST].

For each operation on a library (add, change, delete, rebuild, embed), each call it makes of the
system and each way in which that can fail, a process is forked whose n-th such call fails, for n =
1, 2, ... until the operation makes no more of them, or MOST. Afterwards the library loads, is
undamaged and says what the folder holds. Needs the preloaded library: `tests.faults.preloaded`.
"""

from __future__ import annotations

import errno
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from index import LibraryError, open_library
from index.opening import embed_rest
from index.partial_vectors import BLOCK
from tests.faults import preloaded
from tests.faults.kill_rounds import Place
from tests.faults.preloaded import SHORT, Call
from tests.hashing_embedder import HashingEmbedder

WAYS = [
    (Call.WRITE, errno.ENOSPC),
    (Call.WRITE, errno.EIO),
    (Call.WRITE, SHORT),
    (Call.SYNC, errno.EIO),
    (Call.SYNC, errno.ENOSPC),
    (Call.RENAME, errno.EIO),
    (Call.RENAME, errno.ENOSPC),
    (Call.MKDIR, errno.ENOSPC),
    (Call.CREATE, errno.ENOSPC),
    (Call.UNLINK, errno.EIO),
]
# How a forked operation ended, as its exit status.
DONE, REFUSED, BROKEN = 0, 3, 4


def add(place: Place, number: int) -> None:
    place.write(f"added-{number}", 0)
    place.open()


def change(place: Place, number: int) -> None:
    place.write("0", number + 1)
    place.open()


def delete(place: Place, _number: int) -> None:
    max(place.folder.glob("*.txt")).unlink()
    place.open()


def rebuild(place: Place, _number: int) -> None:
    place.open(rebuild=True)


def embed(place: Place, number: int) -> None:
    """More new articles than are waited for, and then the rest of them."""
    for more in range(2 * BLOCK):
        place.write(f"new-{number}-{more}", 0)
    library = open_library(
        place.folder, home=place.home, embedder=HashingEmbedder(dimension=8), patience=0.0
    )
    embed_rest(library)


OPERATIONS: dict[str, Callable[[Place, int], None]] = {
    "add": add,
    "change": change,
    "delete": delete,
    "rebuild": rebuild,
    "embed": embed,
}


class Rounds:
    """The rounds of one operation and one way to fail."""

    def __init__(self, root: Path, operation: str) -> None:
        self.place = Place(root / "articles", root / "home")
        self.operation = OPERATIONS[operation]
        self.failed = self.refused = self.bad = 0

    def run(self, call: Call, how: int, most: int, *, stays: bool) -> None:
        for at in range(1, most + 1):
            for path in self.place.folder.glob("*-*.txt"):
                path.unlink()
            self.place.fill(3)
            self.place.open()
            status, hit = self._forked(call, at, how, stays=stays)
            self.failed += hit
            self.refused += status == REFUSED
            self.bad += status not in (DONE, REFUSED) or not self.place.is_whole()
            if not hit:
                return

    def _forked(self, call: Call, at: int, how: int, *, stays: bool) -> tuple[int, bool]:
        """How the operation ended, and whether a call failed."""
        child = os.fork()
        if not child:
            status = BROKEN
            try:
                preloaded.arm(self.place.home, call, at, how, stays=stays)
                try:
                    self.operation(self.place, at)
                    status = DONE
                except LibraryError:
                    status = REFUSED
            finally:
                hit = preloaded.calls(call) >= at
                preloaded.stop()
                os._exit(status * 2 + hit)
        _, ended = os.waitpid(child, 0)
        code = os.waitstatus_to_exitcode(ended)
        return (BROKEN, True) if code < 0 else (code // 2, bool(code % 2))


def main(most: int) -> int:
    """Run all; print what came of each; 1 when a library was damaged or nothing failed."""
    worst = 0
    for operation in OPERATIONS:
        failed = refused = bad = 0
        for call, how in WAYS:
            for stays in (False, True):
                with tempfile.TemporaryDirectory() as temporary:
                    rounds = Rounds(Path(temporary), operation)
                    rounds.run(call, how, most, stays=stays)
                failed += rounds.failed
                refused += rounds.refused
                bad += rounds.bad
        print(  # noqa: T201 - its result
            f"{operation}: {failed} failed calls, {refused} of them told, {bad} left a bad state",
            flush=True,
        )
        worst = max(worst, int(bad > 0 or not failed))
    return worst


if __name__ == "__main__":
    if preloaded.is_preloaded():
        sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000))
    with tempfile.TemporaryDirectory() as temporary:
        sys.exit(preloaded.run_again(__spec__.name, sys.argv[1:], Path(temporary)))
