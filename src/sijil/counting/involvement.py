"""Who is alleged to have had a part in what, and in what degree: each link a claim with its quote, concluding nothing.

In: links as reviewers took them out of claims. Out: groups with every name, parent, leader and member that is said of
them, each beside the claim that says it. The degrees are our own words with the code of HURIDOCS list 18 they answer
to.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

HURIDOCS_18 = {
    "carried_out": "0101",
    "gave_orders": "0102",
    "accomplice": "0103",
    "present": "0104",
    "planned": "0105",
    "suspected": "0106",
    "failed_to_control": "0501",
    "failed_to_act": "0502",
    "failed_to_prevent": "0503",
}
DEGREES = tuple(HURIDOCS_18)


@dataclass(frozen=True, slots=True)
class GroupLink:
    """What one claim says of a group: alias, parent, leader, member or takes_part; `of` are the words it is of."""

    kind: str
    group: str
    of: str
    degree: str
    claim: str
    by: str


@dataclass(slots=True)
class GroupSaid:
    """A group under its first name, with every link to it. Names are joined only where a claim gives them to one."""

    name: str
    names: list[str] = field(default_factory=list)
    links: list[GroupLink] = field(default_factory=list)


def groups_said(links: Iterable[GroupLink]) -> list[GroupSaid]:
    """Groups by name, names that a claim gives to one group being one; links in the order of kind and words."""
    rows = sorted(links, key=lambda one: (one.kind, one.group, one.of, one.claim))
    head: dict[str, str] = {}

    def first(name: str) -> str:
        while head.setdefault(name, name) != name:
            name = head[name]
        return name

    for link in rows:
        first(link.group)
        if link.kind == "alias":
            one, other = sorted((first(link.group), first(link.of)))
            head[other] = one
    found: dict[str, GroupSaid] = {}
    for name in sorted(head):
        found.setdefault(first(name), GroupSaid(first(name))).names.append(name)
    for link in rows:
        found[first(link.group)].links.append(link)
    return [found[name] for name in sorted(found)]
