"""Brackets in quotations of news: how many that nothing gives are accepted, and a sample to read.

    python -m benchmarks.brackets DATA [--mutations N] [--sentences N] [--seed N] [--records FILE]

DATA holds `desk_train.jsonl.gz` and `news_train_articles.jsonl.gz`; the articles are those of the
tuning part. A mutation puts a denial, a number, another person's name or first name of the article,
another day or a bracket that is given elsewhere into a quoted sentence, behind the word that a
right bracket stands behind or behind any word. Accepted is one that `without_given` takes out. FILE
gets the sentences with a bracket among N that a briefing may tell, each with the two before it:
whether a bracket is right a person reads.
Prints one JSON object.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.conflicts import hits_of
from index import Sentence
from models.training.desk_folders import read_desk
from qa.briefing.explaining import explained
from qa.briefing.standing import stands_alone
from qa.checks.brackets import explanations, without_given
from qa.english.normal_form import words

SEED = 28
KINDS = ("denial", "number", "name", "first name", "day")
DENIALS = ("not", "never", "no longer", "did not", "allegedly", "falsely")
NUMBERS = ("12", "2024", "8", "1", "300", "half")
PERSON = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+ [A-Z][a-z]+(?= [a-z])")


@dataclass(frozen=True)
class Story:
    """An article of the tuning part in sentences."""

    sentences: tuple[Sentence, ...]
    published: str | None

    @property
    def texts(self) -> list[str]:
        return [sentence.text for sentence in self.sentences]


def stories(data: Path) -> list[Story]:
    """The articles of the tuning part, each with the day it was published."""
    found = []
    for article in read_desk(data, "tune")[0].values():
        (hit,) = hits_of([article["text"]])
        day = (article["published"] or "").replace("/", "-") or None
        dated = replace(hit.passage.article, published=day)
        passage = replace(hit.passage, article=dated)
        found.append(Story(tuple(replace(s, passage=passage) for s in hit.sentences), day))
    return found


def mutated(story: Story, row: int, kind: str, chance: random.Random) -> str | None:
    """The sentence in quotation marks with a bracket that nothing gives; None without one."""
    text, given = story.texts[row], explanations(row, story.texts, story.published)
    ends = [each.end for each in given] or [w.end for w in words(text)[:-1]]
    end = chance.choice(ends)
    right = {each.explained for each in given if each.end == end}
    put = {
        "denial": DENIALS,
        "number": NUMBERS,
        "name": [n for each in story.texts for n in PERSON.findall(each)],
        "first name": [n.split()[0] for each in story.texts for n in PERSON.findall(each)],
        "day": [f"{day} {month} 2022" for day in (3, 17, 29) for month in ("March", "October")],
    }[kind]
    among = [each for each in put if not any(each in one or one in each for one in right)]
    return f"“{text[:end]} [{chance.choice(among)}]{text[end:]}”" if among else None


def main() -> None:
    """Mutate, and write a sample."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--mutations", type=int, default=500)
    parser.add_argument("--sentences", type=int, default=400)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--records", type=Path, default=None)
    given = parser.parse_args()
    chance = random.Random(given.seed)
    read = stories(given.data)
    tried, accepted = Counter[str](), []
    while tried.total() < given.mutations:
        story = chance.choice(read)
        row = chance.randrange(len(story.sentences))
        kind = KINDS[tried.total() % len(KINDS)]
        text = story.texts[row]
        plain = "\n" not in text and not any(mark in text for mark in '“”"[]')
        claim = mutated(story, row, kind, chance) if plain and len(words(text)) > 1 else None
        if claim is None:
            continue
        tried[kind] += 1
        if without_given(claim, story.texts, story.published) != claim:
            accepted.append(claim)
    resolved = sample(read, given.sentences, chance)
    if given.records is not None:
        lines = [f"ACCEPTED {claim}" for claim in accepted] + resolved
        given.records.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(
        json.dumps(
            {
                "mutations": dict(tried),
                "accepted": len(accepted),
                "sentences": given.sentences,
                "with a bracket": len(resolved),
            },
            indent=1,
        )
    )


def sample(read: Sequence[Story], most: int, chance: random.Random) -> list[str]:
    """Those of so many sentences that get a bracket, each behind the two before it."""
    asking = [
        (story, row)
        for story in read
        for row, sentence in enumerate(story.sentences)
        if stands_alone(sentence)
    ]
    chance.shuffle(asking)
    found = []
    for story, row in asking[:most]:
        sentence = story.sentences[row]
        told = explained(sentence, story.sentences)
        if told != sentence.text:
            before = " ".join(each.text for each in story.sentences[max(0, row - 2) : row])
            found.append(f"({story.published}) {before}\n  {told}")
    return found


if __name__ == "__main__":
    main()
