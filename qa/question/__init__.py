"""What is asked: its limits, its parts, what it leans on, and what kind of answer it wants.

Knows no library and answers nothing.
"""

from qa.question.dialogue_moves import Move, wanted
from qa.question.folder_questions import FolderAnswer, Telling, folder_question, newest_day
from qa.question.follow_ups import readings
from qa.question.kinds_of_answer import lacks_what_is_asked
from qa.question.misspelt import respelt
from qa.question.parts import leaning_parts, parts_of
from qa.question.plain_questions import plain_question
from qa.question.request import Day, Request, make_request
from qa.question.rewriting import Rewriter
from qa.question.small_talk import about_byline

__all__ = [
    "Day",
    "FolderAnswer",
    "Move",
    "Request",
    "Rewriter",
    "Telling",
    "about_byline",
    "folder_question",
    "lacks_what_is_asked",
    "leaning_parts",
    "make_request",
    "newest_day",
    "parts_of",
    "plain_question",
    "readings",
    "respelt",
    "wanted",
]
