"""What the reader and the judge are trained to lower: losses of one example, with their figures."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from models.reader_network import Encoded, Output


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
