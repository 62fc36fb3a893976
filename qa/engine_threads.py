"""How many threads a language model gets, and how long they spin while they wait for each other.

Knows no engine.
"""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SPIN_COUNT = "GOMP_SPINCOUNT"
# Rounds that a waiting thread spins before it sleeps. Medians of a written sentence on two cores
# (2026-11-26): with one thread .59 s, with two 1.2 after 20 rounds, .39 after 200, .42 after 2000;
# beside a second process that writes .64, .9, 1.1 and 3.5; beside three programs that compute 1.4,
# (not tried), 1.8 and 2.5, and with the 300,000 that are usual more than 6.
SPINS = 200


@contextlib.contextmanager
def brief_spinning() -> Iterator[None]:
    """For the time in which a library with GNU OpenMP is loaded, which then reads the variable.

    Its threads spin for milliseconds otherwise, and on two processors with other work each word
    waits for a thread whose place a spinning one holds. What the user has set stays.
    """
    if SPIN_COUNT in os.environ or "OMP_WAIT_POLICY" in os.environ:
        yield
        return
    os.environ[SPIN_COUNT] = str(SPINS)
    try:
        yield
    finally:
        os.environ.pop(SPIN_COUNT, None)


def default_threads() -> int:
    """One fewer than there are processors, but both of two where waiting threads sleep."""
    processors = os.cpu_count() or 2
    fewest = 2 if sys.platform == "linux" else 1
    return min(processors, max(fewest, processors - 1))
