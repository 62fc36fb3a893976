"""The language models that are loaded: each once, in this process or in one of its own."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Container
    from pathlib import Path

    from qa.engine.language_model import TeachableModel
    from qa.engine.model_process import EngineProcess

    InProcess = Callable[[Path, Path | None], TeachableModel]
    Apart = Callable[[Path, Path | None], EngineProcess]


def _here(path: Path, adapter: Path | None) -> TeachableModel:
    from qa.engine.llama_cpp_model import LlamaCppModel

    return LlamaCppModel.load(path, adapter=adapter)


def _apart(path: Path, adapter: Path | None) -> EngineProcess:
    from qa.engine.model_process import EngineProcess

    return EngineProcess.load(path, adapter)


class LoadedModels:
    """Loads a GGUF file, with an adapter or without, when it is asked for the first time."""

    def __init__(self, here: InProcess = _here, apart: Apart = _apart) -> None:
        self._load_here = here
        self._load_apart = apart
        self._here: dict[tuple[Path, Path | None], TeachableModel] = {}
        self._apart: dict[tuple[Path, Path | None], EngineProcess] = {}
        self._lock = threading.Lock()

    def load(
        self, path: Path, adapter: Path | None = None, *, apart: bool = False
    ) -> TeachableModel:
        """The model; with `apart` in a process of its own.

        Raises:
            ModelError: there is no such file, or llama.cpp cannot use it.
        """
        key = (path, adapter)
        with self._lock:
            if apart:
                if key not in self._apart:
                    self._apart[key] = self._load_apart(path, adapter)
                return self._apart[key]
            if key not in self._here:
                self._here[key] = self._load_here(path, adapter)
            return self._here[key]

    def keep(self, paths: Container[Path]) -> None:
        """End every process but those of these files, which gives their memory back."""
        with self._lock:
            for key in [key for key in self._apart if key[0] not in paths]:
                self._apart.pop(key).close()
