"""Compare libraries with plain dictionaries at length: python -m tests.faults.states [RUNS].

Each run does fifty things to a folder and its library, in any order.
"""

from __future__ import annotations

import sys

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.index.test_library_states import FolderAndLibrary

if __name__ == "__main__":
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    run_state_machine_as_test(
        FolderAndLibrary,
        settings=settings(
            max_examples=runs,
            stateful_step_count=50,
            deadline=None,
            database=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
    print(f"{runs} runs of at most 50 steps, no divergence")  # noqa: T201 - its result
