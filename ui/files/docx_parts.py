"""What a .docx briefing shows, and its receipt, read in a process of its own that may be stopped.

    python -P ui/files/docx_parts.py FILE            every paragraph and the receipt, as JSON

Knows nothing of what becomes of the text. A small file can be made to unpack to gigabytes or to
keep a parser busy for minutes: the size is looked up before anything is unpacked, and the caller
gives the process little time and memory.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS = 20
MEMORY = 1 << 30  # bytes
LARGEST_UNPACKED = 60_000_000  # bytes
UNREADABLE = 3  # exit status of the process
MAIN_PARTS = ("/word/document.xml", "/word/footnotes.xml")
RECEIPT = "{urn:byline:receipt}receipt"


class UnreadableDocumentError(ValueError):
    """Why a .docx file cannot be read; the message may be shown to a person."""


def read_docx_parts(path: Path) -> str:
    """Every paragraph with words, to the character, and the receipt of a briefing, as JSON.

    `lines` holds the paragraphs of the text, then those of the notes, then those of any other
    part that shows words, such as a header; `receipt` is null where there is none.

    Raises:
        UnreadableDocumentError: it is no .docx file, or takes too long or too much memory.
    """
    # -P: nothing in the current folder is taken for a module. The file needs no module of ours.
    command = [sys.executable, "-P", str(Path(__file__).resolve()), str(path.resolve())]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise UnreadableDocumentError(f"reading it takes longer than {SECONDS} seconds") from error
    if done.returncode == UNREADABLE:
        raise UnreadableDocumentError(done.stderr.decode("utf-8", "replace").strip())
    if done.returncode != 0:
        raise UnreadableDocumentError("it is damaged, or needs more than 1 GB of memory")
    return done.stdout.decode("utf-8", "surrogatepass")


def document_parts(path: str) -> dict[str, Any]:
    """What `read_docx_parts` writes."""
    import docx
    from docx.oxml import parse_xml

    document = docx.Document(path)
    parts = {str(p.partname): p for p in document.part.package.iter_parts()}
    others = sorted(parts.keys() - set(MAIN_PARTS))
    lines: list[str] = []
    receipts = []
    referred: list[str] = []
    for name in [*MAIN_PARTS, *others]:
        part = parts.get(name)
        if part is None or not str(part.content_type).endswith("xml"):
            continue
        root = parse_xml(part.blob)
        if name == "/word/footnotes.xml":
            lines += _notes(root, referred)
        else:
            lines += _paragraphs(root, referred)
        if root.tag == RECEIPT:
            receipts.append("".join(root.itertext()))
    return {"lines": lines, "receipt": receipts[0] if len(receipts) == 1 else None}


def _notes(root: Any, referred: list[str]) -> Iterator[str]:  # noqa: ANN401 - an lxml element
    """Notes as they are referred to; those that nothing refers to come last and are marked.

    Their ids tell nothing: another program gives them others when it saves the document.
    """
    from docx.oxml.ns import qn

    place = {note: row for row, note in reversed([*enumerate(referred)])}
    for note in sorted(root, key=lambda note: place.get(note.get(qn("w:id")), len(referred))):
        mark = "" if note.get(qn("w:id")) in place else "(nothing refers to this note) "
        for text in _paragraphs(note, referred):
            yield f"{mark}{text}"


def _paragraphs(root: Any, referred: list[str]) -> Iterator[str]:  # noqa: ANN401
    """Each paragraph that shows something; where a note is referred to stands its number.

    `referred` takes up the id of every note that is referred to, in the order of the text.
    """
    from docx.oxml.ns import qn

    for paragraph in root.iter(qn("w:p")):
        text = "".join(_shown(paragraph, referred))
        if text:
            yield text
    # Words in drawings and charts stand in paragraphs of another kind.
    for paragraph in root.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}p"):
        if text := "".join(paragraph.itertext()):
            yield text


def _shown(paragraph: Any, referred: list[str]) -> Iterator[str]:  # noqa: ANN401
    from docx.oxml.ns import qn

    signs = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
    for element in paragraph.iter():
        if element.tag in {qn("w:t"), qn("w:instrText"), qn("w:delText")}:
            yield element.text or ""
        elif element.tag == qn("w:footnoteReference"):
            note = element.get(qn("w:id"))
            repeated = ", repeated" if note in referred else ""
            referred.append(note)
            yield f"[{len(referred)}{repeated}]"
        elif element.tag in {qn("w:drawing"), qn("w:pict"), qn("w:object")}:
            yield "\ufffc"  # something that is no text, where a briefing of ours has nothing
        elif element.tag in signs and element.getparent().tag == qn("w:r"):
            yield signs[element.tag]


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
        text = json.dumps(document_parts(path))
    except UnreadableDocumentError as error:
        sys.stderr.write(f"{error}\n")
        return UNREADABLE
    except (zipfile.BadZipFile, KeyError, ValueError):
        sys.stderr.write("it is not a .docx document\n")
        return UNREADABLE
    sys.stdout.buffer.write(text.encode("utf-8", "surrogatepass"))
    return 0


if __name__ == "__main__":
    sys.exit(_main(*sys.argv[1:]))
