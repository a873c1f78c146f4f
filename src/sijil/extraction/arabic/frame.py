"""One event found by one rule in one Arabic sentence."""

from dataclasses import dataclass, field

from sijil.extraction.arabic.naming import Phrase
from sijil.extraction.arabic.tables import Rule


@dataclass(slots=True)
class Frame:
    """`first` to `last` are the words of the event's own clause; `negation` the word that denies it, or -1."""

    rule: Rule
    voice: str
    trigger: int
    first: int
    last: int
    victims: list[Phrase] = field(default_factory=list)
    agents: list[Phrase] = field(default_factory=list)
    negation: int = -1
    until: int = -1
    they: bool = False
    word: str = ""

    def of_rule(self, other: "Frame") -> bool:
        """Is its word the second half of the other one's phrase ("لقي ... مصرعهم")?"""
        return self.word in other.rule.then

    @property
    def id(self) -> str:
        """The rule's id with the voice in which it fitted."""
        return f"{self.rule.id}.{self.voice}"
