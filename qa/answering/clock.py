"""How long each stage of an answer took."""

from __future__ import annotations

import time


class Clock:
    """Milliseconds of each stage and of the whole."""

    def __init__(self) -> None:
        self._start = self._last = time.perf_counter()
        self._laps: dict[str, float] = {}

    def lap(self, stage: str, *, since_start: bool = False) -> None:
        """Note how long the stage took that ends now; `since_start` leaves the stages alone."""
        now = time.perf_counter()
        begun = self._start if since_start else self._last
        self._laps[stage] = round(self._laps.get(stage, 0.0) + 1000 * (now - begun), 1)
        if not since_start:
            self._last = now

    def timings(self) -> dict[str, float]:
        """All stages, and `total`."""
        total = round(1000 * (time.perf_counter() - self._start), 1)
        return {**self._laps, "total": total}
