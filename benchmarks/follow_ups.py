"""How often a question that leans on earlier ones is rewritten as one that stands alone.

    python -m benchmarks.follow_ups DATA [--part tune] [--earlier own] [--rules] [--show KIND]

DATA holds `desk_talks.jsonl.gz`, conversations of four turns, each turn as it was typed and as it
stands alone, and `news_train_articles.jsonl.gz`, the articles they are about. No reader reads an
article: an earlier turn's answer is the sentences that its author marked, or the refusal, so only
the rewriting is measured. Earlier questions are handed on as Byline itself understood them
(`--earlier own`), mistakes included, or as their author meant them (`--earlier author`).

A turn is rewritten rightly where `asks_the_same` finds its question word, its names, its numbers
and nearly all of its other content words, and hardly a word besides; `strict` asks for the same
stems, order aside, and `exact` for the same words in the same order. A turn that stands alone
already is right where it is left as it is typed. `--rules` leaves the language model out.
Writes `benchmarks/results/follow_ups.json`; `--show` prints what was made instead, the wrong ones
of a kind, or of `all`, or with `--show every` the right ones too.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapidfuzz.distance import OSA

from index.sentences import split_sentences
from models.training.reader_data import read_lines
from qa.answer import Status
from qa.answering import REFUSALS
from qa.english.normal_form import FUNCTION_WORDS, Word, same_words, stem, stems, words
from qa.question import Rewriter, readings
from qa.question.question_frames import IRREGULAR

RESULTS = Path(__file__).parent / "results" / "follow_ups.json"
ALONE = "stands alone"
LEAST_SHARED = 0.7  # of the other content words, both ways
MOST_AGAIN = 0.5  # of all content words: what an earlier question said, said again
SHORTEST_SLIP = 4  # letters of a word that may be misspelt
_TAKEN_OFF = re.compile(
    r"(?i:(?:are you (?:sure|certain)|tell me more)(?: about|:)? )|\b[A-Z]\. (?=[A-Z])"
)
_PRESENT = {past: lemma for lemma, past in IRREGULAR.items()}
# What a rewording may add or leave out without asking for something else.
_LIGHT = frozenset("there exactly ever also according people thing happen say said tell".split())  # noqa: SIM905
_ASKED = (
    ("when", re.compile(r"\bwhen\b|\b(?:what|which) (?:time|day|date|year|month)\b", re.I)),
    ("who", re.compile(r"\bwho(?:m|se|’s|'s)?\b", re.I)),
    ("where", re.compile(r"\bwhere\b", re.I)),
    ("why", re.compile(r"\bwhy\b|\bwhat .* for\b", re.I)),
    ("many", re.compile(r"\bhow (?:many|much)\b", re.I)),
    ("how", re.compile(r"\bhow\b", re.I)),
    ("what", re.compile(r"\b(?:what|which)\b", re.I)),
)


@dataclass(frozen=True, slots=True)
class Turn:
    """A question as typed and as it stands alone, with what its author answered."""

    kind: str
    typed: str
    alone: str
    answer: str

    @property
    def leans(self) -> bool:
        """Whether it has to be rewritten at all."""
        return self.typed != self.alone


@dataclass(frozen=True, slots=True)
class Conversation:
    """Its turns in order, and the sentences of its articles with a name in them."""

    turns: tuple[Turn, ...]
    sentences: Callable[[str], Iterator[str]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A turn, what was asked before it, and what was made of it in how many seconds."""

    turn: Turn
    earlier: tuple[str, ...]
    made: str | None
    seconds: float

    @property
    def text(self) -> str:
        """The question that would be answered."""
        return self.made or self.turn.typed

    @property
    def right(self) -> bool:
        """Left as it was where it stands alone, else asking for what its author meant."""
        if not self.turn.leans:
            return self.made is None
        return asks_the_same(self.text, self.turn.alone)

    @property
    def clear(self) -> bool:
        """Right, or so that whoever knows the talk reads the same in it."""
        return self.right or (
            self.turn.leans and reads_the_same(self.text, self.turn.alone, " ".join(self.earlier))
        )

    @property
    def strict(self) -> bool:
        """The same content words, by their stems."""
        return stems(self.text) == stems(self.turn.alone)

    @property
    def exact(self) -> bool:
        """The author's words in their order."""
        return same_words(self.text, self.turn.alone)


def asks_the_same(made: str, meant: str) -> bool:
    """Whether a question asks for what another does, in nearly the same words.

    The question word, the names (a person's by the last name) and the numbers are the same; of all
    content words but first names, in whatever form, 70 % are shared both ways.
    """
    if _asked(made) != _asked(meant):
        return False
    if not _names(meant) <= _told(made) or not _names(made) <= _told(meant):
        return False
    mine, theirs = _content(made), _content(meant)
    shared = len(mine & theirs)
    return shared >= LEAST_SHARED * len(theirs) and shared >= LEAST_SHARED * len(mine)


def reads_the_same(made: str, meant: str, earlier: str) -> bool:
    """Whether a reader of the talk takes both for one question, though `asks_the_same` does not.

    "Are you sure" and "tell me more" are taken off both; initials and slips count for nothing; what
    an earlier question said of the matter may be said again, up to half of all content words.
    """
    more = meant.casefold().startswith("tell me more")
    made, meant = (_TAKEN_OFF.sub("", each) for each in (made, meant))
    if not more and _asked(made) != _asked(meant):
        return False
    told, mine, theirs = _told(made), _content(made), _content(meant)
    if not all(_near(name, told) for name in _names(meant)):
        return False
    if not all(_near(name, _told(f"{meant} {earlier}")) for name in _names(made)):
        return False
    shared = sum(_near(word, mine) for word in theirs)
    extra = [word for word in mine if not _near(word, theirs)]
    known = _told(earlier)
    return (
        shared >= LEAST_SHARED * len(theirs)
        and len(extra) <= MOST_AGAIN * len(mine)
        and sum(not _near(word, known) for word in extra) <= (1 - LEAST_SHARED) * len(mine)
    )


def _near(word: str, others: set[str]) -> bool:
    return any(
        OSA.distance(word, other) <= (max(len(word), len(other)) >= SHORTEST_SLIP)
        for other in others
    )


def _asked(question: str) -> str:
    found = [(m.start(), kind) for kind, form in _ASKED if (m := form.search(question))]
    return min(found, key=lambda each: each[0])[1] if found else ""  # the first kind that fits


def _names(text: str) -> set[str]:
    """Numbers and capitalised words behind the first; of a name of several words the last."""
    found = words(text)
    first = _first_names(text)
    return {
        stem(word.form)
        for row, word in enumerate(found)
        if word.form[0].isdigit() or (row and text[word.start].isupper())
        if word not in first and word.form not in FUNCTION_WORDS
    }


def _told(text: str) -> set[str]:
    return {stem(word.form) for word in words(text)}


def _first_names(text: str) -> list[Word]:
    """Words of a name before its last."""
    found = [word for word in words(text) if text[word.start].isupper()]
    behind = {word.end + 1: word for word in found}
    return [behind[word.start] for word in found if word.start in behind]


def _content(text: str) -> set[str]:
    first = {word.form for word in _first_names(text)}
    plain = {_PRESENT.get(w.form, w.form) for w in words(text) if w.form not in first}
    return {stem(form) for form in plain - FUNCTION_WORDS - _LIGHT}


def conversations(data: Path, part: str) -> Iterator[Conversation]:
    """Those of a part."""
    texts = {row["id"]: row["text"] for row in read_lines(data / "news_train_articles.jsonl.gz")}
    for talk in read_lines(data / "desk_talks.jsonl.gz"):
        if talk["part"] == part:
            turns = tuple(
                Turn(t["type"], t["question"], t["alone"], _answer(t["evidence"], texts))
                for t in talk["turns"]
            )
            yield Conversation(turns, _sentences_of([texts[i] for i in talk["articles"]]))


def _answer(evidence: list[tuple[str, int, int]], texts: dict[str, str]) -> str:
    said = [f"{texts[name][a:z]} [{n}]" for n, (name, a, z) in enumerate(evidence, 1)]
    return " ".join(said) or REFUSALS[Status.NOT_IN_ARTICLES]


def _sentences_of(texts: list[str]) -> Callable[[str], Iterator[str]]:
    whole = [[text[a:z] for a, z in split_sentences(text)] for text in texts]

    def with_name(name: str) -> Iterator[str]:
        return (each for sentences in whole for each in sentences if name in each)

    return with_name


def outcomes_of(
    conversation: Conversation, rewriter: Rewriter | None, *, own: bool
) -> Iterator[Outcome]:
    """What is made of every turn; with `own` the later ones build on it."""
    history: list[tuple[str, str]] = []
    for turn in conversation.turns:
        begun = time.monotonic()
        read = readings(turn.typed, history, conversation.sentences, rewriter)
        made = read[0] if read else None
        spent = time.monotonic() - begun
        yield Outcome(turn, tuple(q for q, _ in history), made, spent)
        history.append(((made or turn.typed) if own else turn.alone, turn.answer))


def score(outcomes: list[Outcome]) -> dict[str, dict[str, float]]:
    """Of each kind of turn: how many, and the shares that are right."""
    kinds: dict[str, list[Outcome]] = {"rewritten": [], ALONE: []}
    for each in outcomes:
        kinds["rewritten" if each.turn.leans else ALONE].append(each)
        if each.turn.leans:
            kinds.setdefault(each.turn.kind, []).append(each)
    return {kind: _shares(found) for kind, found in kinds.items() if found}


def _shares(found: list[Outcome]) -> dict[str, float]:
    seconds = sorted(each.seconds for each in found)
    return {
        "turns": len(found),
        "right": round(sum(o.right for o in found) / len(found), 3),
        "clear": round(sum(o.clear for o in found) / len(found), 3),
        "strict": round(sum(o.strict for o in found) / len(found), 3),
        "exact": round(sum(o.exact for o in found) / len(found), 3),
        "seconds, median": round(seconds[len(seconds) // 2], 3),
        "seconds, nine of ten": round(seconds[len(seconds) * 9 // 10], 3),
    }


def _shipped_rewriter() -> Rewriter:
    from qa.language_models import shipped_rewriter
    from qa.settings import load_settings

    found = shipped_rewriter(load_settings())
    if found is None:
        raise SystemExit("There is no rewriting adapter in models/rewriter.")
    return found


def _show(outcomes: list[Outcome], wanted: str) -> None:
    for number, each in enumerate(outcomes):
        kind = each.turn.kind if each.turn.leans else ALONE
        if wanted == "every" or (not each.right and wanted in {kind, "all"}):
            print(f"{number} [{kind}] {'right' if each.right else 'WRONG'}")
            print(f"    {' | '.join(each.earlier)} || {each.turn.typed}")
            print(f"    {each.turn.alone}\n    {each.made}")


def main() -> None:
    """Measure, and write the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--part", default="tune", choices=("learn", "tune"))
    parser.add_argument("--earlier", default="own", choices=("own", "author"))
    parser.add_argument("--rules", action="store_true", help="without the language model")
    parser.add_argument("--every", type=int, default=1, help="so many conversations apart only")
    parser.add_argument("--show", help="print what was made of a kind, of all, or every one")
    given = parser.parse_args()
    rewriter = None if given.rules else _shipped_rewriter()
    talks = list(conversations(given.data, given.part))[:: given.every]
    outcomes = [
        each for talk in talks for each in outcomes_of(talk, rewriter, own=given.earlier == "own")
    ]
    report: dict[str, Any] = {
        "date": dt.datetime.now(dt.UTC).date().isoformat(),
        "part": given.part,
        "earlier questions": given.earlier,
        "language model": rewriter is not None,
        "figures": score(outcomes),
    }
    if given.show:
        _show(outcomes, given.show)
    elif given.part == "tune" and given.earlier == "own" and rewriter:
        RESULTS.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
