"""Rows as faces and reports are shown them: plain data, already cut to what a view allows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sijil.counting.axes import Axes


@dataclass(frozen=True, slots=True)
class CustodyRow:
    """One line of the custody log about an item."""

    seq: int
    time: str
    actor: str
    act: str
    name: str
    container: str
    line_sha256: str


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item with its custody and what became of reading it."""

    sha256: str
    name: str
    size: int
    media_type: str
    outcome: str
    reason: str
    remedy: str
    custody: list[CustodyRow]
    container: str
    title: str
    published: str
    how: str = ""
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SourceRow:
    """Who says it, under the label this view allows."""

    key: str
    label: str
    kind: str
    independence_group: str
    origin: str
    claims: int
    records: int


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """A quote with what stands around it and where it is."""

    text: str
    start: int
    end: int
    before: str
    after: str
    sha256: str
    part: str
    language: str
    page: int = 0
    draft: str = ""
    """What made the text, where it is a transcript; `confirmed_by` says who compared it with the original."""
    confirmed_by: str = ""
    message: "MessageRow | None" = None
    heard_at: str = ""
    """Where in the recording the words are said, as `0:01:23.4`; empty for a text that nobody spoke."""


@dataclass(frozen=True, slots=True)
class MessageRow:
    """The message a quote stands in: its own number, when it was sent, and whether it was forwarded or edited."""

    kind: str
    label: str
    sent: str
    forwarded: bool
    edited: str
    files: tuple[tuple[str, str], ...]
    """Each file by its path in the export, with its SHA-256 where it was received, else nothing."""


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim as far as this view shows it. `body` has the speaker's name taken out where it is protected."""

    key: str
    event_type: str
    state: str
    polarity: str
    hedge: str
    is_aggregate: bool
    exculpatory: bool
    extractor: str
    rule: str
    quote: QuoteRow
    source_key: str
    source_label: str
    source_kind: str
    place: str
    admin1: str
    date: str
    date_as_said: str
    body: dict[str, Any]
    reported_count: "ReportedCountRow | None" = None
    judged: list["JudgementRow"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ReportedCountRow:
    """A number somebody reports, with its scope as far as it was said."""

    low: int | None
    best: int | None
    high: int | None
    as_said: str
    population: str
    period: str
    area: str
    as_of: str
    as_of_basis: str


@dataclass(frozen=True, slots=True)
class SeriesPoint:
    """One number of a series: what its claim says, as of when, who passes it on, and whether it stands."""

    claim: str
    low: int | None
    best: int | None
    high: int | None
    value: int | None
    as_of: str
    day: date | None
    relay: str
    standing: str
    """`standing`, `superseded` by a later as-of, or `withdrawn`."""
    parts: tuple[tuple[str, int | None], ...]
    parts_add_up: bool


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """What one source said of one scope over time. `scope` has each part that was said, in words."""

    source: str
    act: str
    unit: str
    scope: tuple[tuple[str, str], ...]
    open_parts: tuple[str, ...]
    points: tuple[SeriesPoint, ...]
    agreed: bool


@dataclass(frozen=True, slots=True)
class SaysRow:
    """What one source says of one kind of harm in an incident. `keys` are the claims and rows that say so."""

    source: str
    event_type: str
    low: int | None
    best: int | None
    high: int | None
    denies: bool
    keys: tuple[str, ...]
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ContradictionRow:
    """Two sources that cannot both be right about one incident."""

    kind: str
    event_type: str
    one: SaysRow
    other: SaysRow


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """An incident: what each source says side by side, what contradicts, its place on the four axes.

    `unnamed` is the largest number told of without names, `named` how many people are named there: a name that comes
    late takes one of those places. `claims` and `records` are everything told of it, proposals included.
    """

    key: str
    place: str
    admin1: str
    level: str
    days: str
    earliest: date | None
    latest: date | None
    says: tuple[SaysRow, ...]
    contradictions: tuple[ContradictionRow, ...]
    unnamed: int
    named: int
    claims: tuple[str, ...]
    records: tuple[str, ...]
    axes: Axes
    sources: int


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A misfit in what sources report, with the claims whose quotes stand side by side, and how it was judged."""

    key: str
    kind: str
    claims: tuple[str, ...]
    numbers: tuple[int, ...]
    part: str
    words: tuple[str, ...]
    judged: tuple[str, str]
    """Decision and reason; empty while nobody judged it."""


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding that stands, and what keeps it from being released."""

    key: str
    subject: str
    question: str
    value: str
    statement: str
    standard: str
    reasons: str
    grounds: tuple[str, ...]
    contrary: tuple[str, ...]
    contrary_considered: str
    author: str
    reviewer: str
    made_at: str
    lacks: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CommitmentRow:
    """A promise with a term: the claim, the words of the term, when it falls due, what became of it by which claims."""

    claim: str
    who: str
    term: str
    due: str
    state: str
    reason: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MissingRow:
    """Somebody who was taken or is missing: who, last seen when and where, and what is known of the fate."""

    key: str
    name: str
    event_type: str
    count: str
    place: str
    days: str
    fate: str
    reason: str
    claims: tuple[str, ...]
    last_seen: str


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One element of a crime laid for a subject: claims for, claims against, what is missing, by whom."""

    crime: str
    subject: str
    element: str
    claims_for: tuple[str, ...]
    claims_against: tuple[str, ...]
    gaps: tuple[str, ...]
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group as sources speak of it: its names, and each link with the claim that says it."""

    name: str
    names: tuple[str, ...]
    links: tuple[tuple[str, str, str, str], ...]
    """Kind, words it is of, degree, claim."""


@dataclass(frozen=True, slots=True)
class NeedRow:
    """What somebody says is needed, and whether anybody was asked to help."""

    claim: str
    need: str
    state: str
    referred_to: str
    reason: str


@dataclass(frozen=True, slots=True)
class Conclusions:
    """Everything reviewers concluded beyond claims and pairs, as it stands."""

    findings: list[FindingRow]
    matrices: list[MatrixRow]
    commitments: list[CommitmentRow]
    missing: list[MissingRow]
    groups: list[GroupRow]
    needs: list[NeedRow]


@dataclass(frozen=True, slots=True)
class PostedRow:
    """A message that posted a file: when it was sent, its number, and the export it stands in by SHA-256 and name."""

    sent: str
    label: str
    export: str
    export_name: str
    forwarded: bool


@dataclass(frozen=True, slots=True)
class CopyRow:
    """A photo or film: every message that posted it, the earliest first, and the time its own data give."""

    sha256: str
    name: str
    media_type: str
    posted: tuple[PostedRow, ...]
    taken: str
    duration: str


@dataclass(frozen=True, slots=True)
class FootagePairRow:
    """Two files as they were compared and judged. `frame_one` and `frame_other`: JPEG in base64, laid upon each other.

    `where_one` and `where_other`: `times` in seconds, `region` as shares of width and height.
    """

    one: str
    other: str
    verdict: str
    score: float
    mirrored: bool
    where_one: dict[str, Any]
    where_other: dict[str, Any]
    frame_one: str
    frame_other: str
    decision: str
    reviewer: str
    reason: str


@dataclass(frozen=True, slots=True)
class FootageRow:
    """What one or several files show. `count`: how many it is as judged; more than one while pairs await a person.

    `copies` are in order of time, as far as any is known; `first_seen` is empty where none is. `beside`: other footage
    of the same place at another moment, by its key, with the pair that says so best.
    """

    key: str
    copies: tuple[CopyRow, ...]
    pairs: tuple[FootagePairRow, ...]
    count: int
    first_seen: str
    beside: "tuple[tuple[str, FootagePairRow], ...]"


@dataclass(frozen=True, slots=True)
class RecordRow:
    """A row of a list of people."""

    key: str
    row_number: int
    name: str
    sex: str
    age: str
    event_type: str
    place: str
    admin1: str
    date: str
    quote: QuoteRow
    source_key: str
    person: str
    doubts: list[str]


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place as it is called in figures, how far it is known, and how much speaks of it.

    `level` is the gazetteer's where one row survives; `open` where several of one name do; `words` otherwise.
    """

    label: str
    admin1: str
    level: str
    claims: int
    records: int


@dataclass(frozen=True, slots=True)
class JudgementRow:
    """A recorded decision."""

    key: str
    kind: str
    decision: str
    target: str
    other: str
    reason: str
    reviewer: str
    made_at: str


@dataclass(frozen=True, slots=True)
class Standing:
    """The judgement in force on a claim, by its key; empty where there is none.

    `waits` for a second person who accepts the same; `edits` are the fields it corrected.
    """

    key: str = ""
    decision: str = ""
    reviewer: str = ""
    waits: bool = False
    edits: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Only:
    """What a search is limited to: a kind of thing, and of claims and rows their event, state, governorate and days.

    A day limits to what may have happened then: an interval that reaches it stays.
    """

    kind: str = ""
    event_type: str = ""
    state: str = ""
    admin1: str = ""
    earliest: date | None = None
    latest: date | None = None

    @property
    def is_of_events(self) -> bool:
        """Whether only what tells of an event can fit."""
        return bool(self.event_type or self.state or self.admin1 or self.earliest or self.latest)


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: items as (SHA-256, name), claims, rows of lists; and whether there may be more."""

    items: tuple[tuple[str, str], ...]
    claims: tuple[ClaimRow, ...]
    records: tuple[RecordRow, ...]
    cut: bool = False
