"""Questions and claims as an editor puts them, over held-out folders of news articles.

    python -m benchmarks.desk DATA [--train FILE] [--folders N] [--questions-only | --claims-only]
                                   [--plain] [--records FILE] [--markdown FILE]

DATA is a gzipped JSON object: the name of each folder to an object with `week`, `articles` (each
`id`, `title`, `outlet`, `published`, `text`; what is unknown is null) and `lines`. A line has `id`,
`kind` and either `question` and `answerable` or `claim` and `label` (supported, contradicted,
not_stated). Answerable questions have `must` (groups of strings, one of every group is due) and
`must_not`; not answerable means by no article of the folder. A line with `of` is the counterpart of
the line with that id: it reads alike and has the opposite label.

Right: answered, and the first 60 words of the first two supported statements hold one string of
every group of `must` and none of `must_not`. Shown: the quotes beside a reply that is no answer, at
most three and 120 words, hold one string of every group. A claim is believed when its verdict is
`supported`, and no other. Of a pair both halves have to be right.

`--plain` asks the questions of the pipeline that everybody builds (`desk_baselines.py`). `--train`
is a gzipped file of JSON lines in the same form with a `part`: from `learn` two classifiers that
never see an article learn the label; scikit-learn is in the extra `training`. Prints one JSON
object. With `--records` every reply is kept in FILE, and what stands there is not asked again.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.desk_baselines import open_plain, style_figures
from benchmarks.desk_figures import markdown, report, rounded
from benchmarks.desk_scores import SUPPORTED, Line, Reply, Told
from qa import check_text, load_settings, open_answerer

Pipeline = Callable[[Line], Reply]


@dataclass(frozen=True, slots=True)
class Desk:
    """One folder of articles, and what is asked about it."""

    name: str
    articles: list[dict[str, Any]]
    lines: list[Line]


class Records:
    """The replies of one pipeline, kept line by line where there is a file for them."""

    def __init__(self, path: Path | None, pipeline: str) -> None:
        self._path = path
        self._pipeline = pipeline
        self.replies = _read_replies(path, pipeline) if path and path.exists() else {}

    def add(self, told: Told) -> None:
        """Keep a reply, on the disk before the next question is asked."""
        self.replies[told.line.id] = told.reply
        if self._path is None:
            return
        line = asdict(told.line)
        known = {key: line[key] for key in ("id", "kind", "of", "label")}
        asked = {"claim" if told.line.is_claim else "question": told.line.text}
        record = {
            "pipeline": self._pipeline, **known, **asked, "outcome": told.outcome,
            **asdict(told.reply),
        }  # fmt: skip
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


def _read_replies(path: Path, pipeline: str) -> dict[str, Reply]:
    """What stands in the file; a last line that was cut off is taken away."""
    said = path.read_bytes()
    whole = said[: said.rfind(b"\n") + 1]
    if whole != said:
        path.write_bytes(whole)
    records = [json.loads(line) for line in whole.split(b"\n") if line]
    return {r["id"]: Reply.from_record(r) for r in records if r["pipeline"] == pipeline}


def read_desks(path: Path, count: int | None) -> list[Desk]:
    """The first `count` folders."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        folders = json.load(file)
    return [
        Desk(name, folder["articles"], [Line.from_json(each) for each in folder["lines"]])
        for name, folder in list(folders.items())[:count]
    ]


def write_folder(folder: Path, articles: list[dict[str, Any]]) -> None:
    """One text file an article: a line each for what is known of it, a blank line, its text."""
    folder.mkdir(parents=True)
    for article in articles:
        known = [article[key] for key in ("title", "outlet", "published") if article[key]]
        text = "\n".join([*known, "", article["text"], ""])
        (folder / f"{article['id']}.txt").write_text(text, encoding="utf-8")


def open_byline(folder: Path) -> Pipeline:
    """What the product says: an answer to a question, the verdict on a claim."""
    settings = load_settings(articles=folder)

    def reply(line: Line) -> Reply:
        if not line.is_claim:
            return Reply.from_answer(open_answerer(settings).ask(line.text).to_dict())
        begun = time.perf_counter()
        statements = check_text(line.text, articles=folder).statements
        spent = 1000 * (time.perf_counter() - begun)
        # A claim in two sentences is believed when both are.
        verdict = next((str(s.verdict) for s in statements if s.verdict != SUPPORTED), SUPPORTED)
        return Reply(verdict, " ".join(s.text for s in statements), total_ms=spent)

    return reply


def ask_desk(
    desk: Desk, lines: list[Line], opener: Callable[[Path], Pipeline], kept: Records
) -> None:
    """Put the lines that have no reply yet."""
    missing = [line for line in lines if line.id not in kept.replies]
    if not missing:
        return
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / desk.name
        write_folder(folder, desk.articles)
        pipeline = opener(folder)
        for line in missing:
            kept.add(Told(line, pipeline(line)))


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """Ask everything that is wanted, and count."""
    name, opener = ("plain", open_plain) if arguments.plain else ("byline", open_byline)
    kept = Records(arguments.records, name)
    told: list[Told] = []
    for desk in read_desks(arguments.data, arguments.folders):
        lines = [line for line in desk.lines if _wanted(line, arguments)]
        begun = time.perf_counter()
        ask_desk(desk, lines, opener, kept)
        told += (some := [Told(line, kept.replies[line.id]) for line in lines])
        right = sum(each.right for each in some)
        spent = time.perf_counter() - begun
        print(
            f"{desk.name}: {right} of {len(some)} right, {spent:.0f} s", file=sys.stderr, flush=True
        )
    figures = report(told)
    if arguments.train:
        figures |= style_figures(arguments.train, [each.line for each in told])
    return dict(rounded(figures))


def _wanted(line: Line, arguments: argparse.Namespace) -> bool:
    if line.is_claim:
        return not (arguments.questions_only or arguments.plain)
    return not arguments.claims_only


def parse() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--train", type=Path)
    parser.add_argument("--folders", type=int, help="the first ones; all where it is not given")
    parts = parser.add_mutually_exclusive_group()
    parts.add_argument("--questions-only", action="store_true")
    parts.add_argument("--claims-only", action="store_true")
    parts.add_argument("--plain", action="store_true")
    parser.add_argument("--records", type=Path)
    parser.add_argument("--markdown", type=Path, help="where to write the same as a table")
    return parser.parse_args()


def main() -> None:
    """Print one JSON object; `BYLINE_HOME` is a temporary folder unless it is set."""
    arguments = parse()
    with tempfile.TemporaryDirectory() as home:
        os.environ.setdefault("BYLINE_HOME", home)
        figures = run(arguments)
    if arguments.markdown:
        arguments.markdown.write_text(markdown(figures), encoding="utf-8")
    print(json.dumps(figures, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
