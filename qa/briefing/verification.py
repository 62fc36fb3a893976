"""Whether a briefing and the articles it quotes are what its receipt says. Needs no model.

Reads no file: whoever calls it brings the lines of the export, the receipts and the articles.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from index.sentences import split_sentences
from qa.briefing.receipt import ReceiptError, is_unaltered, read_receipt, relative_path, sha256
from qa.checks.brackets import without_given
from qa.checks.quotations import check_quotations
from qa.english.normal_form import is_unclosed, quotations
from qa.statement import Outcome, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from index import Article
    from qa.briefing.receipt import NotedQuote, Receipt

VERIFICATION_SCHEMA = "byline.briefing_verification/1"
MOST_COMPARED = 4_000  # lines that are laid beside one another
MOST_SHOWN = 160  # characters of an altered line


class Changed(StrEnum):
    """What a finding is about."""

    BRIEFING = "briefing"
    QUOTATION = "quotation"
    ARTICLE = "article"
    RECEIPT = "receipt"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it was: what kind of thing, which one, and how."""

    changed: Changed
    what: str
    reason: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found. `remarks` change nothing: an article that was moved, a receipt not there."""

    title: str
    findings: tuple[Finding, ...]
    remarks: tuple[str, ...]
    statements: int
    notes: int

    def to_dict(self) -> dict[str, Any]:
        """The JSON object that other programs rely on."""
        return {
            "schema": VERIFICATION_SCHEMA,
            "title": self.title,
            "verified": not self.findings,
            "findings": [
                {"changed": str(f.changed), "what": f.what, "reason": f.reason}
                for f in self.findings
            ],
            "remarks": list(self.remarks),
            "statements": self.statements,
            "notes": self.notes,
        }


@dataclass(frozen=True, slots=True)
class Exported:
    """An export taken apart: its lines outside the receipt, and the receipt inside, if one is."""

    lines: tuple[str, ...]
    receipt: str | None


@dataclass(frozen=True, slots=True)
class Folder:
    """The articles as they are now, and the path at which each stands, relative to the folder."""

    path: Path
    articles: tuple[Article, ...]
    _by_id: dict[str, Article] = field(init=False, repr=False)
    _by_path: dict[str, Article] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_id", {a.id: a for a in self.articles})
        at = {relative_path(a, self.path): a for a in self.articles}
        for article in self.articles:
            for also in article.also_at:
                at.setdefault(also.relative_to(self.path).as_posix(), article)
        object.__setattr__(self, "_by_path", at)

    def with_id(self, article_id: str) -> Article | None:
        return self._by_id.get(article_id)

    def at(self, path: str) -> Article | None:
        return self._by_path.get(path)


def verify_briefing(exported: Exported, beside: str | None, folder: Folder) -> Verification:
    """Compare an export with its receipts, and every quotation with its article.

    `beside` is the receipt in the file beside the export, None where there is none.

    Raises:
        ReceiptError: there is no receipt, so that nothing can be compared.
    """
    receipt, findings, remarks = _receipt(exported.receipt, beside)
    if receipt is None:
        return Verification("", tuple(findings), tuple(remarks), 0, 0)
    findings += _altered_lines(exported.lines, receipt)
    for article_id, notes in _by_article(receipt).items():
        found, remark = _altered_article(article_id, notes, folder)
        findings += found
        remarks += remark
    findings += _invented_quotations(receipt, folder)
    if receipt.notes and not any(folder.with_id(note.article) for note in receipt.notes):
        remarks.append(
            f"None of the articles that it quotes is in {folder.path} as it was. Name the folder "
            "that the briefing was made from: --articles DIR"
        )
    return Verification(
        receipt.title, tuple(findings), tuple(remarks), len(receipt.statements), len(receipt.notes)
    )


def _receipt(
    inside: str | None, beside: str | None
) -> tuple[Receipt | None, list[Finding], list[str]]:
    """The receipt to compare with: the one inside, unless only the one beside is unaltered.

    None where neither can be read.
    """
    if inside is None and beside is None:
        raise ReceiptError("it has no receipt, so it is no briefing of Byline's")
    read = {"inside": _read(inside), "beside": _read(beside)}
    texts = {"inside": inside, "beside": beside}
    sound = {where: r for where, r in read.items() if isinstance(r, _Sound)}
    findings = [
        Finding(Changed.RECEIPT, f"the receipt {_place(where)}", str(problem))
        for where, problem in read.items()
        if isinstance(problem, _Broken) and texts[where] is not None
    ]
    if inside is None:
        reason = "It has been taken out or can no longer be found."
        findings.append(Finding(Changed.RECEIPT, "the receipt inside the briefing", reason))
    if len(sound) == 2 and sound["inside"].receipt != sound["beside"].receipt:
        names = _differences(sound["inside"].receipt, sound["beside"].receipt)
        reason = f"It differs from the receipt inside the briefing in its {names}."
        findings.append(Finding(Changed.RECEIPT, "the receipt beside the briefing", reason))
    usable = next(iter(sound.values()), None) or next(
        (r for r in read.values() if isinstance(r, _Broken) and r.receipt is not None), None
    )
    remarks = [] if beside is not None else ["There is no receipt beside the briefing."]
    if usable is None:
        remarks.append("Nothing else can be compared without a receipt.")
    return None if usable is None else usable.receipt, findings, remarks


@dataclass(frozen=True, slots=True)
class _Sound:
    receipt: Receipt


@dataclass(frozen=True, slots=True)
class _Broken:
    """A receipt that was altered, with what can still be read of it."""

    reason: str
    receipt: Receipt | None = None

    def __str__(self) -> str:
        return self.reason


def _read(text: str | None) -> _Sound | _Broken:
    if text is None:
        return _Broken("it is not there")
    try:
        receipt = read_receipt(text)
    except ReceiptError as error:
        return _Broken(f"It was altered: {error}.")
    if not is_unaltered(text, receipt):
        return _Broken("It was altered: its own hash does not match.", receipt)
    return _Sound(receipt)


def _place(where: str) -> str:
    return "inside the briefing" if where == "inside" else "beside the briefing"


def _differences(left: Receipt, right: Receipt) -> str:
    names = ("title", "made", "library", "models", "notes", "statements", "parts", "digest")
    return ", ".join(name for name in names if getattr(left, name) != getattr(right, name))


def _altered_lines(lines: Sequence[str], receipt: Receipt) -> Iterator[Finding]:
    """Every part of the export that is not, to the character, what was written."""
    now = [sha256(line) for line in lines]
    then = [part.sha256 for part in receipt.parts]
    if now == then:
        if sha256("\n".join(lines)) != receipt.digest:
            reason = "Its hash of the whole text does not match the text."
            yield Finding(Changed.RECEIPT, "the digest of the receipt", reason)
        return
    first, last_now, last_then = _unequal(now, then)
    if max(last_now, last_then) - first > MOST_COMPARED:
        reason = f"From here on {last_now - first:,} lines differ."
        yield Finding(Changed.BRIEFING, _part(receipt, first), reason)
        return
    matcher = difflib.SequenceMatcher(
        None, now[first:last_now], then[first:last_then], autojunk=False
    )
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            yield from _differing(
                lines[first + a : first + b], range(first + c, first + d), receipt
            )


def _unequal(now: Sequence[str], then: Sequence[str]) -> tuple[int, int, int]:
    """Where the first difference is, and where the equal ends of both begin."""
    shortest = min(len(now), len(then))
    first = next((n for n in range(shortest) if now[n] != then[n]), shortest)
    behind = 0
    while behind < shortest - first and now[-1 - behind] == then[-1 - behind]:
        behind += 1
    return first, len(now) - behind, len(then) - behind


def _differing(lines: Sequence[str], rows: range, receipt: Receipt) -> Iterator[Finding]:
    texts = {f"statement {s.number}": s.text for s in receipt.statements}
    texts |= {f"note {n.number}": n.quote for n in receipt.notes}
    paired = min(len(lines), len(rows))
    for line, row in zip(lines, rows, strict=False):
        part = _part(receipt, row)
        was = f" It was: {_short(texts[part])}" if part in texts else ""
        reason = f"It was altered and is now: {_short(line)}{was}"
        yield Finding(Changed.BRIEFING, part, reason)
    for row in rows[paired:]:
        part = _part(receipt, row)
        was = f" It was: {_short(texts[part])}" if part in texts else ""
        yield Finding(Changed.BRIEFING, part, f"It was taken out.{was}")
    after = rows.stop - 1
    for line in lines[paired:]:
        what = f"a line after {_part(receipt, after)}" if after >= 0 else "a line at the beginning"
        yield Finding(Changed.BRIEFING, what, f"It was added: {_short(line)}")


def _part(receipt: Receipt, row: int) -> str:
    return receipt.parts[row].part if row < len(receipt.parts) else "the end of the briefing"


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return f"“{plain[: MOST_SHOWN - 1]}…”" if len(plain) > MOST_SHOWN else f"“{plain}”"


def _by_article(receipt: Receipt) -> dict[str, list[NotedQuote]]:
    found: dict[str, list[NotedQuote]] = {}
    for note in receipt.notes:
        found.setdefault(note.article, []).append(note)
    return found


def _altered_article(
    article_id: str, notes: Sequence[NotedQuote], folder: Folder
) -> tuple[list[Finding], list[str]]:
    """What is wrong with one article's quotations; a remark when it is only somewhere else."""
    path = notes[0].path
    same = folder.with_id(article_id)
    if same is not None:
        moved = relative_path(same, folder.path)
        remarks = [] if _is_at(same, path, folder) else [f"{path} is now {moved}, word for word."]
        return list(_misplaced(notes, same)), remarks
    other = folder.at(path)
    if other is None:
        which = _numbers(notes)
        reason = f"It is not in {folder.path}, under this or another name; {which}."
        return [Finding(Changed.ARTICLE, path, reason)], []
    reason = f"It was edited since: its content hash is {other.id}, not {article_id}."
    return [Finding(Changed.ARTICLE, path, reason), *_lost(notes, other)], []


def _invented_quotations(receipt: Receipt, folder: Folder) -> Iterator[Finding]:
    """Statements that passed every check and quote what none of their articles has.

    This needs no trust in the receipt: a forged one can hold a quotation that nobody said.
    """
    articles = {note.number: folder.with_id(note.article) for note in receipt.notes}
    for statement in receipt.statements:
        cited = [articles.get(number) for number in statement.notes]
        # A mark that is left open goes on in the next paragraph: its end is not in the statement.
        if statement.verdict != Verdict.SUPPORTED or None in cited or is_unclosed(statement.text):
            continue
        told = [text for a in cited if a for text in (a.text, a.title or "", a.outlet or "")]
        text = statement.text
        for article in {a.id: a for a in cited if a}.values():
            own = [article.text[start:end] for start, end in split_sentences(article.text)]
            text = without_given(text, own, article.published)
        check = check_quotations(text, told)
        if check.outcome is Outcome.FAIL and quotations(statement.text):
            yield Finding(Changed.QUOTATION, f"statement {statement.number}", check.reason)


def _is_at(article: Article, path: str, folder: Folder) -> bool:
    return folder.at(path) is article


def _misplaced(notes: Sequence[NotedQuote], article: Article) -> Iterator[Finding]:
    for note in notes:
        if sha256(note.quote) != note.sha256:
            reason = "Its words in the receipt do not have the hash in the receipt."
            yield Finding(Changed.QUOTATION, f"note {note.number}", reason)
        if _words_at(note, article) != note.quote:
            reason = f"{note.path} does not have these words at {note.start}-{note.end}."
            yield Finding(Changed.QUOTATION, f"note {note.number}", reason)


def _lost(notes: Iterable[NotedQuote], article: Article) -> Iterator[Finding]:
    """The quotations that the edited article no longer has, word for word, anywhere."""
    for note in notes:
        if _words_at(note, article) != note.quote and note.quote not in article.text:
            reason = f"{note.path} does not have these words any more: {_short(note.quote)}"
            yield Finding(Changed.QUOTATION, f"note {note.number}", reason)


def _words_at(note: NotedQuote, article: Article) -> str | None:
    if note.field is None:
        return article.text[note.start : note.end] if 0 <= note.start <= note.end else None
    if note.field not in {"title", "outlet", "byline", "published", "place", "url"}:
        return None
    value = getattr(article, note.field)
    return value if isinstance(value, str) else None


def _numbers(notes: Sequence[NotedQuote]) -> str:
    numbers = [str(note.number) for note in notes]
    if len(numbers) == 1:
        return f"note {numbers[0]} quotes it"
    return f"notes {', '.join(numbers[:-1])} and {numbers[-1]} quote it"
