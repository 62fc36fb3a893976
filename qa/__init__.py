"""Questions to checked answers. Importing it loads no model and no engine."""

from qa.answer import CheckedAnswer, Status
from qa.answering import Answerer, AnswerStream
from qa.briefing import Briefing, briefing_from_answers
from qa.checks import CheckedText
from qa.errors import AnswerError
from qa.settings import Settings, load_settings
from qa.statement import CheckedStatement, Citation, Kind, Verdict
from qa.wiring import ask, brief, check_claim, check_text, open_answerer, open_library

__all__ = [
    "AnswerError",
    "AnswerStream",
    "Answerer",
    "Briefing",
    "CheckedAnswer",
    "CheckedStatement",
    "CheckedText",
    "Citation",
    "Kind",
    "Settings",
    "Status",
    "Verdict",
    "ask",
    "brief",
    "briefing_from_answers",
    "check_claim",
    "check_text",
    "load_settings",
    "open_answerer",
    "open_library",
]
