"""Which suffix is read by which file of this package. Loads none of them."""

from __future__ import annotations

from typing import NamedTuple

_MB = 2**20


class Format(NamedTuple):
    """The module whose `read(data, suffix)` gives the articles, and how large a file may be."""

    module: str
    most_bytes: int


_TABLE = Format("index.formats.article_tables", 64 * _MB)
_WEB_PAGE = Format("index.formats.html_page", 16 * _MB)
FORMATS: dict[str, Format] = {
    ".html": _WEB_PAGE,
    ".htm": _WEB_PAGE,
    ".xhtml": _WEB_PAGE,
    ".mhtml": Format("index.formats.mhtml", 64 * _MB),
    ".mht": Format("index.formats.mhtml", 64 * _MB),
    ".docx": Format("index.formats.docx_text", 32 * _MB),
    ".odt": Format("index.formats.odt_text", 32 * _MB),
    ".rtf": Format("index.formats.rtf_text", 32 * _MB),
    ".pdf": Format("index.formats.pdf_text", 64 * _MB),
    ".eml": Format("index.formats.mail", 32 * _MB),
    ".mbox": Format("index.formats.mail", 64 * _MB),
    ".csv": _TABLE,
    ".tsv": _TABLE,
    ".json": _TABLE,
    ".jsonl": _TABLE,
    ".ndjson": _TABLE,
    ".vtt": Format("index.formats.subtitles", 4 * _MB),
    ".srt": Format("index.formats.subtitles", 4 * _MB),
    ".epub": Format("index.formats.epub_book", 64 * _MB),
    ".zip": Format("index.formats.zip_folder", 64 * _MB),
}
DRAFT = "draft.docx"  # no suffix of an article
DRAFTS = {DRAFT: Format("index.formats.docx_draft", 32 * _MB)}

_SAVE_AS = "open it in {} and save it as {}"
ELSEWHERE = {
    ".doc": _SAVE_AS.format("Word or LibreOffice", ".docx"),
    ".msg": _SAVE_AS.format("Outlook", ".eml, or drag it out of another mail program"),
    ".pages": "open it in Pages and export it as Word (.docx) or PDF",
    ".webarchive": "open it in Safari and save it as page source (.html), or print it to PDF",
}
"""What to do with a file of a format that is not read."""
