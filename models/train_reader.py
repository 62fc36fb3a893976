"""Train the evidence reader on two CPU cores: one pass over a passage scores every sentence.

    python -m models.article_vectors DATA --work FOLDER
    python -m models.train_reader DATA --work FOLDER --minutes 60
    python -m models.train_reader DATA --work FOLDER --judge MPNET --name judge --rate 6e-5

The judge is the larger second reader of `reader_network.py`.

DATA holds the public question sets named in `reader_sources.py` and `reader_news.py`. A checkpoint
is written every ten minutes and an interrupted run goes on from it (`--resume`). The learning rate
follows the clock, so that a busy machine ends its run in time and not with half a schedule.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from models.answer_claims import answer_claims
from models.article_vectors import load_vectors, question_vectors
from models.attribution_sources import attributions
from models.claim_sources import ClaimSource, claims, mutations
from models.reader_data import Example, read_lines
from models.reader_network import (
    Encoded,
    Encoder,
    Output,
    Reader,
    base_model,
    new_judge,
    new_reader,
    run,
)
from models.reader_news import NewsPool, echoes, headlines, news, tuning_weeks, week_of
from models.reader_sources import (
    add_spans,
    clapnq,
    condaqa,
    qed,
    question_sentences,
    quotesum,
    xquad,
)
from models.training_source import Source
from qa.reader import Reader as Teacher

CHECKPOINT_SECONDS = 600
TAUGHT = 4000  # sentences whose span a teacher proposes

# Shares of the questions drawn, by what they teach; the news questions are nearest to the use.
SHARES = {
    "news": 0.18,
    "headlines": 0.10,
    "echoes": 0.10,
    "squad": 0.40,
    "xquad": 0.07,
    "qed": 0.09,
    "clapnq": 0.02,
    "quotesum": 0.02,
    "condaqa": 0.02,
}
# The judge's: it also learns from claims, which are short, and from who said what.
JUDGE_SHARES = {
    "news": 0.06,
    "headlines": 0.03,
    "echoes": 0.03,
    "squad": 0.09,
    "xquad": 0.03,
    "qed": 0.05,
    "clapnq": 0.01,
    "quotesum": 0.01,
    "condaqa": 0.01,
    "attributions": 0.03,
    "answers": 0.13,
    "claims": 0.36,
    "mutations": 0.12,
    "speakers": 0.04,
}
JUDGE_READS = 3  # passages beside a question at most: it is shown the best few alone


def example_loss(
    items: list[Encoded], outputs: list[Output], kind: str
) -> tuple[Tensor, dict[str, float]]:
    """Listwise choice among all sentences and NONE, spans, and the passages' own answerability."""
    right, every, own = [], [torch.zeros(1)], []
    answers_loss = torch.zeros(())
    span_loss = torch.zeros(())
    spans = 0
    for item, out in zip(items, outputs, strict=True):
        usable = [
            n for n, r in enumerate(item.sentence_tokens) if r != (0, 0) and n not in item.ignored
        ]
        every.append(out.relevance[usable])
        if item.positive:
            right.append(out.relevance[item.positive])
            negative = [n for n in usable if n not in item.positive]
            own.append(functional.logsigmoid(torch.logsumexp(out.relevance[item.positive], 0)))
            if negative:
                own.append(functional.logsigmoid(-out.relevance[negative]).mean())
        else:
            own.append(
                functional.logsigmoid(-out.relevance[usable]).mean() if usable else torch.zeros(())
            )
        target = torch.tensor(1.0 if item.positive else 0.0)
        if item.positive or not item.ignored:
            answers_loss = answers_loss + functional.binary_cross_entropy_with_logits(
                out.answers, target
            )
        if item.starts and item.positive:
            for logits, places in ((out.start, item.starts), (out.end, item.ends)):
                within = logits[item.first : item.last]
                hit = torch.logsumexp(within[[p - item.first for p in places]], 0)
                span_loss = span_loss + torch.logsumexp(within, 0) - hit
            spans += 1
    total = torch.logsumexp(torch.cat(every), 0)
    chosen = torch.logsumexp(torch.cat(right), 0) if right else torch.zeros(())
    choice = total - chosen
    answers_loss = answers_loss / len(items)
    own_loss = -torch.stack(own).mean()
    loss = choice + 0.5 * own_loss + 0.4 * answers_loss + 0.35 * span_loss / max(1, spans)
    best = max(
        (float(o.relevance.detach().max()) for o in outputs if len(o.relevance)), default=0.0
    )
    found = float(bool(right) and max(float(r.detach().max()) for r in right) >= best)
    parts = {
        f"{kind}.choice": float(choice.detach()),
        f"{kind}.first" if right else f"{kind}.none": found if right else float(best < 0),
    }
    if spans:
        parts[f"{kind}.span"] = float(span_loss.detach()) / spans
    return loss, parts


def support_loss(item: Encoded, out: Output, kind: str) -> tuple[Tensor, dict[str, float]]:
    """Cross-entropy of the verdict; where two may be right, of either."""
    if out.support is None:
        raise ValueError(f"only the judge reads claims, such as those of {kind}")
    right = out.support[list(item.support)]
    loss = torch.logsumexp(out.support, 0) - torch.logsumexp(right, 0)
    hit = (int(out.support.argmax()) == 0) == (item.support[0] == 0)
    return loss, {f"{kind}.loss": float(loss.detach()), f"{kind}.right": float(hit)}


def stream(
    sources: dict[str, Source | ClaimSource], shares: dict[str, float], rng: random.Random
) -> Iterator[Example]:
    """Draw examples for ever, each source by its share, each question once a round."""
    queues: dict[str, list[int]] = {k: [] for k in sources}
    kinds = list(sources)
    weights = [shares[k] for k in kinds]
    while True:
        kind = rng.choices(kinds, weights)[0]
        if not queues[kind]:
            queues[kind] = list(range(len(sources[kind].questions)))
            rng.shuffle(queues[kind])
        yield from sources[kind].draw(queues[kind].pop(), rng)


def load_sources(
    data: Path, work: Path, teacher: Path | None, *, judge: bool
) -> dict[str, Source | ClaimSource]:
    """Build all training sources; with a `teacher`, spans for the sentences that have none."""
    questions = read_lines(data / "news_train_questions.jsonl.gz")
    tuning = tuning_weeks(questions)
    named = {a for q in questions if week_of(q["date"]) not in tuning for a in q["articles"]}
    kept_away = {a for q in questions if week_of(q["date"]) in tuning for a in q["articles"]}
    articles = read_lines(data / "news_train_articles.jsonl.gz")
    training = [a for a in articles if a["id"] in named]
    apart = [a for a in training if a["id"] not in kept_away]
    pool = NewsPool(training, load_vectors(work / "emb"))
    vectors = question_vectors(work, [q["question"] for q in questions])
    made = {
        "news": news(data, pool, vectors),
        "headlines": headlines(pool, apart),
        "echoes": echoes(pool, apart),
        "squad": question_sentences(data),
        "xquad": xquad(data),
        "qed": qed(data),
        "clapnq": clapnq(data),
        "quotesum": quotesum(data),
        "condaqa": condaqa(data),
    }
    if teacher is not None:
        count = add_spans(made["squad"], Teacher.load(teacher), TAUGHT, random.Random(5))
        print("squad", count, "spans from the teacher", flush=True)
    found: dict[str, Source | ClaimSource] = dict(made)
    if judge:
        asked, speakers = attributions(data)
        answers = answer_claims({**made, "attributions": asked})
        found = {k: replace(s, read=min(s.read, JUDGE_READS)) for k, s in made.items()}
        found |= {
            "attributions": asked,
            "answers": answers,
            "claims": claims(data),
            "mutations": mutations(pool, apart),
            "speakers": speakers,
        }
    for name, source in found.items():
        print(name, len(source.questions), "questions")
    return found


class MasterWeights:
    """AdamW over float32 copies of bfloat16 weights."""

    def __init__(self, model: Reader, rate: float) -> None:
        self.live = [p for p in model.parameters() if p.requires_grad]
        self.master = [p.detach().clone().float().requires_grad_() for p in self.live]
        heads = {id(p) for n, p in model.named_parameters() if not n.startswith("encoder.")}
        groups: list[dict[str, object]] = [
            {
                "params": [
                    m for p, m in zip(self.live, self.master, strict=True) if id(p) not in heads
                ],
                "scale": 1.0,
            },
            {
                "params": [
                    m for p, m in zip(self.live, self.master, strict=True) if id(p) in heads
                ],
                "scale": 5.0,
            },
        ]
        self.rate = rate
        self.optimiser = torch.optim.AdamW(groups, lr=rate, weight_decay=0.01, betas=(0.9, 0.98))

    def step(self, factor: float) -> None:
        """Take the gradients of the live weights, update, and write back."""
        for group in self.optimiser.param_groups:
            group["lr"] = self.rate * factor * group["scale"]
        for live, master in zip(self.live, self.master, strict=True):
            master.grad = None if live.grad is None else live.grad.float()
            live.grad = None
        torch.nn.utils.clip_grad_norm_(self.master, 1.0)
        self.optimiser.step()
        with torch.no_grad():
            for live, master in zip(self.live, self.master, strict=True):
                live.copy_(master)


def full_precision(model: Reader, optimiser: MasterWeights) -> dict[str, Tensor]:
    """The state of the model with the float32 copies in place of the rounded weights."""
    names = [n for n, p in model.named_parameters() if p.requires_grad]
    state = {k: v.float() for k, v in model.state_dict().items()}
    state |= {n: m.detach().clone() for n, m in zip(names, optimiser.master, strict=True)}
    return state


def factor_at(share: float) -> float:
    """Warm up over the first 4 %, then a cosine down to 3 %."""
    if share < 0.04:
        return share / 0.04 + 0.01
    return 0.03 + 0.97 * 0.5 * (1 + math.cos(math.pi * min(1.0, share)))


@dataclass
class Progress:
    """What is written to the log once a minute."""

    begun: float
    tokens: int = 0
    steps: int = 0
    sums: dict[str, list[float]] = field(default_factory=dict)
    told_at: float = field(default_factory=time.monotonic)

    def add(self, told: dict[str, float]) -> None:
        """Collect the figures of one example."""
        for key, value in told.items():
            self.sums.setdefault(key, []).append(value)

    def tell(self) -> None:
        """Print the means since the last time."""
        if time.monotonic() - self.told_at < 60:
            return
        elapsed = time.monotonic() - self.begun
        line = " ".join(f"{k}={sum(v) / len(v):.2f}" for k, v in sorted(self.sums.items()))
        speed = self.tokens / (elapsed + 1)
        print(f"{elapsed / 60:.1f} min step {self.steps} {speed:.0f} tok/s {line}", flush=True)
        self.sums = {}
        self.told_at = time.monotonic()


def draw_step(
    examples: Iterator[Example], encoder: Encoder, most: int
) -> list[tuple[Example, list[Encoded]]]:
    """Questions with their passages until there are `most` tokens."""
    group: list[tuple[Example, list[Encoded]]] = []
    size = 0
    while size < most:
        example = next(examples)
        items = [encoder.encode(example.question, p) for p in example.passages]
        items = [i for i in items if i.sentence_tokens]
        if items:
            group.append((example, items))
            size += sum(len(i.ids) for i in items)
    return group


def train_step(
    model: Reader, group: list[tuple[Example, list[Encoded]]], progress: Progress
) -> None:
    """Forward and backward."""
    outputs = run(model, [i for _, items in group for i in items])
    loss = torch.zeros(())
    at = 0
    for example, items in group:
        read = outputs[at : at + len(items)]
        if items[0].support:
            part, told = support_loss(items[0], read[0], example.kind)
        else:
            part, told = example_loss(items, read, example.kind)
        at += len(items)
        loss = loss + part
        progress.add(told)
    (loss / len(group)).backward()
    progress.tokens += sum(len(i.ids) for _, items in group for i in items)
    progress.steps += 1


def restore(path: Path, model: Reader, optimiser: MasterWeights, *, going_on: bool) -> float:
    """Take over saved weights and, going on with a run, its optimiser; returns seconds trained."""
    saved = torch.load(path, weights_only=True)
    model.load_state_dict(saved["model"])
    names = [n for n, p in model.named_parameters() if p.requires_grad]
    with torch.no_grad():
        for name, master in zip(names, optimiser.master, strict=True):
            master.copy_(saved["model"][name])
    if not going_on:
        return 0.0
    optimiser.optimiser.load_state_dict(saved["optimiser"])
    return float(saved["elapsed"])


def save(path: Path, model: Reader, optimiser: MasterWeights, elapsed: float) -> None:
    """Write a checkpoint, whole or not at all."""
    state = {
        "model": full_precision(model, optimiser),
        "optimiser": optimiser.optimiser.state_dict(),
        "elapsed": elapsed,
    }
    torch.save(state, path.with_suffix(".part"))
    path.with_suffix(".part").replace(path)


def train(arguments: argparse.Namespace) -> None:
    """Train until the time is up."""
    rng = random.Random(arguments.seed)
    judge = arguments.judge is not None
    shares = JUDGE_SHARES if judge else SHARES
    sources = load_sources(arguments.data, arguments.work, arguments.teacher, judge=judge)
    model = new_judge(arguments.judge) if judge else new_reader()
    encoder = Encoder(arguments.judge if judge else base_model())
    optimiser = MasterWeights(model, arguments.rate)
    checkpoint = arguments.work / f"{arguments.name}.pt"
    elapsed = 0.0
    if arguments.resume or arguments.start:
        source = checkpoint if arguments.resume else arguments.start
        elapsed = restore(source, model, optimiser, going_on=arguments.resume)
        rng.seed(arguments.seed + int(elapsed))
    examples = stream(sources, shares, rng)
    model.train()
    limit = arguments.minutes * 60
    progress = Progress(time.monotonic() - elapsed)
    saved_at = time.monotonic()
    while (elapsed := time.monotonic() - progress.begun) < limit:
        train_step(model, draw_step(examples, encoder, arguments.tokens), progress)
        optimiser.step(factor_at(elapsed / limit))
        progress.tell()
        if time.monotonic() - saved_at > CHECKPOINT_SECONDS:
            saved_at = time.monotonic()
            save(checkpoint, model, optimiser, elapsed)
    save(checkpoint, model, optimiser, elapsed)
    summary = {
        "minutes": arguments.minutes,
        "steps": progress.steps,
        "tokens": progress.tokens,
        "rate": arguments.rate,
        "seed": arguments.seed,
        "questions": {name: len(source.questions) for name, source in sources.items()},
        "shares": shares,
    }
    checkpoint.with_suffix(".json").write_text(json.dumps(summary, indent=1) + "\n")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--work", type=Path, required=True, help="checkpoints and caches")
    parser.add_argument("--name", default="reader", help="of the checkpoint")
    parser.add_argument("--start", type=Path, help="weights to go on from, on a fresh schedule")
    parser.add_argument("--resume", action="store_true", help="go on with an interrupted run")
    parser.add_argument("--judge", type=Path, help="train the judge, from all-mpnet-base-v2 there")
    parser.add_argument("--teacher", type=Path, help="an exported reader that proposes spans")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--tokens", type=int, default=6000, help="of one step")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(arguments.seed)
    train(arguments)


if __name__ == "__main__":
    main()
