"""What a model adds to the rules, measured on texts it was not trained on.

Cross-validation by whole documents: each is judged by a model made from the others, so that a sentence repeated
in one document does not vouch for itself. Only documents with no open proposal are measured, since only there
is it known what is missing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sijil.extraction.learned.examples import Json, Told, told_by
from sijil.extraction.learned.model import train

FOLDS = 5


@dataclass(frozen=True, slots=True)
class Gain:
    """Claims in measured documents: accepted in all, and of those proposed how many, without and with the model."""

    documents: int
    accepted: int
    rules_right: int
    rules_wrong: int
    both_right: int
    both_wrong: int

    def recall(self, *, learned: bool) -> float:
        """Share of the accepted claims that was proposed."""
        return (self.both_right if learned else self.rules_right) / self.accepted if self.accepted else 0.0

    def precision(self, *, learned: bool) -> float:
        """Share of the proposals that was accepted."""
        right, wrong = (self.both_right, self.both_wrong) if learned else (self.rules_right, self.rules_wrong)
        return right / (right + wrong) if right + wrong else 0.0

    @property
    def helps(self) -> bool:
        """Whether the harmonic mean of both is higher with the model."""
        return _f1(self, learned=True) > _f1(self, learned=False)


def _f1(gain: Gain, *, learned: bool) -> float:
    recall, precision = gain.recall(learned=learned), gain.precision(learned=learned)
    return 2 * recall * precision / (recall + precision) if recall + precision else 0.0


def crossed(texts: Sequence[Told]) -> Gain:
    """Measure on every whole text by models that have not seen it."""
    measured = [at for at, told in enumerate(texts) if told.whole]
    folds = [measured[number::FOLDS] for number in range(FOLDS)]
    gains = [_fold(texts, held) for held in folds if held]
    return Gain(
        len(measured),
        sum(gain.accepted for gain in gains),
        sum(gain.rules_right for gain in gains),
        sum(gain.rules_wrong for gain in gains),
        sum(gain.both_right for gain in gains),
        sum(gain.both_wrong for gain in gains),
    )


def _fold(texts: Sequence[Told], held: Sequence[int]) -> Gain:
    model = train(example for at, told in enumerate(texts) if at not in held for example in told_by(told))
    accepted = rules_right = rules_wrong = both_right = both_wrong = 0
    for at in held:
        told = texts[at]
        learned = list(model.propose(told.text)) if model else []
        extra = [one for one in learned if not any(same(one, claim) for claim in told.by_rules)]
        by_rules = [any(same(claim, one) for one in told.by_rules) for claim in told.accepted]
        by_model = [any(same(claim, one) for one in extra) for claim in told.accepted]
        wrong = sum(not any(same(one, claim) for claim in told.accepted) for one in told.by_rules)
        extra_wrong = sum(not any(same(one, claim) for claim in told.accepted) for one in extra)
        accepted += len(told.accepted)
        rules_right += sum(by_rules)
        both_right += sum(one or other for one, other in zip(by_rules, by_model, strict=True))
        rules_wrong, both_wrong = rules_wrong + wrong, both_wrong + wrong + extra_wrong
    return Gain(len(held), accepted, rules_right, rules_wrong, both_right, both_wrong)


def same(one: Json | dict[str, Any], other: Json | dict[str, Any]) -> bool:
    """Whether two claims are of one type and half of the shorter quote is common to both."""
    if one["event_type"] != other["event_type"]:
        return False
    common = min(int(one["end"]), int(other["end"])) - max(int(one["start"]), int(other["start"]))
    return 2 * common >= min(int(one["end"]) - int(one["start"]), int(other["end"]) - int(other["start"]))
