"""`[release]` and `[protect]` of `case.toml`: what a release must keep to, and strings it may not hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sijil.errors import CaseSettings, RedactionError
from sijil.redaction import KINDS, Protected

RELEASE = ("threshold", "approvals", "perpetrator_sources", "quotes", "fonts")
PROTECT = KINDS
"""Keys of `[protect]`: the kinds of protected strings."""
LEAST_THRESHOLD = 3


@dataclass(frozen=True, slots=True)
class ReleaseToml:
    """What a release keeps to.

    `threshold`: counts of living people below it are not shown; `approvals`: people who must approve it;
    `perpetrator_sources`: independent sources before a group that is accused may be named; `quotes`: whether quotes
    of published documents and of people who consented are shown; `fonts`: a folder of the case with more fonts.
    """

    threshold: int = 5
    approvals: int = 0
    perpetrator_sources: int = 3
    quotes: bool = False
    fonts: str = ""
    protect: tuple[Protected, ...] = ()


def read_release(data: Mapping[str, Any], where: str) -> ReleaseToml:
    """Check the two tables. Raises CaseSettings."""
    table = dict(data.get("release", {}))
    return ReleaseToml(
        _number(table, "threshold", 5, LEAST_THRESHOLD, where),
        _number(table, "approvals", 0, 0, where),
        _number(table, "perpetrator_sources", 3, 1, where),
        _yes(table.get("quotes", False), where),
        str(table.get("fonts", "")),
        tuple(_protected(dict(data.get("protect", {})), where)),
    )


def _number(table: Mapping[str, Any], name: str, default: int, least: int, where: str) -> int:
    value = table.get(name, default)
    if not isinstance(value, int) or isinstance(value, bool) or value < least:
        raise CaseSettings(
            f"[release] {name} is {value!r}", where=where, remedy=f"write a whole number, {least} or more"
        )
    return value


def _yes(value: Any, where: str) -> bool:
    if not isinstance(value, bool):
        raise CaseSettings(f"[release] quotes is {value!r}", where=where, remedy="write true or false")
    return value


def _protected(table: Mapping[str, Any], where: str) -> list[Protected]:
    found = []
    for name in PROTECT:
        given = table.get(name, [])
        if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
            raise CaseSettings(
                f"[protect] {name} is no list of strings", where=where, remedy=f'write {name} = ["…"]'
            )
        try:
            found += [Protected(f"case.toml {name} {n}", name, one) for n, one in enumerate(given, 1)]
        except RedactionError as error:
            raise CaseSettings(f"[protect] {name}: {error.what}", where=where, remedy=error.remedy) from error
    return found
