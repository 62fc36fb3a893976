"""Folders of twelve news articles with an editor's questions about them, as Byline would search.

Of every article only the part is kept that its questions were written from: what stands behind it
may tell what nobody looked for there.
"""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from index.sentences import split_sentences
from models.training.reader_data import read_lines
from qa.evidence.reader_windows import dated_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from index import Sentence

FOLDER = 12  # articles
LEANING = frozenset({"more", "sure", "correct"})  # turns that ask again what was asked before

Line = dict[str, Any]
Span = tuple[str, str]  # the id of an article and words of its text


@dataclass(frozen=True)
class Desk:
    """One folder: articles by their ids, in a form that is written to files, and questions."""

    articles: dict[str, dict[str, Any]]
    questions: list[Line]

    def words(self, spans: Iterable[Sequence[Any]]) -> list[Span]:
        """The words of spans `[id, start, end]`."""
        return [(a, self.articles[a]["text"][start:end]) for a, start, end in spans]


def read_desk(
    data: Path, part: str, *, talks: bool = False
) -> tuple[dict[str, dict[str, Any]], list[Line]]:
    """The articles of a part (`learn` or `tune`) by their ids, and its lines.

    With `talks` also the questions of conversations, each as it stands alone.
    """
    lines = [each for each in read_lines(data / "desk_train.jsonl.gz") if each["part"] == part]
    if talks:
        lines += _asked_alone(data, part)
    spans: dict[str, int] = defaultdict(int)
    for line in lines:
        for key in ("evidence", "nearest"):
            for article, _, end in line.get(key, ()):
                spans[article] = max(spans[article], end)
    named = {a for line in lines for a in line["articles"]}
    raw = read_lines(data / "news_train_articles.jsonl.gz")
    return {a["id"]: _read(a, spans[a["id"]]) for a in raw if a["id"] in named}, lines


def _asked_alone(data: Path, part: str) -> list[Line]:
    """The turns of `desk_talks.jsonl.gz` that ask something new, in the form of other questions."""
    return [
        {
            "id": f"{talk['id']}-{number}",
            "part": part,
            "articles": talk["articles"],
            "question": turn["alone"],
            "answerable": turn["answerable"],
            "kind": turn["type"],
            "evidence": turn["evidence"],
            **({"answer": turn["answer"]} if turn["answer"] else {}),
        }
        for talk in read_lines(data / "desk_talks.jsonl.gz")
        if talk["part"] == part
        for number, turn in enumerate(talk["turns"])
        if turn["type"] not in LEANING and turn["answerable"] == bool(turn["evidence"])
    ]


def desks(data: Path, part: str) -> list[Desk]:
    """All articles of a part, packed into folders by date; related ones stay together."""
    articles, lines = read_desk(data, part)
    groups = sorted(
        _related(set(articles), lines),
        key=lambda ids: min((articles[a]["published"] or "", a) for a in ids),
    )
    found: list[Desk] = []
    folder: list[str] = []
    for ids in groups:
        if folder and len(folder) + len(ids) > FOLDER:
            found.append(_desk(folder, articles, lines))
            folder = []
        folder += sorted(ids)
    return [*found, _desk(folder, articles, lines)]


def sampled_pairs(lines: list[Line], most: int, seed: int) -> list[Line]:
    """Lines with their counterparts, so as many of one label as of the other."""
    by_id = {line["id"]: line for line in lines}
    pairs = [(line, by_id[line["of"]]) for line in lines if line.get("of") in by_id]
    random.Random(seed).shuffle(pairs)
    return list({line["id"]: line for pair in pairs[: most // 2] for line in pair}.values())


def _desk(ids: list[str], articles: dict[str, dict[str, Any]], lines: list[Line]) -> Desk:
    asked = [each for each in lines if "question" in each and each["articles"][0] in ids]
    return Desk({a: articles[a] for a in ids}, asked)


def _related(ids: set[str], lines: list[Line]) -> list[set[str]]:
    """Articles that some line names together, in one set."""
    group = {a: {a} for a in ids}
    for line in lines:
        merged = set().union(*(group[a] for a in line["articles"]))
        group |= dict.fromkeys(merged, merged)
    return list({id(each): each for each in group.values()}.values())


def _read(article: dict[str, Any], last: int) -> dict[str, Any]:
    """The article as far as somebody read it: to its last span, and one sentence more."""
    behind = [s.end for s in split_sentences(article["text"]) if s.end >= last]
    outlet = urlsplit(article["url"] or "").hostname
    return {
        **article,
        "text": article["text"][: (behind[:2] or [len(article["text"])])[-1]],
        "outlet": outlet.removeprefix("www.") if outlet else None,
    }


def day_and_title(article: dict[str, Any]) -> str:
    """The title as the judge reads it, behind the day of the article."""
    return dated_title(article["title"] or "", (article["published"] or "").replace("/", "-"))


class Told:
    """Which sentences of a library tell something: those that share most words with a span."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._words: dict[str, list[str]] = defaultdict(list)
        for article, words in spans:
            self._words[article].append(" ".join(words.split()))

    def __call__(self, sentence: Sentence) -> bool:
        """Whether the sentence is part of a span, or the span a part of it."""
        own = " ".join(sentence.text.split())
        spans = self._words.get(sentence.article.path.stem, ())
        return any(own in span or span in own for span in spans)
