"""What gates and models say, as data in each language of the report: `reasons.toml`."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

LANGUAGES = ("en", "ar")


@cache
def _table() -> dict[str, dict[str, dict[str, str]]]:
    return tomllib.loads(resources.files(__package__).joinpath("reasons.toml").read_text("utf-8"))


def reason(kind: str, parts: Mapping[str, str], language: str = "en") -> str:
    """Why a gate stands as it does. `kind` is as `R1.few`, `parts` its numbers and names as they are printed."""
    return _table()["gate"][kind][language].format(**parts)


def assumes(model: str, language: str = "en") -> str:
    """What a model, or `lower_bound`, takes for granted, in one sentence or two."""
    return _table()["assumes"][model][language]
