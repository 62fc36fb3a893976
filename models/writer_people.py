"""Writing tasks from what people wrote over sources, and from what others said of themselves.

QuoteSum and CLAP NQ have answers by people; RAMDocs has one name for several things; PolNeAR has
every attribution of its news articles marked. What is held out of them is not here.
"""

from __future__ import annotations

import ast
import random
import re
from typing import TYPE_CHECKING

from models.attribution_sources import Attribution, attributed, held_out_article
from models.reader_data import (
    bucket,
    content_words,
    find_answers,
    read_lines,
    split_sentences,
    words_of,
)
from models.reader_sources import clapnq_rows, undo_tokenisation
from models.writer_tasks import PRONOUN, Task, nearest, whole_words
from qa.grammar import opens_with_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOST_SAID = 1500  # questions about who said what
MOST_OF_AN_ARTICLE = 15
_QUOTED_SPAN = re.compile(r"\[ (\d+) (.*?) \]")
_SAID = re.compile(
    r"(?:said|says|told \w+|told reporters|argued|argues|warned|warns|noted|added|insisted|"
    r"announced|wrote|tweeted|claimed|explained|acknowledged|predicted|believes)(?: that)?"
)
_NOT_OPENING = frozenset("which who so as i and but or where when".split())  # noqa: SIM905


def said(data: Path) -> Iterator[Task]:
    """What somebody said, and who said it, from marked attributions."""
    rng = random.Random(8)
    made = 0
    lines = [a for a in read_lines(data / "attributions.jsonl.gz") if not held_out_article(a)]
    for line in lines:
        found = attributed(line)
        rng.shuffle(found)
        for item in found[:MOST_OF_AN_ARTICLE]:
            task = _attribution(line["text"], item, rng)
            if task is not None:
                made += 1
                yield task
        if made >= MOST_SAID:
            return


def _attribution(text: str, item: Attribution, rng: random.Random) -> Task | None:
    low = text.rfind("\n", 0, min(item.source[0], item.content[0])) + 1
    high = text.find("\n", max(item.source[1], item.content[1]))
    paragraph = text[low : high if high >= 0 else len(text)]
    spans = split_sentences(paragraph)
    place = (item.content[0] - low, item.content[1] - low)
    at = item.source[0] - low
    here = [(s, e) for s, e in spans if s <= at < e and s <= place[0] and place[1] <= e + 1]
    content = " ".join(paragraph[slice(*place)].split()).strip(" ,.")
    if not here or not _SAID.fullmatch(item.cue.strip()) or not 5 <= len(content.split()) <= 24:
        return None
    sentence = " ".join(paragraph[slice(*here[0])].split())
    others = [" ".join(paragraph[s:e].split()) for s, e in spans if (s, e) != here[0]]
    others += [" ".join(text[s:e].split()) for s, e in split_sentences(text)[:10]]
    others = [o for o in others if o != sentence and 4 <= len(o.split()) <= 60]
    if words_of(content)[0] in _NOT_OPENING:
        return None
    topic = [w for w in content_words(content) if len(w) > 4]
    if not topic:
        return None
    who = rng.random() < 0.4
    bare = content.strip('“”"')
    question = (
        f"Who {item.cue.strip()} {bare[0].lower()}{bare[1:]}?"
        if who
        else f"What did {item.speaker} say about {rng.choice(topic)}?"
    )
    in_marks = content[0] in '“"' and content[-1] in '”"'
    opened = content if opens_with_name(content) else content[0].lower() + content[1:]
    written = f"{item.speaker} {item.cue.strip()} {opened}."
    if in_marks:
        written = f"{item.speaker} {item.cue.strip()}, “{bare}.”"
    short = item.speaker if who else None
    wrong = nearest(question, others, [item.speaker] if who else [])
    if rng.random() < 0.2:
        return Task("said", question, (), wrong[:4])
    return Task("said", question, (sentence,), wrong[:3], (short,), (written,), spoken=True)


def quoted(data: Path) -> Iterator[Task]:
    """QuoteSum: what people wrote over several sources, with the spans they quoted."""
    for line in read_lines(data / "quotesum.jsonl.gz"):
        summary = line["summary"]
        for start, end in split_sentences(summary):
            piece = summary[start:end]
            cited = _QUOTED_SPAN.findall(piece)
            if len({number for number, _ in cited}) != 1:
                continue
            number, span = cited[0]
            source = line.get(f"source{number}") or ""
            holding = [
                source[s:e] for s, e in split_sentences(source) if find_answers(source[s:e], [span])
            ]
            plain = undo_tokenisation(_QUOTED_SPAN.sub(r"\2", piece))
            if holding and not PRONOUN.match(plain):
                others = [
                    o[s:e]
                    for n in range(1, 9)
                    for o in [line.get(f"source{n}") or ""]
                    for s, e in split_sentences(o)
                ]
                wrong = nearest(line["question"], others, [span])
                yield Task(
                    "quotesum", line["question"], (holding[0],), wrong[:3], (span,), (plain,)
                )


def summaries(data: Path) -> Iterator[Task]:
    """CLAP NQ: sentences of what people wrote from the sentences they selected."""
    rows = {r[0]: r for r in clapnq_rows(data, "clapnq_answerable") if bucket(r[0], 2) == 0}
    for line in read_lines(data / "clapnq_answerable.jsonl.gz"):
        if str(line["id"]) not in rows:
            continue
        _, question, passage, selected = rows[str(line["id"])]
        asked = question[0].upper() + question[1:] + "?"
        chosen = [whole_words(s) for s in selected if s.strip()]
        texts = [whole_words(passage.text[s:e]) for s, e in passage.sentences]
        wrong = nearest(asked, [t for t in texts if t not in chosen], [])
        output = line["output"]
        for out in ast.literal_eval(output) if isinstance(output, str) else output:
            answer = whole_words(out.get("answer") or "")
            for start, end in split_sentences(answer)[:2]:
                said = answer[start:end]
                words = set(content_words(said))
                if not chosen or PRONOUN.match(said) or len(words) < 3:
                    continue
                best = max(chosen, key=lambda s: len(words & set(content_words(s))))
                yield Task("clapnq", asked, (best,), wrong[:3], (None,), (said,))


def meanings(data: Path) -> Iterator[Task]:
    """RAMDocs: one name of several things, or sources that differ: each is told and cited."""
    rng = random.Random(12)
    for line in read_lines(data / "ramdocs.jsonl.gz"):
        found: list[tuple[str, str]] = []
        wrong: list[str] = []
        for document in line["documents"]:
            text = whole_words(document["text"])
            answers = [a for a in [*line["gold_answers"], *line["wrong_answers"]] if a]
            sentences = [" ".join(text[s:e].split()) for s, e in split_sentences(text)]
            held = [(s, a) for s in sentences for a in answers if find_answers(s, [a])]
            wrong += [s for s in sentences if not find_answers(s, answers)]
            if held and held[0][1] not in [a for _, a in found]:
                found.append(held[0])
        rng.shuffle(found)
        if len(found) >= 2:
            right = tuple(s for s, _ in found[:2])
            answers_ = tuple(a for _, a in found[:2])
            near = nearest(line["question"], wrong, list(answers_))
            if right[0] != right[1]:
                yield Task("meanings", line["question"], right, near[:2], answers_, ("", ""))
