"""Learn which sentences of the articles on a topic tell what has to be told of it.

    python -m models.training.briefing_weights DATA [--topics FILE] [--work FOLDER]

DATA and the topics are those of `python -m benchmarks.briefings`; with `--topics` others, of
held-out desks, are learned on as well. A sentence that could be told counts as often as it holds
facts of its topic, any other once, all of a topic together by the root of their number. Learned by
logistic regression. Prints how often a sentence with a fact ranks above one without it within its
topic, of the weights and of those learned on other folders, and the table for
`qa/briefing/worth.py`.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from benchmarks.briefing_scores import Topic
from benchmarks.briefings import Folders, read_topics
from benchmarks.desk_scores import holds
from index import Article, ArticleLibrary
from qa import load_settings
from qa.briefing.candidates import Told, candidates
from qa.briefing.novelty import Rarity
from qa.briefing.topic_articles import articles_on, nearness
from qa.briefing.worth import TRAITS
from qa.english.normal_form import stems
from qa.evidence.told import telling_sentences
from qa.wiring import open_library

STRENGTH = 0.05  # of the regularisation, as scikit-learn's C
HITS = 24


@dataclass(frozen=True)
class Read:
    """One topic: the traits of the sentences that could be told, and how many facts each holds."""

    where: tuple[str, str]
    traits: NDArray[np.float64]
    facts: NDArray[np.float64]


def read_topic(topic: Topic, library: ArticleLibrary) -> Read:
    """What a briefing on a topic chooses from, with the facts in it."""
    near = nearness(library.search(topic.text, top=HITS))
    found = _once(articles_on(topic.text, near, library.sentences), library)
    told = _told(topic.text, {article: near[article] for article in found}, library)
    facts = [sum(holds(" ".join(t.sentence.text.split()), f) for f in topic.facts) for t in told]
    traits = np.array([each.traits for each in told]).reshape(len(told), len(TRAITS))
    return Read(topic.where, traits, np.array(facts, dtype=np.float64))


def _once(articles: Sequence[Article], library: ArticleLibrary) -> list[Article]:
    first = {library.group(article): article for article in reversed(articles)}
    return [article for article in articles if first[library.group(article)] is article]


def _told(topic: str, articles: dict[Article, float], library: ArticleLibrary) -> list[Told]:
    telling = [telling_sentences(library.sentences(article)) for article in articles]
    own = [[stems(sentence.text) for sentence in each] for each in telling]
    return candidates(topic, articles, telling, own, Rarity([*chain.from_iterable(own)]))


def learned(read: Sequence[Read]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The weights of the traits as they are, and what each is worth by its spread."""
    traits = np.vstack([each.traits for each in read])
    facts = np.concatenate([each.facts for each in read])
    counts = [np.maximum(1, each.facts) / np.sqrt(max(1, len(each.facts))) for each in read]
    weights = np.concatenate(counts)
    scaler = StandardScaler().fit(traits)
    model = LogisticRegression(C=STRENGTH, max_iter=1000)
    model.fit(scaler.transform(traits), facts > 0, sample_weight=weights / weights.mean())
    return model.coef_[0] / scaler.scale_, model.coef_[0]


def order_within(read: Sequence[Read], weights: NDArray[np.float64]) -> Iterator[float]:
    """How often a sentence with a fact ranks above one without, topic by topic; chance: a half."""
    for each in read:
        ranked, due = each.traits @ weights, each.facts > 0
        above = ranked[due][:, None] - ranked[~due][None, :]
        if above.size:
            yield float(((above > 0) + 0.5 * (above == 0)).mean())


def left_out(read: Sequence[Read]) -> Iterator[float]:
    """The same, each folder by weights that were learned on the others."""
    for where in sorted({each.where for each in read}):
        weights, _ = learned([each for each in read if each.where != where])
        yield from order_within([each for each in read if each.where == where], weights)


def _all_read(data: Path, held_out: Path | None, work: Path) -> Iterator[Read]:
    for path in (None, held_out) if held_out else (None,):
        folders = Folders(data, work, held_out=path is not None)
        for topic in read_topics(path) if path else read_topics():
            if not topic.days:
                library = open_library(load_settings(articles=folders.folder(topic)))
                yield read_topic(topic, library)


def main() -> None:
    """Learn, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--topics", type=Path, default=None)
    parser.add_argument("--work", type=Path, default=None, help="where the folders are kept")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        read = [*_all_read(given.data, given.topics, given.work or Path(temporary))]
    weights, spread = learned(read)
    print(f"learned: {np.mean([*order_within(read, weights)]):.3f} within {len(read)} topics")
    print(f"learned on other folders: {np.mean([*left_out(read)]):.3f}")
    for name, weight, size in zip(TRAITS, weights, spread, strict=True):
        print(f'    "{name}": {weight:.2f},  # {size:+.2f} a standard deviation')


if __name__ == "__main__":
    main()
