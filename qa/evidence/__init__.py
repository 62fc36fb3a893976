"""From search hits to the sentences that answer a question, and whether any does.

Knows no language model and writes nothing.
"""

from qa.evidence.closest import leads
from qa.evidence.days_named import is_of_day, of_day, parts_of_days
from qa.evidence.guarded_selector import GuardedSelector
from qa.evidence.judge import DifferencePointer, Entailment, Judge, Premise, Support
from qa.evidence.newest import Moment, entry_asked, moment_of, newest_first
from qa.evidence.overlap_selector import OverlapSelector
from qa.evidence.reader import PassageReader
from qa.evidence.remembering import RememberingSelector
from qa.evidence.reranking import load_readers
from qa.evidence.selector import Certainty, Evidence, EvidenceSelector, Selection
from qa.evidence.table_cells import Cell, cells_asked
from qa.evidence.tables import CELLS
from qa.evidence.telling import telling_hit
from qa.evidence.told import tellings, told_words
from qa.evidence.trained_selector import TrainedSelector, passage_text

__all__ = [
    "CELLS",
    "Cell",
    "Certainty",
    "DifferencePointer",
    "Entailment",
    "Evidence",
    "EvidenceSelector",
    "GuardedSelector",
    "Judge",
    "Moment",
    "OverlapSelector",
    "PassageReader",
    "Premise",
    "RememberingSelector",
    "Selection",
    "Support",
    "TrainedSelector",
    "cells_asked",
    "entry_asked",
    "is_of_day",
    "leads",
    "load_readers",
    "moment_of",
    "newest_first",
    "of_day",
    "parts_of_days",
    "passage_text",
    "telling_hit",
    "tellings",
    "told_words",
]
