"""What a check found: lines that people read, and whether they make it fail."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Trouble:
    """One line of what is wrong. A `note` is worth knowing and fails nothing."""

    severity: str
    where: str
    what: str
    remedy: str = ""
    level: int = 0

    def __str__(self) -> str:
        text = f"{self.where}: {self.what}"
        return f"{text}; {self.remedy}" if self.remedy else text


@dataclass(slots=True)
class Verified:
    """What was checked and what was found."""

    summary: str = ""
    troubles: list[Trouble] = field(default_factory=list)

    @property
    def problems(self) -> list[Trouble]:
        """What makes the check fail."""
        return [t for t in self.troubles if t.severity == "problem"]
