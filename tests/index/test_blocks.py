from itertools import pairwise

import pytest

from index.blocks import Act, Kind, blocks_of

MILL = """Fire destroys paper mill in Ostend

A fire destroyed a mill in Ostend. No one was hurt.

{line}

The mill stood empty."""


def seen(text: str) -> list[tuple[Kind, Act, str | None, str]]:
    return [
        (b.kind, b.act, b.speaker, text[b.start + b.label : b.end].strip()) for b in blocks_of(text)
    ]


def kind_of(line: str) -> Kind:
    text = MILL.format(line=line)
    return next(b.kind for b in blocks_of(text) if text.find(line[:20]) in range(b.start, b.end))


def test_every_sentence_lies_in_a_block_and_no_two_overlap():
    text = MILL.format(line="READ MORE: Twelve people hurt in fire in Gent")
    found = blocks_of(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert " ".join(text[b.start : b.end] for b in found).split() == text.split()


def test_a_turn_keeps_its_speaker_in_every_sentence():
    assert seen("LINDQVIST: I am sorry. I took the money.\nTORVALD: That is sad.") == [
        (Kind.TURN, Act.TELLS, "Lindqvist", "I am sorry. I took the money."),
        (Kind.TURN, Act.TELLS, "Torvald", "That is sad."),
    ]


def test_a_question_in_a_turn_is_asked_by_its_speaker():
    found = seen("MODERATOR: So the work costs 18 million?\n\nLINDQVIST: Nobody knows.")
    assert [(kind, who) for kind, _, who, _ in found] == [
        (Kind.QUESTION, "Moderator"),
        (Kind.TURN, "Lindqvist"),
    ]


def test_an_interview_names_its_guest_as_the_one_who_answers():
    text = "The Gazette spoke with Anna Renn.\n\n**Q:** How many work there?\n\n**A:** Sixty."
    assert [who for _, _, who, _ in seen(text)] == [None, "The interviewer", "Anna Renn"]


@pytest.mark.parametrize(
    ("line", "time"),
    [
        ("10:42: The mayor left the hall.", "10:42"),
        ("[00:12:31] LINDQVIST: I took it.\n[00:12:40] TORVALD: No.", "00:12:31"),
        ("10:50 a.m. The council met.", "10:50 a.m."),
    ],
)
def test_a_time_stamp_is_the_time_of_its_entry(line: str, time: str):
    assert blocks_of(line)[0].time == time


@pytest.mark.parametrize(
    "line",
    [
        "READ MORE: Twelve people hurt in fire at chemical plant in Gent",
        "Related: Twelve people hurt in fire in Gent",
        "See also: what the mayor of Gent said about the fire",
        "Sign up for our newsletter and never miss a fire",
        "In other news:Will Gent have to pay for twelve people?",
        "A town in doubt?:Twelve people hurt in Gent, and nobody knows why",
        "Gent in shock: How twelve people came to be hurt in a fire",
        "► Fire in Gent: Twelve people are hurt",
        "NEW DOUBTS? Twelve people are hurt in Gent and nobody knows why",
        "Fires of the year:Twelve people were hurt in Gent. See how.",
        "Get the Gazette in your inbox. Sign up here for twelve letters a year.",
        "Send your photos of the fire in Gent here",
        "To sign up for alerts about fires, visit gazette.example.org.",
        "The list of the twelve people can be found here.",
        "Do you have a story? Our editor won a prize. Write to desk@example.org.",
        "Inside the last shiftTwelve people are hurt in a fire in Gent",
        "The road is closed.Here is why twelve people were hurt",
        "What happened in Gent?What to know about the twelve people",
        "What is everybody talking about? Sign up for our letter about the fire",
        "Follow every fire: Twelve people hurt in Gent",
        "More Gazette tennis: https://example.org/tennis and https://example.org/more",
        "More news of twelve people",
        "From our partners",
        "FIRES CENTRAL: The latest fires, names, numbers and more.",
        "Visit example.org on Monday to watch the fire burn.",
        "Consider subscribing to the Gazette of Gent.",
        "Take our poll to share your view of the fire in Gent",
        "Jan Roe has details about the twelve people in this story.",
        "To recommend someone for this column, contact Jan Roe at jroe@example.org.",
    ],
)
def test_a_line_that_leads_elsewhere_points(line: str):
    assert kind_of(line) is Kind.LINK


def test_headlines_under_most_read_are_links():
    text = MILL.format(line="Most read\nTwelve people hurt in Gent\nMayor of Renn resigns")
    assert [kind for kind, *_ in seen(text)].count(Kind.LINK) == 3


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Photo: twelve people wait in Gent. Jan Roe/Getty Images", Kind.CAPTION),
        ("Jan Roe contributed to this report.", Kind.CONTRIBUTOR),
        ("Editor’s note: this page is a summary of news for May 3.", Kind.NOTE),
        ("Correction: An earlier version gave the wrong number.", Kind.CORRECTION),
        ("This article was amended on 3 May to say that 18 were hurt.", Kind.CORRECTION),
        ("This story has been updated with additional details.", Kind.NOTE),
        ("GENT —", Kind.NOTE),
        ("________", Kind.NOTE),
        ("Contributing: Jan Roe and Ana Ruiz", Kind.CONTRIBUTOR),
        ("Jan Roe covers fires for the Gazette. Reach her at jroe@example.org.", Kind.CONTRIBUTOR),
        ("– Jan Roe and Ana Ruiz", Kind.CONTRIBUTOR),
        ("— Jan Roe (Kelm Post) and Ana Ruiz of the Star", Kind.CONTRIBUTOR),
        ("— Jan Roe, KELM TODAY; Ana Ruiz and Ole Renn, Star-Gazette", Kind.CONTRIBUTOR),
        (
            "Harbour watchdog reporter Ana Ruiz can be reached at ruiz@example.org.",
            Kind.CONTRIBUTOR,
        ),
        (
            "More questions about the mill? Send them to reporter Jan Roe at jr@example.org.",
            Kind.CONTRIBUTOR,
        ),
        ("This story and headline have been updated with new developments.", Kind.NOTE),
        ("This story is breaking and will be updated.", Kind.NOTE),
        ("Material from Kelm Press was used in this report.", Kind.NOTE),
        ("Ruiz opens her shop in Kelm. Obtained by Kelm TV", Kind.CAPTION),
        ("The crew of the mill in May. (Courtesy Kelm Crew) Courtesy Kelm Crew", Kind.CAPTION),
        ("Deals and advice on your phone. Sign up for our messages.", Kind.LINK),
        ("Why you should still sail to Kelm: Column", Kind.LINK),
        ("My mother wrote songs. We must sing them. | Opinion", Kind.LINK),
        ("Check out my podcast on the mills of Kelm.", Kind.LINK),
        ("Jan Roe, Kelm Post and Kelm Star contributed.", Kind.CONTRIBUTOR),
        ("Editor's note: This article has been updated with correct figures.", Kind.CORRECTION),
        ("PLAY TO WIN: The pool is free to enter. Join now!", Kind.LINK),
        ("Contact Jan Roe on Twitter @janroe or jroe@example.org.", Kind.CONTRIBUTOR),
        ("Video Ad Feedback Twelve people wait in Gent 01:27 - Source: Gazette", Kind.CAPTION),
        ("Jan Roe/Gazette/AP Twelve people wait in Gent.", Kind.CAPTION),
        ("Twelve people wait in the rain before the hall in Gent. Jan Roe", Kind.CAPTION),
        ("Ana Ruiz (left) waits before the hall in Gent with twelve people.", Kind.CAPTION),
        ("People stand in line before the hall in Gent on May 4.", Kind.CAPTION),
        ("Ruiz speaks during a visit to Kelm, in the north, in 1990.", Kind.CAPTION),
        ("The hall of Gent burned on Sunday. KGB", Kind.CAPTION),
        ("Coverage of fires at the Gazette is made possible by a grant from a fund.", Kind.NOTE),
        ("Check back for updates on this developing story.", Kind.NOTE),
        ("AFP", Kind.NOTE),
        ("– Kelm Gazette staff", Kind.CONTRIBUTOR),
        ("Contact Jan D. Roe: jroe@example.org. Follow him there.", Kind.CONTRIBUTOR),
        ("Jan Roe: (302) 555-0199", Kind.CONTRIBUTOR),
        ("‒ Jan Roe and Ana Ruiz", Kind.CONTRIBUTOR),
        ("@janroe", Kind.CONTRIBUTOR),
        ("Reach the reporter at jroe@example.org.", Kind.CONTRIBUTOR),
        ("Roe reported from Gent; Ruiz from Kelm.", Kind.CONTRIBUTOR),
        ("Filip Renn as the mayor in “The Hall of Gent.” Jan Roe/Kelmfilm", Kind.CAPTION),
        ("(Edited for length and clarity.)", Kind.NOTE),
        ("This is the opinion of Jan Roe of the Gazette.", Kind.NOTE),
        ("NOTE: This story has been updated to include a statement.", Kind.NOTE),
        ("We occasionally recommend interesting products and services.", Kind.NOTE),
        ("Source: The census of Gent, made in June.", Kind.NOTE),
        ("− Ana Ruiz, KELM PRESS NETWORK - Gent", Kind.CONTRIBUTOR),
        ("Email: ana@example.org Twitter: @anaruiz", Kind.CONTRIBUTOR),
        ("Ana Ruiz may be reached at 555-0199 or @anaruiz on Twitter.", Kind.CONTRIBUTOR),
        ("The Kelm Post app gets you to the heart of the news.", Kind.LINK),
        ("Looking for a recap of Monday? We've got you covered.", Kind.LINK),
        ("Ruiz greets miners at the Kelm works in July 2021.", Kind.CAPTION),
        ("Supporters of Renn march to the hall of Gent on June 4, 2021.", Kind.CAPTION),
        ("Kelm players celebrate after beating Gent in the last game.", Kind.CAPTION),
        ("The north wall of the mill in 2019.", Kind.CAPTION),
        ("Sen. Ana Ruiz, seen here in Gent in May, wants a new mill.", Kind.CAPTION),
        ("A car stands in the water on August 31. Jan Roe/KTV", Kind.CAPTION),
        ("People need the mill, says Ana Ruiz, 35. Courtesy Ana Ruiz", Kind.CAPTION),
        ("A mast of the station. kelmphoto/Fotobank Stock", Kind.CAPTION),
        ("A version of this story first appeared in the Kelm letter.", Kind.NOTE),
        ("This story was republished to mend a headline.", Kind.NOTE),
        ("Please consider supporting local journalism by subscribing.", Kind.NOTE),
        ("The views and opinions expressed here are her own.", Kind.NOTE),
        ("This transcript was automatically generated.", Kind.NOTE),
        ("Update: The show of Friday has been put off for a COVID-19 outbreak.", Kind.CORRECTION),
        ("You can reach her at ana.ruiz@example.org or 302-555-0199.", Kind.CONTRIBUTOR),
        ("Follow Ana Ruiz, the Gazette's mill reporter, on X as @anaruiz.", Kind.CONTRIBUTOR),
        ("Contributors: Jan Roe, Kelm Post; Ana Ruiz", Kind.CONTRIBUTOR),
        ("Post reporter Ana Ruiz covers mills in Kelm. Reach her at @anaruiz.", Kind.CONTRIBUTOR),
        ("Updated March 18, 2024: This article has been updated throughout.", Kind.NOTE),
        ("(Warning: The video below has strong words)", Kind.NOTE),
        ("Sources: The film “Kelm,” Ana Ruiz’s book and own reporting.", Kind.NOTE),
        ("We will have more from the council this afternoon.", Kind.NOTE),
        ("A truck sits in the river, July 14, 2022, in Kelm, after it was lost.", Kind.CAPTION),
        ("RELATED: " + "Gent burns | " * 12 + "Kelm burns", Kind.LINK),
        ("Ana Ruiz explains how the mill burned in this story.", Kind.LINK),
        ("Please share your view of this case.", Kind.LINK),
        ("Readers on phones: To see a map of the fire click here.", Kind.LINK),
        ("Tell us what you saw in the form. If you see no form, click here.", Kind.LINK),
        ("We cover every fire: Follow along with the latest news here.", Kind.LINK),
        ("STAY INFORMED: Subscribe to our fire newsletter now!", Kind.LINK),
        ("Get the Kelm lamp kit at Gentmart for $132", Kind.LINK),
        ("See hours and prices at kelmmuseum.org.", Kind.LINK),
        ("Reported in May: A mill on the brink. The end may be near", Kind.LINK),
    ],
)
def test_what_an_outlet_adds_is_named(line: str, kind: Kind):
    assert kind_of(line) is kind


@pytest.mark.parametrize(
    "line",
    [
        "More than 50 people have died in the storm, officials said.",
        "He explained in a recent newsletter: “It takes time to see it.”",
        "Watch out for carbon monoxide, the fire brigade warned on Monday.",
        "The team contributed to the success of the mill in the last two years.",
        "She read more than forty books about the mill.",
        "Sources told the Gazette that the mayor had left.",
        "“Get out of here,” the captain told them.",
        "Sign up for the army, she told them, and leave the mill.",
        "We will check every house in this street and stay here.",
        "Jan Roe writes letters to the mayor, who has no account on Twitter.",
        "Users will be able to see previous versions of the letter.",
        "In the hall stood two people, among them Gov. Ana Ruiz of Kelm.",
        "The mayor (left) said that she would go.",
        "Twelve in a hundred were for her, a Kelm College/Reuters Daily poll shows.",
        "Right, so the mayor issues a letter every year, and this is the new one.",
        "A firefly was found for the first time last May. Its home? Bethany Beach.",
        "The mayor speaks at the hall on May 4.",
        "The council also sold “Who Goes There?: A Play,” which Ruiz wrote, for ten crowns.",
        "What happened:Ruiz sent a letter to the mayor in May after she had sung the old song at a "
        "meeting of the council in Kelm.",
        "Four towns will share ten crowns for new lamps.The plans include:",
        "If you want to share letters with a neighbour, you need two keys.",
        "Letters with a fee of ten crowns are taken at www.example.org.",
        "The contract with Gent ends in 2024.",
        "Ana Ruiz, singles of the women of Kelm in 1938.",
        "The bill takes effect on Jan. 1, 2026.",
        "Miners from Gent make up about 6% of the people of Kelm in 2021.",
        "The team of Kelm plays Gent in the final match on Tuesday.",
        "The town plans to lay off ten miners during the strike of Gent.",
        "People are divided on the mill in Gent, a new Reuters/Kelm poll has found.",
        "Reuters images showed brigades of Kelm leading a woman out of the hall.",
        "Updated Siri: Type a message to her, which she reads if you stumble.",
        "Contact help@example.org if you want to give a coat to the people of Gent.",
        "Ruiz broke with the council in 2016.",
        "She greets everybody in the hall in July 2021.",
        "Ruiz walked to the hall of Gent in July 2021.",
        "The festival begins at sundown on May 25, 2023.",
        "Reader @anaruiz wrote that her sister was in the mill.",
        "Twitter user @anaruiz wrote that her sister was in the mill.",
        "Earlier, the mayor went to see the mill.",
    ],
)
def test_what_only_looks_like_it_is_told(line: str):
    assert kind_of(line) is Kind.PARAGRAPH


@pytest.mark.parametrize(
    "stated",
    [
        "The claim: Eleven people died in the mill",
        "Claim: Eleven people died in the mill.",
        "Myth 2: Eleven people died in the mill",
        "Lie: Eleven people died in the mill",
        "THE CLAIM\n\nEleven people died in the mill.",
    ],
)
def test_what_a_story_names_to_look_at_it_is_not_told(stated: str):
    text = MILL.format(line=f"{stated}\n\nThe facts: Nobody died there.")
    told = " ".join(text[b.start : b.end] for b in blocks_of(text) if b.act is Act.TELLS)
    assert "Eleven people" not in told
    assert "Nobody died there." in told


def test_how_a_claim_is_rated_is_no_word_on_what_stands_beside_it():
    claim = "Claim: The mill holds gas.\n\nVerdict: False. There is no gas in the mill."
    assert [act for _, act, _, words in seen(MILL.format(line=claim)) if "gas" in words] == [
        Act.POINTS,
        Act.TELLS,
    ]
    assert Act.POINTS in [act for _, act, _, words in seen(claim) if "False" in words]
    assert seen("Was it right? Wrong.")[-1][1] is Act.TELLS


def test_what_a_story_says_of_a_myth_is_told_on_the_same_line():
    line = "Myth No. 2: Eleven people died in the mill. Reality: Nobody died there."
    told = [words for _, act, _, words in seen(MILL.format(line=line)) if act is Act.TELLS]
    assert any("Nobody died there." in words for words in told)
    assert not any("Eleven people" in words for words in told)


def test_a_sentence_about_a_claim_is_told():
    text = MILL.format(line="The claim that eleven people died is wrong, the fire service said.")
    assert all(b.act is Act.TELLS for b in blocks_of(text))


def test_labels_of_facts_lead_nowhere():
    facts = "Cause of the fire: A lamp that nobody had put out\nDeaths: 2\nLOCATION: The old mill"
    assert {kind for kind, *_ in seen(MILL.format(line=facts))} & {Kind.LINK} == set()


def test_two_headlines_that_lost_the_space_between_them_lead_elsewhere_under_a_label():
    text = MILL.format(line="Read more:\n\nSee who was hurt in the plantMayor of Gent resigns.")
    assert [act for _, act, _, _ in seen(text)][-2:] == [Act.POINTS, Act.TELLS]


def test_headlines_behind_what_ends_a_page_are_links():
    last = "In the hall: After the fire, the music is back in Gent"
    found = seen(f"{MILL.format(line='It was Monday.')}\n\nContributing: Jan Roe\n\n{last}")
    assert found[-1][:2] == (Kind.LINK, Act.POINTS)


def test_two_labels_in_capitals_that_end_a_page_are_links():
    last = "SEASONS: Twenty years later, the mill is sold\n\nNO DAME: A cabaret for Gent on Friday"
    text = f"{MILL.format(line='It was Monday.')}\n\nShows in Gent\n\n{last}"
    assert [kind for kind, *_ in seen(text)][-2:] == [Kind.LINK, Kind.LINK]


def test_labels_in_capitals_beside_a_link_lead_elsewhere_too():
    rows = "FIRE MAP: How and where to watch\n\nFIRE COUNT: How each town is doing\n\n"
    found = seen(MILL.format(line=f"{rows}FIRE NEWSLETTER: News straight to your inbox"))
    assert [kind for kind, *_ in found].count(Kind.LINK) == 3


def test_a_headline_before_what_ends_a_page_tells_nothing():
    last = "Kelm hall photos: Ruiz, Roe and more people at the fire\n\nContributing: Jan Roe"
    found = seen(f"{MILL.format(line='It was Monday.')}\n\n{last}")
    assert found[-2][1] is Act.POINTS


def test_what_a_reader_tells_before_asking_is_no_telling_among_questions_that_are_answered():
    text = "\n\n".join(
        [
            "What is it?",
            "A lamp.",
            "Is it new?",
            "Yes.",
            "Who made it?",
            "Ruiz did.",
            "I bought one in May. Should I wait?",
            "Answer: No.",
        ]
    )
    assert [act for _, act, _, _ in seen(text)] == [Act.ASKS, Act.TELLS] * 4


def test_a_list_of_sources_is_a_note_however_long_it_is():
    sources = "SOURCES: " + "; ".join(f"“Who owns mill {n}?” Kelm Post, May {n}" for n in range(30))
    assert {act for _, act, _, _ in seen(MILL.format(line="Yes.") + f"\n\n{sources}")[-1:]} == {
        Act.POINTS
    }


def test_a_mark_that_is_left_of_a_sentence_belongs_to_it():
    text = "The mill burned.\n\n“It is gone,’’ Ruiz said. “We saw ‘the end.’’"
    assert {kind for kind, *_ in seen(text)} == {Kind.PARAGRAPH}


def test_rows_that_are_written_alike_are_a_list_without_a_colon_over_them():
    rows = ("Kelm lineup", "F - Ana Ruiz", "F - Jan Roe", "D - Ida Renn", "G - Per Torvald")
    found = {words: kind for kind, _, _, words in seen(MILL.format(line="\n\n".join(rows)))}
    assert [found[row] for row in rows] == [Kind.HEADING] + [Kind.LIST_ITEM] * 4


def test_what_is_left_of_a_line_behind_its_question_tells_nothing_as_a_paragraph():
    line = "Who is Ana Ruiz? Meet the only woman of the council to vote against the new mill"
    kinds = {kind for kind, _, _, words in seen(MILL.format(line=line)) if words in line}
    assert kinds <= {Kind.HEADING, Kind.LINK}


def test_a_headline_between_paragraphs_tells_nothing_by_itself():
    text = MILL.format(line="Twelve people hurt in fire at chemical plant in Gent")
    found = {words: (kind, act) for kind, act, _, words in seen(text)}
    assert found["Twelve people hurt in fire at chemical plant in Gent"] == (
        Kind.HEADING,
        Act.POINTS,
    )
    assert found["Fire destroys paper mill in Ostend"] == (Kind.HEADING, Act.TELLS)


@pytest.mark.parametrize(
    ("heading", "act"),
    [
        ("Kelm", Act.TELLS),
        ("Mayor: no money left", Act.POINTS),
        ("Ferry sinks off Orn", Act.POINTS),
        ("Cold Brew: 8 of 10", Act.TELLS),
        ("The mill has these parts:", Act.TELLS),
    ],
)
def test_a_heading_alone_tells_only_a_figure_or_what_a_list_is_of(heading: str, act: Act):
    text = MILL.format(line=heading)
    assert next(a for _, a, _, words in seen(text) if words == heading) is act


def test_two_lines_below_the_colon_of_a_sentence_are_a_list():
    text = MILL.format(line="Some of the owners got ready by:\n\nBuying sand\n\nRaising walls")
    assert [
        kind for kind, _, _, words in seen(text) if words in ("Buying sand", "Raising walls")
    ] == [
        Kind.LIST_ITEM,
        Kind.LIST_ITEM,
    ]


def test_a_paragraph_is_told_whose_last_sentence_leads_elsewhere():
    led = "Prices go up for all that is sold. Rents go up as well. Click here for the figures."
    text = MILL.format(line=led)
    assert "Rents go up" in " ".join(words for _, act, _, words in seen(text) if act is Act.TELLS)


def test_lines_of_a_list_are_told_without_the_end_of_a_sentence():
    text = MILL.format(line="The hall in Kelm has room for sixty\n\nThe school in Gent for forty")
    assert {act for _, act, _, _ in seen(text)} == {Act.TELLS}


@pytest.mark.parametrize(
    "line",
    [
        "Fire brigade of Gent: Twelve people hurt in blaze after worker leaves lamp on in old hall",
        "READ MORE: Gent burns\n\nHospital takes in twelve people after nightly blaze",
        "Read the rest here:Gent burns again\n\nTwelve people taken to hospital after blaze",
    ],
)
def test_a_headline_of_another_story_tells_nothing_however_long_or_below_a_link(line: str):
    text = MILL.format(line=line)
    told = {words for _, act, _, words in seen(text) if act is Act.TELLS}
    assert not any("welve" in words for words in told)


@pytest.mark.parametrize(
    "line",
    [
        "The brigade said on Monday that the lamp was left on by a worker of the old mill in town",
        "Hurt in the blaze were, according to Ruiz, twelve people from Gent and three from Kelm",
        "10,000 points, May 27, 2008",
        "More people attend concerts in Kelm, up to 46% in 2012 from 25% in 1998",
        "READ MORE: Gent burns\n\nThe mill stood empty for years",
    ],
)
def test_a_sentence_that_lost_its_full_stop_is_told(line: str):
    last = line.splitlines()[-1]
    assert next(act for _, act, _, words in seen(MILL.format(line=line)) if words == last) is (
        Act.TELLS
    )


@pytest.mark.parametrize(
    "lines",
    [
        "Mayor of Gent leaves office after night of fire\n\nSearch goes on for lost ferry of Kelm",
        "REVIEW: Ferry of Kelm wins over its passengers",
        "REVIEW: Kelm eats well in June\n\nRuiz cooks.\n\nREVIEW: Gent eats well in May",
    ],
)
def test_headlines_without_a_text_of_their_own_tell_nothing(lines: str):
    found = seen(MILL.format(line=lines))
    open_ended = [line for line in lines.splitlines() if line and not line.endswith(".")]
    told = {words for _, act, _, words in found if act is Act.TELLS}
    assert not told & set(open_ended)


def test_a_headline_behind_the_last_paragraph_tells_nothing():
    text = MILL.format(line="The fire is out.") + "\n\nTwelve people hurt in plant of Gent"
    assert seen(text)[-1][1] is Act.POINTS


def test_rows_of_results_with_a_label_in_capitals_are_told():
    rows = (
        "The prizes are:\n\nWON: Song of the summer in Gent\n\nBest film in Gent\n\nWON: Best hall"
    )
    kinds = {words: act for _, act, _, words in seen(MILL.format(line=rows))}
    assert kinds["WON: Song of the summer in Gent"] is Act.TELLS


def test_a_label_before_the_heading_of_a_text_leads_nowhere():
    text = MILL.format(line="Paper mill: How workers left the burning halls") + (
        "\n\nFire in the city: What workers of the old halls saw\n\nThe workers saw the halls burn."
    )
    kinds = {words: kind for kind, _, _, words in seen(text)}
    assert kinds["Paper mill: How workers left the burning halls"] is Kind.LINK
    assert kinds["Fire in the city: What workers of the old halls saw"] is Kind.HEADING


def test_lines_without_marks_below_a_colon_are_a_list():
    text = MILL.format(line="The songs are:\n\nA Lamp\n\nTwo Halls\n\nThe River")
    assert [kind for kind, *_ in seen(text)].count(Kind.LIST_ITEM) == 3


def test_a_headline_that_stands_over_a_link_is_a_link():
    text = MILL.format(line="Mayor of Gent speaks of twelve people hurt\n\nREAD MORE: Fire in Gent")
    assert [kind for kind, *_ in seen(text)].count(Kind.LINK) == 2


def test_lines_over_the_text_that_name_author_and_outlet_tell_nothing():
    text = "Ana Ruiz\n\nThe Kelm Post\n\nA fire destroyed a mill in Ostend. No one was hurt."
    assert [kind for kind, *_ in seen(text)][:2] == [Kind.CONTRIBUTOR, Kind.CONTRIBUTOR]


@pytest.mark.parametrize(
    "head",
    [
        "Jan Roe\n\n7/24 Main Street",
        "Fire at mill\n\nJan Roe and Ana Ruiz",
        "Jan Roe\n\n@janroe",
        "Jan Roe\n\nOpinion contributor",
        "Kelm Clarion Ledger",
        "Jan Roe For The Kelm Dispatch",
        "Editors\n\nKelm Post",
        "Anna Lindqvist\n\nKelmDailyRecord",
        "Jan Roe, Ana Ruiz, Ida Renn\n\nKelm Press and Gent Post",
    ],
)
def test_names_over_the_text_that_do_not_come_back_in_it_are_bylines(head: str):
    text = f"{head}\n\nA fire destroyed a mill in Ostend. No one was hurt."
    kinds = {words: kind for kind, _, _, words in seen(text)}
    assert kinds[head.splitlines()[-1]] is Kind.CONTRIBUTOR


def test_several_names_over_a_newspaper_are_a_byline():
    text = (
        "Jan Roe, Ana B. Ruiz, and Ida Renn\n\nThe Kelm Journal\n\nA mill burned. No one was hurt."
    )
    assert [kind for kind, *_ in seen(text)][:2] == [Kind.CONTRIBUTOR, Kind.CONTRIBUTOR]


def test_a_short_headline_over_a_byline_is_no_name():
    text = "Mill Burns\n\nBy Jan Roe\n\nA mill burns in Ostend. No one was hurt."
    assert [kind for kind, *_ in seen(text)][:2] == [Kind.HEADING, Kind.CONTRIBUTOR]


def test_the_life_of_a_writer_is_named_and_told():
    text = "Jan Roe\n\nKelm Post\n\nI flew for years. It was fun.\n\nJan Roe is a pilot in Kelm."
    assert seen(text)[-1][:2] == (Kind.CONTRIBUTOR, Act.TELLS)
    text = "I flew for years.\n\nI left.\n\nJan Roe, a pilot, lives in Kelm. Reach her at @janroe."
    assert seen(text)[-1][:2] == (Kind.CONTRIBUTOR, Act.TELLS)


def test_captions_of_a_gallery_are_captions_however_many_there_are():
    gallery = " ".join(f"Jan Roe/AP People wait in hall {n} of Gent." for n in range(30))
    assert {kind for kind, *_ in seen(f"The fire is out.\n\n{gallery} Prev Next")} == {
        Kind.PARAGRAPH,
        Kind.CAPTION,
    }


def test_the_answers_of_a_quiz_are_asked_and_not_told():
    text = "Quiz\n\nHow many were hurt in Gent?\n\nA. Twelve\n\nB. Two\n\nThe mill stood empty."
    assert [act for _, act, _, _ in seen(text)] == [
        Act.TELLS,
        Act.ASKS,
        Act.ASKS,
        Act.ASKS,
        Act.TELLS,
    ]


def test_where_only_questions_have_a_label_nobody_has_the_floor_between_them():
    text = "Q: You sold the mill. Why?\n\n“I had to.”\n\nQ: To whom?\n\n“To my sister.”"
    assert [(act, who) for _, act, who, _ in seen(text)] == [
        (Act.ASKS, "The interviewer"),
        (Act.TELLS, None),
    ] * 2


def test_questions_behind_the_last_label_of_an_interview_are_the_interviewers():
    text = (
        "QUESTION: Why a mill?\n\nANSWER: I like mills.\n\nYour sister sold one. Did you mind?\n\n"
        "I did not.\n\nExplain your last letter to the council.\n\nWe had no money.\n\n"
        "You were mayor. What will you do now?\n\nI will sleep."
    )
    asked = [act for _, act, _, _ in seen(text)]
    assert asked == [Act.ASKS, Act.TELLS] * 4
    assert {who for _, act, who, _ in seen(text) if act is Act.TELLS} == {"The interviewee"}


def test_a_label_of_the_outlet_gives_nobody_the_floor():
    text = (
        "Q: Why a mill?\n\nA: I like mills.\n\nSTAY INFORMED: Subscribe to our newsletter now!\n\n"
        "Q: And now?\n\nA: Sleep.\n\nSTAY INFORMED: Subscribe to our newsletter now!"
    )
    assert [act for kind, act, _, _ in seen(text) if kind is Kind.LINK] == [Act.POINTS] * 2


def test_an_unlabelled_question_ends_the_turn_before_it():
    text = (
        "QUESTION: Why a mill?\n\nANSWER: I like mills.\n\nYour sister sold one. Was it hard?\n\n"
        "I do not know.\n\nQ: And now?\n\nA: I rest."
    )
    assert [who for *_, who, _ in seen(text)] == [
        "The interviewer",
        "The interviewee",
        None,
        None,
        None,
        "The interviewer",
        "The interviewee",
    ]


def test_a_label_over_a_list_inside_a_dialogue_is_nobodys_turn():
    text = "MOD: Which?\n\nRENN: The first.\n\nBest play of the year: “Oslo.”\n\nRENN: Oslo."
    assert [who for *_, who, _ in seen(text)] == ["Mod", "Renn", None, "Renn"]


def test_names_that_stand_alone_over_paragraphs_again_and_again_have_the_floor():
    text = (
        "Jan Roe:\n\nWelcome back.\n\nAna Ruiz:\n\nI counted forty boats.\n\nThey left on Monday."
        "\n\nJan Roe:\n\nThank you."
    )
    told = {words: who for _, _, who, words in seen(text) if words}
    assert told["I counted forty boats."] == told["They left on Monday."] == "Ana Ruiz"
    assert told["Thank you."] == "Jan Roe"


def test_initials_are_of_whoever_is_named_before_the_first_turn():
    text = (
        "We met Tilda Moberg.\n\nKG: You lost boats?\n\nTM: One.\n\nKG: And you?\n\nTM: I am safe."
    )
    assert [who for *_, who, _ in seen(text)][1:3] == ["KG", "Tilda Moberg"]


def test_a_link_that_asks_ends_no_turn():
    link = "READ MORE: Twelve hurt in Gent. Can the mayor stay?"
    text = f"Q: Why?\n\nA: I was tired.\n\n{link}\n\nI left.\n\nQ: When?\n\nA: In May."
    assert {words: who for *_, who, words in seen(text)}["I left."] == "The interviewee"


def test_a_list_of_places_is_no_dialogue():
    text = "Kelm: Bars will close.\n\nGent: Parks will close.\n\nOstend: Halls stay open."
    assert {who for *_, who, _ in seen(text)} == {None}


@pytest.mark.parametrize(
    ("lead", "guest"),
    [
        ("Renn spoke with The Gazette on Monday.", "Renn"),
        ("We sat down with Anna Renn.", "Anna Renn"),
        ("An interview with Anna Renn", "Anna Renn"),
        ("Ruiz spoke with Anna Renn on Monday.", "The interviewee"),
        ("Readers asked Kelm Post editors many things.", "The interviewee"),
    ],
)
def test_only_whom_the_outlet_spoke_with_is_its_guest(lead: str, guest: str):
    assert seen(f"{lead}\n\nQ: How many?\n\nA: Sixty.")[-1][2] == guest


def test_headlines_under_read_more_are_links_if_they_ask_too():
    text = MILL.format(line="Read more commentary:\nWho was hurt in Gent?\nTwelve hurt in Gent")
    assert [kind for kind, *_ in seen(text)].count(Kind.LINK) == 3


def test_headings_of_a_live_blog_lead_nowhere():
    entry = (
        "Report: Twelve people are hurt in the old mill\n\nThey were told to go.\n\n– Jan Roe\n\n"
    )
    assert Kind.LINK not in {kind for kind, *_ in seen(f"The mill burns.\n\n{entry}{entry}")}


def test_a_link_between_the_paragraphs_of_a_turn_is_nobodys():
    link = "From the archive:The mayor of Gent took the money"
    text = f"Q: Why?\n\nA: I was tired.\n\n{link}\n\nI left.\n\nQ: When?\n\nA: In May."
    found = {words: (kind, who) for kind, _, who, words in seen(text)}
    assert found[link] == (Kind.LINK, None)
    assert found["I left."] == (Kind.TURN, "The interviewee")


def test_a_paragraph_that_tells_who_spoke_is_no_part_of_a_turn():
    text = "Q: Is it safe?\n\nA: It is.\n\n“I would not drink it,” Ruiz said."
    assert seen(text)[-1][2] is None


def test_whoever_is_named_below_a_quotation_belongs_to_it():
    text = "Quote of the day\n\n“We go.”\n\n– Ana Ruiz, mayor of Kelm, on the vote"
    assert [kind for kind, *_ in seen(text)] == [Kind.HEADING, Kind.QUOTATION, Kind.QUOTATION]


def test_headings_that_end_in_a_colon_give_nobody_the_floor():
    paragraph = "The council met on Tuesday for three hours and went home.\n\n" * 6
    text = f"Trump: ‘Perhaps it was so!’\n\n{paragraph}Developments: two were hurt.\n\n{paragraph}"
    assert {b.speaker for b in blocks_of(text)} == {None}


def test_a_quoted_question_with_its_speaker_tells_that_it_was_asked():
    assert [act for _, act, _, _ in seen("“Is it true?” she asked. “I do not know.”")] == [
        Act.TELLS
    ]


def test_a_question_inside_what_somebody_tells_is_told():
    said = "I went to him and said, ‘What do we have to do to get the boats back?’"
    assert [act for _, act, _, _ in seen(said)] == [Act.TELLS]


def test_rows_of_a_table_know_their_header():
    text = "Name | Age\nRenn | 43\nOsei | 51"
    assert [b.header and text[slice(*b.header)] for b in blocks_of(text)] == [
        None,
        "Name | Age",
        "Name | Age",
    ]
