"""When it may be said that the articles do not tell: a claim about them, and no weaker than others.

Knows no words: only what reading and searching left as numbers.
"""

from __future__ import annotations

import json
import math
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

from qa.errors import ModelError
from qa.evidence.reader_calibration import Signs

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from index import Hit

SETTINGS = "denial.json"


@dataclass(frozen=True, slots=True)
class DenialSigns:
    """What speaks for the articles telling it or not.

    `cosine` is that of the nearest passage, `refused` is 1 where a rule took an answer back.
    """

    read: Signs
    cosine: float
    refused: float

    @classmethod
    def of(cls, read: Signs, hits: Sequence[Hit], *, refused: bool) -> DenialSigns:
        """With the cosine of the nearest passage that was found."""
        cosine = max((hit.dense for hit in hits if hit.dense is not None), default=0.0)
        return cls(read, cosine, float(refused))

    @property
    def row(self) -> tuple[float, ...]:
        """One number a sign, in the order of `NAMES`."""
        return (*astuple(self.read), self.cosine, self.refused)


NAMES = (*Signs.__dataclass_fields__, "cosine", "refused")


@dataclass(frozen=True, slots=True)
class Denial:
    """A logistic regression on these signs, and the probability below which nothing answers.

    The threshold is where, of questions to folders of twelve articles that were kept for tuning, as
    many answerable as not, nine in ten of those below it are not answered by any article. With no
    weights nothing is ever denied.
    """

    weights: tuple[float, ...] = ()
    bias: float = 0.0
    threshold: float = 0.0

    @classmethod
    def load(cls, folder: Path) -> Denial:
        """From the readers' folder; without its file nothing is ever denied.

        Raises:
            ModelError: the file does not hold a weight for each sign.
        """
        path = folder / SETTINGS
        if not path.is_file():
            return cls()
        try:
            said = json.loads(path.read_text(encoding="utf-8"))
            weights = tuple(float(said["weights"][name]) for name in NAMES)
            return cls(weights, float(said["bias"]), float(said["threshold"]))
        except (ValueError, KeyError, TypeError) as error:
            raise ModelError(
                f"{path} does not hold a weight for each sign ({error!r}). "
                f"Restore it: git checkout -- {path}"
            ) from error

    def probability(self, signs: DenialSigns) -> float:
        """That some article tells it."""
        logit = self.bias + sum(w * s for w, s in zip(self.weights, signs.row, strict=True))
        return 1.0 / (1.0 + math.exp(-min(30.0, max(-30.0, logit))))

    def is_sure(self, signs: DenialSigns | None) -> bool:
        """Whether it may be said that the articles do not tell it."""
        if signs is None or not self.weights:
            return False
        return self.probability(signs) < self.threshold
