"""A Milvus, embedded or a server, with errors that a person may be shown. Alone imports pymilvus.

pymilvus is an extra and is imported when a store is named, not before.
"""

from __future__ import annotations

import contextlib
import logging
import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from index.errors import StoreError
from index.store_address import KEY, StoreAddress

CONNECT_SECONDS = 5.0
# Servers end a connection that asks more often whether they are there; and a new connection must
# not wait because an old one to the same place has failed.
_CONNECTION = {"grpc.keepalive_time_ms": 330_000, "grpc.use_local_subchannel_pool": 1}
# pymilvus asks a server that is gone again and again; after so long it gives up.
CALL_SECONDS = 120.0
PAGE = 2_000  # rows of one answer; Milvus gives at most 16,384
MOST = 16_384

Row = Mapping[str, Any]

_importing = threading.Lock()


class MilvusServer:
    """One database. Several threads may ask at once."""

    def __init__(
        self,
        address: StoreAddress,
        client: Any,  # noqa: ANN401 - pymilvus has no types
        *,
        call_seconds: float = CALL_SECONDS,
    ) -> None:
        self.address = address
        self._call_seconds = call_seconds
        self._client = client
        self._failed = False
        self._loaded: set[str] = set()

    @classmethod
    def connect(
        cls, address: StoreAddress, *, create: bool = False, call_seconds: float = CALL_SECONDS
    ) -> MilvusServer:
        """Connect; with `create` a database or a file that is not there is made.

        An answer that takes longer than `call_seconds` is an error.

        Raises:
            StoreError: pymilvus is not installed, or nothing answers there.
        """
        milvus = _pymilvus(address)
        if address.file is not None:
            _check_file(address, create=create)
        server = cls(address, _client(milvus, address), call_seconds=call_seconds)
        if address.database:
            server._use_database(create=create)
        return server

    def close(self) -> None:
        self._client.close()

    def holds(self, collection: str) -> bool:
        """Whether there is a collection of this name."""
        return bool(self._ask("has_collection", collection))

    def collections(self) -> list[str]:
        """The names of all."""
        return list(self._ask("list_collections"))

    def create(
        self, collection: str, fields: Sequence[Row], indexes: Sequence[Row], primary: str
    ) -> None:
        """Make a collection that shows every reader what was written before it asked."""
        milvus = _pymilvus(self.address)
        schema = milvus.MilvusClient.create_schema(auto_id=False, enable_dynamic_field=False)
        for field in fields:
            given = dict(field)
            kind = getattr(milvus.DataType, given.pop("kind"))
            name = given.pop("name")
            schema.add_field(name, kind, is_primary=name == primary, **given)
        index_params = self._client.prepare_index_params()
        for index in indexes:
            index_params.add_index(**index)
        self._ask("create_collection", collection, schema=schema, consistency_level="Strong")
        # There is nothing to wait for where nothing is.
        self._ask("create_index", collection, index_params, sync=False)
        self._load(collection)

    def drop(self, collection: str) -> None:
        """Take a collection away."""
        self._loaded.discard(collection)
        self._ask("drop_collection", collection)

    def settle(self, collection: str) -> None:
        """Let what was written be searched fast, by the indexes."""
        self._ask("flush", collection)

    def upsert(self, collection: str, rows: Sequence[Row]) -> None:
        """Write rows, in the place of those with the same key."""
        if rows:
            self._ask("upsert", collection, list(rows))

    def delete(self, collection: str, where: str) -> None:
        """Take the rows away for which an expression is true."""
        self._load(collection)
        self._ask("delete", collection, filter=where)

    def get(
        self, collection: str, keys: Sequence[int] | Sequence[str], fields: Sequence[str]
    ) -> list[Row]:
        """The rows with these keys that are there, in any order."""
        self._load(collection)
        found: list[Row] = []
        for start in range(0, len(keys), PAGE):
            some = list(keys[start : start + PAGE])
            found += self._ask("query", collection, ids=some, output_fields=list(fields))
        return found

    def query(self, collection: str, where: str, fields: Sequence[str]) -> Iterator[Row]:
        """The rows for which an expression is true, a page at a time."""
        self._load(collection)
        pages = self._ask(
            "query_iterator",
            collection,
            batch_size=PAGE,
            filter=where,
            output_fields=list(fields),
        )
        try:
            while page := self._translated(pages.next):
                yield from page
        finally:
            self._translated(pages.close)

    def search(  # noqa: PLR0913 - what a search is made of
        self,
        collection: str,
        field: str,
        vector: object,
        *,
        most: int,
        where: str,
        output: Sequence[str],
        settings: Row | None = None,
    ) -> list[Row]:
        """The `most` rows with the greatest inner product, best first."""
        self._load(collection)
        found = self._ask(
            "search",
            collection,
            data=[vector],
            anns_field=field,
            limit=min(most, MOST),
            filter=where,
            output_fields=list(output),
            search_params={"params": dict(settings or {})},
        )
        return [hit["entity"] for hit in found[0]]

    def _load(self, collection: str) -> None:
        """A Milvus that was started again may have its collections on the disk alone."""
        if self._failed:
            self._connect_again()
        if collection not in self._loaded:
            self._ask("load_collection", collection)
            self._loaded.add(collection)

    def _use_database(self, *, create: bool) -> None:
        name = self.address.database
        if name not in self._ask("list_databases"):
            if not create:
                raise StoreError(
                    f"The store {self.address.uri} has no database {name!r}. "
                    f"Fill it: byline index --store {self.address.shown}"
                )
            self._ask("create_database", name)
        self._ask("use_database", name)

    def _ask(self, what: str, *given: object, **named: object) -> Any:  # noqa: ANN401
        if self._failed:
            self._connect_again()
        call = getattr(self._client, what)
        return self._translated(call, *given, timeout=self._call_seconds, **named)

    def _connect_again(self) -> None:
        """A connection that failed tries again later and later; a new one does so now."""
        with contextlib.suppress(Exception):  # it has failed already
            self._client.close()
        client = _client(_pymilvus(self.address), self.address)
        if self.address.database:
            self._translated(client.use_database, self.address.database)
        self._client, self._failed, self._loaded = client, False, set()

    def _translated(self, call: Any, *given: object, **named: object) -> Any:  # noqa: ANN401
        try:
            return call(*given, **named)
        except _errors(_pymilvus(self.address)) as error:
            self._failed = True
            raise StoreError(
                f"The store {self.address.shown} does not answer: {_reason(error)}. "
                "Is Milvus running there? See: byline doctor"
            ) from error


def _client(milvus: Any, address: StoreAddress) -> Any:  # noqa: ANN401
    quiet = logging.getLogger("milvus_lite.server_manager")
    told = quiet.disabled
    quiet.disabled = True  # it writes a traceback where the message below says the same
    try:
        return milvus.MilvusClient(
            address.uri,
            token=os.environ.get(KEY, ""),
            timeout=CONNECT_SECONDS,
            dedicated=True,
            grpc_options=_CONNECTION,
        )
    except _errors(milvus) as error:
        if address.file is None:
            fix = "Start Milvus there, or name another store: --store http://HOST:19530"
        else:
            fix = (
                "One process at a time may open such a file; for several run its server, "
                f"milvus-lite server --host 127.0.0.1 --data-dir {address.file}, and name that: "
                "--store http://127.0.0.1:19530"
            )
        raise StoreError(
            f"The store {address.shown} cannot be opened: {_reason(error)}. {fix}"
        ) from error
    finally:
        quiet.disabled = told


def _check_file(address: StoreAddress, *, create: bool) -> None:
    file = address.file
    if file is None:
        return
    if create:
        file.parent.mkdir(parents=True, exist_ok=True)
    elif not file.is_dir():
        raise StoreError(f"There is no store {file}. Fill it: byline index --store {file}")


def _errors(milvus: Any) -> tuple[type[Exception], ...]:  # noqa: ANN401
    """What pymilvus raises: its own errors, and as they are those that it does not try again.

    Such are a call that takes too long, and a password that is not accepted.
    """
    import grpc

    return (milvus.MilvusException, grpc.RpcError)


def _reason(error: Exception) -> str:
    """What of an exception of pymilvus a person understands, on one line."""
    details = getattr(error, "details", None)  # of an error of gRPC
    said = str(getattr(error, "message", "") or (details and details()) or error)
    return " ".join(said.split())[:200].rstrip(". ")


def _pymilvus(address: StoreAddress) -> Any:  # noqa: ANN401
    """The package, without the `.env` that it would load into the environment when imported."""
    with _importing:
        disabled = "PYTHON_DOTENV_DISABLED"
        before = os.environ.get(disabled)
        os.environ[disabled] = "1"
        try:
            import pymilvus
        except ImportError as error:
            raise StoreError(
                f"The store {address.shown} is a Milvus, and {error.name or 'pymilvus'} is not "
                "installed. Install it: pip install 'byline[milvus]'"
            ) from error
        finally:
            if before is None:
                del os.environ[disabled]
            else:
                os.environ[disabled] = before
        # What fails is told by whoever asked; the rest nobody can mend.
        logging.getLogger("pymilvus").setLevel(logging.CRITICAL)
        return pymilvus
