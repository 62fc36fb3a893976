"""Claims beside texts that support them or do not, for the judge. Knows nothing of networks."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from models.training.reader_data import (
    STOP_WORDS,
    VERDICTS,
    Example,
    Labelled,
    Passage,
    bucket,
    content_words,
    from_sentences,
    read_lines,
    split_sentences,
    words_of,
)
from models.training.unanswerable import corrupt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

LONGEST_EVIDENCE = 200  # words; longer evidence is for measuring
# How many of each public set are trained on; other sets (QAGS, WiCE, SummEdits, ANLI, the test
# half of AttributionBench) are for measuring alone.
TRAINED_ON = {
    "attributionbench_dev": 2000,
    "foolmetwice_dev": 2000,
    "rte": 4000,
    "negation_rte": 2000,
    "breaking_nli": 2200,
    "climate_fever": 4500,
}
HELD_OUT = 5  # one group of so many is never trained on


@dataclass
class ClaimSource:
    """Claims, each with one passage and the verdicts that are right."""

    kind: str
    questions: list[str] = field(default_factory=list)
    evidence: list[Labelled] = field(default_factory=list)

    @property
    def passages(self) -> int:
        """How many passages it reads."""
        return len(self.evidence)

    def add(self, claim: str, passage: Passage, support: tuple[int, ...]) -> None:
        """Add a claim."""
        self.questions.append(claim)
        self.evidence.append(Labelled(passage, support=support))

    def draw(self, row: int, rng: random.Random) -> list[Example]:
        """The claim beside its passage."""
        del rng
        return [Example(self.questions[row], (self.evidence[row],), self.kind)]


def columns(label: str) -> tuple[int, ...]:
    """The places in `VERDICTS` that a label allows."""
    return (1, 2) if label == "not_supported" else (VERDICTS.index(label),)


def held_out_claim(line: dict[str, Any]) -> bool:
    """Whether a labelled claim is kept for measuring: whole groups, or whole sets."""
    return line["set"] not in TRAINED_ON or bucket(f"{line['set']}{line['group']}", HELD_OUT) == 0


def passage_of(evidence: str, source: str) -> Passage:
    """Evidence as a passage, its `Title:` line apart."""
    title = ""
    found = re.match(r"Title: ([^\n]+)\n+", evidence)
    if found:
        title, evidence = found.group(1), evidence[found.end() :]
    text = re.sub(r"\s+", " ", evidence).strip() or "-"
    return Passage(title, text, tuple(split_sentences(text)), source)


def claims(data: Path) -> ClaimSource:
    """The public sets of labelled claims that may be trained on, large ones in part."""
    source = ClaimSource("claims")
    taken: dict[str, int] = {}
    lines = read_lines(data / "claims.jsonl.gz")
    random.Random(7).shuffle(lines)
    for line in lines:
        if held_out_claim(line) or len(line["evidence"].split()) > LONGEST_EVIDENCE:
            continue
        most = TRAINED_ON[line["set"]]
        if line["label"] == "not_stated" and line["set"] == "climate_fever":
            most //= 2
        key = f"{line['set']} {line['label'] if line['set'] == 'climate_fever' else ''}"
        taken[key] = taken.get(key, 0) + 1
        if taken[key] <= most:
            passage = passage_of(line["evidence"], f"{line['set']}-{line['group']}")
            source.add(line["claim"], passage, columns(line["label"]))
    return source


TRICKY_PARTS, TRICKY_HELD_OUT = 10, 1  # by text, with all its claims; this part is measured on


def tricky_claims(data: Path) -> ClaimSource:
    """Invented short news with claims of the hard kinds."""
    source = ClaimSource("tricky")
    for line in read_lines(data / "tricky_claims.jsonl.gz"):
        if bucket(line["evidence"], TRICKY_PARTS) != TRICKY_HELD_OUT:
            source.add(line["claim"], passage_of(line["evidence"], ""), columns(line["label"]))
    return source


EMBEDDED = 0.6  # of the sentences: told again as confirmed, doubted or denied
# What somebody confirms is told; what is denied or left open is not.
EMBEDDINGS: tuple[tuple[str, tuple[int, ...]], ...] = (
    ("Officials confirmed on Monday that {}.", (0,)),
    ("It emerged later that {}.", (0,)),
    ("Records show that {}.", (0,)),
    ("Two people who were there said that {}, and a video bears them out.", (0,)),
    ("The ministry denied that {}.", (1, 2)),
    ("Reports that {} turned out to be false.", (1,)),
    ("There is no evidence that {}.", (1, 2)),
    ("It is not true that {}.", (1,)),
    ("It is unclear whether {}.", (2,)),
    ("Asked whether {}, a spokeswoman declined to comment.", (2,)),
    ("Officials hope that {} one day.", (2,)),
    ("Nobody could say whether {}.", (2,)),
    ("If {}, the price will rise.", (2,)),
)
_KEPT = frozenset("I")
_NEGATABLE = re.compile(
    r"(?<=[a-z] )(is|are|was|were|has|have|had|will|would|can|could|should|did|does)(?= [a-z])"
)
_WORDS = (7, 38)  # of a sentence that is taken as a claim
_OTHERS = 40


def altered(sentence: str, others: list[str], rng: random.Random) -> str | None:
    """A claim that the sentence does not support: a name, figure, deed or negation is changed."""
    if rng.random() < 0.25:
        negated = _negated(sentence, rng)
        if negated is not None:
            return negated
    return corrupt(sentence, [from_sentences("", [sentence], "")], others, rng)


def _negated(sentence: str, rng: random.Random) -> str | None:
    dropped = re.sub(r"\b(not|never|no longer) |(?<=[a-z])n['’]t\b", "", sentence, count=1)
    if dropped != sentence:
        return dropped
    places = list(_NEGATABLE.finditer(sentence))
    if not places:
        return None
    place = rng.choice(places)
    word = rng.choice(["not", "never", "not"])
    return f"{sentence[: place.end()]} {word}{sentence[place.end() :]}"


def mutations(articles: Iterable[Sequence[Passage]]) -> ClaimSource:
    """Sentences of news beside their passage: as they are, changed, and from elsewhere."""
    rng = random.Random(8)
    source = ClaimSource("mutations")
    for every in articles:
        passages = rng.sample(every, min(3, len(every)))
        everything = [p.text[s:e] for p in passages for s, e in p.sentences]
        for passage in passages:
            _mutations_of(passage, everything, source, rng)
    return source


def _mutations_of(
    passage: Passage, everything: list[str], source: ClaimSource, rng: random.Random
) -> None:
    at = [
        n
        for n, (s, e) in enumerate(passage.sentences)
        if _WORDS[0] <= len(passage.text[s:e].split()) <= _WORDS[1]
    ]
    if not at:
        return
    number = rng.choice(at)
    sentence = passage.text[slice(*passage.sentences[number])]
    source.add(shortened(sentence, rng), around(passage, number, rng), (0,))
    wrong = altered(sentence, [s for s in everything if s != sentence][:_OTHERS], rng)
    if wrong is not None:
        source.add(shortened(wrong, rng), around(passage, number, rng), (1, 2))
    if rng.random() < EMBEDDED and not set(sentence) & set('“”"'):
        told, support = rng.choice(EMBEDDINGS)
        words = sentence.rstrip(".!")
        first = words.split()[0]
        inside = words if first[1:] != first[1:].lower() or first[0] in _KEPT else _lowered(words)
        premise = from_sentences("", [told.format(inside)], passage.source)
        source.add(sentence, premise, support)
    if rng.random() < 0.3 and len(passage.sentences) > 3:
        # What another part of the article says is not said here.
        far = [n for n in at if abs(n - number) > 1]
        if far:
            other = passage.text[slice(*passage.sentences[rng.choice(far)])]
            here = around(passage, number, rng, most=0)
            if len(set(content_words(other)) - set(words_of(here.text))) > 3:
                source.add(other, here, (2,))


def _lowered(words: str) -> str:
    """With a small first letter, where the first word is an everyday one."""
    first = words.split()[0]
    return words[0].lower() + words[1:] if first.lower() in STOP_WORDS else words


def around(passage: Passage, number: int, rng: random.Random, most: int = 2) -> Passage:
    """The sentence with some of those beside it."""
    low = max(0, number - rng.randint(0, most))
    high = min(len(passage.sentences), number + 1 + rng.randint(0, most))
    texts = [passage.text[s:e] for s, e in passage.sentences[low:high]]
    return from_sentences(passage.title if rng.random() < 0.5 else "", texts, passage.source)


def shortened(sentence: str, rng: random.Random) -> str:
    """Sometimes without a clause set off by commas, which leaves the rest true."""
    if rng.random() < 0.5:
        return sentence
    for pattern in _SET_OFF:
        short = pattern(sentence)
        if short != sentence and len(short.split()) >= _WORDS[0]:
            return short
    return sentence


_SET_OFF: tuple[Callable[[str], str], ...] = (
    lambda s: re.sub(r", (?:who|which|whose|where|when) [^,;:\"“”]{5,90},", "", s, count=1),
    lambda s: re.sub(
        r"^(?:On|In|At|By|After|During|Earlier|Last) [^,;:\"“”]{2,40}, (\w)",
        lambda m: m.group(1).upper(),
        s,
    ),
    lambda s: re.sub(r" \([^()]{2,60}\)", "", s),
)
