"""A disk that fails: every n-th write, fsync or rename of the process goes wrong."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from typing import Any

import pytest


class FailingSystem:
    """Replaces calls of `os` by ones of which the n-th fails; counts them all."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._patch = monkeypatch
        self.calls = 0

    def fail(self, call: str, at: int, how: int | str) -> None:
        """Make the `at`-th call of `os.<call>` raise the error number `how`, or write short."""
        real: Callable[..., Any] = getattr(os, call)

        def failing(*arguments: Any, **options: Any) -> Any:
            self.calls += 1
            if self.calls != at:
                return real(*arguments, **options)
            if how == "short":
                descriptor, data = arguments
                return real(descriptor, bytes(data)[: max(1, len(data) // 2)])
            assert isinstance(how, int)
            if call == "write":
                descriptor, data = arguments
                real(descriptor, bytes(data)[: len(data) // 2])
            raise OSError(how, os.strerror(how))

        self._patch.setattr(os, call, failing)


FAILURES = [
    ("write", errno.ENOSPC),
    ("write", errno.EIO),
    ("write", "short"),
    ("fsync", errno.EIO),
    ("fsync", errno.ENOSPC),
    ("rename", errno.EIO),
    ("replace", errno.EIO),
    ("replace", errno.ENOSPC),
    ("mkdir", errno.ENOSPC),
    ("mkdir", errno.EDQUOT),
    ("open", errno.EMFILE),
]
