"""The mean of the weights, and a rate that is level until the end, so that a run may end early."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from torch import Tensor


def level_then_falling(share: float) -> float:
    """Warm up over the first 1 %, then level, then linearly down over the last 13 %."""
    return min(1.0, share / 0.01 + 0.05, max(0.02, (1 - share) / 0.13))


class Averaged:
    """The running mean of the weights that learn (Polyak and Juditsky, 1992)."""

    def __init__(self, parameters: Sequence[Tensor], decay: float) -> None:
        """With a `decay` of 0 the mean is the weights themselves."""
        self.parameters = parameters
        self.means = [parameter.detach().clone() for parameter in parameters]
        self._decay = decay

    def take(self, steps: float) -> None:
        """Take in the weights after so many steps; the first ones count less long."""
        decay = min(self._decay, steps / (steps + 10))
        for mean, parameter in zip(self.means, self.parameters, strict=True):
            mean.mul_(decay).add_(parameter.detach(), alpha=1 - decay)

    @contextmanager
    def in_place(self) -> Iterator[None]:
        """The network with the mean in place of its weights."""
        kept = [parameter.detach().clone() for parameter in self.parameters]
        self._put(self.means)
        try:
            yield
        finally:
            self._put(kept)

    def _put(self, weights: Sequence[Tensor]) -> None:
        for parameter, weight in zip(self.parameters, weights, strict=True):
            parameter.data.copy_(weight)
