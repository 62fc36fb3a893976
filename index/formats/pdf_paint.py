"""What is painted on a page of a PDF beside its letters, and whether letters can be seen on it."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

_MOST_OBJECTS = 20_000  # of a page; a map has that many lines, and nothing is hidden by them
_MOST_AREAS = 2_000
_UNPAINTED = frozenset((pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP))
_STROKED = frozenset((pdfium.FPDF_TEXTRENDERMODE_STROKE,
                      pdfium.FPDF_TEXTRENDERMODE_STROKE_CLIP))  # fmt: skip
_FILLED_AND_STROKED = frozenset((pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE,
                                 pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE_CLIP))  # fmt: skip
_WHITE = 250  # of 255, in each colour
_OPAQUE = 250  # of 255
_CLEAR = 8  # of 255: less cannot be seen
_THIN = 2.0  # points: a line that may strike words through
_SHORTEST = 3.0  # points
_STRIKING = (0.1, 0.42)  # of the size of the letters above their foot


class _Area(NamedTuple):
    order: int  # among the objects of the page, as they are painted
    left: float
    bottom: float
    right: float
    top: float
    white: bool
    covers: bool  # nothing under it can be seen

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.bottom <= y <= self.top


class _Rule(NamedTuple):
    left: float
    right: float
    height: float


class Look(NamedTuple):
    """How the letters of one text object are painted: on what, and what is painted over them."""

    unpainted: bool = False
    white: bool = False
    under: tuple[_Area, ...] = ()
    over: tuple[_Area, ...] = ()

    def hides(self, x: float, y: float) -> bool:
        """Whether a letter that is painted like this cannot be seen at a place."""
        if self.unpainted or any(each.holds(x, y) for each in self.over):
            return True
        if not self.white:
            return False
        ground = [each for each in self.under if each.holds(x, y)]
        return not ground or ground[-1].white


@dataclass
class Paint:
    """The areas of a page that are filled, and the place of its text among them."""

    areas: list[_Area] = field(default_factory=list)
    orders: dict[int | None, int] = field(default_factory=dict)  # of text objects, by handle
    lines: dict[int, list[_Rule]] = field(default_factory=dict)  # thin and level, by their height
    pictures: bool = False

    @classmethod
    def of(cls, page: Any) -> Paint:  # noqa: ANN401 - a page of pdfium
        """Look at every object that lies on the page itself."""
        paint = cls()
        for order in range(min(_MOST_OBJECTS, pdfium.FPDFPage_CountObjects(page))):
            thing = pdfium.FPDFPage_GetObject(page, order)
            kind = pdfium.FPDFPageObj_GetType(thing)
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                paint.orders[ctypes.cast(thing, ctypes.c_void_p).value] = order
                continue
            paint.pictures = paint.pictures or kind == pdfium.FPDF_PAGEOBJ_IMAGE
            if kind == pdfium.FPDF_PAGEOBJ_FORM:
                paint.pictures = paint.pictures or _holds_picture(thing)
            if kind == pdfium.FPDF_PAGEOBJ_PATH and (rule := _rule(thing)):
                paint.lines.setdefault(round(rule.height), []).append(rule)
            if len(paint.areas) < _MOST_AREAS and (area := _area(thing, kind, order)):
                paint.areas.append(area)
        return paint

    def strikes(self, x: float, foot: float, size: float) -> bool:
        """Whether a line goes through the middle of a letter that stands at a place."""
        low, high = (foot + share * size for share in _STRIKING)
        return any(
            rule.left <= x <= rule.right and low < rule.height < high
            for height in range(round(low), round(high) + 1)
            for rule in self.lines.get(height, ())
        )

    def look_of(self, text: Any, handle: int | None) -> Look:  # noqa: ANN401
        """How a text object is painted."""
        if not text:
            return Look()
        mode = pdfium.FPDFTextObj_GetTextRenderMode(text)
        shades = []
        if mode not in _STROKED:
            shades.append(_colour(text, pdfium.FPDFPageObj_GetFillColor))
        if mode in _STROKED | _FILLED_AND_STROKED:
            shades.append(_colour(text, pdfium.FPDFPageObj_GetStrokeColor))
        known = [each for each in shades if each]
        clear = bool(known) and all(each[3] < _CLEAR for each in known)
        white = bool(known) and all(min(each[:3]) >= _WHITE for each in known)
        order = self.orders.get(handle)
        if order is None:  # inside another object: what is over it is not known
            return Look(mode in _UNPAINTED or clear, white, tuple(self.areas))
        return Look(
            mode in _UNPAINTED or clear,
            white,
            tuple(each for each in self.areas if each.order < order) if white else (),
            tuple(each for each in self.areas if each.order > order and each.covers),
        )


def _area(thing: Any, kind: int, order: int) -> _Area | None:  # noqa: ANN401
    """Where something is painted."""
    covers = white = False
    if kind == pdfium.FPDF_PAGEOBJ_PATH:
        mode, stroke = ctypes.c_int(), ctypes.c_int()
        colour = _colour(thing, pdfium.FPDFPageObj_GetFillColor)
        if not pdfium.FPDFPath_GetDrawMode(thing, mode, stroke) or mode.value == 0 or not colour:
            return None
        covers = (
            colour[3] >= _OPAQUE
            and not pdfium.FPDFPageObj_HasTransparency(thing)
            and _is_box(thing)
        )
        white = min(colour[:3]) >= _WHITE
    bounds = _bounds(thing)
    return _Area(order, *bounds, white, covers) if bounds else None


def _rule(path: Any) -> _Rule | None:  # noqa: ANN401
    """A thin level line, however it is drawn."""
    bounds = _bounds(path)
    if bounds is None:
        return None
    left, bottom, right, top = bounds
    is_line = top - bottom <= _THIN and right - left >= _SHORTEST
    return _Rule(left, right, (bottom + top) / 2) if is_line else None


def _bounds(thing: Any) -> tuple[float, float, float, float] | None:  # noqa: ANN401
    edges = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(thing, *edges):
        return None
    left, bottom, right, top = (edge.value for edge in edges)
    return left, bottom, right, top


def _is_box(path: Any) -> bool:  # noqa: ANN401
    """Whether a path is one rectangle: other shapes do not fill their bounds."""
    return 4 <= pdfium.FPDFPath_CountSegments(path) <= 6 and not any(
        pdfium.FPDFPathSegment_GetType(pdfium.FPDFPath_GetPathSegment(path, row))
        == pdfium.FPDF_SEGMENT_BEZIERTO
        for row in range(pdfium.FPDFPath_CountSegments(path))
    )


def _holds_picture(form: Any) -> bool:  # noqa: ANN401
    return any(
        pdfium.FPDFPageObj_GetType(pdfium.FPDFFormObj_GetObject(form, row))
        == pdfium.FPDF_PAGEOBJ_IMAGE
        for row in range(min(1_000, max(0, pdfium.FPDFFormObj_CountObjects(form))))
    )


def _colour(thing: Any, ask: Any) -> tuple[int, int, int, int] | None:  # noqa: ANN401
    parts = [ctypes.c_uint() for _ in range(4)]
    if not ask(thing, *parts):
        return None
    red, green, blue, alpha = (part.value for part in parts)
    return red, green, blue, alpha
