"""Subtitles, books and archives."""

from __future__ import annotations

import html
import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from index.folder import read_folder, resolve_folder
from index.formats import UnreadableError, read_bytes
from tests.index.formats.seed_text import SEEDS, TEXTS, lost, paragraphs, spans_are_exact
from tests.index.hostile_names import NAMES

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
)


def zipped(parts: dict[str, bytes | str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


def book(*chapters: str) -> bytes:
    items = "".join(
        f'<item id="c{n}" href="c{n}.xhtml" media-type="application/xhtml+xml"/>'
        for n in range(len(chapters))
    )
    order = "".join(f'<itemref idref="c{n}"/>' for n in reversed(range(len(chapters))))
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<metadata><dc:creator>Jane Roe</dc:creator><dc:date>2025-09-03</dc:date></metadata>"
        f"<manifest>{items}</manifest><spine>{order}</spine></package>"
    )
    pages = {
        f"OEBPS/c{n}.xhtml": f"<html><body>{body}</body></html>" for n, body in enumerate(chapters)
    }
    return zipped({"META-INF/container.xml": CONTAINER, "OEBPS/book.opf": package, **pages})


def test_no_sentence_of_a_seed_is_lost_in_a_book():
    chapters = [
        "".join(f"<p>{html.escape(line)}</p>" for line in paragraphs(text))
        for text in reversed(TEXTS)
    ]
    readings = read_bytes(book(*chapters), ".epub")
    # What a chapter says of itself comes before what the book says.
    for text, reading, byline in zip(TEXTS, readings, ("J. Mansour", "Jane Roe"), strict=True):
        assert lost(text, (reading,)) == []
        assert spans_are_exact(reading)
        assert (reading.fields.byline, reading.fields.published) == (byline, "2025-09-03")


def test_the_day_on_which_a_program_made_a_book_is_not_its_date():
    made = b'<meta property="dcterms:modified">2025-09-03T10:00:00Z</meta></metadata>'
    data = book("<p>It was said by the council that the bridge will stay shut.</p>")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    package = parts["OEBPS/book.opf"].replace(b"</metadata>", made)
    (reading,) = read_bytes(zipped({**parts, "OEBPS/book.opf": package}), ".epub")
    assert reading.fields.published is None


def test_a_short_page_opens_the_chapter_that_follows_it():
    long = f"<h2>The bridge</h2><p>{'It is shut again. ' * 10}</p>"
    (reading,) = read_bytes(book(long, "<h1>Part one</h1>"), ".epub")
    assert reading.text.startswith("Part one\n\nThe bridge\n\nIt is shut")


def subtitles(cues: list[tuple[str, str]], head: str = "") -> bytes:
    return (head + "\n\n".join(f"{times}\n{text}" for times, text in cues)).encode()


def test_turns_of_subtitles_have_their_times_and_speakers():
    data = subtitles(
        [
            ("00:00:01.000 --> 00:00:03.000", "<v Ann Kim>The old bridge"),
            (
                "00:00:03.000 --> 00:00:05.000 align:start",
                "<v Ann Kim>is <i>shut</i> &amp; closed.",
            ),
            ("00:00:05.500 --> 00:00:07.000", "<v Jan Roe>For good?"),
            ("01:00:20.000 --> 01:00:22.000", "JAN ROE: I ask again."),
        ],
        "WEBVTT\n\nNOTE not shown\n\nSTYLE\n::cue {}\n\n",
    )
    (reading,) = read_bytes(data, ".vtt")
    assert reading.text.split("\n\n") == [
        "[00:00:01] Ann Kim: The old bridge is shut & closed.",
        "[00:00:05] Jan Roe: For good?",
        "[01:00:20] JAN ROE: I ask again.",
    ]


def test_numbered_subtitles_that_roll_up_are_told_once():
    data = subtitles(
        [
            ("1\n00:00:01,000 --> 00:00:03,000", "The old bridge"),
            ("2\n00:00:02,000 --> 00:00:05,000", "The old bridge\nis shut, 24"),
            ("3\n00:00:04,000 --> 00:00:06,000", "is shut, 24\nyears on."),
        ]
    )
    (reading,) = read_bytes(data.replace(b"\n", b"\r\n"), ".srt")
    assert reading.text == "[00:00:01] The old bridge is shut, 24 years on."


@pytest.mark.parametrize("text", TEXTS, ids=["first", "second"])
def test_no_sentence_of_a_seed_is_lost_in_subtitles(text: str):
    words = text.split()
    lines = [" ".join(words[n : n + 7]) for n in range(0, len(words), 7)]
    cues = [
        (f"{n}\n00:{n // 60:02}:{n % 60:02},000 --> 00:{n // 60:02}:{n % 60:02},900", line)
        for n, line in enumerate(lines)
    ]
    (reading,) = read_bytes(subtitles(cues), ".srt")
    told = [word for word in reading.text.split() if not word.startswith("[00:")]
    assert [word for word in told if word != "-"] == [word for word in words if word != "-"]


def test_an_archive_is_read_like_a_folder():
    data = zipped(
        {
            **{path.name: path.read_bytes() for path in SEEDS},
            "pages/a.html": "<title>Old bridge stays shut</title><p>It is shut for good now.</p>",
            "__MACOSX/a.txt": "not shown",
            ".hidden.txt": "not shown",
            "old.doc": "x",
            "in.zip": zipped({"a.txt": "not shown"}),
            "broken.docx": "x",
        }
    )
    readings = read_bytes(data, ".zip")
    assert [lost(text, (reading,)) for text, reading in zip(TEXTS, readings, strict=False)] == [
        [],
        [],
    ]
    assert readings[2].text.endswith("It is shut for good now.")
    assert len(readings) == 3
    told = " ".join(readings[0].problems)
    for name in ("old.doc", "in.zip", "broken.docx"):
        assert f"{name} in it is not read" in told


def test_names_in_an_archive_lead_nowhere(tmp_path: Path):
    names = (
        "../up.txt",
        "/abs.txt",
        "a/../../b.txt",
        "C:\\x.txt",
        "\u202egnp.txt",
        "a\nb.txt",
        "..",
    )
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.zip").write_bytes(
        zipped({name: f"Story {n}\n\nIt is number {n}." for n, name in enumerate(names)})
    )
    before = sorted(tmp_path.rglob("*"))
    reading = read_folder(resolve_folder(folder), known={}, progress=lambda _: None)
    assert len(reading.articles) == 6
    assert {article.path for article in reading.articles} == {folder / "a.zip"}
    assert sorted(article.item for article in reading.articles) == [*range(6)]
    assert sorted(tmp_path.rglob("*")) == before


def test_hostile_names_in_archives_and_mail_write_nothing(tmp_path: Path):
    folder = tmp_path / "articles"
    folder.mkdir()
    names = [*NAMES, *(f"../{name}" for name in NAMES[:9]), "/etc/cron.d/a.txt"]
    told: dict[str, bytes | str] = {
        name: f"Story {n}\n\nIt is number {n}." for n, name in enumerate(names)
    }
    (folder / "a.zip").write_bytes(zipped(told))
    message = EmailMessage()
    message["Subject"] = "Fifty files"
    for name, text in told.items():
        message.add_attachment(str(text).encode(), "text", "plain", filename=" ".join(name.split()))
    (folder / "a.eml").write_bytes(message.as_bytes())
    before = sorted(tmp_path.rglob("*"))
    reading = read_folder(resolve_folder(folder), known={}, progress=lambda _: None)
    assert sorted(tmp_path.rglob("*")) == before
    assert {path.name for a in reading.articles for path in (a.path, *a.also_at)} == {
        "a.zip",
        "a.eml",
    }
    hidden = sum(name.split("/")[-1].startswith(".") for name in names)
    assert len(reading.articles) >= len(names) - hidden - 2


HOSTILE = {
    "bomb": zipped({"a.txt": b"a" * 30_000_000}),
    "many": zipped({f"{n}.txt": "" for n in range(10_001)}),
    "torn": zipped({"a.txt": "It is."})[:-9],
    "nothing": b"",
    "empty": zipped({}),
    "none": zipped({"a.jpg": "x"}),
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("suffix", [".zip", ".epub"])
def test_a_hostile_archive_is_named(data: bytes, suffix: str):
    with pytest.raises(UnreadableError, match=r"it is|it unpacks|it has|no file"):
        read_bytes(data, suffix)
    assert read_bytes(b"WEBVTT\n\n00:01.000 --> 00:02.000\nIt is.", ".vtt")
