"""Conversations that somebody wrote by hand, in a plain text file.

    #
    when did the norrvik ferry line start? | 1962
    > and who founded it => Who founded the Norrvik ferry line? | Anders Holm, a fisherman
    > what did he do before that? => What did Anders Holm do before he founded it? |

`#` begins a conversation, `>` a later turn; ` => ` stands before the turn as it stands alone, where
it does not already; the answer follows `|`, nothing where the articles do not say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from models.training.rewriter_turns import LeaningTurn


@dataclass(frozen=True, slots=True)
class WrittenTurn:
    """A turn as it was typed and as it stands alone, and its answer."""

    typed: str
    alone: str
    answer: str


def read_talks(text: str) -> Iterator[list[WrittenTurn]]:
    """The conversations of a file, in order.

    Raises:
        ValueError: a line is not of this form; it is named by its number.
    """
    talk: list[WrittenTurn] = []
    for number, line in enumerate([*text.splitlines(), "#"], 1):
        told = line.strip()
        if told == "#":
            if talk:
                yield talk
            talk = []
        elif told:
            talk.append(_turn(told, number, first=not talk))


def _turn(line: str, number: int, *, first: bool) -> WrittenTurn:
    if line.startswith("> ") is first or line.count("|") != 1 or line.count(" => ") > 1:
        raise ValueError(f"line {number} is no turn of a conversation: {line[:80]!r}")
    asked, _, answer = line.removeprefix("> ").partition("|")
    typed, _, alone = (part.strip() for part in asked.partition(" => "))
    return WrittenTurn(typed, alone or typed, answer.strip())


def written_turns(folder: Path) -> Iterator[LeaningTurn]:
    """The later turns of all conversations in the text files of a folder, by the files' names."""
    for path in sorted(folder.rglob("*.txt")):
        for talk in read_talks(path.read_text(encoding="utf-8")):
            earlier: list[tuple[str, str]] = []
            for turn in talk:
                if earlier:
                    kind = "written" if turn.typed != turn.alone else "alone"
                    yield LeaningTurn(kind, tuple(earlier), turn.typed, turn.alone)
                earlier.append((turn.alone, turn.answer))
