"""Models as files and processes: GGUF files, llama.cpp, what a model may write next, ONNX Runtime.

Knows no prompt, no question and no article.
"""

from qa.engine.constraints import DecodingConstraint, OfferedMarkers, Vocabulary
from qa.engine.language_model import (
    Cancelled,
    Generated,
    LanguageModel,
    Message,
    TeachableModel,
    Writer,
)
from qa.engine.loaded_models import LoadedModels
from qa.engine.shipped_models import ShippedModel, find_language_model, find_named, shipped_adapter

__all__ = [
    "Cancelled",
    "DecodingConstraint",
    "Generated",
    "LanguageModel",
    "LoadedModels",
    "Message",
    "OfferedMarkers",
    "ShippedModel",
    "TeachableModel",
    "Vocabulary",
    "Writer",
    "find_language_model",
    "find_named",
    "shipped_adapter",
]
