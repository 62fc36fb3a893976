"""Which written forms name the same person, place or organisation. Text rules and one table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from qa.normal_form import FUNCTION_WORDS, fold, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qa.normal_form import Word

SPELLING = 90.0  # rapidfuzz ratio: "zelensky" and "zelenskyy" 94, "austria" and "australia" 88
SHORTEST_FUZZY = 6  # letters
# Countries whose people or short forms do not begin with the same letters.
ALIASES = tuple(
    frozenset(group.split("/"))
    for group in """us/u.s/usa/america/american/americans/united states
    uk/u.k/britain/british/united kingdom
    uae/emirates/emirati
    eu/e.u/european union
    un/u.n/united nations
    netherlands/dutch/holland
    france/french
    spain/spanish/spaniards
    greece/greek/greeks
    switzerland/swiss
    turkey/turkish/turks/türkiye
    denmark/danish/danes
    sweden/swedish/swedes
    poland/polish/poles
    finland/finnish/finns
    ireland/irish
    wales/welsh
    scotland/scottish/scots
    iceland/icelandic
    norway/norwegian
    germany/german
    thailand/thai
    philippines/filipino/philippine
    peru/peruvian
    cyprus/cypriot
    kyiv/kiev
    burma/myanmar""".splitlines()
    for group in [group.strip()]
)
LONG_FORMS = {form: group for group in ALIASES for form in group if " " in form}
ENDING = re.compile(r"(?:(?:i?an|ese|ish|i)s?|ia|[aeyos])\Z")  # Ukraine, Ukrainian, Ukrainians


def names_in(text: str) -> list[tuple[str, ...]]:
    """The names of a question, each as its folded words: runs of capitalised words.

    The first word of a text may be capitalised for standing there and does not count, unless all
    its letters are capitals.
    """
    folded = fold(text)
    found: list[tuple[str, ...]] = [(form,) for form in LONG_FORMS if form in folded]
    inside = {part for (form,) in found for part in form.split()}
    run: list[Word] = []
    for row, word in enumerate(words(text)):
        shown = text[word.start : word.end]
        opens = row == 0 and not (shown.isupper() and len(shown) > 1)
        is_name = shown[0].isupper() and word.form not in FUNCTION_WORDS and not opens
        joined = bool(run) and text[run[-1].end : word.start] in {" ", "-"}
        if run and not (is_name and joined):
            found.append(tuple(each.form for each in run))
            run = []
        if is_name and word.form not in inside:
            run.append(word)
    return [*found, tuple(each.form for each in run)] if run else found


def is_named(name: str, known: Iterable[str], text: str) -> bool:
    """Whether a folded name, or another form of it, is among the folded words `known` of `text`."""
    pool = frozenset(known)
    bare = name.replace(".", "")
    if name in pool or bare in pool:
        return True
    for group in ALIASES:
        if name in group or bare in group:
            return any(form in pool or (" " in form and form in text) for form in group)
    root = ENDING.sub("", name)
    if len(root) >= 4 and any(ENDING.sub("", word) == root for word in pool):
        return True
    return len(name) >= SHORTEST_FUZZY and any(
        abs(len(word) - len(name)) <= 2 and fuzz.ratio(name, word) >= SPELLING for word in pool
    )
