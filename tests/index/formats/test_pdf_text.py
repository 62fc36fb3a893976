"""A PDF is read column after column, without what pages repeat, each sentence with its page."""

from __future__ import annotations

import html
import io
from collections.abc import Callable, Sequence

import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

from index.folder import read_folder, resolve_folder
from index.formats import UnreadableError, read_bytes
from index.formats.pdf_hyphens import hyphens_of
from qa.sources import SourceList
from tests.index.formats.seed_text import TEXTS, lost, paragraphs, spans_are_exact

HEAD, FOOT = "Example Times, September 2025", "Page"


def set_in_columns(lines: Sequence[str], columns: int, size: float = 10, gap: float = 20) -> bytes:
    """Pages as a paper prints them, with a running head and page numbers."""
    file = io.BytesIO()

    def around(canvas: Canvas, document: BaseDocTemplate) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(60, 820, HEAD)
        canvas.drawCentredString(300, 30, f"{FOOT} {document.page}")

    width = (A4[0] - 120 - (columns - 1) * gap) / columns
    frames = [
        Frame(60 + n * (width + gap), 60, width, 740, id=str(n), leftPadding=0, rightPadding=0)
        for n in range(columns)
    ]
    styles = getSampleStyleSheet()
    body = styles["BodyText"]
    body.fontSize, body.leading, body.alignment = size, size * 1.2, 4 if columns > 1 else 0
    body.splitLongWords = 0
    document = BaseDocTemplate(file, pagesize=A4)
    document.addPageTemplates(PageTemplate(id="page", frames=frames, onPage=around))
    document.build(
        [
            Paragraph(html.escape(line), styles["Heading1"] if n == 0 and len(line) < 200 else body)
            for n, line in enumerate(lines)
        ]
    )
    return file.getvalue()


def drawn(*pages: Callable[[Canvas], None], **options: object) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, **options)
    for draw in pages:
        canvas.setFont("Helvetica", 11)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def written(*lines: str, left: float = 72, top: float = 700) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        for n, line in enumerate(lines):
            canvas.drawString(left, top - 13.2 * n, line)

    return draw


def picture(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(Image.new("RGB", (40, 40), "white")), 0, 0, *A4)


@pytest.mark.parametrize("text", TEXTS, ids=["first", "second"])
@pytest.mark.parametrize("columns", [1, 2, 3])
def test_no_sentence_of_a_seed_is_lost(text: str, columns: int):
    data = set_in_columns(paragraphs(text), columns, size=8 if columns == 3 else 10)
    (reading,) = read_bytes(data, ".pdf")
    assert lost(text, (reading,)) == []
    assert spans_are_exact(reading)


def test_columns_that_stand_close_are_columns():
    data = set_in_columns(paragraphs(TEXTS[1]), 2, gap=6)
    assert lost(TEXTS[1], read_bytes(data, ".pdf")) == []


@pytest.mark.parametrize("text", TEXTS, ids=["first", "second"])
def test_what_every_page_repeats_is_no_text_and_sentences_go_on_over_pages(text: str):
    (reading,) = read_bytes(set_in_columns(paragraphs(text), 1, size=18), ".pdf")
    assert lost(text, (reading,)) == []
    assert len(reading.pages) > 2
    assert HEAD not in reading.text
    assert f"{FOOT} 2" not in reading.text


def test_each_sentence_has_its_page(tmp_path):
    first = written("The old bridge over the Ems will stay shut until spring, as was", top=90)
    second = written("said on Tuesday. Buses go by way of the new bridge.", top=780)
    (tmp_path / "a.pdf").write_bytes(drawn(first, second))
    (article,) = read_folder(resolve_folder(tmp_path), known={}, progress=lambda _: None).articles
    assert article.text.count("\n") == 0
    said, buses = article.text.index("The old"), article.text.index("Buses")
    sources = SourceList()
    assert sources.cite(article, said, said + 40).to_dict()["page"] == 1
    assert sources.cite(article, buses, len(article.text)).to_dict()["page"] == 2


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (("The minister spoke of a peace agree-", "ment that holds."), "agreement"),
        (
            ("The well-known man spoke of a well-", "known matter, it was said."),
            "a well-known matter",
        ),
        (("It was said by the NATO-COUN-", "CIL of the town."), "NATO-COUNCIL"),
        (("It was said by the Anglo-", "American council of the town."), "Anglo-American"),
        (("The council paid a sum of 12-", "15 million to the builders."), "12-15 million"),
        (("They brought the very old tools\u2014", "for the work of the town."), "tools\u2014for"),
        (("They brought the old tools", "\u2014for the work of the town."), "tools\u2014for"),
        (("The council will give way --", "flights will go on for a year."), "way -- flights"),
        (("Digits go on, a double-", "digit sum, digit by digit, double."), "double-digit"),
    ],
)
def test_words_that_were_cut_at_a_line_end_are_whole(lines: tuple[str, str], told: str):
    (reading,) = read_bytes(drawn(written(*lines)), ".pdf")
    assert told in reading.text


def test_a_program_that_breaks_words_with_a_sign_of_its_own_breaks_no_other():
    lines = ["a peace agree\u2010", "ment and a holiday-", "travel office"]
    hyphens = hyphens_of(lines)
    assert hyphens.join(lines[0], lines[1]) == ("a peace agree", "")
    assert hyphens.join(lines[1], lines[2]) == ("ment and a holiday-", "")


def test_a_year_or_a_line_of_figures_at_the_edge_of_a_page_is_text():
    def page(number: int, line: str) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            written(*("It was said by the council of the town.",) * 40)(canvas)
            canvas.drawString(72, 80 - 7 * number, line)
            canvas.drawString(290, 20, f"{number + 7}")

        return draw

    lines = ("Cases: 12, up from 10.", "2024?", "Cases: 9, up from 8.")
    (reading,) = read_bytes(drawn(*(page(n, line) for n, line in enumerate(lines))), ".pdf")
    assert all(line in reading.text for line in lines)
    assert not {"7", "8", "9"} & set(reading.text.split())


def test_a_table_is_read_row_by_row():
    def draw(canvas: Canvas) -> None:
        for n, row in enumerate(
            (("Pier", "State"), ("1", "cracked"), ("2", "sound"), ("3", "new"))
        ):
            canvas.drawString(72, 600 - 14 * n, row[0])
            canvas.drawString(250, 600 - 14 * n, row[1])

    (reading,) = read_bytes(drawn(draw), ".pdf")
    assert reading.text == "Pier | State\n1 | cracked\n2 | sound\n3 | new"


RUNNING = (
    "The council kept the old bridge closed, because divers found cracks in two piers, and",
    "the ferry stays.",
    "Shops on the north bank fear that",
    "fewer people will come.",
    "The mayor promised a second ferry",
    "by January, and free tickets for all pupils who live on the island of Orn and go to",
    "school in Kelm.",
)


def around(*box: str, left: bool, size: float) -> Callable[[Canvas], None]:
    """Text whose third to fifth lines make room for a box, at its left or its right."""

    def draw(canvas: Canvas) -> None:
        for row, line in enumerate(RUNNING):
            beside = left and row in (2, 3, 4)
            # A paragraph begins with the third line and with the fifth.
            top = 700 - 13 * row - 12 * ((row > 1) + (row > 3))
            canvas.setFont("Helvetica", 11)
            canvas.drawString(240 if beside else 72, top, line)
        for row, line in enumerate(box):
            canvas.setFont("Helvetica", size)
            canvas.drawString(82 if left else 300, 655 - 1.1 * size * row, line)

    return draw


@pytest.mark.parametrize("left", [True, False], ids=["left", "right"])
@pytest.mark.parametrize(
    ("box", "size"),
    [(("“Nobody told us”",), 15), (("Ines Falk", "leads the works"), 11), (("Ines Falk",), 8)],
    ids=["quotation", "caption", "name"],
)
def test_text_runs_around_a_box(box: tuple[str, ...], size: float, left: bool):
    [reading] = read_bytes(drawn(around(*box, left=left, size=size)), ".pdf")
    told = [" ".join(each.split()) for each in reading.text.split("\n") if each]
    assert sorted(told) == sorted([
        " ".join(RUNNING[:2]), " ".join(RUNNING[2:4]), " ".join(RUNNING[4:]), " ".join(box),
    ])  # fmt: skip


def test_columns_under_lines_over_both_are_no_box():
    def draw(canvas: Canvas) -> None:
        canvas.drawString(
            72, 720, "The bridge over the Orn stays closed until the spring, as the town says."
        )
        for row in range(6):
            canvas.drawString(72, 690 - 13 * row, f"One{row} of the left column stands here")
            canvas.drawString(310, 690 - 13 * row, f"Two{row} of the right column is there")

    [reading] = read_bytes(drawn(draw), ".pdf")
    assert reading.text.index("One5") < reading.text.index("Two0")


def test_the_largest_lines_of_the_first_page_are_the_title_and_not_what_a_program_wrote():
    def draw(canvas: Canvas) -> None:
        canvas.setTitle("Microsoft Word - template.dot")
        canvas.setFont("Helvetica", 20)
        canvas.drawString(72, 760, "Old bridge over the Ems")
        canvas.drawString(72, 736, "stays shut until spring")
        canvas.setFont("Helvetica", 11)
        written("By Jane Roe", "It is shut. It was said on Tuesday.", "It will open in May.")(
            canvas
        )

    (reading,) = read_bytes(drawn(draw), ".pdf")
    assert reading.fields.title == "Old bridge over the Ems stays shut until spring"
    assert reading.fields.byline == "Jane Roe"


def test_a_title_over_two_lines_is_joined_like_a_paragraph():
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 24)
        canvas.drawString(72, 760, "A quiet evening with the award-")
        canvas.drawString(72, 732, "winning mayor of the old town")
        canvas.setFont("Helvetica", 11)
        written(*("It was an award-winning evening, it was said.",) * 9)(canvas)

    (reading,) = read_bytes(drawn(draw), ".pdf")
    assert reading.fields.title == "A quiet evening with the award-winning mayor of the old town"


def test_the_address_that_a_browser_prints_is_known_and_is_no_text():
    def draw(canvas: Canvas) -> None:
        written("The old bridge is shut, it was said on Tuesday.")(canvas)
        canvas.setFont("Helvetica", 8)
        canvas.drawString(40, 20, "https://example.org/news/bridge")
        canvas.drawString(40, 825, "9/3/25, 10:00 AM")

    (reading,) = read_bytes(drawn(draw), ".pdf")
    assert reading.text == "The old bridge is shut, it was said on Tuesday."
    assert reading.fields.url == "https://example.org/news/bridge"
    assert reading.fields.published is None


def both(*drawings: Callable[[Canvas], None]) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        for each in drawings:
            each(canvas)

    return draw


def hidden(canvas: Canvas) -> None:
    text = canvas.beginText(72, 500)
    text.setTextRenderMode(3)
    text.textLine("SECRET words of a machine, nobody sees them.")
    canvas.drawText(text)


def test_text_that_is_not_painted_is_left_out_and_told():
    shown = written(*["It is shown to whoever reads the page in print."] * 6)
    (reading,) = read_bytes(drawn(both(shown, hidden)), ".pdf")
    assert "SECRET" not in reading.text
    assert any("cannot be seen" in each for each in reading.problems)


def test_the_invisible_text_of_a_scan_that_was_read_by_a_machine_is_its_text():
    (reading,) = read_bytes(drawn(both(picture, hidden)), ".pdf")
    assert reading.text == "SECRET words of a machine, nobody sees them."


def test_a_scan_without_text_is_named_and_so_is_a_page_of_one():
    with pytest.raises(UnreadableError, match="scan"):
        read_bytes(drawn(picture, picture), ".pdf")
    (reading,) = read_bytes(drawn(written("It is shown to whoever reads it."), picture), ".pdf")
    assert reading.problems == ("Pages without text, which may be scans: 2.",)


def torn() -> bytes:
    return drawn(written("It is."))[:300]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "not a PDF"),
        (b"%PDF-1.7\n%%EOF", "not a PDF"),
        (torn(), "not a PDF"),
        (drawn(lambda canvas: None), "no text"),
        (drawn(written("It is."), encrypt=StandardEncryption("secret")), "password"),
    ],
    ids=["nothing", "bare", "torn", "empty", "locked"],
)
def test_a_hostile_document_is_named(data: bytes, reason: str):
    with pytest.raises(UnreadableError, match=reason):
        read_bytes(data, ".pdf")


def test_a_damaged_document_is_read_or_named():
    sound = set_in_columns(paragraphs(TEXTS[0]), 2)
    for place in range(100, len(sound), len(sound) // 25):
        broken = sound[:place] + b"\x00\xff<<" + sound[place + 4 :]
        try:
            told = read_bytes(broken, ".pdf")[0].text
        except UnreadableError as error:
            told = str(error)
        assert told
