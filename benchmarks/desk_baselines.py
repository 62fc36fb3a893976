"""What the desk benchmark is compared with: a plain pipeline, and readers of style alone.

The plain pipeline is the one that everybody builds: the four passages closest in meaning, and a
language model that is told to answer from them. The readers of style never see an article: what
they tell is how far the words of a question or a claim give its label away.
"""

from __future__ import annotations

import functools
import gzip
import json
import time
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.desk_figures import area, balanced_accuracy, halves
from benchmarks.desk_scores import Line, Reply, Told
from qa import load_settings, open_library

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

PASSAGES = 4
MAX_TOKENS = 160
INSTRUCTION = "Answer from these passages and cite them; say you do not know if they do not tell."
LETTERS = (2, 4)  # of a group
WORDS = (1, 2)


def open_plain(folder: Path) -> Callable[[Line], Reply]:
    """The plain pipeline over a folder; it answers questions only."""
    from index import default_embedder

    settings = load_settings(articles=folder)
    write = writer(str(settings.home), settings.model)
    embedder = default_embedder(settings.articles, home=settings.home)
    passages = [passage.text for passage in open_library(settings).passages]
    vectors = embedder.embed(passages)  # (n, dimension) float32, unit rows

    def reply(line: Line) -> Reply:
        begun = time.perf_counter()
        closest = np.argsort(-(vectors @ embedder.embed([line.text])[0]))[:PASSAGES]
        text = write([passages[row] for row in closest], line.text)
        spent = 1000 * (time.perf_counter() - begun)
        return Reply.from_text(text, spent)

    return reply


@functools.cache
def writer(home: str, chosen: str | None) -> Callable[[Sequence[str], str], str]:
    """The product's language model without its adapter: passages and a question to a text.

    The only place here that knows where the engine is.
    """
    from pathlib import Path

    from qa.engine.language_model import Message
    from qa.engine.llama_cpp_model import LlamaCppModel
    from qa.engine.shipped_models import find_language_model

    model = LlamaCppModel.load(find_language_model(chosen, Path(home)))

    def write(passages: Sequence[str], question: str) -> str:
        shown = list(passages)
        while True:
            numbered = [f"[{number}] {text}" for number, text in enumerate(shown, start=1)]
            asked = "\n\n".join([*numbered, f"Question: {question}"])
            messages = [Message("system", INSTRUCTION), Message("user", asked)]
            if not shown or model.fits(messages, MAX_TOKENS):
                break
            shown.pop()
        pieces = model.generate(messages, max_tokens=MAX_TOKENS)
        return "".join(piece.text for piece in pieces).strip()

    return write


def style_figures(train: Path, lines: Sequence[Line]) -> dict[str, Any]:
    """How far the words alone give the label away, for the questions and claims among `lines`.

    Learns once from all of `train` and once from its first-written lines only, whose counterparts
    then show how much of that was style.
    """
    learnt = learn_part(train)
    figures = {}
    for name, claims in (("question", False), ("claim", True)):
        asked = [line for line in lines if line.is_claim is claims]
        known = [line for line in learnt if line.is_claim is claims]
        first = [line for line in known if line.of is None]
        if asked and known:
            figures[f"{name} words alone"] = style_of(known, asked)
            figures[f"{name} words alone, learnt from first-written"] = style_of(first, asked)
    return figures


def learn_part(train: Path) -> list[Line]:
    """The lines to learn from."""
    with gzip.open(train, "rt", encoding="utf-8") as rows:
        said = [json.loads(row) for row in rows]
    return [Line.from_json(each) for each in said if each["part"] == "learn"]


def style_of(known: Sequence[Line], asked: Sequence[Line]) -> dict[str, Any]:
    """The figures of one classifier, by halves of the lines that are asked."""
    likely = style_likelihoods(known, [line.text for line in asked])
    by_id = dict(zip((line.id for line in asked), likely, strict=True))
    nothing = Reply("", "")
    parts = halves([Told(line, nothing) for line in asked])
    return {
        half: _figures([(by_id[told.line.id], told.line.is_true) for told in some])
        for half, some in parts.items()
    }


def _figures(scored: Sequence[tuple[float, bool]]) -> dict[str, float | None]:
    true = [label for _, label in scored]
    return {
        "area under the curve": area([p for p, _ in scored], true),
        "balanced accuracy at .5": balanced_accuracy([p >= 0.5 for p, _ in scored], true),
    }


def style_likelihoods(known: Sequence[Line], texts: Sequence[str]) -> list[float]:
    """Logistic regression on the weights of words and of groups of letters (scikit-learn)."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline, make_union

    model = make_pipeline(
        make_union(
            TfidfVectorizer(ngram_range=WORDS, min_df=2, sublinear_tf=True, lowercase=False),
            TfidfVectorizer(
                analyzer="char_wb", ngram_range=LETTERS, min_df=2, sublinear_tf=True,
                lowercase=False,
            ),
        ),
        LogisticRegression(class_weight="balanced", max_iter=1000),
    )  # fmt: skip
    model.fit([line.text for line in known], [line.is_true for line in known])
    return [float(p) for p in model.predict_proba(list(texts))[:, 1]]
