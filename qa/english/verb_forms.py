"""The past and the present of a bare English verb. Knows no sentence."""

from __future__ import annotations

import re

_IRREGULAR = """
    be:was become:became begin:began beat:beat bet:bet bid:bid bind:bound bite:bit blow:blew
    break:broke breed:bred bring:brought build:built burst:burst buy:bought cast:cast
    catch:caught choose:chose cling:clung come:came cost:cost creep:crept cut:cut deal:dealt
    dig:dug do:did draw:drew drink:drank drive:drove eat:ate fall:fell feed:fed feel:felt
    fight:fought find:found flee:fled fly:flew forbid:forbade forget:forgot forgive:forgave
    freeze:froze get:got give:gave go:went grow:grew hang:hung have:had hear:heard hide:hid
    hit:hit hold:held hurt:hurt keep:kept know:knew lay:laid lead:led leave:left lend:lent
    let:let lie:lay light:lit lose:lost make:made mean:meant meet:met pay:paid put:put quit:quit
    read:read ride:rode ring:rang rise:rose run:ran say:said see:saw seek:sought sell:sold
    send:sent set:set shake:shook shed:shed shine:shone shoot:shot show:showed shrink:shrank
    shut:shut sing:sang sink:sank sit:sat sleep:slept slide:slid speak:spoke spend:spent
    spin:spun split:split spread:spread stand:stood steal:stole stick:stuck strike:struck
    swear:swore sweep:swept swim:swam swing:swung take:took teach:taught tear:tore tell:told
    think:thought throw:threw understand:understood undergo:underwent wake:woke wear:wore
    weave:wove win:won withdraw:withdrew withstand:withstood write:wrote
"""
IRREGULAR = dict(pair.split(":") for pair in _IRREGULAR.split())
_DOUBLED = re.compile(r"[^aeiou][aeiou][bdgmnprt]\Z")
_DOUBLING = frozenset({"admit", "commit", "refer", "prefer", "occur"})


def past(bare: str) -> str:
    """`met` of meet, `planned` of plan, `carried` of carry."""
    if bare in IRREGULAR:
        return IRREGULAR[bare]
    if bare.endswith("e"):
        return f"{bare}d"
    if bare.endswith("y") and bare[-2:-1] not in "aeiou":
        return f"{bare[:-1]}ied"
    one_vowel = sum(letter in "aeiou" for letter in bare) == 1
    if bare in _DOUBLING or (one_vowel and _DOUBLED.search(bare)):
        return f"{bare}{bare[-1]}ed"
    return f"{bare}ed"


def present(bare: str) -> str:
    """The form for `she`: `goes` of go, `carries` of carry."""
    if bare in {"have", "be"}:
        return {"have": "has", "be": "is"}[bare]
    if bare.endswith(("s", "sh", "ch", "x", "z", "o")):
        return f"{bare}es"
    if bare.endswith("y") and bare[-2:-1] not in "aeiou":
        return f"{bare[:-1]}ies"
    return f"{bare}s"
