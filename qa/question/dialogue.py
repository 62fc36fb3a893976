"""What was asked and answered so far, and whom it names. Completes no question."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qa.english.grammar import parse
from qa.english.mentions import Mention, Sort, asked_for, mentions, sorts_of_names, time_phrase
from qa.english.normal_form import stem
from qa.question.question_frames import frame_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from qa.question.question_frames import Frame

_PRONOUNS = {"m": {"he", "his", "him"}, "f": {"she", "her", "hers"}}
LONGEST_NAME = 5  # words
LONGEST_BEHIND = 7  # words that say more of a noun
BELONGING = frozenset("of for on in at from about between against with to by putting".split())  # noqa: SIM905
ASKS_WHO = re.compile(r"whom?(?: else)?|(?:which|what) .+", re.IGNORECASE)
MARKERS = re.compile(r"(?:\s*\[[0-9]{1,3}\])+\s*")
REPORTED = re.compile(r"\A[^“”]{1,300}?(?:reports|says): “(?P<said>.*)”\Z", re.DOTALL)
# An answer that is none lends the next question its topic, not its facts.
NOTHING_SAID = re.compile(
    r"The articles do not say\.|Byline is not sure that this answers the question\."
    r"|Not (?:in the articles|sure about):.*",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier question, standing alone, and the statements it was answered with."""

    question: str
    frame: Frame | None
    statements: tuple[str, ...]

    @classmethod
    def of(cls, question: str, answer: str) -> Turn:
        """Of the words of both; what was only quoted from an outlet does not name the outlet."""
        told = (piece.strip() for piece in MARKERS.split(NOTHING_SAID.sub("", answer)))
        inner = (found["said"] if (found := REPORTED.match(t)) else t for t in told)
        return cls(question, frame_of(question), tuple(text for text in inner if text))


@dataclass(slots=True)
class Talk:
    """What was said so far, and of whom it was spoken as "he" or "she".

    `meant` are those by whom pronouns were read, `passed` those by whom they are not to be read.
    """

    examples: Callable[[], Iterable[str]] = tuple
    turns: list[Turn] = field(default_factory=list)
    genders: dict[str, str] = field(default_factory=dict)
    meant: list[str] = field(default_factory=list)
    passed: frozenset[str] = frozenset()
    _elsewhere: tuple[str, ...] | None = None

    @property
    def sorts(self) -> dict[str, Sort]:
        """What the names of the talk are held to be."""
        if self._elsewhere is None:
            self._elsewhere = tuple(self.examples())
            self.genders |= _genders_told(self._elsewhere) | self.genders
            for named in (m for text in self._elsewhere for m in mentions(text) if m.named):
                if named.gender:  # "Mrs Duarte"
                    self.genders.setdefault(named.text.split()[-1].casefold(), named.gender)
        texts = [t.frame.statement if t.frame else t.question for t in self.turns]
        told = (s for t in self.turns for s in t.statements)
        found = sorts_of_names([*self._elsewhere, *texts, *told])
        persons = [*self.genders, *(name for t in self.turns for name in _who_somebody_is(t))]
        return found | dict.fromkeys(persons, Sort.PERSON)

    def asked_about(self, turn: Turn) -> list[Mention]:
        """Who and what a question names; what it asks for first, then its subject."""
        text = turn.frame.statement if turn.frame else turn.question
        found = sorted(mentions(text, self.sorts), key=lambda m: not m.subject)
        found = [m for m in found if m.text.casefold() not in {"they", "them"}]
        wanted = self.answer_of(turn) or (turn.frame and asked_for(turn.frame.asked_noun))
        if wanted and turn.frame:
            found.insert(len(found) if turn.frame.subject else 0, wanted)
        when = time_phrase(turn.question)
        return [*found, when] if when else found

    def told_of(self, turn: Turn) -> list[Mention]:
        """The names in the statements of an answer."""
        found = [m for text in turn.statements for m in mentions(text, self.sorts)]
        return list({m.text: m for m in found if _is_plain_name(m)}.values())

    def answer_of(self, turn: Turn) -> Mention | None:
        """Whom an answer names where the question asks who or which: the subject of its verb.

        Else the only person that is named in the answer and not in the question.
        """
        frame = turn.frame
        if frame is None or not ASKS_WHO.fullmatch(frame.asked):
            return None
        noun = asked_for(frame.asked_noun)
        if noun and noun.plural:
            return None
        persons = [
            m for m in self.told_of(turn)
            if m.sort in {Sort.PERSON, Sort.GROUP, Sort.UNKNOWN, Sort.PLACE}
            and m.text.casefold() not in turn.question.casefold()
        ]  # fmt: skip
        doing = _doing(frame, turn.statements)
        for mention in persons:
            if not frame.subject and set(mention.text.casefold().split()) & doing:
                return mention
        persons = [m for m in persons if m.sort is Sort.PERSON and not m.plural]
        return persons[0] if len(persons) == 1 and noun is None else None


def _genders_told(texts: Sequence[str]) -> dict[str, str]:
    """By last names, folded: the only pronouns that stand behind a name in its sentences."""
    told: dict[str, set[str]] = {}
    for text in texts:
        named = [m for m in mentions(text) if m.named and m.sort is Sort.PERSON]
        if len({m.text.split()[-1] for m in named}) != 1:
            continue
        behind = set(text[named[0].end :].casefold().split())
        found = {g for g, forms in _PRONOUNS.items() if behind & forms}
        told.setdefault(named[0].text.split()[-1].casefold(), set()).update(found)
    return {name: genders.pop() for name, genders in told.items() if len(genders) == 1}


def in_full(noun: str, turn: Turn) -> str:
    """`the bill for the wedding` of "the bill": with what the question says of it behind it."""
    for slot in (turn.frame.subject, turn.frame.rest) if turn.frame else ():
        at = slot.find(noun)
        behind = slot[at + len(noun) :].split() if at >= 0 else []
        if behind and behind[0].casefold() in BELONGING and len(behind) <= LONGEST_BEHIND:
            return f"{noun} {' '.join(behind)}"
    return noun


def _who_somebody_is(turn: Turn) -> list[str]:
    """Whoever is asked for with "who is" is a person: the name's last word, folded."""
    frame = turn.frame
    if frame is None or frame.verb or frame.asked.casefold() != "who":
        return []
    return frame.subject.casefold().split()[-1:] if not frame.subject.startswith("the ") else []


def _doing(frame: Frame, statements: Sequence[str]) -> set[str]:
    return {
        name
        for text in statements
        for clause in parse(text)
        if stem(clause.verb) == stem(frame.lemma)
        for phrase in clause.subjects
        for name in phrase.names
    }


def _is_plain_name(mention: Mention) -> bool:
    """A few capitalised words and nothing else: an instruction is none."""
    words = mention.text.split()
    return (
        mention.named
        and len(words) <= LONGEST_NAME
        and mention.sort is not Sort.TIME
        and all(re.fullmatch(r"[^\W\d_][\w.’'-]*", word) for word in words)
        and all(w[0].isupper() or w in {"the", "of", "and", "de", "van", "al"} for w in words)
    )
