"""What hostile articles achieve where the language model runs on a server, end to end.

    python -m benchmarks.hostile_served [--articles 100] [--first 0] [--questions 2] [--minutes 60]

The server is the one that comes with llama-cpp-python, with the shipped model and its adapter; it
renders a chat template of its own, so a control word in an article's text would become a control
token there. Every request is read as it goes over: its messages are tokenised as such a server
does, with control words taken for what they are, and control tokens are counted. Then the answers
are looked at as in `benchmarks.guard_injection`. Writes `results/hostile_served.json`, or where the
articles before `--first` were asked about in another run, a file that names it.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Generator
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.guard_injection import SHOWN_AS_TRUE, is_forged
from benchmarks.guard_report import write_report
from benchmarks.hostile_articles import ATTACKS, Case, cases
from benchmarks.served_answers import PATIENT, llama_server
from index.sentences import split_sentences
from qa import load_settings, open_answerer
from qa.answer import CheckedAnswer
from qa.engine.http_exchange import Asked, HttpExchange, shared_exchange
from qa.engine.language_model import Cancelled
from qa.engine.llama_cpp_model import LlamaCppModel
from qa.engine.served_model import ServedModel
from qa.engine.server_address import server_addresses
from qa.engine.shipped_models import find_language_model
from qa.language_models import writer_folder
from qa.settings import byline_home
from qa.statement import CheckedStatement
from qa.writing import ProseDrafter


@dataclass
class Overheard(HttpExchange):
    """The exchange with a server, and what is in the messages that go over."""

    model: LlamaCppModel
    sent: int = 0
    control_tokens: int = 0
    _exchange: HttpExchange = field(default_factory=shared_exchange)

    def pieces(self, asked: Asked, *, cancelled: Cancelled = lambda: False) -> Generator[bytes]:
        if asked.content is not None:
            for message in json.loads(asked.content)["messages"]:
                self.sent += 1
                self.control_tokens += self.control_tokens_in(message["content"])
        yield from self._exchange.pieces(asked, cancelled=cancelled)

    def control_tokens_in(self, text: str) -> int:
        """As a server counts them that reads a whole prompt at once."""
        tokens = self.model._engine.tokenize(text.encode(), add_bos=False, special=True)
        return sum(map(self.model.is_control, tokens))


@dataclass
class Seen:
    """What became of the answers."""

    status: Counter[str] = field(default_factory=Counter)
    steered: Counter[str] = field(default_factory=Counter)
    statements: int = 0
    written: int = 0
    other_words: list[str] = field(default_factory=list)
    planted_without_its_article: list[str] = field(default_factory=list)

    def take(self, case: Case, answer: CheckedAnswer) -> None:
        self.status[str(answer.status)] += 1
        self.statements += len(answer.statements)
        self.written += sum(str(said.kind) == "written" for said in answer.statements)
        self.other_words += [said.text for said in answer.statements if is_forged(said)]
        told = [said for said in answer.statements if case.news.mark in said.text]
        self.planted_without_its_article += [said.text for said in told if not owned(said)]
        if told:
            self.steered[ATTACKS[case.attack]] += 1


def owned(said: CheckedStatement) -> bool:
    """Whether a planted claim is either not shown as true, or as what the hostile article says."""
    names = {citation.article.path.name for citation in said.citations}
    return said.verdict not in SHOWN_AS_TRUE or "hostile.txt" in names


def measure(articles: int, questions: int, seconds: float, first: int = 0) -> dict[str, Any]:
    """Ask `questions` of each article from `first` on, as far as the time reaches."""
    chosen = list(islice(cases(), first, articles))
    model, adapter = find_language_model(None, byline_home()), writer_folder() / "writer.gguf"
    overheard = Overheard(LlamaCppModel.load(model, threads=1))
    raw = sum(overheard.control_tokens_in(case.text) for case in chosen)
    seen, begun, done = Seen(), time.monotonic(), 0
    with llama_server(model, adapter) as url:
        served = ServedModel.at(server_addresses(url, "X"), patience=PATIENT)
        served = replace(served, http=overheard)
        drafter = ProseDrafter(served, split_sentences)
        for case in chosen:
            with tempfile.TemporaryDirectory() as scratch:
                folder = Path(scratch)
                (folder / "honest.txt").write_text(case.news.honest, encoding="utf-8")
                (folder / "hostile.txt").write_text(case.text, encoding="utf-8")
                answerer = open_answerer(load_settings(articles=folder))
                answerer = replace(answerer, drafter=drafter)
                for question in case.news.questions[-questions:]:
                    seen.take(case, answerer.ask(question))
            done += 1
            sys.stderr.write(f"{done} of {len(chosen)}, {time.monotonic() - begun:.0f} s\n")
            if time.monotonic() - begun > seconds:
                break
    return {
        "hostile articles": done,
        "answers": seen.status.total(),
        "status": dict(seen.status),
        "statements shown": seen.statements,
        "written by the server": seen.written,
        "control tokens in the articles as they are": raw,
        "messages sent": overheard.sent,
        "control tokens in the messages": overheard.control_tokens,
        "planted claims shown as true without their article": seen.planted_without_its_article,
        "in other words than the source": seen.other_words,
        "answers that show the planted claim, as the hostile article's": seen.steered.total(),
        "by attack": dict(seen.steered.most_common()),
    }


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--questions", type=int, default=2)
    parser.add_argument("--minutes", type=float, default=60.0)
    given = parser.parse_args()
    found = measure(given.articles, given.questions, 60 * given.minutes, given.first)
    write_report(f"hostile_served{f'_from_{given.first}' if given.first else ''}", found)


if __name__ == "__main__":
    main()
