"""Text whose lines were broken at a width, as mail has it, to whole paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator

_QUOTED = re.compile(r"((?:> ?)*)(.*)", re.DOTALL)
_ITEM = re.compile(r"\s*(?:[-*•‣▪·]|[0-9]{1,3}[.)]|\([0-9a-z]{1,3}\)) ")
RULER = re.compile(r"(?:[-=*_~#•·] ?){3,}\Z")
_NARROWEST, _WIDEST = 50, 100  # characters of a line that was broken at a width


def paragraphs_of(text: str, *, flowed: bool = False) -> Iterator[str]:
    """Paragraphs in order; what is quoted from an earlier message has a leading `> `.

    A line goes on with the next where the next one's first word would not have fitted on it, or,
    in `flowed` text, where it ends with a space.
    """
    lines = [line.rstrip("\r") for line in text.split("\n")]
    width = max((len(line) for line in lines if len(line) <= _WIDEST), default=0)
    together: list[str] = []
    depth, before = 0, ""
    for line in lines:
        now, told = _quoted(line)
        if (
            together
            and now == depth
            and told.strip()
            and _goes_on(before, told, width, flowed=flowed)
        ):
            together.append(told.strip())
        else:
            if together:
                yield _joined(together, depth)
            together = [told.strip()] if told.strip() else []
        depth, before = now, line if not flowed else told
    if together:
        yield _joined(together, depth)


def _quoted(line: str) -> tuple[int, str]:
    """How often a line was quoted, and what stands on it."""
    found = _QUOTED.match(line)
    marks, told = (found[1], found[2]) if found else ("", line)
    return marks.count(">"), told


def _goes_on(before: str, line: str, width: int, *, flowed: bool) -> bool:
    if flowed:
        return before.endswith(" ") and before.strip() != "--"
    if RULER.match(line.strip()) or RULER.match(before.strip()):
        return False
    if _ITEM.match(line) or width < _NARROWEST:
        return False
    first = line.split(maxsplit=1)[0]
    return len(before) <= _WIDEST and len(before) + 1 + len(first) > width - 4


def _joined(lines: list[str], depth: int) -> str:
    return ("> " if depth else "") + " ".join(lines)
