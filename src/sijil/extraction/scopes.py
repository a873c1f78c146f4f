"""Stretches of text that somebody vouches for, and the words that say who does."""

from dataclasses import dataclass, field

from sijil.extraction.sources import Named, Source


@dataclass(frozen=True, slots=True)
class Scope:
    """Characters `start` to `end` are on the word of `source`; `rule` says why.

    `claimed` is the verb that keeps its distance ("claimed that"), `believed` the one that only believes,
    `denied` the one that denies;
    `hearsay` is set where the speaker has it from others.
    """

    start: int
    end: int
    source: Source
    rule: str
    claimed: Named | None = None
    believed: Named | None = None
    denied: Named | None = None
    hearsay: bool = False


@dataclass(slots=True)
class Attribution:
    """Words that attribute something: who, the words themselves (`span`), and what is reported (`scope`).

    `verb` is the verb of saying, `base` its base form (nothing for "according to").
    """

    source: Source
    span: tuple[int, int]
    scope: tuple[int, int] | None
    verb: Named
    base: str
    rule: str


@dataclass(slots=True)
class Speech:
    """What is attributed in one paragraph: the scopes; the words of attribution, where nothing is claimed;
    what was shouted in the events themselves."""

    scopes: list[Scope] = field(default_factory=list)
    attributions: list[tuple[int, int]] = field(default_factory=list)
    uttered: list[tuple[int, int]] = field(default_factory=list)
