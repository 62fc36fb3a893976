"""Questions to checked answers. Importing it loads no model and no engine."""

from qa.answer import CheckedAnswer, CheckedStatement, Citation, Kind, Status, Verdict
from qa.answerer import Answerer, AnswerStream
from qa.errors import AnswerError
from qa.settings import Settings, load_settings
from qa.wiring import ask, open_answerer, open_library

__all__ = [
    "AnswerError",
    "AnswerStream",
    "Answerer",
    "CheckedAnswer",
    "CheckedStatement",
    "Citation",
    "Kind",
    "Settings",
    "Status",
    "Verdict",
    "ask",
    "load_settings",
    "open_answerer",
    "open_library",
]
