"""Square brackets in a quotation: the name or the day that the article gives for the words before.

"On Friday [8 November 2024]", "the singer [Ana Ruiz]", "he [Leo Brandt] said". What the article
does not give for exactly these words stays, and then the quotation is not the source's: a denial,
a bare number, somebody else's name. Whom "he" means is given only where nobody but one person is
spoken of.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.reference_days import days_meant
from qa.checks.dates_told import AHEAD
from qa.english.clauses import DATELINE, quoted_spans
from qa.english.dates import DAYS, MONTHS
from qa.english.grammar import PASSIVE_SUBJECTS, SUBJECTS, parts_of_speech
from qa.english.mentions import FEMALE, MALE, PERSONS
from qa.english.normal_form import FUNCTION_WORDS, words
from qa.english.noun_phrases import noun_phrases
from qa.english.semantic_roles import TITLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LONGEST = 60  # characters inside
CLOSE = 4  # words on both sides of a bracket by which it is known where it stands
BACK = 3  # sentences in which "he" is looked for
_BRACKET = re.compile(rf" ?\[([^\[\]\n]{{1,{LONGEST}}})\]")
_NAME = r"[A-Z][\w’'-]*(?:\.)?(?: (?:(?:de|van|von|al|bin|der|la|du) )?[A-Z][\w’'-]*\.?){1,3}"
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
_QUOTED_SO_FAR = re.compile(r"\A.*[“\"]", re.DOTALL)
_IN_MARKS = re.compile(r"[“\"][^“”\"]*[”\"]?")
_PRONOUNS = {"he": MALE, "his": MALE, "him": MALE, "she": FEMALE, "her": FEMALE}
_LAST_NAME = re.compile(rf"(?:(?:[A-Z]\.)+ [A-Z][\w’'-]+|{_NAME}|[A-Z][\w’-]+)\Z")
_TWO_WORDS = re.compile(r"[A-Z][a-z’'-]+ [A-Z][a-z’'-]+")
_OWNED = re.compile(r"[’']s?\Z")
_OWNER = re.compile(rf"\b({_NAME})[’']s?\b")
_OFFICE = re.compile(rf"(?i:{'|'.join(sorted(TITLES | PERSONS))}|gov|sen|rep|\w+is[t])\.?\Z")
_PERSON_NOUN = re.compile(r"(?:er|or|is[t]|man|woman|pilot|chef|athlete|star|nominee)\Z")
ACTING = SUBJECTS | PASSIVE_SUBJECTS
_OWNING = frozenset({"his", "her"})
_OTHERS = {"he": FEMALE, "his": FEMALE, "him": FEMALE, "she": MALE, "her": MALE}


@dataclass(frozen=True, slots=True)
class Given:
    """Words of an article that need an explanation, the explanation, and the words that give it.

    `end` is the place in the sentence behind which the explanation stands. `giving` is "" where
    the day of the article gives it.
    """

    end: int
    explained: str
    giving: str = ""


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
    quoted = _quoted(sentence)
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
        rf"\b(?i:{re.escape(description)}) (?P<behind>{_NAME})|"
        rf"(?P<before>{_NAME}), (?:(?i:an?|the) )(?i:{re.escape(description)})\b"
    )
    found = (match for sentence in sentences for match in pattern.finditer(sentence))
    named = ((match["behind"] or match["before"], match[0]) for match in found)
    return [(_OWNED.sub("", name), giving) for name, giving in named]


def pronoun_given(row: int, sentences: Sequence[str]) -> Given | None:
    """Whom the first "he" or "she" of a sentence means, outside what it quotes.

    The only person of whom the sentences before speak, named as the subject of the nearest one that
    names anybody; in between there is nothing but this "he". The name is the full one.
    """
    sentence = sentences[row]
    pronoun = _first_pronoun(sentence)
    if pronoun is None:
        return None
    start, form = pronoun
    inside = {name.split()[-1] for name, _ in _persons(sentence)}
    if start > 0 and (inside or _somebody_before(sentence, start)):
        return None  # "After he won, Kim left", "The mayor sold his house"
    back = _naming(row, form, sentences)
    last = None if back is None else _only_one(sentences[back])
    if back is None or last is None or last in inside:
        return None
    if _known(sentences[: back + 1]) & set(re.findall(r"\w+", sentences[back])) > {last}:
        return None
    name = _full_name(last, sentences[: back + 1])
    if name is None or _is_called_otherwise(name, form, sentences):
        return None
    owned = form in _OWNING and _owns(sentence, start)
    return Given(start + len(form), f"{name}’s" if owned else name, sentences[back])


def _naming(row: int, form: str, sentences: Sequence[str]) -> int | None:
    """The nearest sentence before that names anybody; those in between have the same pronoun."""
    for back in range(row - 1, max(-1, row - 1 - BACK), -1):
        if _persons(sentences[back]):
            return back
        if not words(_IN_MARKS.sub("", sentences[back])):
            continue  # nothing but what is quoted
        between = _first_pronoun(sentences[back])
        if between is None or _PRONOUNS[between[1]] is not _PRONOUNS[form]:
            return None
    return None


def _only_one(sentence: str) -> str | None:
    """The last name of the one person of whom a sentence tells what they do; no "he" before it."""
    persons = _persons(sentence)
    lasts = {name.split()[-1] for name, _ in persons}
    acting = any(acts for _, acts in persons) and not _has_unnamed(sentence)
    if len(lasts) != 1 or not acting:
        return None
    last, pronoun = lasts.pop(), _first_pronoun(sentence)
    return None if pronoun and pronoun[0] < sentence.find(last) else last


def _first_pronoun(sentence: str) -> tuple[int, str] | None:
    told = _IN_MARKS.sub(lambda quoted: " " * len(quoted[0]), sentence)
    for word in words(told):
        if word.form in _PRONOUNS:
            return word.start, word.form
    return None


@functools.lru_cache(maxsize=4096)
def _persons(sentence: str) -> tuple[tuple[str, bool], ...]:
    """Whoever a sentence names and may be a person, and whether each does what it tells."""
    text = DATELINE.sub("", " ".join(sentence.split()))
    found = [(name, False) for name in _OWNER.findall(text)]
    subject_ends = -len(text)
    for phrase in noun_phrases(text):
        # "The singer Ana Ruiz", "a resident, Ana Ruiz,"
        acting = phrase.role in ACTING or 0 < phrase.start - subject_ends <= len(", ")
        subject_ends = phrase.end if acting else -len(text)
        shown = text[phrase.start : phrase.end]
        may_be = {"PERSON", "", "ORG"} if acting or _TWO_WORDS.fullmatch(shown) else {"PERSON", ""}
        # Of one word in marks, as in “Glee”, nobody knows.
        quoted = " " not in shown and any(a < phrase.start < z for a, z in _quoted(text))
        named = (
            (phrase.tag == "NNP" or (acting and phrase.tag == "NNPS"))
            and phrase.entity in may_be
            and not quoted
        )
        name = _LAST_NAME.search(shown)
        if named and name is not None and not phrase.joined:
            full = _without_office(name[0])
            # What may be a company gives nobody a full name.
            found.append((full.split()[-1] if phrase.entity == "ORG" else full, acting))
    return tuple(found)


def _quoted(text: str) -> list[tuple[int, int]]:
    return [found.span() for found in _IN_MARKS.finditer(text)]


def _somebody_before(sentence: str, end: int) -> bool:
    """Whether anything but a day or a place is spoken of before this place, outside quotations."""
    if sentence != " ".join(sentence.split()):
        return True
    quoted = _quoted(sentence)
    return any(
        phrase.entity not in {"DATE", "TIME"}
        and not (phrase.entity in {"GPE", "LOC"} and phrase.role == "pobj")
        for phrase in noun_phrases(sentence)
        if phrase.end <= end and not any(a <= phrase.start < z for a, z in quoted)
    )


def _has_unnamed(sentence: str) -> bool:
    """Whether a sentence speaks of "the mayor" too, without the name beside it."""
    text = " ".join(sentence.split())
    return any(
        phrase.tag == "NN"
        and phrase.head in PERSONS
        and phrase.role in ACTING | {"dobj", "dative", "pobj"}
        and not text[phrase.end + 1 :][:1].isupper()
        for phrase in noun_phrases(text)
    )


def _without_office(name: str) -> str:
    """`Leo Brandt` of "Jersey Gov. Leo Brandt", and of "Guitarist Leo Brandt"."""
    parts = name.split()
    if len(parts) > 1 and parts[0].casefold() in FUNCTION_WORDS:
        parts.pop(0)  # "And Leo" at the beginning of a sentence
    offices = [row for row, part in enumerate(parts[:-1]) if _OFFICE.match(part)]
    return " ".join(parts[offices[-1] + 1 if offices else 0 :])


def _known(sentences: Sequence[str]) -> set[str]:
    """The last names of all who are named in full."""
    return {name.split()[-1] for each in sentences for name, _ in _persons(each) if " " in name}


def _full_name(last: str, sentences: Sequence[str]) -> str | None:
    """The one name of two words or more that these sentences give to a last name."""
    full = {
        name
        for sentence in sentences
        if last in sentence
        for name, _ in _persons(sentence)
        if name.split()[-1] == last and " " in name
    }
    return full.pop() if len(full) == 1 else None


def _is_called_otherwise(name: str, form: str, sentences: Sequence[str]) -> bool:
    """Whether a title or a noun beside the name says that "he" would be "she"."""
    names = f"{re.escape(name)}|{re.escape(name.split()[-1])}"
    called = re.compile(rf"\b(?i:{'|'.join(sorted(_OTHERS[form]))})\.? (?:{names})\b")
    return any(called.search(sentence) for sentence in sentences)


def _owns(sentence: str, start: int) -> bool:
    """Whether the "her" at this place is of something of hers."""
    text = " ".join(sentence.split())
    at = len(" ".join(sentence[:start].split()))
    return any(p.tag == "PRP$" and abs(p.start - at) <= 1 for p in parts_of_speech(text))


def _day(published: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat((published or "")[:10])
    except ValueError:
        return None
