"""Conversations that were written by hand, and the order in which their turns are learnt."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

pytest.importorskip("torch")

import torch

from models.training.averaging import Averaged, level_then_falling
from models.training.train_rewriter import STAGE, staged
from models.training.train_writer import Encoded
from models.training.written_talks import read_talks, written_turns

TALK = """#
who runs the Lund ferry | Anna Holm
> and since when? => Since when has Anna Holm run the Lund ferry? |
> Which towns does it serve? => Which towns does the Lund ferry serve? | Lund and Malm
#
When did the mill close? | in 1962
> Who owned the Brask quarry then? | nobody
"""


def test_each_later_turn_has_what_was_asked_before_it_as_it_stands_alone(tmp_path: Path):
    (tmp_path / "a.txt").write_text(TALK)
    first, second, third = written_turns(tmp_path)
    assert (first.typed, first.kind) == ("and since when?", "written")
    assert first.earlier == (("who runs the Lund ferry", "Anna Holm"),)
    assert second.earlier[-1] == ("Since when has Anna Holm run the Lund ferry?", "")
    assert (third.kind, third.alone) == ("alone", "Who owned the Brask quarry then?")
    assert len(third.earlier) == 1


@pytest.mark.parametrize(
    "line", ["> no answer mark", "> a | b | c", "> a => b => c | d", "no angle | x"]
)
def test_a_line_of_another_form_is_named(line: str):
    with pytest.raises(ValueError, match="line 3"):
        list(read_talks(f"#\nwho runs it | Anna\n{line}\n"))


def encoded(count: int, kind: str, first: int) -> list[Encoded]:
    return [Encoded([first + n] * 4, 2, kind) for n in range(count)]


def test_what_is_written_comes_behind_the_rest():
    older, written = encoded(50, "made", 0), encoded(2 * STAGE, "written", 1_000)
    drawn = staged([*older, *written], 40, random.Random(1))
    told = [each.ids[0] for batch, _ in zip(drawn, range(300), strict=False) for each in batch]
    assert set(told[:50]) == set(range(50))
    stage = told[50 : 50 + STAGE + 50]
    assert {each for each in stage if each >= 1_000} <= set(range(1_000, 1_000 + STAGE))
    assert any(each < 1_000 for each in stage)


def test_the_mean_of_the_weights_follows_them_and_gives_way_to_them():
    weight = torch.zeros(3, requires_grad=True)
    averaged = Averaged([weight], 0.9)
    for step in range(1, 200):
        weight.data.fill_(1.0 if step % 2 else 0.0)
        averaged.take(step)
    assert float(averaged.means[0].mean()) == pytest.approx(0.5, abs=0.06)
    with averaged.in_place():
        assert float(weight.mean().detach()) == pytest.approx(0.5, abs=0.06)
    assert float(weight.mean().detach()) == 1.0


def test_the_rate_is_level_and_falls_at_the_end():
    assert level_then_falling(0.001) < 0.2
    assert level_then_falling(0.5) == 1.0
    assert level_then_falling(0.97) == pytest.approx(0.03 / 0.13)
    assert level_then_falling(2.0) > 0
