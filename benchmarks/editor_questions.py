"""Questions about the sample articles in an editor's words, written before the readers knew any.

    python -m benchmarks.editor_questions

25 are answered by the articles and 14 are not (`editor_questions.jsonl`). No rule and no threshold
was made beside them. Prints every question with what is said to it, and a count at the end.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from qa import ask
from qa.answer import Status

QUESTIONS = Path(__file__).with_suffix(".jsonl")
ANSWERED = {Status.ANSWERED, Status.PARTLY_ANSWERED}


def main() -> None:
    """Ask all of them."""
    found: Counter[str] = Counter()
    for line in QUESTIONS.read_text(encoding="utf-8").splitlines():
        wanted = json.loads(line)
        answer = ask(wanted["question"])
        said = answer.text.casefold().replace("’", "'")
        right = all(any(word in said for word in group) for group in wanted["must"])
        told = str(answer.status)
        if answer.status in ANSWERED and wanted["kind"] == "answer":
            told = "right" if right else "wrong"
        found[f"{wanted['kind']}: {told}"] += 1
        print(f"{told}: {wanted['question']}\n    {answer.text}")
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
