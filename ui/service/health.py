"""Whether this process can answer, for what stands before it and shares the questions out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import JSONResponse

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    from ui.service.engine import Engine
    from ui.service.opening import Opening


def health_of(opening: Opening[Engine]) -> Callable[[Request], Awaitable[JSONResponse]]:
    """200 and `ok` when the articles are open; 503 before, and where they could not be opened."""

    async def health(_request: Request) -> JSONResponse:
        if opening.opened is not None:
            return JSONResponse({"status": "ok"})
        status = "failed" if opening.state.finished else "opening"
        return JSONResponse({"status": status}, 503)

    return health
