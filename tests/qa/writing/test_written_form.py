"""What a written sentence may not be, and a name without the words that the question has."""

import pytest

from qa.english import parser
from qa.writing.pointing import (
    addresses_somebody,
    loses_subject,
    points_at_nobody,
    points_away,
)
from qa.writing.written_form import (
    bare_name,
    brings_words,
    changes_object,
    lacks_verb,
    loses_object,
    loses_speaker,
    only_describes,
    reads_well,
    repeats_itself,
    says_nothing,
)
from qa.writing.written_subjects import changes_subject

needs_grammar = pytest.mark.skipif(not parser.is_installed(), reason="needs the parser's package")


@pytest.mark.parametrize(
    ("written", "nothing"),
    [
        ("Ruritanian Finance Minister Otto Berg is Ruritania's finance minister.", True),
        ("Finance Minister Berg is the finance minister.", True),
        ("Otto Berg is Ruritania's finance minister.", False),
        ("The deadline is over.", False),
        ("Otto Berg was elected in May.", False),
        ("Otto Berg resigned.", False),
    ],
)
def test_a_name_that_is_called_what_it_is_called_says_nothing(written: str, *, nothing: bool):
    assert says_nothing(written) is nothing


@needs_grammar
@pytest.mark.parametrize(
    ("written", "answer", "only"),
    [
        ("Otto Berg is Ruritanian.", "Otto Berg", True),
        ("Otto Berg is Ruritania's finance minister.", "Otto Berg", False),
        ("The bridge is safe.", "safe", False),
        ("Lena Graf is responsible for the bridge.", "Lena Graf", False),
    ],
)
def test_an_adjective_is_no_answer_where_a_name_is(written: str, answer: str, *, only: bool):
    assert only_describes(written, answer) is only


def test_a_run_of_words_stands_once():
    source = "Speaking from Bern, where she met the farmers, Lena Graf promised help."
    assert repeats_itself("Lena Graf met the farmers in Bern, where she met the farmers.", source)
    assert not repeats_itself("Lena Graf met the farmers in Bern.", source)


def test_what_the_source_repeats_may_be_repeated():
    source = "The old bridge was closed because the old bridge was not safe."
    assert not repeats_itself(source, source)


def test_a_word_of_a_list_stands_no_more_often_than_in_the_source():
    source = "Five towns, among them Bath, Ely and Wells, have offered to host the games."
    assert repeats_itself("Ely, Bath, Ely and Wells have offered to host the games.", source)
    assert not repeats_itself("Bath, Ely and Wells have offered to host the games.", source)


ADDING = (
    "Minister Otto Berg called the plan “unfair,” stressing that four towns — including Aar, Bex "
    "and two lake ports — have already offered to shelter the families."
)
WROTE = "The bank will close in March, Lena Graf told reporters."
QUOTED = "“We will sell the bank in March,” said Lena Graf, who opened it for the fair of 1998."


@needs_grammar
@pytest.mark.parametrize(
    ("written", "source", "lost"),
    [
        ("Four towns, including Aar, have already offered to shelter the families.", ADDING, True),
        ("Four towns, including Aar, offered to shelter the families, Berg said.", ADDING, False),
        ("Otto Berg stressed that four towns have offered to shelter families.", ADDING, False),
        ("The bank will close in March.", WROTE, True),
        ("The bank will close in March, Graf told reporters.", WROTE, False),
        ("According to her, the bank will close in March.", WROTE, False),
        ("The bank will be sold in March.", QUOTED, True),
        ("It was opened for the fair of 1998.", QUOTED, False),
        ("The bank will close in March.", "The bank in Bern will close in March.", False),
    ],
)
def test_what_somebody_says_is_not_told_as_a_fact(written: str, source: str, *, lost: bool):
    assert loses_speaker(written, source) is lost


@needs_grammar
def test_states_of_the_gulf_state_nothing():
    """A noun that looks like a verb of speech keeps no speaker."""
    source = "Otto Berg said that three coastal states have offered help."
    assert loses_speaker("Three coastal states have offered help.", source)


@needs_grammar
def test_a_good_sentence_reads_well():
    source = "Otto Berg, the mayor, resigned in May."
    assert reads_well("Otto Berg resigned in May.", source, "")
    assert not reads_well("Otto Berg quit in May.", source, "Who left in May?")
    assert reads_well("Otto Berg quit in May.", source, "Who quit in May?")


@pytest.mark.parametrize(
    ("question", "answer", "bare"),
    [
        (
            "Who is Ruritania's finance minister?",
            "Ruritanian Finance Minister Otto Berg",
            "Otto Berg",
        ),
        ("Who is the mayor?", "Mayor Lena Graf", "Lena Graf"),
        ("Who is the mayor?", "Mayor", "Mayor"),
        ("Who resigned?", "Mayor Lena Graf", "Mayor Lena Graf"),
        ("What is the mayor called?", "Mayor Lena Graf", "Mayor Lena Graf"),
    ],
)
def test_a_name_goes_without_what_the_question_calls_it(question: str, answer: str, bare: str):
    assert bare_name(question, answer) == bare


@pytest.mark.parametrize(
    ("written", "brought"),
    [
        ("Otto Berg reached a settlement with the publishers of the Daily Herald.", True),
        ("Otto Berg sued the publishers.", True),
        ("Otto Berg said he is taking on the publisher of the Daily Herald.", False),
        ("The publisher of the Daily Herald was taken on by Otto Berg.", True),
        ("Otto Berg takes on the publishers of the Daily Herald.", False),
    ],
)
def test_what_only_the_question_says_is_not_written(written: str, *, brought: bool):
    source = "This week Otto Berg is taking on the publisher of the Daily Herald."
    assert brings_words(written, source) is brought


def test_a_people_and_its_country_are_one_word():
    source = "Ruritanian Finance Minister Otto Berg left."
    assert not brings_words("Otto Berg is Ruritania's finance minister.", source)


@needs_grammar
@pytest.mark.parametrize(
    ("written", "away"),
    [
        ("Graf warned that it would be reckless.", True),
        ("Graf repeated these concerns.", True),
        ("This is a bad plan, Graf said.", True),
        ("It fell by 4% on Monday.", True),
        ("Its season ended on Sunday.", True),
        ("Graf announced this week that she will go.", False),
        ("The bank said it will close.", False),
        ("Graf said that she will go.", False),
        ("Critics dismissed the plan because it is hasty.", False),
    ],
)
def test_nothing_points_to_what_is_not_there(written: str, *, away: bool):
    assert points_away(written) is away


@needs_grammar
@pytest.mark.parametrize(
    ("written", "lacks"),
    [
        ("Mayor Lena Graf to Bern for talks.", True),
        ("Mayor Lena Graf visiting Bern.", True),
        ("Lena Graf, who leads the town.", True),
        ("Lena Graf, who leads the town, went to Bern.", False),
        ("Mayor Lena Graf went to Bern for talks.", False),
        ("Mayor Lena Graf will go to Bern.", False),
    ],
)
def test_a_sentence_has_a_verb(written: str, *, lacks: bool):
    assert lacks_verb(written) is lacks


@needs_grammar
@pytest.mark.parametrize(
    ("written", "source", "lacks"),
    [
        ("Nine states, including Norway, Turkey, and two Baltic ones, offered to host the games.",
         "Nine states, including Norway and Turkey, have offered to host the games.", False),
        ("Seven people injured in fire.", "Seven people were injured in the fire.", True),
        ("Officials in Bern killed by storm.", "Officials in Bern have been killed.", True),
        ("Officials in Bern killed by storm.", "The storm killed three officials.", True),
    ],
)  # fmt: skip
def test_what_looks_like_a_participle_is_a_verb_where_the_source_has_it_as_one(
    written: str, source: str, *, lacks: bool
):
    assert lacks_verb(written)
    assert lacks_verb(written, source) is lacks


@needs_grammar
def test_what_is_done_to_something_is_not_done_to_another_thing():
    source = "Graf has often proposed neutral towns for talks, among them Bern."
    assert changes_object("Graf has proposed talks, among them Bern.", source)
    assert not changes_object("Graf has proposed neutral towns for talks.", source)
    assert not changes_object("Neutral towns were proposed by Graf.", source)
    assert not changes_object("Graf sold the bridge.", source)


@needs_grammar
@pytest.mark.parametrize(
    ("written", "lost"),
    [
        ("Norway, Turkey and Austria offered.", True),
        ("Norway and Turkey offered to host the games.", False),
        ("Norway and Turkey would host the games.", False),
        ("An offer came from Norway.", False),
        ("Norway agreed.", False),  # the source has no such verb
    ],
)
def test_what_was_done_is_not_left_out(written: str, *, lost: bool):
    source = "Three states, among them Norway, Turkey and Austria, have offered to host the games."
    assert loses_object(written, source) is lost


@needs_grammar
def test_a_verb_that_stands_alone_in_the_source_may_stand_alone():
    assert not loses_object("Otto Berg won.", "Otto Berg won, and Norway won the cup.")
    assert not loses_object("The offer was rejected.", "Otto Berg rejected the offer.")


@needs_grammar
@pytest.mark.parametrize(
    ("written", "nobody"),
    [
        ("Tass reported them.", True),
        ("The agency said that they left.", True),
        ("The mayors said that they left.", False),
        ("Otto Berg and Ana Ruiz sold their house.", False),
        ("Tass reported the remarks.", False),
    ],
)
def test_a_pronoun_for_several_needs_several_before_it(written: str, *, nobody: bool):
    assert points_at_nobody(written) is nobody


@needs_grammar
@pytest.mark.parametrize(
    ("written", "addresses"),
    [
        ("Otto Berg wanted to thank you for the bridge.", True),
        ("The firm said that somebody entered our systems.", True),
        ("Otto Berg said he had “missed our bridge”.", False),
        ("Artemis I was launched from the US.", False),
        ("Otto Berg thanked her for the bridge.", False),
    ],
)
def test_the_words_of_a_speaker_stand_in_marks(written: str, *, addresses: bool):
    assert addresses_somebody(written) is addresses


@needs_grammar
@pytest.mark.parametrize(
    ("written", "lost"),
    [
        ("The harbour company said it will cost 6 crowns.", True),
        ("The harbour company said a day ticket will cost 6 crowns.", False),
        ("The harbour company said it will appeal.", False),  # told of nothing in the source
    ],
)
def test_a_pronoun_does_not_stand_for_what_is_left_out(written: str, *, lost: bool):
    source = "A day ticket for the ferry will cost 6 crowns, the harbour company said on Friday."
    assert loses_subject(written, source) is lost


@needs_grammar
@pytest.mark.parametrize(
    ("written", "source", "changed"),
    [
        (
            "Lund warned that the manager would need two crews.",
            "The service would need two crews, its manager Bo Lund warned.",
            True,
        ),
        (
            "The manager Bo Lund warned that the service would need two crews.",
            "The service would need two crews, its manager Bo Lund warned.",
            False,
        ),
        ("The mayor opened it.", "Ann Kim, the mayor, opened it on Monday.", False),
        ("The bank left its rate.", "It left its rate, the bank said.", False),
    ],
)
def test_nobody_else_is_made_to_do_it(written: str, source: str, changed: bool):
    assert changes_subject(written, source) is changed
