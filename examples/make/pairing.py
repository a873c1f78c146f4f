"""Which rows, victims and claims a reviewer who reads both scripts holds to be one person, or one event."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import Any

from sijil.store.models import ClaimVictim, PairProposal, PersonMention, Record

Line = dict[str, Any]


def pairs_of_claims(truth: Line, keys: dict[str, str]) -> Iterator[Line]:
    """Claims of one type whose victims are the same known people, told by different sources."""
    told: dict[tuple[str, tuple[str, ...]], list[str]] = defaultdict(list)
    for claim in truth["claims"]:
        people = tuple(sorted({p for v in claim["victims"] for p in v.get("people", [])}))
        if people and claim["id"] in keys:
            told[claim["event_type"], people].append(keys[claim["id"]])
    for same in told.values():
        for one, other in pairwise(sorted(set(same))):
            yield _pair(one, other, "same", "two sources on the same victims")


def pairs_of_victims(truth: Line, keys: dict[str, str]) -> Iterator[Line]:
    """Single victims of claims whom a list names, found in the claim by their name or the words for them."""
    rows = _records_of(truth)
    for claim in truth["claims"]:
        for victim in claim["victims"]:
            people = victim.get("people", [])
            found = _victim(keys[claim["id"]], victim) if len(people) == 1 and rows.get(people[0]) else None
            if found is not None:
                yield _pair(found.key, rows[people[0]][0], "same", "named in the list")


def _victim(claim_key: str, said: Line) -> ClaimVictim | None:
    single = ClaimVictim.objects.filter(claim__key=claim_key, count_low=1, count_best=1, count_high=1)
    words = [str(said[field]) for field in ("name", "description") if said.get(field)]
    for victim in single.order_by("position"):
        if any(word in (victim.name, victim.description) for word in words):
            return victim
    return None


def pairs_of_rows(truth: Line, notes: Line) -> Iterator[Line]:
    """What the notes say of pairs, then what the machine joins wrongly, then what it did not join."""
    known = _row_keys(truth)
    for note in notes["pairs"]:
        one = known[note["list_a"], note["row_a"]]
        other = known[note["list_b"], note["row_b"]]
        yield _pair(one, other, note["decision"], note["reason"])
    yield from _apart(truth, notes)
    yield from _rest(truth, notes)


def _apart(truth: Line, notes: Line) -> Iterator[Line]:
    """Proposed pairs of two people: a reviewer who knows the families keeps them apart."""
    known = _row_keys(truth)
    about = {
        known[row["list"], row["row"]]: row["person"]
        for row in truth["rows"]
        if (row["list"], row["row"]) in known
    }
    told = {frozenset(known[n[f"list_{s}"], n[f"row_{s}"]] for s in "ab") for n in notes["pairs"]}
    for pair in PairProposal.objects.order_by("one", "other"):
        rows = frozenset((pair.one, pair.other))
        if rows <= about.keys() and about[pair.one] != about[pair.other] and rows not in told:
            yield _pair(
                pair.one,
                pair.other,
                "different",
                "two people of one family or one name; the village knows both",
            )


def _rest(truth: Line, notes: Line) -> Iterator[Line]:
    clusters = dict(PersonMention.objects.values_list("mention", "person__key"))
    known = _row_keys(truth)
    unsure = {
        known[n[f"list_{s}"], n[f"row_{s}"]]
        for n in notes["pairs"]
        if n["decision"] == "unsure"
        for s in "ab"
    }
    joined = _Joined(clusters)
    for note in notes["pairs"]:
        if note["decision"] == "same":
            joined.join(known[note["list_a"], note["row_a"]], known[note["list_b"], note["row_b"]])
    for rows in _records_of(truth).values():
        sure = [row for row in rows if row not in unsure]
        for one, other in combinations(sure, 2):
            if joined.join(one, other):
                yield _pair(
                    one, other, "same", "the names agree across the spellings; age, place and day fit"
                )


class _Joined:
    def __init__(self, clusters: dict[str, str]) -> None:
        self.clusters = dict(clusters)

    def join(self, one: str, other: str) -> bool:
        """Join two mentions; False when they were together already."""
        first, second = self.clusters[one], self.clusters[other]
        for key, cluster in self.clusters.items():
            if cluster == second:
                self.clusters[key] = first
        return first != second


def _row_keys(truth: Line) -> dict[tuple[str, int], str]:
    files = {name: about["file"] for name, about in truth["lists"].items()}
    rows = Record.objects.select_related("rendition__item")
    found = {(r.rendition.item.name.rsplit("/", 1)[-1], r.row_number): r.key for r in rows}
    return {
        (row["list"], row["row"]): found[files[row["list"]], row["row"]]
        for row in truth["rows"]
        if (files[row["list"]], row["row"]) in found
    }


def _records_of(truth: Line) -> dict[str, list[str]]:
    """The keys of each person's rows, in the order of lists and rows."""
    keys = _row_keys(truth)
    rows: dict[str, list[str]] = defaultdict(list)
    for row in truth["rows"]:
        if (row["list"], row["row"]) in keys:
            rows[row["person"]].append(keys[row["list"], row["row"]])
    return dict(rows)


def _pair(one: str, other: str, decision: str, reason: str) -> Line:
    first, second = sorted((one, other))
    return {"kind": "pair", "one": first, "other": second, "decision": decision, "reason": reason}
