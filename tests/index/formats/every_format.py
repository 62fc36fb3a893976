"""Articles written in every format that is read, by the libraries that tests have anyway."""

from __future__ import annotations

import csv
import html
import io
import json
import mailbox
import tempfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from email.message import EmailMessage
from pathlib import Path
from xml.sax.saxutils import escape

import docx
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate

from index.formats import READERS

Article = Sequence[str]  # its lines, the headline first
OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
WIDTH = 7  # words of a line of subtitles


def files_of(articles: Sequence[Article], suffix: str) -> list[bytes]:
    """The articles in one file where the format holds several, else in a file each."""
    if suffix in _TOGETHER:
        return [_TOGETHER[suffix](articles)]
    return [_ALONE[suffix](article) for article in articles]


def zipped(parts: Mapping[str, bytes | str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


def _plain(article: Article) -> bytes:
    return "\n\n".join(article).encode()


def _paragraphs(article: Article) -> str:
    return "".join(f"<p>{html.escape(line)}</p>" for line in article)


def _page(article: Article) -> bytes:
    body = f"<h1>{html.escape(article[0])}</h1>{_paragraphs(article[1:])}"
    return f"<!doctype html><body><article>{body}</article></body>".encode()


def _mhtml(article: Article) -> bytes:
    message = EmailMessage()
    message.set_content(_page(article).decode(), subtype="html")
    return message.as_bytes()


def _word(article: Article) -> bytes:
    document, file = docx.Document(), io.BytesIO()
    for line in article:
        document.add_paragraph(line)
    document.save(file)
    return file.getvalue()


def _office(article: Article) -> bytes:
    body = "".join(f"<text:p>{escape(line)}</text:p>" for line in article)
    spaces = f'xmlns:office="{OASIS}office:1.0" xmlns:text="{OASIS}text:1.0"'
    return zipped({
        "content.xml": f"<office:document-content {spaces}><office:body><office:text>{body}"
        "</office:text></office:body></office:document-content>"
    })  # fmt: skip


def _rich(article: Article) -> bytes:
    told = "\\par\n".join(map(_escaped, article))
    return rf"{{\rtf1\ansi\pard {told}\par}}".encode("ascii")


def _escaped(line: str) -> str:
    return "".join(c if c.isascii() else rf"\u{ord(c)}?" for c in line)


def _pdf(article: Article) -> bytes:
    file = io.BytesIO()
    body = getSampleStyleSheet()["BodyText"]
    SimpleDocTemplate(file).build([Paragraph(html.escape(line), body) for line in article])
    return file.getvalue()


def _message(article: Article) -> EmailMessage:
    message = EmailMessage()
    message["Subject"], message["From"] = article[0], "jane@example.org"
    message.set_content("\n\n".join(article[1:]))
    return message


def _cues(article: Article, mark: str) -> str:
    """Subtitles without speakers, with a pause behind each line of the article."""
    cues, second = [], 0
    for line in article:
        words = line.split()
        for start in range(0, len(words), WIDTH):
            shown = " ".join(words[start : start + WIDTH])
            begin, end = (f"{at // 3600:02}:{at // 60 % 60:02}:{at % 60:02}{mark}000"
                          for at in (second, second + 1))  # fmt: skip
            cues.append(f"{begin} --> {end}\n{shown}")
            second += 1
        second += 9
    return "\n\n".join(cues)


def _vtt(article: Article) -> bytes:
    return f"WEBVTT\n\n{_cues(article, '.')}".encode()


def _srt(article: Article) -> bytes:
    cues = _cues(article, ",").split("\n\n")
    return "\n\n".join(f"{number}\n{cue}" for number, cue in enumerate(cues, start=1)).encode()


def _mbox(articles: Sequence[Article]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "box.mbox"
        box = mailbox.mbox(path)
        for article in articles:
            box.add(_message(article))
        box.close()
        return path.read_bytes()


def _table(separator: str) -> Callable[[Sequence[Article]], bytes]:
    def write(articles: Sequence[Article]) -> bytes:
        file = io.StringIO()
        writer = csv.writer(file, delimiter=separator)
        writer.writerow(("title", "text"))
        writer.writerows((article[0], "\n\n".join(article[1:])) for article in articles)
        return file.getvalue().encode()

    return write


def _rows(articles: Sequence[Article]) -> list[dict[str, str]]:
    return [{"title": each[0], "text": "\n\n".join(each[1:])} for each in articles]


def _book(articles: Sequence[Article]) -> bytes:
    numbers = range(len(articles))
    items = "".join(
        f"<item id='c{n}' href='c{n}.xhtml' media-type='application/xhtml+xml'/>" for n in numbers
    )
    order = "".join(f"<itemref idref='c{n}'/>" for n in numbers)
    return zipped({
        "META-INF/container.xml": "<container><rootfiles><rootfile full-path='b.opf'/></rootfiles>"
        "</container>",
        "b.opf": f"<package><manifest>{items}</manifest><spine>{order}</spine></package>",
        **{f"c{n}.xhtml": f"<html><body>{_paragraphs(article)}</body></html>"
           for n, article in enumerate(articles)},
    })  # fmt: skip


_ALONE: dict[str, Callable[[Article], bytes]] = {
    **dict.fromkeys((".txt", ".text", ".md", ".markdown"), _plain),
    **dict.fromkeys((".html", ".htm", ".xhtml"), _page),
    **dict.fromkeys((".mhtml", ".mht"), _mhtml),
    ".docx": _word,
    ".odt": _office,
    ".rtf": _rich,
    ".pdf": _pdf,
    ".eml": lambda article: _message(article).as_bytes(),
    ".vtt": _vtt,
    ".srt": _srt,
}
_TOGETHER: dict[str, Callable[[Sequence[Article]], bytes]] = {
    ".mbox": _mbox,
    ".csv": _table(","),
    ".tsv": _table("\t"),
    ".json": lambda articles: json.dumps(_rows(articles)).encode(),
    **dict.fromkeys(
        (".jsonl", ".ndjson"), lambda articles: "\n".join(map(json.dumps, _rows(articles))).encode()
    ),
    ".epub": _book,
    ".zip": lambda articles: zipped({f"{n}.txt": _plain(each) for n, each in enumerate(articles)}),
}
FORMATS = (*_ALONE, *_TOGETHER)
if {*FORMATS} != {*READERS}:
    raise ValueError(f"These formats have no writer: {sorted({*READERS} ^ {*FORMATS})}")
