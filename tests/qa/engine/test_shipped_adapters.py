"""The adapter is used only as the file that was tested, and only on the base it was made for."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from qa.engine.shipped_models import SMOLLM2, shipped_adapter
from qa.errors import ModelError

WEIGHTS = b"weights"
ADAPTER, CARD = "writer.gguf", "writer.json"


def folder_with(tmp_path: Path, *, base: str = SMOLLM2.sha256, weights: bytes = WEIGHTS) -> Path:
    """An adapter with a card that names the digest of WEIGHTS."""
    folder = tmp_path / "writer"
    folder.mkdir()
    (folder / ADAPTER).write_bytes(weights)
    card = {"base": {"sha256": base}, "sha256": hashlib.sha256(WEIGHTS).hexdigest()}
    (folder / CARD).write_text(json.dumps(card), encoding="utf-8")
    return folder


def test_the_tested_adapter_is_used(tmp_path: Path):
    assert shipped_adapter(folder_with(tmp_path), SMOLLM2) == tmp_path / "writer" / ADAPTER


def test_without_an_adapter_there_is_none(tmp_path: Path):
    assert shipped_adapter(tmp_path, SMOLLM2) is None


def test_an_altered_adapter_is_refused(tmp_path: Path):
    with pytest.raises(ModelError, match="not the file that was tested"):
        shipped_adapter(folder_with(tmp_path, weights=b"other weights"), SMOLLM2)


def test_an_adapter_for_another_base_is_refused(tmp_path: Path):
    with pytest.raises(ModelError, match="not made for"):
        shipped_adapter(folder_with(tmp_path, base="0" * 64), SMOLLM2)


@pytest.mark.parametrize("card", ["", "[]", "{}", '{"base": 3}'])
def test_an_adapter_without_a_card_that_can_be_read_is_refused(tmp_path: Path, card: str):
    folder = folder_with(tmp_path)
    (folder / CARD).write_text(card, encoding="utf-8")
    with pytest.raises(ModelError, match="cannot be read"):
        shipped_adapter(folder, SMOLLM2)
