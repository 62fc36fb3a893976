"""Who does what to whom in a sentence, as its grammar says.

Knows nothing of questions' answers or of what is refused: it turns a text into clauses.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.english.normal_form import words
from qa.english.parser import is_installed, read

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

ASKING = frozenset({"WDT", "WP", "WP$", "WRB"})  # tags of question words
SUBJECTS = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
OBJECTS = frozenset({"dobj", "obj"})
RECEIVERS = frozenset({"dative", "iobj"})
# Clauses that lend their subject from the clause they belong to.
LENDING = frozenset({"xcomp", "conj", "advcl", "ccomp", "pcomp"})
# Words before a verb by which it is not told as having happened.
SUPPOSING = frozenset("would could might may should must can if unless whether".split())  # noqa: SIM905
# "The prospect of Kim visiting": nouns under which a verb is no more than thought of.
PROSPECTS = frozenset(
    """prospect idea possibility chance risk threat hope thought question likelihood danger fear
    proposal plan suggestion invitation""".split()  # noqa: SIM905
)
# Verbs whose clause did not happen: "denied hitting", "refused to go".
DENYING = frozenset("deny refuse decline reject fail refute dispute avoid".split())  # noqa: SIM905
AWAY = frozenset({"without", "against"})  # "advised against going"
NOBODY = frozenset("no none nobody nothing neither".split())  # noqa: SIM905
AHEAD = frozenset({"will", "'ll", "’ll", "shall"})
ATTRIBUTES = frozenset({"attr", "acomp", "oprd"})
LINKING = frozenset("be appear seem look sound feel prove become remain stay grow get".split())  # noqa: SIM905
FOLLOWING = frozenset({"xcomp", "ccomp", "advcl", "csubj"})
BRINGING_ABOUT = frozenset("manage begin start continue proceed go come help force".split())  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun with what belongs to it: its folded head, its proper names, and what it is."""

    head: str
    names: tuple[str, ...] = ()
    asked: bool = False  # holds a question word
    pronoun: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """A verb by its lemma, with those who do it and those to whom it is done, passive or not."""

    verb: str
    subjects: tuple[Phrase, ...]
    objects: tuple[Phrase, ...]
    around: tuple[tuple[str, Phrase], ...]  # preposition and what follows it
    asked: bool = False  # the question word belongs to this clause
    real: bool = True  # neither denied nor only possible, wanted or supposed
    negated: bool = False
    ahead: bool = False  # told of the future
    attributes: tuple[str, ...] = ()  # what the subject is said to be, by folded heads
    open: bool = False  # "whether to go": nobody has decided or knows

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """All that stands around the verb."""
        return (*self.subjects, *self.beside)

    @property
    def beside(self) -> tuple[Phrase, ...]:
        """All of them but who does it."""
        return (*self.objects, *(phrase for _, phrase in self.around))


@dataclass(frozen=True, slots=True)
class Part:
    """One word of a text: its place in it, and what it is there."""

    text: str
    start: int
    tag: str  # of the Penn Treebank: VB a bare verb, NNP a name, PRP$ a possessive
    lemma: str
    role: str  # what it is to the word number `head`
    head: int


@functools.lru_cache(maxsize=4096)
def parse(text: str) -> tuple[Clause, ...]:
    """The clauses of a sentence in the order of their verbs; none without the parser."""
    if not is_installed():
        return ()
    return tuple(_clause(token) for token in read(text) if _is_predicate(token))


@functools.lru_cache(maxsize=4096)
def opens_with_name(text: str) -> bool:
    """Whether the first word, which has its capital anyway, is a name; true without the parser."""
    if not is_installed():
        return True
    doc = read(text)
    return len(doc) > 0 and doc[0].pos_ == "PROPN"


def parts_of_speech(text: str) -> tuple[Part, ...]:
    """The words of a text without double spaces; none without the parser."""
    if not is_installed():
        return ()
    return tuple(
        Part(t.text, t.idx, t.tag_, t.lemma_.casefold(), t.dep_, t.head.i) for t in read(text)
    )


def under(parts: Sequence[Part], top: int) -> list[int]:
    """The rows of a word and of everything that hangs on it, in order."""
    kept = []
    for row in range(len(parts)):
        at = row
        while at != top and parts[at].head != at:
            at = parts[at].head
        if at == top:
            kept.append(row)
    return kept


def stands_for_what_follows(parts: Sequence[Part], it: Part) -> bool:
    """`Is it hard to tell`, `it remains unclear whether they come`: this "it" means nothing."""
    if it.role == "expl":
        return True
    if it.role not in SUBJECTS or parts[it.head].lemma not in LINKING:
        return False
    said = [n for n, part in enumerate(parts) if part.head == it.head and part.role == "acomp"]
    heads = {it.head, *said}
    return bool(said) and any(p.role in FOLLOWING and p.head in heads for p in parts)


def name_lists(text: str) -> list[tuple[tuple[str, ...], ...]]:
    """Names that "and" or "or" joins, as folded words, list by list; none without the parser."""
    if not is_installed():
        return []
    lists = []
    for token in read(text):
        if token.dep_ != "conj" and token.conjuncts:
            joined = [_phrase(each) for each in (token, *token.conjuncts)]
            names = tuple(phrase.names for phrase in joined if phrase.names)
            if len(names) > 1:
                lists.append(names)
    return lists


def _is_predicate(token: Token) -> bool:
    return token.pos_ in {"VERB", "AUX"} and token.dep_ not in {"aux", "auxpass", "prep"}


def _clause(verb: Token) -> Clause:
    passive = any(child.dep_ in PASSIVE_SUBJECTS | {"auxpass"} for child in verb.children)
    subjects = [c for c in verb.children if c.dep_ in SUBJECTS]
    objects = [c for c in verb.children if c.dep_ in OBJECTS | PASSIVE_SUBJECTS | RECEIVERS]
    around = []
    for preposition, noun in _prepositional(verb):
        if preposition == "by" and passive:
            subjects.append(noun)
        else:
            around.append((preposition, _phrase(noun)))
    if verb.dep_ in {"relcl", "acl"}:
        subjects, objects = _of_noun(verb, subjects, objects)
    elif not subjects and not passive and verb.dep_ in LENDING:
        subjects = _lent(verb)
    return Clause(
        verb=verb.lemma_.casefold(),
        subjects=tuple(_phrase(t) for s in subjects for t in (s, *s.conjuncts)),
        objects=tuple(_phrase(t) for o in objects for t in (o, *o.conjuncts)),
        around=tuple(around),
        asked=any(t.tag_ in ASKING and _verb_above(t) == verb for t in verb.subtree),
        real=_is_real(verb),
        negated=_is_negated(verb),
        ahead=any(c.dep_ == "aux" and c.lower_ in AHEAD for c in verb.children),
        attributes=tuple(c.lemma_.casefold() for c in verb.children if c.dep_ in ATTRIBUTES),
        open=_is_open(verb),
    )


def _is_open(verb: Token) -> bool:
    """`whether to sell it`, `if it will sell it` behind "ask" or "decide", and what is joined."""
    marks = {c.lower_ for c in verb.children if c.dep_ in {"mark", "advmod", "preconj"}}
    if "whether" in marks or ("if" in marks and verb.dep_ == "ccomp"):
        return True
    return verb.dep_ == "conj" and verb.head != verb and _is_open(verb.head)


def _is_real(verb: Token) -> bool:
    """`visited`, `began to visit`; not `would visit`, `if they visit`, `asked them to visit`."""
    helpers = [c for c in verb.children if c.dep_ in {"aux", "neg", "mark"}]
    if any(c.dep_ == "neg" or c.lemma_.casefold() in SUPPOSING for c in helpers):
        return False
    if verb.tag_ == "VBG" and any(above.lemma_ in PROSPECTS for above in verb.ancestors):
        return False
    to = any(c.tag_ == "TO" for c in helpers)
    return not to or verb.head.lemma_ in BRINGING_ABOUT


def _is_negated(verb: Token) -> bool:
    """`never went`, `no one went`, `no longer goes`, `denied going`, `did not say that they went`.

    Two of these undo each other.
    """
    said = sum(c.dep_ == "neg" or _is_no_longer(c) for c in verb.children)
    nobody = any(
        t.lower_ in NOBODY
        for c in verb.children
        if c.dep_ in SUBJECTS | OBJECTS | PASSIVE_SUBJECTS | ATTRIBUTES
        for t in (c, *c.children)
    )
    without = verb.dep_ == "pcomp" and verb.head.lower_ in AWAY
    governed = verb.dep_ in {"ccomp", "xcomp", "pcomp", "acl"} and verb.head != verb
    denied = governed and verb.head.lemma_ in DENYING
    above = governed and _is_predicate(verb.head) and _is_negated(verb.head)
    nothing_of = verb.dep_ == "acl" and any(t.lower_ in NOBODY for t in verb.head.children)
    return bool((said + nobody + without + denied + above + nothing_of) % 2)


def _is_no_longer(token: Token) -> bool:
    return token.lower_ == "longer" and any(t.lower_ == "no" for t in token.children)


def _verb_above(token: Token) -> Token | None:
    return next((above for above in token.ancestors if _is_predicate(above)), None)


def _prepositional(verb: Token) -> Iterator[tuple[str, Token]]:
    for child in verb.children:
        if child.dep_ in {"prep", "agent", "dative"} and child.pos_ in {"ADP", "SCONJ"}:
            for noun in child.children:
                if noun.dep_ == "pobj":
                    for each in (noun, *noun.conjuncts):
                        yield child.lower_, each


def _of_noun(
    verb: Token, subjects: list[Token], objects: list[Token]
) -> tuple[list[Token], list[Token]]:
    """`Kim, who bought it` and `the house Kim bought`: the noun before is one of the roles."""
    noun = verb.head
    referring = [t for t in (*subjects, *objects) if t.tag_ in ASKING]
    if verb.dep_ == "acl" and not subjects:
        done = verb.tag_ == "VBN"
        return (subjects, [*objects, noun]) if done else ([noun], objects)
    if referring:
        return (
            [noun if t in referring else t for t in subjects],
            [noun if t in referring else t for t in objects],
        )
    return subjects, objects if objects else [noun]


def _lent(verb: Token) -> list[Token]:
    """The subject of the clause above; after "told Kim to go" it is the object."""
    above = verb.head
    if verb.dep_ == "pcomp":  # "advised Kim against going": whoever is advised would go
        above = above.head
        if receiving := [c for c in above.children if c.dep_ in OBJECTS]:
            return receiving
    for _ in range(3):
        objects = [c for c in above.children if c.dep_ in OBJECTS]
        if verb.dep_ in {"xcomp", "ccomp"} and objects and above == verb.head:
            return objects
        subjects = [c for c in above.children if c.dep_ in SUBJECTS | PASSIVE_SUBJECTS]
        if subjects:
            return subjects
        above = above.head
    return []


def _phrase(noun: Token) -> Phrase:
    near = [t for t in noun.subtree if t == noun or _leads_up(t, noun)]
    names = [w.form for t in near if _is_name(t) for w in words(t.text)]
    return Phrase(
        head=noun.lemma_.casefold(),
        names=tuple(names),
        asked=any(t.tag_ in ASKING for t in near) or any(c.tag_ in ASKING for c in noun.children),
        pronoun=noun.pos_ == "PRON",
    )


def _is_name(token: Token) -> bool:
    """A capital letter behind the first word; as the first one, a bare subject in the singular.

    The parser takes some names for other words where a sentence begins with them.
    """
    if token.pos_ == "PROPN" or (token.i > 0 and token.text[:1].isupper()):
        return True
    bare = token.dep_ in SUBJECTS and token.tag_ not in {"NNS", "PRP", "DT", "EX"} | ASKING
    return token.i == 0 and bare and token.text.istitle() and not list(token.children)


def _leads_up(token: Token, noun: Token) -> bool:
    """Whether a word belongs to the noun's own name: "US President Donald Trump's"."""
    while token != noun:
        if token.dep_ not in {"compound", "flat", "nmod"}:
            return False
        token = token.head
    return True
