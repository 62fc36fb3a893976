"""Where the sentences of a text are: exact spans, never across a paragraph or half a quotation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import sentencex  # type: ignore[import-untyped]

from index.packed_heading import packed_heading_end

MAX_SENTENCE_CHARACTERS = 1200
# A longer quotation is cut between its sentences: what is cited has to be readable.
MAX_QUOTATION_WORDS = 90
# Word pieces; with a title before it a sentence still fits the embedder's window of 256.
MAX_SENTENCE_PIECES = 190
_LONGEST_WORD = 24  # a longer one is no word
_SHORT_NAME = 4
# The splitter's work grows with its input only in pieces of this size.
_PARAGRAPH_CHUNK = 20_000

_BULLET = re.compile(r"(?:[-*•‣▪·–—]|[0-9]{1,3}[.)]|\([0-9a-z]{1,3}\)|[a-z]\)) +")
_CLAUSE_END = re.compile(r"[;:,—–)][\"”’]?(?= )| (?=—|–|\()")
_ENDS_QUESTION_IN_QUOTES = re.compile(r"[?!…][\"”’]+\s*\Z")
_ATTRIBUTION = re.compile(
    r"(?:(?:[Hh]e|[Ss]he|[Tt]hey|I|[Ww]e) |(?!(?:[Hh]e|[Ss]he|[Tt]hey|I|[Ww]e) )"
    r"(?:(?:[A-Z][a-z]{0,2}\.|[\w’'-]+),? ){1,7})"
    r"(?:said|says|asked|asks|told|wrote|writes|added|adds|replied|cried|shouted|tweeted|posted|"
    r"recalled|continued|explained|insisted|warned|joked|quipped|exclaimed|responded|stated)\b"
)
_ENDS_WITH_NUMBER_SIGN = re.compile(
    r"(?:\A|[\s(])(?:Nos?|[Pp]op|[Aa]pprox|[Cc]a|[Ee]st|[Pp]p)\.\s*\Z"
)
# No sentence ends with what only stands before a name: "Ft. Dodge", "Supt. Bo Lee".
_ENDS_BEFORE_NAME = re.compile(
    r"(?:\A|[\s(“\"])(?:Fts?|Mts?|Pt|Supt|Dept|Insp|Sup|Cmdr|Cdr|Cpl|Pvt|Sgts?|Dets?|Atty|Hon|Msgr|"
    r"Amb|Asst|Assoc|Profs|Sens|Reps|Govs|Drs|Messrs|Mmes)\.\s*\Z"
)
_OPENS_QUOTATION = re.compile(r"(?<=\s)[“‘]\s*\Z")
# "R-N.M.": an abbreviation behind a dash, which the splitter does not know for one.
_ENDS_WITH_LETTER = re.compile(r"\b[A-Z]\.\Z")
_LETTER = re.compile(r"[A-Z]\.")
_ENDS_WITH_HOUR = re.compile(r"[0-9] ?[ap]\.m\.\s*\Z")
_DAY_OR_ZONE = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Eastern|Central|Pacific|Mountain|local)\b"
    r"|(?:[ECMP][SD]?T|GMT|UTC|BST)\b|[A-Z][a-z]{2,8}\.? [0-9])"
)
_SENTENCE_END = re.compile(r"[.!?…:;][\"”’)\]]*\Z")
_WORD = re.compile(r"\w+|[^\w\s]")
_HALF_PAIR = re.compile("[\ud800-\udfff]")


class Span(NamedTuple):
    """Code points `start` to `end` of a text."""

    start: int
    end: int


def split_sentences(text: str) -> list[Span]:
    """Spans in order, disjoint, without outer spaces, that hold every character but white space.

    A heading, a list item and the packed fields before an article's first sentence are sentences
    of their own. Takes time in proportion to the text.
    """
    spans: list[Span] = []
    head = packed_heading_end(text)
    if head:
        spans.append(_trim(text, 0, head))
    for start, end in split_paragraphs(text):
        start = max(start, head)
        if start < end:
            spans.extend(_split_paragraph(text, start, end))
    return [part for span in spans if span.start < span.end for part in _cap(text, span)]


def split_paragraphs(text: str) -> Iterator[Span]:
    """A line is a paragraph, except where lines were wrapped at a fixed width."""
    at = 0
    for block in re.split(r"(\n[ ]*\n\s*)", text):
        if block.strip():
            if _is_wrapped(block):
                yield _trim(text, at, at + len(block))
            else:
                line_start = at
                for line in block.split("\n"):
                    if line.strip():
                        yield _trim(text, line_start, line_start + len(line))
                    line_start += len(line) + 1
        at += len(block)


def _is_wrapped(block: str) -> bool:
    """Lines of about one length of which most do not end a sentence were broken by a program."""
    lines = [line.strip() for line in block.strip("\n").split("\n")]
    body = lines[:-1]
    if len(lines) < 2 or any(_BULLET.match(line) for line in lines):
        return False
    widths = [len(line) for line in body]
    narrow, wide = min(widths), max(widths)
    if narrow < 40 or wide > 120 or wide - narrow > 25 or len(lines[-1]) > wide + 5:
        return False
    running_on = sum(not _SENTENCE_END.search(line) for line in body)
    continued = any(line[:1].islower() for line in lines[1:])
    return continued and running_on * 2 > len(body)


def _split_paragraph(text: str, start: int, end: int) -> Iterator[Span]:
    for chunk, stop in _chunks(text, start, end):
        paragraph = text[chunk:stop]
        cuts = [0, *_cuts(paragraph), len(paragraph)]
        for before, after in pairwise(cuts):
            span = _trim(text, chunk + before, chunk + after)
            if span.start < span.end:
                yield span


def _chunks(text: str, start: int, end: int) -> Iterator[Span]:
    """A paragraph of any length in parts of bounded length, divided at spaces if there are any."""
    while end - start > _PARAGRAPH_CHUNK:
        space = text.rfind(" ", start + 1, start + _PARAGRAPH_CHUNK)
        stop = space if space > start else start + _PARAGRAPH_CHUNK
        yield Span(start, stop)
        start = stop
    yield Span(start, end)


def _cuts(paragraph: str) -> list[int]:
    """Places between the sentences of a paragraph."""
    marker = _BULLET.match(paragraph)
    first = marker.end() if marker else 0
    outer = [cut for cut in _boundaries(paragraph) if cut > first]
    quotations = _quotations(paragraph)
    outer = [
        cut
        for cut in outer
        if not _inside(cut, quotations) and not _belongs_together(paragraph, cut)
    ]
    return _divide_long_quotations(paragraph, outer, first)


def _boundaries(text: str) -> list[int]:
    cuts, at = [], 0
    # Half of a surrogate pair has no UTF-8, in which the splitter reads.
    for sentence in sentencex.segment("en", _HALF_PAIR.sub("\ufffd", text)):
        at += len(sentence)
        # A mark that opens what follows belongs there.
        opening = _OPENS_QUOTATION.search(text, max(0, at - 3), at)
        cuts.append(opening.start() if opening else at)
    return cuts[:-1] if cuts and at == len(text) else []


def _quotations(text: str) -> list[Span]:
    """Quotations that open and close in this paragraph, outermost only, in order."""
    spans: list[Span] = []
    opened: int | None = None
    depth = 0
    straight: int | None = None
    for at, character in _quotation_marks(text):
        if character == "“":
            opened, depth = (at if depth == 0 else opened), depth + 1
        elif character == "”" and depth:
            depth -= 1
            if depth == 0 and opened is not None:
                spans.append(Span(opened, at + 1))
        elif character == '"':
            if straight is None:
                straight = at
            else:
                spans.append(Span(straight, at + 1))
                straight = None
    return sorted(spans)


def _quotation_marks(text: str) -> Iterator[tuple[int, str]]:
    for found in re.finditer('[“”"]', text):
        yield found.start(), found[0]


def _inside(cut: int, quotations: Iterable[Span]) -> bool:
    return any(start < cut < end for start, end in quotations)


def _belongs_together(paragraph: str, cut: int) -> bool:
    before = paragraph[max(0, cut - 40) : cut]
    after = paragraph[cut : cut + 80].lstrip()
    if _ENDS_WITH_LETTER.search(before) and _LETTER.match(paragraph, cut):
        return True
    if _ENDS_WITH_NUMBER_SIGN.search(before) and after.lstrip("$£€")[:1].isdigit():
        return True
    if _ENDS_BEFORE_NAME.search(before) and after[:1].isupper():
        return True
    if _ENDS_WITH_HOUR.search(before) and _DAY_OR_ZONE.match(after):
        return True
    return bool(_ENDS_QUESTION_IN_QUOTES.search(before) and _ATTRIBUTION.match(after))


def _divide_long_quotations(paragraph: str, cuts: list[int], first: int) -> list[int]:
    """Cut inside a sentence that a quotation makes too long, at the quotation's own sentences."""
    result: list[int] = []
    start = 0
    for end in [*cuts, len(paragraph)]:
        if len(paragraph[start:end].split()) > MAX_QUOTATION_WORDS:
            unquoted = re.sub('[“”"()]', " ", paragraph[start:end])
            inner = [start + cut for cut in _boundaries(unquoted) if start + cut > first]
            result.extend(_pack(paragraph, start, end, inner))
        result.append(end)
        start = end
    return result[:-1]


def _pack(text: str, start: int, end: int, cuts: list[int]) -> Iterator[int]:
    """As few of the cuts as keep every part under the word limit."""
    begin = start
    last: int | None = None
    for cut in [*cuts, end]:
        if last is not None and len(text[begin:cut].split()) > MAX_QUOTATION_WORDS:
            yield last
            begin = last
        last = cut


def _trim(text: str, start: int, end: int) -> Span:
    part = text[start:end]
    left = len(part) - len(part.lstrip())
    return Span(start + left, start + len(part.rstrip())) if part.strip() else Span(start, start)


def count_pieces(text: str) -> int:
    """Hardly ever fewer than the word pieces an English tokenizer makes of `text`.

    Short plain words are one piece, names are several, and what is no word is counted by the
    character. On news it is too low for one passage of 250, and then by a few pieces.
    """
    return sum(map(_pieces_of_word, _WORD.findall(text)))


@lru_cache(maxsize=200_000)  # the words of a language; most of a text are seen before
def _pieces_of_word(word: str) -> int:
    size = len(word)
    if not word.isascii() or not word.isalpha():
        return (size + 1) // 2 if word.isascii() and word.isdigit() else size
    if size >= _LONGEST_WORD:
        return (size + 1) // 2
    return 1 + size // (3 if word[0].isupper() and size > _SHORT_NAME else 8)


def _cap(text: str, span: Span) -> Iterator[Span]:
    """Cut what is too long for a citation or the embedder at a clause, else at a space or hard."""
    start, end = span
    while start < end:
        stop = _reach(text, start, end)
        if stop < end:
            stop = _clause_before(text, start, stop)
        part = _trim(text, start, stop)
        if part.start < part.end:
            yield part
        start = stop


def _reach(text: str, start: int, end: int) -> int:
    """How far one sentence may go from `start`."""
    if end - start <= MAX_SENTENCE_PIECES:  # no character is more than one piece
        return end
    limit = min(end, start + MAX_SENTENCE_CHARACTERS)
    if count_pieces(text[start:limit]) <= MAX_SENTENCE_PIECES:
        return limit
    pieces = 0
    for word in _WORD.finditer(text, start, limit):
        pieces += _pieces_of_word(word[0])
        if pieces > MAX_SENTENCE_PIECES:
            within = max(word.start(), start + 1)
            # One endless word is divided by the character.
            return min(within, limit) if word.start() > start else start + MAX_SENTENCE_PIECES
    return limit


def _clause_before(text: str, start: int, stop: int) -> int:
    floor = start + (stop - start) // 3
    clauses = [found.end() for found in _CLAUSE_END.finditer(text, floor, stop)]
    if clauses:
        return clauses[-1]
    space = text.rfind(" ", floor, stop)
    return space if space > start else stop
