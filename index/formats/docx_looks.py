"""How the runs of a Word document look: hidden, struck through, raised. Knows no text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = frozenset(("0", "false", "off", "none"))
_WHITE = re.compile(r"(?:F[A-F]){3}", re.IGNORECASE)
_TINY = 4  # half points
_NARROW = 5  # per cent of the usual width: a line and no letter
_HIGHLIGHTS = {
    "black": "000000", "blue": "0000FF", "cyan": "00FFFF", "green": "00FF00", "magenta": "FF00FF",
    "red": "FF0000", "yellow": "FFFF00", "white": "FFFFFF", "darkBlue": "00008B",
    "darkGray": "A9A9A9", "lightGray": "D3D3D3",
}  # fmt: skip


@dataclass(frozen=True)
class Style:
    """What a named style says of its words."""

    name: str = ""
    hides: bool = False
    strikes: bool = False
    white: bool = False
    lists: bool = False


@dataclass(frozen=True)
class Styles:
    """The named styles of a document."""

    named: Mapping[str, Style]

    @classmethod
    def of_part(cls, root: Any) -> Styles:  # noqa: ANN401 - an lxml element, or None
        """Each style with what it takes over from the one that it is based on."""
        every = () if root is None else root.iter(f"{W}style")
        found = {style.get(f"{W}styleId", ""): style for style in every}
        return cls({key: _read_style(style, found) for key, style in found.items()})

    def of(self, element: Any) -> Style:  # noqa: ANN401
        """The style that an element names."""
        return self.named.get("" if element is None else element.get(f"{W}val", ""), Style())

    def hide(self, run: Any, style: Style) -> bool:  # noqa: ANN401
        """Whether a run of a paragraph of that style cannot be seen."""
        look = run.find(f"{W}rPr")
        if look is None:
            return style.hides or (style.white and not _is_shaded(run))
        if look.find(f"{W}vanish") is not None:
            return flag(look, "vanish")
        named = self.of(look.find(f"{W}rStyle"))
        colour = _value(look, "color")
        white = bool(_WHITE.fullmatch(colour)) if colour else named.white or style.white
        small = _number(look, "sz") <= _TINY or _number(look, "w") <= _NARROW
        alike = bool(colour) and colour.upper() in _own_grounds(look)
        return (
            style.hides or named.hides or small or alike or (white and not _is_shaded(run))
        )  # fmt: skip

    def strike(self, run: Any, style: Style) -> bool:  # noqa: ANN401
        """Whether a run of a paragraph of that style is struck through."""
        look = run.find(f"{W}rPr")
        if look is None:
            return style.strikes
        for name in ("strike", "dstrike"):
            if look.find(f"{W}{name}") is not None:
                return flag(look, name)
        return style.strikes or self.of(look.find(f"{W}rStyle")).strikes


def flag(look: Any, name: str) -> bool:  # noqa: ANN401
    """Whether something is switched on; False where nothing is said of it."""
    found = look.find(f"{W}{name}")
    return found is not None and found.get(f"{W}val", "1") not in _OFF


def is_raised(run: Any) -> bool:  # noqa: ANN401
    """Whether a run stands above the line."""
    look = run.find(f"{W}rPr")
    return look is not None and _value(look, "vertAlign") == "superscript"


def _value(look: Any, name: str) -> str:  # noqa: ANN401
    found = look.find(f"{W}{name}")
    return "" if found is None else found.get(f"{W}val") or ""


def _number(look: Any, name: str) -> int:  # noqa: ANN401
    """A large one where none is told."""
    told = _value(look, name)
    return int(told) if told.isdigit() else 1_000


def _own_grounds(look: Any) -> set[str]:  # noqa: ANN401
    """The colours that a run itself has behind its letters."""
    shade = look.find(f"{W}shd")
    fill = "" if shade is None else shade.get(f"{W}fill") or ""
    return {fill.upper(), _HIGHLIGHTS.get(_value(look, "highlight"), "")}


def _is_shaded(run: Any) -> bool:  # noqa: ANN401
    """Whether a run, its paragraph, cell or table has a colour behind it."""
    for element in (run, *run.iterancestors()):
        for name in ("rPr", "pPr", "tcPr", "tblPr"):
            look = element.find(f"{W}{name}")
            if look is None:
                continue
            if look.find(f"{W}highlight") is not None:
                return True
            shade = look.find(f"{W}shd")
            fill = "auto" if shade is None else shade.get(f"{W}fill", "auto")
            if fill.lower() != "auto" and not _WHITE.fullmatch(fill):
                return True
            if name == "tblPr" and look.find(f"{W}tblStyle") is not None:
                return True
        if element.tag.endswith("}txbxContent"):
            return True
    return False


def _read_style(style: Any, styles: Mapping[str, Any]) -> Style:  # noqa: ANN401
    line = [*_lineage(style, styles)]
    colour = next((told for each in line if (told := _said(each, "color")) is not None), None)
    ground = any(each.find(f"{W}{of}/{W}shd") is not None for each in line for of in ("rPr", "pPr"))
    shown = _value(style, "name")
    return Style(
        shown,
        hides=_switched(line, "vanish"),
        strikes=_switched(line, "strike"),
        white=colour is not None and bool(_WHITE.fullmatch(colour)) and not ground,
        lists=style.find(f"{W}pPr/{W}numPr") is not None and "ead" not in shown,
    )


def _lineage(style: Any, styles: Mapping[str, Any]) -> Iterator[Any]:  # noqa: ANN401
    """A style and those it is based on, the nearest first."""
    seen: set[str] = set()
    while style is not None:
        yield style
        key = _value(style, "basedOn")
        style = None if key in seen else styles.get(key)
        seen.add(key)


def _said(style: Any, name: str) -> str | None:  # noqa: ANN401
    found = style.find(f"{W}rPr/{W}{name}")
    return None if found is None else found.get(f"{W}val", "1")


def _switched(styles: list[Any], name: str) -> bool:
    """What the nearest of them says that says anything of it."""
    told = next((said for style in styles if (said := _said(style, name)) is not None), None)
    return told is not None and told not in _OFF
