"""The two published scores of MUC-4 with five roles, written anew from their papers and descriptions.

Template micro-F1 (Du, Rush and Cardie, "Template Filling with Generative Transformers", NAACL 2021, section 5):
templates of a document are mapped one to one so that the document's F1 is best; only templates of one incident
type may be mapped; what is not mapped is spurious or missing, its type included. CEAF-REE (Du, Rush and Cardie,
"GRIT", EACL 2021, section 4.1): entities of a role in a document, without templates, matched one to one. In both an
entity that was found is right when each of its mentions is one of the key's, after lower-casing and without
articles and punctuation.
"""

import re
import string
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
TYPE = "incident_type"
Entity = Sequence[str]
"""Mentions of one person or thing."""
Extract = Mapping[str, Sequence[Entity]]
"""Entities by role."""

_ARTICLES = re.compile(r"\b(a|an|the)\b")
_PUNCTUATION = str.maketrans("", "", string.punctuation)


@dataclass(frozen=True, slots=True)
class Template:
    """An incident: its type (a key may allow several, `attack / bombing`) and the entities of each role."""

    incident_type: str
    roles: Extract


@dataclass(frozen=True, slots=True)
class Tally:
    """Found and right, found; in the key and found, in the key."""

    right: int = 0
    found: int = 0
    hit: int = 0
    wanted: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.right + other.right,
            self.found + other.found,
            self.hit + other.hit,
            self.wanted + other.wanted,
        )

    @property
    def precision(self) -> float:
        """Share of what was found that is right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of what is in the key that was found."""
        return self.hit / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def plain(mention: str) -> str:
    """A mention as it is compared."""
    return " ".join(_ARTICLES.sub(" ", mention.lower().translate(_PUNCTUATION)).split())


def covers(key: Entity, found: Entity) -> bool:
    """Whether every mention found is one of the key's."""
    wanted = {plain(mention) for mention in key}
    return all(plain(mention) in wanted for mention in found)


def ceaf_ree(found: Mapping[str, Extract], keys: Mapping[str, Extract]) -> dict[str, Tally]:
    """A tally for each role, over all documents of the keys."""
    tallies = dict.fromkeys(ROLES, Tally())
    for document, key in keys.items():
        for role in ROLES:
            ours, theirs = found[document].get(role, ()), key.get(role, ())
            pairs = _pairs([[covers(key_entity, entity) for key_entity in theirs] for entity in ours])
            tallies[role] += Tally(pairs, len(ours), pairs, len(theirs))
    return tallies


def _pairs(fits: Sequence[Sequence[bool]]) -> int:
    """The most pairs, one to one, of rows and columns that fit (augmenting paths)."""
    taken: dict[int, int] = {}

    def place(row: int, seen: set[int]) -> bool:
        for column, fit in enumerate(fits[row]):
            if fit and column not in seen:
                seen.add(column)
                if column not in taken or place(taken[column], seen):
                    taken[column] = row
                    return True
        return False

    return sum(place(row, set()) for row in range(len(fits)))


def template_scores(
    found: Mapping[str, Sequence[Template]], keys: Mapping[str, Sequence[Template]]
) -> dict[str, Tally]:
    """A tally for the type and for each role, over all documents of the keys."""
    tallies = dict.fromkeys((TYPE, *ROLES), Tally())
    for document, key in keys.items():
        for part, tally in _document(found[document], key).items():
            tallies[part] += tally
    return tallies


def _document(found: Sequence[Template], keys: Sequence[Template]) -> dict[str, Tally]:
    """The document under the mapping that gives it the best F1; of equals the first."""
    pairs = {(i, j): _pair(one, key) for i, one in enumerate(found) for j, key in enumerate(keys)}
    best: dict[str, Tally] | None = None
    for mapping in product((*range(len(keys)), -1), repeat=len(found)):
        mapped = [column for column in mapping if column >= 0]
        if len(mapped) != len(set(mapped)):
            continue
        scored = _under(mapping, pairs, found, keys)
        if best is None or total(scored).f1 > total(best).f1:
            best = scored
    return best if best is not None else {}


def _under(
    mapping: Sequence[int],
    pairs: Mapping[tuple[int, int], dict[str, Tally] | None],
    found: Sequence[Template],
    keys: Sequence[Template],
) -> dict[str, Tally]:
    tallies = dict.fromkeys((TYPE, *ROLES), Tally())
    met = {(i, j) for i, j in enumerate(mapping) if pairs.get((i, j)) is not None}
    for pair in met:
        for part, tally in (pairs[pair] or {}).items():
            tallies[part] += tally
    for i, one in enumerate(found):
        if i not in {i for i, _ in met}:
            tallies[TYPE] += Tally(found=1)
            for role in ROLES:
                tallies[role] += Tally(found=len(one.roles.get(role, ())))
    for j, key in enumerate(keys):
        if j not in {j for _, j in met}:
            tallies[TYPE] += Tally(wanted=1)
            for role in ROLES:
                tallies[role] += Tally(wanted=len(key.roles.get(role, ())))
    return tallies


def _pair(one: Template, key: Template) -> dict[str, Tally] | None:
    """Two templates beside each other; None where their types differ."""
    if one.incident_type not in key.incident_type:
        return None
    tallies = {TYPE: Tally(1, 1, 1, 1)}
    for role in ROLES:
        ours, theirs = one.roles.get(role, ()), key.roles.get(role, ())
        right = sum(any(covers(wanted, entity) for wanted in theirs) for entity in ours)
        hit = sum(any(covers(wanted, entity) for entity in ours) for wanted in theirs)
        tallies[role] = Tally(right, len(ours), hit, len(theirs))
    return tallies


def total(tallies: Mapping[str, Tally]) -> Tally:
    """All of it together, the micro-average."""
    return sum(tallies.values(), Tally())


def merged(templates: Iterable[Template]) -> Extract:
    """The entities of a document's templates, each once."""
    roles: dict[str, list[Entity]] = {role: [] for role in ROLES}
    for template in templates:
        for role in ROLES:
            for entity in template.roles.get(role, ()):
                if entity not in roles[role]:
                    roles[role].append(entity)
    return roles
