"""Which address of an article may become a link."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_PLAIN = re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:[/?#][!-;=?-Z_a-z~%\[\]]*)?")
LONGEST = 2_000


def web_address(url: str | None) -> str | None:
    """The address if it is http or https, of a host that can be read, and nothing but ASCII.

    Anything else, one with a user name or a bracket that closes a link early among it, is no link.
    """
    if url is None or len(url) > LONGEST or _PLAIN.fullmatch(url) is None:
        return None
    if any(character in url for character in "[]\\^`{|}<>\"'"):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.hostname and not parts.username else None
