"""Learning from what reviewers accepted and rejected: small linear models that propose beside the rules.

No weights come with Sijil, and none leave the case: a model is made from the case's own judgements and knows no more.
"""

from sijil.extraction.learned.crossed import Gain, crossed
from sijil.extraction.learned.examples import Example, Told, told_by
from sijil.extraction.learned.model import VERSION, Model, train

__all__ = ["VERSION", "Example", "Gain", "Model", "Told", "crossed", "told_by", "train"]
