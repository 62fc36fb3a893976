"""Which words of a claim make a text not support it: those without which it would, or denied.

Every word that carries something is taken away in turn, every short phrase, and every verb is
denied; the judge reads each such claim. Gives no verdict.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.english.grammar import parts_of_speech, under
from qa.english.normal_form import FUNCTION_WORDS, NEGATIONS, stem, stems, words
from qa.evidence.judge import Premise

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qa.english.grammar import Part
    from qa.evidence.judge import Entailment, Support

    Span = tuple[int, int]

LEAST_GAIN = 0.15  # of the probabilities that the text says the claim and does not deny it
DENIED_COUNTS = 0.5  # of what it gains; a text that contradicts supports nearly any denial
A_WORD_COUNTS = 0.02  # against an edit for each of its words: of two the shorter one is the cause
LONGEST_PHRASE = 5  # words
MOST_EDITS = 24
NEAR = 6  # words before a verb among which a denial of it stands
# With these it is not done, or not yet.
UNDONE = NEGATIONS | frozenset("expected will would may might could plans likely proposed".split())  # noqa: SIM905
PHRASES = frozenset(
    {"prep", "advmod", "npadvmod", "amod", "acomp", "attr", "dobj", "pobj", "xcomp"}
)
CARRYING = frozenset({"aux", "auxpass", "cop"})
# Verbs that only hold what somebody says or thinks, or carry the rest.
HOLDING = frozenset(
    """be have do say tell expect think believe argue hold warn report announce""".split()  # noqa: SIM905
)
SMALL = frozenset("only all every each never before after since until without must may".split())  # noqa: SIM905


def telling_words(claim: str, told: str, entailment: Entailment) -> Span | None:
    """The words of the claim on which it depends most that the text does not support it.

    None where no edit makes much of a difference, and without the parser.
    """
    edits = list(dict.fromkeys(_edits(claim, told)))[:MOST_EDITS]
    if not edits:
        return None
    first, *read = (
        _for_it(said)
        for said in (
            entailment(text, [Premise("", told)])[0] for text in (claim, *(e for _, e in edits))
        )
    )
    gains = [
        (after - first) * (DENIED_COUNTS if " not " in text and " not " not in claim else 1.0)
        - A_WORD_COUNTS * len(claim[slice(*span)].split())
        for after, (span, text) in zip(read, edits, strict=True)
    ]
    best = max(gains)
    return edits[gains.index(best)][0] if best >= LEAST_GAIN else None


def _for_it(said: Support) -> float:
    return said.supported - said.contradicted


def _edits(claim: str, told: str) -> Iterator[tuple[Span, str]]:
    """Spans of the claim that the text does not have, and the claim without each or denying it."""
    known = stems(told)
    parts = parts_of_speech(claim) if claim == " ".join(claim.split()) else ()
    for word in words(claim):
        small = word.form in FUNCTION_WORDS and word.form not in NEGATIONS | SMALL
        if not small and stem(word.form) not in known:
            yield _without(claim, word.start, word.end)
    for row, part in enumerate(parts):
        if (
            part.tag.startswith("VB")
            and part.role not in CARRYING
            and part.lemma not in HOLDING
            and not _is_told_so(part.text, claim, told)
        ):
            yield (part.start, part.start + len(part.text)), _denied(claim, parts, row)
        elif part.role in PHRASES:
            inside = [parts[at] for at in under(parts, row)]
            span = inside[0].start, inside[-1].start + len(inside[-1].text)
            unknown = stems(claim[slice(*span)]) - known
            if 1 < len(inside) <= LONGEST_PHRASE and unknown:
                yield _without(claim, *span)


def _is_told_so(verb: str, claim: str, told: str) -> bool:
    """Whether both have the verb, and neither leaves it undone: then it is not what differs."""
    return all(_is_affirmed(stem(verb.casefold()), text) for text in (claim, told))


def _is_affirmed(verb: str, text: str) -> bool:
    forms = [word.form for word in words(text)]
    rows = [row for row, form in enumerate(forms) if stem(form) == verb]
    return any(not UNDONE & {*forms[max(0, row - NEAR) : row]} for row in rows)


def _without(claim: str, start: int, end: int) -> tuple[Span, str]:
    return (start, end), " ".join(f"{claim[:start]} {claim[end:]}".split())


def _denied(claim: str, parts: Sequence[Part], verb: int) -> str:
    """`did not open` for "opened", `will not open` for "will open"."""
    helping = [part for part in parts if part.head == verb and part.role in CARRYING]
    if helping:
        end = helping[0].start + len(helping[0].text)
        return f"{claim[:end]} not{claim[end:]}"
    start, end = parts[verb].start, parts[verb].start + len(parts[verb].text)
    if parts[verb].lemma == "be":
        return f"{claim[:end]} not{claim[end:]}"
    return f"{claim[:start]}did not {parts[verb].lemma}{claim[end:]}"
