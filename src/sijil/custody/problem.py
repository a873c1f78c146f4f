"""What verification finds."""

from dataclasses import dataclass

from sijil.errors import one_line

RESTORE = "put it back from a copy of the case"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is not as it was when it was received, or, as a note, something worth knowing.

    `severity` is `problem` or `note`; `where` a file relative to the case folder, with the line number for a
    line (`custody/log.jsonl:17`); `what` and `remedy` are sentences; `level` is that of the check, 1 to 6.
    """

    severity: str
    where: str
    what: str
    remedy: str = ""
    level: int = 0

    def __str__(self) -> str:
        """One line, ready to print."""
        line = one_line(self.what, self.where, self.remedy)
        return f"note: {line}" if self.severity == "note" else line


def problem(where: str, what: str, remedy: str = RESTORE, level: int = 0) -> Problem:
    """Evidence or its log is not what it was."""
    return Problem("problem", where, what, remedy, level)


def note(where: str, what: str, remedy: str = "", level: int = 0) -> Problem:
    """Nothing is lost or altered."""
    return Problem("note", where, what, remedy, level)
