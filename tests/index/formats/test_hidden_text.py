"""What a format hides from whoever opens a file is not read, what it shows is: 40 cases each."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping

import pytest
from reportlab.lib.colors import CMYKColor, Color, black, navy, white
from reportlab.pdfgen.canvas import Canvas

from index.formats import read_bytes
from tests.index.formats.test_word_processors import office, p, word

SIGNS = {
    "zero-width space": "\u200b", "zero-width joiner": "\u200d", "word joiner": "\u2060",
    "byte order mark": "\ufeff", "soft hyphen": "\u00ad", "right-to-left override": "\u202e",
    "isolate": "\u2066", "tags": "\U000e0053\U000e0045", "variation selectors": "\ufe0f\U000e0101",
    "Hangul filler": "\u3164", "invisible times": "\u2062", "annotation": "\ufff9",
}  # fmt: skip
# Each is a paragraph; the flag tells whether a reader sees SECRET.
HTML: dict[str, tuple[str, bool]] = {
    "display none": ("<p style='display:none'>SECRET</p>", False),
    "important": ("<p style='DISPLAY: none !important'>SECRET</p>", False),
    "attribute": ("<p hidden>SECRET</p>", False),
    "visibility": ("<p style='visibility:hidden'>SECRET</p>", False),
    "opacity": ("<p style='opacity:0'>SECRET</p>", False),
    "filter": ("<p style='filter:opacity(0)'>SECRET</p>", False),
    "no size": ("<p style='font-size:0'>SECRET</p>", False),
    "no scale": ("<p style='transform:scale(0)'>SECRET</p>", False),
    "no height": ("<p style='height:0;overflow:hidden'>SECRET</p>", False),
    "white on white": ("<p style='color:#fff;background:#fff'>SECRET</p>", False),
    "white alone": ("<p style='color:white'>SECRET</p>", False),
    "transparent": ("<p style='color:transparent'>SECRET</p>", False),
    "clear": ("<p style='color:rgba(0,0,0,0)'>SECRET</p>", False),
    "white font": ("<p><font color='#FFFFFF'>SECRET</font></p>", False),
    "off the page": ("<p style='position:absolute;left:-9999px'>SECRET</p>", False),
    "indented away": ("<p style='text-indent:-9999px'>SECRET</p>", False),
    "clipped": ("<p style='position:absolute;clip:rect(0 0 0 0)'>SECRET</p>", False),
    "clip path": ("<p style='clip-path:inset(50%)'>SECRET</p>", False),
    "for screen readers": ("<p class='sr-only'>SECRET</p>", False),
    "style sheet": ("<style>.q {display:none}</style><p class=q>SECRET</p>", False),
    "style sheet by id": ("<style>div > #q {opacity:0}</style><div><p id=q>SECRET</div>", False),
    "inside a hidden one": ("<div hidden><p>SECRET</p><p>SECRET</p></div>", False),
    "closed dialog": ("<dialog><p>SECRET</p></dialog>", False),
    "template": ("<template><p>SECRET</p></template>", False),
    "comment": ("<!-- SECRET --><p><!-- SECRET --></p>", False),
    "script": ("<script>SECRET</script><script type='text/x'>SECRET</script>", False),
    "alternative text": ("<p><img alt='SECRET' title='SECRET' src=x></p>", False),
    "attributes": ("<p title='SECRET' data-x='SECRET' aria-label='SECRET'></p>", False),
    "form values": ("<p><input type=hidden value=SECRET><select><option>SECRET</select>", False),
    "no scripts": ("<noscript><p>SECRET</p></noscript>", False),
    "closed details": ("<details><summary>More</summary><p>SECRET</p></details>", True),
    "open dialog": ("<dialog open><p>SECRET</p></dialog>", True),
    "until found": ("<p hidden=until-found>SECRET</p>", True),
    "white on blue": ("<div style='background:#114'><p style='color:#fff'>SECRET</p></div>", True),
    "white on a cell": ("<table><tr><td bgcolor=navy><font color=white>SECRET</table>", True),
    "white on a class": ("<style>.d {background:#123}</style><div class=d>"
                         "<p style='color:#fff'>SECRET</p></div>", True),
    "grey": ("<p style='color:#888;opacity:0.6;font-size:0.7em'>SECRET</p>", True),
    "for no machine": ("<p aria-hidden=true data-nosnippet>SECRET</p>", True),
    "only printed out": ("<style>@media print {.n {display:none}}</style><p class=n>SECRET</p>",
                         True),
    "all cells": ("<table><tr><td>One<td>SECRET<tr><td>Two<td>More</table>", True),
}  # fmt: skip


def run(look: str, text: str = "SECRET") -> str:
    return f"<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>"


def field(name: str) -> str:
    return (
        f"<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>{name}</w:instrText></w:r>"
        "<w:r><w:fldChar w:fldCharType='end'/></w:r>"
    )


STYLES = (
    '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:style w:styleId='H'><w:name w:val='H'/><w:rPr><w:vanish/></w:rPr></w:style>"
    "<w:style w:styleId='W'><w:name w:val='W'/><w:rPr><w:color w:val='FFFFFF'/></w:rPr></w:style>"
    "<w:style w:styleId='B'><w:name w:val='B'/><w:basedOn w:val='H'/></w:style></w:styles>"
)
WORD: dict[str, tuple[str, bool]] = {
    "vanish": (p(run("<w:vanish/>")), False),
    "vanish on": (p(run("<w:vanish w:val='1'/>")), False),
    "paragraph style": (p(run(""), look="<w:pStyle w:val='H'/>"), False),
    "run style": (p(run("<w:rStyle w:val='H'/>")), False),
    "style of a style": (p(run(""), look="<w:pStyle w:val='B'/>"), False),
    "white style": (p(run(""), look="<w:pStyle w:val='W'/>"), False),
    "white": (p(run("<w:color w:val='FFFFFF'/>")), False),
    "nearly white": (p(run("<w:color w:val='fdfdfd'/>")), False),
    "white on white": (p(run("<w:color w:val='FFFFFF'/><w:shd w:fill='FFFFFF'/>")), False),
    "tiny": (p(run("<w:sz w:val='2'/>")), False),
    "deleted": (p(f"<w:del>{run('')}</w:del>"), False),
    "deleted text": (p("<w:del><w:r><w:delText>SECRET</w:delText></w:r></w:del>"), False),
    "moved away": (p(f"<w:moveFrom>{run('')}</w:moveFrom>"), False),
    "deleted row": ("<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>" + p("SECRET")
                    + "</w:tc></w:tr><w:tr><w:tc>" + p("Row") + "</w:tc></w:tr></w:tbl>", False),
    "code of a field": (p(field("SECRET")), False),
    "fallback": (p("<mc:AlternateContent><mc:Choice/><mc:Fallback>" + run("")
                   + "</mc:Fallback></mc:AlternateContent>"), False),
    "settings of a control": (p("<w:sdt><w:sdtPr><w:alias w:val='SECRET'/></w:sdtPr><w:sdtContent>"
                                + run("", "Told.") + "</w:sdtContent></w:sdt>"), False),
    "placeholder": (p("<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
                      + run("<w:webHidden/>") + "</w:sdtContent></w:sdt>"), True),
    "bookmark": (p("<w:bookmarkStart w:name='SECRET'/><w:bookmarkEnd/>"), False),
    "alternative text": (p("<w:r><w:drawing descr='SECRET'/></w:r>"), False),
    "inserted": (p(f"<w:ins>{run('')}</w:ins>"), True),
    "moved here": (p(f"<w:moveTo>{run('')}</w:moveTo>"), True),
    "vanish off": (p(run("<w:vanish w:val='0'/>"), look="<w:pStyle w:val='H'/>"), True),
    "white on a cell": ("<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:fill='1F3864'/></w:tcPr>"
                        + p(run("<w:color w:val='FFFFFF'/>")) + "</w:tc></w:tr></w:tbl>", True),
    "white marked": (p(run("<w:color w:val='FFFFFF'/><w:highlight w:val='black'/>")), True),
    "grey": (p(run("<w:color w:val='808080'/>")), True),
    "link": (p("<w:hyperlink>" + run("") + "</w:hyperlink>"), True),
    "control": (p("<w:sdt><w:sdtContent>" + run("") + "</w:sdtContent></w:sdt>"), True),
    "black on black": (p(run("<w:color w:val='000000'/><w:shd w:fill='000000'/>")), False),
    "of its ground's colour": (p(run("<w:color w:val='1f3864'/><w:shd w:fill='1F3864'/>")), False),
    "marked in its colour": (p(run("<w:color w:val='FF0000'/><w:highlight w:val='red'/>")), False),
    "squeezed": (p(run("<w:w w:val='1'/>")), False),
    "narrow": (p(run("<w:w w:val='66'/>")), True),
    "struck": (p(run("<w:strike/>")), False),
    "struck off": (p(run("<w:strike w:val='false'/>")), True),
    "hidden row": ("<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc>" + p("SECRET")
                   + "</w:tc></w:tr><w:tr><w:tc>" + p("Row") + "</w:tc></w:tr></w:tbl>", False),
    "deleted box": (p("<w:del><w:r><w:pict><w:txbxContent>" + p("SECRET")
                      + "</w:txbxContent></w:pict></w:r></w:del>"), False),
    "box": (p("<w:r><w:pict><w:txbxContent>" + p("SECRET")
              + "</w:txbxContent></w:pict></w:r>"), True),
    "inserted and deleted": (p(f"<w:ins><w:del>{run('')}</w:del></w:ins>"), False),
    "smart tag": (p(f"<w:smartTag>{run('')}</w:smartTag>"), True),
}  # fmt: skip


def look(properties: str, name: str = "T1", of: str = "text") -> str:
    return (
        f'<style:style style:name="{name}" style:family="{of}">'
        f"<style:text-properties {properties}/></style:style>"
    )


def span(name: str = "T1") -> str:
    return f'<text:p><text:span text:style-name="{name}">SECRET</text:span></text:p>'


OFFICE: dict[str, tuple[str, str, bool]] = {
    "not displayed": (look('text:display="none"'), span(), False),
    "white": (look('fo:color="#ffffff"'), span(), False),
    "white on white": (look('fo:color="#FFFFFF" fo:background-color="#ffffff"'), span(), False),
    "tiny": (look('fo:font-size="1pt"'), span(), False),
    "hidden paragraph style": (look('text:display="none"', "P1", "paragraph"),
                               '<text:p text:style-name="P1">SECRET</text:p>', False),
    "style of a style": (look('text:display="none"', "P1", "paragraph")
                         + '<style:style style:name="P2" style:parent-style-name="P1"/>',
                         '<text:p text:style-name="P2">SECRET</text:p>', False),
    "hidden section": ("", '<text:section text:display="none"><text:p>SECRET</text:p>'
                       "</text:section>", False),
    "hidden text": ("", "<text:p><text:hidden-text>SECRET</text:hidden-text></text:p>", False),
    "hidden paragraph": ("", '<text:p><text:hidden-paragraph text:is-hidden="true">SECRET'
                         "</text:hidden-paragraph></text:p>", False),
    "deleted": ("", "<text:tracked-changes><text:changed-region><text:deletion><text:p>SECRET"
                "</text:p></text:deletion></text:changed-region></text:tracked-changes>", False),
    "comment": ("", "<text:p><office:annotation><text:p>SECRET</text:p></office:annotation>"
                "</text:p>", False),
    "forms": ("", "<office:forms><text:p>SECRET</text:p></office:forms>", False),
    "variables": ("", "<text:variable-decls><text:p>SECRET</text:p></text:variable-decls>", False),
    "hidden row": ('<style:style style:name="R"/>', "<table:table><table:table-row "
                   'table:visibility="collapse"><table:table-cell><text:p>SECRET</text:p>'
                   "</table:table-cell></table:table-row></table:table>", False),
    "covered cell": ("", "<table:table><table:table-row><table:covered-table-cell><text:p>SECRET"
                     "</text:p></table:covered-table-cell><table:table-cell><text:p>Told.</text:p>"
                     "</table:table-cell></table:table-row></table:table>", False),
    "reading aid": ("", "<text:p><text:ruby><text:ruby-base>Told</text:ruby-base><text:ruby-text>"
                    "SECRET</text:ruby-text></text:ruby></text:p>", False),
    "white on blue": (look('fo:color="#ffffff" fo:background-color="#000080"'), span(), True),
    "grey": (look('fo:color="#808080"'), span(), True),
    "small": (look('fo:font-size="7pt"'), span(), True),
    "inserted": ("", '<text:p><text:change-start text:change-id="1"/>SECRET<text:change-end '
                 'text:change-id="1"/></text:p>', True),
    "visible section": ("", "<text:section><text:p>SECRET</text:p></text:section>", True),
    "note": ("", "<text:p>Told<text:note><text:note-citation>1</text:note-citation>"
             "<text:note-body><text:p>SECRET</text:p></text:note-body></text:note></text:p>", True),
    "box": ("", "<text:p><draw:frame><draw:text-box><text:p>SECRET</text:p></draw:text-box>"
            "</draw:frame></text:p>", True),
    "heading": ("", "<text:h>SECRET</text:h>", True),
    "item": ("", "<text:list><text:list-item><text:p>SECRET</text:p></text:list-item>"
             "</text:list>", True),
    "link": ("", "<text:p><text:a>SECRET</text:a></text:p>", True),
    "rows": ("", "<table:table><table:table-header-rows><table:table-row><table:table-cell>"
             "<text:p>SECRET</text:p></table:table-cell></table:table-row>"
             "</table:table-header-rows></table:table>", True),
    "filtered row": ("", '<table:table><table:table-row table:visibility="filter">'
                     "<table:table-cell><text:p>SECRET</text:p></table:table-cell>"
                     "</table:table-row></table:table>", False),
    "black on black": (look('fo:color="#000000" fo:background-color="#000000"'), span(), False),
    "squeezed": (look('style:text-scale="1%"'), span(), False),
    "narrow": (look('style:text-scale="66%"'), span(), True),
    "struck": (look('style:text-line-through-style="solid"'), span(), False),
    "not struck": (look('style:text-line-through-style="none"'), span(), True),
    "script": ("", "<text:p>Told<text:script>SECRET</text:script></text:p>", False),
    "hidden field": ("", '<text:p><text:user-field-get text:display="none">SECRET'
                     "</text:user-field-get></text:p>", False),
    "field": ("", "<text:p><text:user-field-get>SECRET</text:user-field-get></text:p>", True),
    "placeholder": ("", "<text:p><text:placeholder>SECRET</text:placeholder></text:p>", True),
    "numbered": ("", "<text:numbered-paragraph><text:p>SECRET</text:p>"
                 "</text:numbered-paragraph>", True),
    "index source": ("", "<text:table-of-content><text:table-of-content-source>"
                     "<text:index-title-template>SECRET</text:index-title-template>"
                     "</text:table-of-content-source></text:table-of-content>", False),
    "note at the end": ("", '<text:p>Told<text:note text:note-class="endnote"><text:note-body>'
                        "<text:p>SECRET</text:p></text:note-body></text:note></text:p>", True),
}  # fmt: skip


def drawn(paint: Callable[[Canvas], None]) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(400, 500), pageCompression=0)
    canvas.drawString(60, 450, "Before it the council met in the old town hall.")
    canvas.saveState()
    paint(canvas)
    canvas.restoreState()
    canvas.setFillColor(black)
    canvas.drawString(60, 100, "After it the council went home to the new town.")
    canvas.save()
    return file.getvalue()


def words(fill: object = black, *, size: float = 12, mode: int = 0, at: tuple[int, int] = (60, 300),
          on: object = None, over: object = None, stroke: object = black,
          alpha: float = 1) -> Callable[[Canvas], None]:  # fmt: skip
    """SECRET in a colour, on a filled box and below another."""

    def paint(canvas: Canvas) -> None:
        if on is not None:
            canvas.setFillColor(on)
            canvas.rect(40, 280, 300, 50, stroke=0, fill=1)
        canvas.setFillColor(fill)
        canvas.setStrokeColor(stroke)
        canvas.setFillAlpha(alpha)
        text = canvas.beginText(*at)
        text.setFont("Helvetica", size)
        text.setTextRenderMode(mode)
        text.textOut("SECRET")
        canvas.drawText(text)
        if over is not None:
            canvas.setFillAlpha(getattr(over, "alpha", 1))
            canvas.setFillColor(over)
            canvas.rect(40, 280, 300, 50, stroke=0, fill=1)

    return paint


def cropped(canvas: Canvas) -> None:
    canvas.setCropBox((0, 0, 400, 470))
    words(at=(60, 480))(canvas)


def rotated(canvas: Canvas) -> None:
    canvas.translate(300, 200)
    canvas.rotate(90)
    canvas.drawString(0, 0, "SECRET")


def annotated(canvas: Canvas) -> None:
    canvas.textAnnotation("SECRET", Rect=[60, 300, 90, 320])


def described(canvas: Canvas) -> None:
    canvas.setTitle("SECRET")
    canvas.setSubject("SECRET")
    canvas.setKeywords("SECRET")
    canvas.bookmarkPage("SECRET")
    canvas.addOutlineEntry("SECRET", "SECRET")


def in_a_form(fill: object, on: object = None) -> Callable[[Canvas], None]:
    def paint(canvas: Canvas) -> None:
        canvas.beginForm("inner")
        words(fill, on=on)(canvas)
        canvas.endForm()
        canvas.doForm("inner")

    return paint


PDF: dict[str, tuple[Callable[[Canvas], None], bool]] = {
    "white": (words(white), False),
    "nearly white": (words(Color(0.99, 0.99, 0.99)), False),
    "white in inks": (words(CMYKColor(0, 0, 0, 0)), False),
    "white on white": (words(white, on=white), False),
    "white, drawn as lines": (words(white, mode=2, stroke=white), False),
    "white lines": (words(mode=1, stroke=white), False),
    "clear": (words(alpha=0), False),
    "invisible": (words(mode=3), False),
    "only a clip": (words(mode=7), False),
    "tiny": (words(size=0.5), False),
    "above the page": (words(at=(60, 600)), False),
    "below the page": (words(at=(60, -40)), False),
    "left of the page": (words(at=(-200, 300)), False),
    "right of the page": (words(at=(500, 300)), False),
    "cropped": (cropped, False),
    "blacked out": (words(over=black), False),
    "painted white": (words(over=white), False),
    "painted blue": (words(navy, over=navy), False),
    "blacked out in white": (words(white, on=navy, over=black), False),
    "comment": (annotated, False),
    "properties": (described, False),
    "black": (words(), True),
    "grey": (words(Color(0.5, 0.5, 0.5)), True),
    "light grey": (words(Color(0.8, 0.8, 0.8)), True),
    "yellow": (words(Color(1, 1, 0)), True),
    "inks": (words(CMYKColor(0, 0, 0, 1)), True),
    "half clear": (words(alpha=0.5), True),
    "lines": (words(mode=1), True),
    "white with lines": (words(white, mode=2), True),
    "white on blue": (words(white, on=navy), True),
    "white on grey": (words(white, on=Color(0.7, 0.7, 0.7)), True),
    "black on white": (words(on=white), True),
    "black on yellow": (words(on=Color(1, 1, 0)), True),
    "marked with a pen": (words(over=Color(1, 1, 0, alpha=0.4)), True),
    "small": (words(size=6), True),
    "large": (words(size=60), True),
    "at the edge": (words(at=(2, 300)), True),
    "upright": (rotated, True),
    "in a form": (in_a_form(black), True),
    "in a form, white on blue": (in_a_form(white, on=navy), True),
}  # fmt: skip


def told(data: bytes, suffix: str) -> str:
    (reading,) = read_bytes(data, suffix)
    return reading.text


def cases(found: Mapping[str, object]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("name", found)


@cases(HTML)
def test_a_page_is_read_as_a_browser_shows_it(name: str):
    body, shown = HTML[name]
    text = told(f"<p>Before it.</p>{body}<p>After it.</p>".encode(), ".html")
    assert ("SECRET" in text) == shown
    assert text.startswith("Before it.")
    assert text.endswith("After it.")


@cases(WORD)
def test_a_document_is_read_as_word_shows_it(name: str):
    body, shown = WORD[name]
    text = told(word(f"{p('Before it.')}{body}{p('After it.')}", styles=STYLES), ".docx")
    assert ("SECRET" in text) == shown
    assert text.startswith("Before it.")
    assert text.endswith("After it.")


@cases(OFFICE)
def test_a_text_is_read_as_libreoffice_shows_it(name: str):
    styles, body, shown = OFFICE[name]
    body = f"<text:p>Before it.</text:p>{body}<text:p>After it.</text:p>"
    text = told(office(body, styles), ".odt")
    assert ("SECRET" in text) == shown
    assert text.startswith("Before it.")
    assert "After it." in text


@cases(PDF)
def test_a_page_of_a_pdf_is_read_as_it_is_seen(name: str):
    paint, shown = PDF[name]
    text = told(drawn(paint), ".pdf")
    assert ("SECRET" in text) == shown
    assert "the council met" in text
    assert "the council went home" in text


@pytest.mark.parametrize("sign", SIGNS.values(), ids=SIGNS)
@pytest.mark.parametrize("suffix", [".html", ".docx", ".odt"])
def test_signs_without_a_shape_are_not_read(sign: str, suffix: str):
    said = f"It is sh{sign}ut."
    data = {
        ".html": f"<p>{said}</p>".encode(),
        ".docx": word(p(said)),
        ".odt": office(f"<text:p>{said}</text:p>"),
    }[suffix]
    (reading,) = read_bytes(data, suffix)
    assert reading.text == "It is shut."
    assert reading.removed == len(sign)
