"""Text whose bytes are not all UTF-8: which encoding they are in, and what of them is lost.

Two libraries know what is hard here: charset-normalizer weighs encodings of a whole file, and ftfy
undoes what an earlier program read in the wrong one. Of ftfy only `fix_encoding` is called, since
`fix_text` would change quotation marks too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from charset_normalizer import from_bytes
from ftfy import fix_encoding
from ftfy.badness import is_bad

if TYPE_CHECKING:
    from collections.abc import Callable

LOST = "\ufffd"
# English in an old Western encoding is mostly ASCII; noise is not.
MAX_FOREIGN_SHARE = 0.15
MAX_LOST_SHARE = 0.01
MOST_LOST = 8  # characters; that many are lost in a short text too
_ENOUGH_OTHER_LETTERS = 4
_NAMES = {"cp1252": "Windows-1252", "mac_roman": "Mac Roman"}
# What stands in English print where an encoding is the right one: two points, and a letter one.
# Looked for at other letters than ASCII's only, which most are.
_PRINTED = re.compile(
    r"(?=[^\x00-\x7f])(?:(?<=\w)’(?=\w)|(?<![^\s(\[“‘—–])[“‘](?=[\w‘“])|(?<=[\w.,!?…’”%)])[”’](?!\w)"
    r"|[£€](?=[0-9])|(?<=\s)[–—](?=\s)|(?<=\w)—(?=\w)|(?<=[0-9])–(?=[0-9])|(?<=\w)…|•(?=\s))"
)
_SPELLED = re.compile(
    r"(?=[^\x00-\x7f])(?:(?<=[A-Za-z])[ß-öø-ÿœšž]|[ß-öø-ÿœšž](?=[a-z])"
    r"|(?<![^\W\d_])[À-ÖØ-ÞŒŠŽ](?=[a-z]))"
)
# Bytes that are not UTF-8, as `surrogateescape` has them. The first bytes of what English text has
# most beside ASCII, quotation marks and accents, may have lost those that followed.
_STRAY = re.compile("(?P<torn>\udce2[\udc80-\udcbf]|[\udcc2\udcc3](?![a-z]))|[\udc80-\udcff]")
# Marks that print has, among ASCII, are never garbled words; most texts hold no others.
_UNUSUAL = re.compile("[^\x00-\x7f“”‘’–—…•]")


class Guess(NamedTuple):
    """Text, and a sentence about each thing that was guessed, repaired or lost."""

    text: str
    problems: tuple[str, ...]


def guess_text(data: bytes) -> Guess | None:
    """Read bytes that are not UTF-8 throughout; None when they are not English in any encoding.

    With some UTF-8 in it, the file is UTF-8 and only what is not is read otherwise. Without any, it
    is Windows-1252 or Mac Roman, whichever makes English print of it.
    """
    escaped = data.decode("utf-8", "surrogateescape")
    if _holds_utf8(escaped):
        encoding, text = _likelier(lambda each: _read_strays(escaped, each), data)
        strays = len([*_STRAY.finditer(escaped)]) - text.count(LOST) + escaped.count(LOST)
        told = f"{_count(strays, 'byte')} not in UTF-8 {_were(strays)} read as {_NAMES[encoding]}."
        return _english(Guess(text, (told,) if strays else ()))
    encoding, text = _likelier(lambda each: data.decode(each, "replace"), data)
    foreign = sum(character > "\x7f" for character in text)
    if "\x00" in text or foreign > MAX_FOREIGN_SHARE * len(text):
        return None
    told = f"The file is not in UTF-8; it was read as {_NAMES[encoding]}."
    return _english(Guess(text, (told,)))


def _english(guess: Guess) -> Guess | None:
    lost = guess.text.count(LOST)
    return None if lost > max(MOST_LOST, MAX_LOST_SHARE * len(guess.text)) else guess


def mend_garbled(text: str) -> Guess:
    """Undo what an earlier program read in the wrong encoding (`donâ€™t`), line by line."""
    if not _UNUSUAL.search(text):
        return Guess(text, ())
    lines = text.split("\n")
    mended = [_mend_line(line) for line in lines]
    number = sum(new != old for new, old in zip(mended, lines, strict=True))
    if not number:
        return Guess(text, ())
    told = f"Letters garbled by a wrong encoding were put right in {_count(number, 'line')}."
    return Guess("\n".join(mended), (told,))


def lost_characters(text: str) -> tuple[str, ...]:
    """A sentence about the characters that nobody can read any more, if there are any."""
    lost = text.count(LOST)
    if not lost:
        return ()
    shown = "is" if lost == 1 else "are"
    return (f"{_count(lost, 'character')} could not be read and {shown} shown as {LOST}.",)


def _holds_utf8(escaped: str) -> bool:
    """Whether what is valid UTF-8 is meant so.

    Two letters of Windows-1252 may look like one of UTF-8, and then like a rare one: “É”” like a
    letter of an African alphabet. More letters of another alphabet than strays are no accident.
    """
    others = [c for c in escaped if c > "\x7f" and not "\udc80" <= c <= "\udcff"]
    rare = sum("\x80" <= c <= "\x9f" or "\u017f" < c < "\u0800" for c in others)
    strays = len([*_STRAY.finditer(escaped)])
    return rare < len(others) - rare or len(others) > max(_ENOUGH_OTHER_LETTERS, strays)


def _read_strays(escaped: str, encoding: str) -> str:
    """Each byte that is not UTF-8 in `encoding`; what is left of a torn character is lost."""

    def read(found: re.Match[str]) -> str:
        if found["torn"]:
            return LOST
        return found[0].encode("utf-8", "surrogateescape").decode(encoding, "replace")

    return _STRAY.sub(read, escaped)


def _likelier(read: Callable[[str], str], data: bytes) -> tuple[str, str]:
    texts = {encoding: read(encoding) for encoding in _NAMES}
    points = {encoding: _points(text) for encoding, text in texts.items()}
    if len(set(points.values())) > 1:
        encoding = max(points, key=lambda each: points[each])
    else:
        best = from_bytes(data, cp_isolation=list(_NAMES)).best()
        encoding = best.encoding if best is not None and best.encoding in _NAMES else "cp1252"
    return encoding, texts[encoding]


def _points(text: str) -> int:
    return 2 * len(_PRINTED.findall(text)) + len(_SPELLED.findall(text))


def _mend_line(line: str) -> str:
    return fix_encoding(line) if not line.isascii() and is_bad(line) else line


def _were(number: int) -> str:
    return "was" if number == 1 else "were"


def _count(number: int, noun: str) -> str:
    return f"1 {noun}" if number == 1 else f"{number:,} {noun}s"
