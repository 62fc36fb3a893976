"""A checked text as Markdown."""

from __future__ import annotations

from qa.briefing.export_check import check_markdown
from qa.checks.checked_text import CheckedText
from qa.statement import CheckedStatement, CheckResult, Kind, Outcome, Verdict
from tests.qa.briefing.briefings import PORTO, statement

QUOTE = "Officials denied that the works had been warned."


def checked(text: str) -> CheckedText:
    wrong = statement(text, (PORTO, QUOTE), verdict=Verdict.CONTRADICTED)
    failed = CheckResult("figures", Outcome.FAIL, f"The statement says {text}.")
    wrong = CheckedStatement(wrong.text, wrong.kind, wrong.citations, (failed,), wrong.verdict)
    reason = CheckResult("sources", Outcome.NOT_APPLICABLE, "An opinion needs no source.")
    opinion = CheckedStatement("I think so.", Kind.NOTICE, checks=(reason,))
    return CheckedText((wrong, opinion), wrong.citations)


def test_every_sentence_has_its_verdict_its_reasons_and_its_note():
    lines = check_markdown(checked("They were warned.")).split("\n")
    assert lines[2] == "2 sentences. Contradicted: 1; needs no source: 1."
    assert lines[4] == "1. They were warned.[^1] **Contradicted**"
    assert lines[5] == "   - figures: The statement says They were warned.."
    assert lines[6] == "2. I think so. **Needs no source**"
    assert lines[9].startswith("[^1]: Porto Post, “Fire in Porto”, Ann Kim, 3 Sep 2025, porto.txt")
    assert lines[9].endswith(f"“{QUOTE}”")


def test_no_markup_of_a_draft_works():
    text = check_markdown(checked("<b>![x](http://sink.invalid/)</b>\n# Heading"))
    assert "<b>" not in text.replace("\\<b\\>", "")
    assert "\\!\\[x\\](http\\:" in text
    assert "\n# Heading" not in text
