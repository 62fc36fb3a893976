"""Whether files that real programs write are read as whoever opens them reads them.

    python -m benchmarks.format_fidelity ARTICLES [--files 10] [--formats .pdf,.docx] [--seed 1]
                                         [--keep FOLDER] [--show]

ARTICLES has a JSON object a line with title, published (a day) and text. The articles are dressed
with invented pictures, captions, tables, pull quotes, menus and footers and written by the programs
that are on this machine. Counted are the words that were lost, those that do not belong, and the
fields that are right, empty or wrong. `--show` prints what was lost and what does not belong.
"""

from __future__ import annotations

import argparse
import contextlib
import re
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from rapidfuzz.distance import Indel

from benchmarks.dressed_articles import FOOTER, MENU, OTHERS, Dressed, dressed_articles
from benchmarks.format_writers import Written, writers, written
from index.formats import Reading, UnreadableError, read_bytes

TABLES = (".csv", ".tsv", ".json", ".jsonl")
AROUND = (
    "Tags: council region Most read",
    *(f"{n}. {each}" for n, each in enumerate(OTHERS, start=1)),
    "Related stories",
    FOOTER,
)
FIELDS = ("title", "byline", "published", "outlet")


@dataclass
class Tally:
    """What was found in the files of one program."""

    files: int = 0
    words: int = 0
    lost: int = 0
    read: int = 0
    foreign: int = 0
    problems: int = 0
    fields: Counter[tuple[str, str]] = field(default_factory=Counter)
    shown: list[str] = field(default_factory=list)

    def line(self, name: str) -> str:
        """One row of the table."""
        kept = 100 * (1 - self.lost / max(1, self.words))
        foreign = 100 * self.foreign / max(1, self.read)
        told = "  ".join(
            f"{each} {self.fields[each, 'right']}/{self.fields[each, 'empty']}/"
            f"{self.fields[each, 'wrong']}"
            for each in FIELDS
        )
        return f"{name:34} {self.files:4} {kept:7.2f} {foreign:8.2f}   {told}"


def main() -> None:
    """Write, read and compare."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("articles", type=Path)
    parser.add_argument("--files", type=int, default=10, help="of each program")
    formats = [*dict.fromkeys(writer.suffix for writer in writers())]
    parser.add_argument("--formats", default=",".join(formats))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="where the files stay, an empty folder")
    parser.add_argument("--show", action="store_true")
    given = parser.parse_args()
    stories = dressed_articles(given.articles, given.files, given.seed)
    print(f"{'':34} read  kept % foreign %   fields right/empty/wrong")
    with contextlib.ExitStack() as stack:
        folder = given.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        for one in written(stories, folder, given.formats.split(",")):
            tally = measured(one)
            print(tally.line(f"{one.suffix} {one.program}"), flush=True)
            if given.show:
                print(*tally.shown, sep="\n")


def measured(one: Written) -> Tally:
    """What became of the files of one program."""
    tally = Tally()
    for path, stories in one.files:
        try:
            readings = read_bytes(path.read_bytes(), one.suffix)
        except UnreadableError as error:
            tally.shown.append(f"  {path.name}: {error}")
            readings = ()
        for row, story in enumerate(stories):
            _compare(tally, path, story, readings[row : row + 1])
        if len(readings) > len(stories):
            tally.shown.append(f"  {path.name}: {len(readings)} articles of {len(stories)}")
            _compare_rest(tally, readings[len(stories) :])
    return tally


def _seen(story: Dressed, suffix: str) -> list[tuple[str, bool]]:
    """The words that a reader of the file sees, and whether they must be read.

    A printed page shows what was around the article; a program may set the headline above it once
    more, so that it is counted apart; in a table byline and date are fields.
    """
    printed = suffix == ".pdf"
    head, *others = story.pieces
    fields = ("byline", "date") if suffix in TABLES else ()
    shown = [
        *((text, False) for text in (story.outlet, *(MENU if printed else ()))),
        (head.text, False),
        (head.text, False),
        *((piece.text, piece.must and piece.kind not in fields) for piece in others),
        *((text, False) for text in (AROUND if printed else ())),
    ]
    return [(word, must) for text, must in shown for word in _words(text)]


def _compare(tally: Tally, path: Path, story: Dressed, readings: tuple[Reading, ...]) -> None:
    name, seen = path.name, _seen(story, path.suffix)
    told = _words(readings[0].text) if readings else []
    headline = _words(story.title)
    tally.words += len(headline)
    if f" {' '.join(headline)} " not in f" {' '.join(told)} ":
        tally.lost += len(headline)
        tally.shown.append(f"  {name} lost: {story.title}")
    tally.files += len(readings)
    tally.words += sum(must for _, must in seen)
    tally.read += len(told)
    for edit in Indel.opcodes([word for word, _ in seen], told):
        if edit.tag == "delete":
            gone = [word for word, must in seen[edit.src_start : edit.src_end] if must]
            tally.lost += len(gone)
            if gone:
                tally.shown.append(f"  {name} lost: {' '.join(gone)[:300]}")
        elif edit.tag == "insert":
            more = told[edit.dest_start : edit.dest_end]
            tally.foreign += len(more)
            tally.shown.append(f"  {name} foreign: {' '.join(more)[:300]}")
    expected = {
        "title": story.title, "byline": story.byline, "published": story.published.isoformat(),
        "outlet": story.outlet,
    }  # fmt: skip
    for key, value in expected.items() if readings else ():
        found = getattr(readings[0].fields, key)
        outcome = _judged(key, found, value, story)
        tally.fields[key, outcome] += 1
        if outcome == "wrong":
            tally.shown.append(f"  {name} {key}: {found!r} instead of {value!r}")


def _compare_rest(tally: Tally, readings: tuple[Reading, ...]) -> None:
    for reading in readings:
        count = len(_words(reading.text))
        tally.read += count
        tally.foreign += count


def _judged(key: str, found: str | None, value: str, story: Dressed) -> str:
    if found is None:
        return "empty"
    if key == "published":
        return "right" if found[:10] == value else "wrong"
    if key == "outlet":
        host = story.url.split("/")[2].removeprefix("www.")
        of_text = found in re.findall(r"\w+", " ".join(story.paragraphs))  # its real dateline
        return "right" if found in (value, host) or of_text else "wrong"
    return "right" if " ".join(_words(found)) == " ".join(_words(value)) else "wrong"


def _words(text: str) -> list[str]:
    """What stands between spaces, without the marks that stand for captions, cells and items."""
    marked = text.replace("Caption: ", " ").replace(" | ", " ")
    return [word for word in marked.split() if word not in ("-", "•", ">", "|", "–", "—")]


if __name__ == "__main__":
    main()
