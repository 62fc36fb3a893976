"""The text of a .docx file as Markdown, read in a process of its own that may be stopped.

    python -m ui.docx_text FILE

Knows nothing of what becomes of the text. A small file can be made to unpack to gigabytes or to
keep a parser busy for minutes: the size is looked up before anything is unpacked, and the caller
gives the process little time and memory.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SECONDS = 20
MEMORY = 1 << 30  # bytes
LARGEST_UNPACKED = 60_000_000  # bytes
UNREADABLE = 3  # exit status of the process


class UnreadableDocumentError(ValueError):
    """Why a .docx file cannot be read; the message may be shown to a person."""


def read_docx(path: Path) -> str:
    """The paragraphs of a document, headings and list items marked as in Markdown.

    Raises:
        UnreadableDocumentError: it is no .docx file, or takes too long or too much memory.
    """
    command = [sys.executable, "-m", "ui.docx_text", str(path)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise UnreadableDocumentError(f"reading it takes longer than {SECONDS} seconds") from error
    if done.returncode == UNREADABLE:
        raise UnreadableDocumentError(done.stderr.decode("utf-8", "replace").strip())
    if done.returncode != 0:
        raise UnreadableDocumentError("it is damaged, or needs more than 1 GB of memory")
    return done.stdout.decode("utf-8", "surrogatepass")


def markdown_lines(path: str) -> Iterator[str]:
    """One line a paragraph or table row, in the order of the document."""
    import docx
    from docx.table import Table

    for block in docx.Document(path).iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                cells = dict.fromkeys(" ".join(cell.text.split()) for cell in row.cells)
                yield " ".join(text if text.endswith(".") else f"{text}." for text in cells if text)
            continue
        text = " ".join(block.text.split())
        style = (block.style.name or "") if block.style is not None else ""
        if text and style.startswith(("Heading", "Title")):
            yield f"# {text}"
        elif text and style.startswith("List"):
            yield f"- {text}"
        else:
            yield text


def _refuse_bombs(path: str) -> None:
    with zipfile.ZipFile(path) as archive:
        unpacked = sum(part.file_size for part in archive.infolist())
    if unpacked > LARGEST_UNPACKED:
        raise UnreadableDocumentError(f"it unpacks to {unpacked:,} bytes, which is too much")


def _main(path: str) -> int:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    if sys.platform == "linux":  # elsewhere the limit is refused or means something else
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        _refuse_bombs(path)
        text = "\n\n".join(line for line in markdown_lines(path) if line)
    except UnreadableDocumentError as error:
        sys.stderr.write(f"{error}\n")
        return UNREADABLE
    except (zipfile.BadZipFile, KeyError, ValueError):
        sys.stderr.write("it is not a .docx document\n")
        return UNREADABLE
    sys.stdout.buffer.write(text.encode("utf-8", "surrogatepass"))
    return 0


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1]))
