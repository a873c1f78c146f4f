"""Telling a face how far a long piece of work is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sijil.custody.outcomes import Outcome

Progress = Callable[[int, int, str], None]
"""Called with how many files are done, of how many, and the name of the last one; while waiting, again."""


@dataclass(slots=True)
class Count:
    """Counts outcomes as they pass. `total` is what a look at the folders gave; they may have grown since."""

    progress: Progress | None
    total: int
    done: int = 0
    name: str = ""

    def over(self, outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
        """The same outcomes, counted."""
        for outcome in outcomes:
            self.done += 1
            self.name = outcome.name
            self.tell()
            yield outcome

    def tell(self) -> None:
        """Say how far it is."""
        if self.progress:
            self.progress(self.done, max(self.done, self.total), self.name)
