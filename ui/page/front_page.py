"""What stands around a conversation: the header, the first screen, the list of articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.columns import Field
from index.listing import listing_of
from qa.english.readable import plural, readable_date
from qa.markup import escape, tag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index import Article, Problem
    from ui.service.opening import OpeningState

_LISTED = 200  # articles; a longer list is cut and says so


def newest_first(articles: Sequence[Article], most: int = _LISTED) -> list[Article]:
    """Articles with a date, newest first, then the others in their order; at most so many."""
    return listing_of(articles).newest(most)


VIEWS = (("ask", "Ask"), ("brief", "Brief"), ("check", "Check a text"), ("articles", "Articles"))


def render_masthead() -> str:
    """The name, and the four views of the page."""
    tabs = "".join(
        tag(
            "button",
            words,
            type="button",
            role="tab",
            id=f"tab-{view}",
            class_="view-tab",
            data_view=view,
            aria_controls=view,
            aria_selected="true" if view == "ask" else "false",
            tabindex="0" if view == "ask" else "-1",
        )
        for view, words in VIEWS
    )
    views = tag("div", tabs, class_="views", role="tablist", aria_label="Views")
    return tag("div", tag("h1", "Byline", class_="nameplate") + views, class_="masthead")


def render_counts(articles: Sequence[Article] | None) -> str:
    """What is loaded: a button that shows the list of articles."""
    if articles is None:
        return ""
    facts = [plural(len(articles), "article")]
    listed = listing_of(articles)
    if outlets := listed.tally(Field.SHOWN):
        facts.append(plural(len(outlets), "outlet"))
    if newest := listed.last_day:
        facts.append(f"newest {readable_date(newest.isoformat())}")
    return tag(
        "button",
        escape(" · ".join(facts)),
        type="button",
        class_="counts",
        data_shelf="",
        title="Show the list of articles",
    )


def render_welcome(examples: Sequence[str], *, articles: int | None) -> str:
    """The first screen: what this is, in one sentence, and something to ask."""
    what = (
        "Ask about the articles in your folder. Every sentence of an answer is checked against "
        "the exact words of an article, and those words are one click away."
    )
    body = tag("p", what, class_="lead")
    if examples:
        items = "".join(
            tag("li", tag("button", escape(e), type="button", class_="example", data_ask=e))
            for e in examples
        )
        body += tag("p", "For example", class_="aside") + tag("ul", items, class_="examples")
    elif articles is None:
        # As high as three questions, so that nothing moves when they come.
        body += tag("p", "For example", class_="aside") + tag(
            "ul", "<li></li>" * 3, class_="examples examples-coming", aria_hidden="true"
        )
    body += tag(
        "p",
        tag("button", "Add your own articles", type="button", class_="link", data_go="articles")
        + ", or start Byline with "
        + tag("code", "byline chat --articles FOLDER")
        + ", where FOLDER holds them.",
        class_="aside own-articles",
    )
    return tag("section", body, class_="welcome")


def render_shelf(articles: Sequence[Article], problems: Sequence[Problem]) -> str:
    """The articles, newest first, each a button that opens it; then the files left out."""
    listed = newest_first(articles)
    body = tag("button", "Close", type="button", class_="link close", data_close="")
    body += tag("h2", "Articles", class_="shelf-title")
    body += tag("ul", "".join(_shelf_entry(article) for article in listed), class_="shelf-list")
    if len(articles) > len(listed):
        rest = plural(len(articles) - len(listed), "older article")
        body += tag("p", f"{rest} not listed here; questions cover them too.", class_="aside")
    if problems:
        body += tag("h3", f"{plural(len(problems), 'file')} left out", class_="shelf-problems")
        body += tag("ul", "".join(_problem(p) for p in problems), class_="problem-files")
    return body


def _shelf_entry(article: Article) -> str:
    facts = (article.shown_outlet, article.byline, readable_date(article.published))
    line = " · ".join(fact for fact in facts if fact)
    entry = tag("span", escape(article.title or article.path.name), class_="shelf-headline")
    if line:
        entry += tag("span", escape(line), class_="shelf-facts")
    return tag(
        "li",
        tag("button", entry, type="button", class_="shelf-entry", data_source=f"{article.id}:0:0"),
    )


def _problem(problem: Problem) -> str:
    return tag("li", tag("b", escape(problem.path.name)) + f" {escape(problem.reason)}")


def render_opening(state: OpeningState) -> str:
    """The line at the composer: what is being opened, for how long, and how long it took before."""
    if state.failure is not None:
        return tag("p", escape(state.failure), class_="opening opening-failed", role="alert")
    if state.finished:
        return tag("p", escape(state.note), class_="opening")
    return tag("p", escape(f"{_what_and_how_long(state)} You can ask already."), **_OPENING)


def render_progress(state: OpeningState) -> str:
    """The same for the list of articles, with a bar where it is known how many there are."""
    line = tag("p", escape(_what_and_how_long(state)), class_="aside working", role="status")
    if state.total <= 1:
        return line
    bar = tag(
        "progress", "", value=str(state.done), max=str(state.total), aria_label="Reading the folder"
    )
    return line + bar


_OPENING = {"class_": "opening", "role": "status"}
_STAGES = {
    "rebuilding": "Reading the articles again, since another version of Byline made their library",
    "reading": "Reading the articles",
    "words": "Listing the words",
    "embedding": "Making the articles searchable",
    "saving": "Saving what was read",
}


def _what_and_how_long(state: OpeningState) -> str:
    """As in `Reading the articles, 40 of 200 (3 s, last time 6 s)`."""
    words = _STAGES.get(state.stage, "Opening the articles and the models")
    if state.total > 1:
        words += f", {state.done:,} of {state.total:,}"
    took = f"{state.seconds:.0f} s"
    if state.last_time is not None:
        took += f", last time {max(state.last_time, 1):.0f} s"
    return f"{words} ({took})."
