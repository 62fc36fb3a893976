"""Have a larger model write what the adapter learns: questions about the news, and the answers.

    python -m models.training.teach_writer DATA --work FOLDER --teacher MODEL.gguf --device cuda
    python -m models.training.writer_data --work FOLDER
    python -m models.training.train_writer --work FOLDER --minutes 0.5 --device cuda --tokens 6000 \
        --first 0 --rate 3e-4

The answers are asked for with the question, one sentence and the short answer in it, which is what
the adapter is given. DATA holds the public sets of `writer_sources.py`; what is written goes into
FOLDER and stays there. About six minutes on one H100.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from models.training.reader_data import find_answers, read_lines, split_passages
from models.training.teacher import Teacher, conversation
from models.training.writer_sources import tasks, training_articles
from models.training.writer_tasks import Task

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WRITTEN = "taught.jsonl.gz"
MOST_ASKED = 6144  # sentences that questions are asked about
WARMTH = 0.4  # the temperature of the questions
QUESTION_TOKENS, ANSWER_TOKENS = 90, 56
SHORT_WORDS = 15  # of the short answer to a question of the teacher's own
OPENING = "Question:"  # the beginning of each reply
PASSAGE_WORDS = 130
LEAST_PASSAGE = 40

ASKING = (
    "You write test material for a reading test. You only use what the passage says. Ask as a "
    "reader of newspapers would, naming the people and events that are meant, so that the question "
    "is clear to somebody who has not seen the passage; never mention the passage. The question "
    "asks for what the given sentence tells. The full answer is one sentence that stands by "
    "itself. Answer in exactly the four lines of the examples."
)
# Invented, like everything in the examples below.
ASKED = (
    (
        "Title: Mayor opens rebuilt bridge in Porto Velho\n"
        "Passage: The bridge over the Ave was closed for three years after a barge struck it. "
        "Mayor Lina Duarte reopened it on Saturday with a short speech. "
        '"It cost us 4.2 million euros, '
        'and it was worth every cent," she said. Fishermen complain that the new pillars block '
        "their nets.\n"
        'Sentence: "It cost us 4.2 million euros, and it was worth every cent," she said.',
        "Question: How much did the rebuilt bridge in Porto Velho cost?\n"
        "Short answer: 4.2 million euros\n"
        "Full answer: Mayor Lina Duarte said that the bridge cost 4.2 million euros.\n"
        "Unanswered question: Which company rebuilt the bridge in Porto Velho?",
    ),
    (
        "Title: Harbour workers end strike after nine days\n"
        "Passage: Harbour workers in Gdansk went back to work on Friday. Their union and the port "
        "agreed on a pay rise of 6 percent, less than the 10 percent that the workers had asked "
        "for. Jan Zawada, who leads the union, refused to call it a defeat.\n"
        "Sentence: Jan Zawada, who leads the union, refused to call it a defeat.",
        "Question: Who refused to call the pay deal at the port of Gdansk a defeat?\n"
        "Short answer: Jan Zawada\n"
        "Full answer: Jan Zawada, the leader of the union, refused to call it a defeat.\n"
        "Unanswered question: How many harbour workers took part in the strike in Gdansk?",
    ),
)
ANSWERING = (
    "You answer a reader's question from one sentence of a newspaper. Write one short sentence "
    "that answers the question and stands by itself. Use the words of the newspaper, add nothing, "
    "keep names, figures, days and who said it, leave out what was not asked, keep the short "
    "answer word for word."
)
ANSWERED = (
    (
        "Harbour workers in Gdansk, who had been on strike for nine days, went back to work on "
        "Friday after their union and the port agreed on a pay rise of 6 percent.",
        "How much more pay will the harbour workers get?",
        "6 percent",
        "The harbour workers in Gdansk will get a pay rise of 6 percent.",
    ),
    (
        "“It cost us 4.2 million euros, and it was worth every cent,” Mayor Lina Duarte told "
        "reporters on Saturday.",
        "What did the mayor say about the bridge?",
        "It cost us 4.2 million euros, and it was worth every cent",
        "Mayor Lina Duarte told reporters, “It cost us 4.2 million euros, and it was worth every "
        "cent.”",
    ),
    (
        "Five towns, including Bray, Cobh, Naas and two in the north, have offered to shelter the "
        "families, Minister Peter Roe wrote in a letter, calling the response overwhelming.",
        "Which towns offered to shelter the families?",
        "Bray, Cobh, Naas and two in the north",
        "Five towns, including Bray, Cobh, Naas and two in the north, have offered to shelter the "
        "families, Minister Peter Roe wrote.",
    ),
    (
        "Ana Prado, a former minister who has led the bank since 2019, will step down in March, "
        "two people familiar with the matter said.",
        "Who will step down?",
        "Ana Prado",
        "Ana Prado will step down in March, two people familiar with the matter said.",
    ),
    (
        "Critics in the capital dismissed the plan, drawn up in June, as hasty and expensive.",
        "How did critics describe the plan?",
        "hasty and expensive",
        "Critics in the capital dismissed the plan as hasty and expensive.",
    ),
)
_VERB = re.compile(r"\b(?:said|says|is|are|was|were|has|have|had|will|would|\w+ed)\b")
_NO_NEWS = re.compile(
    r"sign up|newsletter|click|subscribe|photo|©|network|follow (?:us|her|him)|@|http",
    re.IGNORECASE,
)
_OF_THE_PASSAGE = re.compile(
    r"\b(?:passage|article|text|main (?:topic|issue|event|point)|title|the sentence|mentioned|"
    r"author)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Place:
    """A news sentence in its passage, about which a question is to be asked."""

    title: str
    passage: str
    sentence: str

    @property
    def shown(self) -> str:
        """As the teacher reads it."""
        return f"Title: {self.title}\nPassage: {self.passage}\nSentence: {self.sentence}"


def places(data: Path, rng: random.Random) -> list[Place]:
    """One sentence of each passage of the training weeks that reads like news, mixed."""
    found = []
    for article in training_articles(data, apart=True):
        for passage in split_passages(article["title"], article["text"], article["id"]):
            words = passage.text.split()
            sentences = [" ".join(passage.text[s:e].split()) for s, e in passage.sentences]
            fit = [s for s in sentences if is_news(s)]
            if len(words) >= LEAST_PASSAGE and fit:
                shown = " ".join(words[:PASSAGE_WORDS])
                found.append(Place(" ".join(passage.title.split()), shown, rng.choice(fit)))
    rng.shuffle(found)
    return found


def is_news(sentence: str) -> bool:
    """A whole sentence of some length, and no line of the page around the article."""
    ends, opens = sentence[-1:], sentence[:1]
    whole = ends in tuple(".!?”\"'’") and (opens.isupper() or opens in tuple('"“‘'))
    fit = 9 <= len(sentence.split()) <= 42
    return whole and fit and bool(_VERB.search(sentence)) and not _NO_NEWS.search(sentence)


def task_of(place: Place, reply: str) -> Task | None:
    """What the teacher asked, where its short answer stands in the sentence."""
    lines = f"{OPENING}{reply}".split("\n")
    told = dict(line.split(":", 1) for line in lines if ":" in line)
    question = told.get("Question", "").strip()
    answer = told.get("Short answer", "").strip().rstrip(".")
    if not question.endswith("?") or _OF_THE_PASSAGE.search(question) or not answer:
        return None
    at = find_answers(place.sentence, [answer])
    if not at or len(answer.split()) > SHORT_WORDS:
        return None
    return Task("asked", question, place.sentence, place.sentence[slice(*at[0])])


def answer_prompt(task: Task) -> str:
    """A request for the answer, with the examples."""
    asked = [_request(*example[:3]) for example in ANSWERED]
    examples = list(zip(asked, (example[3] for example in ANSWERED), strict=True))
    return conversation(ANSWERING, examples, _request(task.sentence, task.question, task.answer))


def _request(sentence: str, question: str, answer: str) -> str:
    return f"Newspaper: {sentence}\nQuestion: {question}\nShort answer: {answer}"


def asked_by(teacher: Teacher, found: Sequence[Place]) -> Iterator[Task]:
    """Questions about news sentences."""
    prompts = [conversation(ASKING, ASKED, place.shown) + OPENING for place in found]
    for row, reply in teacher.replies(prompts, most=QUESTION_TOKENS, temperature=WARMTH):
        task = task_of(found[row], reply)
        if task is not None:
            yield task


def main() -> None:
    """Ask and answer, and keep everything that was written."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--teacher", type=Path, required=True, help="a GGUF file")
    parser.add_argument("--device", default="cuda", help="of torch")
    parser.add_argument("--most", type=int, help="tasks, to try it out")
    arguments = parser.parse_args()
    teacher = Teacher.load(arguments.teacher, arguments.device)
    about = places(arguments.data, random.Random(7))[: arguments.most or MOST_ASKED]
    found = [*asked_by(teacher, about), *tasks(arguments.data)]
    random.Random(1).shuffle(found)
    found = found[: arguments.most]
    arguments.work.mkdir(parents=True, exist_ok=True)
    prompts = [answer_prompt(task) for task in found]
    with gzip.open(arguments.work / WRITTEN, "wt", encoding="utf-8") as file:
        for row, reply in teacher.replies(prompts, most=ANSWER_TOKENS):
            line = {**asdict(found[row]), "written": reply.strip().split("\n")[0]}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    print(len(read_lines(arguments.work / WRITTEN)), "answers")


if __name__ == "__main__":
    main()
