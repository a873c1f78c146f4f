"""What must not be found in a text that leaves: names, places of origin, kin, numbers, addresses, times, words."""

from dataclasses import dataclass

from sijil.errors import RedactionError

KINDS = ("name", "place", "origin", "kinship", "phone", "email", "handle", "minute", "phrase")
"""`place`: wherever it is named; `origin`: only where somebody is said to come from there or to live there;
`kinship`: a word of kin beside a name ("the sister of Hassan Dib"); `minute`: a time of day to the minute."""


@dataclass(frozen=True, slots=True)
class Protected:
    """One thing to protect. `key` names it without giving it away; `written` is it, in one spelling and script.

    Several spellings that are known are several `Protected` of one key.
    """

    key: str
    kind: str
    written: str

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise RedactionError(
                f"no kind of protected string is called {self.kind!r}",
                where=self.key,
                remedy=f"it is one of {', '.join(KINDS)}",
            )
        if not any(char.isalnum() for char in self.written):
            raise RedactionError(
                "a protected string without a letter or digit", where=self.key, remedy="leave it out"
            )


@dataclass(frozen=True, slots=True, order=True)
class Hit:
    """A protected string found: `text[start:end]`, in code points. It says which one, and not what it is."""

    start: int
    end: int
    key: str
    kind: str
