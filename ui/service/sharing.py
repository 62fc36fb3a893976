"""What a chat for several people has beside the page: who they are, what is written down of them.

The one place that reads the settings of serving.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.routing import Route

from qa.errors import SettingsError
from ui.service.audit import Audit
from ui.service.desk import Desk
from ui.service.health import health_of
from ui.service.people import public_names
from ui.service.saved_conversations import SavedConversations

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from qa.settings import Serving
    from ui.service.engine import Engine
    from ui.service.metrics import Metrics
    from ui.service.opening import Opening
    from ui.service.people import People
    from ui.service.watching import Watcher


@dataclass(frozen=True)
class Shared:
    """Who may ask, under which names a proxy shows the page, and addresses for programs."""

    people: People | None = None
    names: Sequence[str] = ()
    routes: Sequence[Route] = ()


def share(serving: Serving, people: People | None, opening: Opening[Engine]) -> tuple[Shared, Desk]:
    """As the settings say, and the desk that tells of its questions.

    Raises:
        SettingsError: the audit cannot be written, or a package is missing.
    """
    watchers: list[Watcher] = []
    routes = [Route("/health", health_of(opening))]
    if serving.audit is not None:
        audit = Audit(serving.audit, people=people is not None, words=serving.audit_words)
        audit.begin()
        watchers.append(audit)
    metrics = _metrics(opening) if serving.metrics else None
    if metrics is not None:
        watchers.append(metrics)
        routes.append(Route("/metrics", metrics.answer))
    desk = Desk(opening, at_once=serving.at_once, watchers=watchers)
    if metrics is not None:
        metrics.follow(desk)
    return Shared(people, public_names(serving.public_name), routes), desk


def conversations_in(home: Path, people: People | None) -> SavedConversations:
    """One person's lie where they always did, those of several in a folder each."""
    if people is None:
        return SavedConversations(home / "conversations")
    return SavedConversations(home / "people", people=True)


def _metrics(opening: Opening[Engine]) -> Metrics:
    try:
        from ui.service.metrics import Metrics
    except ModuleNotFoundError as error:
        raise SettingsError(
            f"{error.name} is not installed, which --metrics needs: pip install 'byline[server]'"
        ) from error
    return Metrics(opening)
