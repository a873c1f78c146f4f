"""Candidates for the date and the place of an incident in a text of MUC-4, found by Sijil's own date reader and the
task's own list of places."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from muc.slots import MONTHS
from sijil.dates import Interval, find_dates

_DATELINE = re.compile(
    r"(?P<city>[^,(]+)(?:\((?P<country>[^)]+)\))?\s*,\s*(?P<day>\d{1,2}) (?P<month>[A-Z]{3}) (?P<year>\d\d)"
)
Features = dict[str, float]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A fill that may be right, with what speaks for it."""

    value: str
    features: Features


@dataclass(frozen=True, slots=True)
class Story:
    """A text with its dateline; `sentences` are character ranges."""

    text: str
    city: str = ""
    country: str = ""
    day: date | None = None
    sentences: tuple[tuple[int, int], ...] = ()

    def sentence_of(self, offset: int) -> int:
        """The number of the sentence that holds a character."""
        return next((n for n, (_, end) in enumerate(self.sentences) if offset < end), len(self.sentences))


def story(text: str, dateline: str, sentences: Sequence[tuple[int, int]]) -> Story:
    """The text with what its dateline says."""
    match = _DATELINE.search(dateline or "")
    if match is None:
        return Story(text, sentences=tuple(sentences))
    day = date(1900 + int(match["year"]), MONTHS.index(match["month"]) + 1, int(match["day"]))
    return Story(text, match["city"].strip(), (match["country"] or "").strip(), day, tuple(sentences))


def written(day: date) -> str:
    """A day as the keys write it."""
    return f"{day.day:02d} {MONTHS[day.month - 1]} {day.year % 100:02d}"


# -- dates


def dates(told: Story, near: Sequence[int]) -> list[Candidate]:
    """Every day the text names, and everything up to the dateline; `near` are the incident's sentences."""
    found: dict[str, Features] = {}
    if told.day is not None:
        found[f"- {written(told.day)}"] = {"default": 1.0}
    published = Interval.parse(told.day.isoformat()) if told.day else None
    for mention in find_dates(told.text, published=published):
        value = _value(mention.interval)
        if not value or mention.basis == "duration":
            continue
        sentence = told.sentence_of(mention.start)
        features = _near(sentence, near, len(told.sentences))
        features |= {f"said={mention.as_said.lower()[:24]}": 1.0, f"basis={mention.basis}": 1.0}
        if told.day is not None and mention.interval is not None and mention.interval.latest is not None:
            back = (told.day - mention.interval.latest).days
            features[f"back={back if 0 <= back <= 7 else 'week' if 0 <= back <= 31 else 'far'}"] = 1.0
        features["mentions"] = found.get(value, {}).get("mentions", 0.0) + 1
        old = found.get(value)
        if old is None or old.get("distance", 99) > features["distance"]:
            found[value] = features
    return [Candidate(value, features) for value, features in found.items()]


def _value(interval: Interval | None) -> str:
    if interval is None or interval.earliest is None or interval.latest is None:
        return ""
    if interval.earliest == interval.latest:
        return written(interval.earliest)
    days = (interval.latest - interval.earliest).days
    return f"{written(interval.earliest)} - {written(interval.latest)}" if days < 40 else ""


def _near(sentence: int, near: Sequence[int], size: int) -> Features:
    distance = min((abs(sentence - one) for one in near), default=5)
    after = any(one <= sentence for one in near)
    return {
        f"distance={min(distance, 4)}": 1.0,
        "distance": float(min(distance, 8)),
        "after": float(after),
        "first": float(sentence == 0),
        "place": sentence / max(size, 1),
    }


# -- places


@dataclass(slots=True)
class Atlas:
    """Chains of the keys ("EL SALVADOR: USULUTAN (DEPARTMENT): SANTA ELENA (TOWN)") by the name they end with."""

    chains: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    countries: set[str] = field(default_factory=set)
    longest: int = 1

    def add(self, chain: str) -> None:
        """Take in a chain and what contains it."""
        parts = [part.strip() for part in chain.split(":")]
        self.countries.add(parts[0])
        for size in range(2, len(parts) + 1):
            name = re.sub(r"\s*\([^)]*\)", "", parts[size - 1]).strip().lower()
            self.chains[name].add(": ".join(parts[:size]))
            self.longest = max(self.longest, len(name.split()))


def atlas(folder: Path, chains: Sequence[str]) -> Atlas:
    """The task's list of places, with those of the training keys."""
    found = Atlas()
    for line in (folder / "templ-doc-more" / "containing-areas-part1.v5").read_text("latin-1").splitlines():
        match = re.match(r"([A-Z .]+: [^*]+?\([^)]*\))\s*(?:message|\*|VALIDATED|$)", line)
        if match:
            found.add(match[1])
    for chain in chains:
        if " - " not in chain and "(" in chain:
            found.add(chain)
    return found


_TOKEN = re.compile(r"[a-z0-9ñ]+(?:['.-][a-z0-9ñ]+)*")


def places(told: Story, known: Atlas, near: Sequence[int]) -> list[Candidate]:
    """Every place of the list that the text names, under each country it may lie in, and each country alone."""
    home = _home(told, known)
    seen: dict[str, Features] = {}
    for name, start in _named(told.text.lower(), known):
        sentence = told.sentence_of(start)
        for chain in sorted(known.chains[name]):
            features = _near(sentence, near, len(told.sentences)) | _kind(chain, home, told)
            features["mentions"] = seen.get(chain, {}).get("mentions", 0.0) + 1
            features["in"] = float(
                told.text[max(0, start - 4) : start].lower().strip() in ("in", "at", "near")
            )
            old = seen.get(chain)
            if old is None or old["distance"] > features["distance"]:
                seen[chain] = features
            else:
                old["mentions"] += 1
    for country in sorted(known.countries):
        said = told.text.lower().count(country.lower())
        if said or country == home:
            seen[country] = {"country": 1.0, "home": float(country == home), "said": float(min(said, 5))}
    return [Candidate(chain, features) for chain, features in seen.items()]


def _named(low: str, known: Atlas) -> Iterator[tuple[str, int]]:
    words = [(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(low)]
    at = 0
    while at < len(words):
        for size in range(min(known.longest, len(words) - at), 0, -1):
            name = " ".join(word for word, *_ in words[at : at + size])
            if name in known.chains and len(name) > 3:
                yield name, words[at][1]
                at += size - 1
                break
        at += 1


def _kind(chain: str, home: str, told: Story) -> Features:
    parts = chain.split(":")
    kind = re.search(r"\(([^)]*)\)\s*$", chain)
    leaf = re.sub(r"\s*\([^)]*\)", "", parts[-1]).strip()
    return {
        f"kind={kind[1] if kind else ''}": 1.0,
        f"depth={len(parts)}": 1.0,
        "home": float(parts[0].strip() == home),
        "dateline": float(leaf == told.city),
    }


def _home(told: Story, known: Atlas) -> str:
    """The country of the dateline: said in it, or that of its city, or the one most named."""
    if told.country in known.countries:
        return told.country
    counted = {country: told.text.lower().count(country.lower()) for country in known.countries}
    chains = known.chains.get(told.city.lower(), set())
    of_city = {chain.split(":")[0] for chain in chains}
    pool = of_city or {country for country, times in counted.items() if times}
    return max(sorted(pool), key=lambda country: counted[country], default="")
