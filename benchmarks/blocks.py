"""Which blocks Byline sees in real articles: `python -m benchmarks.blocks FILE`, to be read.

FILE holds an article with its `text` a line, as JSON, and may be compressed. Prints, of articles
drawn by chance from those with lines that look like questions, links or corrections, the blocks
that are not plain paragraphs, kind by kind.

With `--evidence LINES` it counts instead how much of what somebody held to be evidence can support
nothing, because its block does not tell. LINES holds a JSON object a line, with `evidence` as spans
`[id of the article, start, end]`.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.blocks import Act, Kind, blocks_of

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
    parser.add_argument("--evidence", type=Path, help="lines with spans that tell something")
    arguments = parser.parse_args()
    if arguments.evidence:
        _count_lost(arguments.file, arguments.evidence, shown=arguments.all)
        return
    texts = [article["text"] for article in _lines(arguments.file)]
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


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    opening = gzip.open if file.suffix == ".gz" else open
    with opening(file, "rt") as lines:
        yield from map(json.loads, lines)


def _count_lost(articles: Path, evidence: Path, *, shown: bool) -> None:
    """Print how many spans of evidence touch a block that asks or points elsewhere, by its kind."""
    spans: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for line in _lines(evidence):
        for article, start, end in line.get("evidence") or ():
            spans[article].add((start, end))
    counts: Counter[str] = Counter()
    for article in _lines(articles):
        text = article["text"]
        for start, end in sorted(spans.get(article["id"], ())):
            counts["spans"] += 1
            if (block := _silent(text, start, end)) is not None:
                counts[f"{block.act} {block.kind}"] += 1
                if shown:
                    sys.stdout.write(f"{_line(block, text)}\n")
    sys.stdout.write(f"{dict(counts)}\n")


def _silent(text: str, start: int, end: int) -> Block | None:
    """The first block in a span that does not tell, one that points elsewhere before a question."""
    found = [
        block
        for block in blocks_of(text)
        if block.start < end
        and block.end > start
        and block.act is not Act.TELLS
        and text[max(start, block.start) : min(end, block.end)].strip()
    ]
    return min(found, key=lambda block: block.act is not Act.POINTS, default=None)


def _line(block: Block, text: str) -> str:
    who = " ".join(part for part in (block.speaker, block.time) if part)
    words = " ".join(text[block.start : block.end].split())[:SHOWN]
    return f"{block.kind:12}{block.act:7}{who:22.22} {words}"


if __name__ == "__main__":
    main()
