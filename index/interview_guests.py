"""Whom an outlet interviewed, as the lines before its first question say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_OUTLET = (
    r"(?:The [A-Z]\w+(?: [A-Z]\w+){0,2}|(?:[A-Z]\w+ ){0,3}(?:TODAY|Times|Post|Journal|Press|News|"
    r"Register|Star|Tribune|Dispatch|Herald|Gazette|CNN|Magazine|BBC|Reuters|AP))"
)
_TALKED = r"(?:interviewed|(?:spoke|talked|chatted) (?:to|with)|sat down with|caught up with|asked)"
_PERSON = r"(?P<{}>(?!The )[A-Z][\w’'-]+(?: [A-Z][\w.’'-]+){{{},3}})"
# Whoever is interviewed: "We spoke with Anna Renn", "Renn spoke with The Gazette".
_GUEST = re.compile(
    rf"(?:(?:\b[Ww]e|\bI|\b{_OUTLET}) (?:\w+ly )?{_TALKED}|\b(?:[Ii]nterview|[Cc]onversation) with)"
    rf"\s+(?:(?:the |its |our |[a-z-]+ ){{0,4}}){_PERSON.format('name', 1)}"
    rf"|\b{_PERSON.format('self', 0)} (?:\w+ly )?(?:spoke|talked|sat down) (?:to|with) "
    rf"(?:us\b|{_OUTLET})"
)


def guest_of(lines: Sequence[str]) -> str | None:
    """Whom these lines name as interviewed, if it is one person."""
    named = {
        (found["name"] or found["self"]).rstrip(".")
        for line in lines
        for found in _GUEST.finditer(line)
    }
    return named.pop() if len(named) == 1 else None
