"""Prepare the shipped models for this computer once: `python -m qa.engine.requantise`."""

from __future__ import annotations

import sys

from index import LibraryError, default_embedder
from qa.engine.shipped_models import find_language_model
from qa.errors import AnswerError
from qa.settings import byline_home, seeds_folder


def main() -> int:
    """Requantise into `BYLINE_HOME/models` and find the fastest way to embed.

    Nothing happens when both is done.
    """
    try:
        path = find_language_model(None, byline_home())
        default_embedder(seeds_folder(), home=byline_home())
    except (AnswerError, LibraryError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stderr.write(f"Language model: {path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
