"""The trained readers and the embedder: loaded once per process, or at a server that has them.

The part of `qa.wiring` that picks among them.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qa.settings import load_settings

if TYPE_CHECKING:
    from qa.engine.served_embedder import ServedEmbedder
    from qa.evidence import Judge, PassageReader
    from qa.evidence.reader import Reader
    from qa.settings import Settings

READERS_SERVER = "BYLINE_READERS_SERVER"
_loaded: TrainedReaders | None = None


@dataclass(frozen=True, slots=True)
class TrainedReaders:
    """What is installed: `first` reads every passage, `both` the best of them again with the judge.

    Each is None where its weights are missing.
    """

    first: PassageReader | None
    both: PassageReader | None
    judge: Judge | None


def trained_readers() -> TrainedReaders:
    """Both, whichever of them there is. Not for two threads at once.

    Raises:
        ModelError: weights are not what they should be, or their server cannot be used.
    """
    global _loaded
    if _loaded is None:
        _loaded = _load()
    return _loaded


def reader_folder() -> Path:
    """The trained reader's weights: beside the packages, in a checkout and in a wheel alike."""
    return Path(__file__).resolve().parent.parent / "models" / "reader"


def judge_folder() -> Path:
    """The weights of the second reader."""
    return reader_folder().parent / "judge"


def served_embedder(settings: Settings) -> ServedEmbedder | None:
    """The embedder at the readers' server, in the arithmetic that the library was made in.

    None where the settings name no such server.

    Raises:
        EmbedderError: it does not answer.
        SettingsError: its address is none.
    """
    if not settings.readers_server:
        return None
    from index.embedder_choice import saved_name
    from qa.engine.served_embedder import ServedEmbedder
    from qa.engine.server_address import server_address

    address = server_address(settings.readers_server, READERS_SERVER)
    key = os.environ.get(f"{READERS_SERVER}_KEY")
    if settings.store is None:
        name = saved_name(settings.articles, home=settings.home)
    else:
        from index.milvus_library import stored_promises

        name = stored_promises(settings.store).settings.embedder
    return ServedEmbedder.at(address, name=name, key=key)


def _load() -> TrainedReaders:
    from qa.evidence import Judge
    from qa.evidence.reranking import TwoReaders

    first, second = _reader_in(reader_folder()), _reader_in(judge_folder())
    judge = None if second is None else Judge(second)
    if first is None or second is None:
        return TrainedReaders(first, first, judge)
    return TrainedReaders(first, TwoReaders.of(first, second), judge)


def _reader_in(folder: Path) -> Reader | None:
    from qa.evidence.reader import WEIGHTS, Reader

    if not (folder / WEIGHTS).is_file():
        return None
    server = load_settings().readers_server
    if not server:
        return Reader.load(folder)
    from qa.engine.served_network import ServedNetwork
    from qa.engine.server_address import server_address

    address, key = server_address(server, READERS_SERVER), os.environ.get(f"{READERS_SERVER}_KEY")
    return Reader.served(folder, ServedNetwork.at(address, folder.name, key=key))
