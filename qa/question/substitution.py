"""A question asked of something else: "and Turkey?" with Turkey in the place of what is like it.

First by shape (`exchange`), else by what the frame of the last question has a place for.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from qa.english.grammar import parts_of_speech
from qa.english.mentions import PERSONS, Mention, Sort, asked_for, mentions, time_phrase
from qa.english.speaking import SPEAKING
from qa.question.exchange import exchanged
from qa.question.question_frames import HELPERS, OPENING, PREPOSITIONS, with_subject

if TYPE_CHECKING:
    from qa.question.dialogue import Talk, Turn
    from qa.question.question_frames import Frame

ABOUT = re.compile(r"(?:what about|how about|what of)\s+(?P<what>.+)", re.I)
NO_NOUNS = frozenset("me more next that this these those so then thanks really".split())  # noqa: SIM905
ARTICLES = ("the ", "a ", "an ", "The ", "A ", "An ")
LONGEST_SUBSTITUTE = 7  # words
LONGEST_ALONE = 4  # of one without "and" before it; of one that may be a topic of its own, 2
LEANING = re.compile(rf"(?:{'|'.join(sorted(PREPOSITIONS))}|the|an?|[0-9]+) ", re.I)
OWNED = re.compile(r"[’']s? \w| of ")  # "the river's source": it says of what it is asked
ACTORS = {Sort.PERSON, Sort.GROUP, Sort.UNKNOWN, Sort.PLACE}
TAIL = re.compile(r"[,]? (?:then|though|please|again|too|as well|instead|there|now)\Z", re.I)
STRANDED = re.compile(rf"(?:.* )?(?:{'|'.join(sorted(PREPOSITIONS))})\Z", re.I)


def about_another(question: str, bare: str, last: Turn, talk: Talk) -> str | None:
    """`And Turkey?`: the last question with Turkey in the place of what is like it."""
    named = ABOUT.fullmatch(bare)
    what = TAIL.sub("", named["what"]) if named else bare
    leans = named is not None or OPENING.match(question) is not None
    most = LONGEST_ALONE if LEANING.match(what) else 2
    short = question.endswith("?") and len(what.split()) <= most and not OWNED.search(what)
    if not is_phrase(what) or not (leans or short):
        return None
    return instead(what, last, talk) or _of_topic(what, last, talk)


def instead(what: str, last: Turn, talk: Talk) -> str | None:
    """The last question with a phrase in the place of what is like it."""
    if changed := exchanged(last.question, what, talk.sorts):
        return changed
    other = _other(what, talk)
    return _substituted(other, last, talk) if other is not None else None


def topic_of(last: Turn, talk: Talk) -> Mention | None:
    """What the last question is about: whom it names, the subject first."""
    return next((m for m in talk.asked_about(last) if m.sort is not Sort.TIME), None)


def _of_topic(what: str, last: Turn, talk: Talk) -> str | None:
    """`What is the price per unit of the drone?` for "price per unit?"."""
    topic = topic_of(last, talk)
    head = [p for p in parts_of_speech(f"They spoke of {what}.")[3:] if p.tag.startswith("NN")]
    if topic is None or not head or any(p.tag.startswith("NNP") for p in head):
        return None
    verb = "are" if head[0].tag == "NNS" else "is"
    if re.search(r"[’']s\b|\A(?:his|her|its|their)\b", what, re.I):
        return f"What {verb} {what}?"
    article = "" if what.startswith(ARTICLES) or head[0].tag == "NNS" else "the "
    return f"What {verb} {article}{what} of {topic.text}?"


def is_phrase(what: str) -> bool:
    """A noun phrase, with or without a preposition: no verb, no question word, no pronoun."""
    if what.casefold() in NO_NOUNS or what.partition(" ")[0].casefold() in HELPERS:
        return False
    found = parts_of_speech(f"They spoke of {what}.")[3:]
    return 0 < len(what.split()) <= LONGEST_SUBSTITUTE and not any(
        p.tag in {"VBD", "VBZ", "VBP", "VB", "MD", "WP", "WRB", "WDT", "PRP", "EX", "UH"}
        for p in found
    )


def _other(what: str, talk: Talk) -> Mention | None:
    first, _, behind = what.partition(" ")
    preposition = first.casefold() if first.casefold() in PREPOSITIONS and behind else ""
    noun = behind if preposition else what
    when = time_phrase(noun)
    if when is not None and len(when.text) >= len(noun.removeprefix("the ")) - 1:
        shown = f"{preposition} {noun}" if preposition else _with_preposition(noun)
        return Mention(shown, 0, 0, Sort.TIME, named=False, preposition=preposition or "in")
    text = f"They spoke {preposition or 'about'} {noun}."
    found = [m for m in mentions(text, talk.sorts) if m.start == text.index(noun)]
    if not found:
        return None
    mention = found[0]
    return replace(mention, text=noun, preposition=preposition)


def _with_preposition(when: str) -> str:
    """`in 2024`, `on Monday`, `last year`."""
    if re.fullmatch(r"[0-9]{4}s?|(?:in )?[A-Z][a-z]+(?: [0-9]{4})?", when):
        return f"on {when}" if when.casefold().endswith("day") else f"in {when}"
    return when


def _substituted(other: Mention, last: Turn, talk: Talk) -> str | None:
    frame = last.frame
    if frame is None:
        return _in_its_place(other, last.question, talk)
    if other.sort is Sort.TIME:
        return _at_another_time(frame, other)
    wanted = asked_for(frame.asked_noun)
    if wanted and wanted.sort is other.sort and other.named and not other.preposition:
        return _in_the_gap(frame, other)
    like_it = _like(other, frame, talk)
    if like_it is not None:
        return _exchanged(frame, like_it, other)
    if other.preposition:
        return replace(frame, rest=f"{frame.rest} {other.preposition} {other.text}".strip()).text
    return _in_the_gap(frame, other) or _added(frame, other, talk)


def _in_its_place(other: Mention, question: str, talk: Talk) -> str | None:
    """`Tell me about Lee` for "Tell me about Kim": in a request that is no question."""
    found = [m for m in mentions(question, talk.sorts) if m.sort is other.sort]
    if other.sort is Sort.TIME:
        found = [when for when in [time_phrase(question)] if when]
    if not found:
        return None
    changed = question[: found[0].start] + other.text + question[found[0].end :]
    return changed[:1].upper() + changed[1:]


def _at_another_time(frame: Frame, other: Mention) -> str:
    before = time_phrase(frame.rest)
    if before is None:
        return replace(frame, rest=f"{frame.rest} {other.text}".strip()).text
    rest = frame.rest[: before.start] + other.text + frame.rest[before.end :]
    return replace(frame, rest=rest).text


def _like(other: Mention, frame: Frame, talk: Talk) -> Mention | None:
    """What the other thing takes the place of: of its kind, by a name if it has one."""
    found = [m for m in mentions(frame.statement, talk.sorts) if m.text.casefold() != "they"]
    fitting = [m for m in found if _fits(m, other)]
    if other.preposition:
        same = [m for m in fitting if m.preposition == other.preposition]
        inside = [m for m in found if m.preposition == other.preposition and m.sort is other.sort]
        return next(iter(same or inside), None)
    order = sorted(fitting, key=lambda m: (m.sort is not other.sort, not m.subject, m.start))
    return order[0] if order else None


def _fits(mention: Mention, other: Mention) -> bool:
    if mention.sort is other.sort:
        # "the plant" for "the bridge", "milk" for "bread"; a person may also be an office
        alike = mention.text.startswith(ARTICLES) == other.text.startswith(ARTICLES)
        return (mention.named == other.named and alike) or other.sort is not Sort.THING
    if Sort.UNKNOWN in {mention.sort, other.sort}:
        return mention.named and other.named and mention.sort is not Sort.TIME
    actors = {mention.sort, other.sort} <= {Sort.PERSON, Sort.GROUP}
    states = mention.subject and mention.named and {mention.sort, other.sort} <= ACTORS
    return (actors and mention.named and other.named) or (states and other.sort is not Sort.PLACE)


def _exchanged(frame: Frame, old: Mention, new: Mention) -> str:
    article = "" if new.named or new.text.partition(" ")[0].islower() else "the "
    if old.text in frame.subject:
        return replace(frame, subject=frame.subject.replace(old.text, article + new.text, 1)).text
    return replace(frame, rest=frame.rest.replace(old.text, article + new.text, 1)).text


def _in_the_gap(frame: Frame, other: Mention) -> str | None:
    """`And Turkey?` after "Who offered to host talks?": did Turkey offer to host talks."""
    wanted = frame.asked.casefold()
    noun = frame.asked_noun.casefold()
    person = wanted.startswith("who") or noun.removesuffix("s") in PERSONS
    acting = other.named or other.sort in {Sort.PERSON, Sort.GROUP}
    if frame.adverbial or not (acting and (person or noun)) or wanted.startswith("how"):
        return None
    if not frame.verb:
        return None
    if not frame.subject:
        return with_subject(frame, "", other.text, plural=other.plural).text
    rest = f"{other.text} {frame.rest}".strip()
    if STRANDED.fullmatch(frame.rest):
        rest = f"{frame.rest} {other.text}"
    return replace(frame, asked="", rest=rest).text


def _added(frame: Frame, other: Mention, talk: Talk) -> str | None:
    """`And the tram?` after "What did Kim say?": about the tram."""
    if frame.lemma in SPEAKING and " about " not in f" {frame.rest} ":
        return replace(frame, rest=f"{frame.rest} about {other.text}".strip()).text
    whole = [m for m in mentions(frame.statement, talk.sorts) if m.subject and not m.named]
    if whole and other.sort is not Sort.THING:
        return _exchanged(frame, whole[0], other)
    return None
