"""Walks a claim's JSON and names every value that points to no words of the text and to no rule."""

from typing import Any

Json = dict[str, Any]

MAIN = ("quote", "as_said", "description")
BY_DEFAULT = {"polarity": "asserts", "is_aggregate": False, "precision": "unknown"}
GROUNDED_BY = {
    "count_low": "count",
    "count_best": "count",
    "count_high": "count",
    "basis": "count",
    "count_convention": "count",
    "earliest": "",
    "latest": "",
}
STRUCTURE = {
    "victims",
    "perpetrators",
    "places",
    "aliases",
    "possible_duplicates",
    "date",
    "source",
    "rule",
    "version",
    "candidates",
    "chain",
    "folding",
}
SUFFIXES = ("_start", "_end", "_as_said", "_inferred_by", "_spans")


def ungrounded(text: str, claim: Json) -> list[str]:
    """What in the claim is not the words of `text`, nor carries a rule; an empty list is right."""
    found = _object(text, claim, "claim")
    for name in ("victims", "perpetrators", "places", "aliases", "possible_duplicates"):
        for number, one in enumerate(claim[name]):
            found += _object(text, one, f"{name}[{number}]")
    found += _object(text, claim["date"], "date") + _object(text, claim["source"], "source")
    return found + _chain(text, claim["source"])


def _object(text: str, value: Json, where: str) -> list[str]:
    found = []
    for name, one in value.items():
        if (
            name in STRUCTURE
            or (name.endswith(SUFFIXES) and name != "as_said")
            or name in ("start", "end", "inferred_by")
        ):
            continue
        if one is None or (BY_DEFAULT.get(name) == one and f"{name}_start" not in value):
            continue
        if not _has_words(text, value, name) and not _has_rule(value, name):
            found.append(f"{where}.{name} = {one!r}")
    return found


def _has_words(text: str, value: Json, name: str) -> bool:
    if name in ("basis", "precision") and "count_start" not in value:
        return _slice(text, value, "", value.get("as_said"))
    base = GROUNDED_BY.get(name, name)
    if base == "" or name in MAIN:
        return _slice(text, value, "", value.get(name) if name in MAIN else value.get("as_said"))
    return _slice(text, value, f"{base}_", value.get(f"{base}_as_said", value.get(name)))


def _slice(text: str, value: Json, prefix: str, words: object) -> bool:
    start, end = value.get(f"{prefix}start"), value.get(f"{prefix}end")
    return isinstance(start, int) and isinstance(end, int) and start < end and text[start:end] == words


def _has_rule(value: Json, name: str) -> bool:
    rule = value.get(f"{name}_inferred_by") or (value.get("inferred_by") if name not in MAIN else None)
    return isinstance(rule, str) and bool(rule)


def _chain(text: str, source: Json) -> list[str]:
    found = []
    for words, span in zip(source["chain"], source["chain_spans"], strict=True):
        if span is None and not source.get("chain_inferred_by"):
            found.append(f"source.chain: {words!r}")
        if span is not None and text[span[0] : span[1]] != words:
            found.append(f"source.chain: {words!r}")
    return found
