"""Which arithmetic embeds fastest on this processor: measured once, and remembered."""

from __future__ import annotations

import json
import time
from pathlib import Path

from index.errors import EmbedderError
from index.sample_texts import SAMPLE_TEXTS
from index.sentence_transformer import Mode, SentenceTransformerEmbedder

NOTE = "embedding_mode.json"
SECONDS_A_MODE = 0.7


def fastest_mode(home: Path) -> Mode:
    """The mode of the fastest embedder here."""
    return fastest_embedder(home).mode


def fastest_embedder(home: Path) -> SentenceTransformerEmbedder:
    """The fastest here, measured at the first call, which takes some seconds and loads it.

    Eight-bit integers work only where the processor has instructions for them, and there they were
    the fastest wherever it was measured; the others are compared where they do not work.
    """
    note = home / NOTE
    try:
        return SentenceTransformerEmbedder(Mode(json.loads(note.read_text("utf-8"))["mode"]))
    except (OSError, ValueError, KeyError, TypeError):
        embedders = {Mode.INT8: SentenceTransformerEmbedder(Mode.INT8)}
    rates = {mode: texts_a_second(embedder) for mode, embedder in embedders.items()}
    if not rates[Mode.INT8]:
        embedders = {
            mode: SentenceTransformerEmbedder(mode) for mode in (Mode.BFLOAT16, Mode.FLOAT32)
        }
        rates = {mode: texts_a_second(embedder) for mode, embedder in embedders.items()}
    mode = max(rates, key=lambda each: rates[each])
    try:
        home.mkdir(parents=True, exist_ok=True)
        note.write_text(json.dumps({"mode": mode.value, "texts_a_second": rates}), encoding="utf-8")
    except OSError:
        return embedders[mode]  # then it is measured again
    return embedders[mode]


def texts_a_second(embedder: SentenceTransformerEmbedder) -> float:
    """How many texts of the usual length it embeds in a second; 0 where it does not work."""
    try:
        embedder.embed(SAMPLE_TEXTS)
    except EmbedderError:
        if embedder.mode is Mode.FLOAT32:
            raise
        return 0.0
    began = time.perf_counter()
    rounds = 0
    while rounds == 0 or time.perf_counter() - began < SECONDS_A_MODE:
        embedder.embed(SAMPLE_TEXTS)
        rounds += 1
    return round(rounds * len(SAMPLE_TEXTS) / (time.perf_counter() - began), 1)
