"""Conversations on disk: what comes back is what was shown, or it is refused."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.ui.fake_answers import FakeAnswerer, seed_articles
from ui.service.conversation import Conversation
from ui.service.conversation_file import conversation_markdown
from ui.service.saved_conversations import ConversationError, SavedConversations

KEY = "0123456789abcdef"


@pytest.fixture
def conversation(seeds: Path) -> Conversation:
    engine = FakeAnswerer(seed_articles(seeds))
    made = Conversation(key=KEY)
    for question in ("who hosts, with a conflict and dropped ones?", "what is the GDP?", "unsure?"):
        made = made.asked(question, "", "since 3 Sep 2025").answered(engine.answer_to(question))
    return made.refused("?!", "There are no words in this question.")


@pytest.fixture
def saved(tmp_path: Path) -> SavedConversations:
    return SavedConversations(tmp_path / "home" / "conversations")


def test_a_conversation_comes_back_as_it_was(saved: SavedConversations, conversation: Conversation):
    saved.keep(conversation)
    assert saved.open(KEY) == conversation
    assert [(each.key, each.question) for each in saved.listed()] == [
        (KEY, "who hosts, with a conflict and dropped ones?")
    ]


def test_what_was_repaired_in_an_article_comes_back_and_may_be_missing(
    saved: SavedConversations, conversation: Conversation, tmp_path: Path
):
    answer = conversation.turns[0].answer
    assert answer is not None
    story = replace(answer.sources[0].article, item=3, problems=("2 bytes could not be read.",))
    sources = tuple(replace(each, article=story) for each in answer.sources[:1])
    told = replace(answer, statements=(), sources=sources, conflicts=(), nearest=())
    saved.keep(Conversation(key=KEY).asked("who?", "").answered(told))
    kept = saved.open(KEY).turns[0].answer
    assert kept is not None
    assert kept.sources[0].article == story
    (path,) = (tmp_path / "home" / "conversations").iterdir()
    written = json.loads(path.read_text(encoding="utf-8"))
    for each in written["articles"]:
        del each["item"], each["problems"]
    path.write_text(json.dumps(written), encoding="utf-8")
    earlier = saved.open(KEY).turns[0].answer
    assert earlier is not None
    assert (earlier.sources[0].article.item, earlier.sources[0].article.problems) == (0, ())


def test_the_short_answer_inside_a_lead_comes_back(
    saved: SavedConversations, conversation: Conversation
):
    saved.keep(conversation)
    unsure = saved.open(KEY).turns[2].answer
    assert unsure is not None
    assert [source.short_answer for source in unsure.closest] == ["Vatican City", ""]


def test_what_is_unfinished_is_not_kept(saved: SavedConversations, conversation: Conversation):
    saved.keep(conversation.asked("and now?", "Reading"))
    assert saved.open(KEY) == conversation


def test_a_deleted_conversation_is_gone(saved: SavedConversations, conversation: Conversation):
    saved.keep(conversation)
    saved.delete(KEY)
    saved.delete(KEY)
    assert not saved.listed()
    with pytest.raises(ConversationError, match="no such conversation"):
        saved.open(KEY)


@pytest.mark.parametrize("key", ["../../etc/passwd", "", ".", "0" * 15, "0" * 17, "G" * 16])
def test_only_keys_of_conversations_are_opened_kept_and_deleted(
    saved: SavedConversations, conversation: Conversation, tmp_path: Path, key: str
):
    other = tmp_path / "passwd.json"
    other.write_text("{}")
    saved.keep(Conversation(conversation.turns, key))
    saved.delete(key)
    with pytest.raises(ConversationError):
        saved.open(key)
    assert other.exists()
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("multiple neutral nations", "several neutral nations"),
        ('"start": ', '"start": 1'),
        ('"verdict": "supported"', '"verdict": "proven"'),
        ('"citations": [1', '"citations": [77'),
        ('"stage": "answered"', '"stage": "done"'),
    ],
)
def test_an_altered_conversation_is_refused(
    saved: SavedConversations, conversation: Conversation, tmp_path: Path, was: str, becomes: str
):
    saved.keep(conversation)
    (path,) = (tmp_path / "home" / "conversations").iterdir()
    text = path.read_text(encoding="utf-8")
    assert was in text
    path.write_text(text.replace(was, becomes), encoding="utf-8")
    with pytest.raises(ConversationError):
        saved.open(KEY)


@pytest.mark.parametrize("written", ["", "[]", "{}", "\x00", '{"schema": "byline.conversation/1"}'])
def test_a_damaged_file_is_left_out_of_the_list(
    saved: SavedConversations, conversation: Conversation, tmp_path: Path, written: str
):
    saved.keep(conversation)
    (tmp_path / "home" / "conversations" / f"{'f' * 16}.json").write_text(written)
    assert [each.key for each in saved.listed()] == [KEY]
    with pytest.raises(ConversationError):
        saved.open("f" * 16)


def test_the_file_names_its_form(
    saved: SavedConversations, conversation: Conversation, tmp_path: Path
):
    saved.keep(conversation)
    (path,) = (tmp_path / "home" / "conversations").iterdir()
    told = json.loads(path.read_text(encoding="utf-8"))
    assert told["schema"] == "byline.conversation/1"
    assert len(told["articles"]) == 2


def test_a_conversation_is_exported_with_footnotes(conversation: Conversation):
    text = conversation_markdown(conversation)
    assert "## who hosts, with a conflict and dropped ones?" in text
    assert "Andriy Sybiha.[^1-1][^1-2] *(Supported)*" in text
    assert "[^1-2]: “Putin invites Zelenskyy for security talks" in text
    assert "The articles do not say." in text
    assert "*Searched: since 3 Sep 2025.*" in text
    assert "There are no words in this question." in text
