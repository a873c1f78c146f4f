"""Who is shown by name: nobody who speaks, and no single name that may be a person's."""

from pathlib import Path
from typing import Any

import pytest

from sijil.errors import NotBuilt
from sijil.store import database, protection, pseudonyms
from sijil.store.models import Source
from sijil.store.source_rows import speaker_of


@pytest.fixture
def document(tmp_path: Path) -> Any:
    pseudonyms.use(tmp_path)
    database.connect(tmp_path)
    yield Source.objects.create(
        key="s1", kind="document", name="The Daily", independence_group="daily", protect=False
    )
    database.disconnect()


def speaker(document: Source, kind: str, who: str, groups: dict[str, str] | None = None) -> Source:
    return speaker_of(document, {"source": {"type": kind, "who": who}}, groups or {})


@pytest.mark.parametrize(
    ("kind", "who"),
    [("witness", "Hala Mirsad"), ("hearsay", "Hala"), ("organisation", "Widad"), ("official", "Rabih")],
)
def test_a_person_who_speaks_is_never_shown_by_name(document: Source, kind: str, who: str) -> None:
    label = protection.source_label(speaker(document, kind, who))
    assert who not in label
    assert label.startswith(kind.capitalize())


@pytest.mark.parametrize("who", ["Marsa Monitoring Group", "the Coastal Directorate", "SNHR"])
def test_a_body_that_speaks_is_shown_by_name(document: Source, who: str) -> None:
    assert protection.source_label(speaker(document, "organisation", who)) == who


def test_a_body_is_one_source_wherever_it_is_quoted_and_however_it_is_titled(document: Source) -> None:
    other = Source.objects.create(
        key="s2", kind="document", name="Weekly", independence_group="weekly", protect=False
    )
    assert speaker(document, "organisation", "the Marsa Monitor") == speaker(
        other, "organisation", "Marsa Monitor"
    )
    assert speaker(document, "official", "Colonel Rabih Sarmad") == speaker(other, "official", "Rabih Sarmad")


def test_rule_8_a_body_that_is_a_source_of_the_case_shares_its_independence_group(document: Source) -> None:
    assert (
        speaker(
            document, "organisation", "the Marsa Monitor", {"marsa monitor": "monitor"}
        ).independence_group
        == "monitor"
    )


def test_what_a_document_says_of_itself_is_the_documents(document: Source) -> None:
    assert speaker(document, "narrative", "") == document
    assert speaker(document, "organisation", "The Daily") == document


def test_rows_are_given_for_the_team_alone(document: Source) -> None:
    public = protection.View(purpose="publication", audience="public", identifiability="named")
    for rows in (
        protection.items,
        protection.sources,
        protection.judgements,
        protection.figures,
        protection.pairs,
    ):
        with pytest.raises(NotBuilt):
            rows(public)
    for stream in (protection.claims, protection.records):
        with pytest.raises(NotBuilt):
            list(stream(public))
