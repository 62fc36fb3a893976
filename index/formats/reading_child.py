"""The process in which files are read, seen from inside. It is started by the path of this file.

Reads a message with the suffix and one with the bytes of a file, writes one with its articles or
the reason why there are none, again and again until nobody asks any more. Limits itself to little
time and memory for each file.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from dataclasses import asdict
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

TIRED = 1 << 28  # bytes kept after a file, beyond which the process is replaced
MOST_TEXT = 40_000_000  # characters of one file
_HEAD = 8

if TYPE_CHECKING:
    from index.formats.reading import Reading


def main() -> None:
    """Answer until standard input ends."""
    replies = own_output()
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    from index.formats import readers  # noqa: F401 - loaded before the memory is limited

    started = _size()
    send(replies, json.dumps({"ready": True}).encode())
    while (request := receive()) is not None:
        data = receive()
        if data is None:
            return
        asked = json.loads(request)
        _limit_memory(started + asked["memory"])
        reply = _answer(asked, data)
        told = {"tired": _size() > started + TIRED, **reply}
        send(replies, json.dumps(told).encode())


def _answer(request: dict[str, Any], data: bytes) -> dict[str, Any]:
    from index.formats.readers import read_file
    from index.formats.reading import UnreadableError

    _limit_time(request["seconds"])
    try:
        readings = read_file(data, request["suffix"])
        if sum(len(each.text) for each in readings) > MOST_TEXT:
            return {"unreadable": f"it has more than {MOST_TEXT:,} characters"}
        return {"readings": [_told(each) for each in readings]}
    except UnreadableError as error:
        return {"unreadable": str(error)}
    except MemoryError:
        return {"unreadable": "reading it needs more than 1 GB of memory", "tired": True}
    except RecursionError:
        return {"unreadable": "it is nested too deeply"}
    except Exception as error:  # noqa: BLE001 - the outermost edge: one file must not stop others
        # Some libraries have their own errors for too little memory.
        broken = f"it is damaged or needs too much memory ({type(error).__name__})"
        return {"unreadable": broken}


def _told(reading: Reading) -> dict[str, Any]:
    return {**reading._asdict(), "fields": asdict(reading.fields)}


def own_output() -> IO[bytes]:
    """Standard output for the replies alone: what a library prints must not stand between them."""
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return replies


def receive() -> bytes | None:
    """The next message; None where nobody asks any more."""
    head = sys.stdin.buffer.read(_HEAD)
    if len(head) < _HEAD:
        return None
    size = int.from_bytes(head, "big")
    data = sys.stdin.buffer.read(size)
    return data if len(data) == size else None


def send(replies: IO[bytes], message: bytes) -> None:
    """Send a message."""
    replies.write(len(message).to_bytes(_HEAD, "big") + message)
    replies.flush()


def _size() -> int:
    """Bytes of address space; 0 where the system does not tell."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
    except OSError:
        return 0
    return int(pages) * resource.getpagesize()


def _limit_memory(most: int) -> None:
    if sys.platform == "linux":  # elsewhere the limit is refused or means something else
        resource.setrlimit(resource.RLIMIT_AS, (most, resource.RLIM_INFINITY))


def _limit_time(seconds: float) -> None:
    """Let the process have that much processor time from now on: nobody may be there to stop it."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime + seconds) + 2
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))


if __name__ == "__main__":
    main()
