"""The library of a folder, read and embedded on a cluster of Ray."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from index.opening import open_library
from index.ray_cluster import RayCluster, require_ray
from index.ray_embedding import embed_on_ray
from index.ray_reading import RayReading

if TYPE_CHECKING:
    from index.building import Progress
    from index.embedding import Embedder
    from index.library import ArticleLibrary


def open_on_ray(
    folder: Path,
    address: str,
    *,
    home: Path,
    embedder: Embedder | Callable[[], Embedder],
    rebuild: bool = False,
    progress: Progress | None = None,
) -> ArticleLibrary:
    """As `open_library`; what is much is read and embedded there. All of it is embedded.

    Raises:
        LibraryError: the same, or the cluster failed; what was done is kept.
    """
    require_ray()
    with RayCluster(address) as cluster:
        library = open_library(
            folder,
            home=home,
            embedder=embedder,
            rebuild=rebuild,
            patience=0.0,
            every_file=True,
            elsewhere=partial(RayReading, cluster),
            progress=progress,
        )
        embed_on_ray(library, cluster, progress=progress)
    return library
