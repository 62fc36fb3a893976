"""Hits without the sentences that tell nothing: questions, links, captions, notes of the outlet."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qa.evidence.told import telling_sentences

if TYPE_CHECKING:
    from index import Hit


def telling_hit(hit: Hit) -> Hit:
    """The same hit with only those of its sentences that may support anything."""
    told = tuple(telling_sentences(hit.sentences))
    return hit if len(told) == len(hit.sentences) else replace(hit, sentences=told)
