"""`sijil learn`: a small model out of what reviewers accepted and rejected, used only where it is shown to help.

It proposes beside the rules, through the same quote gate, and a person decides as on any other proposal. It is off
until there are enough judgements, and stays off when cross-validation shows no gain.
"""

from dataclasses import asdict, dataclass

from sijil.extraction import learned
from sijil.store import learning
from sijil.store.case import Case
from sijil.store.runs import run_record

FEWEST_CLAIMS = 60
FEWEST_TEXTS = 8
"""Judged claims, and texts in which every proposal was decided, below which nothing is learned."""


@dataclass(frozen=True, slots=True)
class LearnReport:
    """What there was to learn from, what it gains, and whether the model is in use."""

    claims: int
    texts: int
    whole: int
    gain: learned.Gain | None = None
    sha256: str = ""
    on: bool = False

    @property
    def enough(self) -> bool:
        """Whether there are judgements enough to learn from."""
        return self.claims >= FEWEST_CLAIMS and self.whole >= FEWEST_TEXTS


def learn(case: Case) -> LearnReport:
    """Make the model anew from all judgements, measure it, and put it into use or take it out."""
    with run_record("learn", version=learned.VERSION) as run:
        texts = learning.texts_judged()
        claims = sum(len(told.accepted) + len(told.rejected) for told in texts)
        whole = sum(told.whole for told in texts)
        report = LearnReport(claims, len(texts), whole)
        if report.enough:
            gain = learned.crossed(texts)
            model = learned.train(example for told in texts for example in learned.told_by(told))
            on = model is not None and gain.helps
            report = LearnReport(claims, len(texts), whole, gain, model.sha256 if model else "", on)
            if model is not None and on:
                about = {
                    "model": model.sha256,
                    "version": learned.VERSION,
                    "claims": claims,
                    "texts": len(texts),
                }
                learning.keep(case, model, about | {"cross_validated": asdict(gain)})
        if not report.on:
            learning.forget(case)
        run.rows_in, run.rows_out = claims, int(report.on)
    return report
