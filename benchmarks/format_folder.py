"""How long a folder of files of many formats takes to read, and how much memory.

    python -m benchmarks.format_folder FOLDER [--files 500] [--seed 1]

`format_fidelity --keep FOLDER` writes such files. So many of those below FOLDER as are wanted are
copied into one folder, which is read once: seconds, articles, files left out, and the most memory
that this process and the one that reads files held.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import shutil
import tempfile
import time
from collections import Counter
from pathlib import Path

from index.folder import read_folder, resolve_folder
from index.formats import READERS, reading_process


def main() -> None:
    """Read the folder and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--files", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    found = sorted(
        path for path in given.folder.rglob("*") if path.is_file() and path.suffix in READERS
    )
    chosen = random.Random(given.seed).sample(found, min(given.files, len(found)))
    with tempfile.TemporaryDirectory() as folder:
        for number, path in enumerate(chosen):
            shutil.copyfile(path, Path(folder) / f"{number:04}{path.suffix}")
        began = time.monotonic()
        reading = read_folder(resolve_folder(Path(folder)), known={}, progress=lambda _: None)
        seconds = time.monotonic() - began
    kinds = Counter(path.suffix for path in chosen)
    print(f"{len(chosen)} files ({', '.join(f'{n} {s}' for s, n in kinds.most_common())})")
    print(f"{len(reading.articles)} articles, {len(reading.skipped)} left out, {seconds:.0f} s")
    print(f"{_peak(os.getpid())} here, {_peak(reading_process().process_id or 0)} in the reader")


def _peak(process: int) -> str:
    """The most memory that a process has held."""
    status = Path(f"/proc/{process}/status")
    if not status.exists():  # only Linux tells it of another process
        return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss} (see getrusage)"
    line = next(x for x in status.read_text(encoding="ascii").splitlines() if "VmHWM" in x)
    return f"{int(line.split()[1]) // 1024} MB"


if __name__ == "__main__":
    main()
