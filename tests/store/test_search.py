"""What a search asks for: words, phrases and what must not be there; the same on both databases."""

import pytest

from sijil.store import search
from sijil.store.search import Asked, asked


@pytest.mark.parametrize(
    ("query", "wanted", "unwanted"),
    [
        ("Tell Yara", ("tell", "yara"), ()),
        ('"Tell Yara" killed', ("tell yara", "killed"), ()),
        ("killed -injured", ("killed",), ("injured",)),
        ('killed -"Tell Yara"', ("killed",), ("tell yara",)),
        ("«تل يارا» -قتل", ("تل يارا",), ("قتل",)),
        ("al-Mirsad", ("al", "mirsad"), ()),
        ("-", (), ()),
        ('" OR 1 --', ("or", "1"), ()),
        ('""', (), ()),
    ],
)
def test_a_search_is_read(query: str, wanted: tuple[str, ...], unwanted: tuple[str, ...]) -> None:
    assert asked(query) == Asked(wanted, unwanted)


ROWS = [
    ("claim", "1", "Two farmers were killed in Tell Yara"),
    ("claim", "2", "They killed Yara; tell nobody"),
    ("claim", "3", "Yara was injured in Tell Yara"),
]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("tell yara", ["1", "2", "3"]),
        ('"tell yara"', ["1", "3"]),
        ("yara -killed", ["3"]),
        ('killed -"tell yara"', ["2"]),
        ("-killed", []),
    ],
)
def test_phrases_and_what_must_not_be_there(store: str, query: str, found: list[str]) -> None:
    search.index(ROWS)
    assert [hit.target for hit in search.search(query)] == found
