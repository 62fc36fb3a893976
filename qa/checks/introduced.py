"""What "the report" or a last name alone means: what the article called it when it came up first.

A thing is known by the one noun phrase that brought it in ("a report by the council"), somebody by
the one full name. Where the article has two of a kind, nobody is sure, and nothing is given.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.checks.referents import Given, is_office, quoted_places
from qa.english.grammar import parts_of_speech, under
from qa.english.mentions import PERSONS
from qa.english.normal_form import FUNCTION_WORDS
from qa.english.noun_phrases import noun_phrases, people_named
from qa.english.parser import english_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qa.english.grammar import Part
    from qa.english.noun_phrases import NounPhrase

LONGEST = 60  # characters of what is given
_NEW = re.compile(r"(?:an?|one)\s", re.IGNORECASE)
_KNOWN = re.compile(r"(?:the|this|that|these|those|its?|their|his|her)\s", re.IGNORECASE)
_THE = re.compile(r"\A(?:the|an?)\s", re.IGNORECASE)
_OWNED = re.compile(r"[A-Z][^’']*[’']s?\s(?!.*[A-Z])")
_TOLD = re.compile(r"\s.*\s.*\s.*[.!?:,”\"’')\]]\Z", re.DOTALL)  # not the line with who wrote it
_FIRST = re.compile(r"[A-Z][a-zà-ÿ]+(?:['’-]?[A-Z][a-z]+)*|(?:[A-Z]\.)+")
_DOER = re.compile(r"(?:er|or|ist|ent|man)\Z")
_FULL = re.compile(r"(?P<first>.+) (?P<last>\S+?)(?:['’]s?)?\Z")
_ALONE = re.compile(
    r"(?<![\w’'/-])[A-Z](?:['’][A-Z])?[a-zà-ÿ]+(?:-?[A-Z][a-z]+)*(?![\w-]|[.’']? [A-Z])"
)
# What hangs behind a noun and says which one it is.
_SAYING_WHICH = frozenset({"prep", "relcl", "acl", "appos", "nummod", "ccomp", "dep"})


def first_names_given(row: int, sentences: Sequence[str]) -> Iterator[Given]:
    """The first names of all whom a sentence names by the last name alone, before that.

    Only where the article has them in full, and nobody else has that last name.
    """
    sentence = sentences[row]
    quoted = quoted_places(sentence)
    seen: set[str] = set()
    for alone in _ALONE.finditer(sentence):
        last, before = alone[0], sentence[: alone.start()].rstrip()
        if last in seen or any(a < alone.start() < z for a, z in quoted):
            continue
        seen.add(last)
        if before[-1:].isalpha() and before.split()[-1].istitle() and not _is_free(before):
            continue
        full = _full_name(last, sentences)
        if full is not None and full[0] not in sentence:
            first = full[0].removesuffix(last).rstrip()
            yield Given(len(before), first, full[1])


def _is_free(before: str) -> bool:
    """Whether the last of these words is no part of a name that follows."""
    word = before.split()[-1].rstrip(".")
    return is_office(word) or word.casefold() in FUNCTION_WORDS


def _full_name(last: str, sentences: Sequence[str]) -> tuple[str, str] | None:
    """The one full name with this last name, and the sentence that has it."""
    having = [each for each in sentences if last in each]
    if not _is_of_one(last, having):
        return None
    full: dict[str, str] = {}
    for each in having:
        for name in people_named(" ".join(each.split())):
            named = _FULL.search(name)
            if named is not None and named["last"] == last and _TOLD.search(each):
                full.setdefault(_without(named["first"]), each)
    full.pop("", None)
    if len(full) != 1 or any(re.search(rf"\b{re.escape(last.casefold())}\b", s) for s in sentences):
        return None  # "Franchise Mode", where "the mode" is spoken of
    ((first, giving),) = full.items()
    name = f"{first} {last}"
    return (name, giving) if _firsts(last, having) <= set(name.split()) and name in giving else None


def _is_of_one(last: str, having: Sequence[str]) -> bool:
    """Whether a name is nobody's first one, and no father's and son's."""
    behind = re.compile(rf"(?<![\w’'-]){re.escape(last)}(?:,? (?P<junior>Jr|Sr)\b|[ \n]+[A-Z])")
    found = [match["junior"] for each in having for match in behind.finditer(each)]
    return None not in found and len(set(found)) <= 1  # "Kim Jong Un"


def _firsts(last: str, having: Sequence[str]) -> set[str]:
    """The words with a capital before a last name that may be first ones."""
    beside = re.compile(rf"(?<![\w.’'-])(?P<first>[A-Z][\w.’'-]*)[ \n]+{re.escape(last)}(?![\w-])")
    return {
        found["first"]
        for each in having
        for found in beside.finditer(each)
        if not _is_free(found["first"])
        and not (found.start() == 0 and found["first"].casefold() in english_words())
    }


def _without(names: str) -> str:
    """First names without an office before them; "" where it is not known what they are."""
    parts = names.split()
    offices = [row for row, part in enumerate(parts) if _is_free(part)]
    parts = parts[offices[-1] + 1 if offices else 0 :]
    while len(parts) > 1 and _DOER.search(parts[0]) and parts[0].casefold() in english_words():
        parts.pop(0)  # "Superintendent Ryan", "Goalkeeper Senzo"
    return " ".join(parts) if all(_FIRST.fullmatch(part) for part in parts) else ""


def things_given(row: int, sentences: Sequence[str]) -> Iterator[Given]:
    """What brought in each bare "the report" of a sentence, where nothing else is called so."""
    sentence = sentences[row]
    if sentence != " ".join(sentence.split()):
        return
    quoted = quoted_places(sentence)
    for phrase in noun_phrases(sentence):
        article, _, rest = sentence[phrase.start : phrase.end].partition(" ")
        bare = article.casefold() == "the" and rest.islower() and rest.isalpha()
        if not bare or phrase.tag != "NN" or phrase.joined or phrase.head in PERSONS:
            continue
        if _is_told_which(sentence, phrase) or any(a < phrase.start < z for a, z in quoted):
            continue
        told = _brought_in(phrase.head, row, sentences)
        if told is not None:
            yield Given(phrase.end, *told)


def _brought_in(head: str, row: int, sentences: Sequence[str]) -> tuple[str, str] | None:
    """The one phrase of the sentences before that is new there or a name, and its sentence.

    "The company" is "Tritium" of "Tritium, an Australian company", "the group" the "Delta Working
    Group".
    """
    found: dict[str, str] = {}
    for each in sentences[:row]:
        text = " ".join(each.split())
        for phrase in noun_phrases(text) if head in text.casefold() else ():
            if phrase.joined or phrase.head not in {head, f"{head}s"}:
                continue
            told = _called(text, phrase)
            if told is None:
                return None
            if told:
                found.setdefault(told, each)
    if len(found) != 1:
        return None
    ((told, giving),) = found.items()
    says_more = told[0].isupper() or len(told.split()) > len(("a", head)) + 1
    return (told, giving) if says_more and len(told) <= LONGEST and told in giving else None


def _is_told_which(text: str, phrase: NounPhrase) -> bool:
    """Whether words behind a noun say which one it is: "the report of the council"."""
    parts = parts_of_speech(text)
    top = _row_at(parts, phrase.end)
    return top is not None and any(
        part.head == top and part.start >= phrase.end and part.role in _SAYING_WHICH
        for part in parts
    )


def _called(text: str, phrase: NounPhrase) -> str | None:
    """What a phrase brings in; "" where it is known already, None where it is another of its kind.

    The name itself, or the one that it stands beside; else the phrase with what hangs on it.
    """
    shown = text[phrase.start : phrase.end]
    if phrase.tag == "NNP":
        return _THE.sub("", shown)
    if phrase.tag != "NN":
        return None  # several of them
    if not (_NEW.match(shown) or _OWNED.match(shown)):
        return "" if _KNOWN.match(shown) and not _is_told_which(text, phrase) else None
    return _name_beside(text, phrase) or _with_what_follows(text, phrase)


def _name_beside(text: str, phrase: NounPhrase) -> str | None:
    """`Solvent` of "Solvent, a Danish company"."""
    parts = parts_of_speech(text)
    top = _row_at(parts, phrase.end)
    if top is None or parts[top].role != "appos" or parts[parts[top].head].tag != "NNP":
        return None
    at = parts[parts[top].head].start
    beside = next((each for each in noun_phrases(text) if each.start <= at < each.end), None)
    if beside is None or beside.joined:
        return None
    return _THE.sub("", text[beside.start : beside.end])


def _with_what_follows(text: str, phrase: NounPhrase) -> str:
    """`a report by the council`."""
    parts = parts_of_speech(text)
    end = phrase.end
    top = _row_at(parts, end)
    for row, part in enumerate(parts):
        if part.head != top or part.start != end + 1 or part.role != "prep":
            continue
        last = parts[under(parts, row)[-1]]
        if last.start + len(last.text) - phrase.start <= LONGEST:
            end = last.start + len(last.text)
    return text[phrase.start : end]


def _row_at(parts: Sequence[Part], end: int) -> int | None:
    """The row of the word that ends there."""
    return next((n for n, part in enumerate(parts) if part.start + len(part.text) == end), None)
