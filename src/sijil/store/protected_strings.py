"""Everything in a case that no release may hold: who speaks, who sent, who lives, whose kin, and what the team added.

The dead are not protected as such, yet nobody is named before a judgement says that the name may be published; until
then the names of the dead are looked for as those of the living are.
"""

import re
from collections.abc import Iterable, Iterator

from sijil.names import is_unnamed
from sijil.redaction import Matcher, Protected
from sijil.store import models
from sijil.store.settings_file import CaseToml
from sijil.store.speakers import is_protected

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w.:/-])(?:\+|0)\d(?:[ ()./-]{0,2}\d){7,14}(?![\w:/-])")
_DAY = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}")
_HANDLE = re.compile(r"(?<![\w@.])@[A-Za-z]\w{3,31}\b")
_LEAST_LETTERS = 3
_SMALL = frozenset(("of", "the", "and", "for", "a", "an", "in", "from"))


def protected_strings(settings: CaseToml) -> list[Protected]:
    """Every protected string of the case, each once, in a fixed order."""
    found = [*settings.release.protect, *_speakers(), *_senders(), *_victims(), *_addresses()]
    return list(dict.fromkeys(sorted(found, key=lambda one: (one.kind, one.written, one.key))))


def matcher_for(settings: CaseToml, *, published: Iterable[str]) -> Matcher:
    """A matcher of them all. `published` are the names of people and places that may stand where they stand whole."""
    names = set(published)
    return Matcher((one for one in protected_strings(settings) if one.written not in names), sorted(names))


def _name(key: str, written: str) -> Iterator[Protected]:
    if sum(char.isalpha() for char in written) >= _LEAST_LETTERS and not _is_a_description(written):
        # "Voices of the Port" and "Interviewer 4" are found as a whole; two of their words would be hits everywhere.
        words = written.split()
        whole = _SMALL.intersection(words) or any(word.isdecimal() for word in words)
        kind = "phrase" if whole else "name"
        yield Protected(key, kind, written)


def _is_a_description(written: str) -> bool:
    """Whether it is no name: "a schoolteacher", "unknown". In Arabic letters everything may be one."""
    return is_unnamed(written) or (written.isascii() and written == written.lower())


def _speakers() -> Iterator[Protected]:
    """Whoever stands under a pseudonym, and the authors of documents (an interviewer is known to whom they spoke)."""
    for source in models.Source.objects.order_by("key"):
        if is_protected(source):
            yield from _name(f"source {source.id}", source.name)
            yield from _name(f"author of source {source.id}", source.publisher)


def _senders() -> Iterator[Protected]:
    public = set(models.Source.objects.filter(protect=False).values_list("name", flat=True))
    names = models.Part.objects.exclude(sender="").order_by("sender").values_list("sender", flat=True)
    for number, name in enumerate(dict.fromkeys(names)):
        if name not in public:
            yield from _name(f"sender {number}", name)


def _victims() -> Iterator[Protected]:
    """Everybody who is named as a victim, and those they are said to be kin of: both may have kin who live."""
    columns = ("key", "name", "kin_of")
    for key, name, kin in models.ClaimVictim.objects.order_by("key").values_list(*columns):
        yield from _name(f"victim {key}", name)
        yield from _name(f"kin of {key}", kin)
    rows = models.Record.objects.order_by("key").values_list("key", "name", "name_other_script")
    for key, name, other in rows:
        yield from _name(f"row {key}", name)
        yield from _name(f"row {key}", other)


def _addresses() -> Iterator[Protected]:
    """Telephone numbers, mail addresses and handles that stand anywhere in the texts of the case."""
    seen: set[tuple[str, str]] = set()
    for text in models.Rendition.objects.order_by("id").values_list("text", flat=True).iterator():
        for kind, pattern in (("email", _MAIL), ("phone", _PHONE), ("handle", _HANDLE)):
            found = (match.group() for match in pattern.finditer(text))
            seen |= {(kind, one) for one in found if not _DAY.fullmatch(one)}
    for number, (kind, written) in enumerate(sorted(seen)):
        yield Protected(f"{kind} {number}", kind, written)
