"""What a store in Milvus costs: filling it, and connecting to it with a process that has no folder.

    python -m benchmarks.milvus_store fill FOLDER HOME STORE
    python -m benchmarks.milvus_store ready STORE [SECONDS]

`fill` takes the saved library of FOLDER under HOME as it is, and needs no model. `ready` connects,
opens, and searches for a few questions by words and by a vector that the store has. An answer is
waited for no longer than SECONDS, by default as long as Byline waits.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from index.contents import Settings
from index.milvus_filling import fill
from index.milvus_server import CALL_SECONDS, MilvusServer
from index.opening import library_place
from index.saved_library import SavedLibrary
from index.storage import read_description
from index.store_address import StoreAddress, store_address

QUESTIONS = (
    "Who won the election?",
    "What did the president say about sanctions?",
    "How many people were killed in the flood?",
    "When does the new law come into force?",
    "Why did the minister resign?",
)


def main() -> None:
    """Fill, or measure."""
    command, *given = sys.argv[1:]
    if command == "fill":
        _fill(Path(given[0]).resolve(), Path(given[1]), given[2])
    else:
        _ready(given[0], float(given[1]) if len(given) > 1 else CALL_SECONDS)


def _fill(folder: Path, home: Path, told: str) -> None:
    place = library_place(folder, home)
    description = read_description(place)
    if description is None:
        sys.exit(f"there is no library in {place}")
    store = SavedLibrary(folder, place, Settings(**description["settings"])).load()
    if store is None:
        sys.exit(f"the library in {place} was made by another version")
    server = MilvusServer.connect(_address(told), create=True)
    began = time.monotonic()

    def tell(_stage: str, done: int, total: int) -> None:
        print(f"{done} of {total} articles, {time.monotonic() - began:.0f} s", flush=True)

    fill(store, server, progress=tell)
    seconds = time.monotonic() - began
    count = len(store.passages)
    print(f"{count} passages in {seconds:.0f} s, {count / seconds:.0f} a second")
    server.close()


def _ready(told: str, seconds: float) -> None:
    before = _megabytes()
    began = time.monotonic()
    server = MilvusServer.connect(_address(told), call_seconds=seconds)
    connected = time.monotonic()
    from index.milvus_store import MilvusStore

    store = MilvusStore.open(server)
    if store is None:
        sys.exit(f"the store {told} is empty")
    opened = time.monotonic()
    print(
        f"{len(store.passages)} passages of {len(store.articles)} articles: connected in "
        f"{connected - began:.2f} s, opened in {opened - connected:.2f} s, "
        f"{_megabytes() - before:.0f} MB more than {before:.0f} MB",
        flush=True,
    )
    vector = store.vectors(store.probes(1))[0]
    for question in QUESTIONS:
        start = time.monotonic()
        named = store.named(question)
        middle = time.monotonic()
        found = store.candidates(question, vector, most=100, named=named)
        searched = time.monotonic()
        for row in found.rows[:12].tolist():
            store.passage(row)
        print(
            f"named {middle - start:.2f} s, {len(found.rows)} candidates "
            f"{searched - middle:.2f} s, twelve read {time.monotonic() - searched:.2f} s",
            flush=True,
        )
    print(f"at last {_megabytes() - before:.0f} MB more, peak {_megabytes('VmHWM'):.0f} MB")
    server.close()


def _address(told: str) -> StoreAddress:
    found = store_address(told)
    if found is None:
        sys.exit(f"{told} is no Milvus")
    return found


def _megabytes(field: str = "VmRSS") -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(field))


if __name__ == "__main__":
    main()
