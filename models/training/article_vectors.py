"""Embed the passages of the training articles once, to find the hard wrong passages.

python -m models.training.article_vectors DATA --work FOLDER
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from models.training.reader_data import read_lines, split_passages

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

ARTICLES_A_FILE = 150


def embedder() -> SentenceTransformer:
    """all-MiniLM-L6-v2 in bfloat16: three times the speed, the same ranking."""
    import torch
    from sentence_transformers import SentenceTransformer

    from models.training.reader_network import base_model

    model = SentenceTransformer(str(base_model()), device="cpu").to(torch.bfloat16)
    model.max_seq_length = 256
    return model


def encode(model: SentenceTransformer, texts: list[str]) -> np.ndarray:
    """Unit rows, (n, 384) float32."""
    found = model.encode(texts, batch_size=32, normalize_embeddings=True, convert_to_tensor=True)
    return np.asarray(found.float().numpy())


def load_vectors(folder: Path) -> dict[str, np.ndarray]:
    """Passage vectors by article."""
    found: dict[str, np.ndarray] = {}
    for path in sorted(folder.glob("*.npz")):
        with np.load(path, allow_pickle=False) as file:
            found.update({k: file[k] for k in file.files})
    return found


def question_vectors(work: Path, questions: list[str]) -> np.ndarray:
    """Vectors of the questions, remembered by their words."""
    digest = hashlib.sha256("\n".join(questions).encode()).hexdigest()[:12]
    path = work / f"questions-{digest}.npy"
    if not path.exists():
        np.save(path, encode(embedder(), questions))
    return np.asarray(np.load(path, allow_pickle=False))


def main() -> None:
    """Embed what is not there yet; an interrupted run goes on."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--work", type=Path, required=True)
    arguments = parser.parse_args()
    folder = arguments.work / "emb"
    folder.mkdir(parents=True, exist_ok=True)
    done = load_vectors(folder)
    articles = [
        a
        for a in read_lines(arguments.data / "news_train_articles.jsonl.gz")
        if a["id"] not in done
    ]
    model = embedder()
    for at in range(0, len(articles), ARTICLES_A_FILE):
        part = articles[at : at + ARTICLES_A_FILE]
        cut = [split_passages(a["title"], a["text"], a["id"]) for a in part]
        vectors = encode(model, [f"{p.title}. {p.text}" for ps in cut for p in ps])
        ends = np.cumsum([len(ps) for ps in cut])
        parts = np.split(vectors.astype(np.float16), ends[:-1])
        number = len(list(folder.glob("*.npz")))
        np.savez(
            folder / f"{number:04d}.npz", **{a["id"]: v for a, v in zip(part, parts, strict=True)}
        )
        print(f"{at + len(part)} of {len(articles)} articles", flush=True)


if __name__ == "__main__":
    main()
