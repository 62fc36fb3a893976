"""Names of people, places and organisations stand in the source."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.english.dates import DAYS, MONTHS
from qa.english.governments import acting_capitals
from qa.english.grammar import opens_with_name
from qa.english.name_forms import LONG_FORMS, is_named, tells_of_people, without_marks
from qa.english.normal_form import FUNCTION_WORDS, fold, words
from qa.english.number_words import SMALL, TENS
from qa.finding import failed, not_applicable, passed, quoted_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.english.normal_form import Word
    from qa.statement import CheckResult

NAME = "names"
CAPITALISED_RUN = re.compile(r"\b[A-Z][\w’'-]*(?: (?:(?:of|for|the|and|on) ){0,2}[A-Z][\w’'-]*)+")
NO_NAMES = frozenset(
    (*DAYS, *MONTHS, "mr", "mrs", "ms", "dr", "feb", "apr", "jul", "aug", "sept", "oct", "nov")
) - {"may", "march", "april", "june"}
LOOKALIKE_SCRIPTS = frozenset({"CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"})
LONGEST_ACRONYM = 5  # letters
SHORTEST_SPELLED_OUT = 3
POSSESSIVE = re.compile(r"[’']s\Z")
NUMBERS = frozenset((*SMALL, *TENS))
COMMON_END = re.compile(
    r"..(?:ness|[^l]ments?|tlements?|ships?|isms?|[ts]ions|ities|[kc]ers|icians)\Z"
)
JOINED_SMALL = re.compile(r"-(?:[a-z]| (?:and|or|to)\b)")
LONG_NAME = re.compile(
    rf"\b(?:{'|'.join(map(re.escape, sorted(LONG_FORMS, key=len, reverse=True)))})\b", re.IGNORECASE
)
SENTENCE_START = re.compile(r"(?:^|[.!?:]\s+|[\"“‘(—–-]\s*)\Z")


def check_names(statement: str, evidence: Sequence[str]) -> CheckResult:
    """Every capitalised word is a word of the sources, or another form of one.

    So "Kyiv" is "Kiev", "Turkish" tells of Turkey, and "WHO" of the World Health Organization; a
    capital that acts is its country. The first word counts when the parser takes it for a name or
    it tells of a people. A word with letters of two scripts counts anywhere: "Pаris" with a
    Cyrillic one only looks like a name.
    """
    statement = unicodedata.normalize("NFC", statement)
    wanted = _capitalised(statement)
    if not wanted:
        return not_applicable(NAME, "The statement names nobody.")
    source = _Named.of([unicodedata.normalize("NFC", text) for text in evidence])
    missing = source.missing(wanted)
    if missing:
        missing = source.missing(_capitalised(source.without_governments(statement)))
    if missing:
        missing = [POSSESSIVE.sub("", name) for name in missing]
        return failed(NAME, f"The source does not name {quoted_list(missing)}.", missing)
    count = len(wanted)
    return passed(NAME, f"{count} of {count} names are in the source.")


@dataclass(frozen=True, slots=True)
class _Named:
    """The words of the sources, those with a capital letter, and their folded text."""

    known: set[str]
    in_capitals: set[str]
    text: str

    @classmethod
    def of(cls, evidence: Sequence[str]) -> _Named:
        return cls(*_known(evidence), fold(" ".join(evidence)))

    def missing(self, wanted: Sequence[tuple[str, str]]) -> list[str]:
        return [
            shown
            for shown, form in wanted
            if not is_named(form, self._pool(shown), self.text)
            and not (_is_acronym(shown) and _stands_for(form, self.text))
        ]

    def without_governments(self, statement: str) -> str:
        """The statement less the capitals that stand for a government whose country is named."""
        for start, end, country in acting_capitals(statement):
            if is_named(country, self.known, self.text) or all(
                is_named(word, self.known, self.text) for word in country.split()
            ):
                statement = f"{statement[:start]}{' ' * (end - start)}{statement[end:]}"
        return statement

    def _pool(self, shown: str) -> set[str]:
        return self.in_capitals if _is_acronym(shown) or " " in shown else self.known


def _known(evidence: Sequence[str]) -> tuple[set[str], set[str]]:
    """All words of the sources, and those that have a capital letter or are made of first letters.

    "US" is not the "us" of the source.
    """
    found: set[str] = set()
    capitals = _acronyms(evidence)
    for text in evidence:
        for word in words(text):
            plain = without_marks(word.form)
            found |= {word.form, plain}
            if text[word.start].isupper():
                capitals |= {word.form, plain, word.form.replace(".", "")}
    return found | capitals, capitals


def _is_acronym(shown: str) -> bool:
    letters = POSSESSIVE.sub("", shown).replace(".", "")
    return letters.isupper() and 1 < len(letters) <= LONGEST_ACRONYM


def _stands_for(acronym: str, text: str) -> bool:
    """Whether words of a folded text that follow each other begin with these letters.

    Small words may stand between them: "Centers for Disease Control" for CDC.
    """
    letters = acronym.replace(".", "")
    if len(letters) < SHORTEST_SPELLED_OUT:
        return False
    between = r"[\w'-]*(?: (?:of|for|the|and|on|in|to))* "
    return re.search(r"\b" + between.join(map(re.escape, letters)), text) is not None


def _acronyms(evidence: Sequence[str]) -> set[str]:
    """The first letters of three or more capitalised words, small words between them left out."""
    found = set()
    for text in evidence:
        for run in CAPITALISED_RUN.finditer(text):
            parts = [p for p in run.group().split() if p.casefold() not in FUNCTION_WORDS]
            letters = "".join(part[0] for part in parts if part[0].isupper())
            if len(letters) > 2:
                found.add(letters.casefold())
    return found


def _capitalised(text: str) -> list[tuple[str, str]]:
    found, taken = [], bytearray(len(text))
    for name in LONG_NAME.finditer(text):
        if not name.group()[0].isupper():
            continue
        found.append((name.group(), name.group().casefold()))
        taken[name.start() : name.end()] = b"\1" * len(name.group())
    for word in words(text):
        shown = text[word.start : word.end]
        if mixes_scripts(shown) or (not taken[word.start] and _may_be_name(text, word)):
            found.append((shown, word.form))
    return found


def _may_be_name(text: str, word: Word) -> bool:
    shown = text[word.start : word.end]
    if not shown[0].isupper() or word.form in NO_NAMES:
        return False
    opens = SENTENCE_START.search(text[max(0, word.start - 3) : word.start]) is not None
    if opens and word.form in FUNCTION_WORDS and not _is_acronym(shown):
        return False
    if word.start or tells_of_people(word.form):
        return True
    # "Sun-warmed dust", "Sixteen- and 17-year-olds", "Tardiness" only open the sentence.
    plain = word.form in NUMBERS or COMMON_END.search(word.form) is not None
    joined = JOINED_SMALL.match(text, word.end) is not None
    return not plain and not joined and opens_with_name(text)


def mixes_scripts(word: str) -> bool:
    """Whether a word has Latin letters and letters of a script that has look-alikes of them."""
    if word.isascii():
        return False
    scripts = {unicodedata.name(c, "").partition(" ")[0] for c in word if c.isalpha()}
    return "LATIN" in scripts and bool(scripts & LOOKALIKE_SCRIPTS)
