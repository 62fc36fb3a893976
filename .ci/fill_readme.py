"""Put what Byline answers now into the pages: README's console examples, docs/answer.md's JSON."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
ANSWER_PAGE = ROOT / "docs" / "answer.md"
BYLINE = Path(sys.executable).parent / "byline"
WIDTH = 96

CONSOLE = re.compile(r"```console\n\$ (?P<line>byline .*)\n(?:.*\n)*?```")
# Objects of several lines; the others are written by hand.
AS_JSON = re.compile(r'```json\n\{\n  "schema": "(?P<schema>[\w./]+)",\n(?:.*\n)*?```')
QUESTION = "Which news agency reported Putin's remarks?"
DRAFT = (
    "Seven nations, including Austria and Turkey, have offered to host peace talks. "
    "Eight nations have offered to host peace talks. I think that this is a turning point.\n"
)


def main() -> None:
    readme = README.read_text(encoding="utf-8")
    page = ANSWER_PAGE.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as home:
        os.environ["BYLINE_HOME"] = home  # nothing that was made before counts
        draft = Path(home) / "draft.txt"
        draft.write_text(DRAFT, encoding="utf-8")
        lines = {
            "byline.answer/1": f"byline ask --json {shlex.quote(QUESTION)}",
            "byline.check/1": f"byline check --json {shlex.quote(str(draft))}",
        }
        readme = CONSOLE.sub(lambda found: console(found["line"]), readme)
        page = AS_JSON.sub(lambda found: as_json(lines[found["schema"]]), page)
    README.write_text(readme, encoding="utf-8")
    ANSWER_PAGE.write_text(page, encoding="utf-8")


def console(line: str) -> str:
    shown = run(line).rstrip().replace(f"{ROOT}/", "")
    return f"```console\n$ {line}\n{shown}\n```"


def as_json(line: str) -> str:
    return f"```json\n{written(without_traces(json.loads(run(line))))}\n```"


def without_traces(told: dict[str, Any]) -> dict[str, Any]:
    """Whole milliseconds, and the paths of nobody's computer."""
    for source in told["sources"]:
        source["article"]["path"] = source["article"]["path"].replace(str(ROOT), "/home/you/byline")
    if "timings_ms" in told:
        told["timings_ms"] = {name: round(value) for name, value in told["timings_ms"].items()}
    return told


def run(line: str) -> str:
    """What a command line prints, in a terminal of 88 columns; a finding is no failure."""
    command = [str(BYLINE), *shlex.split(line)[1:]]
    environment = {**os.environ, "COLUMNS": "88"}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=False
    )
    if done.returncode not in {0, 1}:
        raise SystemExit(f"{line} ended with {done.returncode}")
    return done.stdout


def written(value: object, indent: int = 0) -> str:
    """JSON with what fits on a line on one line."""
    flat = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, (dict, list)) or len(flat) + indent <= WIDTH:
        return flat
    space = " " * (indent + 2)
    if isinstance(value, dict):
        lines = [f"{json.dumps(k)}: {written(v, indent + 2)}" for k, v in value.items()]
        begin, end = "{", "}"
    else:
        lines = [written(v, indent + 2) for v in value]
        begin, end = "[", "]"
    inside = f",\n{space}".join(lines)
    return f"{begin}\n{space}{inside}\n{' ' * indent}{end}"


if __name__ == "__main__":
    main()
