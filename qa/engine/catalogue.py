"""The larger language models that can be fetched by name: what is known and pinned of each.

Asks nothing of a network; `qa.engine.package_pieces` does.
"""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from pathlib import Path

from qa.errors import ModelError

FILE = Path(__file__).with_suffix(".toml")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a model's file inside a wheel, which is a zip archive; sizes in bytes.

    `wheel` is the SHA-256 of the archive, `sha256` that of `member` in it.
    """

    package: str
    version: str
    wheel: str
    wheel_size: int
    member: str
    size: int
    sha256: str

    def __str__(self) -> str:
        return f"{self.package} {self.version}"


@dataclass(frozen=True, slots=True)
class CatalogueModel:
    """A model that was fetched and measured once; the pieces in their order are its file.

    `memory` is what all of Byline takes while this model writes.
    """

    name: str
    parameters: int
    quantisation: str
    size: int
    memory: int
    sha256: str
    licence: str
    licence_from: str
    source: str
    pieces: tuple[Piece, ...]

    @property
    def file(self) -> str:
        """Its name among the models."""
        return f"{self.name}.gguf"


@functools.cache
def catalogue() -> tuple[CatalogueModel, ...]:
    """All of them."""
    with FILE.open("rb") as file:
        entries = tomllib.load(file)["model"]
    return tuple(
        CatalogueModel(**{**entry, "pieces": tuple(Piece(**piece) for piece in entry["pieces"])})
        for entry in entries
    )


def named(name: str) -> CatalogueModel | None:
    """The model of that name, in capitals or not."""
    wanted = name.casefold().removesuffix(".gguf")
    return next((each for each in catalogue() if each.name.casefold() == wanted), None)


def require_named(name: str) -> CatalogueModel:
    """The same.

    Raises:
        ModelError: there is none.
    """
    found = named(name)
    if found is None:
        known = ", ".join(each.name for each in catalogue())
        raise ModelError(
            f"There is no model {name!r} to fetch by name, only: {known}. Any other one is fetched "
            "by its address: byline models fetch URL --sha256 SUM"
        )
    return found
