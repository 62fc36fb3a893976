"""A draft that is to be checked, read from a file. Knows nothing of what is checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from index import formats
from index.decoding import NotTextError, decode

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 5_000_000  # bytes


def read_draft(path: Path) -> str:
    """The text of a .docx, plain or Markdown file; of text in whatever encoding it is.

    Raises:
        click.UsageError: the file cannot be read or is too large.
    """
    size = path.stat().st_size
    if size > LARGEST:
        raise click.UsageError(
            f"{path} has {size:,} bytes, but a draft may have {LARGEST:,}. Check it in parts."
        )
    try:
        if path.suffix.lower() == ".docx":
            return formats.read_draft(path.read_bytes())
        return decode(path.read_bytes()).text
    except (NotTextError, formats.UnreadableError) as error:
        raise click.UsageError(
            f"{path} cannot be read: {error}. Save it as plain text and check that."
        ) from error
