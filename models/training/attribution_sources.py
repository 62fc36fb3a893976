"""Questions about who said what, from news whose attributions people have marked (PolNeAR)."""

from __future__ import annotations

import importlib
import random
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models.training.claim_sources import ClaimSource
from models.training.reader_data import (
    STOP_WORDS,
    Labelled,
    Passage,
    Pool,
    Span,
    bucket,
    content_words,
    from_sentences,
    read_lines,
    split_passages,
    split_sentences,
    words_of,
)
from models.training.training_source import Source
from qa.english.parser import PARSER

if TYPE_CHECKING:
    from pathlib import Path

    from spacy.language import Language

HELD_OUT = 5  # one article of so many is never trained on
MOST_OF_AN_ARTICLE = 6
_NAME = re.compile(r"(?:[A-Z][\w.'’-]*\s?){1,4}")
_SAID = re.compile(
    r"(?:said|says|told|argued|argues|claimed|claims|warned|warns|believes|thinks|noted|notes|"
    r"added|suggested|insisted|acknowledged|announced|denied|explained)"
)
_PARSED = 300  # characters of what somebody said
_LONGEST_TOPIC = 5  # words
_LONGEST = 18  # words of what "who said" asks for


@dataclass(frozen=True, slots=True)
class _Asking:
    rng: random.Random
    parser: Language


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says what, as code points of the article."""

    speaker: str
    source: Span
    cue: str
    content: Span  # from its first to its last word


def attributed(line: dict[str, Any]) -> list[Attribution]:
    """The attributions of an article whose source is a name."""
    found = []
    text = line["text"]
    for item in line["attributions"]:
        if len(item["source"]) != 1 or not item["content"] or not item["cue"]:
            continue
        source = tuple(item["source"][0])
        speaker = re.sub(r"['’]s?$", "", text[slice(*source)].strip())
        if not _NAME.fullmatch(speaker) or speaker.lower() in STOP_WORDS:
            continue
        content = (item["content"][0][0], item["content"][-1][1])
        cue = " ".join(text[s:e] for s, e in item["cue"])
        found.append(Attribution(speaker, source, cue, content))
    return found


def held_out_article(line: dict[str, Any]) -> bool:
    """Whether an article is kept for measuring."""
    return bucket(str(line["id"]), HELD_OUT) == 0


def located(text: str, passages: list[Passage]) -> list[tuple[int, int]]:
    """Where each passage stands in the article."""
    places = []
    at = 0
    for passage in passages:
        start = text.find(passage.text, at)
        places.append((start, start + len(passage.text)))
        at = max(at, start + 1)
    return places


def attributions(data: Path) -> tuple[Source, ClaimSource]:
    """Questions about what somebody said or who said it; and claims with speakers exchanged."""
    asking = _Asking(random.Random(9), importlib.import_module(PARSER).load())
    rng = asking.rng
    lines = [a for a in read_lines(data / "attributions.jsonl.gz") if not held_out_article(a)]
    cut = [split_passages("", a["text"], f"polnear-{n}") for n, a in enumerate(lines)]
    pool = Pool([p for passages in cut for p in passages])
    source = Source("attributions", pool, read=2, share_none=0.8)
    exchanged = ClaimSource("speakers")
    first = 0
    for line, passages in zip(lines, cut, strict=True):
        rows = list(range(first, first + len(passages)))
        first += len(passages)
        found = attributed(line)
        rng.shuffle(found)
        places = located(line["text"], passages)
        for item in found[:MOST_OF_AN_ARTICLE]:
            here = [n for n, (s, e) in enumerate(places) if s <= item.source[0] < e]
            if not here:
                continue
            passage, start = passages[here[0]], places[here[0]][0]
            _ask(
                item,
                found,
                (passage, start),
                source,
                [r for r in rows if r != rows[here[0]]],
                asking,
            )
            _claim(item, found, line["text"], exchanged, rng)
    return source, exchanged


def _ask(
    item: Attribution,
    found: list[Attribution],
    place: tuple[Passage, int],
    source: Source,
    beside: list[int],
    asking: _Asking,
) -> None:
    passage, start = place
    told = (max(item.content[0] - start, 0), min(item.content[1] - start, len(passage.text)))
    who = (item.source[0] - start, item.source[1] - start)
    if told[0] >= told[1]:
        return
    content = passage.text[slice(*told)]
    positive = frozenset(
        n for n, (s, e) in enumerate(passage.sentences) if s < told[1] and e > told[0]
    )
    same = {w for w in words_of(item.speaker) if len(w) > 2}
    others = {
        n
        for o in found
        if o is not item and same & set(words_of(o.speaker))
        for n, (s, e) in enumerate(passage.sentences)
        if s < o.content[1] - start and e > o.content[0] - start
    }
    said = _SAID.fullmatch(item.cue.strip())
    clause = re.split(r"[,;:—–(\"“]", content)[0].strip(" .")
    if said and asking.rng.random() < 0.45 and 4 <= len(clause.split()) <= _LONGEST:
        question, spans = f"Who {item.cue.strip()} {clause}?", (who,)
        ignored: frozenset[int] = frozenset()
    else:
        topic = _topic(asking.parser, content, asking.rng)
        if topic is None:
            return
        verb = asking.rng.choice(["say about", "say about", "say about", "say of", "think of"])
        question, spans = f"What did {item.speaker} {verb} {topic}?", (told,)
        ignored = frozenset(others) - positive
    if positive:
        source.add(question, [Labelled(passage, positive, spans, ignored)], beside[:12])


def _topic(parser: Language, content: str, rng: random.Random) -> str | None:
    """A thing that is spoken of: a noun with what belongs to it."""
    found = [
        chunk.text.strip(" \"'“”‘’")
        for chunk in parser(content[:_PARSED]).noun_chunks
        if chunk.root.pos_ in {"NOUN", "PROPN"} and len(chunk.text.split()) <= _LONGEST_TOPIC
    ]
    found = [re.sub(r"^(The|A|An|This|That|His|Her|Their|Our) ", _lowered, f) for f in found]
    found = [f for f in found if content_words(f)]
    return rng.choice(found) if found else None


def _lowered(found: re.Match[str]) -> str:
    return found.group().lower()


def _claim(
    item: Attribution,
    found: list[Attribution],
    text: str,
    claims: ClaimSource,
    rng: random.Random,
) -> None:
    """The sentence with its speaker is supported; with another speaker of the article it is not."""
    low = text.rfind("\n", 0, min(item.source[0], item.content[0])) + 1
    high = text.find("\n", max(item.source[1], item.content[1]))
    paragraph = text[low : high if high >= 0 else len(text)]
    spans = split_sentences(paragraph)
    at = item.source[0] - low
    here = [n for n, (s, e) in enumerate(spans) if s <= at < e]
    if not here or len(paragraph.split()) > 150:
        return
    s, e = spans[here[0]]
    sentence = paragraph[s:e]
    others = sorted(
        {
            o.speaker
            for o in found
            if not set(words_of(o.speaker)) & set(words_of(sentence)) and o.speaker[0].isupper()
        }
    )
    passage = from_sentences("", [paragraph[a:b] for a, b in spans], "polnear")
    claims.add(sentence, passage, (0,))
    if others:
        length = item.source[1] - item.source[0]
        changed = sentence[: at - s] + rng.choice(others) + sentence[at - s + length :]
        claims.add(changed, passage, (1, 2))
