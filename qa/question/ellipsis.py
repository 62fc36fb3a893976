"""Questions that leave out what the one before has said: "why?", "and Turkey?", "who else?"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from qa.english.grammar import parts_of_speech
from qa.english.mentions import PERSONS, Mention, Sort, asked_for, mentions, time_phrase
from qa.english.speaking import SPEAKING
from qa.question.question_frames import (
    BEING,
    OPENING,
    PREPOSITIONS,
    bare_question,
    frame_of,
    past,
    with_subject,
)

if TYPE_CHECKING:
    from qa.question.dialogue import Talk, Turn
    from qa.question.question_frames import Frame

_PREPOSITION = "|".join(sorted(PREPOSITIONS))
_NOUN = r"[\w’'-]+"
HOW = (
    r"(?:(?:since |until |from )?(?:when|where)|why(?: not)?|how(?: long| often| soon)?"
    r"|for how long|(?:when|where|why|how) and (?:when|where|why|how)"
    rf"|(?:{_PREPOSITION}) (?:(?:whom?|what)|(?:which|what) {_NOUN}))"
)
# "Why was that?", "when did it happen?": of the whole event.
_OF_EVENT = (
    r"(?: (?:was|is|were|are|did|has|will) (?P<of>that|this|it)(?: happen(?:ed)?| occur(?:red)?"
    r"| take place| be| so)?| so)?"
)
HOW_ALONE = re.compile(rf"(?P<how>{HOW})(?: exactly| precisely)?{_OF_EVENT}", re.I)
WHO_ALONE = re.compile(
    rf"(?P<who>(?:whom?|what|which|how many|how much|(?:which|how many|what) (?P<noun>{_NOUN}))"
    r"(?: else)?)(?: of (?:them|these|those))?(?: exactly)?",
    re.I,
)
OTHERS = re.compile(
    r"(?:(?:was|were|is) there |did )?(?P<any>any(?:one|body|thing) else|any others|others)",
    re.I,
)
ABOUT = re.compile(r"(?:what about|how about|what of)\s+(?P<what>.+)", re.I)
TAIL = re.compile(r"[,]? (?:then|though|please|again|too|as well|instead)\Z", re.I)
NO_NOUNS = frozenset("me more next that this these those so then thanks really".split())  # noqa: SIM905
ARTICLES = ("the ", "a ", "an ", "The ", "A ", "An ")
LONGEST_SUBSTITUTE = 7  # words
ACTORS = {Sort.PERSON, Sort.GROUP, Sort.UNKNOWN, Sort.PLACE}
_STRANDED = re.compile(rf"(?:.* )?(?:{_PREPOSITION})\Z", re.I)


def completed(question: str, talk: Talk) -> str | None:
    """The question with what the last one had; None where it leaves nothing out."""
    last = talk.turns[-1]
    bare = TAIL.sub("", bare_question(question))
    if found := HOW_ALONE.fullmatch(bare):
        of_it = (found["of"] or "").casefold() == "it"
        return _asked_how(found["how"], last, talk, of_it=of_it)
    if (again := _same_verb(bare, last)) is not None:
        return _asked_how(again, last, talk)
    if OTHERS.fullmatch(bare):
        return _asked_who("Who else" if "one" in bare or "body" in bare else "What else", last)
    found = WHO_ALONE.fullmatch(bare)
    if found and (found["noun"] is None or _is_noun(found["noun"])):
        return _asked_who(found["who"].removesuffix(" ones").removesuffix(" one"), last)
    return _about_another(question, bare, last, talk)


def _same_verb(bare: str, last: Turn) -> str | None:
    """The question word of "why did she say that?" after a question for what she said."""
    frame = frame_of(bare)
    if frame is None or last.frame is None or not (frame.asked and frame.adverbial):
        return None
    leans = frame.rest.casefold() in {"that", "so", "this", "it"}
    pronoun = frame.subject.casefold() in {"he", "she", "they", "it", "you"}
    same = frame.lemma == last.frame.lemma or (frame.lemma == "do" and bool(last.frame.verb))
    return frame.asked if leans and pronoun and same else None


def _asked_how(how: str, last: Turn, talk: Talk, *, of_it: bool = False) -> str | None:
    """The last question with another question word; a person or thing it asked for is filled in."""
    frame = last.frame
    if frame is None or (of_it and how.casefold() == "where" and _has_thing(talk)):
        return None
    if how.casefold() == "why not":
        frame, how = replace(frame, subject=f"{frame.subject} not"), "Why"
    if not frame.subject:
        doing, plural = _who_did_it(frame, last, talk)
        return with_subject(frame, how, doing, plural=plural).text
    if frame.adverbial:
        copula_without_rest = not frame.verb and not frame.rest
        return None if copula_without_rest else replace(frame, asked=how).text
    if not frame.verb:
        return None
    if how.casefold().startswith("about ") and frame.lemma in SPEAKING:
        return replace(frame, asked=how).text
    return replace(frame, asked=how, rest=_filled(frame, talk.answer_of(last))).text


def _has_thing(talk: Talk) -> bool:
    found = talk.asked_about(talk.turns[-1])
    return any(m.sort in {Sort.THING, Sort.PLACE, Sort.GROUP} and not m.plural for m in found)


def _who_did_it(frame: Frame, last: Turn, talk: Talk) -> tuple[str, bool]:
    """The name that answered "who", else a word that stands for whoever it was."""
    if answer := talk.answer_of(last):
        return answer.text, answer.plural
    if wanted := asked_for(frame.asked_noun):
        return wanted.text, wanted.plural
    return ("it", False) if frame.asked.casefold().startswith("what") else ("they", True)


def _filled(frame: Frame, answer: Mention | None) -> str:
    """What follows the verb, with something in the place of what was asked for."""
    wanted = f"the {frame.asked_noun}" if frame.asked_noun else "that"
    if not frame.asked_noun and frame.asked.casefold().startswith("who"):
        wanted = answer.text if answer else "them"
    last = parts_of_speech(frame.statement)[-2:-1]
    ends_in_verb = bool(frame.rest) and any(part.tag == "VB" for part in last)
    if _STRANDED.fullmatch(frame.rest) or ends_in_verb:
        return f"{frame.rest} {wanted}"
    return f"{wanted} {frame.rest}".strip()


def _asked_who(who: str, last: Turn) -> str | None:
    """`Who else`, `how many`, `which countries` in the place of what was asked for."""
    frame = last.frame
    if frame is None:
        return None
    noun = frame.asked_noun
    if noun and who.casefold() in {"how many", "which", "what"}:
        who = f"{who} {noun}"
    if noun and who.casefold() in {"who else", "what else"}:
        who = f"Which other {noun}"
    if not frame.adverbial:
        return replace(frame, asked=who).text
    asks_doer = who.casefold().startswith(("who", "which", "how many"))
    if frame.verb and asks_doer and (not frame.asked or "else" in who.casefold()):
        return _whether_as_who(frame, who)
    return None


def _whether_as_who(frame: Frame, who: str) -> str | None:
    """`Who else` after "Did Turkey offer": the subject is asked for, of a passive the doer."""
    if frame.helper in BEING and frame.tag == "VBN" and "else" not in who.casefold():
        return replace(frame, asked=who, rest=f"{frame.rest} by".strip()).text
    if frame.helper == "did":
        return replace(frame, asked=who, helper="", subject="", verb=past(frame.lemma)).text
    return replace(frame, asked=who, subject="").text


def _about_another(question: str, bare: str, last: Turn, talk: Talk) -> str | None:
    """`And Turkey?`: the last question with Turkey in the place of what is like it."""
    named = ABOUT.fullmatch(bare)
    what = TAIL.sub("", named["what"]) if named else bare
    leans = named is not None or OPENING.match(question) is not None
    if not _is_phrase(what) or not (leans or (question.endswith("?") and what[:1].isupper())):
        return None
    other = _other(what, talk)
    if other is None:
        return None
    return _substituted(other, last, talk)


def _is_phrase(what: str) -> bool:
    """A noun phrase, with or without a preposition: no verb, no question word, no pronoun."""
    if what.casefold() in NO_NOUNS:
        return False
    found = parts_of_speech(f"They spoke of {what}.")[3:]
    return 0 < len(what.split()) <= LONGEST_SUBSTITUTE and not any(
        p.tag in {"VBD", "VBZ", "VBP", "VB", "MD", "WP", "WRB", "WDT", "PRP", "EX", "UH"}
        for p in found
    )


def _is_noun(word: str) -> bool:
    """`countries` of "which countries?"; not `happened` of "what happened?"."""
    return parts_of_speech(f"They saw the {word}.")[3].tag.startswith("NN")


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
    if _STRANDED.fullmatch(frame.rest):
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
