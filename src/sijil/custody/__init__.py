"""The custody of a case: original bytes named by their SHA-256, and a hash-chained log of how they came.

In: paths of files and folders, members taken out of containers, a pseudonym and a clock.
Out: `Received` or `Refused` for each, once it is safely on the disk; the log's entries, names and bytes;
and from `verify` every `Problem` of a case, each with its file and line.
Knows nothing of what the bytes mean; no name of a file or a person is in a log line.
"""

from sijil.custody.checking import Verification, verify
from sijil.custody.clock import Clock, utc_now
from sijil.custody.custody import Custody
from sijil.custody.entry import Entry
from sijil.custody.layout import LOG
from sijil.custody.outcomes import Outcome, Received, Refused
from sijil.custody.problem import Problem

__all__ = [
    "LOG",
    "Clock",
    "Custody",
    "Entry",
    "Outcome",
    "Problem",
    "Received",
    "Refused",
    "Verification",
    "utc_now",
    "verify",
]
