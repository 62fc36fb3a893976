"""Are made vectors like embedded ones? python -m benchmarks.mixed_texts FOLDER [--count 5000].

Large libraries are measured with means of two real vectors, with noise. Here two passages of FOLDER
are mixed twice: as vectors, and as a text of sentences of both that is embedded itself. How near
the two are to each other and to their neighbours is compared, and what lists find among either.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import numpy as np

from benchmarks.vector_indexes import (
    ASKED,
    NEAREST,
    NOISE,
    Vectors,
    asked,
    faiss,
    made_index,
    parameters_of,
    recall,
    unit,
)
from index.fastest_mode import fastest_embedder
from index.folder import read_folder, resolve_folder
from index.passages import pack_passages
from index.sentences import split_sentences

VISITED = (1, 4, 16)
_BLOCK = 1_000  # texts embedded between two signs of life


def passages(folder: Path, count: int, chance: random.Random) -> list[list[str]]:
    """The sentences of some passages of several sentences."""
    found = []
    for article in read_folder(resolve_folder(folder), known={}, progress=lambda _: None).articles:
        sentences = split_sentences(article.text)
        for first, last in pack_passages(article.text, sentences):
            if last - first > 1:
                found.append([article.text[start:end] for start, end in sentences[first:last]])
    return chance.sample(found, count)


def mixed(first: list[str], second: list[str], chance: random.Random) -> tuple[str, float]:
    """A text of sentences of two passages, and the share of its words that the first one has."""
    share = chance.uniform(0.5, 1)
    mine = first[: max(1, round(share * len(first)))]
    theirs = second[: round((1 - share) * len(second))]
    words = [len(" ".join(part).split()) for part in (mine, theirs)]
    return " ".join(mine + theirs), words[0] / max(sum(words), 1)


def described(name: str, rows: Vectors, chance: np.random.Generator) -> None:
    """Print how near rows are to one another, and what lists find among them."""
    order = chance.permutation(len(rows))
    questions, rest = rows[order[:ASKED]], rows[order[ASKED:]]
    near = np.sort(questions @ rest.T, axis=1)
    exact = faiss.IndexFlatIP(rows.shape[1])
    exact.add(rest)
    true = asked(exact, questions, None)[1]
    lists = int(2 ** np.round(np.log2(4 * np.sqrt(len(rest)))))
    index = made_index(f"IVF{lists},SQ8", rest, chance)[0]
    shares = [
        f"{visited}: {recall(asked(index, questions, parameters_of(visited, None))[1], true):.3f}"
        for visited in VISITED
    ]
    first, tenth, hundredth = np.median(near[:, [-1, -NEAREST, -100]], axis=0).tolist()
    print(
        f"{name}: nearest {first:.2f}, {NEAREST}th {tenth:.2f}, 100th {hundredth:.2f}; "
        f"recall with {lists} lists by those visited, {', '.join(shares)}"
    )


def main() -> None:
    """Print what is compared."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=5_000)
    parser.add_argument("--home", type=Path, required=True, help="where the mode is remembered")
    given = parser.parse_args()
    faiss.omp_set_num_threads(1)
    chance = random.Random(2)
    some = passages(given.folder, given.count, chance)
    partners = chance.sample(range(given.count), given.count)
    pairs = [(some[at], some[other]) for at, other in enumerate(partners)]
    texts, shares = zip(*(mixed(first, second, chance) for first, second in pairs), strict=True)
    embedder = fastest_embedder(given.home)

    def embedded(texts: list[str]) -> Vectors:
        blocks = []
        for start in range(0, len(texts), _BLOCK):
            blocks.append(embedder.embed(texts[start : start + _BLOCK]))
            print(f"{start + len(blocks[-1]):,} of {len(texts):,}", flush=True)
        return unit(np.concatenate(blocks))

    real, true = embedded([" ".join(each) for each in some]), embedded(list(texts))
    share = np.array(shares, np.float32)[:, None]
    mean = unit(share * real + (1 - share) * real[partners])
    numbers = np.random.default_rng(3)
    made = unit(mean + NOISE * unit(numbers.standard_normal(mean.shape, np.float32)))
    halves = share[:, 0] < 0.9
    for name, rows in (("mean", mean), ("mean and noise", made), ("the first passage", real)):
        cosine = (rows * true).sum(axis=1)
        low, middle, high = np.quantile(cosine, (0.1, 0.5, 0.9)).tolist()
        print(
            f"{name} and the embedded text: cosine {low:.2f}, {middle:.2f}, {high:.2f} (tenth, "
            f"median, ninth tenth); {np.median(cosine[halves]):.2f} where both have a say"
        )
    for name, rows in (("real", real), ("embedded", true), ("mean", mean), ("made", made)):
        described(name, rows, np.random.default_rng(4))


if __name__ == "__main__":
    main()
