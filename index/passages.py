"""Packing the sentences of an article into passages. Knows nothing of tokenizers or vectors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.articles import Article, Passage
from index.sentences import Span, count_pieces

# Changes of what a sentence or a passage is make saved libraries stale.
CHUNKER = "sentences/1 passages/2"

MAX_PASSAGE_WORDS = 120
MAX_PASSAGE_PIECES = 196
MAX_CONTEXT_PIECES = 44


def pack_passages(text: str, sentences: Sequence[Span]) -> list[tuple[int, int]]:
    """Ranges of `sentences`, each of at most 120 words and what the embedder can read at once.

    Paragraphs stay whole where they fit: a passage ends early rather than take half of the next
    paragraph, unless it would be shorter than a third.
    """
    sizes = [(len(text[s:e].split()), count_pieces(text[s:e])) for s, e in sentences]
    ranges: list[tuple[int, int]] = []
    begin = words = pieces = 0
    for paragraph in _paragraphs(text, sentences):
        whole = sum(sizes[at][0] for at in paragraph)
        if words > MAX_PASSAGE_WORDS // 3 and words + whole > MAX_PASSAGE_WORDS:
            ranges.append((begin, paragraph.start))
            begin, words, pieces = paragraph.start, 0, 0
        for at in paragraph:
            more_words, more_pieces = sizes[at]
            full = (
                words + more_words > MAX_PASSAGE_WORDS or pieces + more_pieces > MAX_PASSAGE_PIECES
            )
            if full and at > begin:
                ranges.append((begin, at))
                begin, words, pieces = at, 0, 0
            words, pieces = words + more_words, pieces + more_pieces
    if begin < len(sentences):
        ranges.append((begin, len(sentences)))
    return ranges


def _paragraphs(text: str, sentences: Sequence[Span]) -> Iterator[range]:
    """Runs of sentences with no line end between them."""
    begin = 0
    for at in range(1, len(sentences)):
        if "\n" in text[sentences[at - 1].end : sentences[at].start]:
            yield range(begin, at)
            begin = at
    if sentences:
        yield range(begin, len(sentences))


def passage_context(article: Article) -> str:
    """The line that tells the embedder which article a passage comes from."""
    parts = [part for part in (article.title, article.outlet) if part]
    line = " | ".join(parts)
    words = line.split()
    while words and count_pieces(" ".join(words)) > MAX_CONTEXT_PIECES:
        words.pop()
    return " ".join(words)


def embedded_text(passage: Passage, context: str | None = None) -> str:
    """What is embedded for a passage: its article's context, then its own words.

    Whoever embeds many passages of an article finds its context out once.
    """
    if context is None:
        context = passage_context(passage.article)
    return f"{context}\n{passage.text}" if context else passage.text
