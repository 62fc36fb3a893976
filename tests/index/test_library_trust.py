"""A library that was made otherwise, or damaged, is refused by name."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from index import (
    DamagedLibraryError,
    EmbedderError,
    EmptyFolderError,
    LibraryError,
    StaleIndexError,
    UnknownArticleError,
    find_damage,
    library_place,
)
from index.damage import DamageKind
from index.storage import Draft, load_generation
from tests.hashing_embedder import HashingEmbedder


@pytest.mark.parametrize(
    "other", [HashingEmbedder("another"), HashingEmbedder(dimension=32)], ids=["name", "size"]
)
def test_a_library_made_with_another_embedder_is_built_again_and_says_so(reopen, other):
    reopen()
    stages = []
    library = reopen(embedder=other, progress=lambda stage, *_: stages.append(stage))
    assert stages.index("rebuilding") == 0
    assert stages.count("rebuilding") == 1
    assert library.embedder_name == other.name
    assert library.search("host talks", top=1)
    stages.clear()
    reopen(embedder=other, progress=lambda stage, *_: stages.append(stage))
    assert set(stages) == {"reading"}


@pytest.mark.parametrize("settings", [{"format": "byline library 1"}, {"unknown": 1}, None])
def test_a_library_of_another_version_is_built_again(reopen, folder, byline_home, settings):
    version = reopen().version
    place = library_place(folder, byline_home)
    generation = load_generation(place)
    assert generation is not None
    made = {**generation.description["settings"], **settings} if settings else settings
    with Draft(place) as draft:
        draft.publish({**generation.description, "settings": made}, generation.kept)
    stages = []
    library = reopen(progress=lambda stage, *_: stages.append(stage))
    assert "rebuilding" in stages
    assert (library.version, len(library.articles)) == (version, 3)
    assert find_damage(folder, home=byline_home) == ()


def test_a_library_of_the_oldest_form_is_built_again(reopen, folder, byline_home):
    """Its pointer names files without saying where they lie."""
    version = reopen().version
    place = library_place(folder, byline_home)
    described = {"settings": {"format": "byline library 5"}, "articles": 3}
    files = {"articles.jsonl": [8, "0" * 64]}
    body = json.dumps({"generation": "generation-1", "description": described, "files": files})
    seal = hashlib.sha256(body.encode()).hexdigest()
    (place / "generation-1").mkdir()
    (place / "generation-1" / "articles.jsonl").write_text("articles")
    (place / "current").write_text(f"{seal}\n{body}")
    assert find_damage(folder, home=byline_home) == ()
    stages = []
    library = reopen(progress=lambda stage, *_: stages.append(stage))
    assert "rebuilding" in stages
    assert (library.version, len(library.articles)) == (version, 3)
    assert not (place / "generation-1").exists()


class Impostor(HashingEmbedder):
    """Has the name of the embedder, and other weights."""

    def embed(self, texts):
        return super().embed([text[::-1] for text in texts])


def test_other_weights_under_the_same_name_are_noticed_at_the_first_search(reopen):
    reopen()
    with pytest.raises(StaleIndexError, match="cosine"):
        reopen(embedder=Impostor()).search("host talks")


def test_probes_are_refused_under_python_without_assertions(reopen, folder, byline_home):
    reopen()
    program = """
import sys
from pathlib import Path
from index import LibraryError, open_library
from tests.hashing_embedder import HashingEmbedder
from tests.index.test_library_trust import Impostor
folder, home = map(Path, sys.argv[1:])
try:
    open_library(folder, home=home, embedder=Impostor()).search("host talks")
except LibraryError:
    sys.exit(3)
"""
    command = [sys.executable, "-O", "-c", program, str(folder), str(byline_home)]
    root = Path(__file__).resolve().parents[2]
    assert subprocess.run(command, check=False, cwd=root).returncode == 3


class BrokenEmbedder(HashingEmbedder):
    def embed(self, texts):
        return np.full((len(texts), self.dimension), np.nan, np.float32)


def test_an_embedder_that_returns_nothing_finite_builds_nothing(reopen, byline_home, folder):
    with pytest.raises(EmbedderError, match="not finite"):
        reopen(embedder=BrokenEmbedder())
    assert len(reopen().articles) == 3


def files_of(folder: Path, home: Path) -> list[Path]:
    place = library_place(folder.resolve(), home)
    return [place / "current", *sorted(place.glob("generation-*/*"))]


def test_a_damaged_file_is_named_refused_and_mended_by_building_again(reopen, folder, byline_home):
    for number in range(5):
        version = reopen(rebuild=True).version
        path = files_of(folder, byline_home)[number]
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 4
        path.write_bytes(data)
        with pytest.raises(DamagedLibraryError) as error:
            reopen()
        assert path.name in str(error.value)
        assert str(error.value).endswith(f"byline index --rebuild --articles '{folder}'")
        (damage,) = find_damage(folder, home=byline_home)
        assert damage.path == path
        assert reopen(rebuild=True).version == version
        assert find_damage(folder, home=byline_home) == ()


def test_damage_says_which_part_it_is_in(reopen, folder, byline_home):
    kinds = {}
    for number in range(5):
        reopen(rebuild=True)
        path = files_of(folder, byline_home)[number]
        path.write_bytes(b"x")
        kinds[path.name] = find_damage(folder, home=byline_home)[0].kind
    assert kinds == {
        "current": DamageKind.MANIFEST,
        "library": DamageKind.TEXT,
        "articles-0": DamageKind.TEXT,
        "words-0": DamageKind.INDEX,
        "vectors-0": DamageKind.INDEX,
    }


def test_an_article_changed_after_opening_is_found_by_verifying(reopen, folder):
    library = reopen()
    assert library.verify() == ()
    (folder / "host.txt").write_text("Altered")
    (folder / "flood.txt").unlink()
    (folder / "new.txt").write_text("New")
    found = {damage.path.name: damage.reason for damage in library.verify()}
    assert set(found) == {"host.txt", "flood.txt", "new.txt"}
    assert "edited" in found["host.txt"]
    assert "gone" in found["flood.txt"]
    assert "came after" in found["new.txt"]
    assert {damage.kind for damage in library.verify()} == {DamageKind.ARTICLE}
    assert reopen().verify() == ()


def test_a_library_that_was_never_made_has_no_damage(folder, byline_home):
    assert find_damage(folder, home=byline_home) == ()
    assert not byline_home.exists()


def test_every_error_of_a_library_is_one_kind():
    for kind in (DamagedLibraryError, EmptyFolderError, StaleIndexError, UnknownArticleError):
        assert issubclass(kind, LibraryError)
