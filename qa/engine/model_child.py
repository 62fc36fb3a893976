"""The language model's own process: reads requests from a pipe, runs the model, writes replies.

Started by `qa.engine.model_process`, never by hand. Requests and replies are JSON, one a line:
nothing that is read can be code. It ends when the pipe does, so it never outlives who started it.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from qa.engine.constraints import constraint_from_data
from qa.engine.language_model import Message
from qa.errors import AnswerError, CancelledError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from qa.engine.language_model import LanguageModel, TeachableModel


class EngineServer:
    """Does one request after the other; is told at any time that one has been given up.

    Every reply has the number of its request, and says whether more of them follow.
    """

    def __init__(self, replies: IO[str]) -> None:
        self._replies = replies
        self._waiting: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        self._given_up = -1  # the highest number of a request that nobody waits for
        self._taught: dict[str, LanguageModel] = {}  # by the adapter's path
        self._does: dict[str, Callable[..., None]] = {
            "fits": self._fits,
            "log_likelihoods": self._log_likelihoods,
            "generate": self._generate,
        }

    def run(self, load: Callable[[], TeachableModel], requests: Iterable[str]) -> None:
        """Load the model and say so, then do what is asked; the process ends with the requests."""
        try:
            model = load()
        except AnswerError as error:
            self._reply(0, error=str(error))
            return
        self._reply(0, name=model.name, parameters=model.parameters)
        threading.Thread(target=self._read, args=[requests], daemon=True).start()
        while True:
            self._do(model, self._waiting.get())

    def _read(self, requests: Iterable[str]) -> None:
        """In a thread of its own: the model may be busy when whoever started it dies."""
        for line in requests:
            request = json.loads(line)
            if request["do"] == "give up":
                self._given_up = request["number"]
            else:
                self._waiting.put(request)
        os._exit(0)

    def _do(self, model: TeachableModel, request: dict[str, Any]) -> None:
        number = request["number"]
        try:
            taught = self._with_adapter(model, request["adapter"])
            self._does[request["do"]](taught, number, **request["given"])
        except CancelledError:
            self._reply(number)
        except AnswerError as error:
            self._reply(number, error=str(error))

    def _with_adapter(self, model: TeachableModel, adapter: str | None) -> LanguageModel:
        if adapter is None:
            return model
        if adapter not in self._taught:
            self._taught[adapter] = model.with_adapter(Path(adapter))
        return self._taught[adapter]

    def _fits(
        self, model: LanguageModel, number: int, messages: list[list[str]], max_tokens: int
    ) -> None:
        self._reply(number, fits=model.fits(_messages(messages), max_tokens))

    def _log_likelihoods(
        self, model: LanguageModel, number: int, messages: list[list[str]], options: list[str]
    ) -> None:
        scores = model.log_likelihoods(
            _messages(messages), options, cancelled=lambda: self._given_up >= number
        )
        self._reply(number, scores=scores)

    def _generate(
        self,
        model: LanguageModel,
        number: int,
        messages: list[list[str]],
        constraint: dict[str, Any] | None,
        max_tokens: int,
    ) -> None:
        pieces = model.generate(
            _messages(messages),
            constraint=constraint_from_data(constraint),
            max_tokens=max_tokens,
            cancelled=lambda: self._given_up >= number,
        )
        for piece in pieces:
            more = piece.finish_reason is None
            self._reply(number, more=more, **asdict(piece))

    def _reply(self, number: int, *, more: bool = False, **parts: object) -> None:
        self._replies.write(json.dumps({"number": number, "more": more, **parts}) + "\n")
        self._replies.flush()


def _messages(given: list[list[str]]) -> list[Message]:
    return [Message(role, content) for role, content in given]


def main() -> None:
    """Serve the model whose file is named first, with the adapter that may be named second."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for who started this
    # What a library prints must not get among the replies.
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="ascii")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    from qa.engine.llama_cpp_model import LlamaCppModel

    path, *adapters = (Path(each) for each in sys.argv[1:])
    adapter = adapters[0] if adapters else None
    EngineServer(replies).run(lambda: LlamaCppModel.load(path, adapter=adapter), sys.stdin)


if __name__ == "__main__":
    main()
