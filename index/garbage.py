"""Making many objects that stay, without looking again and again for garbage among them."""

from __future__ import annotations

import contextlib
import gc
import threading
from collections.abc import Iterator

_guard = threading.Lock()
_inside = 0
_was_on = True


@contextlib.contextmanager
def garbage_left() -> Iterator[None]:
    """Let cycles of objects lie meanwhile; what is in none goes at once as ever.

    The interpreter looks through all objects there are whenever a quarter of them is new, which
    takes a third of the time in which a library is loaded. Several threads may be in here.
    """
    global _inside, _was_on
    with _guard:
        if not _inside:
            _was_on = gc.isenabled()
        _inside += 1
        gc.disable()
    try:
        yield
    finally:
        with _guard:
            _inside -= 1
            if _was_on and not _inside:
                gc.enable()
