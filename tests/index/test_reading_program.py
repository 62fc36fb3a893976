"""What a worker of a cluster reads with: another version of any of it is another program."""

from __future__ import annotations

import ast
import sys
from importlib import metadata
from pathlib import Path

import index
from index.ray_reading import READ_WITH, program, versions

ROOT = Path(index.__file__).parent
# What embeds, searches and stores, and what counts by whole numbers.
READS_NOTHING = {
    "faiss", "grpc", "numpy", "pymilvus", "ray", "sentence_transformers", "torch", "transformers",
}  # fmt: skip


def imported() -> set[str]:
    """The libraries that the library of articles imports anywhere."""
    found: set[str] = set()
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                found |= {each.name.partition(".")[0] for each in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.partition(".")[0])
    return found - sys.stdlib_module_names - {"index"}


def test_every_library_that_reads_is_named():
    packages = metadata.packages_distributions()
    named = {name.lower() for each in imported() - READS_NOTHING for name in packages[each]}
    assert named <= set(READ_WITH)


def test_what_they_require_counts_too():
    found = versions(READ_WITH)
    assert found.keys() >= set(READ_WITH)
    assert found["trafilatura"] == metadata.version("trafilatura")
    assert "htmldate" in found
    assert not versions(["a-package-of-nobody"])


def test_another_version_of_one_is_another_program(monkeypatch):
    before = program.__wrapped__()
    assert program.__wrapped__() == before
    real = metadata.distribution

    class Newer:
        version = "999"
        requires = None

    def distribution(name: str) -> object:
        return Newer() if name == "lxml" else real(name)

    monkeypatch.setattr("index.ray_reading.metadata.distribution", distribution)
    assert program.__wrapped__() != before
