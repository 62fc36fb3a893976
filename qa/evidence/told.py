"""What the sentences of an article tell, and in whose name: read through its blocks.

A turn of a transcript becomes what its speaker said, a row of a table stands under its header, a
question that is answered together with its answer, and what asks or points elsewhere tells nothing.
Judges no claim.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.blocks import Act, Kind, block_at
from index.listed_lines import asks
from index.sentences import split_sentences
from qa.english.corrected import corrected, is_withdrawn
from qa.english.normal_form import words
from qa.evidence.answer_claims import claim_from
from qa.evidence.tables import row_told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index import Sentence
    from index.blocks import Block
    from qa.statement import Citation

MOST_ANSWER_WORDS = 8
_WH = re.compile(
    r"\W*(?:and |so |but |then )?(?:(?:in|at|on|by|for|from|to|of|with|since|until) )?"
    r"(?:who|whom|whose|what|which|why|how|"
    # "When they met, she spoke?" asks for no time.
    r"(?:when|where)(?= (?:is|are|was|were|did|do|does|will|would|can|could|has|have|had|should|"
    r"may|might|must|else|exactly)\b|['’]s\b|(?: \w+){0,2}\W*\Z))\b",
    re.IGNORECASE,
)
# Of these the statement can be made without a change of any verb.
_COUNTING = re.compile(
    r"\W*(?:how many|how much|who|which)\b(?! (?:did|does|do|is|are|was|"
    r"were)\b)",
    re.I,
)
_YES = re.compile(
    r"\W*(?:(?:yes|yeah|yep|correct|right|exactly|indeed|absolutely|certainly|of course|"
    r"that(?:['’]s| is) (?:right|correct|true|so))\b|"
    # "It is.", and not "It is sad."
    r"(?:it (?:is|was|did|does|has)|they (?:are|were|did|do|have)|s?he (?:is|was|did|does|has)|"
    r"(?:i|we) (?:did|do|have|am|are|was|were))(?=\s*(?:[.,;!]|\Z)))",
    re.IGNORECASE,
)
# What refuses, doubts or denies answers no question.
_OPEN = re.compile(
    r"\b(?:no|not|never|none|nobody|nothing|nowhere|neither|nor|\w+n['’]t|unknown|unclear|depends|"
    r"maybe|perhaps|possibly|probably|rumou?rs?|if|but|who knows|nonsense|false|untrue|lies?|"
    r"hardly|"
    r"wrong|ask|wait|secret|question|comment|keep you|stay tuned|more to come)\b",
    re.IGNORECASE,
)
# "Four, the harbour master said.": the answer, and who gives it.
_GIVEN_BY = re.compile(
    r"(?P<answer>[^,]{1,60})(?P<by>, [^,.]{2,60} (?:said|says|answered|replied|told [^,.]{2,30}))\."
)
_MARKS = str.maketrans({"“": "‘", "”": "’", '"': "'"})
_EDGES = " \t\n*_>"


@dataclass(frozen=True, slots=True)
class Telling:
    """One sentence as it counts as evidence: its words with their speaker, and where they stand.

    `text` is empty where it tells nothing. `asked` holds the words of a question with whoever asks
    it, for a claim about the asking.
    """

    text: str
    start: int
    end: int
    asked: str = ""


def tellings(text: str, spans: Sequence[tuple[int, int]]) -> list[Telling]:
    """Each of these sentences of a text as it tells; `spans` come in order."""
    found = [_telling(text, start, end) for start, end in spans]
    for row in range(len(found) - 1):
        if (
            found[row].asked
            and found[row + 1].text
            and _answers(text, *spans[row], *spans[row + 1])
        ):
            start, end = spans[row][0], spans[row + 1][1]
            both = _together(text, spans[row], spans[row + 1])
            found[row] = Telling(both, start, end, found[row].asked)
            found[row + 1] = replace(found[row + 1], text=both, start=start)
    return found


def told_in(text: str, start: int, end: int) -> str:
    """The words of a stretch with those who say them; as they stand where nobody is known to.

    A row of a table has the words of its header with it.
    """
    spans = [(start + s, start + e) for s, e in split_sentences(text[start:end])]
    blocks = [block_at(text, s) for s, _ in spans]
    rows = [_row(text, *span, block) for span, block in zip(spans, blocks, strict=True)]
    if not any(rows) and not any(block and (block.speaker or block.label) for block in blocks):
        return text[start:end]
    parts: list[str] = []
    last: str | None = None
    for (first, behind), block, row in zip(spans, blocks, rows, strict=True):
        if row is not None:
            parts += [f"{row}."] if row else []
            continue
        said = _said(text, first, behind, block)
        speaker = block.speaker if block else None
        goes_on = speaker is not None and speaker == last and parts and parts[-1].endswith("”")
        asked = block is not None and block.act is Act.ASKS
        if goes_on and not asked and not parts[-1].endswith("?”"):
            parts[-1] = f"{parts[-1][:-1]} {said.translate(_MARKS)}”"
        else:
            parts.append(_in_name_of(said, block))
        last = speaker
    return " ".join(parts)


def told_words(source: Citation) -> str:
    """The words of a citation with those who say them; of a field its value."""
    text = source.article.text
    if source.field or text[source.start : source.end] != source.quote:
        return source.quote
    return told_in(text, source.start, source.end)


def telling_sentences(sentences: Sequence[Sentence]) -> list[Sentence]:
    """Those of an article's sentences, in order, that tell something by themselves or answer."""
    if not sentences:
        return []
    told = tellings(sentences[0].article.text, [(s.start, s.end) for s in sentences])
    return [sentence for sentence, each in zip(sentences, told, strict=True) if each.text]


def tells(sentence: Sentence) -> bool:
    """Whether a sentence belongs to what its article tells, and does not ask or point elsewhere."""
    block = block_at(sentence.article.text, sentence.start)
    return block is None or block.act is Act.TELLS


def sentence_told(sentence: Sentence) -> str:
    """The words of a sentence with whoever says them."""
    return told_in(sentence.article.text, sentence.start, sentence.end)


def _telling(text: str, start: int, end: int) -> Telling:
    block = block_at(text, start)
    if block is None:
        return Telling(text[start:end], start, end)
    if (row := _row(text, start, end, block)) is not None:
        return Telling(row, start, end)
    said = _said(text, start, end, block)
    if block.act is Act.POINTS:
        return Telling("", start, end)
    if block.act is Act.ASKS:
        asked = _in_name_of(said, block) if block.speaker else said
        return Telling("", start, end, asked)
    if block.kind is Kind.CORRECTION:
        return Telling("" if is_withdrawn(said) else corrected(said), start, end)
    return Telling(_in_name_of(said, block), start, end)


def _row(text: str, start: int, end: int, block: Block | None) -> str | None:
    """What a whole row of a table tells; "" of its header, None of anything else."""
    whole = block is not None and (block.start, block.end) == (start, end)
    return row_told(text, block) if whole else None


def _said(text: str, start: int, end: int, block: Block | None) -> str:
    first = start
    if block is not None and start == block.start:
        first = min(end, start + block.label)
    said = text[first:end]
    return said.strip(_EDGES) if block is not None and block.label else said


def _in_name_of(said: str, block: Block | None) -> str:
    if block is None or block.speaker is None or not said:
        return said
    verb = "asked" if block.act is Act.ASKS else "said"
    return f"{block.speaker} {verb}: “{said.translate(_MARKS)}”"


def _together(text: str, question: tuple[int, int], answer: tuple[int, int]) -> str:
    asked = _said(text, *question, block_at(text, question[0]))
    block = block_at(text, answer[0])
    said = _said(text, *answer, block)
    core, by = _given_by(said)
    stated = claim_from(asked, core) if _COUNTING.match(asked) else None
    if stated is not None and by:
        stated = f"{stated[:-1]}{by}."
    if stated is not None:
        return _in_name_of(stated, block)
    if block is None or block.speaker is None:
        return f"{asked} {said}"
    return f"Asked “{asked.translate(_MARKS)}”, {block.speaker} said: “{said.translate(_MARKS)}”"


def _answers(text: str, q_start: int, q_end: int, a_start: int, a_end: int) -> bool:
    """Whether the next sentence answers a question so that both together tell something.

    A question for a name, a time or a number is answered by a few words without a verb of their
    own to deny it; whether something is so is answered by "yes".
    """
    answer = _said(text, a_start, a_end, block_at(text, a_start)).strip()
    question = _said(text, q_start, q_end, block_at(text, q_start)).strip()
    answer, _ = _given_by(answer)
    if not words(answer) or asks(answer) or len(words(answer)) > MOST_ANSWER_WORDS:
        return False
    if _OPEN.search(answer):
        return False
    return bool(_WH.match(question)) != bool(_YES.match(answer))


def _given_by(said: str) -> tuple[str, str]:
    """An answer without who gives it, and the words that say so."""
    found = _GIVEN_BY.fullmatch(said.strip())
    return (found["answer"], found["by"]) if found else (said, "")
