"""Files of every format, written by the programs that people write them with.

Each writer gives one file with one article for each that it is given; programs that are not on this
machine are left out. LibreOffice, pandoc, WeasyPrint and wkhtmltopdf are looked for on the path.
"""

from __future__ import annotations

import csv
import io
import json
import mailbox
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.dressed_articles import FOOTER, Dressed, page, plain_page
from tests.ui.in_browser import ARGUMENTS, CHROMIUM

_RUNNING = """<style>@page{size:A4;margin:2.2cm;@top-left{content:"The Weekly Digest"}
@bottom-center{content:"Page " counter(page)}}body{font:10pt serif;text-align:justify;hyphens:auto}
h1{font-size:20pt} p,figure,table,aside{break-inside:auto} .columns{columns:2;column-gap:1cm}
img{width:3cm;height:1cm}</style>"""


class Written(NamedTuple):
    """Files, each with the articles it holds."""

    program: str
    suffix: str
    files: list[tuple[Path, list[Dressed]]]


class Writer(NamedTuple):
    """How one program writes one format: from articles and a folder to files in it."""

    program: str
    suffix: str
    write: Callable[[Sequence[Dressed], Path], Sequence[Path]]
    together: bool = False  # one file holds all the articles
    needs: str | None = None


def written(stories: Sequence[Dressed], folder: Path, formats: Sequence[str]) -> Iterator[Written]:
    """What each program that is here writes."""
    for writer in writers():
        if writer.suffix not in formats or (writer.needs and shutil.which(writer.needs) is None):
            continue
        own = folder / f"{writer.program.replace(' ', '_').replace(',', '')}{writer.suffix}"
        own.mkdir(parents=True)
        paths = writer.write(stories, own)
        held = [[*stories]] if writer.together else [[story] for story in stories]
        yield Written(writer.program, writer.suffix, [*zip(paths, held, strict=True)])


def writers() -> list[Writer]:
    """Every writer, the formats in the order of the table."""
    office = [
        Writer("LibreOffice", suffix, _office(suffix, source), needs="soffice")
        for suffix, source in ((".docx", "odt"), (".odt", "docx"), (".rtf", "docx"),
                               (".epub", "docx"), (".html", "docx"), (".pdf", "docx"))
    ]  # fmt: skip
    pandoc = [
        Writer("pandoc", suffix, _pandoc(suffix), needs="pandoc")
        for suffix in (".docx", ".odt", ".rtf", ".epub", ".html")
    ]
    browser = CHROMIUM or "chromium"
    return [
        Writer("Chromium, page saved", ".html", _chromium("html"), needs=browser),
        Writer("Chromium, page saved", ".mhtml", _chromium("mhtml"), needs=browser),
        Writer("Chromium, printed", ".pdf", _chromium("pdf"), needs=browser),
        Writer("WeasyPrint, two columns", ".pdf", _weasyprint, needs="weasyprint"),
        Writer("wkhtmltopdf", ".pdf", _wkhtmltopdf, needs="wkhtmltopdf"),
        Writer("python-docx", ".docx", _python_docx),
        *office,
        *pandoc,
        Writer("Python email, plain", ".eml", _mails(plain=True, pages=False)),
        Writer("Python email, page", ".eml", _mails(plain=False, pages=True)),
        Writer("Python email, both", ".eml", _mails(plain=True, pages=True)),
        Writer("Python mailbox", ".mbox", _mailbox, together=True),
        Writer("Python csv", ".csv", _table(","), together=True),
        Writer("Python csv", ".tsv", _table("\t"), together=True),
        Writer("pandas", ".csv", _pandas, together=True),
        Writer("Python json", ".json", _json, together=True),
        Writer("Python json", ".jsonl", _json_lines, together=True),
    ]


def _paths(stories: Sequence[Dressed], folder: Path, suffix: str) -> list[Path]:
    return [folder / f"{number:02}{suffix}" for number in range(len(stories))]


def _sources(
    stories: Sequence[Dressed], folder: Path, make: Callable[[Dressed, int], str]
) -> list[Path]:
    folder.mkdir(exist_ok=True)
    paths = _paths(stories, folder, ".html")
    for number, (path, story) in enumerate(zip(paths, stories, strict=True)):
        path.write_text(make(story, number), encoding="utf-8")
    return paths


def _plain_sources(stories: Sequence[Dressed], folder: Path) -> list[Path]:
    return _sources(stories, folder, lambda story, _: plain_page(story))


def _run(*command: str | Path) -> None:
    subprocess.run([str(each) for each in command], check=True, capture_output=True, timeout=600)


def _chromium(kind: str) -> Callable[[Sequence[Dressed], Path], Sequence[Path]]:
    def write(stories: Sequence[Dressed], folder: Path) -> Sequence[Path]:
        from playwright.sync_api import sync_playwright

        sources = _sources(stories, folder / "pages", page)
        paths = _paths(stories, folder, f".{kind}")
        with sync_playwright() as running:
            browser = running.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            for source, path in zip(sources, paths, strict=True):
                shown = browser.new_page()
                shown.goto(source.as_uri())
                path.write_bytes(_saved(shown, kind))
                shown.close()
            browser.close()
        return paths

    return write


def _saved(shown: Any, kind: str) -> bytes:  # noqa: ANN401 - a page of playwright
    if kind == "pdf":
        head = "<span style='font-size:8px' class=title></span>"
        foot = "<span style='font-size:8px'><span class=url></span> <span class=pageNumber></span>"
        return bytes(
            shown.pdf(display_header_footer=True, header_template=head,
                      footer_template=f"{foot}/<span class=totalPages></span></span>",
                      margin={"top": "1cm", "bottom": "1cm", "left": "1cm", "right": "1cm"})
        )  # fmt: skip
    if kind == "mhtml":
        session = shown.context.new_cdp_session(shown)
        return str(session.send("Page.captureSnapshot", {"format": "mhtml"})["data"]).encode()
    return str(shown.content()).encode()


def _office(suffix: str, between: str) -> Callable[[Sequence[Dressed], Path], Sequence[Path]]:
    """LibreOffice opens web pages as what it calls Writer/Web, so that they go by way of Writer."""

    def write(stories: Sequence[Dressed], folder: Path) -> Sequence[Path]:
        sources = _plain_sources(stories, folder / "pages")
        kind = "odt:writer8" if between == "odt" else "docx:MS Word 2007 XML"
        first = _converted(sources, kind, folder / "between", "--infilter=HTML (StarWriter)")
        return _converted(first, suffix.removeprefix("."), folder)

    return write


def _converted(sources: Sequence[Path], kind: str, folder: Path, *options: str) -> list[Path]:
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as profile:
        _run("soffice", f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", *options,
             "--convert-to", kind, "--outdir", folder, *sources)  # fmt: skip
    return [folder / f"{source.stem}.{kind.split(':')[0]}" for source in sources]


def _pandoc(suffix: str) -> Callable[[Sequence[Dressed], Path], Sequence[Path]]:
    def write(stories: Sequence[Dressed], folder: Path) -> Sequence[Path]:
        paths = _paths(stories, folder, suffix)
        for source, path in zip(_plain_sources(stories, folder / "pages"), paths, strict=True):
            _run("pandoc", "--standalone", "-f", "html", "-o", path, source)
        return paths

    return write


def _weasyprint(stories: Sequence[Dressed], folder: Path) -> Sequence[Path]:
    def columns(story: Dressed, _: int) -> str:
        head, body = plain_page(story).split("<body>")
        return f"{head.replace('</head>', f'{_RUNNING}</head>')}<body class=columns>{body}"

    paths = _paths(stories, folder, ".pdf")
    for source, path in zip(_sources(stories, folder / "pages", columns), paths, strict=True):
        _run("weasyprint", "--quiet", source, path)
    return paths


def _wkhtmltopdf(stories: Sequence[Dressed], folder: Path) -> Sequence[Path]:
    paths = _paths(stories, folder, ".pdf")
    for source, path in zip(_plain_sources(stories, folder / "pages"), paths, strict=True):
        _run("wkhtmltopdf", "--quiet", "--footer-center", "[page]/[topage]", source, path)
    return paths


def _python_docx(stories: Sequence[Dressed], folder: Path) -> Sequence[Path]:
    import docx

    paths = _paths(stories, folder, ".docx")
    for story, path in zip(stories, paths, strict=True):
        document = docx.Document()
        document.sections[0].header.paragraphs[0].text = story.outlet
        document.sections[0].footer.paragraphs[0].text = FOOTER
        rows = [piece.text.split(" | ") for piece in story.pieces if piece.kind == "row"]
        styles = {"headline": "Title", "caption": "Caption", "quote": "Intense Quote"}
        for piece in story.pieces:
            if piece.kind != "row":
                document.add_paragraph(piece.text, style=styles.get(piece.kind))
            elif rows:
                table = document.add_table(len(rows), len(rows[0]))
                for row, cells in zip(table.rows, rows, strict=True):
                    for cell, text in zip(row.cells, cells, strict=True):
                        cell.text = text
                rows = []
        document.save(str(path))
    return paths


def _message(story: Dressed, *, plain: bool, pages: bool) -> EmailMessage:
    message = EmailMessage()
    message["Subject"], message["From"] = story.title, f"{story.outlet} <news@example.org>"
    message["Date"] = format_datetime(_noon(story))
    message["List-Id"] = f"{story.outlet} <news.example.org>"
    if plain:
        # The dress is of pages: plain mail has only lines.
        message.set_content("\n\n".join(piece.text for piece in story.pieces))
    if pages and plain:
        message.add_alternative(plain_page(story), subtype="html")
    elif pages:
        message.set_content(plain_page(story), subtype="html")
    return message


def _noon(story: Dressed) -> Any:  # noqa: ANN401 - a date and time
    import datetime as dt

    return dt.datetime.combine(story.published, dt.time(12), dt.UTC)


def _mails(*, plain: bool, pages: bool) -> Callable[[Sequence[Dressed], Path], Sequence[Path]]:
    def write(stories: Sequence[Dressed], folder: Path) -> Sequence[Path]:
        paths = _paths(stories, folder, ".eml")
        for story, path in zip(stories, paths, strict=True):
            path.write_bytes(_message(story, plain=plain, pages=pages).as_bytes())
        return paths

    return write


def _mailbox(stories: Sequence[Dressed], folder: Path) -> Sequence[Path]:
    path = folder / "all.mbox"
    box = mailbox.mbox(path)
    for number, story in enumerate(stories):
        box.add(_message(story, plain=number % 3 != 1, pages=number % 3 > 0))
    box.close()
    return [path]


def _rows(stories: Sequence[Dressed]) -> list[dict[str, str]]:
    return [
        {
            "headline": story.title, "author": story.byline, "date": story.published.isoformat(),
            "publication": story.outlet, "url": story.url,
            "body": "\n\n".join(piece.text for piece in story.pieces[3:]),
        }
        for story in stories
    ]  # fmt: skip


def _csv(stories: Sequence[Dressed], separator: str) -> str:
    file = io.StringIO(newline="")
    rows = _rows(stories)
    table = csv.DictWriter(file, [*rows[0]], delimiter=separator)
    table.writeheader()
    table.writerows(rows)
    return file.getvalue()


def _table(separator: str) -> Callable[[Sequence[Dressed], Path], Sequence[Path]]:
    def write(stories: Sequence[Dressed], folder: Path) -> Sequence[Path]:
        path = folder / ("all.tsv" if separator == "\t" else "all.csv")
        path.write_text(_csv(stories, separator), encoding="utf-8", newline="")
        return [path]

    return write


def _pandas(stories: Sequence[Dressed], folder: Path) -> Sequence[Path]:
    """As a European spreadsheet has it, with its row numbers, in an old encoding."""
    import pandas as pd

    path = folder / "all.csv"
    table = pd.DataFrame(_rows(stories))
    table.to_csv(path, sep=";", encoding="cp1252", errors="replace")
    return [path]


def _json(stories: Sequence[Dressed], folder: Path) -> Sequence[Path]:
    path = folder / "all.json"
    path.write_text(json.dumps({"articles": _rows(stories)}, indent=1), encoding="utf-8")
    return [path]


def _json_lines(stories: Sequence[Dressed], folder: Path) -> Sequence[Path]:
    path = folder / "all.jsonl"
    lines = [json.dumps(row, ensure_ascii=False) for row in _rows(stories)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return [path]
