"""Files that arrive: pieces, names, and the folder they may go into."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from index.formats import MAX_PLAIN_BYTES
from ui.files.file_names import LONGEST, clean_name
from ui.service.incoming import LARGEST_FILE, Incoming, IncomingError
from ui.service.own_articles import OwnArticles, OwnArticlesError

KEY = "0123456789abcdef" * 2
TEXT = b"A story\n\nSomething happened in Porto on Monday."


def piece(data: bytes, *, key: str = KEY, name: str = "a.txt") -> dict[str, str]:
    return {"key": key, "name": name, "piece": base64.b64encode(data).decode()}


def test_pieces_become_the_file_that_was_sent():
    incoming = Incoming()
    assert [incoming.put(piece(part)) for part in (b"one ", b"two")] == ["", ""]
    assert incoming.take(KEY) == ("a.txt", b"one two")


def test_a_file_can_be_taken_once_and_only_by_its_key():
    incoming = Incoming()
    incoming.put(piece(b"one"))
    with pytest.raises(IncomingError, match="did not arrive"):
        incoming.take("f" * 32)
    incoming.take(KEY)
    with pytest.raises(IncomingError, match="did not arrive"):
        incoming.take(KEY)


def test_a_file_above_the_bound_is_refused_and_forgotten():
    incoming = Incoming()
    incoming.put(piece(b" " * (LARGEST_FILE - 1)))
    assert incoming.put(piece(b"  ")) == "It has more than 25 MB."
    with pytest.raises(IncomingError):
        incoming.take(KEY)


def test_all_files_together_are_bounded():
    incoming = Incoming()
    told = [incoming.put(piece(b" " * LARGEST_FILE, key=f"{n:032x}")) for n in range(6)]
    assert told[:4] == [""] * 4
    assert told[5] == "Too many files arrive at once. Try again in a minute."


def test_names_without_a_byte_are_bounded_as_well():
    incoming = Incoming()
    told = [incoming.put(piece(b"", key=f"{n:032x}")) for n in range(300)]
    assert told[100] == ""
    assert told[299] == "Too many files arrive at once. Try again in a minute."


def test_what_never_was_taken_is_forgotten(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("ui.service.incoming._KEPT_SECONDS", -1)
    incoming = Incoming()
    incoming.put(piece(b"one"))
    incoming.put(piece(b"two", key="e" * 32))
    with pytest.raises(IncomingError):
        incoming.take(KEY)


@pytest.mark.parametrize(
    "given",
    [
        None, 3, "x", [], {}, {"key": KEY}, piece(b"") | {"key": "../x"}, piece(b"") | {"key": 3},
        piece(b"") | {"piece": "%%%"}, piece(b"") | {"name": "x" * 2_000},
        piece(b"") | {"piece": "é"},
    ],
)  # fmt: skip
def test_what_is_no_piece_is_refused_with_a_sentence(given: object):
    assert Incoming().put(given).endswith(".")


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("story.txt", "story.txt"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\news\\Story.TXT", "Story.txt"),
        ("a\x00b\u202etxt.exe.md", "a btxt.exe.md"),
        ("<img src=x>.txt", "img src=x.txt"),
        (".hidden.txt", "hidden.txt"),
        (".txt", "txt"),
        ("..", "article"),
        ("", "article"),
        ("con.txt", "con article.txt"),
        ("a\n b .txt", "a b.txt"),
        ("Cafe\u0301.txt", "Café.txt"),
    ],
)
def test_names_are_made_safe(name: str, clean: str):
    assert clean_name(name) == clean


def test_a_long_name_keeps_its_suffix():
    clean = clean_name("é" * 500 + ".markdown")
    assert len(clean.encode()) <= LONGEST
    assert clean.endswith("é.markdown")


def test_an_own_article_is_added_and_removed(tmp_path: Path):
    own = OwnArticles(tmp_path / "home" / "articles")
    assert not own.names
    assert own.add("../story.txt", TEXT) == "story.txt"
    assert own.add("story.txt", TEXT) == "story.txt"
    assert own.add("story.txt", TEXT + b" More.") == "story (2).txt"
    assert list(own.names) == ["story (2).txt", "story.txt"]
    assert own.folder.stat().st_mode & 0o777 == 0o700
    own.remove("story.txt")
    assert list(own.names) == ["story (2).txt"]
    assert [path.name for path in own.folder.iterdir()] == ["story (2).txt"]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("story.exe", TEXT, "Only .txt"),
        ("story", TEXT, "Only .txt"),
        ("story.txt", b"", "cannot be read"),
        ("story.txt", b"\x00\x01\x02" * 100, "cannot be read"),
        ("story.txt", b"a" * (MAX_PLAIN_BYTES + 1), "file has up to 4 MB"),
    ],
)
def test_what_is_no_article_is_not_added(tmp_path: Path, name: str, data: bytes, reason: str):
    own = OwnArticles(tmp_path / "articles")
    with pytest.raises(OwnArticlesError, match=reason):
        own.add(name, data)
    assert not own.names


@pytest.mark.parametrize(
    "name", ["../secret.txt", "/etc/passwd", "", ".", "..", "link.txt", "no.txt"]
)
def test_only_a_file_of_the_folder_is_removed(tmp_path: Path, name: str):
    secret = tmp_path / "secret.txt"
    secret.write_bytes(TEXT)
    own = OwnArticles(tmp_path / "articles")
    own.add("story.txt", TEXT)
    (own.folder / "link.txt").symlink_to(secret)
    with pytest.raises(OwnArticlesError):
        own.remove(name)
    assert secret.exists()
    assert own.names == ("story.txt",)


def test_a_page_is_added_like_any_article_and_one_without_text_is_not(tmp_path: Path):
    own = OwnArticles(tmp_path / "articles")
    assert own.add("Story.HTML", b"<p>The council met.</p>") == "Story.html"
    with pytest.raises(OwnArticlesError, match="not a PDF"):
        own.add("story.pdf", b"no pdf")
    with pytest.raises(OwnArticlesError, match="Open it in Word"):
        own.add("story.doc", b"old")
    assert own.names == ("Story.html",)


def test_a_link_under_the_name_is_not_written_through(tmp_path: Path):
    secret = tmp_path / "secret.txt"
    secret.write_bytes(b"secret")
    own = OwnArticles(tmp_path / "articles")
    own.folder.mkdir()
    (own.folder / "story.txt").symlink_to(secret)
    assert own.add("story.txt", TEXT) == "story (2).txt"
    assert secret.read_bytes() == b"secret"
