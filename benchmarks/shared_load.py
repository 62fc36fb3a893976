"""Many people before one application process and before two: errors, mixed answers, seconds.

    python -m benchmarks.shared_load [--users 50] [--questions 4] [--real 4] [--proxy haproxy]

With a stub engine whose answers take half a second, as a model elsewhere takes its time, behind a
real proxy set up by docs/deploy. Then with the real models, few users: one process with everything
in it, then two whose readers are served. Writes `results/shared_load.json`.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.application_memory import QUESTIONS, megabytes, readers_server
from benchmarks.chat_visitor import BusyServerError, Visitor, stage, visitors
from benchmarks.guard_report import write_report
from benchmarks.shared_chat import HEADER
from tests.scale.proxied import applications, haproxy, nginx, signed_in, users

ROOT = Path(__file__).resolve().parent.parent
_TOKEN = re.compile(r"user[0-9]+question[0-9]+")
_AGAIN_SECONDS = 0.5
_START_SECONDS = 300


async def everybody(
    addresses: Sequence[str], people: int, asked: Sequence[str], *, signed: bool
) -> dict[str, Any]:
    """Everybody asks one question after the other; where there are several addresses, in turn."""
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    seconds: list[float] = []

    async def use(row: int, person: str) -> None:
        headers = signed_in(person) if signed else {HEADER: person}
        async with visitors(addresses[row % len(addresses)], headers) as client:
            visitor = Visitor(client, (await client.get("/config")).json())
            for number, question in enumerate(asked):
                mine = f"{person}question{number}"
                begun = time.monotonic()
                try:
                    shown = await _until_answered(visitor, question.format(mine=mine), counts)
                except Exception as error:  # noqa: BLE001 - counted
                    wrong.append(f"{mine}: {error!r}")
                    continue
                seconds.append(time.monotonic() - begun)
                counts[stage(shown)] += 1
                if "{mine}" in question and f"This is for {mine}?" not in shown:
                    wrong.append(f"{mine} was shown no answer")
                others = [t for t in _TOKEN.findall(shown) if not t.startswith(f"{person}q")]
                wrong.extend(f"{mine} was shown {other}" for other in others)

    begun = time.monotonic()
    await asyncio.gather(*(use(row, person) for row, person in enumerate(users(people))))
    took = time.monotonic() - begun
    return {
        "users": people,
        "questions each": len(asked),
        **counts,
        "errors and words of others": wrong,
        "seconds": round(took, 1),
        "answers a minute": round(60 * len(seconds) / took, 1),
        "median seconds of an answer": round(sorted(seconds)[len(seconds) // 2], 1),
    }


async def _until_answered(visitor: Visitor, question: str, counts: Counter[str]) -> str:
    while True:
        try:
            return await visitor.ask(question)
        except BusyServerError:
            counts["told to ask again later"] += 1
            await asyncio.sleep(_AGAIN_SECONDS)


def with_stub(people: int, questions: int, proxy: str) -> dict[str, Any]:
    """One process and two behind the proxy, one question at a time and four."""
    asked = ["{mine}?"] * questions
    found: dict[str, Any] = {}
    behind = {"haproxy": haproxy, "nginx": nginx}[proxy]
    for number, at_once in ((1, 1), (2, 1), (2, 4)):
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder) / proxy
            place.mkdir()
            with applications(Path(folder), number, at_once) as running:
                ports = [each.port for each in running]
                with behind(place, (ports * 2)[:2], users(people)) as address:
                    name = f"{number} processes, {at_once} at once"
                    found[name] = asyncio.run(everybody([address], people, asked, signed=True))
        sys.stderr.write(f"{name}: {found[name]}\n")
    return found


@contextlib.contextmanager
def real_chats(number: int, **settings: str) -> Iterator[tuple[list[str], list[int]]]:
    """Application processes with the real models, open: their addresses and processes."""
    command = [sys.executable, "-m", "ui.commands.command_line", "chat", "--port", "0"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "BYLINE_PERSON_HEADER": HEADER}
    with contextlib.ExitStack() as stack:
        addresses, processes = [], []
        for _ in range(number):
            process = stack.enter_context(
                subprocess.Popen(
                    command, env={**environment, **settings}, stderr=subprocess.PIPE, text=True
                )
            )
            stack.callback(process.kill)
            assert process.stderr is not None
            told = re.search(r"http://[0-9.:]+", process.stderr.readline())
            assert told is not None
            addresses.append(told[0])
            processes.append(process.pid)
        for address in addresses:
            asyncio.run(_open(address))
        yield addresses, processes


async def _open(address: str) -> None:
    async with visitors(address) as client:
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline:
            if (await client.get("/health")).is_success:
                return
            await asyncio.sleep(0.5)
    raise RuntimeError(f"{address} was not open after {_START_SECONDS} seconds")


def with_models(people: int, questions: int) -> dict[str, Any]:
    """The same number of people before one whole process, and before two that share the readers."""
    with QUESTIONS.open(encoding="utf-8") as lines:
        asked = [json.loads(line)["question"] for line in list(lines)[:questions]]
    with real_chats(1) as (addresses, processes):
        one = asyncio.run(everybody(addresses, people, asked, signed=False))
        one["memory of the processes, MB"] = [megabytes(p)["Pss"] for p in processes]
    sys.stderr.write(f"{one}\n")
    with (
        readers_server() as (readers, server),
        real_chats(2, BYLINE_READERS_SERVER=readers) as (addresses, processes),
    ):
        two = asyncio.run(everybody(addresses, people, asked, signed=False))
        two["memory of the processes, MB"] = [megabytes(p)["Pss"] for p in processes]
        two["memory of the readers' server, MB"] = megabytes(server)["Pss"]
    ratio = two["answers a minute"] / one["answers a minute"]
    return {"1 process": one, "2 processes": two, "ratio": round(ratio, 2)}


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--questions", type=int, default=4)
    parser.add_argument("--real", type=int, default=4)
    parser.add_argument("--proxy", choices=["haproxy", "nginx"], default="haproxy")
    given = parser.parse_args()
    found = {"stub engine": with_stub(given.users, given.questions, given.proxy)}
    if given.real:
        found["real models"] = with_models(given.real, 3)
    write_report("shared_load", found)


if __name__ == "__main__":
    main()
