"""What screens ask for without reading the whole case: totals, outcomes, some items, one figure, a cut search."""

from pathlib import Path

import pytest

from sijil.store import looking, protection
from sijil.store.case import open_case
from sijil.store.models import Claim
from sijil.store.protection import TEAM


@pytest.fixture(autouse=True)
def example(case_copy: Path) -> None:
    open_case(case_copy)


def test_totals_are_those_of_the_figures() -> None:
    figures = [f for f in protection.figures(TEAM) if f["dimension"] == "total"]
    assert [f["id"] for f in looking.totals(TEAM)] == [f["id"] for f in figures]
    for slim, whole in zip(looking.totals(TEAM), figures, strict=True):
        assert (slim["low"], slim["best"], slim["high"]) == (whole["low"], whole["best"], whole["high"])
        assert slim["proposed"] == whole["proposed"]["claims"]
    assert looking.figure(TEAM, "killing/total") == next(f for f in figures if f["id"] == "killing/total")
    assert looking.figure(TEAM, "no/figure") is None


def test_items_are_found_by_name_and_outcome_some_at_a_time() -> None:
    everything = protection.items(TEAM)
    assert looking.outcomes(TEAM) == {
        outcome: sum(row.outcome == outcome for row in everything)
        for outcome in {r.outcome for r in everything}
    }
    assert looking.listed_items(TEAM, "", "", limit=3) == (everything[:3], len(everything))
    found, number = looking.listed_items(TEAM, "INTERVIEW", "read", limit=200)
    assert number == len(found) == 2 and all("interview" in row.name for row in found)


def test_a_search_says_when_there_may_be_more() -> None:
    assert not looking.found(TEAM, "the").cut
    cut = looking.found(TEAM, "the", limit=3)
    assert cut.cut and len(cut.claims) + len(cut.records) + len(cut.items) <= 3


def test_a_place_has_its_claims_and_rows_but_none_that_was_rejected() -> None:
    told, listed = looking.at_place(TEAM, "Mina Lulu", "Qasr Marjan")
    assert told and listed
    rejected = Claim.objects.filter(place_label="Mina Lulu", state="rejected").values_list("key", flat=True)
    assert not {claim.key for claim in told} & set(rejected)
    assert len(looking.at_place(TEAM, "Mina Lulu", "Qasr Marjan", limit=2)[1]) == 2
