"""Short ways to say what a check found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.statement import CheckResult, Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence


def passed(check: str, reason: str) -> CheckResult:
    """The statement passes."""
    return CheckResult(check, Outcome.PASS, reason)


def failed(check: str, reason: str, about: Sequence[str] = (), instead: str = "") -> CheckResult:
    """The statement may not be shown as supported, because of the words that it is `about`."""
    return CheckResult(check, Outcome.FAIL, reason, tuple(about), instead)


def not_applicable(check: str, reason: str) -> CheckResult:
    """The statement has nothing that this check looks at."""
    return CheckResult(check, Outcome.NOT_APPLICABLE, reason)


def quoted_list(items: list[str]) -> str:
    """`“a”, “b”` for a reason."""
    return ", ".join(f"“{item}”" for item in items)
