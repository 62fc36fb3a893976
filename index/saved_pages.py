"""The folder that a browser saves beside a page: its pictures, programs and style sheets.

It holds no article of its own; of its files only the style sheets say anything about the page.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable
from pathlib import PurePath

# As browsers name it in some languages.
_ENDINGS = ("_files", ".files", "-Dateien", "_fichiers", "_archivos", "_file", "_bestanden",
            "_pliki", "_ficheiros", "_filer")  # fmt: skip
_PAGES = (".html", ".htm", ".xhtml")
MOST_STYLES = 2_000_000  # bytes of all style sheets of a page
_WIDE = (b"\xff\xfe", b"\xfe\xff")  # UTF-16, to which nothing can be added


def parts_folders(names: Iterable[str], folders: Iterable[str]) -> dict[str, str]:
    """The folders of a folder that belong to a page in it, by the name of the page's file."""
    beside = [each for each in folders if each.endswith(_ENDINGS)]
    pages = {}
    for name in names if beside else ():  # there may be a hundred thousand
        path = PurePath(name)
        if path.suffix.lower() in _PAGES:
            pages[path.stem] = name
    return {
        pages[stem]: folder
        for folder in beside
        for ending in _ENDINGS
        if folder.endswith(ending) and (stem := folder.removesuffix(ending)) in pages
    }


def with_folder(
    page: bytes, folder: str, directory: int, read: Callable[[str, int, int], bytes]
) -> bytes:
    """The bytes of a page with the style sheets of its folder in it.

    `read` gives the bytes of a regular file, by its name, an open directory and a limit.
    """
    try:
        opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=directory)
    except OSError:
        return page
    sheets = []
    try:
        for name in sorted(os.listdir(opened)):  # noqa: PTH208 - an open directory
            if name.lower().endswith((".css", ".css.download")):
                with contextlib.suppress(OSError, ValueError):
                    sheets.append(read(name, opened, MOST_STYLES))
    finally:
        os.close(opened)
    return with_styles(page, sheets)


def with_styles(page: bytes, sheets: Iterable[bytes]) -> bytes:
    """The bytes of a page with style sheets of other files in it, as far as they are not too long.

    They stand at its end, since its encoding is named at its beginning.
    """
    told, left = b"", MOST_STYLES
    for sheet in sheets:
        if len(sheet) <= left:
            left -= len(sheet)
            told += b"\n<style>" + sheet.replace(b"</", b"< /") + b"</style>"
    if page.startswith(_WIDE):
        return page
    lower = page.lower()
    found = (place for tag in (b"</body", b"</html") if (place := lower.rfind(tag)) >= 0)
    end = next(found, len(page))
    return page[:end] + told + page[end:]
