"""`case.toml`: what a case is about, and what the user had to say about single files.

A key this version does not know is an error that names the nearest one it does: a setting that is
silently ignored is a wrong number later.
"""

import difflib
import fnmatch
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import tomlkit

from sijil.counting.captures import STRATA
from sijil.dates import Interval
from sijil.errors import CaseNewer, CaseSettings, SijilError
from sijil.extraction import asked
from sijil.extraction.rules import EVENT_TYPES
from sijil.numbers import Convention, conventions
from sijil.readers.lists import ListSettings
from sijil.readers.lists import check_settings as check_list_settings
from sijil.store.release_settings import PROTECT, RELEASE, ReleaseToml, read_release

FORMAT = 1
"""The number of the case folder's layout; a larger one was made by a newer version."""

_TOP = (
    "sijil_case",
    "title",
    "languages",
    "time_zone",
    "gazetteers",
    "published",
    "mandate",
    "counting",
    "conventions",
    "estimate",
    "custody",
    "review",
    "lists",
    "documents",
    "speech",
    "model",
    "release",
    "protect",
)
_TABLES = {
    "mandate": ("subject", "period", "area"),
    "counting": ("low",),
    "review": ("two_reviewers",),
    "estimate": ("by", "models", "linkages", "seed"),
    "custody": ("timestamp_authority", "timestamp_certificates", "trusted_signers"),
    "speech": ("model", "language"),
    "model": ("address", "name", "seed", "seconds", "evidence_may_leave_to"),
    "release": RELEASE,
    "protect": PROTECT,
}
_LIST = (
    *("source", "kind", "independence_group", "as_of", "duplicate_free", "protect"),
    *("covers_area", "covers_period"),
)
"""What a list's table says to the case; all else in it is for the reader of lists."""
MODELS = ("graphs", "loglinear", "latent")
"""Those of `sijil.estimation`, which is not loaded to read a settings file."""
_DOCUMENT = ("published", "source", "kind", "independence_group", "protect")
LARGEST_CONVENTION = 100_000_000
LOW_RULES = ("corroborated", "documented")


@dataclass(frozen=True, slots=True)
class ModelToml:
    """A language model to ask: where it listens, how it is called there, its seed, seconds for one answer."""

    address: asked.Address
    name: str
    seed: int
    seconds: float


@dataclass(frozen=True, slots=True)
class EstimateToml:
    """How the undocumented are estimated: strata, models, draws of who is one person, seed."""

    by: str
    models: tuple[str, ...]
    linkages: int
    seed: int


@dataclass(frozen=True, slots=True)
class CaseToml:
    """The settings of a case, checked."""

    title: str = ""
    languages: tuple[str, ...] = ("en",)
    time_zone: str = "UTC"
    gazetteers: tuple[str, ...] = ()
    subject: str = ""
    area: str = ""
    period: Interval | None = None
    published: Interval | None = None
    low: str = "corroborated"
    two_reviewers: tuple[str, ...] = ()
    """Kinds of event whose claims stand only when two people accepted them."""
    conventions: dict[str, int] = field(default_factory=dict)
    """Only those that differ from the table of `sijil.numbers`."""
    timestamp_authority: str = ""
    timestamp_certificates: str = ""
    trusted_signers: str = ""
    speech_model: str = ""
    speech_language: str = ""
    model: ModelToml | None = None
    estimate: EstimateToml | None = None
    release: ReleaseToml = field(default_factory=ReleaseToml)
    lists: dict[str, dict[str, Any]] = field(default_factory=dict)
    documents: dict[str, dict[str, Any]] = field(default_factory=dict)

    def list_settings(self, name: str) -> dict[str, Any]:
        """The `[lists."…"]` table for a file: its own name first, then the first pattern that fits."""
        return _matching(self.lists, name)

    def conventions_in_force(self) -> dict[str, int]:
        """What every word that gives no number counts as in this case, by the id of the convention."""
        return {one.id: self.conventions.get(one.id, one.number) for one in conventions()}

    def document_settings(self, name: str) -> dict[str, Any]:
        """The `[documents."…"]` table for a file."""
        return _matching(self.documents, name)


def read_settings(path: Path) -> CaseToml:
    """Read and check `case.toml`. Raises CaseSettings or CaseNewer, naming the key and the line to write."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CaseSettings(
            f"is not valid TOML ({error})",
            where=str(path),
            remedy='text and dates need quotes: published = "2025-03-10"',
        ) from error
    return check_settings(data, path)


def check_settings(data: dict[str, Any], path: Path) -> CaseToml:
    """Turn the parsed table into settings."""
    where = str(path)
    if int(data.get("sijil_case", FORMAT)) > FORMAT:
        raise CaseNewer(
            f"the case folder has format {data['sijil_case']}, this version knows {FORMAT}",
            where=where,
            remedy="install the newer version; this one has changed nothing",
        )
    _known(data, _TOP, where, "case.toml")
    for name, keys in _TABLES.items():
        _known(data.get(name, {}), keys, where, f"[{name}]")
    documents = dict(data.get("documents", {}))
    published = documents.pop("published", data.get("published"))
    lists = dict(data.get("lists", {}))
    for name, table in lists.items():
        check_list_settings(reader_settings(table), f'{where}: [lists."{name}"]')
    _files(documents, _DOCUMENT, where, "documents")
    for name, table in documents.items():
        _interval(table.get("published"), where, f'[documents."{name}"] published')
    for name, table in lists.items():
        _interval(table.get("as_of"), where, f'[lists."{name}"] as_of')
        _interval(table.get("covers_period"), where, f'[lists."{name}"] covers_period')
        _governorates(table.get("covers_area", []), where, name)
    return CaseToml(
        title=str(data.get("title", "")),
        languages=tuple(_languages(data.get("languages", ["en"]), where)),
        time_zone=str(data.get("time_zone", "UTC")),
        gazetteers=tuple(str(g) for g in data.get("gazetteers", [])),
        subject=str(data.get("mandate", {}).get("subject", "")),
        area=str(data.get("mandate", {}).get("area", "")),
        period=_interval(data.get("mandate", {}).get("period"), where, "[mandate] period"),
        published=_interval(published, where, "published"),
        low=_low(data.get("counting", {}).get("low", "corroborated"), where),
        two_reviewers=_two_reviewers(data.get("review", {}).get("two_reviewers", []), where),
        conventions=_conventions(data.get("conventions", {}), where),
        timestamp_authority=_address(data.get("custody", {}).get("timestamp_authority", ""), where),
        timestamp_certificates=str(data.get("custody", {}).get("timestamp_certificates", "")),
        trusted_signers=str(data.get("custody", {}).get("trusted_signers", "")),
        speech_model=str(data.get("speech", {}).get("model", "")),
        speech_language=_language(data.get("speech", {}).get("language", ""), where),
        model=_model(data.get("model", {}), where),
        estimate=_estimate(data.get("estimate"), where),
        release=read_release(data, where),
        lists=lists,
        documents=documents,
    )


def _model(table: dict[str, Any], where: str) -> ModelToml | None:
    if not table:
        return None
    said = str(table.get("address", ""))
    name, seed, seconds = table.get("name"), table.get("seed", 1), table.get("seconds", 120)
    if not said or not isinstance(name, str) or not name:
        raise CaseSettings(
            "[model] names no address and name", where=where, remedy="write both, or leave it out"
        )
    if not isinstance(seed, int) or not isinstance(seconds, int | float) or not 0 < seconds <= 3600:
        raise CaseSettings("[model] seed or seconds", where=where, remedy="seed = 1, seconds = 120")
    allowed = str(table.get("evidence_may_leave_to", ""))
    return ModelToml(asked.address(said, may_leave_to=allowed, where=where), name, seed, float(seconds))


def _estimate(table: Any, where: str) -> EstimateToml | None:
    if table is None:
        return None
    by, models = table.get("by", ""), table.get("models", list(MODELS))
    linkages, seed = table.get("linkages", 50), table.get("seed", 1)
    if by not in ("", *STRATA):
        raise CaseSettings(f"[estimate] by = {by!r}", where=where, remedy=f"use one of {', '.join(STRATA)}")
    if not isinstance(models, list) or not models or not set(models) <= set(MODELS):
        raise CaseSettings(
            f"[estimate] models = {models!r}", where=where, remedy=f"use some of {', '.join(MODELS)}"
        )
    whole = all(isinstance(number, int) and not isinstance(number, bool) for number in (linkages, seed))
    if not whole or not 0 <= linkages <= 1000 or seed < 0:
        raise CaseSettings("[estimate] linkages or seed", where=where, remedy="linkages = 50, seed = 1")
    return EstimateToml(by, tuple(name for name in MODELS if name in models), linkages, seed)


def _governorates(value: Any, where: str, name: str) -> None:
    if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
        raise CaseSettings(
            f'[lists."{name}"] covers_area = {value!r}',
            where=where,
            remedy='name governorates as the gazetteer does: covers_area = ["Latakia"]',
        )


def _address(value: Any, where: str) -> str:
    if value and not str(value).startswith(("http://", "https://")):
        raise CaseSettings(
            f"[custody] timestamp_authority is {value!r}",
            where=where,
            remedy='write its address: timestamp_authority = "https://…"; leave it out to send nothing anywhere',
        )
    return str(value)


def reader_settings(table: Mapping[str, Any]) -> ListSettings:
    """The part of a list's table that says how its columns are read."""
    return cast(ListSettings, {key: value for key, value in table.items() if key not in _LIST})


def _known(table: Any, keys: tuple[str, ...], where: str, name: str) -> None:
    if not isinstance(table, dict):
        raise CaseSettings(
            f"{name} must be a table", where=where, remedy=f"write the keys {', '.join(keys)} under it"
        )
    for key in table:
        if key not in keys:
            near = difflib.get_close_matches(key, keys, 1)
            hint = f"did you mean {near[0]!r}?" if near else f"known keys: {', '.join(keys)}"
            raise CaseSettings(f"{name} has an unknown key {key!r}", where=where, remedy=hint)


def _files(tables: dict[str, Any], keys: tuple[str, ...], where: str, name: str) -> None:
    for file, table in tables.items():
        _known(table, keys, where, f'[{name}."{file}"]')


def _interval(value: Any, where: str, name: str) -> Interval | None:
    if value in (None, ""):
        return None
    try:
        return Interval.parse(str(value))
    except SijilError as error:
        raise CaseSettings(
            f"{name} = {value!r} is not a date or a range",
            where=where,
            remedy='write "2025-03-10" or "2025-03-10..2025-03-12"',
        ) from error


def _low(value: Any, where: str) -> str:
    if value not in LOW_RULES:
        raise CaseSettings(
            f"[counting] low = {value!r}", where=where, remedy=f"use one of {', '.join(LOW_RULES)}"
        )
    return str(value)


def _two_reviewers(value: Any, where: str) -> tuple[str, ...]:
    wrong = (
        [v for v in value if v not in EVENT_TYPES] if isinstance(value, list) else [f"{value!r}, not a list"]
    )
    if wrong:
        raise CaseSettings(
            f"[review] two_reviewers has {wrong[0]}",
            where=where,
            remedy=f"write kinds of events in brackets: {', '.join(EVENT_TYPES)}",
        )
    return tuple(value)


def _conventions(table: Any, where: str) -> dict[str, int]:
    """The numbers that a case gives vague words, by the id of the convention, where the table gives another."""
    usual = {one.id: one.number for one in conventions()}
    _known(table, tuple(usual), where, "[conventions]")
    for name, number in table.items():
        if type(number) is not int or not 1 <= number <= LARGEST_CONVENTION:
            raise CaseSettings(
                f"[conventions] {name} = {number!r}",
                where=where,
                remedy="write the whole number it counts as, from 1 on, or take the line out",
            )
    return {name: table[name] for name in usual if table.get(name, usual[name]) != usual[name]}


def convention_lines() -> str:
    """The conventions as lines of `case.toml`, each with the words it is for."""
    return "".join(f"{_convention_line(one)}\n" for one in conventions())


def _convention_line(one: Convention) -> str:
    words = ", ".join([*one.english[:3], *one.arabic[:1]])
    return f"{f'{one.id} = {one.number}':<32}# {words}"


def _languages(value: Any, where: str) -> list[str]:
    wrong = [v for v in value if v not in ("en", "ar")] if isinstance(value, list) and value else ["(none)"]
    if wrong:
        raise CaseSettings(f"languages has {wrong[0]!r}", where=where, remedy='use ["en"], ["ar"] or both')
    return [str(v) for v in value]


def _language(value: Any, where: str) -> str:
    if value and not re.fullmatch("[a-z]{2,3}", str(value)):
        raise CaseSettings(
            f"[speech] language = {value!r}",
            where=where,
            remedy='write two letters, as "ar", or leave it out: the model then tells by itself',
        )
    return str(value)


def _matching(tables: dict[str, dict[str, Any]], name: str) -> dict[str, Any]:
    """The table for a file: by its name with folders, by its bare name, then by the first pattern that fits."""
    bare = name.rsplit("/", 1)[-1]
    for exact in (name, bare):
        if exact in tables:
            return tables[exact]
    for pattern in sorted(tables):
        if fnmatch.fnmatchcase(name, pattern) or fnmatch.fnmatchcase(bare, pattern):
            return tables[pattern]
    return {}


TEMPLATE = """\
# Settings of this case. Every key may be left out; text and dates stand in quotes.
sijil_case = {format}
title = {title}
languages = ["en"]            # of the report: "en", "ar" or both; the first is the main one
time_zone = "UTC"
gazetteers = {gazetteers}            # CSV files of places, beside this file; without one a place keeps its words

[mandate]
subject = ""
period = ""                   # "2025-03-01..2025-03-31": what happened wholly outside is not counted, and said
area = ""

[counting]
low = "corroborated"          # or "documented": low then counts people whom only one source names, too

[review]
two_reviewers = []            # kinds of events, as ["killing"]: their claims count once two people accepted them

# What words count as that give no number. Low and best take it, high stays open; such a number is marked wherever it is
# shown and is never in the low of a figure. A line left out counts as written here. `sijil extract` takes a change up.
[conventions]
{conventions}
# How many more there are than the lists name (`sijil estimate`, three lists at least). What each list looked at is
# said in its own table: covers_area = ["…"] (governorates), covers_period = "…"; left out, it looked everywhere.
# [estimate]
# by = "governorate"          # or "month", "sex": estimated apart, then added; left out, all together
# models = ["graphs", "loglinear", "latent"]

[custody]
# Only when this names an RFC 3161 authority does `sijil seal` reach out, and only to it; the certificates (PEM, a file
# in this folder) are those of its root:
# timestamp_authority = "https://…"
# timestamp_certificates = "authority.pem"
# Whose content credentials (C2PA) are trusted: root certificates (PEM, a file in this folder). Without it, nobody's:
# trusted_signers = "signers.pem"

# Speech turned into drafts by `sijil transcribe CASE RECORDING` (extra `speech`), with a model of whisper.cpp that you
# have: its file, or a folder with just one, from this folder on. None is ever fetched.
# [speech]
# model = "/where/it/lies/ggml-small.bin"
# language = "ar"             # left out, the model tells by itself

# A language model that you run on this machine, asked by `sijil ask` for passages (any server with the OpenAI form):
# [model]
# address = "http://127.0.0.1:8080/v1"
# name = "the-name-it-has-there"
# seed = 1

# What `sijil release` keeps to (docs/releases.md); the numbers are those that hold when nothing is said:
# [release]
# threshold = 5               # counts of living people below it are not shown
# approvals = 0               # how many people must approve a release before it is frozen
# perpetrator_sources = 3     # independent sources before an accused group may be named
# quotes = false              # true: quotes of published documents, and of people whose consent says so
# [protect]                   # strings that no release may hold, beside everybody the case knows
# name = ["…"]                # also: place, origin, kinship, phone, email, handle, minute, phrase

# What Sijil guessed wrong about a list of people (the columns it took are shown by `sijil add`):
# [lists."victims.csv"]
# source = "Village committee"
# columns = {{ name = "Full name", age = "Age", place = 5 }}    # header or column number
# event_type = "killing"      # what the list is a list of, if no column says it
[lists]

# What a document does not say about itself:
# [documents."article.txt"]
# source = "The Daily"
# published = "2025-03-10..2025-03-12"    # relative dates ("last week") are read from this
[documents]
{published}"""


def add_gazetteer(path: Path, name: str) -> None:
    """Name a gazetteer in `case.toml`, once; comments and the order of the file stay as they are.

    Raises CaseSettings when the file would not be valid afterwards; it is then left as it was.
    """
    text = path.read_text(encoding="utf-8")
    document = tomlkit.parse(text)
    names = document.setdefault("gazetteers", tomlkit.array())
    if name in names:
        return
    names.append(name)
    changed = tomlkit.dumps(document)
    check_settings(tomllib.loads(changed), path)
    made = path.with_suffix(".toml.new")
    made.write_text(changed, encoding="utf-8")
    made.replace(path)
