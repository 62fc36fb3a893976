"""Writes the chosen language model into the settings file and leaves all else in it as it is."""

from __future__ import annotations

import contextlib
import json
import os
import re
import tempfile
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from qa.errors import SettingsError
from qa.settings import SETTINGS_FILE

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINE = re.compile(
    r"(?m)^(?P<key>[ \t]*(?:model|\"model\"|'model')[ \t]*=[ \t]*)"
    r"(?:\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*')(?=[ \t]*(?:#[^\n]*)?\r?$)"
)


def save_model(model: str, home: Path) -> Path:
    """Set `model` in `home`'s settings file, which is made where there is none; its path.

    Raises:
        SettingsError: the file cannot be read or written, or has a form that is not known here.
    """
    path = (home / SETTINGS_FILE).resolve()  # the file itself where it is a link to one
    try:
        with contextlib.suppress(FileNotFoundError):
            text = path.read_bytes().decode("utf-8")
            return _write(path, _with_model(text, model, path))
        return _write(path, _with_model("", model, path))
    except (OSError, UnicodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(
            f"The settings file {path} cannot be changed: {error}. "
            f"Write this line into it by hand: model = {_quoted(model)}"
        ) from error


def _with_model(text: str, model: str, path: Path) -> str:
    before = tomllib.loads(text)
    line_end = "\r\n" if "\r\n" in text else "\n"
    if "model" in before:
        changed = _LINE.sub(lambda found: found["key"] + _quoted(model), text, count=1)
    else:
        joint = line_end if text and not text.endswith("\n") else ""
        changed = f"{text}{joint}model = {_quoted(model)}{line_end}"
    if tomllib.loads(changed) != {**before, "model": model}:
        raise SettingsError(
            f"The settings file {path} has a form that Byline does not change. "
            f"Write this line into it by hand: model = {_quoted(model)}"
        )
    return changed


def _quoted(text: str) -> str:
    """A basic string of TOML, whose escapes are those of JSON, and one more."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _write(path: Path, text: str) -> Path:
    """All of it or nothing: a power cut leaves the old file or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    data = text.encode("utf-8")
    with _scratch(path) as (descriptor, scratch):
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileNotFoundError):
            scratch.chmod(path.stat().st_mode & 0o777)
        scratch.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return path


@contextlib.contextmanager
def _scratch(path: Path) -> Iterator[tuple[int, Path]]:
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    scratch = Path(name)
    try:
        yield descriptor, scratch
    finally:
        scratch.unlink(missing_ok=True)
