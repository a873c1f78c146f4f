"""Which places a name matches, by the strictest of the ways that finds any."""

from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from sijil.places import keys, words
from sijil.places.asking import Asked
from sijil.places.context import Context
from sijil.places.index import NameIndex
from sijil.places.place import WIDE


@dataclass(frozen=True, slots=True)
class Match:
    """A place (its index) with the way it was found; `certain` for ways that need no context to be believed."""

    index: int
    reason: str
    weight: float
    certain: bool


EXACT = Match(-1, "exact name", 1.0, True)
WITHOUT_KIND = Match(-1, "exact name, the word for its kind left out", 0.98, True)
PRESS = Match(-1, "press spelling", 0.95, True)
JOINED_ARTICLE = Match(-1, "exact name, the article written on", 0.9, True)
SPELLING = Match(-1, "the same name in another spelling", 0.8, False)
CONSONANTS = Match(-1, "the same consonants, inside the area named", 0.4, False)


def matches(asked: Asked, index: NameIndex, context: Context) -> list[Match]:
    """Exact names first, then the press table, a joined article, a spelling, and last the consonants.

    What is found by name is joined by every place of the same Arabic name, the bridge between spellings,
    and, for villages, by the places whose name is spelled alike: without them one village would be
    taken for another of its name. The consonants are
    tried only inside the governorates that the document names, when no name was found to be exact and no
    spelling to be there.
    """
    found = _by_name(asked, index)
    if not any(index.places[match.index].level in WIDE for match in found):
        found += _rivals(found, _by_spelling(asked, index))
    found += _namesakes(found, index)
    believed = any(match.certain for match in found)
    if not believed and not context.is_open and not context.scope([index.places[m.index] for m in found]):
        known = {match.index for match in found}
        found += [match for match in _by_consonants(asked, index, context) if match.index not in known]
    return found


def _by_name(asked: Asked, index: NameIndex) -> list[Match]:
    pressed = words.press().get(asked.key) or words.press().get(asked.bare)
    return (
        _all(EXACT, index.by_key.get(asked.key, []))
        or _all(WITHOUT_KIND, index.by_key.get(asked.bare, []))
        or (_by_press(*pressed, index) if pressed else [])
        or _all(JOINED_ARTICLE, _with_joined_article(asked.bare, index))
    )


def _all(way: Match, found: list[int]) -> list[Match]:
    return [replace(way, index=index) for index in found]


def _by_press(entry: str, arabic: str, admin1: str, index: NameIndex) -> list[Match]:
    way = replace(PRESS, reason=f"{PRESS.reason} {entry}")
    return _all(way, [i for i in index.by_key.get(arabic, []) if admin1 in ("", index.places[i].admin1)])


def _with_joined_article(bare: str, index: NameIndex) -> list[int]:
    """Alqardaha for al-Qardaha; short names only begin alike."""
    if len(bare) < 6 or not bare.startswith(("al", "el")):
        return []
    return index.by_key.get(bare[2:], [])


def _by_spelling(asked: Asked, index: NameIndex) -> list[Match]:
    """A name spelled otherwise is believed by itself only where a governorate or district bears it."""
    found = index.by_spelling.get(keys.spelling(asked.bare), [])
    widely_known = any(index.places[place].level in WIDE for place in found)
    return _all(replace(SPELLING, certain=widely_known), found)


def _rivals(found: list[Match], spelled: list[Match]) -> list[Match]:
    """Places spelled like a match: as believable as the match, since either may be meant."""
    known = {match.index for match in found}
    certain = any(match.certain for match in found)
    return [replace(match, certain=match.certain or certain) for match in spelled if match.index not in known]


def _namesakes(found: list[Match], index: NameIndex) -> list[Match]:
    """The other places whose Arabic name is that of a match."""
    known = {match.index for match in found}
    added: list[Match] = []
    for match in found:
        namesakes = index.by_arabic.get(index.arabic[match.index], []) if index.arabic[match.index] else []
        for other in namesakes:
            if other not in known:
                known.add(other)
                reason = f"the Arabic name of a match ({match.reason})"
                added.append(replace(match, index=other, reason=reason, weight=match.weight - 0.01))
    return added


def _by_consonants(asked: Asked, index: NameIndex, context: Context) -> list[Match]:
    wanted = keys.skeleton(asked.bare)
    if len(wanted.replace(" ", "")) < 2:
        return []
    best: dict[int, float] = {}
    for admin1 in context.areas:
        for place, key in index.skeletons(admin1).get(wanted, []):
            closeness = SequenceMatcher(None, asked.bare, key, autojunk=False).ratio()
            best[place] = max(best.get(place, 0.0), closeness)
    return [replace(CONSONANTS, index=i, weight=CONSONANTS.weight + 0.2 * best[i]) for i in sorted(best)]
