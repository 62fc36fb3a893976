"""Which written forms name the same person, place or organisation. Text rules and one table."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from qa.english.normal_form import FUNCTION_WORDS, fold, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qa.english.normal_form import Word

SHORTEST_SPELLED = 6  # letters
SHORTEST_COUNTRY = 4
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
    iceland/icelandic/icelander/icelanders
    norway/norwegian
    germany/german
    thailand/thai
    philippines/filipino/philippine
    peru/peruvian
    cyprus/cypriot
    belgium/belgian/belgians
    lebanon/lebanese
    portugal/portuguese
    czech/czechs/czechia
    afghanistan/afghan/afghans
    kazakhstan/kazakh/kazakhs
    uzbekistan/uzbek/uzbeks
    argentina/argentine/argentines/argentinian
    congo/congolese
    malta/maltese
    kyiv/kiev
    burma/myanmar
    texas/tex/texan/texans
    kansas/kan/kansan/kansans
    arkansas/arkansan/arkansans
    indiana/hoosier/hoosiers
    tennessee/tenn/tennessean/tennesseans
    california/calif/californian/californians
    florida/fla/floridian/floridians
    arizona/ariz/arizonan/arizonans
    connecticut/conn
    minnesota/minn/minnesotan/minnesotans
    wisconsin/wis/wisconsinite/wisconsinites
    colorado/colo/coloradan/coloradans
    oklahoma/okla/oklahoman/oklahomans
    mississippi/mississippian/mississippians
    michigan/mich/michigander/michiganders
    illinois/illinoisan/illinoisans
    nebraska/neb/nebraskan/nebraskans
    oregon/oregonian/oregonians
    new york/n.y/new yorker/new yorkers
    new jersey/n.j
    north carolina/n.c
    south carolina/s.c
    new mexico/n.m
    new hampshire/n.h
    south/southern/southerner/southerners
    north/northern/northerner/northerners
    east/eastern/easterner/easterners
    west/western/westerner/westerners
    mars/martian/martians
    democrat/democrats/democratic/dems
    republican/republicans/gop
    first world war/world war i/world war one
    second world war/world war ii/wwii/world war two
    tv/television""".splitlines()
    for group in [group.strip()]
)
LONG_FORMS = {form: group for group in ALIASES for form in group if " " in form}
# Ukrainian, Koreans, Libyan, Japanese, Iraqi, Londoners
PEOPLE = re.compile(r"(?:i?an[s]?|n|ese|ish|is?|(?<=[a-z]{5})ers?)\Z")
PEOPLE_SURE = re.compile(r"(?:[a-z]{2}(?:ian[s]?|ese)|[^s]ish|[aeq]lis?|[^e]qis?|[mk]an[s]?)\Z")
FINAL_VOWEL = re.compile(r"(?:ia|[aeyo])\Z")
DOUBLED = re.compile(r"(.)\1")
FINAL_Y = re.compile(r"(?:iy|yy|ij|iyy|i|y)\Z")


def names_all(question: str, text: str) -> bool:
    """Whether a text has every name of a question, in this or another form."""
    folded = fold(text)
    known = frozenset(word.form for word in words(text))
    return all(any(is_named(form, known, folded) for form in name) for name in names_in(question))


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
    bare = without_marks(name.replace(".", ""))
    if name in pool or bare in pool or _one_or_many(bare) & pool:
        return True
    for group in ALIASES:
        if name in group or bare in group:
            return any(form in pool or (" " in form and stands_in(form, text)) for form in group)
    return any(_is_people_of(name, word) or _is_people_of(word, name) for word in pool) or (
        len(name) >= SHORTEST_SPELLED and _spelled(name) in {_spelled(word) for word in pool}
    )


def stands_in(form: str, text: str) -> bool:
    """Whether a form of several words is in a folded text: "world war i" is not "world war ii"."""
    return re.search(rf"(?<![\w.]){re.escape(form)}(?!\w)", text) is not None


def without_marks(text: str) -> str:
    """The text with plain letters: "Niño" as "Nino"."""
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFKD", text)
    return unicodedata.normalize("NFC", "".join(c for c in apart if not unicodedata.combining(c)))


def _one_or_many(name: str) -> set[str]:
    """`sussex` for `sussexes`, `grammys` for `grammy`."""
    if len(name) < SHORTEST_COUNTRY:
        return set()
    return {f"{name}s", f"{name}es", name.removesuffix("s"), name.removesuffix("es")} - {name}


def same_name(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names, as folded words, share a word in this form or another."""
    return any(is_named(word, other, " ".join(other)) for word in one)


def _is_people_of(people: str, country: str) -> bool:
    """`ukrainian` of `ukraine`, `japanese` of `japan`; not `niger` of `nigeria`."""
    found = PEOPLE.search(people)
    if found is None or len(country) < SHORTEST_COUNTRY:
        return False
    root = people[: found.start()]
    return root in {country, FINAL_VOWEL.sub("", country), PEOPLE.sub("", country)}


def _spelled(name: str) -> str:
    """One spelling for what transliterations write differently: zelenskyy, zelenskiy, zelensky."""
    return FINAL_Y.sub("y", DOUBLED.sub(r"\1", name))


def tells_of_people(form: str) -> bool:
    """Whether a folded word looks like the name of a people: "german", "iraqis", "japanese"."""
    return any(form in group for group in ALIASES) or PEOPLE_SURE.search(form) is not None
