"""Whose view of what a question asks for, and whether a sentence may give it. Only ever refuses.

"How did Otto describe Lena" is not answered by what Otto says of something else in a sentence that
names Lena in passing, and "what is Otto's stance" not by one in which Otto neither speaks nor acts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from qa.english.grammar import SUBJECTS, parts_of_speech
from qa.english.name_forms import is_named
from qa.english.normal_form import FUNCTION_WORDS, stems, words
from qa.english.semantic_roles import TITLES, is_acting
from qa.english.speaking import others_speak
from qa.evidence.speakers import speaks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.english.grammar import Part

_WHO = r"(?P<who>[\w.’' -]{2,60}?)"
_OF = r"(?P<of>[^?]+)"
_HELPER = r"(?:did|does|do|has|have|had|would|will)"
_NOUN = (
    r"(?:stance|position|view|viewpoint|opinion|attitude|take|stand|thought|feeling|assessment|"
    r"impression|plan|policy|description|characteri[sz]ation|portrayal)s?"
)
_ON = r"(?:on|of|about|to|for|toward|towards|regarding|concerning|over)"
_DESCRIBE = (
    r"(?:describe|view|see|characteri[sz]e|portray|depict|regard|perceive|picture|present|label|"
    r"judge|assess|rate|call)"
)
_DESCRIBED = (
    r"(?:described|viewed|seen|characteri[sz]ed|portrayed|depicted|regarded|perceived|pictured|"
    r"presented|labell?ed|judged|assessed|rated|called)"
)


def _shapes(*shapes: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(shape, re.IGNORECASE | re.DOTALL) for shape in shapes)


DESCRIPTION_ASKED = _shapes(
    rf"how (?:exactly )?{_HELPER} {_WHO} (?:{_DESCRIBE}|{_DESCRIBED}) {_OF}",
    rf"how (?:is|are|was|were) {_OF} {_DESCRIBED} by {_WHO}",
    rf"what (?:exactly )?{_HELPER} {_WHO} (?:call|label|dub)(?:l?ed)? {_OF}",
)
SPEECH_ASKED = _shapes(
    rf"what (?:exactly )?{_HELPER} {_WHO} (?:think|thought|make|made|say|said|believe|feel) "
    rf"(?:of|about) {_OF}",
)
STANCE_ASKED = _shapes(
    rf"what(?:’s|'s| is| are| was| were) {_WHO}(?:’s|'s|’|') (?:[\w-]+ )?{_NOUN} {_ON} {_OF}",
    rf"what(?:’s|'s| is| are| was| were) the (?:[\w-]+ )?{_NOUN} of {_WHO} {_ON} {_OF}",
    rf"what {_NOUN} {_HELPER} {_WHO} (?:take|have|hold|express|voice)\w* {_ON} {_OF}",
    rf"where {_HELPER} {_WHO} (?:stand|stood) (?:on|regarding|over) {_OF}",
)
# What may stand behind a name: when, where and as what it was described.
BEHIND = re.compile(r"\s(?:on|in|at|during|after|before|when|while|as|to|for|from)\s.*", re.DOTALL)
IN_PASSING = frozenset({"between", "among", "amid", "amongst"})
BELONGING = frozenset({"of", "for", "in", "at"})  # "a spokesman for Kim"
SOURCES = frozenset({"by", "from", "among"})
NOUNS_OF_VIEW = frozenset(
    """view stance position opinion attitude stand take viewpoint eye word mind thought feeling
    belief judgment judgement assessment criticism critic support opposition rejection refusal
    praise claim statement comment remark description demand plan policy aim goal objective hope
    fear concern interest argument insistence willingness readiness desire wish approach
    preference reservation objection doubt conviction assertion allegation accusation decision
    attack endorsement vow pledge promise declaration announcement warning suggestion response
    reaction testimony rhetoric""".split()  # noqa: SIM905
)
PERSONS = frozenset({"he", "she", "they", "we", "i", "who"})
CONDITION = frozenset({"if", "unless"})
ASKING = frozenset({"ask", "question", "wonder", "know", "doubt", "see"})  # "asked if" is whether
ASKED_ABOUT = frozenset({"about", "on", "over", "regarding"})
NOT_DOING = frozenset({"dobj", "obj", "dative", "pobj", "prep", "pcomp"})


@dataclass(frozen=True, slots=True)
class ViewAsked:
    """The folded words of the name of whoever's view is asked for, and of whom or what.

    Each is empty where it is no plain name: what is described may be told in other words.
    """

    holder: tuple[str, ...]
    topic: tuple[str, ...]
    described: bool = False  # not only thought or said of


def asks_for_description(question: str) -> bool:
    """Whether it is asked how somebody described, or what they called, somebody or something."""
    return any(shape.fullmatch(question.strip(" ?")) for shape in DESCRIPTION_ASKED)


def stance_asked(question: str) -> tuple[str, frozenset[str]] | None:
    """The last word of whose stance is asked for, folded, and the stems of what it is on.

    None for any other question, and for a stance on what bears a plain name: in most of what
    somebody says of a person they take no stance on them.
    """
    asked = question.strip(" ?")
    found = next((f for shape in STANCE_ASKED if (f := shape.fullmatch(asked))), None)
    if found is None or _plain_name(found["of"], ""):
        return None
    holder = _plain_name(found["who"], "")
    return (holder[-1], stems(found["of"])) if holder else None


def view_asked(question: str, article: str) -> ViewAsked | None:
    """Whose view of what is asked for; `article` shows which words are names."""
    for shape in (*DESCRIPTION_ASKED, *SPEECH_ASKED, *STANCE_ASKED):
        if found := shape.fullmatch(question.strip(" ?")):
            holder, topic = (
                _plain_name(BEHIND.sub("", found[part]), article) for part in ("who", "of")
            )
            return ViewAsked(holder, topic, described=shape in DESCRIPTION_ASKED)
    return None


def holds_it(asked: ViewAsked, sentence: str) -> bool:
    """Whether the one whose view is asked for speaks or acts in a sentence that names them."""
    parts = parts_of_speech(sentence)
    rows = _naming(asked.holder, parts)
    if not rows or any(_may_hold(parts, row) for row in rows):
        return True
    if any(speaks(name, sentence) or is_acting(name, sentence) for name in asked.holder):
        return True
    pronoun = any(p.text.casefold() in PERSONS and p.role in SUBJECTS for p in parts)
    return pronoun and not all(others_speak(name, sentence) for name in asked.holder)


def is_about(asked: ViewAsked, sentence: str) -> bool:
    """Whether a sentence that names what is described tells something of it.

    Less is asked where it is only thought or said of: that has more ways.
    """
    parts = parts_of_speech(sentence)
    rows = _naming(asked.topic, parts)
    missed = any if asked.described else all
    return not rows or not all(
        missed((_in_passing(parts, row), _is_supposed(parts, row))) for row in rows
    )


def _plain_name(text: str, article: str) -> tuple[str, ...]:
    """The words of a name without its title; none when the text holds anything else."""
    found = [w for w in words(text) if w.form not in FUNCTION_WORDS | TITLES]
    names = names_of(article)
    if all(text[w.start].isupper() or w.form in names for w in found):
        return tuple(w.form for w in found)
    return ()


@lru_cache(maxsize=256)
def names_of(article: str) -> frozenset[str]:
    """The folded words that an article writes with a capital letter only."""
    found = words(article)
    small = {w.form for w in found if not article[w.start].isupper()}
    return frozenset(w.form for w in found if w.form not in small)


def _naming(name: Sequence[str], parts: Sequence[Part]) -> list[int]:
    return [
        row
        for row, part in enumerate(parts)
        for word in words(part.text)
        if any(is_named(form, [word.form], word.form) for form in name)
    ]


def _may_hold(parts: Sequence[Part], row: int) -> bool:
    """`Kim`, `officials in Kim's town`, `a spokesman for Kim` do it; or it is `Kim's view`."""
    way = _way_to_verb(parts, row)
    for below, above in pairwise(way):
        owned = below.role == "poss" or (below.role == "prep" and below.text.casefold() == "of")
        if owned and above.lemma in NOUNS_OF_VIEW:
            return True
        if below.role == "prep" and above.tag != "JJ" and below.lemma not in BELONGING:
            return below.lemma in SOURCES
    last = way[-1]
    opens = last.start < parts[last.head].start and last.lemma in {"for", "to"}  # "For Kim, it is"
    return opens or last.lemma in SOURCES or last.role not in NOT_DOING


def _in_passing(parts: Sequence[Part], row: int) -> bool:
    """Whether a name is one of two sides: "a meeting between Kim and Lee" is about the meeting."""
    return any(p.role == "prep" and p.lemma in IN_PASSING for p in _way_to_verb(parts, row)[:-1])


def _is_supposed(parts: Sequence[Part], row: int) -> bool:
    """`asked about it if Kim comes` supposes something of Kim; `asked if Kim comes` does not."""
    verb = _way_to_verb(parts, row)[-1].head
    opened = any(p.head == verb and p.role == "mark" and p.lemma in CONDITION for p in parts)
    above = parts[verb].head
    topic = any(p.head == above and p.role == "prep" and p.lemma in ASKED_ABOUT for p in parts)
    return opened and (topic or parts[above].lemma not in ASKING)


def _way_to_verb(parts: Sequence[Part], row: int) -> list[Part]:
    """The word, and whatever it hangs on up to the one that hangs on a verb."""
    way = [parts[row]]
    while way[-1].head != row and not parts[way[-1].head].tag.startswith(("VB", "MD")):
        row = way[-1].head
        way.append(parts[row])
    return way
