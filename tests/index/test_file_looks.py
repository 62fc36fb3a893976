"""A file that looks as it did is not read again, and every edit makes it look otherwise."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from index import find_damage
from index.contents import decode_files
from index.file_looks import NEVER, encode_looks, keeps_looks, look_of, settled
from index.folder import FileState, FolderWalk, Seen, state_of
from index.local_store import LocalStore

MOUNTS = """\
21 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 21 0:40 / /news rw - nfs4 server:/news rw
31 30 0:41 / /news/own\\040ones rw - xfs /dev/sdb1 rw
32 21 0:42 / /stick rw - vfat /dev/sdc1 rw
33 21 0:43 / /überall rw - cifs //server/all rw
"""
TICK = 0.03  # seconds; longer than any clock of a file system


class Folder:
    """A folder that is walked again and again, each time with what was seen the last time."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.seen: dict[str, Seen] = {}

    def read(self) -> tuple[int, dict[str, FileState]]:
        """How many files were read, and what each of them is."""
        time.sleep(TICK)
        walk = FolderWalk(
            self.place, {}, lambda _: None, believed=self.seen, settled_seconds=TICK / 2
        )
        for file in walk.new_files():
            walk.learn(file.path, state_of(file.digest, ()))
        self.seen = dict(zip(walk.files, map(Seen, walk.looks, walk.files.values()), strict=True))
        return walk.read, walk.files


@pytest.fixture
def walked(tmp_path: Path) -> Folder:
    if not keeps_looks(tmp_path):
        pytest.skip("this disk is not believed")
    (tmp_path / "below").mkdir()
    (tmp_path / "a.txt").write_text("The bridge was opened.")
    (tmp_path / "below" / "b.txt").write_text("The harbour was closed.")
    return Folder(tmp_path)


def test_what_looks_as_it_did_is_read_once(walked: Folder):
    first = walked.read()
    assert first[0] == 2
    assert walked.read() == (0, first[1])


def edited(path: Path) -> None:
    path.write_text("The bridge was closed.")


def exchanged(path: Path) -> None:
    other = path.with_suffix(".new")
    other.write_text("The bridge was closed.")
    other.replace(path)


def mapped(path: Path) -> None:
    import mmap

    with path.open("r+b") as file, mmap.mmap(file.fileno(), 0) as memory:
        memory[15:21] = b"closed"


@pytest.mark.parametrize("change", [edited, exchanged, mapped])
def test_an_edit_of_the_same_size_is_read_whatever_the_old_time_says(
    walked: Folder, change: Callable[[Path], None]
):
    path = walked.place / "a.txt"
    assert len("The bridge was closed.") == path.stat().st_size
    _, before = walked.read()
    old = path.stat()
    change(path)
    os.utime(path, ns=(old.st_atime_ns, old.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (old.st_size, old.st_mtime_ns)
    count, after = walked.read()
    assert count == 1
    assert after["a.txt"] != before["a.txt"]
    assert after["below/b.txt"] == before["below/b.txt"]


def test_a_file_that_was_changed_just_before_is_read_again(walked: Folder):
    path = walked.place / "a.txt"
    path.write_text("The bridge was closed.")
    walk = FolderWalk(walked.place, {}, lambda _: None, settled_seconds=60.0)
    for file in walk.new_files():
        walk.learn(file.path, state_of(file.digest, ()))
    assert walk.looks == [NEVER, NEVER]
    now = look_of(path.stat())
    assert settled(now, now.changed + 1, 60.0) == NEVER  # a tick has many changes
    assert settled(now, now.changed - 10**9, 0.0) == NEVER  # the clock was set back
    assert settled(now, now.changed + 61 * 10**9, 60.0) == now


def test_a_file_that_never_settled_is_never_believed(walked: Folder):
    walked.read()
    walked.seen = {path: Seen(NEVER, seen.state) for path, seen in walked.seen.items()}
    assert walked.read()[0] == 2


def test_style_sheets_beside_a_page_are_looked_at_each_time(walked: Folder):
    (walked.place / "page.html").write_text("<p class=x>Seen</p>")
    assert walked.read()[0] == 3
    assert walked.read()[0] == 0
    (walked.place / "page_files").mkdir()
    sheet = walked.place / "page_files" / "a.css"
    sheet.write_text(".x { color: red }")
    _, before = walked.read()
    sheet.write_text(".x { display: none }")
    count, after = walked.read()
    assert count == 1
    assert after["page.html"] != before["page.html"]


@pytest.mark.parametrize(
    ("place", "believed"),
    [("/home/a", True), ("/news", False), ("/news/2025", False), ("/newsroom", True),
     ("/news/own ones/2025", True), ("/stick", False), ("/überall/a", False)],
)  # fmt: skip
def test_only_disks_of_this_computer_are_believed(tmp_path: Path, place: str, believed: bool):
    mounts = tmp_path / "mountinfo"
    mounts.write_text(MOUNTS)
    assert keeps_looks(Path(place), mounts) is believed
    assert not keeps_looks(Path(place), tmp_path / "no such file")


def test_a_library_remembers_what_its_files_looked_like(reopen, folder: Path, byline_home):
    if not keeps_looks(folder):
        pytest.skip("this disk is not believed")
    time.sleep(3.1)  # until nothing can be changed in the tick in which it was read
    library = reopen()
    assert isinstance(library.store, LocalStore)
    assert library.store.looks is not None
    assert (library.store.looks != 0).any(axis=1).all()
    path = folder / "flood.txt"
    old, text = path.stat(), path.read_text()
    path.write_text(text.replace("Monday", "Sunday"))
    os.utime(path, ns=(old.st_atime_ns, old.st_mtime_ns))
    assert [each.kind for each in find_damage(folder, home=byline_home)] == ["article"]
    assert any("Sunday" in article.text for article in reopen().articles)
    assert find_damage(folder, home=byline_home) == ()


def test_every_file_is_read_where_that_is_asked_for(reopen, folder: Path):
    if not keeps_looks(folder):
        pytest.skip("this disk is not believed")
    time.sleep(3.1)
    first = reopen()
    assert isinstance(first.store, LocalStore)
    # As if the disk had told nothing of a change.
    path = folder / "flood.txt"
    text = path.read_text()
    path.write_text(text.replace("Monday", "Sunday"))
    looks = [look_of((folder / name).stat()) for name in decode_files(first.store.files)[0]]
    first.store.looks = encode_looks(looks)
    assert reopen(before=first) is first
    assert any(
        "Sunday" in article.text for article in reopen(before=first, every_file=True).articles
    )
