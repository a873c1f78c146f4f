"""Every rule finds its examples and keeps away from what it must not match."""

from pathlib import Path

import pytest

from sijil.errors import SijilError
from sijil.extraction import RULES_VERSION, extract
from sijil.extraction import rules as rules_module
from sijil.extraction.rules import EVENT_TYPES, Rule, rule_book

RULES = rule_book("en").rules
EXAMPLES = [(rule, sentence) for rule in RULES for sentence in rule.examples]
NEVER = [(rule, sentence) for rule in RULES for sentence in rule.never]


def _label(value: object) -> str:
    return value.id if isinstance(value, Rule) else str(value)[:50]


@pytest.mark.parametrize(("rule", "sentence"), EXAMPLES, ids=_label)
def test_each_rule_finds_its_examples(rule: Rule, sentence: str) -> None:
    found = [claim for claim in extract(sentence) if claim.event_type == rule.event]
    told = found[-1:] if rule.refers else found
    assert [claim.rule.rsplit(".", 1)[0] for claim in told] == [rule.id]
    assert len(found) == 1 + bool(rule.refers)


@pytest.mark.parametrize(("rule", "sentence"), NEVER, ids=_label)
def test_each_rule_keeps_away_from_what_it_must_not_match(rule: Rule, sentence: str) -> None:
    found = [claim.rule for claim in extract(sentence) if claim.event_type == rule.event]
    # What points back may stand behind a sentence that another rule reads.
    assert [one for one in found if not rule.refers or one.rsplit(".", 1)[0] == rule.id] == []


def test_every_rule_has_an_id_of_its_own_and_an_example() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
    assert all(rule.examples for rule in RULES)
    assert all(rule.id.startswith("en.") for rule in RULES)


def test_every_event_type_but_none_other_has_a_rule() -> None:
    assert {rule.event for rule in RULES} == set(EVENT_TYPES)


def test_a_rule_with_an_unknown_field_is_refused_by_name() -> None:
    with pytest.raises(SijilError, match=r"rule x\.y: unknown field"):
        rules_module._rule({"id": "x.y", "event": "killing", "kind": "verb", "verbz": "kill"}, "en")


def test_the_version_names_the_state_of_the_tables() -> None:
    tables = Path(rules_module.__file__).parent / "languages" / "en"
    assert rules_module._version() == RULES_VERSION
    assert RULES_VERSION.startswith("2025.1-")
    assert (tables / "events.toml").is_file()
