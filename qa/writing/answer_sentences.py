"""A question and its short answer as one sentence that reads well, or None. Judges nothing.

"Where did Otto meet Lena?", answered with "Bern", gives "Otto met Lena in Bern."
"""

from __future__ import annotations

import re
from itertools import pairwise

from qa.english.grammar import Part, opens_with_name, parse, parts_of_speech
from qa.english.normal_form import FUNCTION_WORDS, fold, words
from qa.english.verb_forms import past, present
from qa.evidence.answer_claims import claim_from

BARE = frozenset({"VB", "VBP"})
DID, DOES, DO = "did", "does", "do"
_RELATIVE = re.compile(r",? (?:earlier |late |later )?(?:this|last) (?:week|month|year)\b")
_HELPERS = frozenset("will would can could should did does do has have may might must".split())  # noqa: SIM905
_VERBLESS = re.compile(r"\b(?:will|would|can|could|should|may|might|must) +")
_OPEN = frozenset("a an the of to by with for from and or that be is was were are as".split())  # noqa: SIM905
_REASONS = frozenset({"because", "due", "to", "since"})
_REASON_LINK = re.compile(r"\bbecause (?=(?:due to|to|since|because) )")
# Asked so, the answer is a time or a place that needs its preposition.
_TIMED = re.compile(r"\b(?:in )?(?:what|which) (year|month|decade|century)\b", re.IGNORECASE)
_DAYED = re.compile(r"\b(?:on )?(?:what|which) (?:day|date)\b", re.IGNORECASE)
_WHO_IS = re.compile(r"(?P<first>.+?) (?P<being>is|was) (?P<name>[^.]+)\.")


def answer_sentence(question: str, answer: str, told: str) -> str | None:
    """The sentence, or None where the question is of another form or the result would read oddly.

    `told` is the sentence with the answer: it has the past of the verb that the question has bare.
    """
    asked = _RELATIVE.sub("", " ".join(question.split()))
    asked = _DAYED.sub("when", _TIMED.sub("when", asked))
    asked = f"{asked[:1].upper()}{asked[1:]}"
    short = _lowered(_plain(answer), told)
    if not short or (asked.startswith("Why") and not _is_reason(short)):
        return None
    claim = claim_from(asked, short)
    if claim is None or _is_tangled(asked, claim, short):
        return None
    claim = _REASON_LINK.sub("", claim)
    plain = _without_do(_name_first(claim), told)
    if plain is None or not _keeps_quotes(asked, plain) or not _reads_well(plain, short):
        return None
    return _recased(plain, told)


def _is_tangled(asked: str, claim: str, short: str) -> bool:
    """Where the answer came in the middle of the question the clauses in it lose their places."""
    behind = claim[len(short) :].split()
    if fold(claim).startswith(fold(short)):
        inverted = behind[:1] and behind[0] in _HELPERS
        return bool(inverted) and (behind[1:2] in (["the"], ["a"], ["an"]) or behind[1:2] == [])
    inner = " ".join(asked.split()[3:])
    return re.search(r"\b(?:that|which|who|when|where|if|what|how|take)\b", inner) is not None


def _is_reason(answer: str) -> bool:
    """`to save money`, `because of the rain`, or a clause; a noun alone is none."""
    return answer.split()[0].lower() in _REASONS or any(clause.subjects for clause in parse(answer))


def _plain(answer: str) -> str:
    return " ".join(answer.split()).strip(" .,;:")


def _lowered(answer: str, told: str) -> str:
    """Without the capital that the answer has only because the source began with it."""
    first, _, second = answer.partition(" ")
    began = " ".join(told.split()).startswith(answer) and not opens_with_name(told)
    plain = first.lower() in FUNCTION_WORDS and second[:1].islower()
    named = first[1:] != first[1:].lower() or first in {"I", "May", "Will"}
    if named or not (plain or began):
        return answer
    return f"{answer[:1].lower()}{answer[1:]}"


def _recased(sentence: str, told: str) -> str:
    """With the capitals of names that the source has and a question in small letters lacks."""
    forms: dict[str, set[str]] = {}
    for match in re.finditer(r"[^\W\d_][\w’'-]*", told):
        if match.start() and told[: match.start()].rstrip()[-1:] not in '.!?“"':
            forms.setdefault(match.group().lower(), set()).add(match.group())

    def cased(found: re.Match[str]) -> str:
        known = forms.get(found.group(), set())
        return next(iter(known)) if len(known) == 1 else found.group()

    return re.sub(r"(?<![\w’'-])[a-z][\w’'-]*", cased, sentence)


def _keeps_quotes(asked: str, sentence: str) -> bool:
    """What stands in quotation marks in the question stands behind the same word."""
    titles = re.findall(r"(\w+ [\"“][^\"“”]+[\"”])", asked)
    return all(title in sentence for title in titles)


def _name_first(claim: str) -> str:
    """`The mayor of Ely is Ann Lee` as `Ann Lee is the mayor of Ely`."""
    found = _WHO_IS.fullmatch(claim)
    if found is None or not found["first"].startswith(("The ", "A ", "An ")):
        return claim
    named = re.fullmatch(r"[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,3}", found["name"])
    plain = not re.search(r"\b(?:who|that|which)\b|,", found["first"])
    if named is None or not plain:
        return claim
    return f"{found['name']} {found['being']} {found['first'][0].lower()}{found['first'][1:]}."


def _without_do(claim: str, told: str) -> str | None:
    """`Otto did meet Lena` as `Otto met Lena`; None where the verb is not to be found."""
    parts = parts_of_speech(claim)
    at = next((n for n, part in enumerate(parts) if _helps(parts, n)), None)
    if at is None:
        return None if {DID, DOES} & {word.form for word in words(claim)} else claim
    helper = parts[at]
    after = next(n for n in range(at + 1, len(parts)) if not _between(parts[n]))
    verb = parts[after]
    if verb.tag not in BARE or verb.text != verb.text.lower():
        return None
    form = {DID: _past(verb, told), DOES: present(verb.text)}.get(helper.text.lower(), verb.text)
    between = claim[helper.start + len(helper.text) : verb.start].strip()
    before, behind = claim[: helper.start].strip(), claim[verb.start + len(verb.text) :]
    return " ".join(piece for piece in (before, between, form) if piece) + behind


def _helps(parts: tuple[Part, ...], row: int) -> bool:
    return (
        0 < row < len(parts) - 1
        and parts[row].text.lower() in {DID, DOES, DO}
        and (parts[row].role == "aux")
    )


def _between(part: Part) -> bool:
    """An adverb: `did first meet`, `did not` would change the verb and is none."""
    return part.tag == "RB" and part.text.lower() not in {"not", "n't", "n’t"}


def _past(verb: Part, told: str) -> str:
    for part in parts_of_speech(" ".join(told.split())):
        if part.tag == "VBD" and part.lemma == verb.lemma:
            return part.text.lower()
    return past(verb.text)


def _reads_well(sentence: str, answer: str) -> bool:
    """No word twice in a row, no question word left at the front, the answer still inside."""
    said = [word.form for word in words(sentence)]
    twice = any(a == b for a, b in pairwise(said))
    asking = bool(said) and said[0] in {"who", "what", "which", "when", "where", "why", "how"}
    two_links = bool(re.search(r"\b(?:in|on|by|at|to|from) (?:in|on|by|at|to|from)\b", sentence))
    loose = bool(re.search(r" [\"”“](?: |\.?\Z)", sentence))
    kept = fold(answer) in fold(sentence)
    verbless = _VERBLESS.search(sentence)
    loose = loose or (verbless is not None and sentence[verbless.end() :].startswith(answer))
    asking = asking or sentence.rstrip(".").split()[-1].lower() in _OPEN
    return kept and not (twice or asking or two_links or loose or _governs_verb(sentence, answer))


def _governs_verb(sentence: str, answer: str) -> bool:
    """`is responsible for deflect the wind`: a preposition before a bare verb."""
    at = sentence.find(answer)
    before = sentence[:at].split()[-1:] if at > 0 else []
    parts = parts_of_speech(answer)
    return (
        bool(parts)
        and parts[0].tag == "VB"
        and before[:1] != ["to"]
        and bool({*before} & {"in", "on", "by", "at", "for", "from", "of", "with"})
    )
