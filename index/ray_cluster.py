"""A cluster of Ray, whose only importer this is: of this computer, or of several.

Objects travel as pickles: a cluster can run whatever it likes here, so it has to be one that is
trusted.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import secrets
import socket
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from index.errors import EmbedderError, LibraryError

LOCAL = "local"  # in place of an address: a cluster of this computer, for as long as this takes
_STORE_BYTES = 200_000_000  # of a local cluster's memory for what travels
_AUTH = ("RAY_AUTH_MODE", "RAY_AUTH_TOKEN")
_KNOCK_SECONDS = 10.0
_START_SECONDS = 300.0  # for a worker to be there, with its model
_NO_CLUSTER = "There is no Ray cluster at {}: {}. Name another, or local."
# Where a local cluster has its sockets, whose names may have 107 characters in all.
_SHORT, _NAME = "/tmp", "byline-ray-"  # noqa: S108 - a folder of a name of its own in it
# On a busy computer the cluster's own processes may wait for a processor for long: they are alive.
PATIENT = {"health_check_timeout_ms": 60_000, "health_check_failure_threshold": 10}


def require_ray() -> None:
    """Say what to install before anything else is done.

    Raises:
        EmbedderError: Ray is not installed.
    """
    if importlib.util.find_spec("ray") is None:
        raise EmbedderError("Ray is not installed. Install it: pip install 'byline[ray]'")


class RayCluster:
    """A cluster that is there from the first work for it until this is left.

    Without `workers` there is one for every processor of it.
    """

    def __init__(self, address: str, workers: int | None = None) -> None:
        self._address = address
        self._workers = workers
        self._stack = contextlib.ExitStack()

    def __enter__(self) -> RayCluster:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    @cached_property
    def ray(self) -> Any:  # noqa: ANN401 - Ray has no types
        """Ray itself, connected.

        Raises:
            EmbedderError: Ray is not installed, or there is no such cluster.
        """
        require_ray()
        return self._stack.enter_context(_connected(self._address, self._workers))

    def most_workers(self, pieces: int) -> int:
        """How many workers so many pieces of work may have."""
        there = self._workers or int(self.ray.cluster_resources().get("CPU", 1))
        return max(1, min(there, pieces))

    @contextlib.contextmanager
    def told(self) -> Iterator[None]:
        """Whatever fails there, in a sentence.

        Raises:
            EmbedderError: it did.
        """
        ray = self.ray
        try:
            yield
        except LibraryError as error:
            cause = getattr(error, "cause", None)  # an error of a worker comes with its stack
            if cause is None:
                raise
            raise EmbedderError(str(cause)) from error
        except (ray.exceptions.RayError, TimeoutError) as error:
            said = _line(getattr(error, "cause", None) or error)
            raise EmbedderError(
                f"The Ray cluster at {self._address} failed: {said}. "
                "What was done is kept; the same command goes on from there."
            ) from error


def first_answers(
    ray: Any,  # noqa: ANN401 - likewise
    workers: Sequence[Any],
    asked: Sequence[Any],
) -> list[tuple[Any, Any]]:
    """The workers that answered in time what each was `asked`, with the answer; others are ended.

    Raises:
        EmbedderError: none did.
    """
    by_answer = dict(zip(asked, workers, strict=True))
    there, late = ray.wait(list(by_answer), num_returns=len(by_answer), timeout=_START_SECONDS)
    for each in late:
        ray.kill(by_answer[each])
    if not there:
        raise EmbedderError(
            f"No processor of the Ray cluster was free within {_START_SECONDS:.0f} seconds."
        )
    return list(zip(map(by_answer.__getitem__, there), ray.get(there), strict=True))


@contextlib.contextmanager
def _connected(address: str, workers: int | None) -> Iterator[Any]:
    """Ray, until this is left.

    Raises:
        EmbedderError: there is no such cluster.
    """
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    with contextlib.ExitStack() as stack:
        given: dict[str, Any] = {"address": address}
        if address == LOCAL:
            # Some of its ports are open to other computers: only who has this is answered there.
            stack.callback(_put_back, {each: os.environ.get(each) for each in _AUTH})
            os.environ.update(zip(_AUTH, ("token", secrets.token_hex(32)), strict=True))
            scratch = stack.enter_context(tempfile.TemporaryDirectory(prefix=_NAME, dir=_SHORT))
            given = {
                "address": LOCAL,
                "num_cpus": workers or os.cpu_count() or 1,
                "object_store_memory": _STORE_BYTES,
                "include_dashboard": False,
                "_temp_dir": str(Path(scratch).resolve()),
                "_system_config": PATIENT,
            }
        else:
            _knock(address)
        import ray

        try:
            ray.init(**given, log_to_driver=False, logging_level="ERROR")
        except (ConnectionError, RuntimeError, ValueError, OSError) as error:
            raise EmbedderError(_NO_CLUSTER.format(address, _line(error))) from error
        stack.callback(ray.shutdown)
        yield ray


def _put_back(before: Mapping[str, str | None]) -> None:
    """The environment as it was."""
    for name, value in before.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


def _knock(address: str) -> None:
    """Find out whether anything listens there at all, over which Ray takes minutes.

    Raises:
        EmbedderError: nothing does, or this is no address.
    """
    host, _, port = address.rpartition("//")[2].rpartition(":")
    if not host or not port.isdecimal():
        raise EmbedderError(_NO_CLUSTER.format(address, "an address is such as 10.0.0.5:6379"))
    try:
        socket.create_connection((host.strip("[]"), int(port)), timeout=_KNOCK_SECONDS).close()
    except (OSError, OverflowError) as error:
        raise EmbedderError(_NO_CLUSTER.format(address, _line(error))) from error


def _line(error: BaseException) -> str:
    """The last line of what an error says, which in Ray's has the cause."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return (lines or [type(error).__name__])[-1][:300].rstrip(".")
