"""Hits without the sentences that tell nothing: questions, links, captions, notes of the outlet."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from index.blocks import Kind, block_at
from qa.evidence.told import telling_sentences

if TYPE_CHECKING:
    from index import Hit, Sentence

LONGEST_ITEM = 6  # words of one that says nothing alone


def telling_hit(hit: Hit) -> Hit:
    """The same hit with only those of its sentences that may support anything."""
    told = tuple(telling_sentences(hit.sentences))
    return hit if len(told) == len(hit.sentences) else replace(hit, sentences=told)


def is_item(sentence: Sentence) -> bool:
    """Whether a sentence is an item of a list."""
    block = block_at(sentence.article.text, sentence.start)
    return block is not None and block.kind is Kind.LIST_ITEM


def is_bare_item(sentence: Sentence) -> bool:
    """`- Moor Lane`: says nothing without the line that announces its list."""
    return len(sentence.text.split()) <= LONGEST_ITEM and is_item(sentence)
