"""What a written sentence may not be, though every word of it is true.

It says nothing, says it twice, says what only the question says, or tells as a fact what the source
lets somebody say. What fails here is not shown; a shortening of the source is. Knows no model.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.sentences import split_sentences
from qa.english.grammar import SUBJECTS, parse, parts_of_speech, under
from qa.english.normal_form import FUNCTION_WORDS, fold, stem, stems, words
from qa.english.speaking import SPEAKING
from qa.writing.lent_names import puts_name_for_another
from qa.writing.pointing import (
    QUOTED,
    addresses_somebody,
    loses_subject,
    points_at_nobody,
    points_away,
)
from qa.writing.written_subjects import changes_subject

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.english.grammar import Part

BEING = frozenset({"is", "are", "was", "were"})
SAME_ROOT = 6  # letters by which "Ukraine" and "Ukrainian" are known for one
REPEATED = 3  # words in a row, one of them no function word
ACCORDING = "according to"
# A report of speech may call it so, whatever the source calls it.
SAYING = frozenset({"said", "say", "says"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})  # tags of verbs that can bear a sentence
AUXILIARIES = frozenset({"aux", "auxpass"})
COMPLEMENTS = frozenset({"dobj", "xcomp", "ccomp", "attr", "acomp", "oprd"})
UNJUDGED = frozenset({"nsubjpass", "auxpass", "prt", "prep", "agent"})
CLAUSES = frozenset({"ccomp"})  # what a verb of speech says, as a clause


def reads_well(written: str, source: str, question: str) -> bool:
    """Whether a written sentence may stand for the source sentence that it was made from.

    Its words are those of the source and of the question.
    """
    return not (
        lacks_verb(written, source, question)
        or points_away(written)
        or points_at_nobody(written)
        or addresses_somebody(written)
        or brings_words(written, f"{source} {question}")
        or says_nothing(written)
        or repeats_itself(written, source)
        or loses_speaker(written, source)
        or changes_subject(written, source)
        or changes_object(written, source)
        or loses_object(written, source)
        or loses_subject(written, source)
        or puts_name_for_another(written, source)
    )


def lacks_verb(written: str, *told: str) -> bool:
    """`Lena Graf to Bern for talks.`, `Lena Graf, who leads it.`: no sentence.

    Never without the parser.
    Behind a long subject the parser takes "offered" for a participle: where the source or the
    question tells that somebody offered, it is a verb. "Seven people injured" stays none.
    """
    parts = parts_of_speech(written)
    finite = [row for row, part in enumerate(parts) if part.tag in FINITE]
    if not parts or any(not _is_in_relative_clause(parts, row) for row in finite):
        return False
    if finite and not any(part.tag == "VBN" for part in parts):
        return True
    suffered = {part.head for part in parts if part.role == "agent"}
    participles = {
        part.lemma for row, part in enumerate(parts) if part.tag == "VBN" and row not in suffered
    }
    return not any(participles & _done(parts_of_speech(text)) for text in told)


def _is_in_relative_clause(parts: Sequence[Part], row: int) -> bool:
    """Whether a word is part of a clause that tells of a noun: "who leads it"."""
    while parts[row].head != row:
        if parts[row].role == "relcl":
            return True
        row = parts[row].head
    return False


def _done(parts: Sequence[Part]) -> set[str]:
    """The verbs of which a text says that somebody does or did it."""
    passive = {part.head for part in parts if part.role == "auxpass"}
    helped = {part.head for part in parts if part.role == "aux" and part.lemma == "have"}
    return {
        part.lemma
        for row, part in enumerate(parts)
        if row not in passive and (part.tag in {"VBD", "VBZ", "VBP"} or row in helped)
    }


def brings_words(written: str, source: str) -> bool:
    """Whether it has a word that carries facts and that the source lacks in every form.

    A writer likes to say again what the question takes for granted: "reached a settlement" of one
    who sues.
    """
    theirs = [word.form for word in words(source)]
    known = {stem(form) for form in theirs} | SAYING
    return any(
        word.form not in FUNCTION_WORDS
        and stem(word.form) not in known
        and not any(_one_root(word.form, other) for other in theirs)
        for word in words(written)
    )


def says_nothing(written: str) -> bool:
    """`Foreign Minister Ruiz is foreign minister`: what it is called already names it."""
    forms = words(written)
    at = next((row for row, word in enumerate(forms) if word.form in BEING), None)
    if at is None:
        return False
    before, behind = (
        [w.form for w in part if w.form not in FUNCTION_WORDS]
        for part in (forms[:at], forms[at + 1 :])
    )
    same = all(any(_one_root(form, other) for other in before) for form in behind)
    return bool(before and behind) and same


def only_describes(written: str, answer: str) -> bool:
    """`Otto Berg is Ruritanian` of "Ruritanian Finance Minister Otto Berg", asked who he is.

    The short answer is the name, so that the adjective is not what was asked for.
    """
    parts = parts_of_speech(written)
    said = [
        row
        for row, part in enumerate(parts)
        if part.role == "acomp" and parts[part.head].lemma == "be"
    ]
    return any(len(under(parts, row)) == 1 and stem(parts[row].text) not in stems(answer)
               for row in said)  # fmt: skip


def _one_root(one: str, other: str) -> bool:
    return one == other or (
        len(one) >= SAME_ROOT and len(other) >= SAME_ROOT and one[:SAME_ROOT] == other[:SAME_ROOT]
    )


def repeats_itself(written: str, source: str) -> bool:
    """Whether a word that carries facts, or a run of words, stands more often than in the source.

    `Turkey, Austria and Turkey have offered`; once is never too often.
    """
    own, theirs = ([word.form for word in words(text)] for text in (written, source))
    if any(own.count(f) > max(1, theirs.count(f)) for f in set(own) - FUNCTION_WORDS):
        return True
    return repeats_run(written, source)


def repeats_run(written: str, source: str) -> bool:
    """Whether a run of words stands twice that stands once in the source at most."""
    own, theirs = ([word.form for word in words(text)] for text in (written, source))
    return any(
        _count(own, run) > 1 and _count(theirs, run) < 2
        for run in zip(*(own[n:] for n in range(REPEATED)), strict=False)
        if not FUNCTION_WORDS.issuperset(run)
    )


def _count(forms: Sequence[str], run: Sequence[str]) -> int:
    size = len(run)
    return sum(tuple(forms[n : n + size]) == tuple(run) for n in range(len(forms)))


def loses_speaker(written: str, source: str) -> bool:
    """Whether it tells what somebody says in the source, and neither that it is said nor by whom.

    Most of its words have to stand in what is said: the rest of such a sentence is the article's.
    """
    parts = parts_of_speech(source)
    said, speakers = _spoken(source, parts)
    if not said or ACCORDING in fold(written):
        return False
    told = stems(written)
    shared = told & stems(source)
    if 2 * len(shared & stems(" ".join(said))) < max(1, len(shared)) or told & speakers:
        return False
    return not any(map(_gives_words, parts_of_speech(written)))


def changes_object(written: str, source: str) -> bool:
    """`Graf proposed talks` of "Graf proposed towns for talks": what was done is another thing.

    Whether names keep their roles is the checker's to say.
    """
    told = parse(source)
    for clause in parse(written):
        heads = {phrase.head for phrase in clause.objects if not phrase.names}
        same = [other for other in told if other.verb == clause.verb and other.objects]
        theirs = [phrase for other in same for phrase in other.objects]
        if not heads or not theirs or any(phrase.pronoun for phrase in theirs):
            continue
        if heads.isdisjoint(phrase.head for phrase in theirs):
            return True
    return False


def loses_object(written: str, source: str) -> bool:
    """`Ely and Bath offered.` of "offered to host the games": what was done is left out.

    Only where the verb never stands so in the source.
    """
    complete = _verbs_with_complement(parts_of_speech(source))
    return any(
        not has and complete.get(verb, False)
        for verb, has in _verbs_with_complement(parts_of_speech(written)).items()
    )


def _verbs_with_complement(parts: Sequence[Part]) -> dict[str, bool]:
    """The active verbs of a text, and whether each of them has an object or complement all through.

    A verb with a particle or with words behind a preposition is not judged.
    """
    found: dict[str, bool] = {}
    for row, part in enumerate(parts):
        roles = {other.role for n, other in enumerate(parts) if other.head == row and n != row}
        if not part.tag.startswith("VB") or part.role in AUXILIARIES or roles & UNJUDGED:
            continue
        found[part.lemma] = found.get(part.lemma, True) and bool(roles & COMPLEMENTS)
    return found


def _gives_words(part: Part) -> bool:
    return part.lemma in SPEAKING and part.tag.startswith("VB")


def _spoken(source: str, parts: Sequence[Part]) -> tuple[list[str], frozenset[str]]:
    """What is said in a sentence, quoted or as a clause, and the stems of the names of who speaks.

    Where several speak, each of them counts.
    """
    said: list[str] = []
    speakers: set[str] = set()
    quoted = [text for pair in QUOTED.findall(source) for text in pair if text]
    for row, part in enumerate(parts):
        if not _gives_words(part):
            continue
        below = [n for n, other in enumerate(parts) if other.head == row and n != row]
        clauses = [n for n in below if parts[n].role in CLAUSES]
        if not clauses and not quoted:
            continue
        said += [_clause(source, parts, row, clause) for clause in clauses]
        speakers |= _named(parts, row)
    if speakers:
        said += quoted
    return said, frozenset(speakers)


def _clause(source: str, parts: Sequence[Part], verb: int, clause: int) -> str:
    """Behind the verb all that follows it in its sentence: long lists lead the parser astray."""
    if clause > verb:
        start = parts[verb].start
        ends = (span.end for span in split_sentences(source) if span.end > start)
        return source[start + len(parts[verb].text) : next(ends, len(source))]
    return " ".join(parts[row].text for row in under(parts, clause))


def _named(parts: Sequence[Part], verb: int) -> set[str]:
    """The stems of a verb's subject; of the verb above where it has none ("wrote, adding that")."""
    subjects = [n for n, p in enumerate(parts) if p.head == verb and p.role in SUBJECTS]
    above = parts[verb].head
    if not subjects:
        return set() if above == verb else _named(parts, above)
    return set(stems(" ".join(parts[k].text for n in subjects for k in under(parts, n))))


def bare_name(question: str, answer: str) -> str:
    """An answer to "who" without the words in front of the name that the question has already.

    "Foreign Minister Ana Ruiz" for "Who is the foreign minister?" is Ana Ruiz.
    """
    asked = [word.form for word in words(question)]
    if asked[:1] != ["who"]:
        return answer
    known = [form for form in asked[1:] if form not in FUNCTION_WORDS]
    said = words(answer)
    at = 0
    while at < len(said) and any(_one_root(said[at].form, form) for form in known):
        at += 1
    rest = answer[said[at].start :] if at < len(said) else ""
    return rest if rest[:1].isupper() else answer
