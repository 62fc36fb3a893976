"""The shipped language model, taught to make a question stand alone that leans on earlier ones.

Knows no engine and judges nothing: what it writes is checked by `qa.question.rewriting`.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from qa.writing.prompt import rewriting_prompt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.engine import LanguageModel

MOST_TOKENS = 60
REMEMBERED = 64  # a talk is handed on with every question of it


class TaughtRewriter:
    """Asks the model with the rewriting adapter; what it wrote of late is not written again."""

    def __init__(self, model: LanguageModel) -> None:
        self._model = model
        self._asked = functools.lru_cache(maxsize=REMEMBERED)(self._ask)

    def rewrite(self, earlier: Sequence[tuple[str, str]], question: str) -> str | None:
        return self._asked(tuple(earlier), question)

    def _ask(self, earlier: tuple[tuple[str, str], ...], question: str) -> str | None:
        prompt = rewriting_prompt(earlier, question)
        if not self._model.fits(prompt, MOST_TOKENS):
            return None
        pieces = list(self._model.generate(prompt, max_tokens=MOST_TOKENS))
        text = " ".join("".join(piece.text for piece in pieces).split())
        return text if text and pieces[-1].finish_reason == "stop" else None
