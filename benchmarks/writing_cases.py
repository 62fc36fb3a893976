"""Questions with the sentences offered for writing, in the order of the shipped selector.

The sentence that answers is always among them: what is measured is who writes, not who finds.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.evidence import in_paragraph
from index import SentenceTransformerEmbedder
from index.fastest_mode import fastest_mode
from models.training.news_folders import NewsWeeks, holding, opened, write_article
from models.training.reader_data import find_answers
from models.training.reader_sources import qed_rows, xquad_held_out, xquad_paragraphs
from models.training.writer_tasks import whole_words
from qa.answering.composition import MOST_OFFERS, Composition, plan
from qa.evidence.reranking import load_readers
from qa.evidence.trained_selector import MOST_PASSAGES, TrainedSelector
from qa.writing.drafter import Offer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from index import ArticleLibrary, Embedder, Hit, Sentence
    from models.training.reader_data import Passage


@dataclass(frozen=True, slots=True)
class WritingCase:
    """The offers of one question, the numbers of those that hold a gold answer, and the answers."""

    kind: str
    question: str
    golds: tuple[str, ...]
    offers: tuple[Offer, ...]
    right: frozenset[int]


@dataclass(frozen=True)
class _Found:
    """One question before selection."""

    question: str
    golds: list[str]
    hits: Sequence[Hit]
    holds: Callable[[Sentence], bool]
    library: ArticleLibrary


def _paragraph_questions(
    name: str,
    rows: list[tuple[str, Passage, list[tuple[int, int]]]],
    texts: dict[str, Passage],
    work: Path,
    embedder: Embedder,
) -> Iterator[_Found]:
    folder = work / name
    folder.mkdir(parents=True, exist_ok=True)
    for file, passage in texts.items():
        if not (folder / f"{file}.txt").exists():
            write_article(folder, file, passage.text, title=passage.title)
    library = opened(folder, work, embedder)
    files = {id(passage): file for file, passage in texts.items()}
    for question, passage, spans in rows:
        golds = list(dict.fromkeys(passage.text[s:e] for s, e in spans))
        hits = library.search(question, top=MOST_PASSAGES)
        holds = in_paragraph(files[id(passage)], spans)
        yield _Found(question, golds, hits, holds, library)


def xquad_questions(data: Path, work: Path, embedder: Embedder, step: int) -> Iterator[_Found]:
    """The held-out third."""
    paragraphs = xquad_paragraphs(data)
    rows = [
        (question, passage, spans)
        for number, passage, asked in paragraphs
        if xquad_held_out(number)
        for question, spans in asked
    ]
    texts = {passage.source: passage for _, passage, _ in paragraphs}
    yield from _paragraph_questions("xquad", rows[::step], texts, work, embedder)


def qed_questions(data: Path, work: Path, embedder: Embedder, step: int) -> Iterator[_Found]:
    """The held-out fifth."""
    rows = [(q[0].upper() + q[1:] + "?", p, s) for q, p, s in qed_rows(data, held_out=True)]
    texts = {f"qed-{number}": passage for number, (_, passage, _) in enumerate(rows)}
    yield from _paragraph_questions("qed", rows[::step], texts, work, embedder)


def news_questions(data: Path, work: Path, embedder: Embedder, weeks: int) -> Iterator[_Found]:
    """News of 2025: some weeks, evenly apart."""
    news = NewsWeeks(data, "dev")
    dates = sorted(news.by_week)
    for week in dates[2 :: max(1, len(dates) // weeks)][:weeks]:
        answers = {q["question"]: q["answers"] for q in news.by_week[week]}
        cases = news.cases([week], work, embedder)
        library = opened(work / news.name / week, work, embedder)
        for case in cases:
            golds = answers[case.question]
            yield _Found(case.question, golds, case.hits, holding(golds), library)


def _case(kind: str, found: _Found, selector: TrainedSelector) -> WritingCase | None:
    """The best sentences, one of which answers; None where no sentence of the hits does."""
    composition = Composition(None, None, found.library.sentences)  # type: ignore[arg-type]
    evidence = selector.select(found.question, found.hits).evidence[:12]
    if not evidence:
        return None
    spans = [composition.cite(each, composition.sources) for each in evidence]
    chosen = plan(spans)
    telling = [row for row, each in enumerate(evidence) if found.holds(each.sentence)]
    if not telling:
        return None
    if not set(chosen) & set(telling):
        chosen = [*chosen[: MOST_OFFERS - 1], telling[0]]
    offers = []
    for number, row in enumerate(chosen, start=1):
        article = spans[row].article
        place = evidence[row].answer
        answer = None if place is None else whole_words(article.text[slice(*place)])
        offers.append(Offer(number, whole_words(spans[row].quote), answer))
    golds = tuple(whole_words(gold) for gold in found.golds)
    right = frozenset(o.number for o in offers if find_answers(o.text, list(golds)))
    if not right:
        return None
    return WritingCase(kind, found.question, golds, tuple(offers), right)


def writing_cases(
    data: Path, work: Path, weights: tuple[Path, Path], steps: tuple[int, int, int]
) -> list[WritingCase]:
    """All cases; kept in `work` between runs."""
    kept = work / f"cases-{'-'.join(map(str, steps))}.jsonl"
    if kept.is_file():
        return [_restored(json.loads(line)) for line in kept.read_text("utf-8").splitlines()]
    embedder = SentenceTransformerEmbedder(fastest_mode(work / "home"))
    selector = TrainedSelector(load_readers(*weights))
    sources = {
        "xquad": xquad_questions(data, work, embedder, steps[0]),
        "qed": qed_questions(data, work, embedder, steps[1]),
        "news": news_questions(data, work, embedder, steps[2]),
    }
    made = [_case(kind, found, selector) for kind, each in sources.items() for found in each]
    cases = [case for case in made if case is not None]
    lines = [json.dumps(asdict(case), ensure_ascii=False, default=sorted) for case in cases]
    kept.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return cases


def _restored(line: dict[str, Any]) -> WritingCase:
    offers = tuple(Offer(**offer) for offer in line["offers"])
    golds, right = tuple(line["golds"]), frozenset(line["right"])
    return WritingCase(line["kind"], line["question"], golds, offers, right)
