"""One sentence of two quotations of an article that begin with the same subject.

`Porto Post: “Ruiz opened the hall” and “left at noon.”`

Only words in front of the second verb are left out, and the article stays the source of each part.
Judges nothing: both statements were checked before.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from qa.english.grammar import PASSIVE_SUBJECTS, SUBJECTS, parts_of_speech, under
from qa.statement import Kind

if TYPE_CHECKING:
    from qa.english.grammar import Part
    from qa.statement import CheckedStatement

MOST_WORDS = 40  # of both together
LONGEST_SUBJECT = 5  # words
_QUOTED = re.compile(r"(?P<lead>[^“”]+: )“(?P<told>[^“”]+)\.”\Z")
_TOKEN = re.compile(r"\[[^\]]*\]|\S+")
_MEANS = re.compile(r"(?:He|She|It|They) \[(?P<name>[^\]]+)\]")
_OWN_VERB = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SAYING_MORE = frozenset({"relcl", "acl", "appos", "conj"})


def merged(first: CheckedStatement, second: CheckedStatement) -> CheckedStatement | None:
    """Both in one sentence, each part in its own marks; None where they do not go together.

    They have to be quotations of one article, reported by the same articles besides, whose
    sentences begin with the same subject.
    """
    if not first.kind is second.kind is Kind.QUOTED:
        return None
    one, other = _QUOTED.match(first.text), _QUOTED.match(second.text)
    if one is None or other is None or one["lead"] != other["lead"]:
        return None
    if not _same_sources(first, second):
        return None
    subject, behind = _subject(one["told"]), _subject(other["told"])
    if subject is None or behind is None or subject[0] != behind[0]:
        return None
    rest = other["told"][behind[1] :].strip()
    text = f"{one['lead']}“{one['told']}” and “{rest}.”"
    if not rest or len(text.split()) > MOST_WORDS:
        return None
    citations = tuple(dict.fromkeys((*first.citations, *second.citations)))
    checks = tuple(dict.fromkeys((*first.checks, *second.checks)))
    return replace(first, text=text, citations=citations, checks=checks)


def _same_sources(first: CheckedStatement, second: CheckedStatement) -> bool:
    """Whether the same articles say both, the same one in the first place."""
    one, other = ([c.article.id for c in each.citations] for each in (first, second))
    return one[0] == other[0] and set(one) == set(other)


def _subject(told: str) -> tuple[str, int] | None:
    """Who or what a sentence begins with, as it is known, and where the words behind it begin.

    Somebody is known by the last name, what "he" or "it" means by its bracket.
    """
    text = " ".join(token for token in _TOKEN.findall(told) if not token.startswith("["))
    parts = parts_of_speech(text)
    verb = next((row for row, part in enumerate(parts) if part.head == row), None)
    if verb is None:
        return None
    acting = SUBJECTS | PASSIVE_SUBJECTS
    top = next((n for n, p in enumerate(parts) if p.head == verb and p.role in acting), None)
    rows = under(parts, top) if top is not None else []
    if top is None or not rows or rows != list(range(len(rows))):
        return None
    phrase = text[: parts[rows[-1]].start + len(parts[rows[-1]].text)]
    helping = [p.tag for p in parts if p.head == verb and p.role in {"aux", "auxpass"}]
    if any(parts[row].role in _SAYING_MORE for row in rows) or not _OWN_VERB & {
        parts[verb].tag,
        *helping,
    }:
        return None
    count = len(phrase.split())
    if count > LONGEST_SUBJECT or parts[rows[-1]].tag == "POS":
        return None
    return _known(told, phrase, parts[top]), _behind(told, count)


def _known(told: str, phrase: str, head: Part) -> str:
    means = _MEANS.match(told)
    if means is not None:
        return means["name"].split()[-1].casefold()
    return head.text.casefold() if head.tag == "NNP" else phrase.casefold()


def _behind(told: str, count: int) -> int:
    """Where the words behind so many begin; a bracket is none and goes with the word before it."""
    for token in _TOKEN.finditer(told):
        if token[0].startswith("["):
            continue
        if count == 0:
            return token.start()
        count -= 1
    return len(told)
