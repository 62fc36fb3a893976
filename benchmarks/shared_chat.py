"""An application process of several people, with an engine that is a stub: for tests and figures.

    python -m benchmarks.shared_chat PORT HOME [AT_ONCE]

It says back who asked what, which tells whether answers are mixed; the real guards, the real line.
"""

from __future__ import annotations

import sys
import threading
from dataclasses import replace
from pathlib import Path

from benchmarks.guard_load import repeating
from qa.settings import Serving
from tests.ui.conftest import serving

HEADER = "X-Remote-User"
PAUSE = 0.25  # seconds before each of the two statements of an answer


def main() -> None:
    """Serve until it is ended."""
    port, home = int(sys.argv[1]), Path(sys.argv[2])
    several = Serving(
        person_header=HEADER,
        public_name="news.example.org",
        audit=home / "audit.jsonl",
        at_once=int(sys.argv[3]) if len(sys.argv) > 3 else 1,
    )
    engine = replace(repeating(), pause=PAUSE)
    with serving(engine, kept=home / "people", several=several, port=port) as address:
        sys.stdout.write(f"{address}\n")
        sys.stdout.flush()
        threading.Event().wait()


if __name__ == "__main__":
    main()
