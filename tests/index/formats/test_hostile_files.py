"""Thirty files made to do harm: each is read or named with its reason, soon, and stops no other."""

from __future__ import annotations

import gzip
import io
import socket
import struct
import time
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from index.folder import read_folder, resolve_folder
from index.formats import READERS, UnreadableError, read_bytes, reading_process
from index.formats.reading_process import SECONDS
from tests.index.formats.test_other_formats import zipped
from tests.index.formats.test_word_processors import W, office, p, word

SOUND = "Bridge stays shut\n\nThe old bridge will stay shut until spring, the council said.\n"


def pdf(pages: int = 1, **options: object) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(300, 300), **options)
    for page in range(pages):
        canvas.drawString(20, 200, f"Page {page} of what the council said.")
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def crypted_zip() -> bytes:
    data = bytearray(zipped({"a.txt": SOUND}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(mark) + place
        data[at : at + 2] = struct.pack("<H", struct.unpack("<H", data[at : at + 2])[0] | 1)
    return bytes(data)


def entity_bomb(root: str) -> str:
    steps = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha" * 50}">' for n in range(9))
    return f"<!DOCTYPE {root} [{steps}]>"


def objects_in_pdf(count: int) -> bytes:
    """A document whose pages are named by a page of pages of pages."""
    body = b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    for n in range(2, count):
        body += b"%d 0 obj<</Type/Pages/Count 1/Kids[%d 0 R]>>endobj\n" % (n, n + 1)
    body += b"%d 0 obj<</Type/Pages/Count 1/Kids[2 0 R]>>endobj\n" % count
    return body + b"trailer<</Root 1 0 R/Size %d>>\n%%%%EOF" % (count + 1)


def mails_in_mails(depth: int) -> bytes:
    message = EmailMessage()
    message["Subject"] = "The innermost"
    message.set_content(SOUND)
    for n in range(depth):
        outer = EmailMessage()
        outer["Subject"] = f"Around {n}"
        outer.set_content("See below.")
        outer.add_attachment(message)
        message = outer
    return message.as_bytes()


def parts_in_parts(depth: int) -> bytes:
    head = b"Subject: Nested\nMIME-Version: 1.0\n"
    for n in range(depth):
        head += b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n)
    return head + b"Content-Type: text/plain\n\nIt is said.\n"


def package(parts: dict[str, bytes | str]) -> bytes:
    container = "<container><rootfiles><rootfile full-path='b.opf'/></rootfiles></container>"
    return zipped({"META-INF/container.xml": container, **parts})


def zip_that_lies() -> bytes:
    """An archive whose directory says that a large part is small."""
    data = bytearray(zipped({"word/document.xml": "<x>" + " " * 9_000_000}))
    at = data.index(b"PK\x01\x02") + 24
    data[at : at + 4] = struct.pack("<I", 10)
    return bytes(data)


def overlapping_zip() -> bytes:
    """Many names for one part: as much is unpacked as many times."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a0.txt", b"a " * 2_000_000)
        for n in range(1, 2_000):
            archive.filelist.append(_copied(archive.filelist[0], f"a{n}.txt"))
    return file.getvalue()


def _copied(info: zipfile.ZipInfo, name: str) -> zipfile.ZipInfo:
    other = zipfile.ZipInfo(name)
    for each in ("header_offset", "file_size", "compress_size", "CRC", "compress_type"):
        setattr(other, each, getattr(info, each))
    return other


DEEP = "<div>" * 100_000
HOSTILE = {
    "a.zip": zipped({"a.txt": b"a" * 60_000_000}),
    "b.zip": overlapping_zip(),
    "c.zip": crypted_zip(),
    "d.zip": zipped({"in.zip": zipped({"in.zip": zipped({"a.txt": SOUND})})}),
    "e.zip": zipped({f"{n}.txt": "" for n in range(12_000)}),
    "f.docx": zip_that_lies(),
    "g.docx": zipped({"word/document.xml": f'{entity_bomb("d")}<d xmlns="{W}">&e8;</d>'}),
    "h.docx": zipped({"word/document.xml": '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
                      f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p>'
                      "</w:body></w:document>"}),
    "i.docx": word("<w:p><w:r><w:t>" * 60_000),
    "j.docx": word("<w:tbl>" + "<w:tr>" + "<w:tc/>" * 200_000 + "</w:tr></w:tbl>" + p("It is.")),
    "k.docx": word("".join("<w:sdt><w:sdtContent>" for _ in range(200)) + p("It is.")
                   + "</w:sdtContent></w:sdt>" * 200),
    "l.docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 4_000,  # protected by a password
    "m.odt": office("<text:p>a</text:p>" * 100_000),
    "n.odt": office("<text:section>" * 5_000 + "It is." + "</text:section>" * 5_000),
    "o.epub": package({"b.opf": "<package><spine>" + "<itemref idref='c'/>" * 20_000
                       + "</spine><manifest><item id='c' href='../../c.xhtml' "
                       "media-type='text/html'/></manifest></package>"}),
    "p.html": f"{DEEP}<p>It is said by the council.".encode(),
    "q.html": (entity_bomb("html") + "<p>&e8; It is said by the council.").encode(),
    "r.html": b"<p>" + "e\u0301".encode() + "\u0301".encode() * 200_000 + b" It is said.",
    "s.html": b"<style>" + b"a[b" * 100_000 + b"{display:none}</style><p>It is said.",
    "t.html": b"<p class='" + b"x " * 500_000 + b"'>It is said by the council." + b"\x00" * 5,
    "u.rtf": b"{\\rtf1 " + b"{" * 50_000 + b"It is said.",
    "v.rtf": b"{\\rtf1 \\bin999999999 It is said.}",
    "w.pdf": pdf(encrypt=StandardEncryption("secret", ownerPassword="secret2")),
    "x.pdf": objects_in_pdf(3_000),
    "y.pdf": pdf(3_001),
    "z.pdf": pdf()[:300],
    "1.eml": mails_in_mails(40),
    "2.eml": parts_in_parts(3_000),
    "3.csv": b"text,title\n" + b'"' + b"a," * 3_000_000,
    "4.json": b"[" * 200_000,
    "5.json": b'{"text": "It is \\ud800 said by the council."}',
    "6.vtt": b"WEBVTT\n\n" + b"00:00.000 --> " * 100_000,
    "7.mbox": b"From a\nSubject: x\n\n" * 25_000,
    "8.txt": gzip.compress(SOUND.encode()),
    "9.html": pdf(),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_made_to_do_harm_is_read_or_named_soon(name: str):
    began, reason = time.monotonic(), "it is read"
    try:
        readings = read_bytes(HOSTILE[name], Path(name).suffix)
    except UnreadableError as error:
        readings, reason = (), str(error)
    assert all(each.text.strip() for each in readings)
    assert reason[0].islower()
    assert len(reason) < 400
    assert time.monotonic() - began < SECONDS + 3
    assert read_bytes(SOUND.encode(), ".txt")[0].fields.title == "Bridge stays shut"


def test_its_neighbours_are_read_and_nothing_is_left_behind(tmp_path: Path):
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, data in [*HOSTILE.items()][::3]:
        (folder / name).write_bytes(data)
        (folder / f"{name}.txt").write_text(f"{SOUND}It is beside {name}.\n")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    reading = read_folder(resolve_folder(folder), known={}, progress=lambda _: None)
    read = {article.path.name for article in reading.articles}
    assert read >= {f"{name}.txt" for name in [*HOSTILE][::3]}
    assert {name for name, _ in reading.skipped} | read == {path.name for path in folder.iterdir()}
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("name", ["h.docx"])
def test_nothing_of_this_computer_is_read_into_an_article(name: str):
    with pytest.raises(UnreadableError, match="entities"):
        read_bytes(HOSTILE[name], Path(name).suffix)


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_nothing_that_a_file_refers_to_is_fetched():
    with socket.socket() as sink:
        sink.bind(("127.0.0.1", 0))
        sink.listen()
        sink.settimeout(0.3)
        place = f"http://127.0.0.1:{sink.getsockname()[1]}/x"
        page = (
            f'<base href="{place}"><link rel=stylesheet href="{place}"><script src="{place}">'
            f'</script><meta http-equiv=refresh content="0;url={place}"><img src="{place}">'
            f'<iframe src="{place}"></iframe><p>It is said by the council.'
        )
        dtd = f'<!DOCTYPE d SYSTEM "{place}">'
        link = f"<w:r><w:drawing><a xmlns='x' href='{place}'/></w:drawing><w:t>It is.</w:t></w:r>"
        message = EmailMessage()
        message["Subject"] = "Remote"
        message.set_content(page, subtype="html")
        included = f'{{\\field{{\\*\\fldinst INCLUDEPICTURE "{place}"}}}}'
        for data, suffix in (
            (page.encode(), ".html"),
            (f'<?xml version="1.0"?>{dtd}{page}'.encode(), ".xhtml"),
            (message.as_bytes(), ".eml"),
            (word(p(link)), ".docx"),
            (zipped({"word/document.xml": f'{dtd}<d xmlns="{W}"/>'}), ".docx"),
            (f"{{\\rtf1 {included}It is.}}".encode(), ".rtf"),
        ):
            try:
                read_bytes(data, suffix)
            except UnreadableError:
                assert suffix == ".docx"
        with pytest.raises(TimeoutError):
            sink.accept()


def test_a_macro_is_no_text():
    (reading,) = read_bytes(word(p("It is said."), vbaProject="Sub AutoOpen()"), ".docx")
    assert reading.text == "It is said."


def test_every_format_has_a_hostile_file():
    used = {Path(name).suffix for name in HOSTILE}
    same = {".htm": ".html", ".xhtml": ".html", ".mhtml": ".eml", ".mht": ".eml", ".srt": ".vtt",
            ".tsv": ".csv", ".jsonl": ".json", ".ndjson": ".json", ".text": ".txt", ".md": ".txt",
            ".markdown": ".txt"}  # fmt: skip
    assert {same.get(suffix, suffix) for suffix in READERS} == used
    assert reading_process().process_id is not None
