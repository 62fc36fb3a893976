"""Make the shipped language model's faster form once: `python -m qa.requantise`."""

from __future__ import annotations

import sys

from qa.errors import AnswerError
from qa.settings import byline_home
from qa.shipped_models import find_language_model


def main() -> int:
    """Requantise into `BYLINE_HOME/models`; nothing happens when it is there."""
    try:
        path = find_language_model(None, byline_home())
    except AnswerError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stderr.write(f"Language model: {path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
