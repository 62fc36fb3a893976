"""Questions of a file: plain lines, JSON lines, and lines that hold none."""

from __future__ import annotations

import pytest

from ui.commands.question_file import BadLine, read_questions


def test_plain_lines_and_json_lines_may_be_mixed():
    lines = [b"who came?\n", b'{"question": "who went?", "id": 7}\n']
    assert list(read_questions(lines)) == ["who came?", "who went?"]


def test_empty_lines_and_a_byte_order_mark_are_passed_over():
    assert list(read_questions([b"\xef\xbb\xbfwho came?\r\n", b"\n", b"  \n"])) == ["who came?"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"question": 3}', 'no text under "question"'),
        (b'{"asked": "who?"}', 'no text under "question"'),
        (b'{"question": ', "not JSON"),
        (b'{"a":' * 100_000, "not JSON"),
        (b"caf\xe9?", "not UTF-8"),
    ],
)
def test_a_line_without_a_question_is_named_and_the_rest_go_on(line: bytes, reason: str):
    bad, good = read_questions([line, b"who?"])
    assert isinstance(bad, BadLine)
    assert reason in bad.error
    assert bad.error.startswith("line 1 ")
    assert good == "who?"


def test_a_question_may_hold_any_character_but_a_line_end():
    asked = "what about \u2028, \x0b and \x85?"
    assert list(read_questions([asked.encode()])) == [asked]
