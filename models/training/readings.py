"""What both readers say of every sentence, on questions kept for tuning, through the real search.

The lines that `calibrate_readers gather` writes and `calibrate_readers fit` reads.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.desk import write_folder
from models.training.desk_folders import Desk, Told, desks, sampled_pairs
from qa import load_settings, open_library
from qa.evidence.further_answers import answers_too
from qa.evidence.judge import Judge, Premise
from qa.evidence.premises import is_heading
from qa.evidence.reader import Reader
from qa.evidence.reader_calibration import Calibration
from qa.evidence.reranking import UNREAD, worth_a_second_look
from qa.evidence.trained_selector import HEADING, MOST_PASSAGES, passage_text, with_neighbours
from qa.question import plain_question

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from index import ArticleLibrary, Hit
    from qa.evidence.reader_windows import PassageReading

AS_CLAIMS = 3  # of the best sentences, read once more beside question and short answer
MOST_BESIDE = 12  # of the best, that may answer, too
ROUGHLY = Calibration(second=2.0, retrieval=4.0)  # the order by which they are chosen
FOLDERS = 23  # of the part that is asked


def gather(given: argparse.Namespace) -> None:
    """Ask, and write one line a question."""
    readers = (Reader.load(given.reader, threads=1), Reader.load(given.judge, threads=1))

    def lines_of(number: int, desk: Desk) -> list[dict[str, Any]]:
        return sampled_pairs(desk.questions, given.questions // FOLDERS, number)

    def record_of(library: ArticleLibrary, desk: Desk, line: dict[str, Any]) -> dict[str, Any]:
        return _record(readers, library, desk, line)

    gather_lines(given, lines_of, record_of)


def gather_lines(
    given: argparse.Namespace,
    lines_of: Callable[[int, Desk], list[dict[str, Any]]],
    record_of: Callable[[ArticleLibrary, Desk, dict[str, Any]], dict[str, Any]],
) -> None:
    """Write one record a line of each tuning folder of this part; what is written stays."""
    path: Path = given.records
    known = {json.loads(line)["id"] for line in path.open()} if path.exists() else set()
    for number, desk in enumerate(desks(given.data, "tune")):
        left = [line for line in lines_of(number, desk) if line["id"] not in known]
        if number % given.parts != given.part or not left:
            continue
        with tempfile.TemporaryDirectory() as scratch, path.open("a") as file:
            folder = Path(scratch) / f"desk-{number}"
            write_folder(folder, list(desk.articles.values()))
            library = open_library(load_settings(articles=folder))
            for line in left:
                record = {"folder": number, **record_of(library, desk, line)}
                file.write(json.dumps(record) + "\n")
                file.flush()
        print(f"folder {number}: {len(left)} lines", flush=True)


def _record(
    readers: tuple[Reader, Reader], library: ArticleLibrary, desk: Desk, line: dict[str, Any]
) -> dict[str, Any]:
    """What is kept of a question.

    `sentences` holds, of each: first and second relevance, heading, evidence, hit, own article, and
    where it stands, since a sentence of two passages is one.
    `hits` holds the logarithm of each hit's score over the best one's; `claims`, of the best few
    sentences, their row in `sentences` and the probabilities that they support their short answer,
    that they contradict it, and that they are silent; `too`, of the best few, the rows of others
    that may answer beside them, by the rules on words.
    """
    question = plain_question(line["question"])
    hits = library.search(question, top=MOST_PASSAGES)
    passages = [passage_text(hit) for hit in hits]
    first = readers[0].read(question, passages).passages
    chosen = worth_a_second_look(first)
    again = readers[1].read(question, [passages[row].dated for row in chosen]).passages
    second = dict(zip(chosen, again, strict=True))
    told = Told(desk.words(line.get("evidence", ())))
    sentences = []
    for row, (hit, read) in enumerate(zip(hits, first, strict=True)):
        own = hit.passage.article.path.stem in line["articles"]
        for n, (sentence, reading) in enumerate(zip(hit.sentences, read.sentences, strict=True)):
            other = second[row].sentences[n].relevance if row in second else None
            heading = bool(is_heading(sentence))
            place = f"{hit.passage.article.path.stem} {sentence.start}"
            sentences.append(
                (reading.relevance, other, heading, bool(told(sentence)), row, bool(own), place)
            )
    best = max((hit.fused for hit in hits), default=1.0)
    record = {
        "id": line["id"],
        "of": line.get("of"),
        "kind": line["kind"],
        "answerable": line["answerable"],
        "hits": [float(np.log(max(hit.fused, 1e-9) / max(best, 1e-9))) for hit in hits],
        "sentences": sentences,
    }
    rows = [each[3] for each in ordered(record, ROUGHLY)]
    # The short answer is the second reader's where it read the passage.
    last = [second.get(row, read) for row, read in enumerate(first)]
    claims = _as_claims(question, readers[1], hits, last, rows[:AS_CLAIMS])
    return {**record, "claims": claims, "too": _answering_too(question, hits, last, rows)}


def _answering_too(
    question: str, hits: Sequence[Hit], read: Sequence[PassageReading], rows: Sequence[int]
) -> list[list[int]]:
    """Of each of the first few sentences: the others that `answers_too` lets stand beside it."""
    texts = [sentence.text for hit in hits for sentence in hit.sentences]
    answers = [sentence.answer for passage in read for sentence in passage.sentences]
    within = [passage_text(hit).text for hit in hits for _ in hit.sentences]
    found = []
    for best in rows[:AS_CLAIMS]:
        span = answers[best]
        short = within[best][slice(*span)] if span else ""
        others = (n for n in rows[:MOST_BESIDE] if n != best)
        kept = [n for n in others if answers_too(question, texts[best], short, texts[n])]
        found.append([best, *kept])
    return found


def _as_claims(
    question: str,
    judge: Reader,
    hits: Sequence[Hit],
    read: Sequence[PassageReading],
    rows: Sequence[int],
) -> list[tuple[int, list[float]]]:
    places = [(row, n) for row, hit in enumerate(hits) for n in range(len(hit.sentences))]
    found = []
    for number in rows:
        row, n = places[number]
        hit, passage = hits[row], passage_text(hits[row])
        answer = read[row].sentences[n].answer
        short = passage.text[slice(*answer)] if answer else ""
        premise = Premise(passage.dated.title, with_neighbours(hit.sentences, n))
        (said,) = Judge(judge)(f"{question} {short}".strip(), [premise])
        found.append((number, [said.supported, said.contradicted, said.not_stated]))
    return found


def ordered(
    record: dict[str, Any], calibration: Calibration
) -> list[tuple[float, bool, bool, int]]:
    """Relevance, evidence, own article, row of every sentence, best first, as the product does."""
    found = []
    for number, (first, second, heading, told, row, own, *_) in enumerate(record["sentences"]):
        relevance = first + calibration.second * (UNREAD if second is None else second)
        relevance += calibration.retrieval * record["hits"][row] - HEADING * heading
        found.append((relevance, told, own, number))
    return sorted(found, key=lambda each: -each[0])
