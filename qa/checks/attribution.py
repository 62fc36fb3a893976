"""Who says it: words are given to nobody else, and what is only alleged is not told as a fact."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.english.events import denies
from qa.english.grammar import parse
from qa.english.normal_form import fold, stem, stems, words
from qa.english.semantic_roles import named
from qa.english.speaking import speakers_in, speaks_unnamed
from qa.english.verb_kin import kin_of
from qa.evidence.speakers import PRONOUNS
from qa.finding import failed, not_applicable, passed, quoted_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.statement import CheckResult

NAME = "attribution"
# Words by which a source lets somebody else answer for what it tells.
DOUBT = re.compile(
    r"\b(?:alleg(?:ed|edly|es?|ation)|reportedly|reported that|according to|purported(?:ly)?|"
    r"claim(?:s|ed)? (?:that|to|he|she|it|they)|accus(?:es?|ed) of|suspected|rumou?red|unconfirmed|"
    r"believed to|said to (?:be|have)|so-called)\b"
)
# These may stand behind what they leave to others.
ANYWHERE = frozenset({"according to", "allegedly", "reportedly", "purportedly"})
# These name who told it, and hardly more: an editor leaves them out of 109 of 1,785 claims that are
# told, and of 110 of 1,771 that are not.
WHO_TOLD = frozenset({"according to", "reported that"})
# Words by which a statement says that somebody says it.
SAID = re.compile(
    r"\b(?:sa(?:id|ys?)|t(?:old|ells?)|alleg\w+|claim\w*|reported\w*|according|accus\w+|argu\w+|"
    r"believ\w+|suspect\w*|purported\w*|assert\w*|insist\w*|den(?:y|ie[sd])|warn(?:s|ed|ing)?|"
    r"announc\w+|suggest\w*|stated|wrote|writes|unconfirmed|so-called|rumou?red)\b"
)
# What nobody does with other words than these: who only "said" something admitted nothing.
COMMITTING = tuple(
    map(
        stems,
        (
            "admit concede confess acknowledge",
            "promise vow pledge swear guarantee assure",
            "threaten warn vow",
            "apologise apologize sorry regret",
            "boast brag",
            "congratulate",
        ),
    )
)

# "Kim explained why she left": a reason has to be told, not only what it is a reason for.
EXPLAINED = re.compile(r"\bexplain(?:s|ed)? why\b")
REASON = re.compile(r"\b(?:because|since|reasons?|due to|owing to|caused?|hence|expla\w+)\b")


def check_attribution(
    statement: str, evidence: Sequence[str], *, may_leave_out: frozenset[str] = frozenset()
) -> CheckResult:
    """A named speaker of the statement speaks in the source, and its doubts are kept.

    Where somebody speaks there without a name ("he said"), the name has to stand before. What the
    statement `may_leave_out` of the doubts is told, and nothing more.
    """
    if (verb := _untold_commitment(statement, evidence)) is not None:
        return failed(NAME, f"The source has nothing like “{verb}”.")
    said = speakers_in(statement)
    told = [name for text in evidence for name in speakers_in(text)]
    strangers = [n for n in said if not any(same_speaker(n, other) for other in told)]
    strangers = [n for n in strangers if told or not _may_be_meant(n, evidence)]
    if strangers:
        shown = quoted_list([" ".join(name).title() for name in strangers])
        others = quoted_list(list(dict.fromkeys(" ".join(name).title() for name in told)))
        instead = f", but {others}" if others else ""
        return failed(NAME, f"The source does not let {shown} speak{instead}.")
    if (doubt := dropped_doubt(statement, evidence, may_leave_out)) is not None:
        return failed(NAME, f"The source leaves it to others: “{doubt}”.")
    if (left_out := dropped_doubt(statement, evidence)) is not None:
        return passed(NAME, f"The source also names who told it: “{left_out}”.")
    if not said:
        return not_applicable(NAME, "The statement lets nobody speak.")
    return passed(NAME, "Whoever speaks in the statement speaks in the source.")


def _untold_commitment(statement: str, evidence: Sequence[str]) -> str | None:
    """The verb by which somebody named admits, promises or threatens what no word tells so.

    Of 4,020 sentences that people labelled two fail here, which they call not supported.
    """
    known = frozenset[str]().union(*map(stems, evidence))
    explained = EXPLAINED.search(fold(statement))
    if explained and not any(_gives_reason(text) for text in evidence):
        return explained.group()
    for clause in parse(statement):
        kinds = [kind for kind in COMMITTING if stem(clause.verb) in kind]
        if kinds and named(clause.subjects):
            alike = kin_of(clause.verb).union(*kinds)
            if not known & alike:
                return clause.verb
    return None


def _gives_reason(text: str) -> bool:
    return REASON.search(fold(text)) is not None and not denies(text)


def dropped_doubt(
    statement: str, evidence: Sequence[str], may_leave_out: frozenset[str] = frozenset()
) -> str | None:
    """The word by which the sentence nearest to the statement leaves it to others to answer.

    What stands before "he claimed that" is not what he claimed.
    """
    if not evidence or SAID.search(fold(statement)):
        return None
    own = stems(statement)
    nearest = fold(max(evidence, key=lambda text: len(own & stems(text))))
    shared = own & stems(nearest)
    for found in DOUBT.finditer(nearest):
        if found.group() in may_leave_out:
            continue
        behind = len(shared & stems(nearest[found.end() :]))
        if found.group() in ANYWHERE or 2 * behind >= len(shared):
            return found.group()
    return None


def same_speaker(name: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether all words of the shorter name are in the longer one."""
    return set(name) <= set(other) or set(other) <= set(name)


def _may_be_meant(name: tuple[str, ...], evidence: Sequence[str]) -> bool:
    """Whether the source lets a pronoun speak and names them, or lets nobody speak at all.

    Whom "he" says something about ("he said that Kim is afraid") is somebody else than "he".
    """
    speaking = [speaks_unnamed(text) for text in evidence]
    if not any(speaking):
        return True
    pronouns = [t for t, who in zip(evidence, speaking, strict=True) if who == "pronoun"]
    if pronouns and all(set(name) & _named_behind(text) for text in pronouns):
        return False
    named = {word.form for text in evidence for word in words(text)}
    return bool(pronouns) and bool(set(name) & named)


def _named_behind(text: str) -> set[str]:
    """The words behind the pronoun of a sentence in which "he" or "she" speaks."""
    forms = [word.form for word in words(text)]
    first = next((row for row, form in enumerate(forms) if form in PRONOUNS), len(forms))
    return set(forms[first + 1 :])
