"""What somebody said, found by who speaks: "what did X say", "who said that ...". Rules, no model.

A reader is unsure of a quotation whose speaker stands in the sentence before, and of "what did X
say" where X is quoted again and again, though any of it answers.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from qa.english.name_forms import is_named
from qa.english.normal_form import stems
from qa.english.quoted_speech import quotations_of
from qa.english.speaking import is_speaking, topic_of_speech
from qa.evidence.premises import is_heading
from qa.evidence.selector import Certainty
from qa.evidence.speakers import asked_speaker

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from index import Article, Sentence
    from qa.evidence.selector import Evidence, Selection

MOST_SAID = 3
LOOK_BACK = 4  # sentences in which whoever speaks is named
SHORT_TOPIC = 3  # words
COVERED = 0.75  # of the words that somebody is asked to have said
_WHO_SAID = re.compile(
    r"\W*who(?: (?:else|exactly))? (?:said|says|told|warned|argued|claimed|added|insisted|wrote|"
    r"called|described)(?: [A-Z][\w]+)? (?:that )?(?P<said>[^?]{6,200})\W*\Z",
    re.IGNORECASE,
)
_WHAT_SAID = re.compile(
    r"\W*what (?:exactly )?(?:did|does|has|have) (?P<who>.{2,60}?) (?:say|said|tell|told|"
    r"shout(?:ed)?|ask(?:ed)?|add(?:ed)?|write|wrote|reply|replied|answer(?:ed)?|warn(?:ed)?)\b",
    re.IGNORECASE,
)
_OF = re.compile(r"\b(?:of|over|at|in|on|for|from|with|who|that|behind|near)\b", re.IGNORECASE)
_SAID_NOTHING = re.compile(
    r"\b(?:declined|refused|did not|didn[’']t|would not|wouldn[’']t|could not|failed) "
    r"(?:to )?(?:say|comment|answer|respond|tell|reply)",
    re.IGNORECASE,
)


def with_words_said(
    question: str, selection: Selection, sentences: Callable[[Article], Sequence[Sentence]]
) -> Selection:
    """The selection with the sentences in which it is said, where the question asks for words.

    Of "who said that" those that have the words; of "what did X say" what X says, of the topic
    where one is named. A denial stays one: what comes closest was read and found wanting.
    """
    if selection.certainty is Certainty.DENIED:
        return selection
    if asked := _WHO_SAID.fullmatch(question):
        return _who_said(stems(asked["said"]), selection)
    found = _WHAT_SAID.match(question)
    # "What did the pilot over the fire say" asks for no words of the fire's.
    speaker = asked_speaker(question) if found and not _OF.search(found["who"]) else None
    if speaker is None or selection.answerable:
        return selection
    topic = topic_of_speech(question) or frozenset()
    told = [
        each
        for row, each in enumerate(selection.evidence)
        if _is_about(topic, each, first=row == 0)
        and not is_heading(each.sentence)
        and says(speaker, each.sentence, sentences(each.sentence.article))
    ]
    return _answered(selection, told[:MOST_SAID])


def _is_about(topic: frozenset[str], evidence: Evidence, *, first: bool) -> bool:
    """Whether it has the topic's words; of what comes closest of all half of them are enough."""
    shared = topic & stems(evidence.sentence.text)
    return shared == topic or (first and 2 * len(shared) >= len(topic) <= SHORT_TOPIC)


def says(speaker: str, sentence: Sentence, neighbours: Sequence[Sentence]) -> bool:
    """Whether somebody speaks in a sentence, by name or going on with what they began before."""
    if _SAID_NOTHING.search(sentence.text):
        return False
    if is_speaking(speaker, sentence.text):
        return True
    before = [other for other in neighbours if other.start <= sentence.start][-LOOK_BACK:]
    return any(
        sentence.start <= quotation.start < sentence.end
        and is_named(speaker, quotation.speaker, " ".join(quotation.speaker))
        for quotation in quotations_of(before)
    )


def _who_said(said: frozenset[str], selection: Selection) -> Selection:
    """What has the words instead of a sentence beside it that names somebody and lacks them."""
    having = [
        each
        for each in selection.evidence
        if said
        and not is_heading(each.sentence)
        and len(said & stems(each.sentence.text)) >= COVERED * len(said)
    ]
    if not selection.answerable or not having or any(each.answers for each in having):
        return selection
    return _answered(selection, having[:1])


def _answered(selection: Selection, told: Sequence[Evidence]) -> Selection:
    if not told:
        return selection
    evidence = tuple(
        replace(each, answers=any(each is other for other in told)) for each in selection.evidence
    )
    first = sorted(evidence, key=lambda each: not each.answers)
    return replace(selection, evidence=tuple(first), certainty=Certainty.ANSWERED)
