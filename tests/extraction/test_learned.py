"""Learning from judgements: what no rule sees is proposed, measured on texts held back, and never invented."""

import pytest

from sijil import extraction
from sijil.extraction import learned
from sijil.extraction.learned.examples import NOTHING
from sijil.extraction.learned.tagger import tags

NAMES = (
    "Om Samir",
    "Abu Nadim",
    "Rima Exemplar",
    "Jaber Exemplar",
    "Hala Exemplar",
    "Old Yusuf",
    "Dr Exemplar",
)
PLACES = ("on the road", "at the spring", "under the bridge", "by the mill", "near the school")
QUIET = (
    "The harvest was late that year.",
    "The committee met on Monday and drank tea.",
    "Nobody spoke of it for weeks.",
    "The road to the coast was open again.",
    "He opened the shop and swept the floor.",
)


def english(number: int) -> learned.Told:
    """A text with one claim by rule, one that only a person saw, and sentences that claim nothing."""
    name, place = NAMES[number % len(NAMES)], PLACES[number % len(PLACES)]
    unseen = f"{name} gave up the ghost {place}."
    text = f"Gunmen killed three farmers. {QUIET[number % 5]} {unseen} {QUIET[(number + 2) % 5]}\n"
    return told(text, unseen, name)


def arabic(number: int) -> learned.Told:
    name = ("أم سمير", "أبو نديم", "هالة مثال", "يوسف مثال")[number % 4]
    unseen = f"ودعت {name} الدنيا قرب المدرسة."
    text = f"قتل مسلحون ثلاثة مزارعين. كان الموسم متأخرا ذلك العام. {unseen} اجتمعت اللجنة يوم الاثنين.\n"
    return told(text, unseen, name)


def told(text: str, unseen: str, name: str) -> learned.Told:
    by_rules = [claim.as_json() for claim in extraction.extract(text)]
    start, who = text.index(unseen), text.index(name)
    person = {
        "event_type": "killing", "start": start, "end": start + len(unseen), "quote": unseen,
        "victims": [{"description": name, "start": who, "end": who + len(name)}], "perpetrators": [],
    }  # fmt: skip
    return learned.Told(text, [*by_rules, person], [], whole=True, by_rules=by_rules)


@pytest.mark.parametrize("make", [english, arabic])
def test_what_only_people_saw_is_proposed_in_texts_held_back(make):
    gain = learned.crossed([make(number) for number in range(20)])
    assert gain.documents == 20 and gain.recall(learned=False) <= 0.5
    assert gain.recall(learned=True) >= 0.9 and gain.precision(learned=True) >= 0.9
    assert gain.helps


def test_where_rules_see_everything_nothing_is_gained():
    texts = []
    for number in range(20):
        text = f"Gunmen killed three farmers. {QUIET[number % 5]} {QUIET[(number + 1) % 5]}\n"
        by_rules = [claim.as_json() for claim in extraction.extract(text)]
        texts.append(learned.Told(text, by_rules, [], whole=True, by_rules=by_rules))
    assert not learned.crossed(texts).helps


def test_every_proposal_passes_the_gate_and_its_words_stand_in_the_text():
    model = learned.train(one for number in range(20) for one in learned.told_by(english(number)))
    text = "Tea was served. Zaynab Exemplar gave up the ghost near the school. It rained.\n"
    (proposed,) = model.propose(text)
    claim = extraction.derive(text, proposed)
    assert claim.quote.words == "Zaynab Exemplar gave up the ghost near the school."
    assert (claim.event_type, claim.rule) == ("killing", "learned.killing")
    assert claim.victims[0].description.words == "Zaynab Exemplar"


def test_the_same_judgements_give_the_same_model_byte_for_byte():
    examples = [one for number in range(12) for one in learned.told_by(english(number))]
    one, other = learned.train(examples), learned.train(examples)
    assert one.data == other.data and learned.Model(one.data).sha256 == other.sha256


def test_without_rejected_or_quiet_sentences_nothing_is_learned():
    examples = [learned.Example(("they", "died"), "killing")] * 30
    assert learned.train(examples) is None
    assert learned.train([*examples, *[learned.Example(("tea", "was", "served"), NOTHING)] * 3]) is None


def test_sentences_of_a_text_with_open_proposals_say_nothing():
    whole = english(1)
    open_text = learned.Told(whole.text, whole.accepted, [], whole=False, by_rules=whole.by_rules)
    assert len(learned.told_by(whole)) == 4
    assert len(learned.told_by(open_text)) == 2


def test_of_overlapping_spans_the_longer_is_tagged():
    assert tags(4, [("victim", 1, 2), ("victim", 0, 3)]) == ["B-victim", "I-victim", "I-victim", "O"]


@pytest.mark.parametrize("text", ["", "\n\n", "....", "\u202e\u0000", "а" * 5000])
def test_odd_texts_give_no_claim_and_no_crash(text):
    model = learned.train(one for number in range(12) for one in learned.told_by(english(number)))
    assert list(model.propose(text)) == []
