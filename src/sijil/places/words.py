"""The word lists of the room, by the keys in which names are compared."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from sijil.places import keys

_FOLDER = Path(__file__).parent


@cache
def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / name).read_text(encoding="utf-8"))


@cache
def kinds() -> dict[str, tuple[str, ...]]:
    """The levels that each word for a kind of place allows."""
    entries = _table("words.toml")["kind"]
    words = [(word, tuple(entry["levels"])) for entry in entries for word in entry["words"]]
    return dict(zip(keys.exact([word for word, _ in words]), [levels for _, levels in words], strict=True))


@cache
def press() -> dict[str, tuple[str, str, str]]:
    """Press spelling to the id of its entry, the Arabic name as a key, and the governorate or ""."""
    found: dict[str, tuple[str, str, str]] = {}
    for entry in _table("press_spellings.toml")["press"]:
        meant = (entry["id"], keys.exact_key(entry["arabic"]), entry.get("admin1", ""))
        found |= dict.fromkeys(keys.exact(entry["spellings"]), meant)
    return found


@cache
def doubtful() -> frozenset[str]:
    """Names that are also other words or people's names."""
    entry = _table("words.toml")["doubtful"]
    return frozenset(keys.exact([name for group in entry.values() for name in group]))


@cache
def support() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What, right before a name, makes it a place: any support, and support enough for a doubtful name."""
    entry = _table("words.toml")["support"]
    kind_words = "|".join(sorted(map(re.escape, kinds()), key=len, reverse=True))
    strong = f"(?:{'|'.join(map(re.escape, entry['strong_english']))})(?: the)?|{kind_words}"
    arabic = "|".join(re.escape(word) for word in keys.exact(entry["weak_arabic"]))
    weak = f"(?:{'|'.join(map(re.escape, entry['weak_english']))})(?: the)?|{arabic}"
    whole = "(?:^|[^a-z\\u0621-\\u064a])[وف]?(?:{}) ?$"
    return re.compile(whole.format(f"{strong}|{weak}")), re.compile(whole.format(strong))
