"""Learn which sentences of a news article an editor would tell.

    python -m models.training.briefing_weights DATA

DATA is a folder with `desk_train.jsonl.gz` and `news_train_articles.jsonl.gz`. A sentence counts as
often as questions and claims have it as evidence, every other sentence of its article once. Learned
by logistic regression on the part `learn`, measured on the part `tune`, which shares no article
with it: the area under the curve within an article, beside the order of the sentences. Prints the
table for `qa/briefing/worth.py`.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from index import Article, Passage, Sentence
from index.sentences import split_sentences
from models.training.desk_folders import read_desk
from qa.briefing.worth import TRAITS, traits_of
from qa.evidence.told import telling_sentences

STRENGTH = 1.0  # of the regularisation, as scikit-learn's C


@dataclass(frozen=True)
class Read:
    """One article: the traits of its telling sentences, and how often each was evidence."""

    traits: NDArray[np.float64]
    used: NDArray[np.float64]


def read_part(data: Path, part: str) -> list[Read]:
    """Every article of a part of which a sentence was evidence."""
    articles, lines = read_desk(data, part)
    spans: dict[str, Counter[tuple[int, int]]] = {identifier: Counter() for identifier in articles}
    for line in lines:
        for article, start, end in line.get("evidence", ()):
            spans[article][start, end] += 1
    read = (_read(articles[each], spans[each]) for each in sorted(articles))
    return [each for each in read if 0 < np.count_nonzero(each.used) < len(each.used)]


def _read(raw: dict[str, Any], spans: Counter[tuple[int, int]]) -> Read:
    article = Article(raw["id"], Path(raw["id"]), raw["text"], title=raw["title"])
    whole = Passage(article, 0, len(article.text))
    told = telling_sentences([Sentence(whole, *span) for span in split_sentences(article.text)])
    used = [
        sum(n for (start, end), n in spans.items() if start < each.end and each.start < end)
        for each in told
    ]
    traits = np.array([traits_of(each.text) for each in told]).reshape(len(told), -1)
    return Read(traits, np.array(used, dtype=np.float64))


def learned(read: list[Read]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The weights of the traits as they are, and what each is worth by its spread."""
    traits = np.vstack([each.traits for each in read])
    used = np.concatenate([each.used for each in read])
    scaler = StandardScaler().fit(traits)
    model = LogisticRegression(C=STRENGTH, max_iter=1000)
    model.fit(scaler.transform(traits), used > 0, sample_weight=np.maximum(used, 1))
    return model.coef_[0] / scaler.scale_, model.coef_[0]


def order_within(read: list[Read], rank: Callable[[Read], NDArray[np.float64]]) -> float:
    """How often a used sentence ranks above an unused one of its article; chance is a half."""
    found = []
    for each in read:
        ranked, used = rank(each), each.used > 0
        above = ranked[used][:, None] - ranked[~used][None, :]
        found.append(((above > 0) + 0.5 * (above == 0)).mean())
    return float(np.mean(found))


def main() -> None:
    """Learn, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("data", type=Path)
    given = parser.parse_args()
    learn, tune = (read_part(given.data, part) for part in ("learn", "tune"))
    weights, spread = learned(learn)
    for name, rank in (
        ("learned", lambda each: each.traits @ weights),
        ("in their order", lambda each: -np.arange(len(each.used), dtype=np.float64)),
    ):
        print(f"{name}: {order_within(tune, rank):.3f} within {len(tune)} articles")
    for name, weight, size in zip(TRAITS, weights, spread, strict=True):
        print(f'    "{name}": {weight:.2f},  # {size:+.2f} a standard deviation')


if __name__ == "__main__":
    main()
