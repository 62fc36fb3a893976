"""Square brackets in a quotation: the name or the day that the article gives for the words before.

"On Friday [8 November 2024]", "the singer [Ana Ruiz]", "he [Leo Brandt] said". What the article
does not give for exactly these words stays, and then the quotation is not the source's: a denial,
a bare number, somebody else's name. Whom "he" means is given only where nobody but one person is
spoken of.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from index.reference_days import days_meant
from qa.checks.dates_told import AHEAD
from qa.checks.referents import NAME, Given, pronoun_given, quoted_places
from qa.english.clauses import quoted_spans
from qa.english.dates import DAYS, MONTHS
from qa.english.mentions import PERSONS
from qa.english.normal_form import words
from qa.english.noun_phrases import noun_phrases

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LONGEST = 60  # characters inside
CLOSE = 4  # words on both sides of a bracket by which it is known where it stands
_BRACKET = re.compile(rf" ?\[([^\[\]\n]{{1,{LONGEST}}})\]")
# "TODAY" is part of a name, and "Today" may be.
_DAY_WORD = re.compile(
    rf"\b(?P<day>{'|'.join((*map(str.title, DAYS), 'today', 'yesterday', 'tonight'))})\b"
    r"(?: (?:morning|afternoon|evening|night))?(?![’'\w-])"
)
_MONTH = rf"(?:{'|'.join(m[:3] for m in MONTHS)})[a-z]*\b\.?"
_DATED = re.compile(
    rf",? (?:the )?(?:{_MONTH} [0-9]|"
    rf"[0-9]{{1,2}}(?:st|nd|rd|th)?(?: (?:of )?{_MONTH}|\b(?![,.]?[0-9]| [a-z])))",
    re.IGNORECASE,
)
# Before a day that is still to come, or that may be.
_TO_COME = re.compile(
    r"\b(?:forecast|likely|may|might|could|can|going to|about to|is to|are to|moved|postponed|"
    r"rescheduled|delayed|pushed back|extended|cancel\w*|warn\w*|predict\w*|expect\w*)\b|"
    r"\b(?:until|through|by|for|starting|beginning|from|every|each|a|the)(?: (?:early|late))? "
    r"(?:\w+day,? (?:and )?)*\Z",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"(?:,? (?:and|or) [A-Z][a-z]+day)? (?:is|are|will|should|can|may)\b")
MOST_DAYS = 4  # since a day that is called by its name; of one further back nobody is sure
_LAST = re.compile(r"\blast \Z", re.IGNORECASE)
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
        if _is_given(before, behind, bracket[1].strip(), sentences, published):
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
    if not before:
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
    return as_far > 0 and around and rest[:further] == behind[:further]


def explanations(row: int, sentences: Sequence[str], published: str | None) -> list[Given]:
    """All that an article gives for words of one of its sentences, in their order."""
    referent = pronoun_given(row, sentences)
    found = [*days_given(sentences[row], published), *names_given(sentences[row], sentences)]
    return sorted([*found, *([referent] if referent else [])], key=lambda given: given.end)


def days_given(sentence: str, published: str | None) -> Iterator[Given]:
    """The day that each "Friday" or "yesterday" of a sentence means, unless it stands beside it.

    "Last Friday" is the one before the last only on a Friday; else nobody knows. So it is with a
    day that is still to come, and with one of five days ago that may be one of an article that was
    changed since.
    """
    today = _day(published)
    if today is None:
        return
    quoted = quoted_places(sentence)
    for word in _DAY_WORD.finditer(sentence):
        if any(a < word.start() < z for a, z in quoted):
            continue  # as seen from the day on which it was said
        before, behind = sentence[: word.start()], sentence[word.end() :]
        if AHEAD.search(before) or _TO_COME.search(before) or _GOES_ON.match(behind):
            continue
        last = _LAST.search(before)
        if _DATED.match(behind) or (last and f"{today:%A}" != word["day"]):
            continue
        meant = days_meant(f"{'last ' if last else ''}{word['day'].title()}", today)
        if meant is not None and (last or (today - meant.first).days <= MOST_DAYS):
            day = meant.first
            yield Given(word.end(), f"{day.day} {day:%B} {day.year}")


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


def _day(published: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat((published or "")[:10])
    except ValueError:
        return None
