"""What was read of late is not read again: "are you sure?" asks once more what was just asked."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from index import Hit
    from qa.evidence.selector import EvidenceSelector, Selection

KEPT = 16  # questions


class RememberingSelector:
    """Another selector's selections, kept by the question and the passages that were read."""

    def __init__(self, selector: EvidenceSelector) -> None:
        self._selector = selector
        self._kept: OrderedDict[Hashable, Selection] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def name(self) -> str:
        return self._selector.name

    def select(self, question: str, hits: Sequence[Hit]) -> Selection:
        passages = ((hit.passage.article.id, hit.passage.start, hit.passage.end) for hit in hits)
        key = (question, *passages)
        with self._lock:
            found = self._kept.get(key)
        if found is None:
            found = self._selector.select(question, hits)
            with self._lock:
                self._kept[key] = found
                while len(self._kept) > KEPT:
                    self._kept.popitem(last=False)
        return found
