"""Short ways to say what a check found."""

from __future__ import annotations

from qa.statement import CheckResult, Outcome


def passed(check: str, reason: str) -> CheckResult:
    """The statement passes."""
    return CheckResult(check, Outcome.PASS, reason)


def failed(check: str, reason: str) -> CheckResult:
    """The statement may not be shown as supported."""
    return CheckResult(check, Outcome.FAIL, reason)


def not_applicable(check: str, reason: str) -> CheckResult:
    """The statement has nothing that this check looks at."""
    return CheckResult(check, Outcome.NOT_APPLICABLE, reason)


def quoted_list(items: list[str]) -> str:
    """`“a”, “b”` for a reason."""
    return ", ".join(f"“{item}”" for item in items)
