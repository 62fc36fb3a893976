"""Importing Byline starts none of the engines behind it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ENGINES = {
    "bm25s", "faiss", "gradio", "llama_cpp", "milvus_lite", "onnxruntime", "pymilvus",
    "sentence_transformers", "spacy", "thinc", "tokenizers", "torch", "transformers",
}  # fmt: skip


@pytest.mark.parametrize("package", ["index", "qa", "ui", "ui.commands.command_line"])
def test_an_import_loads_no_engine(package: str):
    program = f"import sys, {package}; print(*sorted(sys.modules))"
    found = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert ENGINES.isdisjoint(found.stdout.split())


def test_the_package_names_what_it_offers():
    import qa

    assert {"ask", "Answerer", "CheckedAnswer"} <= set(qa.__all__)
    for name in qa.__all__:
        assert getattr(qa, name) is not None


def test_what_is_loaded_later_has_no_name_of_a_module():
    """Importing a module puts it where the name is looked up, in place of what it should be."""
    import index

    modules = {path.stem for path in Path(index.__file__).parent.glob("*.py")}
    assert not set(index.__all__) & modules
