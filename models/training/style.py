"""How far a label can be told from the words of a question or claim alone, of what is trained on.

What a network is shown must not be won by style: a classifier that never sees a text beside it
should do little better than chance. `shares_of_style` is printed and kept with every training run.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.training.reader_data import Example
    from models.training.training_mix import Drawable

DRAWN = 6000  # examples of each source
FOLDS = 4  # by the question as it was first drawn, so that no question is on both sides
MOST = 0.60  # of the area under the curve; above it a source teaches style


def shares_of_style(sources: Mapping[str, Drawable], seed: int = 0) -> dict[str, float]:
    """By source: the area under the ROC curve of a classifier that reads the question alone.

    Of questions the label is whether a passage beside it answers, of claims whether it is
    supported. A source whose examples all have one label is left out.
    """
    found = {}
    for name, source in sources.items():
        rng = random.Random(f"{seed} {name}")
        labelled = [pair for pair in _drawn(source, rng) if pair[2] is not None]
        if len({label for *_, label in labelled}) == 2:
            found[name] = round(_area(labelled), 3)
    return found


Row = tuple[int, str, bool | None]


def _drawn(source: Drawable, rng: random.Random) -> list[Row]:
    """Examples of random rows: the row, the words, the label."""
    found: list[Row] = []
    while len(found) < DRAWN:
        row = rng.randrange(len(source.questions))
        found += [(row, each.question, _label(each)) for each in source.draw(row, rng)]
    return found


def _label(example: Example) -> bool | None:
    verdicts = [p.support for p in example.passages if p.support]
    if verdicts:
        return 0 in verdicts[0]
    return any(p.positive for p in example.passages)


def _area(labelled: list[Row]) -> float:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import roc_auc_score
    from sklearn.pipeline import make_pipeline, make_union

    words = np.array([text for _, text, _ in labelled], dtype=object)
    labels = np.array([bool(label) for *_, label in labelled])
    folds = np.array([row % FOLDS for row, *_ in labelled])
    scores = np.zeros(len(labels))
    for fold in range(FOLDS):
        model = make_pipeline(
            make_union(
                TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True),
                TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True),
            ),
            LogisticRegression(C=1.0, max_iter=300),
        )
        model.fit(words[folds != fold], labels[folds != fold])
        scores[folds == fold] = model.predict_proba(words[folds == fold])[:, 1]
    return float(roc_auc_score(labels, scores))
