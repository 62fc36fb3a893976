"""Put what Byline answers now into README.md: every console example, and the answer as JSON."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
BYLINE = Path(sys.executable).parent / "byline"
WIDTH = 96

CONSOLE = re.compile(r"```console\n\$ (?P<line>byline .*)\n(?:.*\n)*?```")
AS_JSON = re.compile(r"```json\n(?:(?P<line>.*)\n(?:.*\n)*?)?```")
ASKED_AS_JSON = 'byline ask --json "Which news agency reported Putin\'s remarks?"'


def main() -> None:
    text = README.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as home:
        os.environ["BYLINE_HOME"] = home  # nothing that was made before counts
        text = CONSOLE.sub(lambda found: console(found["line"]), text)
        text = AS_JSON.sub(lambda _: as_json(), text)
    README.write_text(text, encoding="utf-8")


def console(line: str) -> str:
    shown = run(line).rstrip().replace(f"{ROOT}/", "")
    return f"```console\n$ {line}\n{shown}\n```"


def as_json() -> str:
    answer = json.loads(run(ASKED_AS_JSON))
    answer["timings_ms"] = {name: round(value) for name, value in answer["timings_ms"].items()}
    for source in answer["sources"]:
        source["article"]["path"] = source["article"]["path"].replace(str(ROOT), "/home/you/byline")
    return f"```json\n{written(answer)}\n```"


def run(line: str) -> str:
    """What a command line prints, in a terminal of 88 columns."""
    command = [str(BYLINE), *shlex.split(line)[1:]]
    environment = {**os.environ, "COLUMNS": "88"}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True
    )
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
