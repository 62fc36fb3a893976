"""The servers that the settings name, for `byline doctor`: whether each answers, and with what."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from index import EmbedderError
from qa.errors import AnswerError
from ui.commands.machine import Finding, State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qa.settings import Settings


def examine_model_server(settings: Settings) -> Iterator[Finding]:
    """Every server that may write; nothing is sent to it but the question which models it has."""
    from qa.engine.server_address import server_addresses
    from qa.language_models import MODEL_SERVER, served_model

    name = "model server"
    try:
        served = served_model(settings)
    except AnswerError as error:
        yield Finding(name, State.MISSING, str(error))
        return
    if served is None:
        return
    found = served.examine()
    some = any(not wrong for _, _, wrong in found)
    for shown, model, wrong in found:
        if wrong:
            state = State.NOTE if some else State.MISSING
            yield Finding(name, state, f"{shown} does not answer: {wrong}")
        else:
            yield Finding(name, State.GOOD, f"{model} at {shown} writes the answers")
    keyed = bool(os.environ.get(f"{MODEL_SERVER}_KEY"))
    for address in server_addresses(settings.model_server or "", MODEL_SERVER):
        if not address.private:
            what = "the key and the articles' sentences go" if keyed else "sentences go"
            yield Finding(
                name, State.NOTE, f"{what} to {address.shown} unencrypted; https is safer"
            )


def examine_store(told: str) -> Finding:
    """The Milvus that keeps the articles, and with what it was filled."""
    from index import LibraryError
    from index.milvus_library import stored_promises

    name = "store"
    try:
        promised = stored_promises(told)
    except LibraryError as error:
        return Finding(name, State.MISSING, str(error))
    return Finding(
        name,
        State.GOOD,
        f"{promised.articles:,} articles of {promised.folder}, made with "
        f"{promised.settings.embedder}, in {told}",
    )


def examine_readers_server(settings: Settings) -> Iterator[Finding]:
    """The server of the readers and the embedder, and whether its weights are this Byline's."""
    from qa.engine.served_embedder import ServedEmbedder
    from qa.engine.served_network import ServedNetwork
    from qa.engine.server_address import server_address
    from qa.evidence.reader import weights_digest
    from qa.loaded_readers import READERS_SERVER, judge_folder, reader_folder

    name = "readers' server"
    try:
        address = server_address(settings.readers_server or "", READERS_SERVER)
        key = os.environ.get(f"{READERS_SERVER}_KEY")
        for folder in (reader_folder(), judge_folder()):
            ServedNetwork.at(address, folder.name, key=key).compare(weights_digest(folder))
        embedder = ServedEmbedder.at(address, key=key).name
    except (AnswerError, EmbedderError) as error:
        yield Finding(name, State.MISSING, str(error), "byline serve-readers")
        return
    yield Finding(name, State.GOOD, f"the readers and {embedder} are at {address.shown}")
