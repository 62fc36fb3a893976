"""Many people before one chat, with an engine that is a stub: does each get an answer, and theirs?

    python -m benchmarks.guard_load [--users 50] [--questions 20] [--burst 300] [--cancels 100]

The server is the real one, on a free port of this computer. Writes `results/guard_load.json`.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import sys
import time
from collections import Counter
from dataclasses import dataclass
from typing import Any

from benchmarks.chat_visitor import BusyServerError, Visitor, stage, visitors
from benchmarks.guard_matrix import SEEDS
from benchmarks.guard_report import write_report
from qa.answer import CheckedAnswer
from tests.ui.conftest import serving
from tests.ui.fake_answers import FakeAnswerer, answer, cite, seed_articles, statement

_TOKEN = re.compile(r"user[0-9]+question[0-9]+")
_AGAIN_SECONDS = 0.5


@dataclass
class RepeatingAnswerer(FakeAnswerer):
    """Says back which user asked which question."""

    def answer_to(self, question: str) -> CheckedAnswer:
        source = cite(1, self.articles[0], "Seven nations, including", "host peace talks.")
        told = [statement(f"This is for {question}", source), statement("It is so.", source)]
        return answer(question, told)


def repeating() -> RepeatingAnswerer:
    """A stub over the sample articles."""
    return RepeatingAnswerer(seed_articles(SEEDS))


async def many_users(address: str, users: int, questions: int) -> dict[str, Any]:
    """Everybody asks one question after the other, and again when told that too many wait."""
    errors: list[str] = []
    mixed: list[str] = []
    counts: Counter[str] = Counter()

    async def use(user: int, visitor: Visitor) -> None:
        for number in range(questions):
            token = f"user{user}question{number}"
            try:
                shown = await _ask_until_answered(visitor, f"{token}?", counts)
            except Exception as error:  # noqa: BLE001 - counted
                errors.append(f"{token}: {error!r}")
                continue
            last = shown.rpartition("<section")[2]
            if stage(shown) != "answered" or f"This is for {token}?" not in last:
                errors.append(f"{token}: {last[:300]}")
            strangers = {t for t in _TOKEN.findall(shown) if not t.startswith(f"user{user}q")}
            mixed.extend(sorted(strangers))
            counts["answered"] += 1
            if counts["answered"] % 50 == 0:
                sys.stderr.write(f"{counts}, {time.monotonic() - begun:.0f} s\n")

    begun = time.monotonic()
    async with visitors(address) as client:
        config = (await client.get("/config")).json()
        await asyncio.gather(*(use(user, Visitor(client, config)) for user in range(users)))
    return {
        "users": users,
        "questions each": questions,
        **counts,
        "errors": errors,
        "words of another user": mixed,
        "seconds": round(time.monotonic() - begun, 1),
    }


async def _ask_until_answered(visitor: Visitor, question: str, counts: Counter[str]) -> str:
    while True:
        try:
            return await visitor.ask(question)
        except BusyServerError:
            counts["told to ask again later"] += 1
            await asyncio.sleep(_AGAIN_SECONDS)


async def burst(address: str, users: int) -> dict[str, Any]:
    """Everybody asks at the same moment, once."""

    async def outcome(user: int, visitor: Visitor) -> str:
        token = f"user{user}question0"
        try:
            shown = await visitor.ask(f"{token}?")
        except BusyServerError:
            return "busy"
        except Exception as error:  # noqa: BLE001 - counted
            return repr(error)
        own = set(_TOKEN.findall(shown)) == {token}
        return "answered" if own and stage(shown) == "answered" else shown[:300]

    async with visitors(address) as client:
        config = (await client.get("/config")).json()
        found = await asyncio.gather(*(outcome(n, Visitor(client, config)) for n in range(users)))
    return {"at once": users, **Counter(found)}


async def cancels(address: str, times: int) -> dict[str, Any]:
    """Stop a slow answer, again and again; how long until somebody else's is there."""
    took = []
    async with visitors(address) as client:
        config = (await client.get("/config")).json()
        for number in range(times):
            first, second = Visitor(client, config), Visitor(client, config)
            begun = asyncio.Event()
            asking = asyncio.create_task(_follow(first, f"user0question{number}, slow?", begun))
            await begun.wait()
            pressed = time.monotonic()
            await first.stop()
            shown = await second.ask(f"user1question{number}?")
            took.append(time.monotonic() - pressed)
            outcomes = (await asking, stage(shown))
            if outcomes != ("stopped", "answered"):
                raise RuntimeError(f"a stop and a question after it ended as {outcomes}")
    took.sort()
    return {
        "cancels": times,
        "next answer, median s": round(took[len(took) // 2], 2),
        "next answer, longest s": round(took[-1], 2),
    }


async def _follow(visitor: Visitor, question: str, begun: asyncio.Event) -> str:
    """How a question ends; tells when its answer has begun."""
    last = ""
    async for shown in visitor.steps(question):
        last = stage(shown)
        if last == "answering":
            begun.set()
    return last


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--questions", type=int, default=20)
    parser.add_argument("--burst", type=int, default=300)
    parser.add_argument("--cancels", type=int, default=100)
    given = parser.parse_args()
    with serving(repeating()) as address:
        found = {
            "many users": asyncio.run(many_users(address, given.users, given.questions)),
            "burst": asyncio.run(burst(address, given.burst)),
            "cancels": asyncio.run(cancels(address, given.cancels)),
        }
    write_report("guard_load", found)


if __name__ == "__main__":
    main()
