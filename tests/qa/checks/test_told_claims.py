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
TRAITS = "“My colleague kept saying that the dam was unsafe,” Petrov said. “I told him no.”"
ORDER = "“The director told us, ‘Burn the papers,’” Costa said."
CLOSED = "Bank to close forty branches?\n\nThe bank met its unions on Tuesday. Nothing was decided."
LETTER = """INTERVIEWER: You resigned over the letter?

HADDAD: That is what the papers wrote.

INTERVIEWER: And it is not so?

HADDAD: I left because I was tired.
"""
CHOICE = """10:42: The council of Kelm meets.

10:50: When given a choice of work, many of them choose the mill, Renn said? We keep you posted.
"""
SOLD = """Q: You worked in Kelm. Was it far?

A: It was.

You sold the mill in May. Did you want that?

I did not.

You left Kelm. Where will you go?

I do not know yet.
"""
OPENED = """The council of Gent met on Monday. It raised the water fee.

Ana Ruiz opens the hall in Kelm during a visit on June 4, 2021.

The fee rises in May.
"""
NOT_NINE = """Correction: Two people were hurt, not nine as an earlier version of this article said.

A fire broke out in Gent.
"""
WROTE = "“Torvald wrote to me that the boat was stolen,” Lindqvist told the police."
WATER = """**Anna Reyes:** Is the water safe?

**Dr. Malik:** We tested it twice. The water is not safe.

**Anna Reyes:** What should people do?

**Dr. Malik:** Boil it.
"""
HEARING = """[14:02] CHAIR: Mr Brandt, the floor is yours.
[14:03] BRANDT: Thank you. My firm lost 4 million euros.
[14:05] OKORO: We lost nothing."""
MINE = """Mine collapses in Tarn

A gallery of the mine in Tarn collapsed on Sunday. All miners were rescued.

More on this story

Nine miners died in the collapse of a pit in Ruhr
"""
SCHOOL = """The town will rebuild its school, the mayor said.

Do you have a story? Our editor won a prize for the report on roads. Write to desk@example.org.
"""
LETTER_READ = "In a letter that her lawyer read aloud, Petrov wrote: “I signed the order.”"
FERRIES = """The Gazette spoke with Tilda Moberg, who runs the ferries.

KG: You lost three boats in the storm?

TM: We lost one. The others are in the yard.

KG: And the crew?

TM: Everybody is safe.
"""
PARTNERS = FIRE.format(
    line="FROM OUR PARTNERS\n\nForty cows die in barn fire in Kelm\n\nMayor of Kelm helps farmers"
    "\n\nThe mill stood empty."
)
LINKED = FIRE.format(line="READ MORE: Twelve people hurt in fire at chemical plant in Gent")
CAPTIONED = FIRE.format(line="Photo: Twelve people were hurt in the fire. Jan Roe/Getty Images")
UNLABELLED = FIRE.format(line="Twelve people hurt in fire in Gent\n\nThe mill stood empty.")
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
        ("Twelve people were hurt in the fire.", UNLABELLED),
        ("The project costs Rs 3.5 crore.", "The project costs Rs 3.5 lakh crore."),
        ("The project costs Rs 3.5 lakh.", "The project costs Rs 3.5 lakh crore."),
        ("The road is 24,000 km long.", "The road is 1,24,000 km long."),
        ("He is 34.", RUIZ),
        ("81 people were hurt.", AMENDED),
        (
            "The mayor took the money.",
            "Correction: An earlier version said that the mayor took the money. She has not.",
        ),
        ("The mayor took the money.", "Did the mayor take the money? It is a sad story."),
        (
            "The envoys have asked Gent for help.",
            "MOD: The envoys have asked Gent for help?\n\nRENN: No.",
        ),
        ("The work costs 18 million.", "MOD: The work costs 18 million?\n\nRENN: I am sorry."),
        ("The minister lied.", "Has the minister lied to parliament? Her office would not say."),
        ("The bank will close forty branches.", CLOSED),
        ("Ms Haddad resigned over the letter.", LETTER),
        ("Costa said: “Burn the papers.”", ORDER),
        ("Petrov said that the dam was unsafe.", TRAITS),
        (
            "The senate approved the treaty.",
            "The senate will consider on Friday whether to approve the treaty.",
        ),
        (
            "Norden has sold its ferries.",
            "Norden will decide by spring whether it sells its ferries.",
        ),
        (
            "Nurses walked out on Friday.",
            "Nurses had threatened to walk out on Friday unless the hospital raised their pay.",
        ),
        ("Anna Reyes said: “Boil it.”", WATER),
        ("Okoro said that his firm lost 4 million euros.", HEARING),
        ("Nine miners died in the collapse.", MINE),
        ("The editor won a prize for the report.", SCHOOL),
        ("Her lawyer said: “I signed the order.”", LETTER_READ),
        ("The ferries lost three boats in the storm.", FERRIES),
        ("Forty cows died in the barn fire.", PARTNERS),
        ("When given a choice of work, many of them choose the mill, Renn said.", CHOICE),
        ("You sold the mill in May.", SOLD),
        ("Ana Ruiz opened the hall in Kelm.", OPENED),
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
        ("The mayor took the money.", "Did the mayor take the money? She did."),
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
        ("Four ferries run each day.", "How many ferries run each day? Four, the captain said."),
        ("The director told Costa: “Burn the papers.”", ORDER),
        ("Petrov said that his colleague kept saying that the dam was unsafe.", TRAITS),
        ("Dr. Malik said: “The water is not safe.”", WATER),
        ("Brandt said that his firm lost 4 million euros.", HEARING),
        ("All miners were rescued.", MINE),
        ("Petrov wrote: “I signed the order.”", LETTER_READ),
        ("Tilda Moberg said: “Everybody is safe.”", FERRIES),
        ("He is 43.", RUIZ),
        ("18 people were hurt.", AMENDED),
        ("Two people were hurt.", NOT_NINE),
        ("Torvald wrote to Lindqvist that the boat was stolen.", WROTE),
    ],
)
def test_what_somebody_told_is_supported(claim: str, evidence: str):
    assert check_claim(claim, evidence).verdict is Verdict.SUPPORTED
