"""What can be wrong with a library or its folder, in sentences that a person may be shown."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class LibraryError(Exception):
    """Base of every error about articles and their index; `str()` may be shown as it is."""


class ArticleFolderError(LibraryError):
    """The folder of articles is missing, is not a folder or cannot be read."""


class EmptyFolderError(LibraryError):
    """No file of the folder could be read as an article."""


class StaleIndexError(LibraryError):
    """The saved library was made with other settings than the ones in use."""


class DamagedLibraryError(LibraryError):
    """A file of the saved library is not what was written."""


class UnknownArticleError(LibraryError):
    """No article, or more than one, has this id."""


class BusyLibraryError(LibraryError):
    """Another process is writing the library."""


class EmbedderError(LibraryError):
    """The embedding model is missing or cannot be loaded."""


class SaveError(LibraryError):
    """The library could not be written; what was there before is untouched."""


class StoreError(LibraryError):
    """A store that is not of this computer cannot be reached, or does not do what it is asked."""


def rebuild_command(folder: Path) -> str:
    """The command that builds the library of `folder` again, fit for a shell."""
    return f"byline index --rebuild --articles {shlex.quote(str(folder))}"
