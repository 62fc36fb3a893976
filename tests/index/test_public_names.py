"""What others may rely on is named, and nothing more."""

from __future__ import annotations

import index


def test_every_public_name_is_there():
    assert sorted(index.__all__) == list(index.__all__)
    for name in index.__all__:
        assert getattr(index, name).__name__ == name
