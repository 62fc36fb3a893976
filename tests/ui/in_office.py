"""LibreOffice for tests, without a window and with settings of its own; and the words of a PDF."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import pytest

SOFFICE = shutil.which("soffice")
PDFTOTEXT = shutil.which("pdftotext")

IN_OFFICE = pytest.mark.skipif(
    SOFFICE is None, reason="there is no LibreOffice: apt-get install libreoffice-writer-nogui"
)
READING_PDF = pytest.mark.skipif(
    PDFTOTEXT is None, reason="there is no pdftotext: apt-get install poppler-utils"
)


def opened_and_saved(files: Sequence[Path], kind: str, home: Path) -> list[Path]:
    """What LibreOffice saves of each file, as `kind`: docx or pdf. Every start takes a second."""
    assert SOFFICE is not None
    profile = (home / "profile").as_uri()
    command = [SOFFICE, f"-env:UserInstallation={profile}", "--headless", "--convert-to", kind]
    command += ["--outdir", str(home / kind), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    return [home / kind / f"{file.stem}.{kind}" for file in files]


def words_of_pdf(path: Path) -> str:
    """What a reader sees on its pages, to be compared with something `unbroken`."""
    assert PDFTOTEXT is not None
    command = [PDFTOTEXT, "-enc", "UTF-8", str(path), "-"]
    return unbroken(subprocess.run(command, check=True, capture_output=True).stdout.decode())


def unbroken(text: str) -> str:
    """Without spaces, since lines and pages break anywhere, and with ligatures taken apart."""
    return "".join(unicodedata.normalize("NFKC", text).split())
