"""A PDF to its articles: paragraphs in reading order, each with its page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from index.downloads import is_field_line, looks_downloaded
from index.formats.pdf_columns import TextLine, lines_in_order
from index.formats.pdf_hyphens import MARKS, Hyphens, hyphens_of
from index.formats.pdf_pages import HYPHEN, Page, pages_of, titled
from index.formats.reading import Line, Reading, UnreadableError, make_readings
from index.front_matter import Fields
from index.headings import MAX_TITLE_WORDS

_EDGE = 0.12  # of the height of a page, in which running heads stand
_STEP = 4  # points; a running head stands as high on every page
_REPEATED = 0.4  # of the pages that a running head is on, at least: left and right may differ
_PAGE_NUMBER = re.compile(
    r"\W*(?:page|p\.|seite)?\s*(?:[0-9]{1,4}|[ivxlc]{1,7})\s*(?:(?:of|/|von|-)\s*[0-9]{1,4})?\W*\Z",
    re.IGNORECASE,
)
_NAMED_NUMBER = re.compile(r"\W*page [0-9]|\W*[0-9]+ (?:of|/) [0-9]", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s<>\"']{3,1000}")
_PRINTED = re.compile(  # what browsers print above and below a page
    r"(?:[0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]{2,4},? [0-9]{1,2}:[0-9]{2}\b|(?:https?|file)://\S+"
    r"(?:\s+[0-9]{1,4}/[0-9]{1,4})?\s*\Z)"
)
_SENTENCE_END = re.compile(r"[.!?…:;][\"”’»)\]]*\Z")
_BULLET = re.compile(r"(?:[•‣▪●◦·–—*-]|[0-9]{1,3}[.)]|\([0-9a-z]{1,3}\)) ")
_GOES_ON = re.compile(r"[a-zß-öø-ÿ0-9,;(“‘\"'$€£]")
_LEADING = 1.4  # of the usual distance of two lines: more is a new paragraph
_SIZES = 1.12  # letters that are so much larger or smaller are another paragraph
_INDENT = 0.8  # of the size
_SHORT = 0.85  # of a column's width: a line that ends before this may end a paragraph
_SPACE = 0.3  # of the size
_ROOM = 0.04  # of a column: as much may be left at the end of a full line
_SHORTER = 0.2  # of a column: a line that ends so early was ended on purpose
_FEWEST_LETTERS = 12  # of a page with text
_LARGE = 1.25  # of the usual size: a headline
_FOREIGN = 0.05  # of the letters that a font does not name


def read(data: bytes, suffix: str) -> tuple[Reading, ...]:
    """The articles of a document.

    Raises:
        UnreadableError: it is no PDF, is damaged, protected, or a scan without text.
    """
    pages = pages_of(data)
    per_page = [
        [line for part in (page.stretches, *page.beside) for line in lines_in_order(part)]
        for page in pages
    ]
    letters = [sum(len(line.text) for line in lines) for lines in per_page]
    if sum(letters) < _FEWEST_LETTERS:
        raise UnreadableError(
            "it is a scan: it has pictures of text and no text. Let a program read it first, such "
            "as ocrmypdf"
            if any(page.pictures for page in pages)
            else "it has no text"
        )
    kept, address = _without_running_heads(pages, per_page)
    whole = " ".join(line.text for lines in kept for line in lines)
    hyphens = hyphens_of([line.text for lines in kept for line in lines])
    # The lines of a news database's fields are no paragraph, whatever they look like.
    told = "\n".join(line.text for lines in kept for line in lines)
    lines = [*_paragraphs(pages, kept, hyphens, with_fields=looks_downloaded(told))]
    fields = Fields(title=_title(kept[0] if kept else [], titled(data), hyphens), url=address)
    return make_readings(lines, fields, problems=tuple(_problems(pages, letters, whole)))


def _problems(pages: Sequence[Page], letters: Sequence[int], whole: str) -> Iterator[str]:
    bare = [str(page.number) for page, count in zip(pages, letters, strict=True)
            if count < _FEWEST_LETTERS and page.pictures]  # fmt: skip
    if bare:
        named = ", ".join(bare[:8]) + (" and others" if len(bare) > 8 else "")
        yield f"Pages without text, which may be scans: {named}."
    hidden = sum(page.hidden for page in pages)
    if hidden:
        yield f"Characters that cannot be seen were left out: {hidden:,}."
    struck = sum(page.struck for page in pages)
    if struck:
        yield f"Characters that are struck through were left out: {struck:,}."
    foreign = sum(letter == "\ufffd" or "\ue000" <= letter <= "\uf8ff" for letter in whole)
    if foreign > _FOREIGN * len(whole):
        yield "A font of the file does not say which letters it shows, so that words may be wrong."


def _without_running_heads(
    pages: Sequence[Page], per_page: list[list[TextLine]]
) -> tuple[list[list[TextLine]], str | None]:
    """The lines without running heads and page numbers; the address that a browser printed."""
    seen: Counter[str] = Counter()
    for page, lines in zip(pages, per_page, strict=True):
        seen.update({_pattern(line) for line in lines if _is_at_edge(line, page)})
    least = max(2, _REPEATED * len(pages))
    counted = _numbering(pages, per_page)
    address: str | None = None
    kept: list[list[TextLine]] = []
    for page, lines in zip(pages, per_page, strict=True):
        rest = []
        for line in lines:
            if _is_at_edge(line, page) and (
                _counts(line, page, counted) or _is_running(line, seen, least, len(pages))
            ):
                found = _ADDRESS.search(line.text)
                address = address or (found[0] if found else None)
            else:
                rest.append(line)
        kept.append(rest)
    return kept, address


def _is_running(line: TextLine, seen: Counter[str], least: float, pages: int) -> bool:
    if _PRINTED.match(line.text):
        return True
    if _PAGE_NUMBER.match(line.text) and _NAMED_NUMBER.match(line.text):
        return True
    return pages > 1 and seen[_pattern(line)] >= least


def _numbering(pages: Sequence[Page], per_page: Sequence[Sequence[TextLine]]) -> set[int | None]:
    """By how much the numbers at the edges of several pages differ from the pages' own.

    None stands for Roman ones. A year that ends a paragraph is no page number.
    """
    found = Counter(
        {
            (page.number, _number(line, page))
            for page, lines in zip(pages, per_page, strict=True)
            for line in lines
            if _is_at_edge(line, page) and _PAGE_NUMBER.match(line.text)
        }
    )
    times = Counter(number for _, number in found)
    return {number for number, count in times.items() if count > 1}


def _number(line: TextLine, page: Page) -> int | None:
    digits = re.search(r"[0-9]+", line.text)
    return int(digits[0]) - page.number if digits else None


def _counts(line: TextLine, page: Page, counted: set[int | None]) -> bool:
    return bool(_PAGE_NUMBER.match(line.text)) and _number(line, page) in counted


def _is_at_edge(line: TextLine, page: Page) -> bool:
    return line.bottom < _EDGE * page.height or line.top > (1 - _EDGE) * page.height


def _pattern(line: TextLine) -> str:
    """A line without its numbers, with its size and height: all heads of a kind stand alike."""
    words = re.sub(r"[0-9]+", "#", " ".join(line.text.casefold().split()))
    return f"{line.size:.0f} {line.bottom / _STEP:.0f} {words}"


def _paragraphs(
    pages: Sequence[Page],
    per_page: Sequence[Sequence[TextLine]],
    hyphens: Hyphens,
    *,
    with_fields: bool,
) -> Iterator[Line]:
    """Paragraphs whose lines are joined, over columns and pages too.

    `with_fields`: a line that does not fill its column, or is a field, ends there.
    """
    leading = _leading(per_page)
    last: TextLine | None = None
    boxes: list[Line] = []  # that stand in the paragraph so far
    text = ""  # of the paragraph so far, as far as it is on this page
    glue: str | None = None
    of_page = 0
    for page, told in zip(pages, per_page, strict=True):
        lines = [line for line in told if not line.aside]
        within = _boxes(told)
        for row, line in enumerate(lines):
            edge = _right_edge(lines, row) if row else None
            apart = with_fields and (is_field_line(line.text) or not (last and _is_full(last)))
            if last is None or apart or not _continues(last, line, leading, edge):
                if text:
                    yield _made(text, glue, of_page, last)
                yield from boxes
                boxes.clear()
                text, glue, of_page = line.text, None, page.number
            elif of_page != page.number:
                text, between = hyphens.join(text, line.text)
                yield _made(text, glue, of_page, last)
                text, glue, of_page = line.text, between, page.number
            else:
                text, between = hyphens.join(text, line.text)
                text = f"{text}{between}{line.text}"
            last = line
            boxes += _paragraphs([page], [within.get(row, [])], hyphens, with_fields=with_fields)
    if text:
        yield _made(text, glue, of_page, last)
    yield from boxes


def _boxes(lines: Iterable[TextLine]) -> dict[int, list[TextLine]]:
    """The lines of boxes by the row of the text that they follow."""
    found: dict[int, list[TextLine]] = {}
    row = -1
    for line in lines:
        if line.aside:
            found.setdefault(max(row, 0), []).append(line._replace(aside=False))
        else:
            row += 1
    return found


def _made(text: str, glue: str | None, page: int, last: TextLine | None) -> Line:
    row = last is not None and last.row_of_table
    return Line(text.replace(HYPHEN, "-"), close=row, page=page, glue=glue)


def _leading(per_page: Sequence[Sequence[TextLine]]) -> float:
    """The usual distance of two lines, in sizes of their letters."""
    found = [
        (one.bottom - two.bottom) / one.size
        for lines in per_page
        for one, two in pairwise(lines)
        if one.column == two.column and 0 < one.bottom - two.bottom < 3 * one.size
    ]
    return median(found) if found else 1.2


def _right_edge(lines: Sequence[TextLine], row: int) -> float:
    """How far the lines around one reach: pictures make some lines of a column shorter."""
    return max(each.right for each in lines[max(0, row - 3) : row + 3]
               if each.column == lines[row].column)  # fmt: skip


def _continues(last: TextLine, line: TextLine, leading: float, edge: float | None) -> bool:
    """Whether a line goes on with the paragraph of the one before it.

    `edge` is how far the lines around it reach; None on another page.
    """
    alike = max(last.size, line.size) <= _SIZES * min(last.size, line.size)
    if not alike or line.row_of_table or last.row_of_table or _BULLET.match(line.text):
        return False
    step = last.bottom - line.bottom
    if edge is not None and last.column == line.column and step > 0:
        if step > _LEADING * leading * line.size:
            return False
        return not _begins_paragraph(last, line, edge)
    # The next column or page: it goes on where the sentence does.
    return not _SENTENCE_END.search(last.text) and (
        last.text.endswith((*MARKS, ",")) or bool(_GOES_ON.match(line.text))
        or _is_full(last)
    )  # fmt: skip


def _begins_paragraph(last: TextLine, line: TextLine, edge: float) -> bool:
    if line.left > last.left + _INDENT * line.size and not _BULLET.match(last.text):
        return True
    word = len(line.text.split(maxsplit=1)[0]) * (line.right - line.left) / len(line.text)
    if last.right + word + _SPACE * line.size > edge - _ROOM * (edge - line.left):
        return False  # the line was full
    short = last.right < edge - _SHORTER * (edge - line.left)
    return bool(_SENTENCE_END.search(last.text)) or (short and not line.text[0].islower())


def _is_full(line: TextLine) -> bool:
    left, right = line.column
    return line.right - left > _SHORT * (right - left)


def _title(lines: Sequence[TextLine], named: str | None, hyphens: Hyphens) -> str | None:
    """The largest lines of the first page; else what the file calls itself, where that is there."""
    if not lines:
        return None
    usual = median(line.size for line in lines)
    largest = max(line.size for line in lines if len(line.text.split()) > 1 or len(lines) < 3)
    if largest >= _LARGE * usual:
        rows = [row for row, line in enumerate(lines) if line.size > largest / _SIZES]
        together = lines[rows[0]].text
        for before, row in pairwise(rows):
            if row != before + 1:
                break
            text, between = hyphens.join(together, lines[row].text)
            together = f"{text}{between}{lines[row].text}"
        title = " ".join(together.replace(HYPHEN, "-").split())
        if 3 <= len(title.split()) <= MAX_TITLE_WORDS:
            return title
    shown = " ".join(" ".join(line.text for line in lines[:12]).split())
    return named if named and len(named.split()) >= 3 and named in shown else None
