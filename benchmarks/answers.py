"""Whole answers to news questions, one folder of articles a week.

    python -m benchmarks.answers DATA [--weeks 6] [--skip 0]

DATA holds `news_dev_questions.jsonl.gz` and `news_dev_articles.jsonl.gz`: weekly news-quiz
questions of 2025 with news articles found for them (RealTime QA). No weight or threshold has seen
them. Every question whose articles hold the answer is asked twice: with the week's folder as it is,
and without all articles that hold an answer, when the right reply is that the articles do not say.

Right: the answer text has a gold answer and none of the wrong choices.
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

import yaml

from qa import CheckedAnswer, Kind, Status, Verdict, load_settings, open_answerer
from qa.english.normal_form import fold


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a gzipped JSON lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def write_folder(folder: Path, articles: list[dict[str, Any]]) -> None:
    """One Markdown file an article, with what is known of it as front matter."""
    folder.mkdir(parents=True)
    for article in articles:
        known = {key: article[key] for key in ("title", "url", "published") if article[key]}
        front = yaml.safe_dump(known, allow_unicode=True, sort_keys=False)
        path = folder / f"{article['id']}.txt"
        path.write_text(f"---\n{front}---\n{article['text']}\n", encoding="utf-8")


def is_right(question: dict[str, Any], answer: CheckedAnswer) -> bool:
    """A gold answer is there and no wrong choice."""
    if answer.status is not Status.ANSWERED:
        return False
    text = fold(answer.text)
    gold = [fold(each) for each in question["answers"]]
    wrong = [fold(each) for each in question["choices"] if fold(each) not in gold]
    return any(each in text for each in gold) and not any(
        each in text for each in wrong if not any(each in right for right in gold)
    )


def ask_week(
    questions: list[dict[str, Any]], articles: list[dict[str, Any]], scratch: Path
) -> list[dict[str, Any]]:
    """One record a question and folder."""
    records = []
    folders = {"whole": [(q, articles) for q in questions]}
    write_folder(scratch / "whole", articles)
    answerer = open_answerer(load_settings(articles=scratch / "whole"))
    for question, _ in folders["whole"]:
        records.append(record("whole", question, answerer.ask(question["question"])))
    for number, question in enumerate(questions):
        away = set(question["answer_anywhere"]) | set(question["gold"])
        rest = [article for article in articles if article["id"] not in away]
        if not rest:
            continue
        write_folder(scratch / f"without-{number}", rest)
        answerer = open_answerer(load_settings(articles=scratch / f"without-{number}"))
        records.append(record("without", question, answerer.ask(question["question"])))
    return records


def record(kind: str, question: dict[str, Any], answer: CheckedAnswer) -> dict[str, Any]:
    """What counts of one answer."""
    return {
        "kind": kind,
        "question": question["question"],
        "gold": question["answers"],
        "text": answer.text,
        "answered": answer.status is Status.ANSWERED,
        "denied": answer.status is Status.NOT_IN_ARTICLES,
        "shown": any(
            fold(gold) in fold(source.quote)
            for gold in question["answers"]
            for source in answer.closest
        ),
        "right": is_right(question, answer),
        "words": len(answer.text.split()),
        "statements": len(answer.statements),
        "written": sum(s.kind is Kind.WRITTEN for s in answer.statements),
        "supported": sum(s.verdict is Verdict.SUPPORTED for s in answer.statements),
        "total_ms": answer.timings_ms["total"],
        "first_ms": answer.timings_ms.get("first_statement"),
    }


def summary(records: list[dict[str, Any]]) -> dict[str, float]:
    """The figures of a run."""
    whole = [r for r in records if r["kind"] == "whole"]
    without = [r for r in records if r["kind"] == "without"]
    answered = [r for r in whole if r["answered"]]
    statements = sum(r["statements"] for r in answered) or 1
    return {
        "questions": len(whole),
        "right": sum(r["right"] for r in whole) / len(whole),
        "answered": len(answered) / len(whole),
        "right, or not answered and among the closest": sum(r["right"] or r["shown"] for r in whole)
        / len(whole),
        "denied": sum(r["denied"] for r in whole) / len(whole),
        "denied when taken away": sum(r["denied"] for r in without) / (len(without) or 1),
        "right of answered": sum(r["right"] for r in answered) / (len(answered) or 1),
        "not answered when taken away": sum(not r["answered"] for r in without)
        / (len(without) or 1),
        "median words": statistics.median(r["words"] for r in answered or whole),
        "written share": sum(r["written"] for r in answered) / statements,
        "supported share": sum(r["supported"] for r in answered) / statements,
        "median ms": statistics.median(r["total_ms"] for r in whole),
        "median first statement ms": statistics.median(
            r["first_ms"] for r in answered or [{"first_ms": 0.0}]
        ),
    }


def main() -> None:
    """Print one JSON object; with --records every answer goes into a file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--weeks", type=int, default=6)
    parser.add_argument("--skip", type=int, default=0)
    parser.add_argument("--records", type=Path)
    arguments = parser.parse_args()
    articles = {a["id"]: a for a in read_lines(arguments.data / "news_dev_articles.jsonl.gz")}
    weeks: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for question in read_lines(arguments.data / "news_dev_questions.jsonl.gz"):
        weeks[question["date"]].append(question)
    records = []
    chosen = sorted(weeks)[arguments.skip :: max(1, len(weeks) // arguments.weeks)]
    for date in chosen[: arguments.weeks]:
        ids = sorted({each for question in weeks[date] for each in question["articles"]})
        findable = [question for question in weeks[date] if question["gold"]]
        with tempfile.TemporaryDirectory() as scratch:
            records += ask_week(findable, [articles[i] for i in ids], Path(scratch))
    if arguments.records:
        lines = [json.dumps(each, ensure_ascii=False) for each in records]
        arguments.records.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(json.dumps({key: round(value, 3) for key, value in summary(records).items()}, indent=2))


if __name__ == "__main__":
    main()
