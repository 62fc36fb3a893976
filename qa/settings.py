"""What a user may set: command line over environment over one TOML file. Loads nothing."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import platformdirs

from qa.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping

SETTINGS_FILE = "settings.toml"
SERVING = ("person_header", "proxy", "public_name", "audit", "audit_words", "metrics", "at_once")
KNOWN = frozenset({"articles", "model", "model_server", "readers_server", "store", *SERVING})
YES, NO = frozenset({"1", "yes", "true", "on"}), frozenset({"", "0", "no", "false", "off"})
MOST_AT_ONCE = 64
LOCAL_STORE = "local"


@dataclass(frozen=True, slots=True)
class Serving:
    """How the chat is served to several people.

    `person_header`: the header in which a proxy names them; `proxy`: the addresses it comes from;
    `public_name`: the names it shows Byline under, both parted by commas. `audit`: the file with a
    line a question, in which there are `audit_words` only on request. `at_once`: questions that
    are answered at the same time.
    """

    person_header: str | None = None
    proxy: str | None = None
    public_name: str | None = None
    audit: Path | None = None
    audit_words: bool = False
    metrics: bool = False
    at_once: int = 1


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the articles are, where Byline keeps its own files, and which language model writes.

    `model` is the path of a GGUF file or the name of a shipped model; None takes the default. With
    `model_server`, addresses parted by commas, it is the name of a model there, and nothing is
    written on this computer. At `readers_server` the networks run that read and judge sentences.
    With `store`, the address or the file of a Milvus, the articles are those that it was filled
    with, whatever folder is named.
    """

    articles: Path
    home: Path
    model: str | None = None
    model_server: str | None = None
    readers_server: str | None = None
    store: str | None = None
    serving: Serving = Serving()


def seeds_folder() -> Path:
    """The sample articles: beside the packages, in a checkout and in an installed wheel alike."""
    return Path(__file__).resolve().parent.parent / "seeds"


def byline_home(environment: Mapping[str, str] | None = None) -> Path:
    """`BYLINE_HOME`, else the platform's folder for a user's data."""
    chosen = (os.environ if environment is None else environment).get("BYLINE_HOME")
    return Path(chosen).expanduser().resolve() if chosen else platformdirs.user_data_path("byline")


def load_settings(
    *,
    articles: str | os.PathLike[str] | None = None,
    model: str | os.PathLike[str] | None = None,
    environment: Mapping[str, str] | None = None,
) -> Settings:
    """Combine what was given, the environment and `BYLINE_HOME/settings.toml`, in this order.

    Raises:
        SettingsError: the settings file cannot be read or names an unknown setting.
    """
    values = os.environ if environment is None else environment
    home = byline_home(values)
    saved = _read(home / SETTINGS_FILE)
    folder = articles or values.get("BYLINE_ARTICLES") or saved.get("articles") or seeds_folder()
    chosen = model or values.get("BYLINE_MODEL") or saved.get("model")
    return Settings(
        articles=Path(folder).expanduser().resolve(),
        home=home,
        model=None if chosen is None else str(chosen),
        model_server=values.get("BYLINE_MODEL_SERVER") or saved.get("model_server"),
        readers_server=values.get("BYLINE_READERS_SERVER") or saved.get("readers_server"),
        store=_store(values.get("BYLINE_STORE") or saved.get("store")),
        serving=_serving(values, saved),
    )


def _store(told: str | None) -> str | None:
    """A store that is not of this computer, in the one way to write it."""
    if told is None or told.strip() in ("", LOCAL_STORE):
        return None
    told = told.strip()
    # The server changes its working folder.
    return told if "://" in told else str(Path(told).expanduser().resolve())


def _serving(values: Mapping[str, str], saved: Mapping[str, str]) -> Serving:
    """What the environment says, else the file."""
    told = {name: values.get(f"BYLINE_{name.upper()}") or saved.get(name) for name in SERVING}
    audit, at_once = told["audit"], told["at_once"] or "1"
    if not (at_once.isascii() and at_once.isdigit() and 1 <= int(at_once) <= MOST_AT_ONCE):
        raise SettingsError(f"at_once is {at_once!r}, but goes from 1 to {MOST_AT_ONCE}.")
    return Serving(
        person_header=told["person_header"],
        proxy=told["proxy"],
        public_name=told["public_name"],
        audit=Path(audit).expanduser().resolve() if audit else None,
        audit_words=_yes("audit_words", told["audit_words"]),
        metrics=_yes("metrics", told["metrics"]),
        at_once=int(at_once),
    )


def _yes(name: str, told: str | None) -> bool:
    word = (told or "").casefold()
    if word not in YES | NO:
        raise SettingsError(f"{name} is {told!r}. Write yes or no.")
    return word in YES


def _read(path: Path) -> dict[str, Any]:
    try:
        saved = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(
            f"The settings file {path} cannot be read: {error}. Mend it or delete it."
        ) from error
    unknown = sorted(saved.keys() - KNOWN)
    wrong = sorted(key for key in saved.keys() & KNOWN if not isinstance(saved[key], str))
    if unknown or wrong:
        known = ", ".join(sorted(KNOWN))
        raise SettingsError(
            f"The settings file {path} has {', '.join(unknown + wrong)}, "
            f"but holds only these settings, each a string: {known}."
        )
    return saved
