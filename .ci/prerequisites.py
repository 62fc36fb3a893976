"""What this machine must have before anything is installed, and the package that brings it."""

from __future__ import annotations

import hashlib
import importlib.util
import platform
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

OLDEST = (3, 11)
NEEDED_GIB = 4  # the environment takes 2.3, building the language model's engine 1 more
ROOMY_GIB = 12  # where pip is offered only torch with GPU libraries

# What is looked for, any of these programs, and the package of Debian and of Homebrew.
PROGRAMS = (
    ("git", ("git",), "git", "git"),
    ("make", ("make", "gmake"), "make", "make"),
    ("a C compiler", ("cc", "gcc", "clang"), "build-essential", "llvm"),
    ("a C++ compiler", ("c++", "g++", "clang++"), "build-essential", "llvm"),
)


def newer_python() -> str | None:
    """Another interpreter on the path that is new enough."""
    for minor in range(14, OLDEST[1] - 1, -1):
        found = shutil.which(f"python3.{minor}")
        if found and subprocess.run([found, "-c", ""], check=False).returncode == 0:
            return found
    return None


def missing(root: Path) -> list[str]:
    """One sentence for each thing that is missing; empty when set-up may begin."""
    problems = [
        f"{what} was not found. Install it: {_install(debian, brew)}"
        for what, names, debian, brew in PROGRAMS
        if not any(shutil.which(name) for name in names)
    ]
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    if sys.version_info < OLDEST:
        wanted = ".".join(map(str, OLDEST))
        problems.append(
            f"Python {platform.python_version()} is too old: {wanted} or later is needed. "
            f"Install it: {_install(f'python{wanted}-venv python{wanted}-dev', f'python@{wanted}')}"
            ", or name one: make PYTHON=/path/to/python3"
        )
        return problems
    if not all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        problems.append(
            f"{sys.executable} cannot create environments (no venv). "
            f"Install it: {_install(f'{version}-venv', 'python')}"
        )
    if not Path(sysconfig.get_path("include"), "Python.h").is_file():
        problems.append(
            f"{sys.executable} has no headers (Python.h). "
            f"Install them: {_install(f'{version}-dev', 'python')}"
        )
    free = shutil.disk_usage(root).free / 2**30
    if free < NEEDED_GIB:
        problems.append(
            f"{root} has {free:.1f} GiB free; set-up needs {NEEDED_GIB}. Free some space there."
        )
    return problems


def warnings(root: Path) -> list[str]:
    """What may go wrong, though it need not."""
    free = shutil.disk_usage(root).free / 2**30
    if sys.platform == "linux" and free < ROOMY_GIB:
        return [
            f"{free:.1f} GiB are free. Where pip is offered torch only with GPU libraries, "
            f"that download alone takes several; {ROOMY_GIB} are enough for every case."
        ]
    return []


def processor() -> str:
    """The machine, its instruction set and its C library: what compiled code depends on."""
    facts = [sys.platform, platform.machine(), *platform.libc_ver()]
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text(encoding="utf-8", errors="replace").splitlines():
            name, _, value = line.partition(":")
            if name.strip() in {"flags", "Features"}:
                facts += sorted(value.split())
                break
    elif sys.platform == "darwin":
        asked = ["sysctl", "-n", "machdep.cpu.brand_string"]
        facts.append(subprocess.run(asked, capture_output=True, text=True, check=False).stdout)
    return hashlib.sha256(" ".join(facts).encode()).hexdigest()


def _install(debian: str, brew: str) -> str:
    return f"brew install {brew}" if sys.platform == "darwin" else f"sudo apt install {debian}"
