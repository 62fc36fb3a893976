"""A network of weights in ONNX Runtime, and its tokeniser. Knows nothing of what they are for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from index.openmp import load_openmp
from qa.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray


class TokenizerPieces:
    """Word pieces by the tokenizers library."""

    def __init__(self, path: Path) -> None:
        from tokenizers import Tokenizer

        self._path = path
        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()

    def __call__(self, text: str) -> tuple[list[int], list[tuple[int, int]]]:
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        return list(encoding.ids), list(encoding.offsets)

    def id_of(self, *spellings: str) -> int:
        """The id of the first of these special tokens that the tokeniser has."""
        for token in spellings:
            if (found := self._tokenizer.token_to_id(token)) is not None:
                return int(found)
        raise ModelError(
            f"The tokeniser {self._path} has no {' or '.join(spellings)}. "
            f"Restore the folder {self._path.parent}."
        )


class OnnxNetwork:
    """The weights in ONNX Runtime."""

    def __init__(self, path: Path, threads: int) -> None:
        import onnxruntime

        load_openmp()
        from index.int8_bert import multiplies_exactly

        options = onnxruntime.SessionOptions()
        if not multiplies_exactly():
            # Takes twice as long and makes no difference where the products cannot overflow.
            options.add_session_config_entry("session.x64quantprecision", "1")
        # Threads that go on spinning behind a reading hold the processors that write next.
        options.add_session_config_entry("session.force_spinning_stop", "1")
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        try:
            self._session = onnxruntime.InferenceSession(
                str(path), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # the library's own errors share no base class
            raise ModelError(
                f"{path} cannot be loaded ({error}). Restore the folder {path.parent}."
            ) from error
        # Not every network tells apart the types of tokens.
        self._takes = frozenset(i.name for i in self._session.get_inputs())

    def __call__(self, inputs: dict[str, NDArray[Any]]) -> Sequence[NDArray[np.float32]]:
        given = {name: array for name, array in inputs.items() if name in self._takes}
        outputs: Sequence[NDArray[np.float32]] = self._session.run(None, given)
        return outputs
