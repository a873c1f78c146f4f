"""How a step tells how far it is: a callable of (done, total, label). Faces draw it; steps know nothing of screens."""

from collections.abc import Callable

Progress = Callable[[int, int, str], None]


def silent(done: int, total: int, label: str) -> None:
    """Tell nobody."""
