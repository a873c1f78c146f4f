"""The truth of the case: who each row is about, what happened to whom, and what the documents say."""

import json
from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import Any

from make.list_files import FILES, FIRST_ROW
from make.lists import LIST_NAMES, Mention, mentions
from make.people import Person, everyone
from make.spelling import arabic, careful_latin
from make.world import admin1, places, table

CLAIM_TEXTS = ("claims_news", "claims_bulletin", "claims_interviews")
_YEAR_MONTH = "2025-04"
_ABOUT = (
    "The truth of an invented case, for tests. `row` is counted from 1 as a spreadsheet shows it. Quotes are "
    "verbatim in the text of their document, but for runs of white space. A missing `count_low` or `count_high` "
    "means that the text states none; `nested` victims are inside an earlier one and are not added."
)


def truth_json() -> bytes:
    """`truth.json`: one line a person, a row and a claim, so that a change can be read in a diff."""
    sections: dict[str, Any] = {
        "about": _ABOUT,
        "lists": {name: {"file": FILES[name], "first_row": FIRST_ROW[name]} for name in LIST_NAMES},
        "totals": totals(),
        "incidents": _incidents(),
        "planted": _planted(),
        "people": [_person(person) for person in everyone()],
        "rows": [row for name in LIST_NAMES for row in _rows(name)],
        "not_people": _not_people(),
        "claims": [_claim(claim) for claim in claims()],
        "not_claims": not_claims(),
        "series": _series(),
    }
    body = ",\n".join(f"{json.dumps(key)}: {_section(value)}" for key, value in sections.items())
    return f"{{\n{body}\n}}\n".encode()


def _section(value: Any) -> str:
    if not isinstance(value, list):
        return json.dumps(value, ensure_ascii=False, indent=1)
    return "[\n" + ",\n".join(json.dumps(item, ensure_ascii=False) for item in value) + "\n]"


def row_number(list_name: str, index: int) -> int:
    """The spreadsheet row of the mention at `index`."""
    return FIRST_ROW[list_name] + index


# -- people and rows


def _person(person: Person) -> dict[str, Any]:
    return {
        "id": person.id,
        "name_ar": arabic(person.name) or None,
        "name_en": careful_latin(person.name) or None,
        "sex": person.sex,
        "age": person.age,
        "village": places()[person.place].en,
        "place": f"example:{person.place}",
        "governorate": admin1(person.place).en,
        "date": f"{_YEAR_MONTH}-{person.day:02d}",
        "died": f"{_YEAR_MONTH}-{person.died or person.day:02d}" if person.outcome == "killed" else None,
        "outcome": person.outcome,
        "tag": person.tag or None,
    }


def _rows(list_name: str) -> list[dict[str, Any]]:
    return [
        {
            "list": list_name,
            "file": FILES[list_name],
            "row": row_number(list_name, index),
            "person": mention.person.id,
        }
        for index, mention in enumerate(mentions(list_name))
    ]


def _not_people() -> list[dict[str, Any]]:
    last = row_number("A", len(mentions("A")))
    return [
        {"list": "A", "file": FILES["A"], "row": last, "why": "a row of totals, its 150 in the age column"},
        {"list": "B", "file": FILES["B"], "row": 1, "why": "a title above the header"},
    ]


@cache
def _planted() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for person in everyone():
        if person.tag:
            found.setdefault(person.tag, []).append(person.id)
    again = Counter(mention.person.id for mention in mentions("C"))
    repeated = sorted(person for person, times in again.items() if times > 1)
    return dict(sorted(found.items())) | {"repeated-row": repeated}


# -- counts


def totals() -> dict[str, Any]:
    """The counts that a perfect reading of the lists would give."""
    killed = [person for person in everyone() if person.outcome == "killed"]
    return {
        "people": len(everyone()),
        "outcome": _counted(person.outcome for person in everyone()),
        "killed_by_governorate": _counted(admin1(person.place).en for person in killed),
        "killed_by_sex": _counted(person.sex for person in killed),
        "killed_by_age_group": _counted("child" if person.age < 18 else "adult" for person in killed),
        "killed_by_day_of_the_incident": _counted(f"{_YEAR_MONTH}-{person.day:02d}" for person in killed),
        "killed_by_day_of_death": _counted(
            f"{_YEAR_MONTH}-{person.died or person.day:02d}" for person in killed
        ),
        "rows": {name: len(mentions(name)) for name in LIST_NAMES},
        "people_by_lists": _counted(person.lists for person in everyone()),
    }


def _counted(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items()))


def _incidents() -> list[dict[str, Any]]:
    """People of the lists by village and day, all outcomes."""
    return [
        {
            "place": f"example:{place}",
            "village": places()[place].en,
            "governorate": admin1(place).en,
            "date": f"{_YEAR_MONTH}-{day:02d}",
            "outcome": _counted(person.outcome for person in everyone() if person.place == place),
        }
        for place, day, _, _ in table("incidents")["rows"]
    ]


# -- what the documents say


def claims() -> list[dict[str, Any]]:
    """The claims of `texts/claims_*.toml`, each with its file."""
    return _entries("claims")


def not_claims() -> list[dict[str, Any]]:
    """Passages that must not become claims, or not be counted, each with its file and why."""
    return _entries("not_claims")


def _entries(kind: str) -> list[dict[str, Any]]:
    return [
        {"file": table(name)["file"], **entry} if "file" in table(name) else entry
        for name in CLAIM_TEXTS
        for entry in table(name)[kind]
    ]


def _claim(claim: dict[str, Any]) -> dict[str, Any]:
    by_tag = _planted()
    kept = {key: claim[key] for key in ("id", "file", "quote")}
    kept["event_type"] = claim["type"]
    kept["polarity"] = claim.get("polarity", "asserts")
    kept["hedge"] = claim.get("hedge", "reported")
    kept["is_aggregate"] = claim.get("aggregate", False)
    kept["victims"] = [_victim(victim, by_tag) for victim in claim["victims"]]
    for key in ("objects", "perpetrators", "place", "admin1", "date", "source"):
        if key in claim:
            kept[key] = claim[key]
    for key in ("ground_alleged", "repeats", "note"):
        if key in claim:
            kept[key] = claim[key]
    return kept


def _victim(victim: dict[str, Any], by_tag: dict[str, list[str]]) -> dict[str, Any]:
    renamed = {"low": "count_low", "best": "count_best", "high": "count_high", "as_said": "count_as_said"}
    kept = {renamed.get(key, key): value for key, value in victim.items() if key != "tag"}
    if "tag" in victim:
        kept["people"] = by_tag[victim["tag"]]
    return kept


def _series() -> list[dict[str, Any]]:
    """The bulletin's table of running totals, and its one misfit."""
    found = []
    before = 0
    for day, new, *parts, total in table("bulletin")["table"]:
        row: dict[str, Any] = {
            "as_of": f"{_YEAR_MONTH}-{day.split()[0]}",
            "new": int(new),
            "total": int(total),
        }
        row["parts"] = dict(zip(table("bulletin")["table_head"][2:5], map(int, parts), strict=True))
        if before + int(new) != int(total):
            row["misfit"] = f"the total grew by {int(total) - before}, the table says {new}"
        before = int(total)
        found.append(row)
    return found


@cache
def rows_of(list_name: str) -> dict[str, list[tuple[int, Mention]]]:
    """Person id to the rows of a list about that person, with their row numbers."""
    found: dict[str, list[tuple[int, Mention]]] = {}
    for index, mention in enumerate(mentions(list_name)):
        found.setdefault(mention.person.id, []).append((row_number(list_name, index), mention))
    return found
