"""Turns that lean on earlier ones, made by rule from questions that stand alone.

Each maker takes a question that stands alone and another of the same article, and gives what was
asked before with the question as somebody would type it then: with a pronoun for the name that both
have, with nothing but what is new in it, or as it is.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from qa.english.mentions import Mention, Sort, mentions
from qa.english.normal_form import FUNCTION_WORDS, stem, stems, words
from qa.question.question_frames import BEING, frame_of, past

LEADS = ("and ", "And ", "so ", "ok, ", "but ", "And what about ")
SUBJECT = {"m": "he", "f": "she", "one": "it", "many": "they"}
OBJECT = {"m": "him", "f": "her", "one": "it", "many": "them"}
OWNER = {"m": "his", "f": "her", "one": "its", "many": "their"}
BACK = ("back to {0}: ", "Back to {0}, ", "going back to {0}, ", "{0} again: ", "about {0} again, ")
MEANT = ("no, I meant {0}", "sorry, I meant {0}", "I mean {0}", "no, {0}", "not that, {0}")
OF_ANOTHER = ("and {0}?", "And {0}?", "what about {0}?", "{0}?", "and {0}", "What about {0}?",
              "how about {0}?", "and for {0}?", "{0}")  # fmt: skip
TAIL = re.compile(
    r" (?:in|at|on|for|from|by|with|to|after|during|of|about|before|over|against) [^?]+\Z"
)
HOW = ("When", "Where", "Why", "How")
NOUN_ASKED = re.compile(
    r"\A(?P<how>(?:how many|how much|which|what)) (?P<noun>(?:[\w’'-]+ ){0,2}[\w’'-]+s)"
    r" (?P<rest>(?:is|are|was|were|do|does|did|has|have|had|will|can)\b.+)\Z",
    re.IGNORECASE,
)  # fmt: skip
SHORTEST_NEW = 6  # words of a question without a name that stands alone
LONGEST = 26  # words of a question


@dataclass(frozen=True, slots=True)
class Told:
    """A question that stands alone, its answer's words, and whom "he" means in its article."""

    question: str
    answer: str
    article: str
    genders: dict[str, str]


@dataclass(frozen=True, slots=True)
class LeaningTurn:
    """What was asked and answered, what is typed then, and what that means."""

    kind: str
    earlier: tuple[tuple[str, str], ...]
    typed: str
    alone: str


Maker = Callable[[Told, Told, Sequence[Told], random.Random], LeaningTurn | None]


def genders_of(text: str) -> dict[str, str]:
    """Of names by their last word, folded: "m" or "f" as the words behind them in the text say."""
    counts: dict[str, list[int]] = {}
    for found in re.finditer(r"\b[A-Z][\w’'-]+\b", text):
        behind = {word.strip(",.”") for word in text[found.end() : found.end() + 150].split()}
        counted = counts.setdefault(found[0].casefold().removesuffix("’s"), [0, 0])
        counted[0] += bool(behind & {"he", "his", "him"})
        counted[1] += bool(behind & {"she", "her", "hers"})
    return {name: "m" if m > f else "f" for name, (m, f) in counts.items() if m != f}


def pronoun(
    told: Told, before: Told, others: Sequence[Told], rng: random.Random
) -> LeaningTurn | None:
    """A pronoun for what the question before, or its answer, names too."""
    typed = with_pronouns(told, f"{before.question} {before.answer}", rng)
    if typed is None:
        return None
    if rng.random() < 0.4:
        typed = without_tail(typed, before.question)
    return _turn("pronoun", [*_first(others, rng), before], typed, told)


def with_pronouns(told: Told, spoken_of: str, rng: random.Random) -> str | None:
    """The question with a pronoun for one or all of what was spoken of; None without any."""
    found = [m for m in mentions(told.question) if shared(m, spoken_of)]
    found = [m for m in found if not any(o is not m and o.start <= m.start < o.end for o in found)]
    if not found:
        return None
    chosen = found if rng.random() < 0.3 else [rng.choice(found)]
    typed, used = told.question, set[str]()
    for mention in sorted(chosen, key=lambda m: -m.start):
        kind = gender(mention, told, rng)
        if kind is None or kind in used:
            continue
        used.add(kind)
        typed = _with_pronoun(typed, mention, kind, rng)
    return typed if used else None


def _with_pronoun(question: str, mention: Mention, kind: str, rng: random.Random) -> str:
    owner = re.match(r"[’']s?(?= )", question[mention.end :])
    if owner:
        return question[: mention.start] + OWNER[kind] + question[mention.end + owner.end() :]
    head = mention.text.split()[-1]
    if not mention.named and rng.random() < 0.25:
        word = rng.choice(["that", "this"]) if kind == "one" else f"the {head}"
    elif mention.sort is Sort.PLACE and mention.preposition in {"in", "at", "to"}:
        at = question.rfind(mention.preposition, 0, mention.start)
        return question[:at] + "there" + question[mention.end :]
    else:
        word = (SUBJECT if mention.subject else OBJECT)[kind]
    return question[: mention.start] + word + question[mention.end :]


def gender(mention: Mention, told: Told, rng: random.Random) -> str | None:
    """Whether "he", "she", "it" or "they" stands for it; None where nobody can tell."""
    last = mention.text.split()[-1].casefold()
    if mention.sort is Sort.PERSON and mention.named:
        return mention.gender or told.genders.get(last)
    if mention.named and mention.sort is Sort.UNKNOWN:
        return None
    if mention.plural:
        return "many"
    return "many" if mention.sort is Sort.GROUP and rng.random() < 0.5 else "one"


def shared(mention: Mention, spoken_of: str) -> bool:
    """Whether it is spoken of there: by its last name, or by two words that carry facts."""
    if mention.sort is Sort.TIME or mention.text.casefold() in FUNCTION_WORDS:
        return False
    if re.match(r"(?:what|which|who|how)\b", mention.text, re.IGNORECASE):
        return False
    own, there = stems(mention.text), stems(spoken_of)
    if mention.named:
        return stem(words(mention.text)[-1].form) in there if words(mention.text) else False
    return len(own) > 1 and own <= there


def without_tail(question: str, spoken_of: str) -> str:
    """Without words at its end that the question before has too."""
    mark = "?" if question.endswith("?") else ""
    bare = question.rstrip(" ?")
    found = TAIL.search(bare)
    while (
        found and len(bare[: found.start()].split()) > 2 and (stems(found[0]) <= stems(spoken_of))
    ):
        bare = bare[: found.start()]
        found = TAIL.search(bare)
    return bare + mark


def left_out(
    told: Told, before: Told, others: Sequence[Told], rng: random.Random
) -> LeaningTurn | None:
    """Nothing but the beginning: "how many boats?", where the rest was spoken of before."""
    typed = without_tail(told.question, before.question)
    if typed == told.question:
        return None
    return _turn("ellipsis", [*_first(others, rng), before], typed, told)


def exchanged(
    told: Told, before: Told, others: Sequence[Told], rng: random.Random
) -> LeaningTurn | None:
    """`and Turkey?`: the question before had another of its sort in the same place."""
    mine = [m for m in mentions(told.question) if m.named or m.sort is Sort.TIME]
    rng.shuffle(mine)
    for mention in mine:
        asked = _of_another(told, mention, [before, *others], rng)
        if asked is None:
            continue
        name = mention.text
        inside = mention.preposition and mention.preposition in told.question.casefold().split()
        if inside and rng.random() < 0.5:
            name = f"{mention.preposition} {name}"
        shape = rng.choice(MEANT if rng.random() < 0.2 else OF_ANOTHER)
        kind = "correct" if shape in MEANT else "exchange"
        earlier = replace(before, question=asked)
        return _turn(kind, [*_first(others, rng), earlier], shape.format(name), told)
    return None


def _of_another(
    told: Told, mention: Mention, others: Sequence[Told], rng: random.Random
) -> str | None:
    alike = [
        m.text
        for each in others
        for m in mentions(each.question)
        if m.sort is mention.sort
        and (m.named or m.sort is Sort.TIME)
        and not (stems(m.text) & stems(told.question))
    ]
    if not alike:
        return None
    other = rng.choice(alike)
    return told.question[: mention.start] + other + told.question[mention.end :]


def other_noun(
    told: Told, before: Told, others: Sequence[Told], rng: random.Random
) -> LeaningTurn | None:
    """`and boats?` after "How many ferries ...": another noun is counted."""
    mine = NOUN_ASKED.match(told.question)
    theirs = [found for o in (before, *others) if (found := NOUN_ASKED.match(o.question))]
    if mine is None or not theirs:
        return None
    other = rng.choice(theirs)["noun"]
    if stems(other) & stems(mine["noun"]):
        return None
    asked = f"{mine['how']} {other} {mine['rest']}"
    typed = rng.choice(OF_ANOTHER).format(mine["noun"])
    return _turn("exchange", [replace(before, question=asked)], typed, told)


def only_how(
    told: Told, before: Told, others: Sequence[Told], rng: random.Random
) -> LeaningTurn | None:
    """`when?`, `and why?`: the question before asked something else of the same event."""
    frame = frame_of(told.question)
    if frame is None or not frame.asked or not frame.adverbial or not frame.subject:
        return None
    asked, answer = None, before.answer
    lead = frame.asked[:1].lower() + frame.asked[1:]
    if frame.helper == "did" and frame.verb and rng.random() < 0.5:
        asked = f"Who {past(frame.lemma)} {frame.rest}".strip() + "?"
        answer = frame.subject
    elif frame.helper == "will" and frame.verb and rng.random() < 0.5:
        asked, answer = f"Who will {frame.verb} {frame.rest}".strip() + "?", frame.subject
    elif frame.helper in BEING and rng.random() < 0.3:
        asked = f"{frame.helper.capitalize()} {frame.subject} {frame.verb} {frame.rest}".strip()
        asked = " ".join(asked.split()) + "?"
    else:
        how = rng.choice([each for each in HOW if each.casefold() not in frame.asked.casefold()])
        asked = replace(frame, asked=how).text
    happened = frame.helper == "did" and rng.random() < 0.25
    shape = f"{lead} was that" if happened else lead
    typed = rng.choice(["", "and ", "And "]) + shape + rng.choice(["?", "?", ""])
    earlier = replace(before, question=asked, answer=answer)
    return _turn("ellipsis", [*_first(others, rng), earlier], typed, told)


def back(
    told: Told, before: Told, others: Sequence[Told], rng: random.Random
) -> LeaningTurn | None:
    """`back to the tunnel: who built it?`, after a question about something else."""
    found = [m for m in mentions(told.question) if shared(m, before.question)]
    if not found or not others:
        return None
    mention = rng.choice(found)
    kind = gender(mention, told, rng)
    if kind is None:
        return None
    asked = _with_pronoun(told.question, mention, kind, rng)
    topic = mention.text if mention.named else f"the {mention.text.split()[-1]}"
    if mention.named and mention.sort is Sort.PERSON and rng.random() < 0.5:
        topic = mention.text.split()[-1]
    typed = rng.choice(BACK).format(topic) + asked[:1].lower() + asked[1:]
    return _turn("return", [before, rng.choice(others)], typed, told)


def new(told: Told, before: Told, others: Sequence[Told], rng: random.Random) -> LeaningTurn | None:
    """A question that stands alone stays as it is, whatever was asked before."""
    named = any(m.named for m in mentions(told.question))
    if not named and len(told.question.split()) < SHORTEST_NEW:
        return None
    return _turn("new", [*_first(others, rng), before], told.question, told)


MAKERS: tuple[tuple[Maker, float], ...] = (
    (pronoun, 0.36),
    (left_out, 0.12),
    (exchanged, 0.18),
    (other_noun, 0.06),
    (only_how, 0.12),
    (back, 0.06),
    (new, 0.1),
)


def made_turns(
    articles: Iterable[Sequence[Told]], rng: random.Random, *, each: int
) -> Iterable[LeaningTurn]:
    """Up to `each` turns of every article."""
    makers, weights = [m for m, _ in MAKERS], [w for _, w in MAKERS]
    for lines in articles:
        whole = [t for t in lines if len(t.question.split()) <= LONGEST]
        for _ in range(each if len(whole) > 2 else 0):
            told, before, *others = rng.sample(whole, min(4, len(whole)))
            if told.question == before.question:
                continue
            (maker,) = rng.choices(makers, weights)
            turn = maker(told, before, others, rng)
            if turn is not None and turn.typed.strip():
                yield _as_typed(turn, rng)


def _first(others: Sequence[Told], rng: random.Random) -> list[Told]:
    """At times another question came before both."""
    return [rng.choice(others)] if others and rng.random() < 0.5 else []


def _turn(kind: str, earlier: Sequence[Told], typed: str, told: Told) -> LeaningTurn:
    question = told.question
    alone = question if kind == "new" else _finished(question)
    return LeaningTurn(kind, tuple((t.question, t.answer) for t in earlier), typed, alone)


def _finished(question: str) -> str:
    return question[:1].upper() + question[1:].rstrip(" ?") + "?"


def _as_typed(turn: LeaningTurn, rng: random.Random) -> LeaningTurn:
    """As people type: small letters, no mark, an "and" before it, "what's"."""
    typed = turn.typed
    if turn.kind in {"pronoun", "ellipsis"} and rng.random() < 0.25:
        typed = rng.choice(["and ", "And ", "ok and ", "so "]) + typed[:1].lower() + typed[1:]
    if rng.random() < 0.35:
        typed = typed.lower() if rng.random() < 0.6 else typed[:1].lower() + typed[1:]
    if rng.random() < 0.25:
        typed = typed.rstrip("?")
    if rng.random() < 0.3:
        short = rng.choice(["'s", "s"])
        typed = re.sub(r"(?i)\b(what|who|where|when) is\b", rf"\1{short}", typed, count=1)
    alone = typed if turn.kind == "new" else turn.alone
    return replace(turn, typed=typed, alone=alone)
