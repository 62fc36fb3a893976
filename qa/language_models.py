"""Which language model writes, and how it drafts: a file of this computer or one on a server.

The part of `qa.wiring` that picks among them. Models are loaded once per process.
"""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from index.sentences import split_sentences
from qa.engine import (
    LoadedModels,
    ShippedModel,
    find_language_model,
    find_named,
    shipped_adapter,
)
from qa.engine.server_address import server_addresses
from qa.engine.shipped_models import SMOLLM2
from qa.errors import ModelError
from qa.writing import PhrasingDrafter, ProseDrafter, SentenceDrafter, TaughtRewriter, drafter_for

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from qa.engine.served_model import ServedModel
    from qa.question import Rewriter
    from qa.settings import Settings
    from qa.writing import Drafter

MODEL_SERVER = "BYLINE_MODEL_SERVER"
_loaded_models = LoadedModels()
_model_paths: dict[tuple[str | None, Path], Path] = {}
_served: dict[tuple[str, str | None], ServedModel] = {}


@dataclass(frozen=True, slots=True)
class Drafting:
    """What writes, what makes a question stand alone if anything does, the names of the models."""

    drafter: Drafter
    rewriter: Rewriter | None
    names: dict[str, str]


def model_of(settings: Settings) -> Path | str:
    """What tells one language model from another: its file, or its servers and its name there.

    The digest of a file is compared once per process, not with every question.
    """
    if settings.model_server:
        return f"{settings.model or ''}@{settings.model_server}"
    return _file_of(settings)


def _file_of(settings: Settings) -> Path:
    key = (settings.model, settings.home)
    if key not in _model_paths:
        _model_paths[key] = find_language_model(settings.model, settings.home)
    return _model_paths[key]


def keep_loaded(kept: Collection[Path | str]) -> None:
    """Give back the memory of the models that run in processes of their own, but for these.

    Beside a model on a server the small one stays that makes questions stand alone.
    """
    paths = {each for each in kept if isinstance(each, Path)}
    if len(paths) < len(kept):
        paths |= {path for (chosen, _), path in _model_paths.items() if chosen is None}
    _loaded_models.keep(paths)


def drafting(settings: Settings, *, apart: bool) -> Drafting:
    """The drafter and the rewriter of questions that the settings ask for.

    Raises:
        ModelError: the model cannot be used.
        SettingsError: the address of a server is none.
    """
    served = served_model(settings)
    if served is not None:
        served.examine()  # so that it has a name; who does not answer now may do so later
        drafter = ProseDrafter(served, split_sentences)
        rewriter = rewriter_beside(settings, apart=apart)
        return Drafting(drafter, rewriter, {"language_model": served.name})
    return _drafting_here(settings, apart=apart)


def served_model(settings: Settings) -> ServedModel | None:
    """The model on the servers that the settings name; None where they name none."""
    if not settings.model_server:
        return None
    from qa.engine.served_model import ServedModel

    key = (settings.model_server, settings.model)
    if key not in _served:
        told = os.environ.get(f"{MODEL_SERVER}_KEY", "").split(",")
        keys = [key.strip() for key in told if key.strip()]
        addresses = server_addresses(settings.model_server, MODEL_SERVER)
        _served[key] = ServedModel.at(addresses, model=settings.model, keys=keys)
    return _served[key]


def shipped_rewriter(settings: Settings) -> Rewriter | None:
    """What makes a question stand alone that leans on earlier ones; None where it is not there."""
    named = find_named(settings.model, settings.home)
    if not isinstance(named, ShippedModel):
        return None
    return _rewriter(_file_of(settings), named, apart=False)


def _drafting_here(settings: Settings, *, apart: bool) -> Drafting:
    path = _file_of(settings)
    model = _loaded_models.load(path, apart=apart)
    drafter, names = drafter_for(model, split_sentences), {"language_model": model.name}
    named = find_named(settings.model, settings.home)
    if not isinstance(named, ShippedModel) or not isinstance(drafter, PhrasingDrafter):
        return Drafting(drafter, None, names)
    rewriter = _rewriter(path, named, apart=apart)
    adapter = shipped_adapter(writer_folder(), named)
    if adapter is None:
        return Drafting(drafter, rewriter, names)
    # The likelihoods by which phrasings are compared are those of the model without the adapter.
    writer = _loaded_models.load(path, adapter, apart=apart)
    names["writing_adapter"] = adapter.name
    return Drafting(SentenceDrafter(writer, drafter), rewriter, names)


def _rewriter(path: Path, named: ShippedModel, *, apart: bool) -> Rewriter | None:
    """The model with the rewriting adapter, which shares weights and context with the writer."""
    taught = shipped_adapter(rewriter_folder(), named)
    if taught is None:
        return None
    adapter = shipped_adapter(writer_folder(), named)
    return TaughtRewriter(_loaded_models.load(path, adapter, apart=apart).with_adapter(taught))


class RewriterBeside:
    """The small model of this computer, loaded when a question first leans on an earlier one."""

    def __init__(self, load: Callable[[], Rewriter]) -> None:
        self._load = load
        self._loaded: Rewriter | None = None

    def rewrite(self, earlier: Sequence[tuple[str, str]], question: str) -> str | None:
        if self._loaded is None:
            self._loaded = self._load()
        return self._loaded.rewrite(earlier, question)


def rewriter_beside(
    settings: Settings, *, apart: bool, folder: Path | None = None
) -> RewriterBeside | None:
    """What makes questions stand alone while a server writes; None where rules have to do.

    The server is told to write answers and nothing else. `folder` holds the rewriting adapter.
    """
    here = replace(settings, model=None, model_server=None)
    with contextlib.suppress(ModelError):
        SMOLLM2.locate()
        taught = shipped_adapter(folder or rewriter_folder(), SMOLLM2)
        if taught is not None:
            return RewriterBeside(
                lambda: TaughtRewriter(_loaded_models.load(_file_of(here), taught, apart=apart))
            )
    return None


def writer_folder() -> Path:
    """The adapter that teaches the shipped language model to write."""
    return _models_folder() / "writer"


def rewriter_folder() -> Path:
    """The adapter that teaches it to make a question stand alone."""
    return _models_folder() / "rewriter"


def _models_folder() -> Path:
    """Beside the packages, in a checkout and in a wheel alike."""
    return Path(__file__).resolve().parent.parent / "models"
