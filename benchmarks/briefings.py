"""Briefings on topics that were fixed beforehand, and how many of the facts due they tell.

    python -m benchmarks.briefings DATA [--only TEXT] [--work FOLDER] [--words N] [--records FILE]
                                        [--baselines] [--topics FILE]

DATA is a folder with `desk_train.jsonl.gz`, `news_train_articles.jsonl.gz` (folders of twelve news
articles) and `news_dev_questions.jsonl.gz`, `news_dev_articles.jsonl.gz` (RealTime QA: a week's
articles, as far as they are of its last two weeks). The topics and their facts are in
`briefing_topics.json`, listed from the articles before any briefing was made: each fact is groups
of strings, of each of which one statement has to hold one; the first fact is the one that has to
come first. Most of the forty are told by two articles or more. Baselines (`--baselines`) fill
the number of words of the briefing. TextRank is sumy's (the extra `benchmarks`).
Other topics (`--topics`, a file of the same form) ask the folders of `desk_dev.json.gz` in DATA.
Prints one JSON object. With `--records` every briefing is written to FILE to be read.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import json
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks.briefing_baselines import BASELINES, filled, pool_of
from benchmarks.briefing_scores import Told, Topic, figures, told_facts
from models.training.desk_folders import desks
from models.training.news_folders import write_article
from models.training.reader_data import read_lines
from qa import Briefing, brief, load_settings
from qa.statement import Verdict
from qa.wiring import open_library

TOPICS = Path(__file__).with_name("briefing_topics.json")
PRODUCT = "briefing"
RECENT = 14  # days before the end of a week
OUTLETS = {"usatoday.com": "USA TODAY", "cnn.com": "CNN", "theweek.co.uk": "The Week"}


def read_topics(path: Path = TOPICS) -> list[Topic]:
    """The topics of a file, the forty without one."""
    return [
        Topic(
            each["topic"],
            next((kind, each[kind]) for kind in ("desk", "week") if kind in each),
            tuple(tuple(tuple(group) for group in fact) for fact in each["facts"]),
            tuple(each.get("days", ())),
        )
        for each in json.loads(path.read_text("utf-8"))
    ]


class Folders:
    """The folders that the topics are asked of, written when they are first needed.

    With `held_out` a desk is a folder of `desk_dev.json.gz`, by its name there.
    """

    def __init__(self, data: Path, work: Path, *, held_out: bool = False) -> None:
        self._work = work
        self._held_out: dict[str, Any] = {}
        if held_out:
            with gzip.open(data / "desk_dev.json.gz", "rt", encoding="utf-8") as file:
                self._held_out = json.load(file)
            return
        self._desks = desks(data, "tune")
        self._articles = {a["id"]: a for a in read_lines(data / "news_dev_articles.jsonl.gz")}
        self._asked = read_lines(data / "news_dev_questions.jsonl.gz")

    def folder(self, topic: Topic) -> Path:
        """The folder of a topic, its articles in it."""
        folder = self._work / "-".join(topic.where).replace("/", "_")
        if not folder.exists():
            folder.mkdir(parents=True)
            for article in self._members(*topic.where):
                url = article.get("url") or ""
                fields = {"title": article["title"], "url": url}
                fields["published"] = (article["published"] or "").replace("/", "-")
                named = urlsplit(url).hostname or article.get("outlet") or ""
                host = named.removeprefix("www.")
                fields["outlet"] = OUTLETS.get(host, host)
                write_article(folder, article["id"], article["text"], **fields)
        return folder

    def _members(self, kind: str, name: str) -> Iterator[dict[str, Any]]:
        if self._held_out:
            yield from self._held_out[name]["articles"]
            return
        if kind == "desk":
            (desk,) = (each for each in self._desks if name in each.articles)
            yield from desk.articles.values()
            return
        named = {a for q in self._asked if q["date"] == name for a in q["articles"]}
        day = dt.date.fromisoformat(name.replace("/", "-"))
        first = (day - dt.timedelta(days=RECENT)).isoformat()
        for identifier in sorted(named):
            article = self._articles[identifier]
            if (article["published"] or "").replace("/", "-") >= first:
                yield article


def of_briefing(briefing: Briefing, seconds: float) -> Told:
    """What counts of a briefing."""
    return Told(
        tuple(" ".join(item.statement.text.split()) for item in briefing.items),
        sum(item.statement.verdict is Verdict.SUPPORTED for item in briefing.items),
        seconds,
    )


def main() -> None:
    """Brief on every topic, and print what was told."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--only", default="", help="topics that hold this text")
    parser.add_argument("--work", type=Path, default=None, help="where the folders are kept")
    parser.add_argument("--words", type=int, default=0, help="baselines alone, of so many words")
    parser.add_argument("--baselines", action="store_true")
    parser.add_argument("--records", type=Path, default=None)
    parser.add_argument("--topics", type=Path, default=None, help="other topics, of held-out desks")
    given = parser.parse_args()
    listed = read_topics(given.topics or TOPICS)
    topics = [each for each in listed if given.only in each.text]
    with tempfile.TemporaryDirectory() as temporary:
        work, held_out = given.work or Path(temporary), given.topics is not None
        folders = Folders(given.data, work, held_out=held_out)
        told: dict[str, list[Told]] = {}
        for topic in topics:
            for name, each in _told(topic, folders.folder(topic), given):
                told.setdefault(name, []).append(each)
                _record(given.records, name, topic, each)
    print(json.dumps({name: figures(topics, each) for name, each in told.items()}, indent=1))


def _told(topic: Topic, folder: Path, given: argparse.Namespace) -> Iterator[tuple[str, Told]]:
    most_words = given.words
    if not most_words:
        begun = time.perf_counter()
        made = of_briefing(brief(topic.text, articles=folder), time.perf_counter() - begun)
        most_words = made.words
        yield PRODUCT, made
    if not given.baselines and not given.words:
        return
    library = open_library(load_settings(articles=folder))
    pool = pool_of(library, topic.text, topic.days)
    for name, baseline in BASELINES.items():
        chosen = filled(baseline(pool), most_words)
        yield name, Told(tuple(chosen), len(chosen))


def _record(path: Path | None, name: str, topic: Topic, told: Told) -> None:
    if path is None:
        return
    facts = told_facts(told, topic)
    missed = [fact for fact, found in zip(topic.facts, facts, strict=True) if not found]
    lines = [f"## {topic.text} [{name}]: {sum(facts)} of {len(facts)}, {told.words} words", ""]
    lines += [f"- {each}" for each in told.statements]
    lines += ["", f"not told: {missed}", ""]
    with path.open("a", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
