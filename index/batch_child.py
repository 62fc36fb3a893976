"""A process in which batches are made, seen from inside. It is started by the path of this file.

Reads a message that names the folder and some files, and one with their bytes; writes the batch;
again and again until nobody asks any more.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path


def main() -> None:
    """Answer until standard input ends."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    from index.batches import make_batch
    from index.folder import NewFile
    from index.formats.reading_child import own_output, receive, send
    from index.lexical import Stems

    replies = own_output()
    stems = Stems()
    send(replies, b"ready")
    while (request := receive()) is not None:
        data = receive()
        if data is None:
            return
        asked = json.loads(request)
        files, start = [], 0
        for path, digest, size in asked["files"]:
            files.append(NewFile(path, digest, data[start : start + size]))
            start += size
        send(replies, make_batch(Path(asked["folder"]), files, stems))


if __name__ == "__main__":
    main()
