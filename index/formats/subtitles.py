"""Subtitles (WebVTT, SubRip) to a transcript: who says what, and when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from index.entities import read_entities
from index.formats.charsets import decode_declared
from index.formats.reading import Line, Reading, UnreadableError, make_reading

_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
_TIMES = re.compile(rf"[ \t]*{_TIME}[ \t]*-->[ \t]*{_TIME}[^\n]*\Z")
_VOICE = re.compile(r"<v(?:\.[\w.-]{1,60})?[ \t]+([^<>\n]{1,80})>")
_TAG = re.compile(r"</?[a-zA-Z0-9:.][^<>\n]{0,200}>|\{\\[^{}\n]{0,80}\}")
_SPEAKER = re.compile(r"(?:>>+\s*|[-–]\s+)?([A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}):\s+(?=\S)")
_CHANGE = re.compile(r"(?:>>+\s*|[-–]\s+)")
_SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]*\Z")
_PAUSE = 4.0  # seconds between two cues after which a new paragraph begins
_LONG = 500  # characters after which the next end of a sentence ends the paragraph


class _Cue(NamedTuple):
    start: float
    end: float
    lines: tuple[str, ...]
    voice: str | None


def read(data: bytes, suffix: str) -> tuple[Reading, ...]:
    """The transcript.

    Raises:
        UnreadableError: it has no lines with times.
    """
    decoded = decode_declared(data, None)
    cues = [*_cues(decoded.text)]
    if not cues:
        raise UnreadableError("it has no subtitles")
    return (make_reading(_turns(cues), problems=decoded.problems),)


def _cues(text: str) -> Iterator[_Cue]:
    for block in re.split(r"\n[ \t]*\n", re.sub(r"\r\n?", "\n", text)):
        lines = [line for line in block.split("\n") if line.strip()]
        row = next((row for row, line in enumerate(lines[:2]) if _TIMES.match(line)), None)
        if row is None:
            continue
        found = _TIMES.match(lines[row])
        if found is None:
            continue
        voice = next(
            (v[1].strip() for line in lines[row + 1 :] if (v := _VOICE.search(line))), None
        )
        shown = (
            " ".join(read_entities(_TAG.sub("", line))[0].split()) for line in lines[row + 1 :]
        )
        numbers = [int(each or 0) for each in found.groups()]
        yield _Cue(_seconds(numbers[:4]), _seconds(numbers[4:]), tuple(filter(None, shown)), voice)


def _seconds(numbers: list[int]) -> float:
    hours, minutes, seconds, thousandths = numbers
    return hours * 3600 + minutes * 60 + seconds + thousandths / 1000


def _turns(cues: list[_Cue]) -> Iterator[Line]:
    together: list[str] = []
    opened, label, speaker = cues[0].start, "", cues[0].voice
    end = cues[0].end
    shown_before: tuple[str, ...] = ()
    for cue in cues:
        # Subtitles that roll up show each line twice.
        new = [line for line in cue.lines if line not in shown_before]
        shown_before = cue.lines or shown_before
        for line in new:
            named = _SPEAKER.match(line)
            changes = named or _CHANGE.match(line) or cue.voice != speaker
            if together and (changes or _is_over(together, cue.start - end)):
                yield Line(f"{label}{' '.join(together)}")
                together = []
            if not together:
                speaker = cue.voice
                opened = cue.start
                label = f"[{_clock(opened)}] " + (
                    f"{cue.voice}: " if cue.voice and not named else ""
                )
            told = line if named else _CHANGE.sub("", line, count=1) if changes else line
            together.append(re.sub(r"\A>>+\s*|\A[-–]\s+", "", told))
            end = cue.end
    if together:
        yield Line(f"{label}{' '.join(together)}")


def _is_over(together: list[str], pause: float) -> bool:
    if not _SENTENCE_END.search(together[-1]):
        return False
    return pause > _PAUSE or sum(map(len, together)) > _LONG


def _clock(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"
