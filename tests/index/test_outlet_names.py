"""An outlet is shown by its name, which is no word of the article."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.folder import read_folder, resolve_folder
from index.outlet_names import outlet_name
from index.search import SearchFilters

NOWHERE = Path("articles/story.txt")


@pytest.mark.parametrize(
    ("outlet", "url", "path", "name"),
    [
        ("usatoday.com", None, NOWHERE, "USA TODAY"),
        ("Reuters", "https://edition.cnn.com/a", NOWHERE, "Reuters"),
        (None, "https://edition.cnn.com/a", NOWHERE, "CNN"),
        (None, "https://www.kelmpost.example/a", NOWHERE, "kelmpost.example"),
        (None, None, Path("articles/www.bbc.co.uk - Bridge.html"), "BBC"),
        (None, None, Path("articles/kelmpost.com_bridge.pdf"), "kelmpost.com"),
        (None, None, Path("theguardian.com/bridge.txt"), "The Guardian"),
        (None, None, Path("articles/Notes 3.4 for a.b.md"), None),
        (None, "https://[bad", NOWHERE, None),
        (None, None, NOWHERE, None),
    ],
)
def test_an_outlet_is_shown_by_the_name_that_people_know(
    outlet: str | None, url: str | None, path: Path, name: str | None
):
    assert outlet_name(outlet, url, path) == name


def test_the_name_of_a_file_is_filtered_by_and_changes_no_id(tmp_path: Path):
    ids = set()
    for name in ("plain", "bbc.com"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text("Bridge stays shut\n\nIt will stay shut.\n")
        (article,) = read_folder(
            resolve_folder(tmp_path / name), known={}, progress=lambda _: None
        ).articles
        ids.add(article.id)
        assert article.outlet is None
        admitted = SearchFilters(outlet="BBC").admits(article)
        assert admitted == (name == "bbc.com")
        assert article.shown_outlet == ("BBC" if admitted else None)
    assert len(ids) == 1
