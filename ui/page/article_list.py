"""The articles that are loaded, as HTML: what each is, its near-copies, what was left out."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from index.formats import READERS
from qa.english.readable import plural, readable_date
from qa.markup import escape, tag
from ui.page.front_page import newest_first, render_progress
from ui.page.progress_view import render_problem
from ui.service.folders import Which

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from index import Article, Problem
    from ui.service.engine import LoadedArticles
    from ui.service.folders import Folders
    from ui.service.opening import OpeningState

_LISTED = 1_000  # articles; a longer list is cut and says so
UPLOAD_SHELL = (
    '<section class="sheet" data-drop="articles" aria-labelledby="articles-title">'
    '<h2 id="articles-title" class="view-title">Articles</h2>'
    '<p class="drop-line"><button type="button" class="plain" data-pick="articles">Add articles…'
    '</button><span class="aside">Or drop files on this page: '
    f"{', '.join(READERS)}, 50 at a time. They are copied "
    "into a folder of your own on this computer.</span></p>"
    f'<input type="file" multiple accept="{",".join(READERS)}" data-picked="articles" hidden '
    'aria-label="Articles to add">'
    '<p class="upload-progress aside" role="status"></p>'
    '<ul class="upload-problems problem-files" aria-label="Files that were not added"></ul>'
    "</section>"
)


def render_article_list(
    library: LoadedArticles | None, folders: Folders | None, *, note: str = "", problem: str = ""
) -> str:
    """Which folder is loaded, its articles, and the files that were left out."""
    if library is None:
        return _nothing_open(folders, note, problem)
    own = folders is not None and folders.open_now is Which.OWN
    body = _loaded(library, folders) + _told(note, problem)
    body += _entries(library, removable=own)
    if library.problems:
        body += _left_out(library.problems, removable=own)
    return tag("section", body, class_="sheet article-list", aria_label="The loaded articles")


def _nothing_open(folders: Folders | None, note: str, problem: str) -> str:
    """Where the folder could not be opened, the own one can still be."""
    if folders is None or not folders.own.names:
        return ""
    button = tag("p", _load_own(folders), class_="toolbar")
    return tag("section", _told(note, problem) + button, class_="sheet article-list")


def _told(note: str, problem: str) -> str:
    told = tag("p", escape(note), class_="aside done-note", role="status")
    return told + (render_problem(problem) if problem else "")


def render_articles_progress(state: OpeningState) -> str:
    """How far the reading of a folder is, or why it failed."""
    if state.failure is not None:
        return render_problem(state.failure)
    return "" if state.finished else tag("div", render_progress(state), class_="under-way")


def _loaded(library: LoadedArticles, folders: Folders | None) -> str:
    count = plural(len(library.articles), "article")
    if folders is None:
        return tag("p", escape(f"{count} of {library.folder}."), class_="loaded")
    own = folders.open_now is Which.OWN
    given = "the sample articles" if folders.are_samples else f"the folder {folders.given}"
    what = f"your own articles ({library.folder})" if own else given
    line = escape("Loaded: ") + tag("b", escape(what)) + escape(f", {count}.")
    buttons = ""
    if own:
        buttons += _button(f"Load {given}", "open", which=Which.GIVEN)
    elif folders.own.names:
        buttons += _load_own(folders)
    buttons += _button("Read the folder again", "rebuild")
    return tag("p", line, class_="loaded") + tag("p", buttons, class_="toolbar")


def _load_own(folders: Folders) -> str:
    files = plural(len(folders.own.names), "file")
    return _button(f"Load your own articles ({files})", "open", which=Which.OWN)


def _button(words: str, act: str, **carried: str) -> str:
    return tag(
        "button", escape(words), type="button", class_="plain", data_tab="articles", data_act=act,
        **{f"data_{name}": value for name, value in carried.items()},
    )  # fmt: skip


def _entries(library: LoadedArticles, *, removable: bool) -> str:
    """The newest articles first; near-copies stand together behind the newest of them."""
    groups: dict[int, list[Article]] = defaultdict(list)
    for article in newest_first(library.articles, _LISTED):
        groups[library.group(article)].append(article)
    rows = [
        _entry(article, None if article is group[0] else group[0], removable=removable)
        for group in groups.values()
        for article in group
    ]
    shown = tag("ul", "".join(rows), class_="shelf-list")
    if older := len(library.articles) - len(rows):
        rest = plural(older, "older article")
        shown += tag("p", f"{rest} not listed here; questions cover them too.", class_="aside")
    if len(rows) < 10:
        return shown
    search = '<input type="search" id="article-filter" class="field" autocomplete="off">'
    label = tag("label", "Show only", for_="article-filter", class_="field-label")
    return label + search + shown


def _entry(article: Article, like: Article | None, *, removable: bool) -> str:
    day = readable_date(article.published)
    facts = (article.shown_outlet, article.byline, day, article.path.name)
    entry = tag("span", escape(_name(article)), class_="shelf-headline")
    entry += tag("span", escape(" · ".join(f for f in facts if f)), class_="shelf-facts")
    told = []
    if like is not None:
        told.append(f"Nearly the same text as “{_name(like)}”: counted as one report.")
    if article.also_at:
        told.append(f"The same words also in {', '.join(p.name for p in article.also_at)}.")
    opens = tag(
        "button", entry, type="button", class_="shelf-entry", data_source=f"{article.id}:0:0"
    )
    body = opens + "".join(tag("p", escape(line), class_="aside near-copy") for line in told)
    if removable:
        paths = (article.path, *article.also_at)
        body += tag("p", "".join(_remove(path) for path in paths), class_="item-tools")
    return tag("li", body, class_="is-near-copy" if like is not None else None)


def _remove(path: Path) -> str:
    return tag(
        "button",
        "Remove",
        type="button",
        class_="link",
        data_tab="articles",
        data_act="remove",
        data_name=path.name,
        data_sure=f"Remove {path.name} from your own articles? The file is deleted.",
        aria_label=f"Remove {path.name}",
    )


def _left_out(problems: Sequence[Problem], *, removable: bool) -> str:
    rows = "".join(
        tag(
            "li",
            tag("b", escape(p.path.name)) + f" {escape(p.reason)} "
            + (_remove(p.path) if removable else ""),
        )
        for p in problems
    )  # fmt: skip
    heading = tag("h3", f"{plural(len(problems), 'file')} left out", class_="shelf-problems")
    return heading + tag("ul", rows, class_="problem-files")


def _name(article: Article) -> str:
    return article.title or article.path.name
