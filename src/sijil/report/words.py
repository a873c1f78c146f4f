"""The words of a report in its language; a word that is missing is an error."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from sijil.errors import ReportError

LANGUAGES = ("en", "ar")


def _english_form(number: int) -> int:
    return 0 if number == 1 else 1


def _arabic_form(number: int) -> int:
    if number in (1, 2):
        return number - 1
    last = number % 100
    if 3 <= last <= 10:
        return 2
    return 3 if last >= 11 else 4


_FORMS = {"en": _english_form, "ar": _arabic_form}
"""Which of the forms joined by `|` follows a number: plural rules of the Unicode CLDR."""


@cache
def table() -> dict[str, dict[str, dict[str, str]]]:
    """All words: section, key, language."""
    return tomllib.loads(resources.files(__package__).joinpath("words.toml").read_text("utf-8"))


class Words:
    """Look-up in one language: `words.text("summary")`; unknown values come back as they are."""

    def __init__(self, language: str, arabic_names: Mapping[str, str] | None = None) -> None:
        if language not in LANGUAGES:
            raise ReportError(
                f"no words for the language {language!r}", remedy=f"use one of {', '.join(LANGUAGES)}"
            )
        self.language = language
        self._names = arabic_names if language == "ar" and arabic_names else {}
        self.direction = "rtl" if language == "ar" else "ltr"

    def text(self, key: str) -> str:
        """A fixed text of the report."""
        return self.of("text", key)

    def of(self, section: str, key: str) -> str:
        """A word of a section; raises when it is missing."""
        try:
            return table()[section][key][self.language]
        except KeyError as error:
            raise ReportError(f"the word {section}.{key} is missing in {self.language!r}") from error

    def counted(self, key: str, number: int) -> str:
        """What stands after a number, in the form that number asks for."""
        return self.of("counted", key).split("|")[_FORMS[self.language](number)]

    def label(self, section: str, key: str) -> str:
        """A word of a section, or the key itself where it is data (a place, a day)."""
        return table()[section].get(key, {}).get(self.language) or self.place(key.replace("_", " "))

    def fact(self, said: str) -> str | None:
        """The words for what a reader said of a file; None for data (a code, an address, a name)."""
        return table()["fact"].get(said, {}).get(self.language)

    def place(self, name: str) -> str:
        """A place's name in the report's language, as far as the gazetteer has it."""
        return self._names.get(name, name)
