"""What holds whatever format articles come in: no word is lost, and every span is exact."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.formats import Reading, read_bytes
from index.sentences import split_sentences
from tests.index.formats.every_format import FORMATS, files_of
from tests.index.formats.seed_text import TEXTS, paragraphs, spans_are_exact

SPOKEN = (".vtt", ".srt")  # with the time before each turn
TURN = re.compile(r"^\[[0-9:]{8}\] ", re.MULTILINE)
SEEDS = [paragraphs(text) for text in TEXTS]


def told(readings: list[Reading], suffix: str) -> list[list[str]]:
    """The words of each article, as they were written."""
    texts = [TURN.sub("", each.text) if suffix in SPOKEN else each.text for each in readings]
    return [[word for word in text.split() if word != "-"] for text in texts]


def read(articles: list[list[str]], suffix: str) -> list[Reading]:
    return [each for data in files_of(articles, suffix) for each in read_bytes(data, suffix)]


def words(articles: list[list[str]]) -> list[list[str]]:
    return [[w for line in article for w in line.split() if w != "-"] for article in articles]


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_samples_have_the_same_words_and_sentences_in_every_format(suffix: str):
    readings = read(SEEDS, suffix)
    assert told(readings, suffix) == words(SEEDS)
    for article, reading in zip(SEEDS, readings, strict=True):
        assert spans_are_exact(reading)
        found = {" ".join(reading.text[a:b].split()) for a, b in split_sentences(reading.text)}
        sentences = {" ".join(line[a:b].split()) for line in article[1:]
                     for a, b in split_sentences(line)}  # fmt: skip
        if suffix not in SPOKEN:
            assert sentences <= found


LETTERS = "abcdefghijklmnopqrstuvwxyzàéöüñß"
NUMBERS = ("3.2", "1,911", "€14", "$2bn", "12", "7th")
ENDS = (".", "?", "!", "…", ".”", " (AP).", "; no.", " U.S.", " at 2 p.m.")


def article(chance: random.Random) -> list[str]:
    """A headline over lines of one to three sentences, of words that nobody has written."""
    lines = (
        " ".join(sentence(chance) for _ in range(chance.randint(1, 3)))
        for _ in range(chance.randint(4, 9))
    )
    return ["Old bridge stays shut in Kelm", *lines]


def sentence(chance: random.Random) -> str:
    told = (word(chance) for _ in range(chance.randint(8, 30)))
    return f"The {' '.join(told)}{chance.choice(ENDS)}"


def word(chance: random.Random) -> str:
    plain = "".join(chance.choices(LETTERS, k=chance.randint(2, 9)))
    forms = (plain, plain, plain.title(), f"{plain}’s", f"{plain}-{plain[:3]}", f"“{plain},”")
    return chance.choice((*forms, chance.choice(NUMBERS)))


@pytest.mark.parametrize("suffix", FORMATS)
@given(seed=st.integers(0, 2**32))
@settings(max_examples=8, deadline=None)
def test_every_span_is_exact_and_no_word_is_lost(suffix: str, seed: int):
    chance = random.Random(seed)
    articles = [article(chance), article(chance)]
    readings = read(articles, suffix)
    assert told(readings, suffix) == words(articles)
    assert all(map(spans_are_exact, readings))
