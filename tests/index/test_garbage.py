"""Garbage is collected again when what was loaded is there, and as it was before."""

from __future__ import annotations

import gc

import pytest

from index.garbage import garbage_left


def test_nothing_is_collected_until_the_last_one_is_out():
    assert gc.isenabled()
    with garbage_left():
        with garbage_left():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_collecting_goes_on_after_an_error():
    with pytest.raises(ValueError, match="damaged"), garbage_left():
        raise ValueError("damaged")
    assert gc.isenabled()


def test_what_was_off_stays_off():
    gc.disable()
    try:
        with garbage_left(), garbage_left():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
