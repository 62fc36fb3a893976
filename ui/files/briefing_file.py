"""Briefings as files: written with their receipts, and taken apart again to be compared.

Knows nothing of how a briefing is made. A file that is read is anybody's: its size is looked up
first, and a Word document is read in a process that may be stopped.
"""

from __future__ import annotations

import contextlib
import json
import os
from typing import TYPE_CHECKING

import click

from index.folder import read_folder, resolve_folder
from qa.briefing.earlier import Earlier
from qa.briefing.receipt import BEFORE, BEHIND, ReceiptError, read_receipt
from qa.briefing.verification import Exported, Folder, verify_briefing
from ui.files.docx_parts import UnreadableDocumentError, read_docx_parts

if TYPE_CHECKING:
    from pathlib import Path

    from qa import Briefing
    from qa.briefing.receipt import Receipt
    from qa.briefing.verification import Verification
    from ui.files.progress import Tell

FORMATS = (".md", ".docx", ".html")
LONGEST_NAME = 200  # bytes; the receipt beside it has a longer one
LARGEST = 20_000_000  # bytes


def check_output(path: Path, articles: Path) -> None:
    """Refuse a place where no briefing can be written, before anything else is done.

    Raises:
        click.UsageError: another suffix, no such folder, or the folder of articles.
    """
    if path.suffix.lower() not in FORMATS:
        raise click.UsageError(
            f"{path} ends in {path.suffix or 'nothing'!r}, but a briefing is written as "
            f"{', '.join(FORMATS)}. Give --output a name that ends in one of them."
        )
    if len(os.fsencode(path.name)) > LONGEST_NAME:
        raise click.UsageError(
            f"The name {path.name[:40]}… is too long. Give --output a shorter one."
        )
    if path.is_dir() or not path.parent.is_dir():
        what = "is a folder" if path.is_dir() else f"cannot be made: there is no {path.parent}"
        raise click.UsageError(f"{path} {what}. Give --output a file in a folder that is there.")
    if path.resolve().is_relative_to(articles.resolve()):
        raise click.UsageError(
            f"{path} lies in the folder of articles, where Byline writes nothing: the briefing "
            "would be read as an article. Give --output another folder."
        )


def receipt_place(path: Path) -> Path:
    """Where the receipt beside an export lies."""
    return path.with_name(path.name + ".receipt.json")


def write_briefing(briefing: Briefing, path: Path) -> Path:
    """Write a briefing in the format of the suffix, and its receipt beside it; that one's path.

    Raises:
        click.ClickException: the disk does not take it.
    """
    data, receipt = exported(briefing, path.suffix.lower())
    beside = receipt_place(path)
    try:
        _replace(path, data)
        _replace(beside, receipt.to_file().encode())
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written: {error.strerror}") from error
    return beside


def read_exported(path: Path) -> Exported:
    """Take an export apart.

    Raises:
        click.UsageError: it cannot be read, or is no briefing.
    """
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        raise click.UsageError(f"{path} is no briefing: those end in {', '.join(FORMATS)}.")
    _refuse_large(path)
    try:
        if suffix == ".docx":
            return _taken_apart(read_docx_parts(path))
        return _without_receipt(_same_line_ends(path.read_bytes().decode("utf-8")))
    except UnicodeDecodeError as error:
        reason = f"it is not UTF-8 text ({error.reason} at byte {error.start})"
        raise click.UsageError(f"{path} is no briefing: {reason}.") from error
    except UnreadableDocumentError as error:
        raise click.UsageError(f"{path} cannot be read: {error}.") from error
    except OSError as error:
        raise click.UsageError(f"{path} cannot be read: {error.strerror}.") from error


def read_beside(path: Path) -> str | None:
    """The receipt in the file beside an export, None where there is none.

    Raises:
        click.UsageError: it is there and cannot be read.
    """
    beside = receipt_place(path)
    if not beside.exists():
        return None
    _refuse_large(beside)
    try:
        return _same_line_ends(beside.read_bytes().decode("utf-8", "replace"))
    except OSError as error:
        raise click.UsageError(f"{beside} cannot be read: {error.strerror}.") from error


def compare_briefing(path: Path, articles: Path, *, progress: Tell | None = None) -> Verification:
    """Compare an export with its receipts and with the articles as they are in a folder now.

    Raises:
        click.UsageError: the file cannot be read, or is no briefing.
        LibraryError: the folder cannot be read.
    """
    exported, beside = read_exported(path), read_beside(path)
    if exported.receipt is None and beside is None:
        raise click.UsageError(f"{path} is no briefing of Byline's: it has no receipt.")
    folder = resolve_folder(articles)
    tell = progress or (lambda _stage, _done, _total: None)
    reading = read_folder(folder, known={}, progress=lambda n: tell("reading", n, 0))
    try:
        return verify_briefing(exported, beside, Folder(folder, reading.articles))
    except ReceiptError as error:
        raise click.UsageError(f"{path} cannot be compared: {error}.") from error


def read_earlier(path: Path) -> Earlier:
    """What a briefing that was written earlier tells.

    Raises:
        click.UsageError: the file cannot be read, or is no briefing.
    """
    written = read_exported(path)
    receipt = written.receipt if written.receipt is not None else read_beside(path)
    if receipt is None:
        raise click.UsageError(f"{path} is no briefing of Byline's: it has no receipt.")
    try:
        return Earlier.of_receipt(read_receipt(receipt))
    except ReceiptError as error:
        raise click.UsageError(f"{path} cannot be read: {error}.") from error


def exported(briefing: Briefing, suffix: str) -> tuple[bytes, Receipt]:
    """The bytes of a briefing in the format of a suffix, and its receipt."""
    if suffix == ".docx":
        from qa.briefing.export_docx import export_docx

        return export_docx(briefing)
    if suffix == ".html":
        from qa.briefing.export_html import export_html

        text, receipt = export_html(briefing)
    else:
        from qa.briefing.export_markdown import export_markdown

        text, receipt = export_markdown(briefing)
    return text.encode(), receipt


def _same_line_ends(text: str) -> str:
    """As it was written, where a program has given every line the line end of Windows."""
    converted = text.count("\r\n")
    return text.replace("\r\n", "\n") if converted == text.count("\n") else text


def _without_receipt(text: str) -> Exported:
    """The lines before the last receipt and whatever stands behind it."""
    before, mark, rest = text.rpartition(BEFORE)
    if not mark:
        return Exported(tuple(text.split("\n")), None)
    receipt, _, behind = rest.partition(BEHIND)
    outside = before.removesuffix("\n") + (
        "" if behind == "\n" else "\n" + behind.removeprefix("\n")
    )
    return Exported(tuple(outside.split("\n")), receipt)


def _taken_apart(written: str) -> Exported:
    told = json.loads(written)
    return Exported(tuple(told["lines"]), told["receipt"])


def _refuse_large(path: Path) -> None:
    if not path.is_file():
        raise click.UsageError(f"{path} is not a file.")
    size = path.stat().st_size
    if size > LARGEST:
        raise click.UsageError(
            f"{path} has {size:,} bytes, but a briefing has at most {LARGEST:,}."
        )


def _replace(path: Path, data: bytes) -> None:
    """Write beside it and rename, so that nobody ever finds half a file."""
    begun = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with begun.open("xb") as file:
            file.write(data)
        begun.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            begun.unlink()
        raise
