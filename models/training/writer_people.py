"""Writing tasks from what people marked: who said what (PolNeAR), and what they quoted (QuoteSum).

What is held out of PolNeAR is not here.
"""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

from models.training.attribution_sources import Attribution, attributed, held_out_article
from models.training.reader_data import find_answers, read_lines, split_sentences, words_of
from models.training.reader_sources import undo_tokenisation
from models.training.writer_tasks import PRONOUN, Task

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOST_OF_AN_ARTICLE = 15
WHO = 0.25  # of the questions ask who said it
WITHOUT_TOPIC = 0.35  # of the others ask what somebody said, of nothing in particular
LONGEST_SAID = 28  # words
_QUOTED_SPAN = re.compile(r"\[ (\d+) (.*?) \]")
_VERBS = {
    "said": "say", "says": "say", "told": "say", "added": "say", "wrote": "write",
    "tweeted": "write", "announced": "announce", "denied": "deny", "warned": "warn",
    "argued": "argue", "claimed": "claim", "insisted": "insist", "promised": "promise",
    "suggested": "suggest", "called": "call", "described": "describe",
}  # fmt: skip
_TOPIC = re.compile(
    r"(?<=\w )[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*"
    r"|(?:the|a|an|his|her|their) [a-z]+(?: [a-z]+)?(?= (?:is|was|will|has|in|of|to|and))"
)
_NOT_OPENING = frozenset("which who so as i and but or where when".split())  # noqa: SIM905


def said(data: Path) -> Iterator[Task]:
    """What somebody said of something, and who said it, from marked attributions."""
    rng = random.Random(8)
    for line in read_lines(data / "attributions.jsonl.gz"):
        if held_out_article(line):
            continue
        found = attributed(line)
        rng.shuffle(found)
        for item in found[:MOST_OF_AN_ARTICLE]:
            task = _attribution(line["text"], item, rng)
            if task is not None and task.usable:
                yield task


def _attribution(text: str, item: Attribution, rng: random.Random) -> Task | None:
    low = text.rfind("\n", 0, min(item.source[0], item.content[0])) + 1
    high = text.find("\n", max(item.source[1], item.content[1]))
    paragraph = text[low : high if high >= 0 else len(text)]
    place = (item.content[0] - low, item.content[1] - low)
    at = item.source[0] - low
    here = [
        (s, e)
        for s, e in split_sentences(paragraph)
        if s <= at < e and s <= place[0] and place[1] <= e + 1
    ]
    content = " ".join(paragraph[slice(*place)].split()).strip(" ,.\"“”'’`")
    verb = _VERBS.get(item.cue.split()[-1].lower()) if item.cue.split() else None
    long_enough = 5 <= len(content.split()) <= LONGEST_SAID
    if not here or verb is None or not long_enough or words_of(content)[0] in _NOT_OPENING:
        return None
    sentence = " ".join(paragraph[slice(*here[0])].split())
    if rng.random() < WHO:
        question = f"Who {item.cue.strip()} {content[0].lower()}{content[1:]}?"
        return Task("said", question, sentence, item.speaker)
    topics = [t for t in _TOPIC.findall(content) if t.split()[0] not in item.speaker]
    if not topics or rng.random() < WITHOUT_TOPIC:
        return Task("speech", f"What did {item.speaker} {verb}?", sentence, content)
    question = f"What did {item.speaker} say about {rng.choice(topics)}?"
    return Task("speech", question, sentence, content)


def quoted(data: Path) -> Iterator[Task]:
    """QuoteSum: the spans that people quoted, with the sentence of the source that holds them."""
    for line in read_lines(data / "quotesum.jsonl.gz"):
        for start, end in split_sentences(line["summary"]):
            piece = line["summary"][start:end]
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
                yield Task("quotesum", line["question"], holding[0], span)
