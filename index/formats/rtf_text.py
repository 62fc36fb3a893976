"""Rich Text to its articles: what a word processor shows of it.

Read token by token: striprtf keeps hidden text, drops notes and writes addresses into sentences.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field, replace
from typing import Any

from index.formats.reading import (
    Line,
    Reading,
    UnreadableError,
    gap_of,
    left_out,
    make_readings,
    raised,
)

_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?[0-9]{1,10})?[ ]?|\\'(?P<hex>[0-9a-fA-F]{2})"
    rb"|\\(?P<sign>[^a-zA-Z'])|(?P<brace>[{}])|[\r\n\x00]+|(?P<text>[^\\{}\r\n\x00]+)|."
)
# What a group that begins with one of these holds is not shown as text.
_UNSEEN = frozenset(
    """fonttbl colortbl stylesheet listtable listoverridetable revtbl rsidtbl info pict object
    objdata fldinst themedata
    colorschememapping datastore
    latentstyles xmlnstbl nonshppict generator filetbl ftnsep ftnsepc aftnsep aftnsepc
    annotation atnid atnauthor atndate atnref atrfstart atrfend xe tc bkmkstart bkmkend formfield
    upr sp sn sv mmathPr pgdsctbl userprops operator company wgrffmtfilter panose
    blipuid picprop listpicture pnseclvl""".split()  # noqa: SIM905
) | {f"{edge}{side}" for edge in ("header", "footer") for side in ("", "l", "r", "f")}
# Inside what is not shown, as far as that only holds another form of it.
_SHOWN = frozenset(("shptxt", "ud", "fldrslt", "footnote", "result"))
_HOLDS_SHOWN = frozenset(("object", "upr"))
_LIST_MARKS = frozenset(("listtext", "pntext"))
_SIGNS = {
    "tab": " ", "line": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ",
    "qmspace": " ",
}  # fmt: skip
_ENDS = frozenset(("par", "sect", "page", "column"))
# Numbers of character sets in a table of fonts, as Windows names them.
_CHARSETS = {0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gb18030",
             136: "cp950", 161: "cp1253", 162: "cp1254",
             163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257",
             204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437"}  # fmt: skip
_FONT = re.compile(rb"\\f([0-9]{1,5})[^{}]{0,400}?\\fcharset([0-9]{1,3})")
_SWITCHES = {"v": "hidden", "deleted": "hidden", "strike": "struck", "striked": "struck"}
_HEIGHTS = {"super": True, "up": True, "sub": False, "dn": False, "nosupersub": False}
_TINY = 4  # half points
_MOST_DEEP = 2_000  # groups in groups


def read(data: bytes, suffix: str) -> tuple[Reading, ...]:
    """The articles of a document.

    Raises:
        UnreadableError: it is not Rich Text, or shows no words.
    """
    if not data.lstrip()[:5].startswith(b"{\\rtf"):
        raise UnreadableError("it is not Rich Text")
    document = _Document(fonts=_fonts(data))
    document.read(data)
    return make_readings(document.lines, problems=left_out(document.hidden, document.struck))


@dataclass(frozen=True)
class _Look:
    """What holds inside a group, and again after what is inside it."""

    unseen: bool = False
    closed: bool = False  # nothing inside is shown, whatever it is
    hidden: bool = False
    tiny: bool = False
    struck: bool = False
    raised: bool = False
    note: bool = False
    mark: bool = False
    skip: int = 1  # characters that stand for one in Unicode, for old programs
    font: int = -1


@dataclass
class _Document:
    fonts: dict[int, str]
    encoding: str = "cp1252"
    look: _Look = field(default_factory=_Look)
    outer: list[_Look] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    hidden: int = 0
    struck: int = 0
    _text: list[str] = field(default_factory=list)
    _note: list[str] = field(default_factory=list)
    _unseen: list[str] = field(default_factory=list)
    _withdrawn: list[str] = field(default_factory=list)
    _cells: list[str] = field(default_factory=list)
    _bytes: bytearray = field(default_factory=bytearray)
    _item: bool = False
    _skipped: int = 0  # that many characters are still to be passed over
    _starred: bool = False

    def read(self, data: bytes) -> None:
        place = 0
        while place < len(data):
            found = _TOKEN.match(data, place)
            if found is None:
                break
            place = found.end()
            if found["hex"] is None:
                self._flush_bytes()
            if found["word"] is not None:
                number = int(found["number"]) if found["number"] else None
                place += self._word(found["word"].decode("ascii"), number)
            else:
                self._other(found)
            if self.outer == [] and found["brace"] == b"}":
                break
        self._flush_bytes()
        self._end_line()
        for note in self.notes:
            self.lines.append(Line(note))

    def _other(self, found: re.Match[bytes]) -> None:
        if found["brace"] is not None:
            self._brace(found["brace"])
        elif found["hex"] is not None:
            if self._skipped:
                self._skipped -= 1
            else:
                self._bytes += bytes.fromhex(found["hex"].decode("ascii"))
        elif found["sign"] is not None:
            self._sign(found["sign"].decode("latin-1"))
        elif found["text"] is not None:
            text = found["text"].decode(self._charset(), "replace")
            self._add(text[self._skipped :])
            self._skipped = max(0, self._skipped - len(text))

    def _brace(self, brace: bytes) -> None:
        self._skipped, self._starred = 0, False
        if brace == b"{":
            self.outer.append(self.look)
            if len(self.outer) > _MOST_DEEP:
                raise UnreadableError("it is nested too deeply")
        elif self.outer:
            before = self.look
            self.look = self.outer.pop()
            if before.note and not self.look.note:
                self.notes.append("".join(self._note))
                self._note = []

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self._starred = True
        elif sign in "{}\\":
            self._add(sign)
        elif sign == "~":
            self._add(" ")
        elif sign == "_":
            self._add("-")
        elif sign in "\r\n":
            self._end_line()

    def _word(self, word: str, number: int | None) -> int:
        """Follow a word; how many bytes behind it are to be passed over."""
        starred, self._starred = self._starred, False
        if word == "bin":
            return max(0, number or 0)
        if word == "u":
            self._unicode(number or 0)
        elif word in _SIGNS:
            self._add(_SIGNS[word])
        elif word in _ENDS and not self.look.unseen:
            self._end_line()
        elif word in ("cell", "nestcell", "row", "nestrow"):
            self._table(word)
        elif word == "ansicpg" and number is not None:
            self.encoding = _known(f"cp{number}") or self.encoding
        else:
            self.look = self._looked(word, number, starred=starred)
        return 0

    def _looked(self, word: str, number: int | None, *, starred: bool) -> _Look:
        if word in _SHOWN and not self.look.closed:
            return replace(self.look, unseen=False, note=self.look.note or word == "footnote")
        if word in _LIST_MARKS and not self.look.unseen:
            return replace(self.look, unseen=True, mark=True)
        if word in _UNSEEN:
            closed = self.look.closed or word not in _HOLDS_SHOWN
            return replace(self.look, unseen=True, closed=closed)
        if starred:
            return replace(self.look, unseen=True)
        return replace(self.look, **_changes(word, number))

    def _unicode(self, number: int) -> None:
        code = number + 0x10000 if number < 0 else number
        self._add(chr(code) if 0 <= code <= 0x10FFFF else "\ufffd")
        self._skipped = self.look.skip

    def _charset(self) -> str:
        return self.fonts.get(self.look.font, self.encoding)

    def _flush_bytes(self) -> None:
        if self._bytes:
            self._add(self._bytes.decode(self._charset(), "replace"))
            self._bytes = bytearray()

    def _add(self, text: str) -> None:
        look = self.look
        if look.unseen:
            # A heading may have an empty mark.
            self._item = self._item or (look.mark and bool(text.strip()))
        elif look.hidden or look.tiny:
            self._unseen.append(text)
        elif look.struck:
            self._withdrawn.append(text)
            self._text.append(gap_of(text))
        else:
            (self._note if look.note else self._text).append(raised(text) if look.raised else text)

    def _table(self, word: str) -> None:
        if self.look.unseen:
            return
        if word in ("cell", "nestcell"):
            self._cells.append(" ".join("".join(self._text).split()))
            self._text = []
            return
        row = " | ".join(self._cells)
        if any(self._cells):
            self.lines.append(Line(row, close=True))
        self._cells = []

    def _end_line(self) -> None:
        self.hidden += len("".join(self._unseen).split())
        self.struck += len("".join(self._withdrawn).split())
        self._unseen, self._withdrawn = [], []
        if self.look.note:
            self._note.append("\n")
            return
        # Half a pair of UTF-16 stands for nothing alone.
        text = "".join(self._text).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        if self._cells and text.strip():
            self._text = [text, " "]  # a second paragraph of one cell
            return
        if text.strip():
            self.lines.append(Line(f"- {text.strip()}" if self._item else text, close=self._item))
        self._text, self._item = [], False


def _changes(word: str, number: int | None) -> dict[str, Any]:
    """What a word changes of how the following letters look."""
    if word in _SWITCHES:
        return {_SWITCHES[word]: number != 0}
    if word in _HEIGHTS:
        return {"raised": _HEIGHTS[word] and number != 0}
    if word == "plain":
        return {"hidden": False, "tiny": False, "struck": False, "raised": False}
    if word == "fs":
        return {"tiny": number is not None and number <= _TINY}
    if word == "f" and number is not None:
        return {"font": number}
    return {"skip": max(0, number or 0)} if word == "uc" else {}


def _fonts(data: bytes) -> dict[int, str]:
    """The encoding of each font that names one."""
    start = data.find(b"\\fonttbl")
    table = data[start : start + 100_000] if start >= 0 else b""
    found = {}
    for font in _FONT.finditer(table):
        if encoding := _CHARSETS.get(int(font[2])):
            found[int(font[1])] = encoding
    return found


def _known(name: str) -> str | None:
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "utf-8" if name == "cp65001" else None
