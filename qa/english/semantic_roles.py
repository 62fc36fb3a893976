"""Whether a sentence says of somebody else what is asked of one person. Only ever refuses.

"Who did Otto invite" is not answered by "Lena invited Otto", though every word is there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.english.grammar import ASKING, parse, parts_of_speech
from qa.english.name_forms import is_named
from qa.english.normal_form import FUNCTION_WORDS, fold, stem
from qa.english.offices import OFFICE_NOUNS
from qa.english.verb_kin import kin_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qa.english.grammar import Clause, Phrase

# What both sides do: who met whom says nothing about the roles.
MUTUAL = frozenset(
    stem(verb)
    for verb in """meet talk speak marry divorce agree compete fight play negotiate share differ
    argue clash cooperate partner merge wed date resemble be have do""".split()  # noqa: SIM905
)
# Verbs that say little of what happened: another may stand for them.
LIGHT = frozenset(
    stem(verb)
    for verb in """be do have go get make take say tell become happen give call use know mean
    describe think want see look""".split()  # noqa: SIM905
)
# Prepositions behind which another name makes it another event.
TELLING = frozenset({"to", "from", "with", "against", "for", "by"})
NAME_WORD = r"[A-Z][\w.’'-]*"
INVERTED = re.compile(
    r"(?P<asked>(?:[Ww]h\w+|[Hh]ow)\b[^,?]{0,60}?) (?P<helper>did|does|do|will|would|has|have|had) "
    rf"(?P<who>(?:the )?{NAME_WORD}(?: (?:and |of |the )*{NAME_WORD})*) (?P<rest>[a-z][^?]*)\?"
)
PARTAKER = re.compile(
    r"\s*(?:(?:to|from|with|for|against|of|by|about) )?"
    r"(?:whom?|how many|what (?:did|has|have|had))\b",
    re.IGNORECASE,
)
ADVERBIAL = re.compile(r"(?:when|where|why|how)\b")
PREPOSITIONS = ("to ", "about ", "from ", "with ", "in ", "on ", "at ", "for ", "of ", "by ", "as ")
TITLES = frozenset(
    """president minister chief chancellor king queen mayor governor senator secretary prime foreign
    mr mrs ms dr sir lord lady prince princess pope general colonel captain judge professor
    leader the""".split()  # noqa: SIM905
)


def told_of_others(question: str, sentence: str) -> bool:
    """Whether every clause with the question's verb gives its names other roles.

    A sentence that tells it with another verb, a pronoun or a noun is not judged.
    """
    asked = asked_clause(question)
    if asked is None or stem(asked.verb) in MUTUAL:
        return False
    same = [c for c in parse(sentence) if stem(c.verb) == stem(asked.verb)]
    return bool(same) and all(_disagrees(asked, clause) for clause in same)


def given_other_roles(statement: str, sentences: Sequence[str]) -> Clause | None:
    """The first clause of a statement whose names have other roles wherever its verb stands."""
    told = [clause for sentence in sentences for clause in parse(sentence)]
    for clause in parse(statement):
        if stem(clause.verb) in MUTUAL:
            continue
        same = [c for c in told if stem(c.verb) == stem(clause.verb)]
        # "Kim is afraid" is compared with who is afraid, not with who is anything.
        alike = [c for c in same if _attributed(c) & _attributed(clause)]
        if same and all(
            _disagrees(clause, c) or _turned_round(clause, c) or _turned_round(c, clause)
            for c in alike or same
        ):
            return clause
    return None


def _attributed(clause: Clause) -> set[str]:
    return set(map(stem, clause.attributes))


def same_event(clause: Clause, told: Clause) -> bool:
    """Whether two clauses have one verb and something in common that takes part in it."""
    if stem(clause.verb) != stem(told.verb):
        return False
    if clause.attributes and told.attributes:
        return bool(_attributed(clause) & _attributed(told))
    return share_somebody(clause, told) or not (heads_of(clause.phrases) or heads_of(told.phrases))


def share_somebody(clause: Clause, told: Clause) -> bool:
    """Whether somebody or something takes part in both."""
    return bool(heads_of(clause.phrases) & heads_of(told.phrases))


def heads_of(phrases: Iterable[Phrase]) -> set[str]:
    """The stems of the nouns of these phrases and of the names in them; pronouns left out."""
    found = list(phrases)
    return {stem(p.head) for p in found if not p.pronoun} | {
        stem(n) for p in found for n in p.names
    }


def is_acting(who: str, sentence: str) -> bool:
    """Whether any verb has them for its subject."""
    return any(stands((who,), clause.subjects) for clause in parse(sentence))


def tells_verb(question: str, sentence: str) -> bool:
    """Whether a sentence has the question's verb in some form, or a word that may tell the same.

    True where the question has no verb to look for. A sign, not a proof: words that WordNet does
    not join may tell it too ("decisively beaten" of "lost").
    """
    asked = asked_clause(question)
    if asked is None or stem(asked.verb) in LIGHT:
        return True
    return tells_deed(asked.verb, sentence)


def tells_deed(verb: str, sentence: str) -> bool:
    """Whether a word of a sentence may tell a deed; true for a verb that WordNet does not know."""
    here = {stem(form) for p in parts_of_speech(sentence) for form in (p.lemma, fold(p.text))}
    kin = kin_of(verb) - LIGHT
    return not kin or bool(here & (kin | {stem(verb)}))


def asks_for_partaker(question: str) -> bool:
    """Whether a question asks for who or what had a part in a deed: "who", "what did they".

    Or for a holder of an office or several at once: "which leader", "which banks", "how many". One
    thing among its like ("which city") is more often told by another word than named so.
    """
    if PARTAKER.match(question):
        return True
    parts = parts_of_speech(question)
    asked = next((p for p in parts[:2] if p.tag in ASKING), None)
    if asked is None or asked.role != "det":
        return False
    kind = parts[asked.head]
    return kind.tag in {"NNS", "NNPS"} or kind.lemma in OFFICE_NOUNS


def asked_clause(question: str) -> Clause | None:
    """The clause of the question word; of a yes-or-no question the first."""
    found = parse(as_statement(question))
    turned = INVERTED.fullmatch(question.strip())
    if turned is not None:
        verb = stem(turned["rest"].split()[0])
        return next((c for c in found if stem(c.verb) == verb), None)
    return next((c for c in found if c.asked), found[0] if found else None)


def as_statement(question: str) -> str:
    """`Who did Otto invite to Bern?` as `Indeed, Otto did invite who to Bern?`.

    The parser saw few questions; a name before the verb it often takes for a part of the verb.
    """
    turned = INVERTED.fullmatch(question.strip())
    if turned is None:
        return question
    asked, (verb, _, rest) = turned["asked"].lower(), turned["rest"].partition(" ")
    behind_verb = ADVERBIAL.match(asked) is None and rest.startswith(PREPOSITIONS)
    words_behind = f"{verb} {asked} {rest}" if behind_verb else f"{turned['rest']} {asked}"
    return f"Indeed, {turned['who']} {turned['helper']} {words_behind}?"


def _disagrees(asked: Clause, told: Clause) -> bool:
    """Whether somebody stands in the other role, or somebody else in this one."""
    done_by = _heads(asked.subjects) & (_heads(told.objects) - _heads(told.subjects))
    done_to = _heads(asked.objects) & (_heads(told.subjects) - _heads(told.objects))
    if done_by and done_to:
        return True
    sides = (
        (asked.subjects, told.subjects, told.objects),
        (asked.objects, told.objects, told.subjects),
    )
    for wanted, here, there in sides:
        for phrase in wanted:
            name = names_of(phrase)
            if not name or phrase.asked or stands(name, here) or not here:
                continue
            exchanged = stands(name, [p for p in there if _comparable(phrase, p)])
            if exchanged or all(_another(phrase, p) for p in here):
                return True
    return any(
        _elsewhere(phrase, preposition, told)
        for preposition, phrase in asked.around
        if preposition in TELLING and not phrase.asked
    )


def _another(phrase: Phrase, other: Phrase) -> bool:
    """Whether two phrases that share no name mean two: "the Poland captain" may be Anna Nowak."""
    return _comparable(phrase, other) and bool(names_of(other)) and not other.pronoun


def _comparable(phrase: Phrase, other: Phrase) -> bool:
    return phrase.head == other.head or (_is_bare_name(phrase) and _is_bare_name(other))


def _is_bare_name(phrase: Phrase) -> bool:
    return fold(phrase.head) in names_of(phrase)


def _turned_round(one: Clause, other: Clause) -> bool:
    """Whether what does it in one has it done to it in the other: "the parade marks the day".

    Only where both have somebody for either role: "they raised prices", "prices were raised".
    """
    if not (one.subjects and one.objects and other.subjects and other.objects):
        return False
    return bool((_heads(one.objects) & _heads(other.subjects)) - _heads(other.objects))


def _heads(phrases: Iterable[Phrase]) -> set[str]:
    return {p.head for p in phrases if not p.pronoun and not p.asked}


def _elsewhere(phrase: Phrase, preposition: str, told: Clause) -> bool:
    name = names_of(phrase)
    same = [p for other, p in told.around if other == preposition]
    apart = bool(name and same) and all(_another(phrase, p) for p in same)
    return apart and not stands(name, told.phrases)


def named(phrases: Iterable[Phrase]) -> list[tuple[str, ...]]:
    """The names, as folded words without titles, of those of these phrases that have one."""
    return [names for p in phrases if not p.asked and (names := names_of(p))]


def names_of(phrase: Phrase) -> tuple[str, ...]:
    """The folded words of a phrase's name without titles."""
    return tuple(n for n in phrase.names if n not in TITLES | FUNCTION_WORDS)


def _initials(phrase: Phrase) -> str:
    return "".join(part[0] for part in phrase.names if part not in FUNCTION_WORDS)


def stands(name: tuple[str, ...], phrases: Iterable[Phrase]) -> bool:
    """Whether one of a name's words names one of the phrases, in this form or another."""
    found = list(phrases)
    known = [word for p in found for word in (*names_of(p), p.head, _initials(p))]
    heads = {stem(p.head) for p in found}  # a head is a lemma: "leader" of "the leaders"
    return any(is_named(word, known, " ".join(known)) or stem(word) in heads for word in name)
