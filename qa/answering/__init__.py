"""The way of a question: understand, hear the first responder, compose, compare.

Knows no export and no page.
"""

from qa.answering.answer_stream import AnswerStream
from qa.answering.answerer import NOT_SURE, NOT_THERE, REFUSALS, Answerer
from qa.answering.composition import Composition
from qa.answering.responder import Asked, Responder, Response

__all__ = [
    "NOT_SURE",
    "NOT_THERE",
    "REFUSALS",
    "AnswerStream",
    "Answerer",
    "Asked",
    "Composition",
    "Responder",
    "Response",
]
