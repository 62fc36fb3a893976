"""When reading may be called an answer, and when a denial. Knows relevances, no words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic regression on what is known of the best sentence, and what follows from it.

    Fitted on an editor's questions to folders of twelve articles that no weight was trained on, as
    many answerable as not (`models/training/calibrate_readers.py`). Above `threshold` the question
    is answered. Below `denied` the articles do not tell it: nine in ten of the questions so called
    are not answered by any article. Between the two nobody can tell.
    """

    relevance: float = 1.0
    lead: float = 0.0  # over NONE, whose logit is 0, and all other sentences together
    support: float = 0.0  # of the logit that the sentence supports question and short answer
    bias: float = 0.0
    threshold: float = 0.5
    denied: float = 0.0
    sentence_threshold: float = 0.0  # relevance from which a sentence may be called an answer
    retrieval: float = 0.0  # weight of a hit's own score in the order of sentences
    behind: float = 0.0  # of the best relevance; another sentence that near may answer, too
    behind_beside: float = 0.0  # the same of the sentence before or behind the best one
    second: float = 0.0  # weight of the second reader's relevance beside the first's

    def probability(self, relevances: Sequence[float], support: float = 0.0) -> float:
        """That the sentence with the highest relevance answers; 0 where there is none.

        `support` is a logit, 0 where nobody was asked.
        """
        if not relevances:
            return 0.0
        best, *others = sorted(relevances, reverse=True)
        lead = best - float(np.logaddexp.reduce([0.0, *others]))
        logit = self.relevance * best + self.lead * lead + self.support * support + self.bias
        return float(1.0 / (1.0 + np.exp(-np.clip(logit, -30.0, 30.0))))
