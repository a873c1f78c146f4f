"""One event found by one rule in one unit, still as chunks and tokens."""

from dataclasses import dataclass, field

from sijil.extraction.groups import Phrase
from sijil.extraction.mood import Mood
from sijil.extraction.rules import Rule


@dataclass(slots=True)
class Frame:
    """`trigger` is the token that set the rule off, `chunk` the chunk it stands in.

    `victims` are those it is done to (of an arson: what was burned), `agents` those who did it,
    `number` a phrase that holds the count when it stands apart. Whether the frame becomes a claim is
    for `mood` and `negative` to say, and then for the quote gate.
    """

    rule: Rule
    voice: str
    trigger: int
    chunk: int
    mood: Mood
    victims: list[Phrase] = field(default_factory=list)
    agents: list[Phrase] = field(default_factory=list)
    subject: list[Phrase] = field(default_factory=list)
    number: Phrase | None = None
    negative: bool = False

    @property
    def id(self) -> str:
        """The rule's id with the voice in which it fitted."""
        return f"{self.rule.id}.{self.voice}"
