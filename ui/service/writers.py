"""Which language model writes the answers, and putting another in its place while the chat goes on.

Knows nothing of Gradio. What is open answers on until the other model is loaded, and if it cannot
be loaded; the memory of the old one is given back by the upkeep, when nobody waits for an answer.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from qa.engine import ShippedModel, find_named
from qa.engine.larger_models import larger_model
from qa.engine.shipped_models import SHIPPED, own_models
from qa.errors import SettingsError
from qa.language_models import served_model
from qa.saved_settings import save_model
from ui.service.folders import BUSY
from ui.service.memory import free_memory

if TYPE_CHECKING:
    from qa.engine.catalogue import CatalogueModel
    from qa.settings import Settings
    from ui.service.engine import Engine
    from ui.service.opening import Opening, Tell

OFFERED = "offered.txt"  # names of models that a person does not want to hear of again


@dataclass
class Writers:
    """The settings as they are now; `open_with` opens a folder with the model that they name."""

    settings: Settings
    open_with: Callable[[Settings, Tell], Engine]
    free: Callable[[], int | None] = free_memory
    cores: int = field(default_factory=lambda: os.cpu_count() or 1)
    coming: Settings | None = None  # with the model that is being loaded
    fixed: bool = False  # nobody may choose another

    @property
    def now(self) -> str:
        """The name of the model that writes, and where, if that is not here."""
        served = served_model(self.settings)
        if served is not None:
            return served.name
        return _name(find_named(self.settings.model, self.settings.home))

    @property
    def others(self) -> tuple[str, ...]:
        """The names of the other models that are here; a server has the one it was given."""
        if self.settings.model_server or self.fixed:
            return ()
        own = (path.stem for path in own_models(self.settings.home))
        names = (*(shipped.name for shipped in SHIPPED), *own)
        return tuple(name for name in names if name != self.now)

    @property
    def wanted(self) -> tuple[Settings, ...]:
        """The settings whose models have to stay loaded."""
        return (self.settings,) if self.coming is None else (self.settings, self.coming)

    @property
    def to_fetch(self) -> CatalogueModel | None:
        """A larger model that fits and was not declined; none for who has another one already."""
        if self.settings.model_server or self.fixed:
            return None
        larger = larger_model(self.settings, free=self.free(), cores=self.cores)
        if larger is None or self.others or larger.model.name in self._declined():
            return None
        return larger.model

    def decline(self, name: str) -> None:
        """Do not name this model again."""
        if self.fixed or name in self._declined():
            return
        with (
            contextlib.suppress(OSError),  # then it is named once more
            self._offered.open("a", encoding="utf-8") as file,
        ):
            file.write(f"{name}\n")

    def write_with(self, name: str, opening: Opening[Engine]) -> str:
        """Begin to load another model; the reason where that cannot be, else ""."""
        engine = opening.opened
        if engine is None:
            return BUSY
        if name not in self.others:
            return f"There is no model {name} here any more."
        chosen = replace(self.settings, model=name, articles=engine.library.folder)

        def source(tell: Tell) -> Engine:
            self.coming = chosen
            try:
                opened = self.open_with(chosen, tell)
                self.settings = replace(self.settings, model=name)
            finally:
                self.coming = None
            with contextlib.suppress(SettingsError):  # it writes until Byline is closed
                save_model(name, self.settings.home)
            return opened

        return "" if opening.again(source) else BUSY

    @property
    def _offered(self) -> Path:
        return self.settings.home / OFFERED

    def _declined(self) -> set[str]:
        try:
            return set(self._offered.read_text(encoding="utf-8").splitlines())
        except (OSError, UnicodeDecodeError):
            return set()


def _name(found: ShippedModel | Path) -> str:
    return found.name if isinstance(found, ShippedModel) else found.stem
