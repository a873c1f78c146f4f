"""What photos and films show, as pairs are proposed and judged. Given out only through `sijil.store.protection`.

Pairs called the same footage make proposed clusters; only pairs that a person judged so make one of many. A cluster
keeps every copy with every message that posted it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from sijil.readers.greys import greys_reader_of
from sijil.store import decisions, models
from sijil.store.consents import CLOSED
from sijil.store.runs import content_key
from sijil.store.shown import CopyRow, FootagePairRow, FootageRow, PostedRow

SAME, PLACE, APART = "same_footage", "same_place", "different"
_PICTURES = ("read", "partly_read", "kept")


def pictures() -> list[models.Item]:
    """The photos and films of the case, in the order they came."""
    rows = models.Item.objects.filter(part="", outcome__in=_PICTURES).order_by("id")
    return [item for item in rows if greys_reader_of(item.media_type)]


def judged() -> dict[tuple[str, str], models.Judgement]:
    """The judgements on pairs of files in force."""
    return {(j.target, j.other): j for j in decisions.in_force("footage") if j.decision != "reopen"}


def confirmed() -> dict[str, str]:
    """For each file judged to show the same footage as another: the smallest SHA-256 among them."""
    return _heads((pair for pair, j in judged().items() if j.decision == SAME))


def awaiting() -> list[models.FootagePair]:
    """Pairs that may be the same footage or place and that nobody judged, the likeliest first."""
    known = judged()
    rows = models.FootagePair.objects.filter(verdict__in=(SAME, PLACE))
    heads = confirmed()
    return [
        row
        for row in sorted(rows, key=lambda row: (row.verdict != SAME, -row.score, row.key))
        if (row.one, row.other) not in known
        and (row.one not in heads or heads[row.one] != heads.get(row.other))
    ]


def _heads(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    head: dict[str, str] = {}

    def first(key: str) -> str:
        while head.setdefault(key, key) != key:
            key = head[key]
        return key

    for one, other in pairs:
        small, large = sorted((first(one), first(other)))
        head[large] = small
    return {key: first(key) for key in head}


# -- messages that post files


@dataclass(slots=True)
class Posts:
    """Which message posted which file: by SHA-256, and back."""

    of: dict[str, list[models.Part]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def found(cls) -> "Posts":
        """Every message that names a file which was received beside its export or with it."""
        posts, names = cls(), dict(models.CustodyEvent.objects.values_list("name", "item__sha256"))
        rows = models.Part.objects.filter(facts__has_key="files").select_related("rendition__item")
        for part in rows.order_by("rendition__item_id", "rendition__position", "start"):
            folder = part.rendition.item.name.rpartition("/")[0]
            for path in str(part.facts["files"]).split("; "):
                sha256 = names.get(f"{folder}/{path}" if folder else path)
                if sha256:
                    posts.of[sha256].append(part)
        return posts


def told_by_the_same() -> list[tuple[str, str]]:
    """Pairs of claims that tell of one thing because their messages carry the same footage, as judged.

    Of one message and one kind of event exactly one claim is taken: where it tells of two, who is seen is open.
    """
    heads = confirmed()
    if not heads:
        return []
    told: dict[tuple[str, str], list[str]] = defaultdict(list)
    for head, part in _confirmed_posts(heads):
        claims = models.Claim.objects.filter(
            statement__rendition_id=part.rendition_id,
            statement__start__gte=part.start,
            statement__end__lte=part.end,
            is_aggregate=False,
            polarity="asserts",
        ).exclude(state__in=CLOSED)
        by_kind: dict[str, list[str]] = defaultdict(list)
        for key, kind in claims.order_by("key").values_list("key", "event_type"):
            by_kind[kind].append(key)
        for kind, keys in by_kind.items():
            if len(keys) == 1:
                told[head, kind] += keys
    return [(min(keys), key) for keys in told.values() for key in sorted(set(keys)) if key != min(keys)]


def different() -> tuple[list[list[str]], int]:
    """What all photos and films show, copies judged so being one: SHA-256s; and how many if proposals held too.

    Nothing while no two of them are, or may be, one.
    """
    heads, known = confirmed(), judged()
    proposed = models.FootagePair.objects.filter(verdict=SAME).values_list("one", "other")
    open_ones = [pair for pair in proposed if pair not in known]
    if not heads and not open_ones:
        return [], 0
    keys = [item.sha256 for item in pictures()]
    groups: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        groups[heads.get(key, key)].append(key)
    joined = _heads([*open_ones, *((head, key) for key, head in heads.items())])
    return list(groups.values()), len({joined.get(key, key) for key in keys})


def _confirmed_posts(heads: Mapping[str, str]) -> Iterator[tuple[str, models.Part]]:
    posts = Posts.found().of
    for sha256 in sorted(heads):
        for part in posts.get(sha256, ()):
            yield heads[sha256], part


# -- rows


def footage_rows() -> list[FootageRow]:
    """What is or may be one footage, with its copies in order of time, and look-alikes beside it; the rest left out."""
    known, posts = judged(), Posts.found().of
    rows = {(row.one, row.other): row for row in models.FootagePair.objects.exclude(verdict="")}
    pairs = {pair: _pair(pair, rows.get(pair), known.get(pair)) for pair in sorted({*rows, *known})}
    heads = _heads(pair for pair, row in pairs.items() if (row.decision or row.verdict) == SAME)
    near = [row for row in pairs.values() if (row.decision or row.verdict) == PLACE]
    near = [row for row in near if heads.get(row.one, row.one) != heads.get(row.other, row.other)]
    items = {item.sha256: item for item in pictures()}
    members: dict[str, set[str]] = defaultdict(set)
    for key in {*heads, *(key for row in near for key in (row.one, row.other))} & items.keys():
        members[heads.get(key, key)].add(key)
    copies = {
        head: tuple(sorted((_copy(items[key], posts.get(key, [])) for key in keys), key=_when))
        for head, keys in members.items()
    }
    found = [_row(head, copies[head], pairs, heads, near) for head in copies]
    return sorted(found, key=lambda row: (-len(row.copies), row.key))


def _row(
    head: str,
    copies: tuple[CopyRow, ...],
    pairs: Mapping[tuple[str, str], FootagePairRow],
    heads: Mapping[str, str],
    near: Iterable[FootagePairRow],
) -> FootageRow:
    keys, sure = {copy.sha256 for copy in copies}, confirmed()
    inner = [row for pair, row in pairs.items() if keys.issuperset(pair)]
    first = copies[0].sha256
    beside: dict[str, FootagePairRow] = {}
    for row in sorted(near, key=lambda row: (not row.decision, -row.score)):
        sides = heads.get(row.one, row.one), heads.get(row.other, row.other)
        if head in sides:
            beside.setdefault(sides[1] if sides[0] == head else sides[0], row)
    return FootageRow(
        key_of(head),
        copies,
        tuple(sorted(inner, key=lambda row: (first not in (row.one, row.other), -row.score, row.one))),
        len({sure.get(key, key) for key in keys}),
        copies[0].posted[0].sent if copies[0].posted else "",
        tuple((key_of(other), beside[other]) for other in sorted(beside)),
    )


def key_of(head: str) -> str:
    """The key of what one or several files show, by the smallest SHA-256 among them."""
    return content_key("m", head)


def _copy(item: models.Item, posted: list[models.Part]) -> CopyRow:
    said = sorted(
        (_posted(part) for part in posted), key=lambda row: (row.sent or "9", row.export, row.label)
    )
    return CopyRow(
        item.sha256,
        item.name,
        item.media_type,
        tuple(said),
        str(item.metadata.get("taken", "")),
        str(item.metadata.get("duration", "")),
    )


def _posted(part: models.Part) -> PostedRow:
    return PostedRow(
        part.earliest.replace("T", " ").replace("Z", " UTC"),
        part.label,
        part.rendition.item.sha256,
        part.rendition.item.name,
        "forwarded_from" in part.facts,
    )


def _when(row: CopyRow) -> tuple[str, str, str]:
    """Known times first; of what was never posted nothing is known but its name."""
    return (row.posted[0].sent if row.posted else "9", row.name, row.sha256)


def _pair(
    pair: tuple[str, str], row: models.FootagePair | None, judgement: models.Judgement | None
) -> FootagePairRow:
    made = row or models.FootagePair(one=pair[0], other=pair[1])
    return FootagePairRow(
        *pair,
        made.verdict,
        made.score,
        made.mirrored,
        made.where_one,
        made.where_other,
        made.frame_one,
        made.frame_other,
        judgement.decision if judgement else "",
        judgement.reviewer if judgement else "",
        judgement.reason if judgement else "",
    )
