"""The whole text of an item with its claims: nothing of the text is lost, and no message is shown with its sender."""

import html
import re
from typing import Any

from sijil.store import passages, protection
from sijil.store.models import Item, Part
from sijil.store.passages import TextRow
from sijil.store.protection import TEAM
from sijil.web.texts import stretches

ITEM = "sadaf_post_2025-04-14.html"


def text_and_claims() -> tuple[TextRow, list[Any]]:
    sha256 = Item.objects.get(name__endswith=ITEM).sha256
    (text,) = passages.texts(TEAM, sha256, limit=60_000)
    return text, list(protection.claims(TEAM, item=sha256))


def test_a_text_is_cut_into_stretches_that_are_the_text(reviewer: Any) -> None:
    text, claims = text_and_claims()
    found = stretches(text, claims)
    assert "".join(s.text for part in found for s in part.segments) == text.text
    assert sorted(c.key for part in found for c in part.claims) == sorted(c.key for c in claims)
    for part in found:
        told = "".join(s.text for s in part.segments)
        assert all(claim.quote.text in told for claim in part.claims)


def test_a_cut_text_shows_the_claims_that_are_in_it(reviewer: Any) -> None:
    text, claims = text_and_claims()
    (short,) = passages.texts(TEAM, Item.objects.get(name__endswith=ITEM).sha256, limit=700)
    found = [c for part in stretches(short, claims) for c in part.claims]
    assert short.cut and 0 < len(found) < len(claims) and short.text == text.text[:700]


def test_the_page_of_an_item_shows_its_text_with_each_claim_in_its_place(reviewer: Any) -> None:
    text, claims = text_and_claims()
    _, shown, _ = reviewer.ask(f"/evidence/{Item.objects.get(name__endswith=ITEM).sha256}")
    whole = re.findall(r'<div class="whole".*?</div></div>', shown, re.DOTALL)
    assert len(whole) == 1
    assert {c.key for c in claims} == set(re.findall(r'href="/review/(c\w+)"', whole[0]))
    plain = html.unescape(re.sub(r"<[^>]+>", "", re.sub(r'<a class="chip".*?</a>', "", whole[0])))
    assert plain == text.text


def test_messages_are_not_shown_as_a_whole_since_that_names_their_senders(reviewer: Any) -> None:
    for sha256 in (
        Part.objects.exclude(sender="").values_list("rendition__item__sha256", flat=True).distinct()
    ):
        assert passages.texts(TEAM, sha256, limit=60_000) == []
        assert '<div class="whole"' not in reviewer.ask(f"/evidence/{sha256}")[1]


def test_decisions_made_since_the_last_count_are_told_on_the_first_page(reviewer: Any) -> None:
    assert "Decisions since the last count" not in reviewer.ask("/")[1]
    path = reviewer.ask("/review")[2]["location"]
    reviewer.ask(path, reviewer.form(path) | {"decision": "accept"})
    _, text, _ = reviewer.ask("/")
    assert "Decisions since the last count, not in the figures yet: 1" in text
    assert "Matches awaiting an answer: 5" in text and "Findings that lack something: 1" in text
