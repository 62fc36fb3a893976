"""What settles whether something happened, and who did not do it. Text rules, no model."""

from __future__ import annotations

import re

from qa.english.normal_form import FUNCTION_WORDS, NEGATIONS, stem, words

# Verbs that tell the same event, each list a kind; a verb in none of them is not judged.
KINDS = tuple(
    frozenset(stem(verb) for verb in group.split())
    for group in (
        "agree agreed accept accepted approve approved consent consented endorse endorsed",
        "refuse refused reject rejected decline declined dismiss dismissed rebuff rebuffed veto",
        "cancel cancelled canceled scrap scrapped postpone postponed axe axed shelve shelved",
        "resign resigned quit stepped ousted fired sacked dismissed retire retired",
        "die died killed death dead dies",
        "win won wins victory beat defeated winning winner",
        "lose lost loses defeat",
        "arrest arrested detain detained custody jailed imprisoned",
        "apologise apologised apologize apologized apology regret sorry",
        "admit admitted confess confessed acknowledge acknowledged concede conceded",
        "surrender surrendered capitulate capitulated",
        "sign signed signs",
        "marry married wed wedding",
        "divorce divorced separated",
        "invade invaded invasion",
        "withdraw withdrew withdrawn withdrawal pulled",
        "crash crashed collision",
        "visit visited visits travelled traveled travel trip",
    )
)
# What answers "did X agree": that X did, or that X did the opposite.
OPPOSITES = {
    KINDS[0]: KINDS[1],
    KINDS[1]: KINDS[0],
    KINDS[5]: KINDS[6],
    KINDS[6]: KINDS[5],
}
WHETHER = re.compile(r"\s*(?:did|has|have|had|does|do|will|would)\s+(?P<rest>.+)", re.IGNORECASE)
# Behind "that" stands what somebody says: "who reported that Kim never went" asks who reported.
WHO_NOT = re.compile(
    r"\s*(?:who|which|what|whose)\b(?:(?!\bthat\b).){0,60}?\b(?:not|never|\w+n[’']t|refused?|failed?|declined?)\b.*",
    re.IGNORECASE | re.DOTALL,
)
DENYING = NEGATIONS | frozenset(
    """fail failed fails failing refuse refused refuses refusing decline declined declines lack
    lacked lacks avoid avoided reject rejected rejects dismiss dismissed unable unwilling ignore
    ignored neither absent missing skip skipped rule ruled silent unanswered yet""".split()  # noqa: SIM905
)


def says_whether(question: str, sentence: str) -> bool:
    """Whether a sentence can settle a yes-or-no question about a known event.

    It has to tell that event or its opposite; being about the same people is not enough.
    """
    found = WHETHER.fullmatch(question)
    if found is None:
        return True
    kind = _kind_in(found["rest"])
    if kind is None:
        return True
    opposite = OPPOSITES.get(kind, frozenset())
    forms = [word.form for word in words(sentence)]
    # "Never refused" says whether somebody refused, but not whether they accepted.
    return any(
        stem(form) in kind or (stem(form) in opposite and not _twice_denied(forms, row))
        for row, form in enumerate(forms)
    )


def asks_who_did_not(question: str) -> bool:
    """Whether a question asks for who did not do something; "who never refused" does not."""
    return WHO_NOT.fullmatch(question) is not None and denies(question)


def denies(sentence: str) -> bool:
    """Whether a sentence tells that something was not done."""
    forms = [word.form for word in words(sentence)]
    return any(
        (form in DENYING or form.endswith("n't")) and not _twice_denied(forms, row)
        for row, form in enumerate(forms)
    )


def _twice_denied(forms: list[str], row: int) -> bool:
    """`never refused`, `denies refusing`: neither word denies anything by itself."""
    around = forms[max(0, row - 2) : row + 3]
    denying = [form for form in around if form in DENYING or form in {"deny", "denied", "denies"}]
    return len(denying) > 1


def _kind_in(rest: str) -> frozenset[str] | None:
    """The kind of the first verb that has one."""
    for word in words(rest):
        if word.form in FUNCTION_WORDS or rest[word.start].isupper():
            continue
        kind = next((kind for kind in KINDS if stem(word.form) in kind), None)
        if kind is not None:
            return kind
    return None
