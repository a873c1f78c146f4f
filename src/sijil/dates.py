"""Dates exactly as precise as they were said.

`find_dates` takes a text and the interval in which it was published and gives its expressions of time
with what they mean; `read_date` reads one cell of a list or one phrase. A day that was not said is
never made up: "in December" is the whole month, "6 March" without a year has none until the
publication gives one, "two days later" is a mention without an interval.

Source of the forms: the project's reference on extraction, 5.2. The words and the rules are data:
`tables/calendar.toml`, `tables/date_rules.toml`, `tables/date_parts.toml`.
"""

import re
from dataclasses import dataclass

from sijil._dates.interval import (
    PRECISIONS,
    Interval,
    IntervalUnreadable,
    acled_precision,
    ucdp_precision,
)
from sijil._dates.phrases import Phrase, phrases
from sijil._dates.scan import points
from sijil.text import Folded, fold

__all__ = [
    "PRECISIONS",
    "DateMention",
    "Interval",
    "IntervalUnreadable",
    "acled_precision",
    "find_dates",
    "read_date",
    "ucdp_precision",
]

BASES = ("stated", "relative", "anaphoric", "duration", "hijri")


@dataclass(frozen=True, slots=True)
class DateMention:
    """One expression of time: `text[start:end] == as_said`, offsets in code points.

    `interval` is None where the words alone do not settle it: an impossible date, a year not said and
    not derivable, "the following night", "30 days". `basis` is one of `BASES`: `stated` in the words
    themselves, `relative` to the publication, `anaphoric` (settled by another claim, if at all), a
    `duration`, or `hijri`. A Hijri date is converted by the Umm al-Qura calendar; where the month
    began on the sighting of the moon the day may differ by one, so a reader of `basis == "hijri"`
    allows for a day on either side. `rule` names the rules that read it, and says so when a weekday
    was written that does not fit the date.
    """

    as_said: str
    start: int
    end: int
    interval: Interval | None
    basis: str
    rule: str


def find_dates(text: str, *, published: Interval | None = None, day_first: bool = True) -> list[DateMention]:
    """The expressions of time of a text in order, not overlapping, the longest reading of each.

    `published` anchors what is relative and closes what is open ("since 6 March"); both its ends are
    kept, so that "yesterday" in a text published on 10-12 March is 9-11 March. A date without a year is
    the most recent occurrence not after `published.latest`. `day_first` decides 06/03/2025 where both
    orders are dates. Figures that are no dates (telephone numbers, distances, victims) are passed over.
    """
    folded = fold(text)
    found = points(text, folded, day_first=day_first, cell=False)
    return [
        _mention(text, folded, phrase)
        for phrase in phrases(folded.text, found, published, _breaks(text, folded))
    ]


def _breaks(text: str, folded: Folded) -> list[int]:
    """Offsets in the folded text of blanks that hold a line break."""
    return [
        index
        for index, char in enumerate(folded.text)
        if char == " " and re.search("[\r\n]", text[folded.starts[index] : folded.ends[index]])
    ]


def _mention(text: str, folded: Folded, phrase: Phrase) -> DateMention:
    start, end = folded.span(phrase.start, phrase.end)
    return DateMention(text[start:end], start, end, phrase.interval, phrase.basis, phrase.rule)


_FRAME = re.compile(
    r"[\s.,;:،؛()\[\]]+|(?:on|in|at|the|of|over|during|throughout|around|year|date|dated|في|بتاريخ|تاريخ|خلال|سنة)(?=\s)",
    re.IGNORECASE,
)


def read_date(text: str, *, published: Interval | None = None, day_first: bool = True) -> Interval | None:
    """The interval a whole cell or phrase states; None when it is not a date or not one date.

    A cell may be shorter than running text allows: "8/3", "آذار", "2011". Words that only introduce a
    date ("on", "in", "بتاريخ") may stand before it; anything else beside the date makes it no date.
    """
    bare = _unframed(text)
    folded = fold(bare)
    whole = points(bare, folded, day_first=day_first, cell=True)
    if whole:
        return whole[0].read(published)
    mentions = find_dates(bare, published=published, day_first=day_first)
    if len(mentions) != 1 or _unframed(bare[: mentions[0].start] + bare[mentions[0].end :]):
        return None
    return mentions[0].interval


def _unframed(text: str) -> str:
    """The text without the introducing words and punctuation at its ends."""
    bare = text.strip()
    while (match := _FRAME.match(bare)) and match.end():
        bare = bare[match.end() :]
    return re.sub(r"(?:(?<=\d)\s?(?:م|AD|CE))?[\s.,;:،؛()\[\]]*$", "", bare)
