"""Whether this computer bears a larger language model of the catalogue, and whether it is here.

Looks at files and at numbers that are given to it; loads nothing and fetches nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.engine.catalogue import catalogue
from qa.engine.shipped_models import ShippedModel, find_named, models_folder

if TYPE_CHECKING:
    from pathlib import Path

    from qa.engine.catalogue import CatalogueModel
    from qa.settings import Settings

LEAST_CORES = 2  # on one, the measured model needs a minute for an answer


@dataclass(frozen=True, slots=True)
class Larger:
    """A model of the catalogue, and whether its whole file is among the models already."""

    model: CatalogueModel
    here: bool


def is_here(model: CatalogueModel, home: Path) -> bool:
    """Whether its file has the size it should have; a sum is taken of it when it is fetched."""
    path = models_folder(home) / model.file
    return path.is_file() and path.stat().st_size == model.size


def larger_model(settings: Settings, *, free: int | None, cores: int) -> Larger | None:
    """The largest one that fits into `free` bytes of memory; None where a person chose a model.

    Where nobody knows how much memory is free, none is named.
    """
    if free is None or cores < LEAST_CORES:
        return None
    if not isinstance(find_named(settings.model, settings.home), ShippedModel):
        return None
    fitting = [model for model in catalogue() if model.memory <= free]
    if not fitting:
        return None
    model = max(fitting, key=lambda each: each.parameters)
    return Larger(model, is_here(model, settings.home))
