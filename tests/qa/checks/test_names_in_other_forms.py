"""A name in another form is the same name, and another name is not."""

import pytest

from qa.checks.names import check_names
from qa.statement import Outcome


@pytest.mark.parametrize(
    ("source", "right", "wrong"),
    [
        ("The Grammy is his.", "He has two Grammys.", "He has two Emmys."),
        ("The Sussexes left.", "They met a Sussex.", "They met a Norfolk."),
        ("An El Niño came.", "They expect El Nin\u0303o.", "They expect La Plata."),
        ("In El Nino years it rains.", "It rains with El Niño.", "It rains with El Paso."),
        ("It burned in Smyrna, Tenn.", "A fire in Tennessee burned.", "A fire in Texas burned."),
        ("Sold in the U.S.", "They left the United States.", "They left the United Nations."),
        ("French jets flew.", "Jets from France flew.", "Jets from Spain flew."),
        ("The Centers for Disease Control warned.", "It is the CDC's warning.",
         "It is the FBI's warning."),
        ("He fought in World War I.", "He fought in the First World War.",
         "He fought in the Second World War."),
        ("He fought in World War II.", "He fought in the Second World War.",
         "He fought in the First World War."),
        ("Storms hit the eastern states.", "Storms hit the East.", "Storms hit the West."),
        ("A Martian autumn began.", "It was autumn on Mars.", "It was autumn on Venus."),
        ("Reg Parker left London.", "The Londoners lost Parker.", "The Parisians lost Parker."),
        ("The U.S. and Iran met.", "Washington and Tehran met.", "Washington and Baghdad met."),
        ("South Korean envoys spoke.", "It fell out with Seoul.", "It fell out with Oslo."),
        ("Envoys spoke to India.", "Envoys fell out with New Delhi.", "Envoys met in New Delhi."),
    ],
)  # fmt: skip
def test_another_form_passes_and_another_name_fails(source: str, right: str, wrong: str):
    assert check_names(right, [source]).outcome is Outcome.PASS
    assert check_names(wrong, [source]).outcome is Outcome.FAIL


@pytest.mark.parametrize(
    "statement", ["Tardiness is common.", "Sun-warmed dust rose.", "Sixteen- to 18-year-olds came."]
)
def test_a_common_word_that_opens_the_sentence_is_no_name(statement: str):
    assert check_names(statement, ["It is so."]).outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("statement", "source"),
    [
        ("They left the United States.", "They told us so."),
        ("They left Mississippi.", "They miss him."),
        ("They left Illinois.", "They fell ill."),
    ],
)
def test_a_common_word_is_no_short_form_of_a_place(statement: str, source: str):
    assert check_names(statement, [source]).outcome is Outcome.FAIL
