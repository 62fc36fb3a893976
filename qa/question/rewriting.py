"""When a question is worth rewriting by a model, and which of its rewritings may be used.

The model is behind `Rewriter`. Whatever it writes is a proposal: a word that nobody said is
refused, and so is a rewriting that loses what was asked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from qa.english.grammar import parts_of_speech
from qa.english.mentions import mentions
from qa.english.normal_form import FUNCTION_WORDS, stem, words
from qa.question.dialogue_moves import read_move
from qa.question.pronouns import EXPLETIVE
from qa.question.question_frames import IRREGULAR, bare_question, frame_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qa.question.question_frames import Frame


class Rewriter(Protocol):
    """Makes a question stand alone. Deterministic."""

    def rewrite(self, earlier: Sequence[tuple[str, str]], question: str) -> str | None:
        """The question as it stands alone; itself where it does already, None where unable.

        `earlier` holds questions that stand alone, each with the gist of its answer.
        """
        ...


NAME = re.compile(r"(?<=[\w,] )[A-Z][\w’'-]+")  # behind the first word
SHORT = 4  # words of a question that leaves something out
# Not in "same-sex", "this year", "instead of", "other than".
LEANING = re.compile(
    r"(?<![\w-])(?:he|him|his|she|her|hers|it|its|they|them|their|theirs"
    r"|this(?! (?:year|month|week|season|century)\b)"
    r"|(?:that|those)(?! (?:who|whom|whose|which|where|with|in|from)\b)|these|there|then"
    r"|ones?(?! (?-i:[A-Z]))|else|others?(?! than\b)|another|same|so|both|either|neither|together"
    r"|instead(?! of\b)|too(?! \w)|himself|herself|itself|themselves"
    r"|the (?:latter|(?:former|first|second|third|last)(?=\W*\Z| (?:is|are|was|were|did|does|do|has"
    r"|have|had|will|would|can|could|said|says?|tells?|told|thinks?)\b)))(?![\w-])",
    re.IGNORECASE,
)
FEWEST_TOLD = 3  # words that carry facts in a question that may be complete
_MEASURES = frozenset("many much long often far old big soon".split())  # noqa: SIM905
_COUNTED_ALONE = re.compile(r"(?:\w+ )?(?:how (?:many|much)|which|whose)", re.IGNORECASE)
_KNOWN = re.compile(r"\b(?:the|each|we|us|our)\b", re.IGNORECASE)
_OF_A_NAME = re.compile(r"(?!wh|how)[\w’' -]+ (?:of|for) (?-i:[A-Z])[\w’' -]+", re.IGNORECASE)
_LINKING = frozenset({"IN", "WDT"})  # tags of the "that" of "the claim that", "the law that"
# "the company", "that other man": may stand for what a rewriting names.
_DESCRIBED = re.compile(r"\b(?:the|that|this|those|these) (?P<words>[\w’'-]+(?: [\w’'-]+)?)", re.I)
_OWN = re.compile(r"he|she|his|her|its|their|himself|herself|itself|themselves", re.IGNORECASE)
# Behind a name: "men who mocked him", "when they met"; not "after him".
_OF_A_CLAUSE = re.compile(
    r"\b(?:who|that|when|if|because|before|after|while|once|until|though)\b"
    r"(?:[^,]*\b(?:he|she|they)| \w[^,]* (?:him|her|them))\Z",
    re.IGNORECASE,
)
OPENING = re.compile(
    r"(?:and|but|so|or|then|ok|okay|well|also|no|sorry|wait|oh|yes|back|return(?:ing)?|going back"
    r"|(?:what|how) about|same|not|i mean)\b",
    re.IGNORECASE,
)
_TOPIC = re.compile(r"(?:what|how) about\b|[^?]*[,:;]", re.IGNORECASE)  # names it before it asks
_PRESENT = {past: lemma for lemma, past in IRREGULAR.items()}
# Words by which a turn is tied to the talk; what is asked does not lose them.
TYING = frozenset(
    """ok okay well back going go return returning again meant mean sorry wait please thanks
    same question thing things one ones other others else yes no wrong oops two three four both
    actually now wanted said exactly really sure certain pls u r anyway talking
    """.split()  # noqa: SIM905
)
# Words that a rewriting may need though nobody said them: of some 10,000 written by hand one in
# eight has a word that is neither said nor here.
JOINING = frozenset(
    """happen happened say said did do done be been become got get take taken according compared
    besides involved person people way sure certain long among
    come go make tell told name number report reported""".split()  # noqa: SIM905
)
# "sorry, not the tram, the bus": what is not meant may go.
_NOT_MEANT = re.compile(
    r"(?:(?:no|sorry|wait|oh|ok|well|i meant?)\b[,;]? )+not (?P<words>[^,;.?!]+?)"
    r"(?=[,;.?!]|\b(?:but|i)\b|\Z)",
    re.IGNORECASE,
)
WORD = re.compile(r"[\w’'-]+")
YEAR = re.compile(r"(?:1[5-9]|20)[0-9]{2}")
MOST_LOST = 0.34  # of the content words that were typed
LONGEST = 45  # words


def may_lean(question: str) -> bool:
    """Whether it is worth a model's time; what names its matter in full is never changed."""
    if read_move(question) or (surely_leans(question) and not _is_whole(question)):
        return True
    named = NAME.search(question) or any(m.named for m in mentions(question))
    frame = None if named else frame_of(question)  # "cost of a ferry": for a search, whole
    return frame is not None and not _is_complete(frame, question)


def names_its_matter(question: str) -> bool:
    """Whether nothing in it points to the talk, and a name in it may be enough."""
    bare = bare_question(question)
    return bool(NAME.search(bare) and frame_of(bare)) and not _points_back(bare)


def _is_whole(question: str) -> bool:
    """`And what did Kim say about the tram?`: nothing but an "and" ties it to the talk."""
    bare = bare_question(question)
    frame = None if _points_back(bare) or len(bare.split()) <= SHORT else frame_of(bare)
    return frame is not None and bool(frame.subject or frame.rest) and not _TOPIC.match(bare)


def _is_complete(frame: Frame, question: str) -> bool:
    """`Who offered to host talks?`: a verb with its object, and nothing that was spoken of.

    Only for a question without a name. "The killer", "each" and "how many were built" leave room
    for more. Of 1,662 turns that lean one is held for complete.
    """
    told = [word.form for word in words(question) if word.form not in FUNCTION_WORDS]
    return (
        bool(frame.verb and _told(frame.rest))
        and len({*told} - _MEASURES) >= FEWEST_TOLD
        and not _COUNTED_ALONE.fullmatch(frame.asked)
        and not _KNOWN.search(question)
    )


def surely_leans(question: str) -> bool:
    """Whether its form alone points to something said before, or it is hardly a question."""
    bare = question.strip(" ?.!…")
    if OPENING.match(bare) or _points_back(bare):
        return True
    return len(bare.split()) <= SHORT and not _OF_A_NAME.fullmatch(bare)


def _points_back(question: str) -> bool:
    """Whether a word of a question stands for something that was said before.

    Not "his" and "he" behind a name: "What did Kim say about his plans?", "when he resigned", and
    not "him" in a clause behind one: "the men who mocked him".
    """
    named = NAME.search(question)
    linking = _linking(question)
    words_at = (found for found in LEANING.finditer(question) if found.start() not in linking)
    return any(
        named is None
        or found.start() < named.end()
        or not (
            _OWN.fullmatch(found[0]) or _OF_A_CLAUSE.search(question[named.end() : found.end()])
        )
        or "," in question[named.end() : found.start()]
        for found in words_at
        if found[0].casefold() != "it" or not EXPLETIVE.search(question)
    )


def _linking(question: str) -> frozenset[int]:
    """Where a "that" begins a clause and stands for nothing said before."""
    if "that" not in question.casefold():
        return frozenset()
    found = parts_of_speech(question)
    return frozenset(
        part.start for part in found if part.text.casefold() == "that" and part.tag in _LINKING
    )


def usable(rewritten: str, earlier: Iterable[str], question: str) -> bool:
    """Whether a rewriting asks what was typed, with words of the talk alone.

    A description that the talk has not used yet may be lost where a name comes for it: "the
    airline" for Emerald Air. Of the rewritings of 565 turns of conversations by their own authors
    66 are refused, of 6,751 others 721.
    """
    typed, made = _told(question), _told(rewritten)
    before: frozenset[str] = frozenset().union(*(_told(each) for each in earlier))
    said = typed | before
    # "71" may be meant as 1971
    new = {word for word in made - said if not (YEAR.fullmatch(word) and word[2:] in said)}
    kept = {word for word in typed if word not in _STEMMED_TYING}
    lost = kept - made - {word[2:] for word in made if YEAR.fullmatch(word)}
    if corrected := _NOT_MEANT.match(question):
        lost -= _told(corrected["words"])
    if any(not _told(name) <= typed for name in NAME.findall(rewritten)):
        lost -= _described(question) - before
    most = MOST_LOST if surely_leans(question) else 0.0  # what may stand alone is only added to
    return (
        new <= _STEMMED_JOINING
        and len(lost) <= most * len(kept)
        and len(rewritten.split()) <= LONGEST
    )


def _described(question: str) -> frozenset[str]:
    return _told(" ".join(found["words"] for found in _DESCRIBED.finditer(question)))


def tidied(rewritten: str, said: Iterable[str]) -> str:
    """With a mark at its end, and no capital that nobody wrote in a word somebody wrote small."""
    forms = {form for text in said for form in WORD.findall(text)}

    def written(found: re.Match[str]) -> str:
        small = found[0].lower()
        return small if found[0] not in forms and small in forms else found[0]

    text = re.sub(r"(?<= )[A-Z][\w’'-]*", written, rewritten)
    return text if text.endswith(("?", ".", "!")) else f"{text}?"


def _told(text: str) -> frozenset[str]:
    forms = {_PRESENT.get(word.form, word.form) for word in words(text)} - FUNCTION_WORDS
    return frozenset(stem(form) for form in forms)


_STEMMED_TYING = frozenset(stem(word) for word in TYING)
_STEMMED_JOINING = frozenset(stem(word) for word in JOINING)
