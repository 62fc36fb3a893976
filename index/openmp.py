"""How long threads that wait for each other spin.

PyTorch and llama.cpp share one GNU OpenMP per process: whichever loads it first settles, by its
environment at that moment, how long both spin. So it is loaded here, before either.
"""

from __future__ import annotations

import contextlib
import ctypes
import importlib.util
import os
import sys
import threading
from pathlib import Path

LIBRARY = "libgomp.so.1"
SPIN_COUNT = "GOMP_SPINCOUNT"
# Rounds that a waiting thread spins before it sleeps. On two cores of an AMD EPYC (2026-11-26) a
# written sentence took .39 s after 200 rounds and .42 after 2000; beside a second process that
# writes 1.1 and 3.5, beside three programs that compute 1.8 and 2.5; with the usual 300,000 more
# than 6, now and then 37. On two of a virtual Intel Xeon (2026-11-27), where waking costs more,
# tokens a second: after 200 rounds 32, after 500, 1000 and 2000 46, 61 and 67; beside a program
# that computes 31, 28, 28 and 21; an answer's first statement 1.67 s (200) and .97 (1000).
SPINS = 1000

_lock = threading.Lock()
_sleeps: bool | None = None


def load_openmp() -> bool:
    """Load GNU OpenMP with brief spinning, once; whether its threads now soon sleep.

    Call it before anything imports torch or llama_cpp. Otherwise the threads spin for
    milliseconds, and on two processors with other work each word waits for a thread whose place a
    spinning one holds. What the user has set stays, and is taken to be meant.
    """
    global _sleeps
    with _lock:
        if _sleeps is None:
            _sleeps = sys.platform == "linux" and _load()
        return _sleeps


def _load() -> bool:
    if SPIN_COUNT in os.environ or "OMP_WAIT_POLICY" in os.environ:
        return True
    if LIBRARY in Path("/proc/self/maps").read_text(encoding="utf-8", errors="replace"):
        return False  # somebody else has loaded it
    os.environ[SPIN_COUNT] = str(SPINS)
    try:
        for path in (*_of_torch(), LIBRARY):
            with contextlib.suppress(OSError):
                ctypes.CDLL(path)
                return True
    finally:
        os.environ.pop(SPIN_COUNT, None)
    return False


def _of_torch() -> list[str]:
    """The copy that PyTorch brings along, which is new enough for it; torch is not imported."""
    spec = importlib.util.find_spec("torch")
    if spec is None or not spec.submodule_search_locations:
        return []
    return [str(Path(spec.submodule_search_locations[0]) / "lib" / LIBRARY)]
