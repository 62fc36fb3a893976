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
# What is there twice, once for programs that do not know boxes.
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
UNREADABLE = 3  # exit status of the process


class UnreadableDocumentError(ValueError):
    """Why a .docx file cannot be read; the message may be shown to a person."""


def read_docx(path: Path) -> str:
    """The paragraphs of a document, headings and list items marked as in Markdown.

    Raises:
        UnreadableDocumentError: it is no .docx file, or takes too long or too much memory.
    """
    # -P: nothing in the current folder is taken for a module.
    command = [sys.executable, "-P", "-m", "ui.docx_text", str(path)]
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
    """One line a paragraph, in the order of the document, those in tables and boxes among them.

    Insertions that are tracked are read, deletions are not; notes below the text are left out.
    """
    import docx
    from docx.oxml.ns import qn

    document = docx.Document(path)
    styles = {style.style_id: style.name or "" for style in document.styles}
    skipped = set(document.element.body.iter(FALLBACK))
    for paragraph in document.element.body.iter(qn("w:p")):
        if skipped and skipped & set(paragraph.iterancestors()):
            continue
        own = list(paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br")))
        inner = {
            t for p in paragraph.iter(qn("w:p")) if p is not paragraph for t in p.iter(qn("w:t"))
        }
        text = "".join(" " if t.text is None else t.text for t in own if t not in inner)
        yield _marked(" ".join(text.split()), styles.get(paragraph.style or "", ""))


def _marked(text: str, style: str) -> str:
    if text and style.startswith(("Heading", "Title")):
        return f"# {text}"
    return f"- {text}" if text and style.startswith("List") else text


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
