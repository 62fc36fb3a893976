"""A GGUF file is believed only as far as its size allows; a lie costs neither time nor room."""

from __future__ import annotations

import contextlib
import random
import struct
import time
import tracemalloc
from pathlib import Path

import pytest

from qa.engine.gguf_header import read_header
from qa.engine.shipped_models import SMOLLM2
from qa.errors import ModelError
from tests.gguf_files import SOUND, entry, gguf, number, string, tensor, text, words

HUGE = 2**63


def test_a_sound_file_tells_its_name_its_size_and_its_form(tmp_path: Path):
    file = tmp_path / "tiny.gguf"
    file.write_bytes(SOUND)
    header = read_header(file)
    assert (header.name, header.architecture, header.licence) == ("Tiny", "llama", "mit")
    assert (header.context_length, header.parameters) == (512, 64)
    assert header.quantisation == "Q8_0"


def test_the_shipped_model_tells_what_is_known_of_it():
    header = read_header(SMOLLM2.locate())
    assert header.context_length == 8192
    assert header.quantisation == "Q4_1"
    assert 134_000_000 < header.parameters < 136_000_000


def test_what_a_file_does_not_say_is_none(tmp_path: Path):
    file = tmp_path / "bare.gguf"
    file.write_bytes(gguf(string("general.name", "  "), number("general.file_type", 999)))
    header = read_header(file)
    assert (header.name, header.licence, header.context_length) == (None, None, None)
    assert (header.parameters, header.quantisation) == (0, None)


LIES = {
    "empty": b"",
    "another magic": b"GGML" + SOUND[4:],
    "the other byte order": b"GGUF" + struct.pack(">IQQ", 3, 0, 0),
    "an old version": gguf(version=1),
    "a version to come": gguf(version=99),
    "only the magic": b"GGUF",
    "too many keys": b"GGUF" + struct.pack("<IQQ", 3, 0, HUGE),
    "too many tensors": b"GGUF" + struct.pack("<IQQ", 3, HUGE, 0),
    "keys that are not there": b"GGUF" + struct.pack("<IQQ", 3, 0, 4_000),
    "a key without end": b"GGUF" + struct.pack("<IQQQ", 3, 0, 1, HUGE),
    "a text without end": gguf(entry("a", 8, struct.pack("<Q", HUGE))),
    "a text a little too long": gguf(entry("a", 8, struct.pack("<Q", 100) + b"short")),
    "a list without end": gguf(entry("a", 9, struct.pack("<IQ", 4, HUGE))),
    "a list of texts without end": gguf(entry("a", 9, struct.pack("<IQ", 8, 3_000_000))),
    "a list of lists": gguf(entry("a", 9, struct.pack("<IQ", 9, 10))),
    "a list of nothing known": gguf(entry("a", 9, struct.pack("<IQ", 77, 1))),
    "a value of nothing known": gguf(entry("a", 77, b"")),
    "too many dimensions": gguf(tensors=(text("t") + struct.pack("<I", 2**31),)),
    "a dimension that overflows": gguf(tensors=(tensor("t", HUGE, HUGE),)),
    "weights that are missing": gguf(tensors=(tensor("t", 1_000, 1_000),), weights=64),
    "weights beyond the end": gguf(tensors=(tensor("t", 1, offset=HUGE),), weights=64),
    "no alignment": gguf(number("general.alignment", 0)),
    "an alignment of text": gguf(string("general.alignment", "32")),
    "a huge alignment": gguf(number("general.alignment", 2**31)),
}


@pytest.mark.parametrize("name", LIES)
def test_a_file_that_lies_is_refused_by_name_without_effort(tmp_path: Path, name: str):
    file = tmp_path / "bad.gguf"
    file.write_bytes(LIES[name])
    tracemalloc.start()
    started = time.process_time()
    with pytest.raises(ModelError, match=r"bad\.gguf is not a GGUF model that Byline can use"):
        read_header(file)
    taken = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert taken < 2_000_000
    assert time.process_time() - started < 2


def test_a_file_cut_off_anywhere_is_refused(tmp_path: Path):
    file = tmp_path / "cut.gguf"
    for length in range(len(SOUND)):
        file.write_bytes(SOUND[:length])
        with pytest.raises(ModelError):
            read_header(file)


def test_bytes_changed_at_random_give_a_header_or_a_sentence(tmp_path: Path):
    chance = random.Random(7)
    file = tmp_path / "changed.gguf"
    for _ in range(3_000):
        data = bytearray(SOUND)
        for _ in range(chance.randint(1, 6)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        file.write_bytes(data)
        with contextlib.suppress(ModelError):  # every other error fails the test
            read_header(file)


def test_many_empty_texts_are_not_counted_for_ever(tmp_path: Path):
    file = tmp_path / "long.gguf"
    lists = [entry(str(n), 9, struct.pack("<IQ", 8, 600_000)) for n in range(8)]
    file.write_bytes(gguf(*[each + bytes(8 * 600_000) for each in lists]))
    with pytest.raises(ModelError, match="items"):
        read_header(file)


def test_a_folder_and_a_missing_file_are_named(tmp_path: Path):
    for path in (tmp_path, tmp_path / "none.gguf"):
        with pytest.raises(ModelError, match="byline models"):
            read_header(path)


def test_a_long_text_is_passed_over(tmp_path: Path):
    file = tmp_path / "wordy.gguf"
    file.write_bytes(
        gguf(string("chat", "x" * 100_000), words("w", "y" * 9_000), number("a.context_length", 8),
             string("general.architecture", "a"))
    )  # fmt: skip
    assert read_header(file).context_length == 8
