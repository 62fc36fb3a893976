"""Files for the person at the page: handed over inside the page, never at an address."""

from __future__ import annotations

import base64
import itertools
from typing import TYPE_CHECKING

from qa.markup import tag

if TYPE_CHECKING:
    from collections.abc import Iterator

_TYPES = {
    ".md": "text/markdown;charset=utf-8",
    ".json": "application/json",
    ".html": "text/html;charset=utf-8",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_numbers: Iterator[int] = itertools.count(1)  # the same file twice is two downloads


def render_download(name: str, data: bytes) -> str:
    """What the page's script turns into a file of this name."""
    suffix = name[name.rindex(".") :]
    return tag(
        "span",
        "",
        data_file=base64.b64encode(data).decode("ascii"),
        data_name=name,
        data_type=_TYPES[suffix],
        data_number=str(next(_numbers)),
        hidden="",
    )
