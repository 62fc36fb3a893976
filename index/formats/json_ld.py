"""What a web page holds as JSON-LD: objects, of which some only name others. Knows no fields."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml.html import HtmlElement

_MOST_NODES = 2_000


def json_ld(root: HtmlElement) -> list[dict[str, Any]]:
    """Every object of a page's JSON-LD, the outer ones first; `{"@id": ...}` alone is filled in."""
    nodes = [*_nodes(root)]
    known = {str(node["@id"]): node for node in nodes if len(node) > 1 and "@id" in node}
    return [{key: _filled(value, known) for key, value in node.items()} for node in nodes]


def _filled(value: object, known: Mapping[str, dict[str, Any]]) -> object:
    if isinstance(value, list):
        return [_filled(each, known) for each in value]
    if isinstance(value, dict) and len(value) == 1 and "@id" in value:
        return known.get(str(value["@id"]), value)
    return value


def types_of(node: Mapping[str, Any]) -> list[str]:
    """What an object is called to be."""
    kind = node.get("@type")
    return [str(each) for each in (kind if isinstance(kind, list) else [kind]) if each]


def name_of(value: object) -> object:
    """What an object, or the first of several, is called."""
    if isinstance(value, list) and value:
        value = value[0]
    return value.get("name") if isinstance(value, dict) else value


def _nodes(root: HtmlElement) -> Iterator[dict[str, Any]]:
    for script in root.iter("script"):
        if "ld+json" not in script.get("type", "").lower():
            continue
        try:
            values = json.loads(re.sub(r"\A\s*<!--|-->\s*\Z", "", script.text or ""), strict=False)
        except (ValueError, RecursionError):
            continue
        waiting = [values]
        for _ in range(_MOST_NODES):
            if not waiting:
                break
            value = waiting.pop(0)
            if isinstance(value, dict):
                yield value
                inner = (value.get(key) for key in ("@graph", "mainEntity"))
                waiting += [each for each in inner if isinstance(each, list | dict)]
            elif isinstance(value, list):
                waiting += value
