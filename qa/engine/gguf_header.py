"""What a GGUF file says of itself, read without an engine and without trusting a number in it.

The format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md. Files come from anywhere:
every count and length is compared with a limit and with the size of the file before it is used.
"""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

from qa.errors import ModelError

if TYPE_CHECKING:
    from pathlib import Path

MAGIC = b"GGUF"
VERSIONS = (2, 3)  # 1 had other lengths and is not written any more
MOST_KEYS = 4_096
MOST_TENSORS = 65_536
MOST_ITEMS = 4_000_000  # of all lists together; the largest vocabularies have 300,000 words
MOST_DIMENSIONS = 8
LONGEST_NAME = 65_535  # bytes
LONGEST_KEPT = 4_096  # bytes of a text that is kept; a longer one is passed over
LARGEST_DIMENSION = 2**40
# Value types: their struct codes. 8 is a text, 9 a list.
NUMBERS = {
    0: "B",
    1: "b",
    2: "H",
    3: "h",
    4: "I",
    5: "i",
    6: "f",
    7: "?",
    10: "Q",
    11: "q",
    12: "d",
}
TEXT, LIST = 8, 9
FORMS = {
    0: "F32", 1: "F16", 2: "Q4_0", 3: "Q4_1", 7: "Q8_0", 8: "Q5_0", 9: "Q5_1", 10: "Q2_K",
    11: "Q3_K_S", 12: "Q3_K_M", 13: "Q3_K_L", 14: "Q4_K_S", 15: "Q4_K_M", 16: "Q5_K_S",
    17: "Q5_K_M", 18: "Q6_K", 19: "IQ2_XXS", 20: "IQ2_XS", 21: "Q2_K_S", 22: "IQ3_XS",
    23: "IQ3_XXS", 24: "IQ1_S", 25: "IQ4_NL", 26: "IQ3_S", 27: "IQ3_M", 28: "IQ2_S", 29: "IQ2_M",
    30: "IQ4_XS", 31: "IQ1_M", 32: "BF16", 36: "TQ1_0", 37: "TQ2_0", 38: "MXFP4",
}  # fmt: skip
# Bytes of a block of weights and how many weights it holds, by the type of a tensor.
BLOCKS = {
    0: (4, 1), 1: (2, 1), 2: (18, 32), 3: (20, 32), 6: (22, 32), 7: (24, 32), 8: (34, 32),
    10: (84, 256), 11: (110, 256), 12: (144, 256), 13: (176, 256), 14: (210, 256), 30: (2, 1),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class GgufHeader:
    """What a file says of its model; None where it says nothing."""

    architecture: str | None
    name: str | None
    licence: str | None
    context_length: int | None
    parameters: int
    quantisation: str | None


def read_header(path: Path, *, shown: object = None) -> GgufHeader:
    """Read the beginning of a GGUF file; an error calls it `shown`, by default by its path.

    Raises:
        ModelError: it is no GGUF file, is cut off, or says something that cannot be true.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            return _Reader(file, size).header()
    except (_UnusableError, OSError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise ModelError(
            f"{shown or path} is not a GGUF model that Byline can use: {reason}. "
            "See which there are: byline models"
        ) from error


class _UnusableError(Exception):
    """Why a file cannot be used, as the end of a sentence."""


class _Reader:
    def __init__(self, file: IO[bytes], size: int) -> None:
        self._file = file
        self._size = size
        self._items = 0

    def header(self) -> GgufHeader:
        if self._file.read(4) != MAGIC:
            raise _UnusableError("it does not begin as one")
        version = self._number("I")
        if version not in VERSIONS:
            raise _UnusableError(f"its version is {version}, known are {VERSIONS[0]} and 3")
        tensors = self._count(MOST_TENSORS, "tensors")
        keys = self._count(MOST_KEYS, "keys")
        known: dict[str, Any] = {}
        for _ in range(keys):
            key = self._text(LONGEST_NAME)
            value = self._value(self._number("I"))
            if key is not None and value is not None:
                known[key] = value
        return self._described(known, self._parameters(tensors, known))

    def _described(self, known: dict[str, Any], parameters: int) -> GgufHeader:
        architecture = _as_text(known.get("general.architecture"))
        form = known.get("general.file_type")
        length = known.get(f"{architecture}.context_length")
        return GgufHeader(
            architecture=architecture,
            name=_as_text(known.get("general.name")),
            licence=_as_text(known.get("general.license")),
            context_length=length if isinstance(length, int) else None,
            parameters=parameters,
            quantisation=FORMS.get(form) if isinstance(form, int) else None,
        )

    def _parameters(self, tensors: int, known: dict[str, Any]) -> int:
        """How many weights there are; their bytes have to be there."""
        weights, ends = 0, 0
        for _ in range(tensors):
            self._text(LONGEST_NAME)
            dimensions = [self._number("Q") for _ in range(self._count_of_dimensions())]
            if any(each > LARGEST_DIMENSION for each in dimensions):
                raise _UnusableError("a tensor in it is larger than any can be")
            form, offset = self._number("I"), self._number("Q")
            number = math.prod(dimensions)
            weights += number
            size, of = BLOCKS.get(form, (0, 1))
            ends = max(ends, offset + number // of * size)
        alignment = known.get("general.alignment", 32)
        if not isinstance(alignment, int) or not 0 < alignment <= 2**20:
            raise _UnusableError(f"its alignment is {alignment}")
        begins = -(-self._file.tell() // alignment) * alignment
        if begins + ends > self._size:
            raise _UnusableError("it is cut off: a part of its weights is missing")
        return weights

    def _count_of_dimensions(self) -> int:
        found: int = self._number("I")
        if found > MOST_DIMENSIONS:
            raise _UnusableError(f"a tensor in it has {found:,} dimensions")
        return found

    def _value(self, kind: int) -> Any:  # noqa: ANN401 - a number, a text, or None for a list
        if kind in NUMBERS:
            return self._number(NUMBERS[kind])
        if kind == TEXT:
            return self._text(LONGEST_KEPT)
        if kind == LIST:
            return self._pass_over_list()
        raise _UnusableError(f"it holds a value of the unknown type {kind}")

    def _pass_over_list(self) -> None:
        kind, count = self._number("I"), self._number("Q")
        self._items += count
        if self._items > MOST_ITEMS:
            raise _UnusableError(f"it has a list of {count:,} items")
        if kind in NUMBERS:
            self._pass_over(count * struct.calcsize(NUMBERS[kind]))
        elif kind == TEXT:
            for _ in range(count):
                self._pass_over(self._number("Q"))
        else:
            raise _UnusableError(f"it has a list of the unknown type {kind}")

    def _text(self, most: int) -> str | None:
        length: int = self._number("Q")
        if length > most:
            self._pass_over(length)
            return None
        return self._bytes(length).decode("utf-8", "replace")

    def _count(self, most: int, what: str) -> int:
        found: int = self._number("Q")
        if found > most:
            raise _UnusableError(f"it says that it has {found:,} {what}")
        return found

    def _number(self, code: str) -> Any:  # noqa: ANN401 - an integer, a float or a bool
        form = f"<{code}"
        return struct.unpack(form, self._bytes(struct.calcsize(form)))[0]

    def _bytes(self, length: int) -> bytes:
        found = self._file.read(length)
        if len(found) != length:
            raise _UnusableError("it is cut off")
        return found

    def _pass_over(self, length: int) -> None:
        if length > self._size - self._file.tell():
            raise _UnusableError("it is cut off")
        self._file.seek(length, 1)


def _as_text(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None
