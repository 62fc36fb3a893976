"""Outlets by the names that people know them by: of their sites' addresses. Knows no articles."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import urlsplit

_TABLE = Path(__file__).with_name("outlet_names.tsv")
_DOMAIN = re.compile(r"(?:[a-z0-9][a-z0-9-]{0,62}\.){1,4}[a-z]{2,10}")
# Of a name that no table has, only these endings tell a site's address from other words.
_ENDINGS = re.compile(r"\.(?:com|org|net|news|co\.[a-z]{2}|com\.[a-z]{2})\Z")


@lru_cache(maxsize=4096)
def outlet_name(outlet: str | None, url: str | None, path: Path) -> str | None:
    """The outlet of an article with these fields in this file; a domain where the table has none.

    What names the outlet in the article comes first, then its address, then the file's and the
    folder's name, where that holds a site's address.
    """
    if outlet is not None:
        return _named(outlet.lower()) or outlet
    host = _host(url)
    if host is not None:
        return _named(host) or host
    for name in (path.stem, path.parent.name):
        for domain in _DOMAIN.findall(name.lower()):
            bare = str(domain).removeprefix("www.")
            if known := _named(bare):
                return known
            if _ENDINGS.search(bare):
                return bare
    return None


def _host(url: str | None) -> str | None:
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host and _DOMAIN.fullmatch(host) else None


def _named(domain: str) -> str | None:
    """The name of a site or of what it is a part of: `edition.cnn.com` is CNN's."""
    parts = domain.removeprefix("www.").split(".")
    for start in range(len(parts) - 1):
        if name := _names().get(".".join(parts[start:])):
            return name
    return None


@cache
def _names() -> dict[str, str]:
    lines = _TABLE.read_text(encoding="utf-8").splitlines()
    return {domain: name for domain, _, name in (line.partition("\t") for line in lines)}
