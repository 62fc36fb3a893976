"""Square brackets in a quotation: the name or the day that the article gives for the words before.

"On Friday [8 November 2024]", "the singer [Ana Ruiz]", "he [Leo Brandt] said", "[Ana] Ruiz", "the
report [a report by the council]". What the article does not give for exactly these words stays, and
then the quotation is not the source's: a denial, a bare number, somebody else's name. Whom "he"
means is given only where nobody but one person is spoken of.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.checks.given_days import days_given
from qa.checks.introduced import first_names_given, things_given
from qa.checks.referents import NAME, Given, pronoun_given
from qa.english.clauses import quoted_spans
from qa.english.mentions import PERSONS
from qa.english.normal_form import words
from qa.english.noun_phrases import noun_phrases

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LONGEST = 60  # characters inside
CLOSE = 4  # words on both sides of a bracket by which it is known where it stands
_INSIDE = rf"\[[^\[\]\n]{{1,{LONGEST}}}\]"
# At the beginning of a quotation the space behind it goes with it.
_BRACKET = re.compile(rf"(?<=[“\"‘']){_INSIDE} | ?{_INSIDE}")
_OWNED = re.compile(r"[’']s?\Z")
_PERSON_NOUN = re.compile(r"(?:er|or|ist|man|woman|pilot|chef|athlete|star|nominee)\Z")


def without_given(claim: str, sentences: Sequence[str], published: str | None) -> str:
    """The claim without the brackets in its quotations that these sentences of an article give."""
    if "[" not in claim:
        return claim
    spans = quoted_spans(claim)
    kept: list[str] = []
    done = 0
    for bracket in _BRACKET.finditer(claim):
        around = next((s for s in spans if s[0] < bracket.start() < s[1]), None)
        if around is None:
            continue
        before = _forms(claim[around[0] : bracket.start()])[-CLOSE:]
        behind = _forms(claim[bracket.end() : around[1]])[:CLOSE]
        if _is_given(before, behind, bracket[0].strip(" []"), sentences, published):
            kept.append(claim[done : bracket.start()])
            done = bracket.end()
    return "".join([*kept, claim[done:]])


def _forms(quoted: str) -> list[str]:
    return [word.form for word in words(_BRACKET.sub("", quoted))]


def _is_given(
    before: list[str],
    behind: list[str],
    explained: str,
    sentences: Sequence[str],
    published: str | None,
) -> bool:
    """Whether a sentence has a word with these words around it that means what is explained."""
    if not before and not behind:
        return False
    for row, sentence in enumerate(sentences):
        forms = _forms(sentence)
        if not any(
            _stand_around(forms[:n], forms[n:], before, behind) for n in range(len(forms) + 1)
        ):
            continue
        for given in explanations(row, sentences, published):
            first, rest = _forms(sentence[: given.end]), _forms(sentence[given.end :])
            if given.explained == explained and _stand_around(first, rest, before, behind):
                return True
    return False


def _stand_around(first: list[str], rest: list[str], before: list[str], behind: list[str]) -> bool:
    """Whether a place in a sentence has these words around it, as far as the sentence goes."""
    as_far, further = min(len(first), len(before)), min(len(rest), len(behind))
    around = first[len(first) - as_far :] == before[len(before) - as_far :]
    begins = not before and further == len(behind)
    return (as_far > 0 or begins) and around and rest[:further] == behind[:further]


def explanations(row: int, sentences: Sequence[str], published: str | None) -> list[Given]:
    """All that an article gives for words of one of its sentences, in their order."""
    referent = pronoun_given(row, sentences)
    found = [
        *days_given(sentences[row], published),
        *names_given(sentences[row], sentences),
        *first_names_given(row, sentences),
        *things_given(row, sentences),
    ]
    return sorted([*found, *([referent] if referent else [])], key=lambda given: given.end)


def names_given(sentence: str, sentences: Sequence[str]) -> list[Given]:
    """The name that an article gives to each "the singer" of a sentence.

    Only where it gives one name to these words and no other: "the singer Ana Ruiz", "Ana Ruiz, the
    singer".
    """
    found = []
    for start, end in _described(sentence):
        named = _named(sentence[start:end], sentences)
        if len({name.split()[-1] for name, _ in named}) == 1:
            found.append(Given(end, *named[0]))
    return found


def _described(sentence: str) -> Iterator[tuple[int, int]]:
    """Where the words behind "the" stand, of what is called by a common noun and nothing else."""
    if sentence != " ".join(sentence.split()):
        return
    for phrase in noun_phrases(sentence):
        article, _, rest = sentence[phrase.start : phrase.end].partition(" ")
        named = sentence[phrase.end + 1 :][:1].isupper() and sentence[phrase.end] == " "
        common = phrase.tag == "NN" and rest.islower() and not phrase.joined
        if article.casefold() == "the" and common and not named and _is_person(phrase.head):
            yield phrase.end - len(rest), phrase.end


def _is_person(noun: str) -> bool:
    """Whether a noun is of somebody: "the singer", "the pianist"; not "the state"."""
    return noun in PERSONS or _PERSON_NOUN.search(noun) is not None


def _named(description: str, sentences: Sequence[str]) -> list[tuple[str, str]]:
    """Every name that stands right before or behind a description, with the words that say so."""
    pattern = re.compile(
        rf"\b(?i:{re.escape(description)}) (?P<behind>{NAME})|"
        rf"(?P<before>{NAME}), (?:(?i:an?|the) )(?i:{re.escape(description)})\b"
    )
    found = (match for sentence in sentences for match in pattern.finditer(sentence))
    named = ((match["behind"] or match["before"], match[0]) for match in found)
    return [(_OWNED.sub("", name), giving) for name, giving in named]
