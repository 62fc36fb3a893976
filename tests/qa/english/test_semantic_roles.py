"""Who does what to whom: a sentence about the same people may still say it of somebody else."""

import pytest

from qa.english.grammar import parse
from qa.english.parser import is_installed
from qa.english.semantic_roles import (
    asks_for_partaker,
    given_other_roles,
    tells_verb,
    told_of_others,
)
from qa.english.speaking import is_speaking, others_speak

pytestmark = pytest.mark.skipif(not is_installed(), reason="the grammar's package is not installed")


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Who did Otto invite?", "Ines Koch invited Otto Brandt to the lodge on Monday."),
        ("Who was invited by Otto?", "Ines Koch invited Otto Brandt to the lodge on Monday."),
        ("Who sued Northwire?", "Northwire sued Calder Glass over the kiln."),
        ("Why did Peru attack Chile?", "Chile attacked Peru because of the mines."),
        ("Who did Ines invite to Bern?", "Ines Koch invited Otto Brandt to Geneva."),
        ("Who praised Lee?", "Bo Lee praised Ana Ruiz, who had led the talks."),
    ],
)
def test_a_sentence_that_gives_the_names_other_roles_tells_of_others(question, sentence):
    assert told_of_others(question, sentence)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Who did Ines invite?", "Ines Koch invited Otto Brandt to the lodge on Monday."),
        ("Who invited Otto?", "Ines Koch invited Otto Brandt to the lodge on Monday."),
        ("Who invited Otto?", "Otto Brandt was invited by Ines Koch."),
        ("Who invited Otto?", "Ines Koch, who invited Otto Brandt, said nothing."),
        ("Who was invited by Ines?", "Ines Koch invited Otto Brandt to the lodge."),
        ("Who did Ines invite?", "She invited Otto Brandt to the lodge."),
        ("Who did Ines meet?", "Otto Brandt met Ines Koch in Bern."),
        ("Who offered Otto a seat?", "Otto Brandt said that Ines Koch offered a seat."),
        ("Who invited Otto?", "The lodge keeper phoned Otto Brandt."),
        ("What did the U.S. attack?", "The United States attacked a ship near Peru."),
    ],
)
def test_the_same_roles_or_another_verb_are_not_refused(question, sentence):
    assert not told_of_others(question, sentence)


def test_a_verb_of_speech_belongs_to_its_subject():
    sentence = "Asked whether a meeting of Ines Koch and Otto Brandt was announced, Lee said yes."
    assert others_speak("koch", sentence)
    assert not others_speak("lee", sentence)
    assert not others_speak("koch", "She said that Lee agreed.")
    assert not others_speak("koch", "“No,” was the answer.")


def test_whoever_only_goes_on_with_something_does_not_speak():
    assert not is_speaking("koch", "Ines Koch invited Otto Brandt while she continued to paint.")
    assert not is_speaking("koch", "Ines Koch continued to paint.")
    assert is_speaking("koch", "“He paints,” Ines Koch continued.")


def test_the_verb_of_a_question_is_found_in_any_form():
    assert tells_verb("Who phoned Otto?", "Ines Koch has been phoning Otto Brandt.")
    assert not tells_verb("Who phoned Otto?", "Ines Koch invited Otto Brandt.")
    assert tells_verb("Who is Otto?", "Otto Brandt keeps the lodge.")


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Ines Koch went with Otto Brandt to Bern as his escort.", True),
        ("Ines Koch escorted Otto Brandt in Bern.", True),
        ("Ines Koch invited Otto Brandt to Bern.", False),
        ("Ines Koch took Otto Brandt's lodge in Bern.", False),
    ],
)
def test_another_word_tells_the_same_deed_or_another(sentence: str, *, told: bool):
    assert tells_verb("Who accompanied Otto to Bern?", sentence) is told


def test_a_deed_that_wordnet_does_not_know_is_not_judged():
    assert tells_verb("Who livestreamed Otto?", "Ines Koch invited Otto Brandt.")


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("Who met Otto?", True),
        ("With whom did Otto meet?", True),
        ("How many banks joined?", True),
        ("Which small banks joined the union?", True),
        ("What leader met Otto?", True),
        ("Which city was hit by the storm?", False),
        ("What did Otto join?", True),
        ("What does Otto plan?", False),
        ("What city did Otto join?", False),
        ("When did Otto join?", False),
        ("How did Otto join?", False),
        ("Did Otto join?", False),
    ],
)
def test_who_or_what_has_a_part_is_asked_for(question: str, *, asks: bool):
    assert asks_for_partaker(question) is asks


@pytest.mark.parametrize(
    ("statement", "source", "turned"),
    [
        ("Otto observed the parade.", "A parade observing the anniversary passed Otto.", True),
        ("The anniversary observed the parade.", "The parade observed the anniversary.", True),
        ("Otto observed the parade.", "Otto, observing the parade, waved.", False),
        ("Banks raised prices.", "Prices rose when banks raised prices.", False),
    ],
)
def test_a_thing_that_does_it_does_not_have_it_done_to_it(
    statement: str, source: str, *, turned: bool
):
    assert (given_other_roles(statement, [source]) is not None) is turned


def test_passive_and_active_clauses_have_the_same_roles():
    (active,) = parse("Ines Koch invited Otto Brandt.")
    (passive,) = parse("Otto Brandt was invited by Ines Koch.")
    for clause in (active, passive):
        assert [p.head for p in clause.subjects] == ["koch"]
        assert [p.head for p in clause.objects] == ["brandt"]


def test_a_text_without_end_is_parsed_in_bounded_time():
    assert len(parse("Ines invited Otto and " * 5000)) < 200
