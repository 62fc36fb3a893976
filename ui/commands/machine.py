"""What this computer and this installation have: findings, each with the command that mends it.

Knows nothing of models, articles or libraries, and loads no engine into this process.
"""

from __future__ import annotations

import importlib.metadata
import platform
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from ui.service.memory import free_memory

if TYPE_CHECKING:
    from collections.abc import Iterator

NEEDED_MEMORY_GIB = 2
NEEDED_DISK_GIB = 1
ENGINE = "llama-cpp-python"
PACKAGES = (
    "bm25s", "faiss-cpu", "gradio", ENGINE, "onnxruntime", "sentence-transformers", "torch",
)  # fmt: skip

# Instructions that make a language model faster: the engine's name and the kernel's.
INSTRUCTIONS = {
    "AVX2": "avx2", "FMA": "fma", "F16C": "f16c", "AVX512": "avx512f",
    "AVX512_VNNI": "avx512_vnni", "AVX512_BF16": "avx512_bf16", "AVX_VNNI": "avx_vnni",
}  # fmt: skip
ILLEGAL_INSTRUCTION = -4  # the signal, as a child's exit status
ASK_ENGINE = "import llama_cpp; print(llama_cpp.llama_print_system_info().decode())"


class State(StrEnum):
    """How bad it is."""

    GOOD = "ok"
    NOTE = "note"
    SLOW = "slow"
    MISSING = "missing"
    BROKEN = "broken"

    @property
    def keeps_from_work(self) -> bool:
        """Whether no question can be answered before it is mended."""
        return self in {State.MISSING, State.BROKEN}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at, and what mends it if it is not as it should be."""

    name: str
    state: State
    detail: str
    mend: str | None = None


def examine_machine(home: Path) -> Iterator[Finding]:
    """Look at everything that does not depend on articles; `home` is where Byline writes."""
    version = platform.python_version()
    yield Finding("Python", State.GOOD, f"{version}, {platform.machine()}, {sys.executable}")
    yield examine_compiler()
    yield examine_packages()
    yield examine_engine(_ask_engine(), _machine_instructions())
    yield examine_memory()
    yield examine_disk(home)


def examine_compiler() -> Finding:
    """A compiler is needed for set-up alone."""
    found = next(filter(None, map(shutil.which, ("c++", "g++", "clang++"))), None)
    if found:
        return Finding("compiler", State.GOOD, found)
    mend = "xcode-select --install" if sys.platform == "darwin" else "apt install build-essential"
    return Finding("compiler", State.NOTE, "none; only set-up needs one", mend)


def examine_packages() -> Finding:
    """The packages that Byline cannot do without."""
    versions, missing = [], []
    for name in PACKAGES:
        try:
            versions.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            missing.append(name)
    if missing:
        mend = _pip("install", *missing)
        return Finding("packages", State.MISSING, f"no {', '.join(missing)}", mend)
    return Finding("packages", State.GOOD, ", ".join(versions))


# For this processor, but without matrix tiles: .ci/engine.cmake says why.
ENGINE_OPTIONS = "-DGGML_NATIVE=ON -DCMAKE_CXX_FLAGS=-U__AMX_INT8__"


def examine_engine(answer: subprocess.CompletedProcess[str], machine: frozenset[str]) -> Finding:
    """Whether llama.cpp was compiled for this processor: the answer is its own description."""
    name = "engine"
    mend = f"CMAKE_ARGS='{ENGINE_OPTIONS}' " + _pip(
        "install", "--force-reinstall", "--no-deps", "--no-cache-dir", "--no-binary", ENGINE, ENGINE
    )
    if answer.returncode == ILLEGAL_INSTRUCTION:
        return Finding(name, State.BROKEN, "was compiled for another processor", mend)
    if answer.returncode:
        reason = (answer.stderr.strip().splitlines() or ["it does not start"])[-1]
        return Finding(name, State.MISSING, reason, mend)
    facts = dict(part.split(" = ") for part in _description(answer.stdout) if " = " in part)
    used = [fact for fact, value in facts.items() if value.strip() == "1"]
    unused = [fact for fact, flag in INSTRUCTIONS.items() if flag in machine and fact not in used]
    if unused:
        detail = f"does not use {', '.join(unused)}, which this processor has"
        return Finding(name, State.SLOW, detail, mend)
    return Finding(name, State.GOOD, f"llama.cpp, compiled with {', '.join(used)}")


def examine_memory() -> Finding:
    """Free memory, where the system tells."""
    known = free_memory()
    if known is None:
        return Finding("memory", State.NOTE, f"not known here; {NEEDED_MEMORY_GIB} GiB are needed")
    free = known / 2**30
    detail = f"{free:.1f} GiB free"
    if free < NEEDED_MEMORY_GIB:
        mend = "close other programs"
        return Finding("memory", State.SLOW, f"{detail}, {NEEDED_MEMORY_GIB} are needed", mend)
    return Finding("memory", State.GOOD, detail)


def examine_disk(home: Path) -> Finding:
    """Free space where Byline writes its libraries."""
    existing = next(folder for folder in (home, *home.parents) if folder.exists())
    free = shutil.disk_usage(existing).free / 2**30
    detail = f"{free:.1f} GiB free in {existing}"
    if free < NEEDED_DISK_GIB:
        mend = "free some space, or set BYLINE_HOME to a folder elsewhere"
        return Finding("disk", State.MISSING, f"{detail}, {NEEDED_DISK_GIB} is needed", mend)
    return Finding("disk", State.GOOD, detail)


def _ask_engine() -> subprocess.CompletedProcess[str]:
    """In a process of its own: a library for another processor kills the process that loads it."""
    command = [sys.executable, "-c", ASK_ENGINE]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def _description(output: str) -> list[str]:
    """`CPU : SSE3 = 1 | AVX2 = 1 |` as its parts."""
    return [part.strip() for part in output.replace(" : ", "|").split("|")]


def _machine_instructions() -> frozenset[str]:
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("flags"):
                return frozenset(line.partition(":")[2].split())
    return frozenset()


def _pip(*arguments: str) -> str:
    return shlex.join([sys.executable, "-m", "pip", *arguments])
