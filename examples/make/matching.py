"""Finds the proposal a note speaks of, and what in it has to be corrected or added."""

from typing import Any

from sijil import extraction
from sijil.errors import SijilError
from sijil.store.models import Claim, Rendition
from sijil.store.publication import published_for

Line = dict[str, Any]


class Matcher:
    """The texts and proposals of the example case."""

    def __init__(self, case: Any) -> None:
        from sijil.store.place_rows import case_gazetteer

        self.case = case
        self.gazetteer = case_gazetteer(case)
        rows = (
            Rendition.objects.filter(table__isnull=True)
            .select_related("item")
            .order_by("item_id", "position")
        )
        self.texts: dict[str, list[Rendition]] = {}
        for rendition in rows:
            self.texts.setdefault(bare(rendition.item.name), []).append(rendition)

    def proposals(self) -> list[Claim]:
        """Every proposal of the case, in the order of the text."""
        rows = Claim.objects.filter(extractor="rules").select_related("statement__rendition__item")
        return list(rows.order_by("statement__rendition__item_id", "statement__start", "key"))

    def place_of(self, file: str, quote: str) -> tuple[Rendition, int, int]:
        """Where a quote stands, runs of white space apart."""
        found = self._stands(file, quote)
        if found is None:
            raise LookupError(f"{file}: {quote!r} is in none of its texts")
        return found

    def _stands(self, file: str, quote: str) -> tuple[Rendition, int, int] | None:
        for rendition in self.texts[file]:
            found = extraction.occurrences(rendition.text, quote)
            if found:
                return rendition, found[0].start, found[0].end
        return None

    def decide(self, note: Line, truth: Line, decided: set[str]) -> Line:
        """The line for a claim of the truth: a decision on the proposal for it, or the claim added."""
        rendition, start, end = self.place_of(note["file"], note["quote"])
        found = self._proposal(rendition, start, end, truth, decided)
        reason = note.get("reason", "")
        if found is None:
            return self._added(rendition, note, truth, (start, end))
        if note["decision"] == "reject":
            return _line(found.key, "reject", reason)
        edits = self._edits(rendition, found, note, truth, (start, end))
        return _line(found.key, "edit", reason, edits=edits) if edits else _line(found.key, "accept", "")

    def rejection(self, claim: Claim, notes: dict[str, list[Line]]) -> Line:
        """The line for a proposal that no claim of the truth answers to."""
        rendition = claim.statement.rendition
        for note in notes.get(bare(rendition.item.name), []):
            # What stood beside the article (menus, other headlines) is not in the text that was read.
            where, start, end = self._stands(note["file"], note["quote"]) or (None, 0, 0)
            same_text = where is not None and where.id == rendition.id
            if same_text and claim.statement.start < end and start < claim.statement.end:
                told = note.get("reason", "") if "if_proposed" in note else f"coded as {note['event_type']}"
                return _line(claim.key, "reject", told)
        return _line(claim.key, "reject", "not a claim of this case")

    def _proposal(
        self, rendition: Rendition, start: int, end: int, truth: Line, decided: set[str]
    ) -> Claim | None:
        rows = Claim.objects.filter(
            statement__rendition=rendition,
            event_type=truth["event_type"],
            polarity=truth["polarity"],
            extractor="rules",
        )
        best: tuple[float, Claim | None] = (0.5, None)
        for claim in rows.select_related("statement").order_by("statement__start", "key"):
            shared = min(end, claim.statement.end) - max(start, claim.statement.start)
            share = shared / max(1, min(end - start, claim.statement.end - claim.statement.start))
            if claim.key not in decided and share > best[0]:
                best = (share, claim)
        return best[1]

    def _edits(
        self, rendition: Rendition, claim: Claim, note: Line, truth: Line, span: tuple[int, int]
    ) -> Line:
        body, wanted = claim.body, self._body(rendition, note, truth, span)
        edits: Line = {}
        if wanted.get("victims") and _differ(body["victims"], truth["victims"]):
            edits["victims"] = wanted["victims"]
        if wanted.get("places") and claim.admin1 not in truth.get("admin1", []):
            edits["places"] = wanted["places"]
        date = truth.get("date", {})
        if wanted.get("date") and (str(claim.date_earliest), str(claim.date_latest)) != (
            date.get("earliest"),
            date.get("latest"),
        ):
            edits["date"] = wanted["date"]
        if body["is_aggregate"] != truth["is_aggregate"]:
            edits["is_aggregate"] = truth["is_aggregate"]
        return edits

    def _added(self, rendition: Rendition, note: Line, truth: Line, span: tuple[int, int]) -> Line:
        from sijil.store.judging import key_of_added

        claim = self._body(rendition, note, truth, span)
        body = {"item": rendition.item.sha256, "quote": rendition.text[span[0] : span[1]], "claim": claim}
        if rendition.position:
            body["part"] = rendition.part
        line = _line("", "add", note.get("reason", "") or "not proposed; found by reading") | body
        del line["key"]
        return {"key": key_of_added(self.case, line)} | line

    def _body(self, rendition: Rendition, note: Line, truth: Line, span: tuple[int, int]) -> Line:
        """The truth's claim with those of its words that the text has, each with its place."""
        given: Line = {key: truth[key] for key in ("event_type", "polarity", "hedge", "is_aggregate")}
        given["victims"] = [v for one in truth["victims"] if (v := self._victim(rendition, one, span))]
        if place := self._near(rendition, self._place_words(note, truth), span):
            given["places"] = [place]
        if date := self._near(rendition, truth.get("date", {}).get("as_said", ""), span):
            given["date"] = date
        given["source"] = {"type": truth["source"]["type"]}
        if who := self._near(rendition, truth["source"].get("who", ""), span, "who"):
            given["source"] |= who
        return {
            key: value for key, value in given.items() if self._holds(rendition, span, {**given, key: value})
        }

    def _place_words(self, note: Line, truth: Line) -> str:
        """The words for the place that the gazetteer knows: those of the note, or those inside the truth's."""
        if note.get("field") == "place":
            return str(note["as_said"]).split(" (")[0]
        words = str(truth.get("place", ""))
        inside = [] if self.gazetteer.candidates(words) else self.gazetteer.find(words)
        return inside[0].as_said if inside else words

    def _victim(self, rendition: Rendition, truth: Line, span: tuple[int, int]) -> Line:
        words = truth.get("count_as_said") or truth.get("name") or truth["description"]
        victim = self._near(rendition, words, span, "description")
        if not victim:
            return {}
        for field in ("name", "count_as_said", "kin"):
            victim |= self._near(rendition, str(truth.get(field, "")), span, field)
        if "age" in truth:
            victim |= self._near(rendition, str(truth["age"]), span, "age_as_said")
        return victim if self._holds(rendition, span, {"victims": [victim]}) else {}

    def _near(self, rendition: Rendition, words: str, span: tuple[int, int], field: str = "as_said") -> Line:
        """Words with their place: inside the quote if they stand there, else the last ones before it."""
        if not words:
            return {}
        text = rendition.text
        start = text.find(words, *span)
        start = start if start >= 0 else text.rfind(words, 0, span[0])
        start = start if start >= 0 else text.find(words, span[1])
        if start < 0:
            return {}
        base = "" if field in ("as_said", "description") else field.removesuffix("_as_said") + "_"
        return {field: words, f"{base}start": start, f"{base}end": start + len(words)}

    def _holds(self, rendition: Rendition, span: tuple[int, int], given: Line) -> bool:
        quote = {"quote": rendition.text[span[0] : span[1]], "start": span[0], "end": span[1]}
        try:
            extraction.derive(
                rendition.text,
                {"event_type": "other"} | given | quote,
                published=published_for(self.case, rendition),
                gazetteer=self.gazetteer,
            )
        except SijilError:
            return False
        return True


def bare(name: str) -> str:
    """A file's name without its folders."""
    return name.rsplit("/", 1)[-1]


def _line(key: str, decision: str, reason: str, **more: Any) -> Line:
    return {"kind": "claim", "key": key, "decision": decision, "reason": reason} | more


def _differ(proposed: list[Line], true: list[Line]) -> bool:
    """Whether the bounds differ, or the best where the truth has one."""
    best = (true[0].get("count_best") if true else None) is not None
    same_best = not best or [v.get("count_best") for v in proposed[:1]] == [true[0]["count_best"]]
    return _sizes(proposed) != _sizes(true) or not same_best


def _sizes(victims: list[Line]) -> list[tuple[Any, Any]]:
    return [(v.get("count_low"), v.get("count_high")) for v in victims[:1]]
