"""One idea a file: each check compares a statement with the words it cites and gives a reason."""

from qa.checks.dates import check_dates
from qa.checks.figures import check_figures
from qa.checks.names import check_names
from qa.checks.quotations import check_quotations
from qa.checks.wording import check_wording
from qa.checks.words import check_words

__all__ = ["CHECKS", "Check"]

from collections.abc import Callable, Sequence

from qa.answer import CheckResult

Check = Callable[[str, Sequence[str]], CheckResult]

# In the order in which a person would want to read the findings.
CHECKS: tuple[Check, ...] = (
    check_quotations,
    check_figures,
    check_dates,
    check_names,
    check_words,
    check_wording,
)
