"""The parts of a zip archive that is a document, and their XML: nothing unfolds to gigabytes."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Any

from lxml import etree

from index.formats.reading import UnreadableError

MOST_UNPACKED = 200_000_000  # bytes of all parts together
MOST_PARTS = 10_000
# A small archive that unpacks to much more than text does is made to do harm.
MOST_RATIO = 200
_SMALL = 10_000_000  # bytes that may unpack from anything


def open_archive(data: bytes) -> zipfile.ZipFile:
    """An archive whose parts together are of a size that can be read.

    Raises:
        UnreadableError: it is no archive, is damaged, or unpacks to too much.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise UnreadableError(
            "it is damaged, or not of its format: it is no zip archive"
        ) from error
    parts = archive.infolist()
    if len(parts) > MOST_PARTS:
        raise UnreadableError(f"it has {len(parts):,} parts, more than {MOST_PARTS:,}")
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MOST_UNPACKED or unpacked > max(_SMALL, MOST_RATIO * len(data)):
        raise UnreadableError(f"it unpacks to {unpacked:,} bytes, which is too much")
    return archive


def read_part(archive: zipfile.ZipFile, name: str) -> bytes | None:
    """The bytes of a part; None where there is none of that name.

    Raises:
        UnreadableError: the part is damaged or encrypted.
    """
    try:
        return archive.read(name)
    except KeyError:
        return None
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        OSError,
        ValueError,
    ) as error:
        raise UnreadableError(f"it is damaged: {error}") from error
    except RuntimeError as error:
        raise UnreadableError("it is protected by a password") from error


def parse_xml(data: bytes) -> Any:  # noqa: ANN401 - an lxml element
    """The root of an XML part; entities of its own make it unreadable.

    Raises:
        UnreadableError: it is not well-formed, is nested too deeply or declares entities.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableError(f"it is damaged: {error.msg}") from error
    document = root.getroottree().docinfo
    if document.internalDTD is not None and document.internalDTD.entities():
        raise UnreadableError("it declares entities of its own, which are not read")
    return root


def xml_part(archive: zipfile.ZipFile, name: str) -> Any:  # noqa: ANN401
    """The root of a part; None where there is none of that name."""
    data = read_part(archive, name)
    return None if data is None else parse_xml(data)
