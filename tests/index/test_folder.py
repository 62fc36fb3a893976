"""Which files of a folder are articles, and that nothing outside it is read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from index.errors import ArticleFolderError
from index.folder import FolderReading, read_digests, read_folder, resolve_folder
from index.formats import MAX_PLAIN_BYTES
from tests.index.hostile_names import NAMES

TEXT = "Talks go on\n\nThe minister said so."


def read(folder: Path) -> FolderReading:
    return read_folder(resolve_folder(folder), known={}, progress=lambda _: None)


def skipped(folder: Path) -> dict[str, str]:
    return dict(read(folder).skipped)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "articles"
    place.mkdir()
    return place


def test_text_and_markdown_are_read_in_all_folders_below(folder: Path):
    (folder / "a.txt").write_text(TEXT)
    (folder / "2025" / "08").mkdir(parents=True)
    (folder / "2025" / "08" / "b.MD").write_text("# Other talks\n\nThe minister said *no*.")
    articles = read(folder).articles
    assert [article.path.name for article in articles] == ["a.txt", "b.MD"]
    assert articles[1].text == "Other talks\n\nThe minister said no."
    assert [article.title for article in articles] == ["Talks go on", "Other talks"]


def test_front_matter_is_kept_as_fields_and_is_no_text(folder: Path):
    (folder / "a.md").write_text("---\ntitle: T\noutlet: O\ndate: 2025/08/28\n---\nVIENNA — It is.")
    (article,) = read(folder).articles
    assert (article.title, article.outlet, article.published) == ("T", "O", "2025-08-28")
    assert article.place == "VIENNA"
    assert article.text == "VIENNA — It is."


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_text_between_two_rules_at_the_top_is_text(folder: Path, name: str):
    correction = "Correction: An earlier version said that she has resigned. She has not."
    heading = "# The minister stays" if name == "a.md" else "The minister stays"
    (folder / name).write_text(
        f"---\n{correction}\n---\n\n{heading}\n\nThe minister stays in office."
    )
    (article,) = read(folder).articles
    assert article.title == "The minister stays"
    assert correction in article.text
    assert article.text.endswith("The minister stays in office.")


def test_fields_without_any_line_around_them_are_no_heading_of_a_note(folder: Path):
    fields = "title: Nurses win a rise\nauthor: Melina Jasper\n"
    (folder / "a.md").write_text(f"{fields}\nThe council met.")
    (folder / "b.txt").write_text(f"{fields}\nThe council met on Tuesday.")
    note, plain = read(folder).articles
    assert note.title == plain.title == "Nurses win a rise"
    assert note.byline == plain.byline == "Melina Jasper"
    assert (note.text, plain.text) == ("The council met.", f"{fields}\nThe council met on Tuesday.")


def test_fields_are_read_with_the_line_ends_of_an_old_mac(folder: Path):
    (folder / "a.txt").write_bytes(b"\xef\xbb\xbf\r---\rtitle: Talks\r---\rThey go on.")
    (article,) = read(folder).articles
    assert (article.title, article.text) == ("Talks", "They go on.")


def test_the_same_words_under_two_paths_are_one_article_with_both_paths(folder: Path):
    for name in ("b.txt", "a.txt", "c.txt"):
        (folder / name).write_text(TEXT)
    (article,) = read(folder).articles
    assert article.path == folder / "a.txt"
    assert article.also_at == (folder / "b.txt", folder / "c.txt")


def test_the_id_comes_from_what_is_said_not_from_the_file(folder: Path):
    (folder / "a.txt").write_bytes(TEXT.encode())
    (folder / "b.txt").write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    (folder / "c.txt").write_text(TEXT + " No.")
    (folder / "d.md").write_text(f"---\noutlet: O\n---\n{TEXT}")
    (folder / "e.md").write_text(f"---\noutlet: P\n---\n{TEXT}")
    articles = read(folder).articles
    assert [a.path.name for a in articles] == ["a.txt", "c.txt", "d.md", "e.md"]
    assert len({a.id for a in articles}) == 4
    assert all(len(a.id) == 24 for a in articles)


def test_fields_of_one_article_cannot_make_the_id_of_another(folder: Path):
    (folder / "a.md").write_text("---\ntitle: X\n---\nbody")
    (folder / "b.md").write_text("---\noutlet: X\n---\nbody")
    assert len({a.id for a in read(folder).articles}) == 2


def test_what_was_repaired_in_a_file_is_told_and_stands_in_no_id(folder: Path):
    text = "The mayor spoke\n\nJosé Muñoz said it doesn’t matter to the council."
    (folder / "a.txt").write_bytes(text.encode().replace("’".encode(), b"\x92"))
    (broken,) = read(folder).articles
    assert broken.text == text
    assert broken.problems == ("1 byte not in UTF-8 was read as Windows-1252.",)
    (folder / "b.txt").write_bytes(text.encode())
    reading = read(folder)
    assert [article.id for article in reading.articles] == [broken.id]
    assert [len(state.problems) for state in reading.files.values()] == [1, 0]


def test_entities_in_plain_text_titles_and_fields_are_characters(folder: Path):
    (folder / "a.txt").write_text(
        "---\noutlet: Smith &amp; Sons\n---\n"
        "The council&rsquo;s offer is refused\n\n&ldquo;We gave &pound;40,000,&rdquo; he said."
    )
    (folder / "b.md").write_text(
        '---\ntitle: "It&#39;s a &quot;no&quot;"\n---\nCaf&eacute; &amp; bar.'
    )
    (folder / "c.md").write_text(
        "# The &amp;ldquo;last&amp;rdquo; word &amp; more\n\nNobody spoke."
    )
    plain, note, twice = read(folder).articles
    assert (plain.title, plain.outlet) == ("The council’s offer is refused", "Smith & Sons")
    assert plain.text.endswith("“We gave £40,000,” he said.")
    assert plain.problems == ("4 HTML entities are shown as the character named.",)
    assert (note.title, note.text) == ('It\'s a "no"', "Café & bar.")
    assert note.problems == ()
    assert twice.title == "The “last” word & more"
    assert twice.text.startswith(twice.title)


def test_a_binary_file_is_named_and_the_others_are_read(folder: Path):
    (folder / "a.txt").write_text(TEXT)
    (folder / "b.txt").write_bytes(bytes(range(256)) * 9)
    (folder / "c.jpg").write_bytes(b"\xff\xd8\xff")
    (folder / "d.txt").write_text(" \n\u200b\n")
    (folder / "e.txt").write_text("")
    assert len(read(folder).articles) == 1
    reasons = skipped(folder)
    assert set(reasons) == {"b.txt", "c.jpg", "d.txt", "e.txt"}
    assert "neither UTF-8" in reasons["b.txt"]
    assert "only .txt" in reasons["c.jpg"]
    assert reasons["d.txt"] == reasons["e.txt"] == "it has no text"


def test_a_file_that_is_too_large_is_named(folder: Path):
    (folder / "a.txt").write_bytes(b"x" * (MAX_PLAIN_BYTES + 1))
    assert "more than" in skipped(folder)["a.txt"]


def test_links_out_of_the_folder_are_never_followed(folder: Path, tmp_path: Path):
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "other.txt").write_text("the other secret")
    (folder / "a.txt").write_text(TEXT)
    (folder / "link.txt").symlink_to(secret)
    (folder / "absolute.txt").symlink_to("/etc/passwd")
    (folder / "up.txt").symlink_to("../secret.txt")
    (folder / "nowhere.txt").symlink_to("gone.txt")
    (folder / "loop.txt").symlink_to("loop.txt")
    (folder / "inside.txt").symlink_to("a.txt")
    (folder / "sub").symlink_to(tmp_path / "elsewhere")
    reading = read(folder)
    assert [article.text for article in reading.articles] == [TEXT]
    assert set(dict(reading.skipped)) == {
        "link.txt", "absolute.txt", "up.txt", "nowhere.txt", "loop.txt", "sub",
    }  # fmt: skip


def test_pipes_and_sockets_are_named_and_nothing_waits_for_them(folder: Path):
    os.mkfifo(folder / "pipe.txt")
    (folder / "folder.txt").mkdir()
    (folder / "a.txt").write_text(TEXT)
    reading = read(folder)
    assert len(reading.articles) == 1
    assert dict(reading.skipped) == {"pipe.txt": "it is not a regular file"}


def test_hidden_files_and_folders_are_left_alone(folder: Path):
    (folder / ".obsidian").mkdir()
    (folder / ".obsidian" / "a.md").write_text("settings")
    (folder / ".hidden.txt").write_text("hidden")
    assert read(folder) == FolderReading((), (), {})


def test_the_folder_of_a_saved_page_is_part_of_the_page(folder: Path, tmp_path: Path):
    (folder / "Bridge.html").write_text(
        "<html><link rel=stylesheet href='./Bridge_files/a.css'><body>"
        "<h1>The bridge stays shut</h1>"
        "<p>The council said so on Tuesday.</p><p class=quiet>Nobody sees this.</p>"
        "</body></html>"
    )
    parts = folder / "Bridge_files"
    parts.mkdir()
    (parts / "a.css").write_text("p { color: #222 } .quiet { display: none }")
    (parts / "saved_resource.html").write_text("<p>An advertisement of somebody else.</p>")
    (parts / "b.js.download").write_text("alert(1)")
    (tmp_path / "c.css").write_text("p { display: none }")
    (parts / "c.css").symlink_to(tmp_path / "c.css")
    (folder / "Mill_files").mkdir()
    (folder / "Mill_files" / "a.txt").write_text(TEXT)
    found = read(folder)
    page, other = found.articles
    assert page.text == "The bridge stays shut\n\nThe council said so on Tuesday."
    assert other.path.name == "a.txt"
    assert found.skipped == ()


@pytest.mark.parametrize("name", NAMES)
def test_a_file_of_any_name_is_read_under_that_name(folder: Path, name: str):
    (folder / name).write_text(TEXT)
    (article,) = read(folder).articles
    assert article.path == folder / name


def test_a_name_that_is_not_unicode_is_read(folder: Path):
    path = Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.txt"))
    path.write_text(TEXT)
    (article,) = read(folder).articles
    assert article.path == path


def test_a_file_that_may_not_be_read_is_named(folder: Path):
    if os.geteuid() == 0:
        pytest.skip("root may read everything")
    (folder / "a.txt").write_text(TEXT)
    (folder / "a.txt").chmod(0)
    assert "ermission" in skipped(folder)["a.txt"]


def test_known_files_are_not_parsed_again(folder: Path):
    (folder / "a.txt").write_text(TEXT)
    first = read(folder)
    digest = first.files["a.txt"].digest
    again = read_folder(folder, known={digest: first.files["a.txt"]}, progress=lambda _: None)
    assert (again.files, again.articles) == (first.files, ())
    assert read_digests(folder) == {"a.txt": digest}


@pytest.mark.parametrize("kind", ["missing", "file", "loop"])
def test_a_folder_that_is_none_is_refused_in_a_sentence(tmp_path: Path, kind: str):
    place = tmp_path / "articles"
    if kind == "file":
        place.write_text("x")
    if kind == "loop":
        place.symlink_to(place)
    with pytest.raises(ArticleFolderError, match="--articles DIR"):
        resolve_folder(place)
