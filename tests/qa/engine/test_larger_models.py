"""A larger model is named where it fits and nobody chose one, and loaded models are given back."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.engine.catalogue import catalogue
from qa.engine.larger_models import larger_model
from qa.engine.loaded_models import LoadedModels
from qa.engine.shipped_models import SMOLLM2
from qa.settings import Settings
from tests.gguf_files import sound_model

(LARGER, *_) = catalogue()


def settings(home: Path, model: str | None = None) -> Settings:
    return Settings(home, home, model)


@pytest.mark.parametrize("chosen", [None, SMOLLM2.name])
def test_a_larger_model_is_named_where_memory_and_cores_allow(tmp_path: Path, chosen: str | None):
    found = larger_model(settings(tmp_path, chosen), free=LARGER.memory, cores=2)
    assert found is not None
    assert (found.model, found.here) == (LARGER, False)


@pytest.mark.parametrize(
    ("free", "cores"), [(LARGER.memory - 1, 8), (None, 8), (LARGER.memory * 2, 1)]
)
def test_no_larger_model_is_named_where_they_do_not(tmp_path: Path, free: int | None, cores: int):
    assert larger_model(settings(tmp_path), free=free, cores=cores) is None


def test_who_chose_a_model_is_offered_no_other(tmp_path: Path):
    sound_model(tmp_path / "models")
    assert larger_model(settings(tmp_path, "tiny"), free=1 << 40, cores=8) is None


def test_a_model_is_here_when_its_whole_file_is(tmp_path: Path):
    folder = tmp_path / "models"
    folder.mkdir()
    with (folder / LARGER.file).open("wb") as file:
        file.truncate(LARGER.size - 1)
        assert not larger_model(settings(tmp_path), free=1 << 40, cores=8).here  # type: ignore[union-attr]
        file.truncate(LARGER.size)
        assert larger_model(settings(tmp_path), free=1 << 40, cores=8).here  # type: ignore[union-attr]


class Process:
    """A model that can be ended."""

    def __init__(self) -> None:
        self.ended = False

    def close(self) -> None:
        self.ended = True


def loaded() -> LoadedModels:
    return LoadedModels(lambda *_: object(), lambda *_: Process())  # type: ignore[arg-type]


def test_a_model_is_loaded_once_and_apart_from_the_same_one_in_this_process():
    models = loaded()
    small = Path("small.gguf")
    assert models.load(small) is models.load(small)
    assert models.load(small, apart=True) is models.load(small, apart=True)
    assert models.load(small, apart=True) is not models.load(small)
    assert models.load(small, Path("writer.gguf"), apart=True) is not models.load(small, apart=True)


def test_the_memory_of_all_but_the_kept_model_is_given_back():
    models = loaded()
    small, large, adapter = Path("small.gguf"), Path("large.gguf"), Path("writer.gguf")
    old = [models.load(small, apart=True), models.load(small, adapter, apart=True)]
    kept = models.load(large, apart=True)
    models.keep({large})
    assert [each.ended for each in old] == [True, True]  # type: ignore[attr-defined]
    assert not kept.ended  # type: ignore[attr-defined]
    assert models.load(large, apart=True) is kept
    assert models.load(small, apart=True) is not old[0]
