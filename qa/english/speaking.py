"""Who speaks in a sentence, and whether a question asks for words or thoughts."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from qa.english.grammar import parse
from qa.english.normal_form import FUNCTION_WORDS, stems, words
from qa.english.semantic_roles import INVERTED, NAME_WORD, TITLES, asked_clause, names_of, stands

if TYPE_CHECKING:
    from qa.english.grammar import Clause

# Lemmas of verbs that give somebody's words or thoughts.
SPEAKING = frozenset(
    """say tell claim think believe suggest warn argue describe call respond reply answer react
    state announce comment view promise write post want add assert insist stress note urge dismiss
    reject deny allege continue convey inform reiterate explain declare acknowledge vow pledge
    demand ask hope see accuse criticise criticize praise condemn blast
    shout exclaim joke quip""".split()  # noqa: SIM905
)
GOING_ON = frozenset({"continue"})  # gives words only where some are quoted
QUOTING = re.compile(r"[“”\"]|(?<!\w)[‘']|[’'](?!\w)")


def asks_for_speech(question: str) -> bool:
    """Whether a question's own verb gives words or thoughts; true where no grammar is known."""
    asked = asked_clause(question)
    return asked is None or asked.verb in SPEAKING


def topic_of_speech(question: str) -> frozenset[str] | None:
    """The stems of what stands behind the verb of "what did X say about Y"; None for others."""
    turned = INVERTED.fullmatch(question.strip())
    if turned is None or not asks_for_speech(question):
        return None
    return stems(turned["rest"].partition(" ")[2])


def is_speaking(speaker: str, sentence: str) -> bool:
    """Whether a verb of speech or thought has this speaker for its subject."""
    return any(stands((speaker,), clause.subjects) for clause in _speaking(sentence))


def others_speak(speaker: str, sentence: str) -> bool:
    """Whether every verb of speech in a sentence has somebody else, by name, for its subject."""
    speaking = _speaking(sentence)
    return bool(speaking) and all(
        names_of(subject) and not subject.pronoun and not stands((speaker,), [subject])
        for clause in speaking
        for subject in clause.subjects
    )


_WHO = rf"(?P<who>{NAME_WORD}(?: (?:of |the )?{NAME_WORD}){{0,5}})"
_SAYS = (
    "(?:also |then |later |has |had )?(?:said|says|told|added|wrote|warned|argued|claimed|insisted)"
)
# The parser misses some of them behind what is said.
_SPEAKERS = (
    re.compile(rf"[Aa]ccording to (?:the )?{_WHO}"),
    re.compile(rf"[Aa]ccording to [A-Z][\w.-]*[’']s (?:[a-z-]+ ){{0,3}}{_WHO}"),
    re.compile(rf"(?:\A|[,”\"—–] ?|\b[Tt]he ){_WHO} {_SAYS}\b"),
    re.compile(rf"[,”\"] (?:said|says|added|wrote) (?:the )?{_WHO}"),
)


def speakers_in(sentence: str) -> list[tuple[str, ...]]:
    """The names, as folded words, of those whose words or thoughts a sentence gives."""
    found = [
        names
        for c in _speaking(sentence)
        for p in c.subjects
        if not p.pronoun and (names := names_of(p))
    ]
    for match in chain.from_iterable(p.finditer(sentence) for p in _SPEAKERS):
        named = (word.form for word in words(match["who"]))
        found.append(tuple(form for form in named if form not in TITLES | FUNCTION_WORDS))
    return list(dict.fromkeys(name for name in found if name))


def speaks_unnamed(sentence: str) -> str | None:
    """`pronoun` where "he" or "she" speaks, `noun` where "the mayor" does, else None."""
    subjects = [s for c in _speaking(sentence) for s in c.subjects if s.pronoun or not names_of(s)]
    if not subjects:
        return None
    return "pronoun" if any(s.pronoun for s in subjects) else "noun"


def _speaking(sentence: str) -> list[Clause]:
    verbs = SPEAKING if QUOTING.search(sentence) else SPEAKING - GOING_ON
    return [c for c in parse(sentence) if c.verb in verbs and c.subjects]
