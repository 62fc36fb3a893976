"""What note-takers and site tools add to Markdown, as the Markdown that a reader would see."""

from __future__ import annotations

import re

_KIND = r"\[!\w[\w -]{0,40}(?:\|[^\]\n]{0,80})?\][+-]?[ \t]*"
_CALLOUT = re.compile(rf"^{_KIND}")
# Its title is a line of its own, above the words that it frames.
_CALLOUT_TITLE = re.compile(rf"^(?P<lead>[ \t]*>[> \t]*){_KIND}(?P<title>[^\n]*)$", re.MULTILINE)
# The name of a paragraph, by which other notes point to it; `10 ^6` is a number.
_BLOCK_NAME = re.compile(
    r"(?:^(?P<lead>[> \t]*)|(?<=\S)[ \t]+)\^(?![0-9]{1,2}[ \t]*$)[\w-]{1,60}[ \t]*$", re.MULTILINE
)
_HIGHLIGHT = re.compile(
    r"(?<![\w=?&/])==(?=[^\s=])((?:[^=\n]|\n(?![ \t>]*\n)|=(?!=))+?)(?<=\S)==(?!=)"
)
_SHOWN = (
    (re.compile(r"\r\n?"), "\n"),
    (re.compile(r"!\[\[[^\[\]\n]{1,300}\]\]"), ""),  # an embedded file
    (re.compile(r"\[\[(?:[^\[\]|\n]{1,200}\|)?([^\[\]|\n]{1,200})\]\]"), r"\1"),  # a link
    (re.compile(r"\{\{[<%][^{}\n]{0,500}[%>]\}\}|\{%[^{}\n]{0,500}%\}"), ""),  # a template
    (re.compile(r"%%[^%]{0,5000}%%"), ""),  # a comment
    (_BLOCK_NAME, r"\g<lead>"),
    (_CALLOUT_TITLE, r"\g<lead>\g<title>\n\g<lead>"),
    (_HIGHLIGHT, r"\1"),
    (re.compile(r"^\[\^[^\]\s]{1,60}\]:[ \t]*", re.MULTILINE), "\n"),  # the text of a footnote
    (re.compile(r"\[\^[^\]\s]{1,60}\]"), ""),  # its number
)


def plain_markdown(source: str) -> str:
    """The source without embedded files, templates, comments, names of paragraphs and such."""
    for pattern, shown in _SHOWN:
        source = pattern.sub(shown, source)
    return source


def without_callout(paragraph: str) -> str:
    """A paragraph of rendered text without the kind of note that it was marked as."""
    return _CALLOUT.sub("", paragraph)
