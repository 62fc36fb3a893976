"""What becomes of damaged files of every format: each is read or refused, and how long that takes.

    python -m benchmarks.format_mutations [--files 1000] [--formats .pdf,.docx] [--seed 1]

The two sample articles are written in each format, then bytes of the file are changed, cut out,
repeated or torn off. Counted are the articles that were read, the reasons of those that were not,
the slowest file, and processes that had to be started again. After each refused file a sound one
is read: a neighbour that is not the same as before stops the run.
"""

from __future__ import annotations

import argparse
import csv
import html
import io
import json
import random
import re
import time
import zipfile
from collections import Counter
from collections.abc import Mapping
from email.message import EmailMessage
from pathlib import Path

import docx

from index.formats import UnreadableError
from index.formats.reading_process import ReadingProcess

SEEDS = sorted((Path(__file__).resolve().parent.parent / "seeds").glob("*.txt"))
SOUND = b"WEBVTT\n\n00:01.000 --> 00:02.000\nThe minister said so on Tuesday.\n"
HALF = 0.5
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"


def main() -> None:
    """Damage and read files of each format, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--files", type=int, default=1_000, help="of each format")
    parser.add_argument("--formats", default=",".join(samples()))
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    found = samples()
    for suffix in given.formats.split(","):
        print(suffix, measured(suffix, found[suffix], given.files, random.Random(given.seed)))


def measured(suffix: str, sample: bytes, files: int, chance: random.Random) -> str:
    """One line about damaged files of one format."""
    process = ReadingProcess()
    before = process.read(SOUND, ".vtt")
    reasons: Counter[str] = Counter()
    processes = {process.process_id}
    slowest = 0.0
    for _ in range(files):
        started = time.monotonic()
        try:
            process.read(harmed(sample, chance), suffix)
            reasons["read"] += 1
        except UnreadableError as error:
            reasons[re.sub(r"[0-9,]+", "#", str(error))[:60]] += 1
            if process.read(SOUND, ".vtt") != before:
                raise SystemExit("a sound file was read otherwise after a damaged one") from error
        slowest = max(slowest, time.monotonic() - started)
        processes.add(process.process_id)
    process.close()
    told = "; ".join(f"{count} {reason}" for reason, count in reasons.most_common(6))
    return f"{files} files, slowest {slowest:.1f} s, {len(processes)} processes: {told}"


def harmed(data: bytes, chance: random.Random) -> bytes:
    """A damaged file; of an archive as often a sound one with a damaged part."""
    if not data.startswith(b"PK") or chance.random() < HALF:
        return damaged(data, chance)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice([name for name, part in parts.items() if part])
    return _zipped({**parts, name: damaged(parts[name], chance)})


def damaged(data: bytes, chance: random.Random) -> bytes:
    """A file with one to eight places changed."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        place, size = chance.randrange(len(changed) + 1), chance.choice((1, 1, 2, 8, 64, 900))
        kind = chance.randrange(5)
        if kind == 0:
            changed[place : place + size] = chance.randbytes(size)
        elif kind == 1:
            del changed[place : place + size]
        elif kind == 2:
            changed[place:place] = changed[place : place + size] * chance.randint(1, 20)
        elif kind == 3 and place < len(changed):
            changed[place] ^= 1 << chance.randrange(8)
        elif kind == 4 and chance.random() < 0.2:
            del changed[place:]
    return bytes(changed)


def samples() -> dict[str, bytes]:
    """The sample articles in each format."""
    texts = [path.read_text(encoding="utf-8") for path in SEEDS]
    lines = [line for text in texts for line in text.split("\n") if line.strip()]
    page = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
    page = f"<title>A page</title><nav><a href=/>Home</a></nav><article>{page}</article>"
    rows = [{"title": f"Article {n}", "text": text} for n, text in enumerate(texts)]
    rich = "".join(c if c.isascii() else rf"\u{ord(c)}?" for c in "\\par ".join(lines))
    cues = "\n\n".join(
        f"00:{n:02}:01.000 --> 00:{n:02}:09.000\n{line}" for n, line in enumerate(lines)
    )
    return {
        ".txt": "\n".join(lines).encode(),
        ".html": page.encode(),
        ".eml": _mail(lines, page),
        ".csv": _table(rows),
        ".json": json.dumps(rows).encode(),
        ".vtt": f"WEBVTT\n\n{cues}".encode(),
        ".rtf": rf"{{\rtf1\ansi {rich}}}".encode("latin-1"),
        ".docx": _document(lines),
        ".odt": _text(lines),
        ".epub": _book(page),
        ".zip": _zipped({"a.txt": "\n".join(lines), "b.html": page}),
        ".pdf": _pdf(lines),
    }


def _mail(lines: list[str], page: str) -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"] = "Articles", "Jane Roe <jane@example.org>"
    message.set_content("\n\n".join(lines))
    message.add_alternative(page, subtype="html")
    return message.as_bytes()


def _table(rows: list[dict[str, str]]) -> bytes:
    file = io.StringIO()
    writer = csv.DictWriter(file, fieldnames=[*rows[0]])
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


def _document(lines: list[str]) -> bytes:
    document, file = docx.Document(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(file)
    return file.getvalue()


def _text(lines: list[str]) -> bytes:
    body = "".join(f"<text:p>{html.escape(line)}</text:p>" for line in lines)
    spaces = f'xmlns:office="{OFFICE}office:1.0" xmlns:text="{OFFICE}text:1.0"'
    return _zipped({
        "content.xml": f"<office:document-content {spaces}><office:body><office:text>{body}"
        "</office:text></office:body></office:document-content>"
    })  # fmt: skip


def _book(page: str) -> bytes:
    return _zipped({
        "META-INF/container.xml": "<container><rootfiles><rootfile full-path='b.opf'/></rootfiles>"
        "</container>",
        "b.opf": "<package><manifest><item id='c' href='c.xhtml' "
        "media-type='application/xhtml+xml'/></manifest><spine><itemref idref='c'/></spine>"
        "</package>",
        "c.xhtml": page,
    })  # fmt: skip


def _zipped(parts: Mapping[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()


def _pdf(lines: list[str]) -> bytes:
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    file = io.BytesIO()
    body = getSampleStyleSheet()["BodyText"]
    SimpleDocTemplate(file).build([Paragraph(html.escape(line), body) for line in lines])
    return file.getvalue()


if __name__ == "__main__":
    main()
