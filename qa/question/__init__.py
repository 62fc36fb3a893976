"""What is asked: its limits, its parts, what it leans on, and what kind of answer it wants.

Knows no library and answers nothing.
"""

from qa.question.article_sources import articles_of
from qa.question.comparing import Comparing, comparing, said_by_which
from qa.question.days_asked import day_asked
from qa.question.dialogue_moves import Move, wanted
from qa.question.folder_questions import FolderAnswer, Telling, folder_question
from qa.question.follow_ups import readings
from qa.question.kinds_of_answer import lacks_what_is_asked
from qa.question.misspelt import respelt
from qa.question.parts import leaning_parts, parts_of
from qa.question.plain_questions import plain_question
from qa.question.request import Day, Request, make_request
from qa.question.rewriting import Rewriter
from qa.question.small_talk import about_byline

__all__ = [
    "Comparing",
    "Day",
    "FolderAnswer",
    "Move",
    "Request",
    "Rewriter",
    "Telling",
    "about_byline",
    "articles_of",
    "comparing",
    "day_asked",
    "folder_question",
    "lacks_what_is_asked",
    "leaning_parts",
    "make_request",
    "parts_of",
    "plain_question",
    "readings",
    "respelt",
    "said_by_which",
    "wanted",
]
