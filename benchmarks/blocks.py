"""Which blocks Byline sees in real articles: `python -m benchmarks.blocks FILE`, to be read.

FILE holds an article with its `text` a line, as JSON, and may be compressed. Prints, of articles
drawn by chance from those with lines that look like questions, links or corrections, the blocks
that are not plain paragraphs, kind by kind.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from index.blocks import Kind, blocks_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.blocks import Block

MARKS = {
    "dialogue": re.compile(r"^\W*(?:Q|A|Question|Answer):(?:\s|\Z)", re.MULTILINE),
    "links": re.compile(r"^\W*(?:read more|related)\b", re.MULTILINE | re.IGNORECASE),
    "corrections": re.compile(r"^\W*(?:correction|clarification|update)", re.MULTILINE | re.I),
}
SHOWN = 110  # characters of a block


def main() -> None:
    """Read the command line and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--each", type=int, default=20, help="articles of each sort")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--all", action="store_true", help="every kind, paragraphs too")
    arguments = parser.parse_args()
    texts = list(_texts(arguments.file))
    counts: Counter[str] = Counter()
    for sort, mark in MARKS.items():
        marked = [text for text in texts if mark.search(text)]
        random.Random(f"{arguments.seed} {sort}").shuffle(marked)
        for text in marked[: arguments.each]:
            sys.stdout.write(f"\n### {sort}: {text[:60]!r}\n")
            for block in blocks_of(text):
                counts[block.kind] += 1
                if arguments.all or block.kind is not Kind.PARAGRAPH:
                    sys.stdout.write(f"{_line(block, text)}\n")
    sys.stdout.write(f"\n{dict(counts)}\n")


def _texts(file: Path) -> Iterator[str]:
    opening = gzip.open if file.suffix == ".gz" else open
    with opening(file, "rt") as lines:
        for line in lines:
            yield json.loads(line)["text"]


def _line(block: Block, text: str) -> str:
    who = " ".join(part for part in (block.speaker, block.time) if part)
    words = " ".join(text[block.start : block.end].split())[:SHOWN]
    return f"{block.kind:12}{block.act:7}{who:22.22} {words}"


if __name__ == "__main__":
    main()
