"""What all archives have in common: swelling is watched while unpacking, and what stays inside is said.

Swelling is watched by member and in total, so that no header is believed (reference on custody and
reading, section 7: the libraries have no limit of their own).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sijil.readers.draft import Draft, Source
from sijil.readers.limits import Limits, in_words

BY_HAND = "unpack it by hand, if the sender is trusted, and add the parts"


class Swollen(Exception):
    """A member or the archive swells beyond the allowed ratio; the message says how."""


@dataclass(slots=True)
class Swelling:
    """What has been unpacked so far, in bytes, against what it was packed into."""

    limits: Limits
    archive_size: int
    total: int = 0

    def watch(self, chunks: Iterator[bytes], packed: Callable[[], int]) -> Iterator[bytes]:
        """The same chunks. `packed` says into how many bytes they were packed, as far as is known by then.

        Raises `Swollen`.
        """
        size = 0
        for chunk in chunks:
            size += len(chunk)
            self.check(size, packed())
            yield chunk
        # Only what is kept counts: a bomb must not take the members behind it with it.
        self.total += size

    def check(self, size: int, packed: int) -> None:
        """Raise `Swollen` when a member of so many bytes so far swells too much."""
        limits = self.limits
        if size > max(packed * limits.ratio, limits.ratio_floor):
            raise Swollen(f"swells to more than {limits.ratio} times its packed size of {in_words(packed)}")
        if self.total + size > max(self.archive_size * limits.ratio, limits.ratio_floor):
            raise Swollen(f"the archive swells to more than {limits.ratio} times its size")


def state_left(draft: Draft, source: Source, remedies: dict[str, str]) -> None:
    """Say how many members stay inside, and the commonest reason; `remedies` by reason, where it has one of its own."""
    left = [entry.reason for entry in draft.not_taken]
    if not left:
        return
    reasons = sorted(set(left), key=lambda reason: (-left.count(reason), reason))
    more = f" and {len(reasons) - 1} other reasons" if len(reasons) > 1 else ""
    remedy = next((remedies[reason] for reason in reasons if reason in remedies), BY_HAND)
    count = len(left) + len(draft.members)
    draft.miss(f"{len(left)} of {count} members not taken: {reasons[0]}{more}", remedy)
    draft.nothing_usable = source.spool is not None and not draft.members
