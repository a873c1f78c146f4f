"""The words of the workbench in the user's language; a word that is missing is an error."""

import tomllib
from functools import cache
from importlib import resources

LANGUAGES = ("en", "ar")


@cache
def table() -> dict[str, dict[str, str]]:
    """All words: key, language."""
    return tomllib.loads(resources.files(__package__).joinpath("words.toml").read_text("utf-8"))


class Phrases:
    """`{{ t.overview }}` in a template is that phrase in one language. Raises KeyError for a key that is not there."""

    def __init__(self, language: str) -> None:
        self._language = language

    def __getitem__(self, key: str) -> str:
        return table()[key][self._language]
