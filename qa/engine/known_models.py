"""The language models on this computer: the shipped one, those in `BYLINE_HOME/models`, the chosen.

Loads none of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from qa.engine.catalogue import catalogue
from qa.engine.gguf_files import sha256_of
from qa.engine.gguf_header import GgufHeader, read_header
from qa.engine.shipped_models import SHIPPED, ShippedModel, find_named, own_models
from qa.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from qa.engine.catalogue import CatalogueModel
    from qa.settings import Settings


class Soundness(StrEnum):
    """Whether a file is what it should be."""

    VERIFIED = "verified"  # the very file that was tested
    DAMAGED = "damaged"
    NOT_PINNED = "not pinned"  # nobody said what its sum has to be
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class KnownModel:
    """One language model: its file, what the file says of itself, and whether it is sound.

    `problem` says why a model cannot be used; then `header` is None.
    """

    name: str
    path: Path | None
    size: int  # bytes
    licence: str | None
    sha256: str | None
    soundness: Soundness
    selected: bool
    header: GgufHeader | None = None
    problem: str | None = None


def known_models(
    settings: Settings, fetchable: Sequence[CatalogueModel] | None = None
) -> tuple[KnownModel, ...]:
    """All of them; every file is read once for its sum, which takes a second for each gigabyte.

    Those of the catalogue, or of `fetchable`, are known by their sums.
    """
    licences = {shipped.sha256: shipped.licence for shipped in SHIPPED}
    licences |= {model.sha256: model.licence for model in fetchable or catalogue()}
    return tuple(_known(settings, licences))


def fetchable_models(known: Iterable[KnownModel]) -> tuple[CatalogueModel, ...]:
    """Those of the catalogue that are not here."""
    here = {model.sha256 for model in known}
    return tuple(model for model in catalogue() if model.sha256 not in here)


def _known(settings: Settings, licences: Mapping[str, str]) -> Iterator[KnownModel]:
    chosen = find_named(settings.model, settings.home)
    for shipped in SHIPPED:
        yield _shipped(shipped, selected=chosen is shipped)
    own = own_models(settings.home)
    for path in own:
        yield _own(path, path.stem, licences, selected=chosen == path)
    if isinstance(chosen, Path) and chosen not in own:
        yield _own(chosen, settings.model or chosen.stem, licences, selected=True)


def _shipped(shipped: ShippedModel, *, selected: bool) -> KnownModel:
    try:
        path = shipped.locate()
    except ModelError as error:
        return KnownModel(
            shipped.name, None, 0, shipped.licence, None, Soundness.MISSING, selected,
            problem=str(error),
        )  # fmt: skip
    digest = sha256_of(path)
    sound = digest == shipped.sha256
    header, problem = _header(path)
    if not sound:
        header, problem = None, f"{path} is not the file that was tested."
    soundness = Soundness.VERIFIED if sound else Soundness.DAMAGED
    size = path.stat().st_size
    return KnownModel(
        shipped.name, path, size, shipped.licence, digest, soundness, selected, header, problem
    )


def _own(path: Path, name: str, licences: Mapping[str, str], *, selected: bool) -> KnownModel:
    """`licences` are those of the files that were tested, by their sums."""
    header, problem = _header(path)
    if not path.is_file():
        return KnownModel(name, path, 0, None, None, Soundness.MISSING, selected, problem=problem)
    try:
        size, digest = path.stat().st_size, sha256_of(path)
    except OSError as error:
        return KnownModel(
            name, path, 0, None, None, Soundness.DAMAGED, selected, problem=f"{path}: {error}"
        )
    licence = licences.get(digest, header.licence if header else None)
    soundness = Soundness.VERIFIED if digest in licences else Soundness.NOT_PINNED
    if header is None:
        soundness = Soundness.DAMAGED
    return KnownModel(name, path, size, licence, digest, soundness, selected, header, problem)


def _header(path: Path) -> tuple[GgufHeader | None, str | None]:
    try:
        return read_header(path), None
    except ModelError as error:
        return None, str(error)
