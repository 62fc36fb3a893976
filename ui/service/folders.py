"""Which folder of articles is open: the one Byline was started with, or a person's own."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ui.service.engine import Engine
    from ui.service.opening import Opening, Tell
    from ui.service.own_articles import OwnArticles

    Open = Callable[[Path, bool, Tell], Engine]  # the folder, whether from nothing, what to tell

BUSY = "The articles are still being opened. Try again when they are."


class Which(StrEnum):
    """One of the two folders."""

    GIVEN = "given"
    OWN = "own"


@dataclass(frozen=True)
class Folders:
    """Opens one folder in place of the other; what was open stays so until then."""

    given: Path
    own: OwnArticles
    opening: Opening[Engine]
    open_folder: Open
    are_samples: bool = False  # whether the given folder is the one that came with Byline

    @property
    def open_now(self) -> Which:
        """What is open, or what is being opened first."""
        engine = self.opening.opened
        own = engine is not None and engine.library.folder == self.own.folder.resolve()
        return Which.OWN if own else Which.GIVEN

    def open(self, which: Which, *, rebuild: bool = False) -> str:
        """Begin to open a folder as it is now; the reason where that cannot be, else ""."""
        if which is Which.OWN and not self.own.names:
            return "Your own folder has no article yet. Add one first."
        folder = self.own.folder if which is Which.OWN else self.given
        begun = self.opening.again(lambda tell: self.open_folder(folder, rebuild, tell))
        return "" if begun else BUSY
