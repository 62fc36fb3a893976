"""One llama.cpp context, its adapters and what is evaluated in it. Imports nothing of llama.cpp."""

from __future__ import annotations

import ctypes
import os
import threading
from typing import TYPE_CHECKING, Any

from qa.errors import ModelError

if TYPE_CHECKING:
    from pathlib import Path

Adapter = Any  # llama_cpp has no types; None for the model as it is


class LlamaContext:
    """What is evaluated, and by which adapter; models that share it hold `lock` in turn."""

    def __init__(self, llama_cpp: Any, engine: Any) -> None:  # noqa: ANN401 - no types
        self.engine = engine
        self.lock = threading.Lock()
        self.evaluated: list[int] = []
        self._llama_cpp = llama_cpp
        self._applied: Adapter = None

    def read(self, path: Path | None) -> Adapter:
        """An adapter's weights, which are freed with the model's.

        Raises:
            ModelError: llama.cpp cannot use the file.
        """
        if path is None:
            return None
        model = self.engine._model.model
        adapter = self._llama_cpp.llama_adapter_lora_init(model, os.fsencode(path))
        if not adapter:  # a null pointer, in whatever type the library gives it
            raise ModelError(f"{path} is not an adapter that llama.cpp can load for this model.")
        return adapter

    def apply(self, adapter: Adapter) -> None:
        """Compute with this adapter from now on; what another one evaluated is of no use to it."""
        if adapter == self._applied:
            return
        count = 0 if adapter is None else 1
        adapters = (self._llama_cpp.llama_adapter_lora_p_ctypes * count)(*[adapter][:count])
        scales = (ctypes.c_float * count)(*[1.0][:count])
        context = self.engine._ctx.ctx
        if self._llama_cpp.llama_set_adapters_lora(context, adapters, count, scales) != 0:
            raise ModelError("llama.cpp could not apply an adapter.")
        self._applied, self.evaluated = adapter, []
