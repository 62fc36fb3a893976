"""What is declared is what is imported, and every version is pinned."""

from __future__ import annotations

import ast
import importlib.metadata
import re
import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
OURS = {"index", "qa", "ui"}
NAMED_OTHERWISE = {"grpc": "grpcio"}  # of the extras


def declared() -> set[str]:
    """What every installation has, and what --mcp, --metrics, --ray and --store need beside it."""
    extras = PROJECT["optional-dependencies"]
    optional = (line for name in ("mcp", "milvus", "ray", "server") for line in extras[name])
    lines = [*PROJECT["dependencies"], *optional]
    return {canonicalize_name(Requirement(line).name) for line in lines}


def imported() -> dict[str, str]:
    """Distribution -> one file that imports it."""
    distributions = importlib.metadata.packages_distributions()
    found: dict[str, str] = {}
    for file in sorted(path for package in OURS for path in (ROOT / package).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module]
            for module in {name.split(".")[0] for name in names} - OURS - sys.stdlib_module_names:
                # That of an extra need not be installed; such a package has its module's name.
                named = NAMED_OTHERWISE.get(module, module)
                found[canonicalize_name(distributions.get(module, [named])[0])] = str(file)
    return found


def test_everything_imported_is_declared():
    assert {name: file for name, file in imported().items() if name not in declared()} == {}


def test_everything_declared_is_imported():
    assert declared() - imported().keys() == set()


def test_every_requirement_has_a_pin_within_its_range():
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = dict(line.split("==") for line in lines if "==" in line)
    extras = PROJECT["optional-dependencies"]
    wanted = [*PROJECT["dependencies"], *(line for extra in extras.values() for line in extra)]
    for requirement in map(Requirement, wanted):
        assert pins[canonicalize_name(requirement.name)] in requirement.specifier, requirement


def test_pins_name_no_place_to_fetch_from():
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    assert not re.search(r"^-|://|@|\+", text, flags=re.MULTILINE)
