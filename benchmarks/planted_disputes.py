"""Whether two articles that differ in one figure, name or day are shown to differ.

    python -m benchmarks.planted_disputes DATA [--most N] [--records FILE]

DATA holds `desk_train.jsonl.gz` and `news_train_articles.jsonl.gz`. In one sentence of an article
of the tuning part a figure, a day or a name is exchanged, and the article is set beside the
untouched one twice: whole (a near-copy), and as that sentence with its neighbours (a short report).
Found is a contradiction one of whose sides has the words that were put in. Made up are
contradictions between articles of one folder in which nothing was exchanged; they are written to
FILE to be read.
Prints one JSON object.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from benchmarks.conflicts import hits_of
from index import Article
from models.training.desk_folders import desks
from qa.answer import ConflictKind
from qa.comparison import ConflictFinder
from qa.english.dates import DAYS
from qa.evidence.told import tells
from qa.sources import SourceList

SEED = 28
SHORTEST = 8  # words
FIGURE = re.compile(r"(?<![\w.,-])[1-9][0-9]{0,2}(?:,[0-9]{3})*(?:\.[0-9]+)?(?![\w-])")
DAY = re.compile(rf"\b(?:{'|'.join(map(str.title, DAYS))})\b")
NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+ [A-Z][a-z]+(?= [a-z])")
KINDS = {"figure": FIGURE, "day": DAY, "name": NAME}


def exchanged(text: str, kind: str, names: Sequence[str], chance: random.Random) -> str | None:
    """The sentence with one figure, day or name in place of another; None where it has none."""
    found = list(KINDS[kind].finditer(text))
    if not found:
        return None
    place = chance.choice(found)
    if kind == "figure":
        first = chance.choice([d for d in "123456789" if d != place[0][0]])
        put = first + place[0][1:]
    else:
        among = [day.title() for day in DAYS] if kind == "day" else names
        put = chance.choice([each for each in among if each != place[0]])
    return text[: place.start()] + put + text[place.end() :]


def contradictions(texts: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The sides of what texts are found to contradict each other in."""
    hits = {hit.passage.article.id: hit for hit in hits_of(texts)}

    def sentences(article: Article) -> Sequence[object]:
        return hits[article.id].sentences

    rows = itertools.count()
    finder = ConflictFinder(
        sentences,  # type: ignore[arg-type]
        lambda _article: next(rows),
        lambda left, right: np.zeros((len(left), len(right)), np.float32),
    )
    articles = [hit.passage.article for hit in hits.values()]
    for conflict in finder.exchanges(articles, SourceList()):
        assert conflict.kind is ConflictKind.CONTRADICTION
        yield tuple(position.text for position in conflict.positions)


def _letters(text: str) -> str:
    """Without what in_marks changes."""
    return "".join(character for character in text if character.isalnum())


def main() -> None:
    """Plant, look, and print the shares."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--most", type=int, default=100, help="articles that are altered")
    parser.add_argument("--records", type=Path, default=None)
    given = parser.parse_args()
    chance = random.Random(SEED)
    folders = desks(given.data, "tune")
    names = sorted(
        {n for f in folders for a in f.articles.values() for n in NAME.findall(a["text"])}
    )
    planted, found = Counter[str](), Counter[str]()
    missed = []
    articles = [article for folder in folders for article in folder.articles.values()]
    chance.shuffle(articles)
    for number, article in enumerate(articles[: given.most]):
        kind = list(KINDS)[number % len(KINDS)]
        (hit,) = hits_of([article["text"]])
        telling = [s for s in hit.sentences if tells(s) and len(s.text.split()) >= SHORTEST]
        chance.shuffle(telling)
        put = ((s, exchanged(s.text, kind, names, chance)) for s in telling)
        sentence, other = next(((s, each) for s, each in put if each), (None, None))
        if sentence is None or other is None:
            continue
        row = hit.sentences.index(sentence)
        first, last = hit.sentences[max(0, row - 1)], hit.sentences[: row + 2][-1]
        text = article["text"]
        whole = text[: sentence.start] + other + text[sentence.end :]
        end = last.end + len(other) - len(sentence.text)
        for form, beside in (("whole", whole), ("short", whole[first.start : end])):
            name = f"{kind}, {form}"
            planted[name] += 1
            sides = [side for pair in contradictions([text, beside]) for side in pair]
            shown = any(_letters(other) == _letters(side) for side in sides)
            found[name] += shown
            if not shown:
                missed.append((name, sentence.text, other))
    made_up = [
        pair
        for folder in folders
        for pair in contradictions([each["text"] for each in folder.articles.values()])
    ]
    if given.records is not None:
        lines = [f"MISSED {n}\n  {a}\n  {b}" for n, a, b in missed]
        lines += [f"MADE UP\n  {'  |  '.join(pair)}" for pair in made_up]
        given.records.write_text("\n".join(lines), encoding="utf-8")
    shares = {n: round(found[n] / planted[n], 3) for n in sorted(planted)}
    whole = round(sum(found.values()) / sum(planted.values()), 3)
    told = {"planted": sum(planted.values()), "found": whole, **shares}
    print(json.dumps({**told, "folders": len(folders), "made up": len(made_up)}, indent=1))


if __name__ == "__main__":
    main()
