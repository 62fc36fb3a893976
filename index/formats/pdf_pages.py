"""The pages of a PDF as stretches of visible text with their places. Knows nothing of columns."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from index.formats.pdf_paint import Look, Paint
from index.formats.reading import UnreadableError, raised

MOST_PAGES = 3_000
HYPHEN = "\x02"  # what pdfium has for a hyphen at the end of a line
_HYPHENS = frozenset((0x02, 0x2D, 0xAD))
_WORD_GAP = 0.2  # of the size of a letter: more between two letters is a space
_STRETCH_GAP = 1.2  # of the size: more is another column or cell
_SAME_LINE = 0.4  # of the size: less up or down is the same line
_INSIDE = 0.1  # of the size, from the left edge of a letter
_SHIFTED_SIZE = 0.88  # of the size of the letter before it, at most: a note's mark, a power
_SHIFT = 0.2  # of that size above or below its edge
_SHIFTED_GAP = 0.5  # of that size behind it
_SMALLEST = 1.5  # points; smaller letters are not seen
_OCR_SHARE = 0.8  # of a page's letters that are invisible where a scan was read by a machine


class Stretch(NamedTuple):
    """Letters that stand together on one line; points from the lower left corner of the page."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float


@dataclass
class Page:
    """The stretches of one page in the order of the file."""

    number: int  # from 1
    width: float
    height: float
    stretches: list[Stretch] = field(default_factory=list)
    beside: list[list[Stretch]] = field(default_factory=list)  # what is set in another direction
    hidden: int = 0  # letters that nobody sees
    struck: int = 0  # letters that are struck through
    pictures: bool = False


class _Letter(NamedTuple):
    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    unseen: bool
    turn: int = 0  # quarters of a circle by which it is turned
    struck: bool = False
    shifted: bool = False  # raised or lowered beside the letter before it


def pages_of(data: bytes) -> tuple[Page, ...]:
    """Every page.

    Raises:
        UnreadableError: it is no PDF, is damaged, or needs a password.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableError(
                "it is protected by a password; open it and print it to a PDF without one"
            ) from error
        raise UnreadableError(f"it is not a PDF, or damaged ({error})") from error
    try:
        if len(document) > MOST_PAGES:
            raise UnreadableError(f"it has {len(document):,} pages, more than {MOST_PAGES:,}")
        return tuple(_page(document, row) for row in range(len(document)))
    finally:
        document.close()


def titled(data: bytes) -> str | None:
    """What the file calls itself; many programs write their own name or that of a template."""
    document = pypdfium2.PdfDocument(data)
    try:
        return str(document.get_metadata_value("Title")).strip() or None
    finally:
        document.close()


def _page(document: Any, row: int) -> Page:  # noqa: ANN401 - pypdfium2 has no types
    try:
        page = document[row]
    except pypdfium2.PdfiumError:
        return Page(row + 1, 0.0, 0.0)
    try:
        width, height = page.get_size()
        found = Page(row + 1, width, height)
        textpage = page.get_textpage()
        paint = Paint.of(page.raw)
        letters = [*_letters(textpage, paint)]
        textpage.close()
        # FPDFPage_GetMediaBox and rotation: places are those of the unrotated page.
        left, bottom, right, top = page.get_bbox()
        found.pictures = paint.pictures
    finally:
        page.close()
    signs = [letter for letter in letters if letter.text != " "]
    by_machine = found.pictures and (
        sum(letter.unseen for letter in signs) > _OCR_SHARE * len(signs)
    )
    inside = [
        letter.text == " " or (
            letter.right > left and letter.left < right
            and letter.top > bottom and letter.bottom < top
        )
        for letter in letters
    ]  # fmt: skip
    seen = [
        letter
        for letter, shown in zip(letters, inside, strict=True)
        if shown and (by_machine or not letter.unseen)
    ]
    found.hidden = len(letters) - len(seen)
    found.struck = sum(letter.struck for letter in seen)
    seen = [letter for letter in seen if not letter.struck]
    turns = Counter(letter.turn for letter in seen)
    for turn, _ in turns.most_common():
        size = (right - left, top - bottom)
        set_so = _shifted([_upright(letter, *size) for letter in seen if letter.turn == turn])
        found.beside.append([*_stretches(set_so)])
        if len(found.beside) == 1 and turn % 2:
            found.width, found.height = size[1], size[0]
    found.stretches, found.beside = (found.beside or [[]])[0], found.beside[1:]
    return found


def _upright(letter: _Letter, width: float, height: float) -> _Letter:
    """A letter where it stands when the page is turned so that it can be read."""
    _, left, bottom, right, top, *_ = letter
    if letter.turn == 1:
        box = (height - top, left, height - bottom, right)
    elif letter.turn == 2:
        box = (width - right, height - top, width - left, height - bottom)
    elif letter.turn:
        box = (bottom, width - right, top, width - left)
    else:
        return letter
    return letter._replace(left=box[0], bottom=box[1], right=box[2], top=box[3])


def _letters(textpage: Any, paint: Paint) -> Iterator[_Letter]:  # noqa: ANN401
    last_object, look, turn = None, Look(), 0
    for row in range(textpage.count_chars()):
        code = pdfium.FPDFText_GetUnicode(textpage, row)
        if pdfium.FPDFText_IsGenerated(textpage, row) == 1 and code != ord(HYPHEN):
            if code == ord(" "):  # where pdfium sees the space between two words
                yield _Letter(" ", 0, 0, 0, 0, 0, unseen=False, turn=turn)
            continue
        hyphen = code in _HYPHENS and pdfium.FPDFText_IsHyphen(textpage, row) == 1
        text = HYPHEN if hyphen else _character(code)
        written = pdfium.FPDFText_GetTextObject(textpage, row)
        handle = ctypes.cast(written, ctypes.c_void_p).value
        if handle != last_object:
            last_object, look = handle, paint.look_of(written, handle)
        loose = pdfium.FS_RECTF()
        if not pdfium.FPDFText_GetLooseCharBox(textpage, row, ctypes.byref(loose)):
            continue
        turn = round(pdfium.FPDFText_GetCharAngle(textpage, row) / (math.pi / 2)) % 4
        width, height = abs(loose.right - loose.left), abs(loose.top - loose.bottom)
        size = width if turn % 2 else height
        shown = " " if text.isspace() else text
        if shown:
            middle = ((loose.left + loose.right) / 2, (loose.bottom + loose.top) / 2)
            yield _Letter(
                shown, loose.left, loose.bottom, loose.right, loose.top, size,
                size < _SMALLEST or look.hides(*middle), turn,
                bool(paint.lines) and not turn and _is_struck(textpage, row, size, paint),
            )  # fmt: skip


def _is_struck(textpage: Any, row: int, size: float, paint: Paint) -> bool:  # noqa: ANN401
    left, foot = ctypes.c_double(), ctypes.c_double()
    if not pdfium.FPDFText_GetCharOrigin(textpage, row, ctypes.byref(left), ctypes.byref(foot)):
        return False
    return paint.strikes(left.value + _INSIDE * size, foot.value, size)


def _character(code: int) -> str:
    if code == 0 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return "\ufffd" if code else ""
    return chr(code)


def _shifted(letters: list[_Letter]) -> list[_Letter]:
    """The letters with raised and lowered ones known, and raised numbers as the signs for them."""
    told = [*letters]
    before: _Letter | None = None
    run: list[int] = []
    for row, letter in enumerate([*letters, None]):
        if letter is not None and before is not None and _is_shifted(letter, before, bool(run)):
            run.append(row)
            continue
        for each, sign in zip(run, _signs([letters[each] for each in run], before), strict=True):
            told[each] = letters[each]._replace(text=sign, shifted=True)
        run = []
        if letter is not None and letter.text != " ":
            before = letter
    return told


def _is_shifted(letter: _Letter, before: _Letter, follows: bool) -> bool:  # noqa: FBT001
    """Whether a letter is smaller than the one right before it and stands higher or lower."""
    near = follows or -0.1 * before.size < letter.left - before.right < _SHIFTED_GAP * before.size
    small = 0 < letter.size <= _SHIFTED_SIZE * before.size
    higher = letter.bottom > before.bottom + _SHIFT * before.size and letter.bottom < before.top
    lower = letter.top < before.top - _SHIFT * before.size and letter.top > before.bottom
    return near and small and (higher or lower)


def _signs(run: list[_Letter], before: _Letter | None) -> str:
    text = "".join(letter.text for letter in run)
    higher = before is not None and all(letter.bottom > before.bottom for letter in run)
    return raised(text) if higher else text


def _stretches(letters: list[_Letter]) -> Iterator[Stretch]:
    together: list[_Letter] = []
    text = ""
    line: _Letter | None = None  # the last letter that is not shifted
    for letter in letters:
        if letter.text == " ":
            if together and not text.endswith(" "):
                text += " "
            continue
        if together:
            last = together[-1]
            size = max(letter.size, last.size, 1.0)
            # A ligature is one sign for two letters, which have one place.
            one_sign = (letter.left, letter.right) == (last.left, last.right)
            gap = 0.0 if one_sign else letter.left - last.right
            same = letter.shifted or (
                abs(_middle(letter) - _middle(line or last)) < _SAME_LINE * size
            )
            if not same or gap > _STRETCH_GAP * size or gap < -0.6 * size:
                yield _stretch(together, text)
                together, text = [], ""
            elif gap > _WORD_GAP * size and not text.endswith(" "):
                text += " "
        together.append(letter)
        text += letter.text
        line = line if letter.shifted else letter
    if together:
        yield _stretch(together, text)


def _middle(letter: _Letter) -> float:
    return (letter.bottom + letter.top) / 2


def _stretch(letters: list[_Letter], text: str) -> Stretch:
    sizes = sorted(letter.size for letter in letters)
    return Stretch(
        text.strip(),
        min(letter.left for letter in letters),
        min(letter.bottom for letter in letters),
        max(letter.right for letter in letters),
        max(letter.top for letter in letters),
        sizes[len(sizes) // 2],
    )
