"""The one place that picks concrete classes, and `ask()`. Models are loaded once per process."""

from __future__ import annotations

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qa.answering import Answerer
from qa.checks import CitedChecker
from qa.comparison import AgreementFinder, ArticleComparison, ConflictFinder
from qa.english import parser
from qa.english.readable import plural
from qa.errors import QuestionError
from qa.evidence import GuardedSelector, OverlapSelector, RememberingSelector, TrainedSelector
from qa.language_models import drafting, keep_loaded, model_of
from qa.loaded_readers import served_embedder, trained_readers
from qa.question import make_request
from qa.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from index import ArticleLibrary, Embedder
    from qa.answer import CheckedAnswer
    from qa.briefing import Briefing, Earlier
    from qa.checks import CheckedText, ClaimChecker
    from qa.evidence import EvidenceSelector
    from qa.question import Day
    from qa.settings import Settings
    from qa.statement import CheckedStatement

    Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class _Known:
    """An answerer, and the state of its folder when it was built."""

    answerer: Answerer
    state: frozenset[tuple[str, int, int]] | bytes


_opening = threading.Lock()  # one library at a time
_loading = threading.Lock()  # the readers; never waits for a library
_embedders: dict[str, Embedder] = {}
_answerers: dict[tuple[Path | str, Path, Path | str, bool], _Known] = {}


def ask(  # noqa: PLR0913 - the published arguments
    question: str,
    *,
    articles: str | os.PathLike[str] | None = None,
    history: Sequence[tuple[str, str]] = (),
    since: Day = None,
    until: Day = None,
    as_of: Day = None,
    outlet: str | None = None,
    model: str | os.PathLike[str] | None = None,
) -> CheckedAnswer:
    """Answer a question from a folder of articles; the seeds when no folder is named.

    Raises:
        AnswerError: the question or a model cannot be used; the message says what to do.
        LibraryError: the articles or their library cannot be used; likewise.
    """
    answerer = open_answerer(load_settings(articles=articles, model=model))
    return answerer.ask(
        question, history=history, since=since, until=until, as_of=as_of, outlet=outlet
    )


def brief(  # noqa: PLR0913 - the published arguments
    topic: str | None = None,
    *,
    questions: Sequence[str] | None = None,
    articles: str | os.PathLike[str] | None = None,
    since: Day = None,
    until: Day = None,
    as_of: Day = None,
    outlet: str | None = None,
    model: str | os.PathLike[str] | None = None,
    length: str = "page",
    earlier: Earlier | None = None,
    progress: Progress | None = None,
) -> Briefing:
    """Prepare a briefing on a topic, or of the answers to some questions.

    With both, the topic is the title. A topic is a subject, a question, an outlet, a stretch of
    days ("this week"), or several of these; `length` is `short`, `page` or `long`. What an
    `earlier` briefing tells is left out of one on a topic. `progress` gets the name of a stage, how
    many are done, of how many.

    Raises:
        AnswerError: there is no topic and no question, or one cannot be asked.
        LibraryError: the articles or their library cannot be used.
    """
    from qa.briefing import Length, brief_questions, brief_topic

    if length not in set(Length):
        raise QuestionError(f"{length!r} is no length. Write one of these: {', '.join(Length)}")
    asked = list(questions or ())
    limits: dict[str, Any] = {"since": since, "until": until, "as_of": as_of, "outlet": outlet}
    if not asked and topic is None:
        raise QuestionError("There is no topic and no question. Name one: byline brief TOPIC")
    # What is wrong with any of them is said before anything is loaded.
    requests = [make_request(each, **limits) for each in asked or [topic or ""]]
    answerer = open_answerer(load_settings(articles=articles, model=model), progress=progress)
    if asked:
        title = topic or f"Answers to {plural(len(asked), 'question')}"
        return brief_questions(answerer, title, asked, requests[0], progress)
    subject = " ".join((topic or "").split())
    return brief_topic(
        answerer,
        subject,
        requests[0],
        length=Length(length),
        earlier=earlier,
        claims=claim_checker(),
        progress=progress,
    )


def check_text(text: str, *, articles: str | os.PathLike[str] | None = None) -> CheckedText:
    """Check every sentence of a text that somebody else wrote against a folder of articles.

    Raises:
        AnswerError: there is nothing to check, or a model cannot be used.
        LibraryError: the articles or their library cannot be used.
    """
    return check_draft(text, open_library(load_settings(articles=articles)))


def check_draft(text: str, library: ArticleLibrary) -> CheckedText:
    """The same with a library that is open."""
    from qa.checks import check_against

    return check_against(text, library, claim_checker())


def check_claim(claim: str, evidence: str) -> CheckedStatement:
    """Check one claim against one text; markers in the claim are left aside.

    Evidence may be long: the sentences that bear on the claim are looked for. Its citations are
    spans of `evidence`, which stands in for the text of an article.

    Raises:
        QuestionError: the claim is empty.
    """
    from qa.checks import check_one

    return check_one(claim, evidence, claim_checker())


def claim_checker() -> ClaimChecker:
    """Checks claims with the judge's model of meaning, or without where it is not installed."""
    with _loading:
        return _claim_checker()


def _claim_checker() -> ClaimChecker:
    from qa.checks import ClaimChecker

    trained = trained_readers()
    judge = trained.judge
    # Of the two readers the first finds what bears on a claim.
    return ClaimChecker(judge, reader=None if judge is None else trained.first, pointer=judge)


def open_answerer(
    settings: Settings, *, progress: Progress | None = None, model_apart: bool = False
) -> Answerer:
    """The answerer of a folder and a model, loaded once per process.

    A folder whose files changed since is brought up to date; the models stay loaded. With
    `model_apart` the language model runs in a process of its own, whose end stops nothing: worth
    the second or two of its start where a program answers for long.
    """
    with _opening:
        settings, state = _state(settings)
        model = model_of(settings)
        key = (settings.store or settings.articles, settings.home, model, model_apart)
        known = _answerers.get(key)
        if known is not None and known.state == state:
            return known.answerer
        before = None if known is None else known.answerer.library
        answerer = _build(settings, before, progress, model_apart=model_apart)
        _answerers[key] = _Known(answerer, state)
        return answerer


def _state(settings: Settings) -> tuple[Settings, frozenset[tuple[str, int, int]] | bytes]:
    """The settings with their folder found, and what changes with it, or with the store."""
    if settings.store is not None:
        from index.milvus_library import stored_state

        return settings, stored_state(settings.store)
    from index.folder import folder_state, resolve_folder

    settings = replace(settings, articles=resolve_folder(settings.articles))
    return settings, folder_state(settings.articles)


def keep_language_models(wanted: Callable[[], Sequence[Settings]]) -> None:
    """Give back the memory of other language models that run in processes of their own.

    Call it when no answer is being written: one that still is would start its model again. What is
    wanted is asked for when nothing is being opened.
    """
    with _opening:
        kept = {model_of(settings) for settings in wanted()}
        for key in [key for key in _answerers if key[3] and key[2] not in kept]:
            del _answerers[key]
        keep_loaded(kept)


def open_library(  # noqa: PLR0913 - what a caller may choose
    settings: Settings,
    *,
    rebuild: bool = False,
    whole: bool = True,
    ray: str | None = None,
    before: ArticleLibrary | None = None,
    progress: Progress | None = None,
    embedder: Callable[[], Embedder] | None = None,
) -> ArticleLibrary:
    """The library of a folder, with an embedder that is loaded only when text is embedded.

    With a store it is what that was filled with, and nothing is built.

    Without `whole` nobody waits longer than some seconds for it to be embedded: until it is, it is
    searched by words; and files that look as they did are believed to be what they were. With
    `ray`, the address of a cluster or "local", it is read and embedded there, all of it. Of
    `before`, the library as it was opened last, nothing is read again that is still so.
    """
    if settings.store is not None:
        from index.milvus_library import open_stored

        return open_stored(
            settings.store,
            home=settings.home,
            embedder=embedder() if embedder else _embedder(settings),
            before=before,
        )
    import index
    from index.opening import PATIENCE_SECONDS

    embed = embedder or (lambda: _embedder(settings))
    if ray is not None:
        from index.ray_library import open_on_ray

        return open_on_ray(
            settings.articles,
            ray,
            home=settings.home,
            embedder=embed,
            rebuild=rebuild,
            progress=progress,
        )
    return index.open_library(
        settings.articles,
        home=settings.home,
        embedder=embed,
        rebuild=rebuild,
        patience=None if whole else PATIENCE_SECONDS,
        every_file=whole,
        before=before,
        progress=progress,
    )


def fill_store(
    settings: Settings,
    *,
    rebuild: bool = False,
    ray: str | None = None,
    progress: Progress | None = None,
) -> ArticleLibrary:
    """Bring the library of a folder up to date, embed all of it, and put it into the store.

    Raises:
        LibraryError: the articles, their library or the store cannot be used.
    """
    from index.milvus_library import fill_stored

    store, local = settings.store, replace(settings, store=None)
    library = open_library(local, rebuild=rebuild, ray=ray, progress=progress)
    if store is not None:
        tell = progress or (lambda *_: None)
        fill_stored(store, library, rebuild=rebuild, progress=tell)
    return library


def _build(
    settings: Settings,
    before: ArticleLibrary | None,
    progress: Progress | None,
    *,
    model_apart: bool,
) -> Answerer:
    if served_embedder(settings) is not None:
        _embedder(settings)  # before anything is imported that takes PyTorch along
    # Everything loads beside everything else; the first question finds the embedder warm.
    with ThreadPoolExecutor(max_workers=4) as pool:
        choosing = pool.submit(_embedder, settings)
        warming = pool.submit(lambda: choosing.result().embed(["A first text."]))
        loading = pool.submit(drafting, settings, apart=model_apart)
        parsing = pool.submit(parser.warm_up)
        library = open_library(
            settings, whole=False, before=before, progress=progress, embedder=choosing.result
        )
        with _loading:
            read = GuardedSelector(_selector(choosing.result()), library.sentences)
            selector = RememberingSelector(read)
        writing = loading.result()
        warming.result()
        parsing.result()
    claims = claim_checker()
    return Answerer(
        library=library,
        selector=selector,
        drafter=writing.drafter,
        checker=CitedChecker(claims),
        comparison=ArticleComparison(
            AgreementFinder(claims, library.sentences, library.group),
            ConflictFinder(library.sentences, library.group, library.nearness),
        ),
        models={
            "embedder": library.embedder_name,
            "selector": selector.name,
            **writing.names,
        },
        rewriter=writing.rewriter,
    )


def _selector(embedder: Embedder) -> EvidenceSelector:
    """The trained readers, or word overlap where their weights are not installed."""
    trained = trained_readers()
    if trained.both is None:
        return OverlapSelector(embedder)
    return TrainedSelector(trained.both, trained.judge)


def _embedder(settings: Settings) -> Embedder:
    """One for all folders that were embedded in the same mode."""
    import index

    if (served := served_embedder(settings)) is not None:
        parser.leave_torch_out()
        return _embedders.setdefault(f"{served.name} at {served.address.url}", served)
    if settings.store is not None:
        from index.embedder_choice import embedder_named
        from index.milvus_library import stored_promises

        wanted = embedder_named(
            stored_promises(settings.store).settings.embedder
        ) or index.default_embedder(settings.articles, home=settings.home)
    else:
        wanted = index.default_embedder(settings.articles, home=settings.home)
    return _embedders.setdefault(wanted.name, wanted)
