"""Quoted speech with its speaker behind it, turned round. Changes no word."""

from __future__ import annotations

import re

SPEECH_VERBS = (
    "said|says|told|added|stated|replied|responded|continued|wrote|asked|warned|argued|insisted|"
    "explained|noted|conveyed|declared|announced|tweeted|posted"
)
# “Words,” Name said.   “Words,” said Name.   One speaker of at most eight words and no clause.
SPEAKER_AFTER = re.compile(
    r"[“\"](?P<quote>[^“”\"]+)[”\"]\s+"
    rf"(?:(?P<speaker>[A-Z][^,;:“”\"]{{1,80}}?)\s+(?P<verb>{SPEECH_VERBS})"
    rf"|(?P<verb2>{SPEECH_VERBS})\s+(?P<speaker2>[A-Z][^,;:“”\"]{{1,80}}?))"
    r"(?P<to>\s+(?:reporters|to reporters))?\."
    r"(?:\s+(?P<rest>[“\"][^“”\"]+[”\"]))?"  # what else they say, in quotation marks of its own
)


def turned(sentence: str) -> str | None:
    """`“We go,” Ann Lee said.` as `Ann Lee said: “We go.”`; None when it is not of that form.

    What she says behind it in quotation marks follows: `Ann Lee said: “We go.” “At once.”`.
    """
    found = SPEAKER_AFTER.fullmatch(sentence.strip())
    if found is None:
        return None
    quote = found["quote"]
    speaker = found["speaker"] or found["speaker2"]
    verb = found["verb"] or found["verb2"]
    ending = f"{quote[:-1]}." if quote.endswith(",") else quote
    rest = f" {found['rest']}" if found["rest"] else ""
    return f"{speaker} {verb}{found['to'] or ''}: “{ending}”{rest}"
