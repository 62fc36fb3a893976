"""WordNet's files as the table of verbs that may tell the same deed."""

from pathlib import Path

from models.training.verb_kin import kin, senses
from qa.english.verb_kin import kin_of

VERBS = """\
  1 A licence.
00000001 29 v 01 move 0 001 ~ 00000002 v 0000 01 + 02 00 | change place
00000002 29 v 02 walk 0 stroll_about 0 002 @ 00000001 v 0000 + 00000009 n 0101 01 + 02 00 | on foot
00000003 29 v 01 strut 0 001 @ 00000002 v 0000 01 + 02 00 | proudly
00000004 29 v 01 limp 0 001 @ 00000002 v 0000 01 + 02 00 | lamely
00000005 29 v 01 snore 0 001 * 00000006 v 0000 01 + 02 00 | asleep
00000006 29 v 01 sleep 0 000 01 + 02 00 | rest
"""
NOUNS = "00000009 04 n 02 walker 0 stroller 0 000 | one who walks\n"


def test_neighbours_are_more_general_more_special_entailed_and_few_sisters(tmp_path: Path):
    for name, text in (("verb", VERBS), ("noun", NOUNS), ("adj", "")):
        (tmp_path / f"data.{name}").write_text(text, encoding="ascii")
    found = senses(tmp_path)
    near = kin(found)
    assert found["00000002"].words == ["walk", "stroll_about"]
    assert found["00000002"].derived == {"walker"}
    assert near["00000002"] == {"00000001", "00000003", "00000004"}
    # Sisters under "walk", which has a more general sense itself; "move" would hold none together.
    assert near["00000003"] == {"00000002", "00000004"}
    assert near["00000005"] == {"00000006"}


def test_the_shipped_table_joins_deeds_and_keeps_others_apart():
    assert {"invit", "invite"} & kin_of("invite")
    assert "escort" in kin_of("accompany")
    assert "bomb" in kin_of("attack")
    assert not {"invit", "offer"} & kin_of("accompany")
    assert kin_of("byline") == frozenset()
