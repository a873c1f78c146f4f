"""The reasons that linking gives for a pair, each told for or against, in the user's language."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

FOR, AGAINST, NEITHER = "+", "-", ""
_SEAMS = re.compile(r"[,;\s]*")


@dataclass(frozen=True, slots=True)
class Reason:
    """One phrase of a reason: `side` is `+`, `-` or nothing."""

    side: str
    words: str


@cache
def table() -> dict[str, Any]:
    """The phrases, as `reasons.toml` has them."""
    return tomllib.loads(resources.files(__package__).joinpath("reasons.toml").read_text("utf-8"))


def reasons(said: str, language: str) -> list[Reason]:
    """The phrases of a reason in their order; what no phrase fits is given as it stands, for neither side."""
    found: list[Reason] = []
    at = 0
    while at < len(said):
        at = _SEAMS.match(said, at).end()  # type: ignore[union-attr]
        hit = next(
            ((key, match) for key, form in _forms() if (match := form.match(said, at))),
            None,
        )
        if hit is None:
            found += [Reason(NEITHER, said[at:])] if said[at:] else []
            break
        found.append(_told(*hit, language))
        at = hit[1].end()
    return found


@cache
def _forms() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each phrase as a pattern, the longest first."""
    alike = "|".join(sorted(map(re.escape, table()["alike"]), key=len, reverse=True))
    forms = []
    for key in sorted(table()["phrase"], key=len, reverse=True):
        form = re.escape(key).replace(r"\{alike\}", f"(?P<alike>{alike})")
        form = form.replace(r"\{across\}", "(?P<across> across scripts)?").replace(r"\{n\}", r"(?P<n>\d+)")
        forms.append((key, re.compile(form + r"(?=$|[,;])")))
    return tuple(forms)


def _told(key: str, match: re.Match[str], language: str) -> Reason:
    spec, parts = table()["phrase"][key], match.groupdict()
    side = spec.get("side", "")
    if parts.get("alike"):
        side = table()["alike"][parts["alike"]]["side"]
    if "near" in spec:
        side = FOR if int(parts["n"]) <= spec["near"] else AGAINST
    if language == "en":
        return Reason(side, match[0].removeprefix("but "))
    across = f" {table()['across']['ar']}" if parts.get("across") else ""
    alike = table()["alike"][parts["alike"]]["ar"] if parts.get("alike") else ""
    return Reason(side, spec["ar"].format(n=parts.get("n", ""), alike=alike, across=across))
