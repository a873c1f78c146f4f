"""Every error Sijil raises on purpose, under one root.

    SijilError
    ├── CaseError              the case folder cannot be used
    │   ├── CaseMissing        there is no case there
    │   ├── CaseExists         there already is one
    │   ├── CaseNewer          made by a newer version of Sijil
    │   └── CaseSettings       case.toml says something that cannot be used
    ├── EvidenceError          a file cannot be taken into custody
    │   └── DiskFull           no room left; nothing was half-written
    ├── CustodyError           the custody log or a blob is not what it was
    │   ├── CheckpointError    a checkpoint cannot be read, or is not of this log
    │   └── TimestampError     a time-stamp cannot be had, or does not fit
    ├── ReadingError           a file in custody cannot be read as text
    ├── QuoteRejected          a quote or a field is not in the rendition
    ├── JudgementRefused       a line of a judgements file does not fit
    ├── ModelRefused           a language model's server gives no usable answer
    ├── CountError             a count breaks a counting rule
    │   └── UnlikeScopes       counts of unlike scope were to be added or compared
    ├── EstimationError        an estimate cannot be computed
    │   └── HistoriesRefused   a table of capture histories cannot be used
    ├── ConsentError           a use lies outside what the people concerned allowed
    ├── DisclosureError        tables cannot be attacked, or not be published without giving somebody away
    ├── RedactionError         what is protected cannot be looked for, or was not taken out
    ├── ReleaseRefused         something protected is in what was to leave
    ├── ReportError            a report does not agree with its case
    └── NotBuilt               this version cannot do that yet

Each message is one line: where, what is wrong, what to do next.
"""


class SijilError(Exception):
    """Root of the tree. `where` names the file or record, `remedy` says what the user can do."""

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        self.what, self.where, self.remedy = what, where, remedy
        super().__init__(one_line(what, where, remedy))


def one_line(what: str, where: str = "", remedy: str = "") -> str:
    """Join the three parts of a message: `where: what; remedy`."""
    head = f"{where}: {what}" if where else what
    joined = f"{head}; {remedy}" if remedy else head
    return " ".join(joined.split())


class CaseError(SijilError):
    """The case folder cannot be used."""


class CaseMissing(CaseError):
    """There is no case at that path."""


class CaseExists(CaseError):
    """A case, or something else, is already at that path."""


class CaseNewer(CaseError):
    """The case was made by a newer version than the one running."""


class CaseSettings(CaseError):
    """`case.toml` cannot be read or asks for something that does not exist."""


class EvidenceError(SijilError):
    """A file cannot be taken into custody."""


class DiskFull(EvidenceError):
    """No room left on the disk; what was begun has been taken back."""


class CustodyError(SijilError):
    """The custody log or a blob is not what it was when it was received."""


class CheckpointError(CustodyError):
    """A checkpoint cannot be read, or belongs to another log or key."""


class TimestampError(CustodyError):
    """A time-stamp authority did not answer as it should, or a token is not for this checkpoint."""


class ReadingError(SijilError):
    """A file in custody cannot be read as text."""


class QuoteRejected(SijilError):
    """A quote or a field is not in the rendition it is said to come from."""


class JudgementRefused(SijilError):
    """A line of a judgements file does not fit the case."""


class ModelRefused(SijilError):
    """A language model's server does not answer, or not in a way that can be used."""


class CountError(SijilError):
    """A count breaks a counting rule."""


class UnlikeScopes(CountError):
    """Counts of unlike scope were to be added or compared; the message names the part that differs."""


class EstimationError(SijilError):
    """An estimate cannot be computed."""


class HistoriesRefused(EstimationError):
    """A table of capture histories cannot be used; the message names the line and the column."""


class ConsentError(SijilError):
    """A use lies outside what the people concerned allowed."""


class DisclosureError(SijilError):
    """Tables cannot be attacked together, or cannot be published without giving somebody away."""


class RedactionError(SijilError):
    """What is protected cannot be looked for as it is written, or was not taken out of a text."""


class ReleaseRefused(SijilError):
    """Something protected is in what was to leave, or it could not be looked into; nothing left."""


class ReportError(SijilError):
    """A report does not agree with the case it was made from."""


class NotBuilt(SijilError):
    """This version cannot do that yet."""
