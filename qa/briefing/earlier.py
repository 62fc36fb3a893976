"""What an earlier briefing tells, for one that tells only what is new since. Reads no file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.briefing.novelty import says_again
from qa.english.normal_form import stems
from qa.english.numbers import figures
from qa.english.readable import readable_date

if TYPE_CHECKING:
    from qa.briefing.receipt import Receipt

SAME = 0.4  # of the content words of the shorter of two sentences that say the same


@dataclass(frozen=True, slots=True)
class Earlier:
    """A briefing that somebody has: its title, when it was made, its statements and notes."""

    title: str
    made: str  # ISO 8601
    told: tuple[str, ...]

    @classmethod
    def of_receipt(cls, receipt: Receipt) -> Earlier:
        """The briefing as it was written, whatever has become of the file since."""
        quotes = (note.quote for note in receipt.notes if note.field is None)
        told = (*(each.text for each in receipt.statements), *quotes)
        return cls(receipt.title, receipt.made, tuple(dict.fromkeys(told)))

    @property
    def name(self) -> str:
        """`“The fire” of 3 Sep 2025`."""
        return f"“{self.title}” of {readable_date(self.made[:10]) or self.made}"

    def tells(self, text: str) -> bool:
        """Whether one of its sentences says the same; another figure is something new."""
        own, counted = stems(text), {figure.shown for figure in figures(text)}
        return any(
            says_again(own, [stems(each)], SAME) and counted <= {f.shown for f in figures(each)}
            for each in self.told
        )
