"""A checked text as Markdown: every sentence with its verdict, the sources as footnotes."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from qa.briefing.blocks import shown, source_of
from qa.briefing.export_markdown import escape_markdown
from qa.briefing.web_address import web_address
from qa.english.readable import VERDICT_WORDS
from qa.quotation_marks import in_marks
from qa.statement import Outcome, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from qa.checks import CheckedText
    from qa.statement import CheckedStatement, Citation

NEEDS_NO_SOURCE = "Needs no source"


def check_markdown(checked: CheckedText) -> str:
    """The whole file."""
    return "\n".join(_lines(checked)) + "\n"


def counted(statements: Iterable[CheckedStatement]) -> tuple[tuple[Verdict | None, int], ...]:
    """How many sentences have each verdict; None stands for those that need no source."""
    counts = Counter(statement.verdict for statement in statements)
    return tuple((v, counts[v]) for v in (*Verdict, None) if counts[v])


def verdict_words(verdict: Verdict | None) -> str:
    """What a verdict is called; None is that of a sentence which needs no source."""
    return NEEDS_NO_SOURCE if verdict is None else VERDICT_WORDS[verdict]


def _lines(checked: CheckedText) -> Iterator[str]:
    yield "# A checked text"
    yield ""
    told = (f"{verdict_words(v).lower()}: {count}" for v, count in counted(checked.statements))
    yield f"{len(checked.statements)} sentences. {'; '.join(told).capitalize()}."
    yield ""
    for number, statement in enumerate(checked.statements, start=1):
        markers = " ".join(f"[^{n}]" for n in statement.numbers)
        text = escape_markdown(shown(statement.text))
        yield f"{number}. {text}{markers} **{verdict_words(statement.verdict)}**"
        for check in statement.checks:
            if check.outcome is Outcome.FAIL or statement.verdict is None:
                yield f"   - {escape_markdown(shown(f'{check.check}: {check.reason}'))}"
        if statement.differs is not None:
            yield f"   - {escape_markdown(shown(statement.differs))}"
    for source in checked.sources:
        yield ""
        yield _note(source)


def _note(source: Citation) -> str:
    address = web_address(source.article.url)
    link = f", <{address}>" if address else ""
    said = escape_markdown(shown(source_of(source)))
    return f"[^{source.number}]: {said}{link}: {escape_markdown(in_marks(shown(source.quote)))}"
