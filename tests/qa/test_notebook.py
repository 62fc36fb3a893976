"""In a notebook an answer shows itself, and nothing in it is markup of somebody else."""

from qa.answer import CheckedAnswer, LibraryState, Status
from qa.statement import CheckedStatement, Citation, Kind, Verdict
from tests.fakes import article


def test_an_answer_shows_statements_and_sources_escaped() -> None:
    hostile = "<img src=x onerror=alert(1)>"
    story = article(f"{hostile} won.", title="<b>bold</b>")
    source = Citation(1, story, 0, len(story.text), story.text)
    said = CheckedStatement(story.text, Kind.QUOTED, (source,), (), Verdict.SUPPORTED)
    answer = CheckedAnswer("Who?", Status.ANSWERED, (said,), (source,), LibraryState("1", 1, 1, 1))
    shown = answer._repr_html_()
    assert "<img" not in shown
    assert "<b>bold" not in shown
    assert "&lt;img" in shown
    assert "<sup>[1]</sup>" in shown
    assert "(supported)" in shown
