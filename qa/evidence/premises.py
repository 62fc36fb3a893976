"""What a question takes for granted, and whether an article says it. Text rules, no model.

A sentence can be close to a question and still not answer it: it names somebody else, gives
somebody else's office, or mentions a group without naming its members. A small reader misses some
of these; the rules here only ever refuse.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.english.dates import DAYS, MONTHS
from qa.english.events import (
    asks_who_did_not,
    denies,
    says_whether,
)
from qa.english.name_forms import is_named, names_in
from qa.english.negation import compare_polarity, denials
from qa.english.normal_form import FUNCTION_WORDS, fold, words
from qa.english.number_words import SMALL
from qa.english.offices import FORMER, OFFICE_NOUNS, with_holders
from qa.english.quoted_speech import quotations_of
from qa.english.semantic_roles import is_acting, told_of_others
from qa.english.speaking import asks_for_speech, is_speaking, others_speak
from qa.evidence.answer_claims import claim_from
from qa.evidence.speakers import asked_speaker, speaks
from qa.evidence.told import sentence_told
from qa.evidence.views import holds_it, is_about, view_asked
from qa.question import lacks_what_is_asked
from qa.sources import BULLET

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index import Article, Sentence

YEAR = re.compile(r"\b(?:1[5-9]|20)[0-9]{2}\b")
# A day may be told otherwise, and in what country the news happens goes without saying.
IMPLIED = frozenset(
    {"us", "u.s", "usa", "american", "americans", "america", "united states", *DAYS, *MONTHS}
)
OFFICE = re.compile(
    r"who(?P<is>’s|'s| is| was| are| were) (?:the |a )?(?:current |new |present )?"
    r"(?:(?P<owner>[\w.’'-]+(?: [\w.’'-]+)?)(?:’s|'s|’|') )?(?P<office>[\w’' -]+?)"
    r"(?: (?:of|for|at|in) (?:the )?(?P<body>[\w.’' -]+))?[?. ]*",
    re.IGNORECASE,
)
# People react with deeds as well as with words.
REACTING = re.compile(r"\s*how\b.*\b(?:react|respond)", re.IGNORECASE | re.DOTALL)
SPOKEN_OF = 3  # sentences before, in which somebody may be named that a pronoun stands for
LAST_SENTENCE = re.compile(r"[^.!?]+\?\s*$")
PERSONS = frozenset({"he", "she", "they", "him", "her", "them", "his", "their", "it", "its"})
POSSESSIVE = re.compile(r"[’']s\b|[’'](?!\w)")
BEFORE_CIRCUMSTANCES = frozenset(
    """in at of from to for on by with into near across around inside outside under over
    during after before since until through between and or as a an the this that which what
    like than via per""".split()  # noqa: SIM905
)
NEAR_OFFICE = 3  # words between an office and the body it belongs to
WHICH = re.compile(
    r"\s*(?:(?:in|of|from|for|on|at|to|by|with) )?(?:which|what) "
    r"(?P<group>(?:[\w-]+ ){1,3}?[\w-]+s)\b",
    re.IGNORECASE,
)
LISTING = re.compile(
    r"\s*(?:,|—|–|-|:|\()?\s*(?:including|such as|namely|among them|like|are|were|of)\b"
    r"|\s*(?:,|—|–|:|\()\s*[A-Z]",
)
SHORTEST_GROUP = 2  # words; "which countries" alone matches too much
LONGEST_HEADING = 14  # words
DATELINE_OF_MANY = re.compile(r"(?P<places>[A-Z][A-Z .]+(?:/[A-Z][A-Z .]+)+?)\s*[—–-]\s")
PLACED = re.compile(r"\b(?:in|at|from) ((?:[A-Z]\w+)(?: [A-Z]\w+)*)")
LOOK_BACK = 4  # sentences in which whoever speaks is named
CLOSED = (".", "!", "?", "…", ":", ";", ",", "”", '"', "’", ")")


def unmet_premise(
    question: str, sentence: Sentence, neighbours: Sequence[Sentence], answer: str = ""
) -> str | None:
    """Why this sentence cannot answer the question, or None; `neighbours` are its article's.

    `answer` is the short answer that a reader sees in it, if any.
    """
    return next(_reasons(question, sentence, neighbours, answer), None)


def _reasons(
    question: str, sentence: Sentence, neighbours: Sequence[Sentence], answer: str
) -> Iterator[str]:
    article = sentence.article
    text = with_holders(sentence_told(sentence), article.text)
    speaker = asked_speaker(question) if asks_for_speech(question) else None
    missing = unmentioned(question, article)
    rules = (
        (bool(missing), f"The article does not mention {', '.join(missing)}."),
        (wrong_office(question, article.text), "The article does not say who holds this office."),
        (unnamed_group(question, text), "The sentence does not name them."),
        (
            not tells_of(question, text, sentence, neighbours),
            "The sentence is about somebody else.",
        ),
        (told_of_others(question, text), "The sentence says it of somebody else."),
        (
            placed_by_dateline(question, sentence.text),
            "The sentence was only reported from there.",
        ),
        (told_denied(question, answer, text), "The sentence says that it did not happen."),
        (
            speaker is not None
            and _is_silent(speaker, text)
            and not (REACTING.match(question) and is_acting(speaker, text))
            and not _goes_on_speaking(speaker, sentence, neighbours),
            "Somebody else speaks here.",
        ),
        (
            not _may_give_view(question, text, sentence, neighbours),
            "The sentence does not give this view.",
        ),
        (lacks_what_is_asked(question, text), "The sentence has no such time or amount."),
        (not says_whether(question, text), "The sentence does not say whether it happened."),
        (
            asks_who_did_not(question) and not denies(text),
            "The sentence does not say who did not.",
        ),
    )
    return (reason for unmet, reason in rules if unmet)


def _is_silent(speaker: str, text: str) -> bool:
    if others_speak(speaker, text):
        return True
    return not (speaks(speaker, text) or is_speaking(speaker, text))


def _may_give_view(
    question: str, text: str, sentence: Sentence, neighbours: Sequence[Sentence]
) -> bool:
    asked = view_asked(question, sentence.article.text)
    if asked is None:
        return True
    held = holds_it(asked, text) or any(
        _goes_on_speaking(name, sentence, neighbours) for name in asked.holder
    )
    return held and is_about(asked, text)


def _goes_on_speaking(speaker: str, sentence: Sentence, neighbours: Sequence[Sentence]) -> bool:
    """Whether the sentence is nothing but words of the speaker whom one shortly before it names."""
    before = [other for other in neighbours if other.start <= sentence.start][-LOOK_BACK:]
    return any(
        sentence.start <= quotation.start < sentence.end
        and is_named(speaker, quotation.speaker, "")
        for quotation in quotations_of(before)
    )


def is_heading(sentence: Sentence) -> bool:
    """The title again, or a short line that is no sentence and no item of a list."""
    text = sentence.text.strip()
    if text == (sentence.article.title or "").strip():
        return True
    return not (text.endswith(CLOSED) or BULLET.match(text) or len(text.split()) > LONGEST_HEADING)


def unmentioned(question: str, article: Article) -> list[str]:
    """The names of the question, if the article mentions fewer than half of them, and its years.

    An article that never names somebody cannot say what this person did, however close its words
    are to the question. A name counts as mentioned when one of its words is; where something
    happened often goes without saying.
    """
    whole = " ".join(
        part
        for part in (article.title, article.outlet, article.byline, article.published, article.text)
        if part
    )
    folded = fold(whole)
    known = frozenset(word.form for word in words(whole))
    names = [name for name in names_in(question) if not IMPLIED.intersection(name)]
    missing = [
        " ".join(name) for name in names if not any(is_named(word, known, folded) for word in name)
    ]
    years = [year for year in YEAR.findall(question) if year not in folded]
    return (missing if 2 * len(missing) >= len(names) else []) + years


def tells_of(question: str, text: str, sentence: Sentence, neighbours: Sequence[Sentence]) -> bool:
    """Whether those whom the question asks about stand in the sentence or shortly before it.

    `text` is the sentence with the names of those whom it calls by their office.

    What "who invited Otto" asks is not told by a sentence on another guest, however close its
    words are. Where and when (a name after a preposition), whose, and names that describe
    ("which French minister") are left out: such things go without saying. Of 815 answering
    sentences of XQuAD 6 are refused wrongly.
    """
    names = _asked_about(question)
    before = [other.text for other in neighbours if other.start < sentence.start][-SPOKEN_OF:]
    near = " ".join([*before, text, sentence.article.title or ""])
    here = {word.form for word in words(text)}
    return all(
        _stands_in(name, text if topic and not here & PERSONS else near) for name, topic in names
    )


def _stands_in(name: tuple[str, ...], text: str) -> bool:
    known = frozenset(word.form for word in words(text))
    return any(is_named(word, known, fold(text)) for word in name)


def _asked_about(question: str) -> list[tuple[tuple[str, ...], bool]]:
    """The names of the question's last sentence that do something or have it done to them.

    Beside each whether it is the topic of what is said ("about Kim"), which has to stand in the
    sentence itself, or a pronoun for it.
    """
    asked = LAST_SENTENCE.search(question)
    text = asked.group() if asked else question
    found = words(text)
    forms = [word.form for word in found]
    about = []
    for name in names_in(text):
        rows = [n for n in range(1, len(forms)) if tuple(forms[n : n + len(name)]) == name]
        if not rows or IMPLIED.intersection(name) or forms[rows[0] - 1] in BEFORE_CIRCUMSTANCES:
            continue
        behind = text[found[rows[0] + len(name) - 1].end :]
        if not POSSESSIVE.match(behind):
            about.append((name, forms[rows[0] - 1] == "about"))
    return about


def placed_by_dateline(question: str, text: str) -> bool:
    """Whether a place that is asked for ("in Bern") stands in a dateline of several places alone.

    `BERN/ROME — Kim met Graf`: where its newsrooms are does not say where they met.
    """
    found = DATELINE_OF_MANY.match(text)
    if found is None:
        return False
    places = {place.strip().casefold() for place in found["places"].split("/")}
    rest = fold(text[found.end() :])
    return any(
        place.casefold() in places and fold(place) not in rest for place in PLACED.findall(question)
    )


def told_denied(question: str, answer: str, text: str) -> bool:
    """Whether the sentence denies what question and short answer state together.

    "Who advised Otto to go" is not answered by "Lena says that Otto should not go". Only of
    questions that deny nothing themselves and do not ask for somebody's words, which may. Of
    1,468 answering sentences of XQuAD and QED whose question can be turned into a statement 8 are
    refused wrongly.
    """
    if denials(question) or asks_for_speech(question):
        return False
    claim = claim_from(question, answer)
    return claim is not None and compare_polarity(claim, [text]).objection is not None


def wrong_office(question: str, text: str) -> bool:
    """Whether an office is asked for ("president of X") that the text gives to nobody of X."""
    asked = OFFICE.fullmatch(question.strip())
    if asked is None:
        return False
    office = [word.form for word in words(asked["office"])]
    body = [word.form for word in words(asked["body"] or asked["owner"] or "")]
    if not office or office[-1] not in OFFICE_NOUNS:
        return False
    given = [word.form for word in words(text)]
    places = [
        row
        for row in range(len(given) - len(office) + 1)
        if given[row : row + len(office)] == office
    ]
    if asked["is"].strip() not in {"was", "were"}:
        places = [row for row in places if not FORMER.intersection(given[max(0, row - 2) : row])]
    return not any(_belongs(given, row, len(office), body) for row in places)


def _belongs(given: list[str], row: int, length: int, body: list[str]) -> bool:
    """Whether the body stands close before the office, or behind it after "of"."""
    if not body:
        return True
    around = given[max(0, row - NEAR_OFFICE) : row + length + NEAR_OFFICE + len(body)]
    near = " ".join(around)
    return all(is_named(name, around, near) for name in body if len(name) > 2)


def unnamed_group(question: str, sentence: str) -> bool:
    """Whether members are asked for ("which three Gulf states") and only the group is mentioned."""
    asked = WHICH.match(question)
    spoken = asked["group"].casefold().split() if asked else []
    if len(spoken) < SHORTEST_GROUP or FUNCTION_WORDS.intersection(spoken):
        return False
    counted = spoken[0] in SMALL or spoken[0].isdigit()
    group = " ".join(spoken[1:] if counted and len(spoken) > SHORTEST_GROUP else spoken)
    mentions = list(re.finditer(rf"(?<!\w){re.escape(group)}(?!\w)", sentence.casefold()))
    return bool(mentions) and not any(
        LISTING.match(sentence, found.end()) or _named_before(sentence, found.start())
        for found in mentions
    )


def _named_before(sentence: str, position: int) -> bool:
    """`the Calder and Ortiz glass works`: the names stand right before the group."""
    before = sentence[:position].rstrip().split()
    return bool(before) and before[-1][:1].isupper() and len(before) > 1
