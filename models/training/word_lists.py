"""Words that mean the opposite, and verbs by what they mean: to ask for something else."""

from __future__ import annotations

OPPOSITES = dict(
    pair.split("/")
    for pair in [
        "agree/refuse",
        "agreed/refused",
        "accept/reject",
        "accepted/rejected",
        "increase/decrease",
        "increased/decreased",
        "rise/fall",
        "rose/fell",
        "won/lost",
        "win/lose",
        "first/last",
        "largest/smallest",
        "biggest/smallest",
        "highest/lowest",
        "oldest/youngest",
        "most/least",
        "before/after",
        "north/south",
        "northern/southern",
        "east/west",
        "eastern/western",
        "support/oppose",
        "supported/opposed",
        "approve/reject",
        "approved/rejected",
        "begin/end",
        "began/ended",
        "open/close",
        "opened/closed",
        "buy/sell",
        "bought/sold",
        "hire/dismiss",
        "hired/fired",
        "appointed/dismissed",
        "join/leave",
        "joined/left",
        "allow/forbid",
        "allowed/banned",
        "male/female",
        "men/women",
        "mother/father",
        "son/daughter",
        "brother/sister",
        "wife/husband",
        "teacher/student",
        "buyer/seller",
        "president/spokesman",
        "minister/ambassador",
        "winner/loser",
        "attacked/defended",
        "praised/criticized",
        "more/fewer",
        "above/below",
        "early/late",
        "maximum/minimum",
        "positive/negative",
        "future/past",
        "victim/suspect",
    ]
)
OPPOSITES |= {b: a for a, b in OPPOSITES.items()}

# Verbs of one line mean about the same; base and past form of each.
VERBS = [
    [pair.split("/") for pair in line.split()]
    for line in """
offer/offered propose/proposed suggest/suggested
refuse/refused reject/rejected decline/declined deny/denied
accept/accepted agree/agreed approve/approved
invite/invited
phone/phoned call/called contact/contacted telephone/telephoned
meet/met visit/visited see/saw
praise/praised thank/thanked congratulate/congratulated
criticize/criticized condemn/condemned denounce/denounced blame/blamed
warn/warned threaten/threatened
promise/promised pledge/pledged
demand/demanded request/requested
accuse/accused charge/charged indict/indicted sue/sued
arrest/arrested detain/detained
kill/killed murder/murdered shoot/shot
injure/injured wound/wounded
attack/attacked invade/invaded bomb/bombed
defend/defended protect/protected
win/won defeat/defeated beat/beat
lose/lost
buy/bought acquire/acquired purchase/purchased
sell/sold
build/built construct/constructed
destroy/destroyed demolish/demolished burn/burned
found/founded establish/established create/created
invent/invented discover/discovered
write/wrote publish/published
sing/sang record/recorded
direct/directed produce/produced
marry/married
divorce/divorced
die/died
arrive/arrived return/returned
leave/left flee/fled
join/joined
resign/resigned retire/retired quit/quit
appoint/appointed name/named elect/elected
dismiss/dismissed fire/fired
sign/signed
announce/announced declare/declared reveal/revealed
ban/banned forbid/forbade prohibit/prohibited
allow/allowed permit/permitted
lead/led command/commanded
follow/followed
teach/taught
study/studied
pay/paid fund/funded finance/financed
steal/stole
borrow/borrowed lend/lent
increase/increased raise/raised
decrease/decreased reduce/reduced cut/cut
begin/began start/started launch/launched
end/ended stop/stopped finish/finished cancel/cancelled
support/supported endorse/endorsed
oppose/opposed
crash/crashed collapse/collapsed
rescue/rescued save/saved
hide/hid
translate/translated
paint/painted
design/designed
conquer/conquered occupy/occupied
apologize/apologized
testify/testified
postpone/postponed delay/delayed
""".strip().splitlines()
]
GROUP_OF = {
    form: (group, place)
    for group, verbs in enumerate(VERBS)
    for verb in verbs
    for place, form in enumerate(verb)
}
