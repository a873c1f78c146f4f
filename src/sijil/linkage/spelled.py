"""A name as parts that can be compared: the one place where this room asks the room of names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sijil.linkage.sounds import is_arabic
from sijil.names import is_unnamed, name_parts

LONGEST = 6
"""Parts of a name that are compared; further ones are left out."""
_KUNYA = re.compile(r"(?:ابو|ام(?=ال)|abu|abo|abou|um|umm|om)(?=\w{3,})")
_LATE_JOINERS = ("abo", "om", "abd", "abdul", "abdel", "abdal")
_TAILS = ("الله", "الدين", "الرحمن", "allah", "aldin", "eldin", "aldeen", "eldeen", "alrahman")
_ARTICLE = re.compile(r"ال(?=\w{3})|(?:al|el)(?=[a-z]{3})")
_KIN = re.compile(
    r"\s*(?:(?:son|daughter|wife|husband|child|children|baby|infant|mother|father|sister|brother|family)\s+of\b"
    r"|(?:زوجة|زوج|ابن|ابنة|بنت|طفل|طفلة|رضيع|أولاد|اولاد|أبناء|ابناء|والدة|والد|أخت|اخت|شقيق|شقيقة|عائلة)\s)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Spelled:
    """The parts in their order, without articles; `given` is False where a kunya stands in place of the given name."""

    parts: tuple[str, ...]
    given: bool = True

    @property
    def comparable(self) -> bool:
        """Whether there is enough to compare: one part alone names too many people."""
        return len(self.parts) > 1


_NOBODY = Spelled(())


@lru_cache(maxsize=65536)
def spelled(name: str) -> Spelled:
    """The parts of a name; none for an unknown person, and none for one known only as somebody's kin."""
    if is_unnamed(name) or _KIN.match(name):
        return _NOBODY
    parts = _joined(_one_script(name_parts(name)))
    given = True
    if parts and _KUNYA.match(parts[0]):
        if len(parts) > 2:
            parts = parts[1:]
        else:
            given = False
    return Spelled(
        tuple(_ARTICLE.sub("", part) if _ARTICLE.match(part) else part for part in parts[:LONGEST]), given
    )


def _one_script(parts: Sequence[str]) -> list[str]:
    """Of a name given in two scripts the fuller one; the Arabic where they are equally full."""
    arabic = [part for part in parts if is_arabic(part)]
    other = [part for part in parts if not is_arabic(part)]
    if len(arabic) > 1 and len(other) > 1:
        return arabic if len(arabic) >= len(other) else other
    return list(parts)


def _joined(parts: list[str]) -> list[str]:
    joined: list[str] = []
    held = ""
    for part in parts:
        if part in _TAILS and joined and not held:
            joined[-1] += part
        elif part in _LATE_JOINERS:
            held += part
        else:
            joined.append(held + part)
            held = ""
    return [*joined, held] if held else joined
