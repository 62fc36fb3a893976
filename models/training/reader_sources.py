"""The public question sets as training sources. Knows nothing of news or neural networks."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from models.training.reader_data import (
    MAX_WORDS,
    Labelled,
    Passage,
    Pool,
    Span,
    bucket,
    content_words,
    find_answers,
    from_sentences,
    read_lines,
    sentences_of,
    split_sentences,
)
from models.training.training_source import Source

if TYPE_CHECKING:
    from qa.evidence.reader import Reader


def undo_tokenisation(text: str) -> str:
    """Put the words of a tokenised sentence back together."""
    text = text.replace("-lrb-", "(").replace("-rrb-", ")").replace("``", '"').replace("''", '"')
    text = re.sub(r"\s+([,.;:?!%)\]])", r"\1", text)
    text = re.sub(r"([(\[$£])\s+", r"\1", text)
    text = re.sub(r"\s+('s|'t|n't|'re|'ve|'ll|'d|')(?=\s|$)", r"\1", text)
    return re.sub(r"\s+", " ", text).strip()


def question_sentences(data: Path) -> Source:
    """SQuAD questions with their sentence; neighbouring lines stand in for the paragraph."""
    rng = random.Random(1)
    lines = read_lines(data / "question_sentences.jsonl.gz")
    order: dict[str, int] = {}
    for line in lines:
        order.setdefault(line["sentence"], len(order))
    sentences = [undo_tokenisation(s) for s in order]
    passages: list[Passage] = []
    place: dict[int, tuple[int, int]] = {}
    at = 0
    while at < len(sentences):
        end, size, most = at, 0, rng.randint(50, MAX_WORDS)
        while end < len(sentences) and (end == at or size + len(sentences[end].split()) <= most):
            size += len(sentences[end].split())
            place[end] = (len(passages), end - at)
            end += 1
        passages.append(from_sentences("", sentences[at:end], f"squad-{len(passages)}"))
        at = end
    pool = Pool(passages)
    source = Source("squad", pool, read=2, share_none=0.7)
    for line in lines:
        question = undo_tokenisation(line["question"])
        row, sentence = place[order[line["sentence"]]]
        right = [Labelled(passages[row], frozenset([sentence]))]
        wrong = [i for i in pool.nearest(question, 9) if i != row]
        source.add(question, right, wrong)
    return source


def xquad_paragraphs(data: Path) -> list[tuple[int, Passage, list[tuple[str, list[Span]]]]]:
    """Article number, paragraph and its questions with answer spans, in file order."""
    with gzip.open(data / "xquad.en.json.gz", "rt", encoding="utf-8") as file:
        articles = json.load(file)["data"]
    found = []
    for number, article in enumerate(articles):
        title = article.get("title", "").replace("_", " ")
        for at, paragraph in enumerate(article["paragraphs"]):
            text = paragraph["context"]
            passage = Passage(title, text, tuple(split_sentences(text)), f"xquad-{number}-{at}")
            asked = []
            for qa in paragraph["qas"]:
                spans = [
                    (a["answer_start"], a["answer_start"] + len(a["text"])) for a in qa["answers"]
                ]
                asked.append((qa["question"], spans))
            found.append((number, passage, asked))
    return found


def xquad_held_out(number: int) -> bool:
    """Every third XQuAD article is never trained on."""
    return number % 3 == 2


def xquad(data: Path) -> Source:
    """Two thirds of XQuAD by article."""
    kept = [p for p in xquad_paragraphs(data) if not xquad_held_out(p[0])]
    pool = Pool([p for _, p, _ in kept])
    source = Source("xquad", pool, read=2, share_none=0.7)
    for row, (_, passage, asked) in enumerate(kept):
        for question, spans in asked:
            positive = sentences_of(passage, spans)
            if positive:
                wrong = [i for i in pool.nearest(question, 9) if i != row]
                source.add(question, [Labelled(passage, positive, tuple(spans))], wrong)
    return source


def qed_rows(data: Path, *, held_out: bool) -> list[tuple[str, Passage, list[Span]]]:
    """QED questions, split by the title of the page: one fifth is held out."""
    rows = []
    for line in read_lines(data / "qed.jsonl.gz"):
        if (bucket(line["title_text"], 5) == 0) != held_out:
            continue
        text = line["paragraph_text"]
        starts = [*line["sentence_starts"], len(text)]
        sentences = []
        for s, e in pairwise(starts):
            if text[s:e].strip():
                sentences.append((s, s + len(text[s:e].rstrip())))
        spans = []
        for answer in line.get("annotation", {}).get("answer", []):
            place = answer.get("paragraph_reference")
            if place:
                spans.append((place["start"], place["end"]))
        if not spans:
            spans = [(a["start"], a["end"]) for group in line["original_nq_answers"] for a in group]
        passage = Passage(line["title_text"], text, tuple(sentences), f"qed-{line['title_text']}")
        rows.append((line["question_text"], passage, spans))
    return rows


def qed(data: Path) -> Source:
    """Natural questions with spans."""
    rows = qed_rows(data, held_out=False)
    pool = Pool([p for _, p, _ in rows])
    source = Source("qed", pool, read=2, share_none=0.7)
    for question, passage, spans in rows:
        positive = sentences_of(passage, spans)
        if positive:
            wrong = [
                i for i in pool.nearest(question, 9) if pool.passages[i].source != passage.source
            ]
            source.add(question + "?", [Labelled(passage, positive, tuple(spans))], wrong)
    return source


def clapnq_rows(data: Path, name: str) -> list[tuple[str, str, Passage, list[str]]]:
    """Identifier, question, passage and the selected sentences."""
    rows = []
    for line in read_lines(data / f"{name}.jsonl.gz"):
        given = line["passages"][0]
        passage = from_sentences(
            given["title"], [s for s in given["sentences"] if s.strip()], f"clapnq-{given['title']}"
        )
        selected = [s for out in line["output"] for s in out.get("selected_sentences", [])]
        rows.append((str(line["id"]), line["input"], passage, selected))
    return rows


def clapnq(data: Path) -> Source:
    """The half of CLAP NQ whose identifier hashes to 0, answerable and not."""
    yes = [r for r in clapnq_rows(data, "clapnq_answerable") if bucket(r[0], 2) == 0]
    no = [r for r in clapnq_rows(data, "clapnq_unanswerable") if bucket(r[0], 2) == 0]
    pool = Pool([r[2] for r in yes + no])
    source = Source("clapnq", pool, read=3, share_none=0.1)
    for _, question, passage, selected in yes:
        texts = [passage.text[s:e] for s, e in passage.sentences]
        positive = frozenset(
            n for n, t in enumerate(texts) if any(t.strip() == s.strip() for s in selected)
        )
        if positive:
            wrong = [
                i for i in pool.nearest(question, 9) if pool.passages[i].source != passage.source
            ]
            source.add(question + "?", [Labelled(passage, positive)], wrong)
    for offset, (_, question, passage, _) in enumerate(no, start=len(yes)):
        near = [i for i in pool.nearest(question, 9) if pool.passages[i].source != passage.source]
        source.add(question + "?", [], [offset, offset, *near])
    return source


def quotesum(data: Path) -> Source:
    """Questions over several sources whose answer quotes them."""
    rows = read_lines(data / "quotesum.jsonl.gz")
    passages: dict[tuple[str, str], Passage] = {}
    for row in rows:
        for title, text, _ in _quoted_sources(row):
            sentences = tuple(split_sentences(text))
            passages[title, text] = Passage(title, text, sentences, f"quotesum-{row['qid']}")
    pool = Pool(list(passages.values()))
    source = Source("quotesum", pool, read=4, share_none=0.2, most_right=3)
    for row in rows:
        right = []
        for title, text, short in _quoted_sources(row):
            passage = passages[title, text]
            spans = find_answers(text, [short]) if short else []
            positive = sentences_of(passage, spans)
            if positive:
                right.append(Labelled(passage, positive, tuple(spans)))
        if right:
            own = f"quotesum-{row['qid']}"
            near = pool.nearest(row["question"], 12)
            source.add(row["question"], right, [i for i in near if pool.passages[i].source != own])
    return source


def _quoted_sources(row: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Title, text and short answer of each source of a question."""
    for n in range(1, 9):
        text = row.get(f"source{n}") or ""
        if text:
            yield row.get(f"title{n}") or "", text, row.get(f"short_ans_{n}") or ""


def condaqa(data: Path) -> Source:
    """Questions about negated sentences; DON'T KNOW is a question without an answer."""
    rows = read_lines(data / "condaqa.jsonl.gz")
    texts = list(dict.fromkeys(r["sentence1"] for r in rows))
    passages = [
        Passage("", t, tuple(split_sentences(t)), f"conda-{n}") for n, t in enumerate(texts)
    ]
    row_of = {t: n for n, t in enumerate(texts)}
    source_of = {r["sentence1"]: str(r["PassageID"]) for r in rows}
    pool = Pool(passages)
    source = Source("condaqa", pool, read=2, share_none=0.15)
    for line in rows:
        row = row_of[line["sentence1"]]
        passage = passages[row]
        wrong = [
            i
            for i in pool.nearest(line["sentence2"], 12)
            if source_of[texts[i]] != str(line["PassageID"])
        ]
        if line["label"].upper().startswith("DON"):
            source.add(line["sentence2"], [], [row, row, *wrong])
            continue
        target = set(content_words(line["original sentence"]))
        overlap = [
            len(target & set(content_words(passage.text[s:e])))
            / (1 + len(target | set(content_words(passage.text[s:e]))))
            for s, e in passage.sentences
        ]
        best = int(np.argmax(overlap))
        source.add(line["sentence2"], [Labelled(passage, frozenset([best]))], wrong)
    return source


SURE = -2.0  # log-probability of a span from which a teacher is believed
LONGEST_TAUGHT = 12  # words


def add_spans(source: Source, teacher: Reader, count: int, rng: random.Random) -> int:
    """Let a teacher point to the short answer in sentences known to be right; returns how many.

    It is believed where it is sure and says something that the question does not.
    """
    from qa.evidence.reader_windows import PassageText

    rows = rng.sample(range(len(source.questions)), min(count, len(source.questions)))
    taught = 0
    for row in rows:
        question, (labelled,) = source.questions[row], source.right[row]
        passage = labelled.passage
        text = PassageText(passage.title, passage.text, passage.sentences)
        sentences = teacher.read(question, [text]).passages[0].sentences
        read = sentences[min(labelled.positive)]
        if read.answer is None or read.answer_score < SURE:
            continue
        words = content_words(passage.text[slice(*read.answer)])
        if 0 < len(words) <= LONGEST_TAUGHT and not set(words) <= set(content_words(question)):
            source.right[row] = [replace(labelled, spans=(read.answer,))]
            taught += 1
    return taught
