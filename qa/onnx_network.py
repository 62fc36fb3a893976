"""A network of weights in ONNX Runtime, and its tokeniser. Knows nothing of what they are for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qa.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from qa.reader_windows import Span


class TokenizerPieces:
    """Word pieces by the tokenizers library."""

    def __init__(self, path: Path) -> None:
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()

    def __call__(self, text: str) -> tuple[list[int], list[Span]]:
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        return list(encoding.ids), list(encoding.offsets)

    def id_of(self, token: str) -> int:
        found = self._tokenizer.token_to_id(token)
        if found is None:
            raise ModelError(f"The reader's tokeniser has no {token}. Restore models/reader.")
        return int(found)


class OnnxNetwork:
    """The weights in ONNX Runtime."""

    def __init__(self, path: Path, threads: int) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
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

    def __call__(self, inputs: dict[str, NDArray[Any]]) -> Sequence[NDArray[np.float32]]:
        outputs: Sequence[NDArray[np.float32]] = self._session.run(None, inputs)
        return outputs
