"""What articles ask, quote, plan, link to and correct is not told as a fact, by the real models."""

import pytest

from qa import check_claim
from qa.statement import Verdict

pytestmark = pytest.mark.slow

FIRE = """Fire destroys paper mill in Ostend

A fire destroyed a mill in Ostend. No one was hurt.

{line}
"""
DEBATE = """MODERATOR: So the work costs 18 million?

TORVALD: Our engineers say 18 million.

LINDQVIST: I am sorry. I took the money.
"""
OSEI = "“Osei told me, ‘I did it,’” Renn said."
SAY_SO = "Renn said the minister had told her: “There is no money.”"
BOAT = "“My mother said, ‘Sell the boat,’” Osei told the court."
PAPCO = "Papco said that it would decide next week whether to rebuild the mill."
RUIZ = "Correction: An earlier version misstated the age of Mr Ruiz. He is 43, not 34."
AMENDED = "This article was amended on 3 May to say that 18 people, not 81, were hurt."
LINKED = FIRE.format(line="READ MORE: Twelve people hurt in fire at chemical plant in Gent")
CAPTIONED = FIRE.format(line="Photo: Twelve people were hurt in the fire. Jan Roe/Getty Images")
LISTED = FIRE.format(line="Most read\nTwelve people were hurt in the fire")


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("The mayor took the money.", "Did the mayor take the money? Nobody knows."),
        ("The mayor took the money.", "The mayor took the money? Nonsense, her lawyer said."),
        ("The work costs 18 million.", DEBATE.replace("Our engineers say 18 million", "No idea")),
        ("The treasurer resigned.", "And the treasurer resigned? No, his office said."),
        ("The bridge is closed.", "Is the bridge closed, as many ask? It depends on the wind."),
        ("Renn said: “I did it.”", OSEI),
        ("Renn said that she did it.", OSEI),
        ("Renn said: “There is no money.”", SAY_SO),
        ("Osei told the court: “Sell the boat.”", BOAT),
        ("Papco has decided to rebuild the mill.", PAPCO),
        ("Papco decided whether to rebuild the mill next week.", PAPCO),
        (
            "The council voted to sell the depot.",
            "The council said it would vote on Monday on whether to sell the depot.",
        ),
        (
            "The court ruled to free Renn.",
            "The court said it would rule in July on whether to free Renn.",
        ),
        ("The union went on strike on Monday.", "The union said it would strike on Monday."),
        ("The board agreed to merge.", "The board will discuss in May whether to merge."),
        ("Torvald said: “I took the money.”", DEBATE),
        ("Lindqvist said that her engineers say 18 million.", DEBATE),
        ("Twelve people were hurt in the fire.", LINKED),
        ("Twelve people were hurt in the fire.", CAPTIONED),
        ("Twelve people were hurt in the fire.", LISTED),
        ("The project costs Rs 3.5 crore.", "The project costs Rs 3.5 lakh crore."),
        ("The project costs Rs 3.5 lakh.", "The project costs Rs 3.5 lakh crore."),
        ("The road is 24,000 km long.", "The road is 1,24,000 km long."),
        ("He is 34.", RUIZ),
        ("81 people were hurt.", AMENDED),
        (
            "The mayor took the money.",
            "Correction: An earlier version said that the mayor took the money. She has not.",
        ),
    ],
)
def test_what_nobody_told_is_not_supported(claim: str, evidence: str):
    assert check_claim(claim, evidence).verdict is not Verdict.SUPPORTED


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("Sixty people work at the mill.", "How many people work at the mill? Sixty."),
        ("Sixty people work there.", "Q: How many people work there?\nA: Sixty."),
        ("The mayor took the money.", "Did the mayor take the money? Yes."),
        ("She asked whether the mayor lied.", "She asked whether the mayor lied."),
        ("The moderator asked whether the work costs 18 million.", DEBATE),
        ("Lindqvist said: “I took the money.”", DEBATE),
        ("Torvald said that her engineers say 18 million.", DEBATE),
        ("Osei told Renn: “I did it.”", OSEI),
        ("The minister said: “There is no money.”", SAY_SO),
        ("No one was hurt.", LINKED),
        ("Papco said that it would decide next week whether to rebuild the mill.", PAPCO),
        ("The road is 124,000 km long.", "The road is 1,24,000 km long."),
        ("The project costs 35 million rupees.", "The project costs Rs 3.5 crore."),
        ("He is 43.", RUIZ),
        ("18 people were hurt.", AMENDED),
    ],
)
def test_what_somebody_told_is_supported(claim: str, evidence: str):
    assert check_claim(claim, evidence).verdict is Verdict.SUPPORTED
