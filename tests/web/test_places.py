"""Pages of places, incidents and groups over real HTTP: what each source says side by side, down to the quotes."""

import re
from typing import Any

from sijil.store import protection
from sijil.store.models import Judgement


def test_an_incident_shows_what_each_source_says_and_what_contradicts(reviewer: Any) -> None:
    _, text, _ = reviewer.ask("/incidents?contested=on")
    found = re.findall(r'href="(/incidents/i\w+)"', text)
    contested = [i for i in protection.incidents(protection.TEAM) if i.contradictions]
    assert len(found) == len(contested) == 3
    row = next(i for i in contested if f"/incidents/{i.key}" == found[0])
    _, text, _ = reviewer.ask(found[0])
    assert "the two cannot both be all" in text
    assert {f"/review/{key}" for key in row.claims} <= set(re.findall(r'href="(/review/c\w+)"', text))
    table = text.split("</thead>")[1].split("</table>")[0]
    assert table.count("<tr>") == len(row.says) and all(one.source in table for one in row.says)


def test_incidents_are_limited_by_place_and_days_in_either_language(reviewer: Any) -> None:
    def count(query: str) -> int:
        return len(re.findall(r'href="/incidents/i\w+"', reviewer.ask(f"/incidents?{query}")[1]))

    everything = len(protection.incidents(protection.TEAM))
    assert count("") == everything
    assert 0 < count("from=2025-04-12&to=2025-04-12") < everything
    assert count("name=Burj") == count("name=burj") > 0
    reviewer.ask("/language/ar")
    assert count("name=%D8%A8%D8%B1%D8%AC") >= count("name=Burj") > 0
    assert reviewer.ask("/incidents/i-none")[0] == 404


def test_a_place_shows_its_incidents_claims_and_rows(reviewer: Any) -> None:
    _, text, _ = reviewer.ask("/places?name=Mina")
    (path,) = set(re.findall(r'href="(/places/one\?label=Mina%20Lulu[^"]*)"', text))
    _, text, _ = reviewer.ask(path.replace("&amp;", "&"))
    place = next(p for p in protection.places(protection.TEAM) if p.label == "Mina Lulu")
    assert len(set(re.findall(r'href="/review/(c\w+)"', text))) == place.claims
    assert len(re.findall(r"Row [\d,]+ ·", text)) == place.records
    assert re.search(r'href="/incidents/i\w+"', text)
    assert reviewer.ask("/places/one?label=Nowhere&admin1=")[0] == 404


def test_a_group_shows_each_link_with_the_claim_that_says_it(reviewer: Any) -> None:
    linked = Judgement.objects.filter(kind="link", superseded_by=None)
    _, text, _ = reviewer.ask("/groups")
    groups = protection.conclusions(protection.TEAM).groups
    assert linked.count() and groups
    for group in groups:
        assert group.name in text and all(f"/review/{claim}" in text for *_, claim in group.links)
