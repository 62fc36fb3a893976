"""What a reader of a briefing lacks in a sentence of an article, put into square brackets.

"The singer" and "he" get the name, a last name alone the first ones, "on Friday" the day, "the
report" what brought it in, where the article gives it for exactly these words; the place that gives
it is cited too. `qa.checks.brackets` says what is given.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from qa.checks.brackets import names_given, without_given
from qa.checks.given_days import days_given
from qa.checks.introduced import first_names_given, things_given
from qa.checks.referents import pronoun_given
from qa.evidence import told_words
from qa.writing import briefly_quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from index import Sentence
    from qa.checks.referents import Given
    from qa.statement import Citation

    Cite = Callable[[Sentence], Citation]

_LAST = re.compile(r"[\w-]+(?:[’'](?!s\b)\w+)*")
OPENING = 4  # words at most of a description that a sentence opens with


def who_is_meant(sentence: Sentence, sentences: Sequence[Sentence]) -> Given | None:
    """Who "the singer" or "he" is, where a sentence opens with the one or has the other first."""
    texts = [each.text for each in sentences]
    row = sentences.index(sentence)
    if sentence.text.startswith("The "):
        described = (*names_given(sentence.text, texts), *things_given(row, texts))
        opening = (d for d in described if len(sentence.text[: d.end].split()) <= OPENING)
        if (given := next(opening, None)) is not None:
            return given
    return pronoun_given(row, texts)


def explained(sentence: Sentence, sentences: Sequence[Sentence]) -> str:
    """The sentence with what explains it in brackets, each once."""
    return _put_in(sentence.text, _needed(sentence, sentences))


def speaker_in_full(
    text: str, sentence: Sentence, sentences: Sequence[Sentence]
) -> tuple[str, Sentence] | None:
    """`Ana Ruiz said: “…”` of a sentence with "Ruiz said", and the sentence that has the name."""
    texts = [each.text for each in sentences]
    for given in first_names_given(sentences.index(sentence), texts):
        last = _LAST.findall(sentence.text[given.end :])[0]
        if text.startswith(f"{last} "):
            return f"{given.explained} {text}", sentences[texts.index(given.giving)]
    return None


def explained_quotation(
    source: Citation, sentences: Sequence[Sentence], cite: Cite, cite_day: Cite, known: str = ""
) -> tuple[str, tuple[Citation, ...]]:
    """The quotation of a source with what explains it, each once, and the places that give that.

    `sentences` are those of its article; `cite_day` cites the day on which it was published.
    Whoever is named in full in what is `known`, or by the last name in its first line, gets no
    first names.
    """
    plain = briefly_quoted(source)
    stated = next((s for s in sentences if s.start <= source.start < s.end), None)
    if told_words(source) != source.quote or stated is None:
        return plain, ()
    needed = _needed(stated, sentences, known)
    quote = _put_in(source.quote, needed, stated.start - source.start)
    giving = []
    for given in needed:
        by = next((s for s in sentences if given.giving and given.giving in s.text), None)
        giving.append(cite_day(sentences[0]) if by is None else cite(by))
    text = briefly_quoted(replace(source, quote=quote))
    if without_given(text, [s.text for s in sentences], source.article.published) != plain:
        return plain, ()
    return text, tuple(dict.fromkeys(giving))


def _needed(sentence: Sentence, sentences: Sequence[Sentence], known: str = "") -> list[Given]:
    """What a reader lacks, the last first: who is meant, and each day once."""
    texts, row = [each.text for each in sentences], sentences.index(sentence)
    who = who_is_meant(sentence, sentences)
    published = sentence.article.published
    days = {day.explained: day for day in reversed(list(days_given(sentence.text, published)))}
    names = [
        given
        for given in first_names_given(row, texts)
        if (who is None or given.end > who.end) and not _is_named(given, sentence.text, known)
    ]
    found = [*days.values(), *names, *([who] if who else [])]
    return sorted(found, key=lambda given: -given.end)


def _is_named(given: Given, text: str, known: str) -> bool:
    """Whether a reader knows whose first names these are."""
    last = _LAST.findall(text[given.end :])[0]
    asked = known.partition("\n")[0]
    return f"{given.explained} {last}" in known or re.search(rf"\b{last}\b", asked) is not None


def _put_in(text: str, needed: Sequence[Given], further: int = 0) -> str:
    """The text with each explanation behind its words; `further` is how much later it begins."""
    for given in needed:
        end = max(0, given.end + further)
        put = f" [{given.explained}]" if end else f"[{given.explained}] "
        text = f"{text[:end]}{put}{text[end:]}"
    return text
