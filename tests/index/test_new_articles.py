"""Many new articles are read in several processes, into the library that one would have made."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from index import find_damage, open_library
from index.batch_processes import BatchProcesses
from index.batches import decode_batch, indexed, make_batch
from index.draft_segments import DraftSegments
from index.folder import NewFile, file_digest, read_folder
from index.fresh_articles import FreshArticles
from index.near_copies import signatures_of
from index.new_articles import NewArticles, read_new_articles
from index.segment import new_arrays, new_segment
from index.segment_merging import Part, merged_arrays
from index.storage import Draft
from tests.hashing_embedder import HashingEmbedder

SUBJECTS = tuple("harbour election flood museum strike treaty harvest railway bridge court".split())  # noqa: SIM905 - easier read as a text
SAID = "WEBVTT\n\n00:01.000 --> 00:02.000\nThe minister said so on day {}.\n\n"


def story(number: int) -> str:
    chance = random.Random(number)
    told = (
        " ".join(chance.choice(SUBJECTS) for _ in range(chance.randint(5, 30))) + "."
        for _ in range(chance.randint(1, 12))
    )
    outlet, author = chance.choice(("Post", "Herald", "Wire")), chance.choice(("Ann", "Ben", ""))
    return (
        f"---\ntitle: The {chance.choice(SUBJECTS)} and the {chance.choice(SUBJECTS)} of {number}\n"
        f"outlet: {outlet}\nbyline: {author}\ndate: 2025-0{1 + number % 9}-11\n---\n"
        + "\n\n".join(told)
    )


@pytest.fixture
def many(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    (folder / "below").mkdir(parents=True)
    for number in range(150):
        (folder / f"{number:03}.md").write_text(story(number))
    (folder / "020.md").write_text(story(3))
    (folder / "100.vtt").write_text(SAID.format(7))
    (folder / "101.docx").write_bytes(b"no document")
    (folder / "102.txt").write_text("  ")
    (folder / "103.rar").write_text("of no format")
    (folder / "below" / "again.md").write_text(story(120))
    return folder


def reading(folder: Path, place: Path, **options) -> NewArticles:
    return read_new_articles(folder, known={}, place=place, progress=lambda _: None, **options)


def told(new: NewArticles) -> Iterator[tuple[bytes, bytes]]:
    for number in range(len(new.batches)):
        segment = new.batches.batch(number).segment
        yield segment.arrays.data().tobytes(), segment.word_arrays.data().tobytes()


def test_processes_read_what_one_reads_byte_for_byte(many: Path, tmp_path: Path):
    here, there = reading(many, tmp_path), reading(many, tmp_path, few_batches=1)
    assert len(here.batches) == 3
    assert list(told(here)) == list(told(there))
    assert list(here.files.items()) == list(there.files.items())
    assert here.skipped == there.skipped
    one = read_folder(many, known={}, progress=lambda _: None)
    assert (here.files, here.skipped) == (one.files, one.skipped)
    assert {path for path, _ in one.skipped} == {"101.docx", "102.txt", "103.rar"}
    assert set(here.batches.where) == {article.id for article in one.articles}


def test_an_article_of_two_batches_is_one(many: Path, byline_home: Path):
    library = open_library(many, home=byline_home, embedder=HashingEmbedder(dimension=8))
    doubled = {article.path.name: article for article in library.articles if article.also_at}
    assert set(doubled) == {"003.md", "120.md"}
    assert doubled["003.md"].also_at == (many / "020.md",)
    assert doubled["120.md"].also_at == (many / "below" / "again.md",)
    assert find_damage(many, home=byline_home) == ()
    assert sum(article.title == doubled["003.md"].title for article in library.articles) == 1


@pytest.mark.parametrize("seed", range(4))
def test_segments_put_together_are_the_segment_of_all_their_articles(tmp_path: Path, seed: int):
    chance = random.Random(seed)
    for number in range(40):
        (tmp_path / f"{number:02}.md").write_text(story(number))
    articles = read_folder(tmp_path, known={}, progress=lambda _: None).articles
    items = [indexed(article) for article in articles]
    stays = [chance.random() < 0.7 for _ in items]
    cuts = sorted({0, *chance.sample(range(1, 40), 3), 40})
    parts = []
    for start, end in pairwise(cuts):
        some = items[start:end]
        signatures = signatures_of(item.article.text for item in some)
        numbers = [number for number in range(len(some)) if stays[start + number]]
        if numbers:
            parts.append(Part(new_segment("", tmp_path, some, signatures), numbers))
    left = [item for item, there in zip(items, stays, strict=True) if there]
    whole = new_arrays(tmp_path, left, signatures_of(item.article.text for item in left))
    merged = merged_arrays(tmp_path, parts)
    for mine, theirs in zip(merged, whole, strict=True):
        assert list(mine) == list(theirs)
        for name in mine:
            assert mine[name].dtype == theirs[name].dtype, name
            assert np.array_equal(mine[name], theirs[name]), name


def test_many_articles_are_several_segments(many: Path, tmp_path: Path):
    new = reading(many, tmp_path)
    fresh = FreshArticles(many, new, None, {})
    with Draft(tmp_path / "library") as draft:
        segments = DraftSegments(many, None, fresh.unchanged, draft, most_passages=40)
        segments.add(*fresh.places(), fresh.parts)
        found = segments.used()
        assert len(found) > 3
        assert all(segment.rows <= 40 for segment in found)
        articles = [
            found[segment].article(many, number) for segment, number in segments.order.tolist()
        ]
    one = read_folder(many, known={}, progress=lambda _: None)
    assert articles == list(one.articles)


def files_of(folder: Path) -> list[list[NewFile]]:
    each = [(path.name, path.read_bytes()) for path in sorted(folder.glob("*.md"))]
    files = [NewFile(name, file_digest(data, ".md"), data) for name, data in each]
    return [files[start : start + 10] for start in range(0, 50, 10)]


@pytest.mark.parametrize(
    "program",
    ["raise SystemExit(1)", "import os; os.write(1, bytes(7) + b'\\x01r')"],
    ids=["never there", "gone at once"],
)
def test_what_a_process_does_not_do_is_done_here(many: Path, tmp_path: Path, program: str):
    child = tmp_path / "child.py"
    child.write_text(program)
    groups = files_of(many)
    with BatchProcesses(many, count=2, child=child) as processes:
        found = [decode_batch(data) for _, data in processes.each(groups)]
    for files, batch in zip(groups, found, strict=True):
        assert batch.states == decode_batch(make_batch(many, files)).states


def test_whoever_stops_ends_the_processes(many: Path):
    with BatchProcesses(many, count=2) as processes:
        next(iter(processes.each(files_of(many))))
        running = list(processes.running)
        assert running
    assert all(pipes.process.poll() is not None for pipes in running)


def test_processes_end_when_the_program_is_killed(many: Path):
    program = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from index.batch_processes import BatchProcesses\n"
        "from tests.index.test_new_articles import files_of\n"
        "folder = Path(sys.argv[1])\n"
        "processes = BatchProcesses(folder, count=1)\n"
        "next(iter(processes.each(files_of(folder))))\n"
        "print([pipes.process.pid for pipes in processes.running][0], flush=True)\n"
        "os.kill(os.getpid(), 9)"
    )
    done = subprocess.run([sys.executable, "-c", program, str(many)], capture_output=True)
    process = Path(f"/proc/{int(done.stdout)}")
    for _ in range(200):
        if not process.exists() or ") Z " in (process / "stat").read_text():
            return
        subprocess.run(["sleep", "0.05"], check=True)
    raise AssertionError("it is still there")
