"""The articles of a folder as lines for a terminal."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from tests.fakes import article
from ui.commands.listing import article_lines


def test_an_article_of_a_file_with_several_says_which_it_is():
    first, second, alone = (article(f"Text {n}.", name="a.mbox") for n in range(3))
    articles = (first, replace(second, item=1), replace(alone, path=Path("/x/b.txt")))
    told = [click.unstyle(line) for line in article_lines(articles)]
    assert told[1] == "  number 1 in a.mbox, which holds 2 articles"
    assert told[3] == "  number 2 in a.mbox, which holds 2 articles"
    assert len(told) == 5
