from pathlib import Path

import pytest

from index.folder import read_folder
from index.formats import Reading, read_bytes

OLD_NEXIS = """
                               1 of 2 DOCUMENTS


                          The Harbour Gazette (Renn)

                             May 3, 2024 Friday

Treasurer of Renn under fire

BYLINE: Jan Roe

SECTION: NEWS; Pg. 4

LENGTH: 345 words

DATELINE: RENN

 The council of Renn met on Tuesday. It took three hours.

 Nobody resigned.

LOAD-DATE: May 3, 2024

LANGUAGE: ENGLISH

                    Copyright 2024 Harbour Gazette
                      All Rights Reserved

                               2 of 2 DOCUMENTS

                          Coast Tribune

                             May 5, 2024 Sunday

Mill burns in Ostend

BYLINE: Ana Ruiz

LENGTH: 45 words

 A mill burned in Ostend on Saturday.

LOAD-DATE: May 5, 2024
"""
NEW_NEXIS = """Treasurer of Renn under fire
The Harbour Gazette (Renn)
May 3, 2024 Friday

Copyright 2024 Harbour Gazette All Rights Reserved

Section: NEWS; Pg. 4
Length: 345 words
Byline: Jan Roe
Body

The council of Renn met on Tuesday.

Load-Date: May 3, 2024

End of Document

Mill burns in Ostend
Coast Tribune
May 5, 2024 Sunday

Length: 45 words
Byline: Ana Ruiz
Body

A mill burned in Ostend on Saturday.

Load-Date: May 5, 2024

End of Document
"""
FACTIVA = """HD
Treasurer of Renn under fire
BY
By Jan Roe
WC
345 words
PD
3 May 2024
SN
The Harbour Gazette
SC
HGZ
LA
English
LP
The council of Renn met on Tuesday.
TD
Nobody resigned.
AN
Document HGZ0000020240503ek5300001

HD  Mill burns in Ostend
BY  Ana Ruiz
WC  45 words
PD  5 May 2024
SN  Coast Tribune
LP  A mill burned in Ostend on Saturday.
AN
Document CTR0000020240505ek5500001
"""
PROQUEST = """____________________________________________________________

Document 1 of 2

Treasurer of Renn under fire

Author: Roe, Jan

Publication info: The Harbour Gazette ; Renn [Renn]. 03 May 2024: 4.

Full text: The council of Renn met on Tuesday.

Nobody resigned.

Title: Treasurer of Renn under fire

Publication title: The Harbour Gazette

Publication date: May 3, 2024

ISSN: 1234-5678

____________________________________________________________

Document 2 of 2

Title: Mill burns in Ostend

Author: Ruiz, Ana

Publication title: Coast Tribune

Publication date: May 5, 2024

Full text: A mill burned in Ostend on Saturday.
"""


# Copied out of a window: no line stands between the articles.
UNDIVIDED = """HD  Bridge closed in Renn
BY  Jan Roe
WC  20 words
PD  3 May 2024
SN  The Harbour Gazette
LP  The bridge in Renn was closed.
TD  It stays closed.

SE  News
HD  Nurses of Kelm strike
BY  Ana Ruiz
WC  20 words
PD  7 June 2024
SN  Coast Tribune
LP  The nurses of Kelm went on strike.
"""
UNRULED = """Title: Bridge closed in Renn

Author: Jan Roe

Publication title: The Harbour Gazette

Publication date: May 3, 2024

Full text: The bridge in Renn was closed.

Title: Nurses of Kelm strike

Author: Ana Ruiz

Publication title: Coast Tribune

Publication date: Jun 7, 2024

Full text: The nurses of Kelm went on strike.
"""


def readings(text: str) -> tuple[Reading, ...]:
    return read_bytes(text.encode(), ".txt")


def test_the_word_that_nexis_sets_over_a_text_is_no_part_of_it():
    spaced = NEW_NEXIS.replace("Byline: Jan Roe\n", "Byline: Jan Roe\n\n")
    assert all("Body" not in each.text for each in readings(spaced))


@pytest.mark.parametrize("text", [OLD_NEXIS, NEW_NEXIS, FACTIVA, PROQUEST])
def test_each_article_of_a_download_has_its_own_fields(text: str):
    first, second = (each.fields for each in readings(text))
    assert (first.title, first.byline, first.published) == (
        "Treasurer of Renn under fire",
        "Jan Roe",
        "2024-05-03",
    )
    assert (second.title, second.byline, second.published) == (
        "Mill burns in Ostend",
        "Ana Ruiz",
        "2024-05-05",
    )
    assert first.outlet is not None
    assert first.outlet.startswith("The Harbour Gazette")
    assert second.outlet == "Coast Tribune"


@pytest.mark.parametrize("text", [UNDIVIDED, UNRULED])
def test_no_article_is_lost_where_no_line_stands_between_two(text: str):
    first, second = readings(text)
    assert (first.fields.byline, second.fields.byline) == ("Jan Roe", "Ana Ruiz")
    assert (first.fields.outlet, second.fields.outlet) == ("The Harbour Gazette", "Coast Tribune")
    assert "nurses" not in first.text
    assert "The nurses of Kelm went on strike." in second.text


@pytest.mark.parametrize("text", [OLD_NEXIS, NEW_NEXIS, FACTIVA, PROQUEST])
def test_no_article_of_a_download_holds_words_of_another(text: str):
    first, second = (each.text for each in readings(text))
    assert "Ostend" not in first
    assert "council" not in second
    assert second == "Mill burns in Ostend\n\nA mill burned in Ostend on Saturday."


def test_what_cannot_be_cut_has_nobodys_name_and_says_so():
    text = "1 of 2 DOCUMENTS\n\nBYLINE: Jan Roe\n\nA mill burned in Ostend. " + "It burned. " * 20
    (reading,) = readings(text)
    assert reading.fields.byline is None
    assert "It burned." in reading.text
    assert reading.problems


def test_an_article_that_only_mentions_documents_is_one_article():
    text = "Papers found in Renn\n\nBy Jan Roe\n\nThe police read 1 of 2 documents on Monday."
    assert len(readings(text)) == 1
    assert readings(text)[0].fields.byline == "Jan Roe"


def test_the_articles_of_one_file_are_numbered_from_0(tmp_path: Path):
    (tmp_path / "a.txt").write_text(OLD_NEXIS)
    found = read_folder(tmp_path, known={}, progress=lambda _: None)
    assert [article.item for article in found.articles] == [0, 1]
    assert found.files["a.txt"].articles == tuple(article.id for article in found.articles)
