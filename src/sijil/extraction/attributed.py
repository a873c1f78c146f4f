"""From the scopes that hold a claim to its source: type, who, and the chain from speaker to medium."""

from dataclasses import dataclass, replace

from sijil.extraction.chunks import NP, VG, Parsed
from sijil.extraction.claim import ClaimSource, Said, said
from sijil.extraction.scopes import Scope
from sijil.extraction.sources import Named, Source
from sijil.extraction.units import Unit


@dataclass(frozen=True, slots=True)
class Attributor:
    """Makes the source field. `medium` is the caller's name for the medium, `told` the one the text names."""

    text: str
    medium: str = ""
    told: Named | None = None

    def source(self, unit: Unit, s: Parsed, scopes: list[Scope]) -> ClaimSource:
        """The source of a claim in this unit, given the scopes that hold it, the innermost first."""
        if not scopes:
            return self._narrative()
        speakers = [scope for scope in scopes if not scope.hearsay]
        cited = [scope for scope in scopes if scope.hearsay]
        main = (speakers or cited)[0]
        found = self._spoken(main.source)
        if cited and speakers and found.type in ("witness", "unnamed"):
            found = replace(
                found, type="hearsay", type_as_said=_said(cited[0].source.as_said), type_inferred_by=None
            )
        elif found.type == "unnamed" and unit.quotation is None and _saw_it(s):
            found = replace(found, type="witness", type_inferred_by="en.source.saw_it")
        elif found.type == "witness" or (found.type == "unnamed" and unit.quotation is not None):
            found = self._witness(found, unit, s)
        return self._chained(found, main.source, [*cited, *speakers] if speakers else cited)

    def _narrative(self) -> ClaimSource:
        chain, spans, rule = self._medium_link(None)
        return ClaimSource(
            "narrative",
            type_inferred_by="en.source.narrative",
            chain=chain,
            chain_spans=spans,
            chain_inferred_by=rule,
        )

    def _spoken(self, source: Source) -> ClaimSource:
        return ClaimSource(
            type=source.type,
            type_inferred_by="en.source.kind_of_speaker",
            who=_said(source.who),
            who_inferred_by=source.inferred_by or None,
            as_said=_said(source.as_said),
        )

    def _witness(self, found: ClaimSource, unit: Unit, s: Parsed) -> ClaimSource:
        """One who speaks of himself is a witness by his own word; of others, because he speaks for himself."""
        for index, word in enumerate(s.words):
            if word.low in s.lexicon["phrases.first_person"] and unit.quotation is not None:
                own = said(self.text, *s.span(index, index))
                return replace(found, type="witness", type_as_said=own, type_inferred_by=None)
        if found.type == "witness":
            return replace(found, type_inferred_by="en.source.speaks_for_himself")
        return found

    def _chained(self, found: ClaimSource, main: Source, scopes: list[Scope]) -> ClaimSource:
        links: list[tuple[str, tuple[int, int] | None]] = []
        for scope in scopes:
            who = scope.source.who or (scope.source.as_said if not scope.hearsay else None)
            if who is not None and (who.said, (who.start, who.end)) not in links:
                links.append((who.said, (who.start, who.end)))
        chain, spans, rule = self._medium_link(main.medium)
        return replace(
            found,
            chain=tuple(words for words, _ in links) + chain,
            chain_spans=tuple(span for _, span in links) + spans,
            chain_inferred_by=rule,
        )

    def _medium_link(
        self, told: Named | None
    ) -> tuple[tuple[str, ...], tuple[tuple[int, int] | None, ...], str | None]:
        """The last link: whom it was told, or the medium the caller names, or the one the text tells things to."""
        if told is not None:
            return (told.said,), ((told.start, told.end),), None
        if self.medium:
            return (self.medium,), (None,), "medium"
        if self.told is not None:
            return (self.told.said,), ((self.told.start, self.told.end),), "en.medium.told"
        return (), (), None


_SEEING = ("see", "witness", "watch")


def _saw_it(s: Parsed) -> bool:
    """ "A passenger said that he saw the fighters shoot the driver"."""
    for at, chunk in enumerate(s.chunks):
        if (
            chunk.kind == VG
            and chunk.base in _SEEING
            and chunk.finite
            and not chunk.negated
            and not chunk.passive
        ):
            low = s.said(at - 1)
            if low in s.lexicon["subject_pronouns"] and low != "it" and s.kind(at + 1) in (NP, VG):
                return True
    return False


def _said(named: Named | None) -> Said | None:
    return None if named is None else Said(named.said, named.start, named.end)
