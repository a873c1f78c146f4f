"""What the reviewer concludes beyond claims and pairs: `texts/conclusions.toml`, with keys in place of quotes."""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from make.matching import Line, Matcher
from sijil.store.decisions import in_force
from sijil.store.incidents import incident_of_each, incidents
from sijil.store.judging import key_of_added
from sijil.store.models import Claim, Rendition

TEXT = Path(__file__).parent / "texts" / "conclusions.toml"


class Concluding:
    """Reads the conclusions and names what they are on by the keys of the case."""

    def __init__(self, case: Any, matcher: Matcher) -> None:
        self.case, self.matcher = case, matcher
        self.said = tomllib.loads(TEXT.read_text("utf-8"))

    def lines(self) -> Iterator[Line]:
        """Numbers of tables first, then what is concluded from all of them."""
        for table in self.said.get("totals", []):
            for row in table["rows"]:
                yield from self._count(table, row, "cumulative")
        for table in self.said.get("increments", []):
            for row in table["rows"]:
                yield from self._count(table, row, "new")
        for scope in self.said.get("scopes", []):
            key = self.claim(scope["file"], scope["quote"])
            yield {
                "kind": "scope",
                "key": key,
                "decision": "state",
                "reason": scope["reason"],
                "scope": scope["scope"],
            }

        yield from self._findings()
        yield from self._on_claims()
        yield from self._elements()
        yield from self._codings()

    def _findings(self) -> Iterator[Line]:
        for said in self.said.get("findings", []):
            line = {
                key: value for key, value in said.items() if key not in ("incident", "grounds", "contrary")
            }
            line |= {"subject": self._incident(said["incident"])}
            line |= {name: self._keys(said[name]) for name in ("grounds", "contrary")}
            yield {"kind": "finding", "decision": "find", "reason": ""} | line

    def _on_claims(self) -> Iterator[Line]:
        """Promises, fates, groups and needs: each on one claim, or on its victim."""
        kinds = {"terms": "term", "fates": "fate", "links": "link", "needs": "need"}
        for table, kind in kinds.items():
            for said in self.said.get(table, []):
                key = self.claim(said["file"], said["quote"])
                line = {name: value for name, value in said.items() if name not in ("file", "quote")}
                yield {"kind": kind, "key": f"{key}.0" if kind == "fate" else key} | line

    def _elements(self) -> Iterator[Line]:
        for said in self.said.get("elements", []):
            line = {name: value for name, value in said.items() if name not in ("incident", "for")}
            line |= {"subject": self._incident(said["incident"])}
            line |= {"for": self._keys(said["for"])} if "for" in said else {}
            yield {"kind": "element", "decision": "lay", "reason": ""} | line

    def _codings(self) -> Iterator[Line]:
        for said in self.said.get("codings", []):
            for quote, event_type in said["quotes"]:
                key = self.claim(said["file"], quote)
                yield {"kind": "coding", "key": key, "decision": "code", "reason": "", "reviewer": said["coder"],
                       "values": {"event_type": event_type}}  # fmt: skip

    def _incident(self, claim: Line) -> str:
        """The key of the incident that a claim is of."""
        return incident_of_each(incidents())[self.claim(claim["file"], claim["quote"])]

    def _keys(self, claims: list[Line]) -> list[str]:
        return [self.claim(one["file"], one["quote"]) for one in claims]

    def claim(self, file: str, quote: str) -> str:
        """The key of the claim whose quote overlaps these words."""
        rendition, start, end = self.matcher.place_of(file, quote)
        rejected = [j.target for j in in_force("claim") if j.decision == "reject"]
        rows = Claim.objects.filter(statement__rendition=rendition).exclude(key__in=rejected)
        near = rows.filter(statement__start__lt=end, statement__end__gt=start).order_by(
            "statement__start", "key"
        )
        found = near.first()
        if found is None:
            raise LookupError(f"{file}: no claim stands at {quote!r}")
        return found.key

    def _count(self, table: Line, row: str, kind: str) -> Iterator[Line]:
        """A number of a table as a claim of its own, then its scope."""
        rendition, start, end = self.matcher.place_of(table["file"], row)
        words = row.split()
        day, number = " ".join(words[:2]), words[-1]
        added = self._added(rendition, table, (start, end), day, number)
        yield added
        scope = {name: table[name] for name in ("population", "evidence", "area")}
        scope |= {"unit": "people", "kind": kind, "as_of": f"{day}"}
        reason = f"Table 1, row of {day}; the year is the bulletin's"
        line: Line = {
            "kind": "scope",
            "key": added["key"],
            "decision": "state",
            "reason": reason,
            "scope": scope,
        }
        if kind == "cumulative":
            parts = zip(table["parts"], words[3:-1], strict=True)
            line |= {"parts": [{"label": p, "as_said": n} for p, n in parts], "parts_add_up": True}
        yield line

    def _added(self, rendition: Rendition, table: Line, span: tuple[int, int], day: str, number: str) -> Line:
        text, (start, end) = rendition.text, span
        described = text.index(table["description"])
        victim = {
            "description": table["description"],
            "start": described,
            "end": described + len(table["description"]),
            "count_as_said": number,
            "count_start": end - len(number),
            "count_end": end,
        }
        claim = {
            "event_type": "killing",
            "polarity": "asserts",
            "hedge": "asserted",
            "is_aggregate": True,
            "victims": [victim],
            "date": {"as_said": day, "start": start, "end": start + len(day)},
            "source": {"type": "narrative"},
        }
        line: Line = {
            "kind": "claim",
            "decision": "add",
            "reason": "a number of the table",
            "item": rendition.item.sha256,
            "quote": text[start:end],
            "claim": json.loads(json.dumps(claim)),
        }
        return {"key": key_of_added(self.case, line)} | line
