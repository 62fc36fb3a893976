"""Words of a source that stand for words of a claim which it tells otherwise."""

from __future__ import annotations

import pytest

from qa.checks.counterparts import counterpart
from qa.statement import Differing

TOLD = (
    # The number of the same sign, of the same thing.
    (Differing.FIGURE, "The deal pays Ruiz [$97 million].", "The 18 clubs pay Ruiz $46 million.",
     "$46 million"),
    (Differing.FIGURE, "Wages rose in [thirteen] states.", "In nine other states wages rose by 10.",
     "nine"),
    (Differing.FIGURE, "Prices rose [6 percent] in the third quarter.",
     "In the third quarter prices rose by about 10% on average.", "10%"),
    # The same word, with what denies it or leaves it open.
    (Differing.VERB, "The finds may [pose] a danger.",
     "The police said that the finds do not pose a danger.", "do not pose"),
    (Differing.VERB, "Ruiz [signed] the act.", "It goes to Ruiz, who is expected to sign it.",
     "is expected to sign"),
    (Differing.VERB, "[Nothing] was received from the probe.",
     "Engineers could still receive data from the probe.", "could still receive"),
    # Its opposite.
    (Differing.ADDED, "Ely lies [east] of Bath.", "Six died in Ely, a town west of Bath.", "west"),
    (Differing.SCOPE, "She died [after] her birthday.",
     "The singer, who was 99, died a week before her birthday.", "before"),
    # The verb, or the part of the sentence, with the words of the claim beside it.
    (Differing.VERB, "Cases in Ely have been [climbing] since early May.",
     "Cases in Ely have thinned since early May, when Bath was facing a wave.", "thinned"),
    (Differing.ADDED, "Six records were set [on the track] at the games in Ely.",
     "The pools of Ely, where six records were set in swimming, were sold at the games.",
     "where six records were set in swimming"),
    # A name that the claim has not.
    (Differing.NAME, "The ship sails from Ely to [Bath].", "From Ely the ship sails to Calder.",
     "Calder"),
)  # fmt: skip


@pytest.mark.parametrize(("kind", "claim", "quote", "there"), TOLD)
def test_what_stands_for_the_marked_words(kind: Differing, claim: str, quote: str, there: str):
    start, end = claim.index("["), claim.index("]") - 1
    plain = claim.replace("[", "").replace("]", "")
    found = counterpart(kind, plain, (start, end), (0, len(quote)), quote)
    assert quote[slice(*found)] == there
