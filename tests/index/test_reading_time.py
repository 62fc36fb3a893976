"""Reading takes about as long as there is text: no pattern tries all ways to match it.

In a process of its own: what hangs inside a pattern holds the whole interpreter, and no timeout of
this one would end it.
"""

from __future__ import annotations

import subprocess
import sys

import pytest

SECONDS = 60.0  # for 60,000 characters in two formats; a second on an ordinary processor
REPEATED = {
    "lines without an empty one": "Sentence — of a long article.\n",
    "fields": "title: x\n",
    "fields and rules": "a: b\n--- \n",
    "rules": "---\n",
    "spaces": " \n",
    "openings of comments": "<!--",
    "openings of links": "[[a|",
    "list items": "- x\n",
    "headings": "# y\n*a*[[a|",
    "byte-order marks": "\ufeff",
    "stray bytes": "’Ã©",
    "entities": "&amp",
    "marks of notes": "==a ^id > [!note] ",
    "fences": "~~~",
}
SCRIPT = """
import sys
from index.formats import UnreadableError, read_bytes
unit = sys.stdin.read()
for suffix in (".txt", ".md"):
    for head in ("", "---\\n", "<!--", "title: x\\n"):
        try:
            read_bytes((head + unit * (60_000 // len(unit))).encode(), suffix)
        except UnreadableError:
            pass
"""


@pytest.mark.parametrize("unit", REPEATED.values(), ids=REPEATED)
def test_what_is_repeated_thousands_of_times_is_read_at_once(unit: str):
    subprocess.run(
        [sys.executable, "-c", SCRIPT], input=unit, text=True, check=True, timeout=SECONDS
    )
