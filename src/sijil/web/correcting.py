"""From the form of one claim to the fields that a reviewer corrected: words with their place, never values."""

import copy
import re
from collections.abc import Mapping
from typing import Any

from sijil.web.fields import base, editable

CHOSEN = ("event_type", "hedge", "polarity")
"""Fields of a claim that are taken from a list."""
LISTS = {"victims": "description", "perpetrators": "as_said", "places": "as_said"}
"""Parts of a claim of which there may be several, and the words without which one is none."""
_AT = re.compile(r"(\d{1,12})-(\d{1,12})")

Json = dict[str, Any]


def corrections(body: Mapping[str, Any], posted: Mapping[str, str]) -> Json:
    """The top-level fields of a claim that the form changes, each whole, as `edits` of a judgement has them.

    `posted` has `words:PATH`, `at:PATH` and the lists' `choice:PATH`; what is missing in it stays. Words that were
    typed have no place: they are looked up in the text when the judgement is made.
    """
    changed = copy.deepcopy(dict(body))
    for name in CHOSEN:
        _choose(changed, name, posted.get(f"choice:{name}"))
    for number, victim in enumerate(changed.get("victims") or ()):
        _choose(victim, "outcome", posted.get(f"choice:victims.{number}.outcome"))
    for field in editable(body):
        words = posted.get(f"words:{field.path}")
        if words is not None:
            _put(
                changed,
                field.path,
                (field.words, field.at),
                words.strip(),
                posted.get(f"at:{field.path}", ""),
            )
    for many, needed in LISTS.items():
        if many in changed:
            changed[many] = [one for one in changed[many] if one.get(needed) or one.get("name")]
    return {key: value for key, value in changed.items() if value != body.get(key)}


def _choose(of: Json, name: str, chosen: str | None) -> None:
    if chosen is not None and chosen != (of.get(name) or ""):
        of[name] = chosen or None


def _put(claim: Json, path: str, shown: tuple[str, str], words: str, at: str) -> None:
    """Give a field other words. A place that belongs to the words shown before says nothing of other words."""
    if (words, at) == shown or (words == shown[0] and not at):
        return
    many, *rest = path.split(".")
    if len(rest) == 2:
        entries = claim.setdefault(many, [])
        while len(entries) <= int(rest[0]):
            entries.append({})
        of, name = entries[int(rest[0])], rest[1]
    else:
        of, name = claim.setdefault(many, {}), rest[0]
    if name == "as_said":
        of.clear()  # what was read from the former words
    _set(of, name, words, at if at != shown[1] else "")


def _set(of: Json, name: str, words: str, at: str) -> None:
    start, end = f"{base(name)}start", f"{base(name)}end"
    of.pop(start, None)
    of.pop(end, None)
    of.pop(f"{name}_inferred_by", None)
    of[name] = words or None
    found = _AT.fullmatch(at)
    if words and found:
        of[start], of[end] = int(found[1]), int(found[2])
