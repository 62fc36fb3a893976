"""Who says what in made transcripts and interviews: `python -m benchmarks.transcripts DATA`.

DATA is a folder with `desk_train.jsonl.gz` and `news_train_articles.jsonl.gz`. Sentences of news
articles are given to invented speakers by rule, in five forms; some become questions. For each file
the shipped check is asked four claims: what somebody said (true), the same of another speaker, what
was only asked told as a fact, and that whoever asked it said it. Prints how many of the true ones
are supported and every false one that is.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.blocks import Act, Kind, block_at, blocks_of
from index.sentences import split_sentences
from models.training.desk_folders import read_desk
from qa import check_claim
from qa.english.grammar import parts_of_speech
from qa.statement import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

FEWEST, MOST = 7, 24  # words of a sentence that somebody says
TURNS = 4  # of statements in a file, each of two sentences
NAMES = (
    "Anna Lindqvist", "Per Torvald", "Ida Renn", "Kofi Osei", "Marta Ruiz", "Jens Brandt",
    "Lucia Costa", "Omar Haddad", "Nina Petrov", "Tom Adler",
)  # fmt: skip
LEANING = frozenset(
    """he she it they this that these those we i you but and so yet or his her their its there here
    then also still however""".split()  # noqa: SIM905
)


@dataclass(frozen=True)
class Made:
    """One file: its text, what was said by whom as (name, first, second), and what was asked."""

    form: str
    text: str
    turns: tuple[tuple[str, str, str], ...]
    asked: tuple[tuple[str, str], ...]  # who asks, the statement that was made a question


def main() -> None:
    """Read the command line and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--files", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    counts: Counter[str] = Counter()
    for made in files(arguments.data, arguments.files, arguments.seed):
        for what, shown in _faults(made):
            counts[what] += 1
            sys.stdout.write(f"{made.form}: {what}: {shown}\n")
        counts["files"] += 1
    sys.stdout.write(f"{dict(counts)}\n")


def files(data: Path, most: int, seed: int) -> Iterator[Made]:
    """Made files, the forms in turn; no sentence stands in two of them."""
    draw = random.Random(seed)
    articles, _ = read_desk(data, "tune")
    sentences = [s for article in articles.values() for s in _sentences(article["text"])]
    sentences = list(dict.fromkeys(sentences))
    draw.shuffle(sentences)
    each = 2 * TURNS + 2
    for number in range(most):
        own = sentences[number * each : (number + 1) * each]
        form = FORMS[number % len(FORMS)]
        yield form(own, draw.sample(NAMES, 3))


def _sentences(text: str) -> Iterator[str]:
    """Sentences that an article tells and that stand alone."""
    for start, end in split_sentences(text):
        words = " ".join(text[start:end].split())
        block = block_at(text, start)
        told = block is not None and block.kind is Kind.PARAGRAPH and block.act is Act.TELLS
        plain = words.endswith(".") and not set(words) & set('“”"‘:;()[]—–')
        own = words.split()
        if told and plain and FEWEST <= len(own) <= MOST and own[0].casefold() not in LEANING:
            yield words


def _capitals(sentences: Sequence[str], names: Sequence[str]) -> Made:
    """`MODERATOR:`, `LINDQVIST:` in a row."""
    return _dialogue("capitals", sentences, names, lambda name: f"{name.split()[-1].upper()}:")


def _bold(sentences: Sequence[str], names: Sequence[str]) -> Made:
    """`**Anna Lindqvist:**` before each turn."""
    return _dialogue("bold", sentences, names, lambda name: f"**{name}:**")


def _stamped(sentences: Sequence[str], names: Sequence[str]) -> Made:
    """`[00:12:31] LINDQVIST:` with a time before each turn."""
    minutes = iter(range(1, 60))
    return _dialogue(
        "stamped",
        sentences,
        names,
        lambda name: f"[00:{next(minutes):02}:31] {name.split()[-1].upper()}:",
    )


def _dialogue(
    form: str, sentences: Sequence[str], names: Sequence[str], label: Callable[[str], str]
) -> Made:
    turns = _turns(sentences, names[:2])
    asked = ((names[2], sentences[-1]), (names[2], sentences[-2]))
    lines: list[str] = []
    for row, (who, first, second) in enumerate(turns):
        if row % 2 == 0:
            asker, what = asked[row // 2]
            lines.append(f"{label(asker)} {what[:-1]}?")
        lines.append(f"{label(who)} {first} {second}")
    return Made(form, "\n\n".join(lines), turns, asked)


def _interview(sentences: Sequence[str], names: Sequence[str]) -> Made:
    """`Q:` and `A:` under a line that names the guest."""
    turns = _turns(sentences, names[:1])
    asked = (("The interviewer", sentences[-1]), ("The interviewer", sentences[-2]))
    lines = [f"The Gazette spoke with {names[0]}."]
    for row, (_, first, second) in enumerate(turns):
        question = f"{asked[row // 2][1][:-1]}?" if row % 2 == 0 else "What else do you know?"
        lines += [f"Q: {question}", f"A: {first} {second}"]
    return Made("interview", "\n\n".join(lines), turns, asked)


def _live(sentences: Sequence[str], names: Sequence[str]) -> Made:
    """Entries with a time, in which somebody is quoted or the outlet asks."""
    turns = _turns(sentences, names[:2])
    asked = (("The Gazette", sentences[-1]), ("The Gazette", sentences[-2]))
    lines: list[str] = []
    for row, (who, first, second) in enumerate(turns):
        lines.append(f"1{row}:42: {who} told reporters: “{first} {second}”")
        if row % 2 == 0:
            lines.append(f"1{row}:50: {asked[row // 2][1][:-1]}? We will keep you posted.")
    return Made("live blog", "\n\n".join(lines), turns, asked)


FORMS = (_capitals, _bold, _stamped, _interview, _live)


def _turns(sentences: Sequence[str], names: Sequence[str]) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (names[row % len(names)], sentences[2 * row], sentences[2 * row + 1])
        for row in range(TURNS)
    )


def _faults(made: Made) -> Iterator[tuple[str, str]]:
    """What goes wrong in a file, and the true claim if it is supported."""
    yield from _wrong_blocks(made)
    row = len(made.text) % TURNS
    who, first, second = made.turns[row]
    said = second if row % 2 else first
    other = next((name for name, *_ in made.turns if name != who), "Ola Berg")
    quoted = len(made.text) % 4 < 2
    claim = f"{who} said: “{said}”" if quoted else f"{who} said that {_inside(said)}"
    true = check_claim(claim, made.text).verdict
    yield ("true and supported" if true is Verdict.SUPPORTED else f"true and {true}", claim)
    asker, asked = made.asked[0]
    false = {
        "given to another speaker": f"{other} said that {_inside(said)}",
        "a question told as a fact": asked,
        "a question told as said": f"{asker} said that {_inside(asked)}",
    }
    for what, claim in false.items():
        if check_claim(claim, made.text).verdict is Verdict.SUPPORTED:
            yield what, claim


def _wrong_blocks(made: Made) -> Iterator[tuple[str, str]]:
    """Turns whose block names another speaker, and questions whose block tells."""
    for block in blocks_of(made.text):
        words = made.text[block.start : block.end]
        for who, first, second in made.turns:
            named = block.speaker is None or block.speaker.split()[-1] == who.split()[-1]
            if (first in words or second in words) and not named:
                yield "block of another speaker", words
        if any(what[:-1] in words for _, what in made.asked) and block.act is not Act.ASKS:
            yield "block of a question that tells", words


def _inside(sentence: str) -> str:
    """The sentence as it stands behind "that": with a small letter unless it begins with a name."""
    first = parts_of_speech(sentence)[0]
    keep = first.tag.startswith("NNP") or first.text == "I" or first.text.isupper()
    return sentence if keep else sentence[0].lower() + sentence[1:]


if __name__ == "__main__":
    main()
