"""The notes of a reviewer who reads both scripts: what becomes of each claim, and which rows are one person."""

import json
from typing import Any

from make.lists import Mention
from make.people import Person, everyone
from make.truth import claims, not_claims, rows_of
from make.world import admin1, admin2, places

_HEAD = """\
# What a careful reviewer would decide; made by make_example.py from the texts of the claims and from the truth.
# A claim is named by its file, its type and its quote. `if_proposed` marks passages that are no claims: the
# decision applies only when a program proposes one there. A pair of rows is named by list and row number,
# counted from 1 as a spreadsheet shows it.
"""
# Tags of the people whose rows in lists A and B, or B and C, the reviewer joins.
_SAME_A_B = [
    "beekeeper",
    "granddaughter",
    "engine-repairer",
    "brother-in-law",
    "first-son",
    "second-son",
    "caretaker",
    "caretaker-2",
    "namesake-1a",
    "namesake-1b",
    "namesake-2a",
    "kunya",
    "siblings",
    "placeholder-birth-date",
    "two-scripts",
    "father-dropped",
    "month-only",
    "swapped-order",
]
_SAME_B_C = ["engine-repairer", "brother-in-law", "two-scripts", "father-dropped", "unsure-1", "kunya"]
_MORE_A_C = 6
_NAMESAKES = "one full name, but the villages and the ages are those of two people"
# Tag and list of one row, tag and list of the other, decision, reason.
_OTHERS = [
    ("namesake-1a", "B", "namesake-1b", "C", "different", _NAMESAKES),
    ("namesake-1a", "A", "namesake-1b", "B", "different", _NAMESAKES),
    ("namesake-2a", "B", "namesake-2b", "C", "different", _NAMESAKES),
    ("first-son", "A", "second-son", "B", "different", "brothers: two given names"),
    ("unsure-2", "A", "unsure-1", "B", "unsure", "given and family name only, and no age: ask the village"),
    (
        "unidentified-girl",
        "A",
        "unidentified-girl",
        "C",
        "unsure",
        "sex, age, village and day fit, but nothing names the child in the register: ask the family",
    ),
]
_NAMES_AGREE = "the names agree across the spellings"
_BY_KUNYA = "the register knows him by his kunya, which list A gives beside his name"


def reviewer_notes() -> bytes:
    """`reviewer_notes.toml`."""
    tables = [_table("claims", _claim(claim)) for claim in claims()]
    tables += [_table("claims", _no_claim(entry)) for entry in not_claims()]
    tables += [_table("pairs", pair) for pair in pairs()]
    return "\n".join([_HEAD, *tables]).encode("utf-8")


def pairs() -> list[dict[str, Any]]:
    """The decisions on pairs of rows."""
    found = []
    for person in everyone():
        if person.tag in _SAME_A_B and {"A", "B"} <= set(person.lists):
            found.append(_same(person, "A", "B"))
        if person.tag in _SAME_B_C:
            found.append(_same(person, "B", "C"))
    only_in_a_and_c = [person for person in everyone() if person.lists == "AC" and not person.tag]
    found += [_same(person, "A", "C") for person in only_in_a_and_c[:_MORE_A_C]]
    found += [_other(*other) for other in _OTHERS]
    return [*found, _repeated_row()]


def _same(person: Person, list_one: str, list_other: str) -> dict[str, Any]:
    names = _BY_KUNYA if person.tag == "kunya" and list_other == "C" else _NAMES_AGREE
    return _pair(person, list_one, person, list_other, "same", names)


def _other(
    one: str, list_one: str, other: str, list_other: str, decision: str, reason: str
) -> dict[str, Any]:
    by_tag = {person.tag: person for person in everyone()}
    return _pair(by_tag[one], list_one, by_tag[other], list_other, decision, reason)


def _pair(
    one: Person, list_one: str, other: Person, list_other: str, decision: str, reason: str
) -> dict[str, Any]:
    row_one, said_one = rows_of(list_one)[one.id][0]
    row_other, said_other = rows_of(list_other)[other.id][0]
    if decision == "same":
        reason = "; ".join([reason, *_agreement(said_one, said_other)])
    return {
        "list_a": list_one,
        "row_a": row_one,
        "list_b": list_other,
        "row_b": row_other,
        "decision": decision,
        "reason": f"{_said(said_one)} / {_said(said_other)}: {reason}",
    }


def _agreement(one: Mention, other: Mention) -> list[str]:
    """What a reviewer says of place, age and date of two rows about one person."""
    levels = sorted({_level(one), _level(other)})
    place = f"same {levels[0]}" if len(levels) == 1 else f"{levels[0]} against {levels[1]}"
    return [place, _apart("age", one, other), _apart("date", one, other)]


def _level(mention: Mention) -> str:
    """How closely a row says where: village, district, governorate or no place."""
    said = mention.cells["place"]
    place = mention.person.place
    near = {"village": places()[place], "district": admin2(place), "governorate": admin1(place)}
    return next((level for level, found in near.items() if said in found.names()), "no place")


def _apart(cell: str, one: Mention, other: Mention) -> str:
    said, said_other = one.cells[cell], other.cells[cell]
    if not (said and said_other):
        return f"{cell} missing in one"
    if len(said) != len(said_other) and cell == "date":
        return "only the month in one"
    return f"same {cell}" if said == said_other else f"{cell}s near each other"


def _said(mention: Mention) -> str:
    cells = mention.cells
    age = f"aged {cells['age']}" if cells["age"] else "no age"
    return f"{cells['name']}, {age}, {cells['place'] or 'no place'}, {cells['date'] or 'no date'}"


def _repeated_row() -> dict[str, Any]:
    rows = next(rows for rows in rows_of("C").values() if len(rows) > 1)
    (first, said), (second, _) = rows
    return {
        "list_a": "C",
        "row_a": first,
        "list_b": "C",
        "row_b": second,
        "decision": "same",
        "reason": f"{_said(said)}: one entry typed twice, with the same register number",
    }


def _claim(claim: dict[str, Any]) -> dict[str, Any]:
    note = {"file": claim["file"], "event_type": claim["type"], "quote": claim["quote"], "claim": claim["id"]}
    note["decision"] = claim["review"]
    if "edit" in claim:
        note["field"], note["as_said"] = claim["edit"]["field"], claim["edit"]["as_said"]
    if "reason" in claim:
        note["reason"] = claim["reason"]
    return note


def _no_claim(entry: dict[str, Any]) -> dict[str, Any]:
    return {
        "file": entry["file"],
        "quote": entry["quote"],
        "if_proposed": True,
        "decision": "reject",
        "reason": entry["why"],
    }


def _table(name: str, fields: dict[str, Any]) -> str:
    """One entry; a JSON string, number or truth value is one in TOML too."""
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items()]
    return "\n".join([f"[[{name}]]", *lines, ""])
