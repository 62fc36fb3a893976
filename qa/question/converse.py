"""The yes-or-no question about the opposite event: "did Otto accept", "did Otto reject".

Whoever tells the one settles the other, and a reader finds the words that are named more easily.
"""

from __future__ import annotations

import re

from qa.english.events import WHETHER
from qa.english.normal_form import FUNCTION_WORDS, words

# Base form and participle of what stands for the opposite of a verb, whatever its form.
_REJECT, _ACCEPT = ("reject", "rejected"), ("accept", "accepted")
_REFUSE, _AGREE = ("refuse", "refused"), ("agree", "agreed")
_OPPOSITE = {
    "accept": _REJECT,
    "approve": _REJECT,
    "endorse": _REJECT,
    "reject": _ACCEPT,
    "decline": _ACCEPT,
    "dismiss": _ACCEPT,
    "rebuff": _ACCEPT,
    "agree": _REFUSE,
    "consent": _REFUSE,
    "refuse": _AGREE,
    "veto": ("approve", "approved"),
    "win": ("lose", "lost"),
    "lose": ("win", "won"),
}
_PARTICIPLES = {
    **{f"{base}d": base for base in _OPPOSITE if base.endswith("e")},
    **{f"{base}ed": base for base in _OPPOSITE if not base.endswith("e")},
    "won": "win",
    "lost": "lose",
}
_TAKES_DEED = frozenset({"agree", "consent", "refuse"})
_TO_DEED = re.compile(r"(?P<to> to) (?P<next>[\w’'-]+)")
_WITH_BASE = frozenset({"did", "does", "do", "will", "would"})
_WITH_PARTICIPLE = frozenset({"has", "have", "had"})


def converse(question: str) -> str | None:
    """The question about the opposite, or None where there is none or it is no yes-or-no question.

    The first verb that has an opposite is taken for the question's. A question that denies is left
    alone.
    """
    if WHETHER.fullmatch(question) is None:
        return None
    first, *others = words(question)
    forms = [word.form for word in others]
    if "not" in forms or any(form.endswith("n't") for form in (first.form, *forms)):
        return None
    for word in others:
        base = _base(first.form, word.form)
        if base is None or word.form in FUNCTION_WORDS or question[word.start].isupper():
            continue
        opposite, behind = _OPPOSITE[base], question[word.end :]
        if base in _TAKES_DEED:
            opposite, behind = _of_deed_or_thing(opposite, behind)
        return f"{question[: word.start]}{opposite[first.form in _WITH_PARTICIPLE]}{behind}"
    return None


def _of_deed_or_thing(opposite: tuple[str, str], behind: str) -> tuple[tuple[str, str], str]:
    """`refuse to meet` for "agree to meet", but `reject the plan` for "agree to the plan"."""
    to = _TO_DEED.match(behind)
    if to is not None and (to["next"] in FUNCTION_WORDS or to["next"][0].isupper()):
        return _REJECT if opposite is _REFUSE else opposite, behind[to.end("to") :]
    if to is None and opposite is _AGREE:
        return _ACCEPT, behind
    return opposite, behind


def _base(helper: str, form: str) -> str | None:
    """The verb with an opposite whose form this is behind that helper."""
    if helper in _WITH_BASE and form in _OPPOSITE:
        return form
    return _PARTICIPLES.get(form) if helper in _WITH_PARTICIPLE else None
