"""Nothing enters as a quote that is not, character for character, a slice of the text."""

import re
from dataclasses import dataclass

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sijil.errors import QuoteRejected
from sijil.extraction import check, ground, occurrences
from sijil.text import fold

SPECIMEN = (
    "Gunmen stopped the bus near Orsk Bridge on Monday.\n"
    "According to the Tarn Monitor, at least 4,618 people have been killed since May 2, including "
    "women and children.\n"
    "\u201cSoldiers shot two shepherds and burned the mill in Dervin,\u201d Ms Oleth said. "
    "They took the miller \u2013 nobody knows where. She has not slept since.\n"
)
ARABIC = (
    "قال الشاهد إنّ المسلحين قَتلوا ٤ مدنيين وأخذوا أخاه من البيـــت مساء أمس، "
    "ثم \u202bأحرقوا المنزل\u202c في تلّة الورد."
)


@dataclass(frozen=True)
class Case:
    """A candidate, and the raw slice it must be kept as (`None`: it must be rejected)."""

    name: str
    candidate: str
    kept: str | None
    folding: tuple[str, ...] = ()


MONITOR = "at least 4,618 people have been killed since May 2, including women and children"
SHOT = "Soldiers shot two shepherds and burned the mill in Dervin"
TABLE = [
    Case("exact", MONITOR, MONITOR),
    Case("newline differs", MONITOR.replace("killed ", "killed\n"), MONITOR, ("whitespace",)),
    Case("double space differs", MONITOR.replace("have ", "have  "), MONITOR, ("whitespace",)),
    Case("other case", MONITOR.upper(), MONITOR, ("case",)),
    Case("other case and punctuation", MONITOR.upper().replace("2,", "2;"), None),
    Case("other punctuation", MONITOR.replace("2,", "2;"), None),
    Case("digits of a number swapped", MONITOR.replace("4,618", "4,681"), None),
    Case("digit put before a number", MONITOR.replace("4,618", "14,618"), None),
    Case("number cut", "618 people have been killed since May 2", None),
    Case("not inserted", SHOT.replace("shot", "did not shoot"), None),
    Case("not inserted, same verb", SHOT.replace(" shot", " not shot"), None),
    Case("other town", SHOT.replace("Dervin", "Dervan"), None),
    Case("roles swapped", "two shepherds shot Soldiers and burned the mill in Dervin", None),
    Case("stitched", "Gunmen stopped the bus near Orsk Bridge and burned the mill in Dervin", None),
    Case("paraphrase", "Two shepherds were shot by soldiers in Dervin", None),
    Case("fabricated", "Hundreds were buried in a mass grave", None),
    Case(
        "curly quotes and dash",
        '"Soldiers shot two shepherds',
        "\u201cSoldiers shot two shepherds",
        ("quotes",),
    ),
    Case("dash", "took the miller - nobody knows", "took the miller \u2013 nobody knows", ("dashes",)),
    Case("Arabic exact", "وأخذوا أخاه من البيـــت", "وأخذوا أخاه من البيـــت"),
    Case("Arabic without marks", "إن المسلحين قتلوا", "إنّ المسلحين قَتلوا", ("arabic_marks",)),
    Case("4 for ٤", "قَتلوا 4 مدنيين", "قَتلوا ٤ مدنيين", ("digits",)),
    Case("٧ for ٤", "قَتلوا ٧ مدنيين", None),
    Case("hamza left out", "وأخذوا اخاه", "وأخذوا أخاه", ("alef_hamza",)),
    Case(
        "direction marks in the text",
        "ثم أحرقوا المنزل في تلّة",
        "ثم \u202bأحرقوا المنزل\u202c في تلّة",
        ("direction_marks",),
    ),
    Case("tatweel", "من البيت مساء", "من البيـــت مساء", ("tatweel",)),
]


@pytest.mark.parametrize("case", TABLE, ids=lambda case: case.name)
def test_each_case_of_the_table_is_kept_raw_or_rejected(case: Case) -> None:
    text = SPECIMEN + ARABIC
    if case.kept is None:
        with pytest.raises(QuoteRejected):
            ground(text, case.candidate)
        return
    found = ground(text, case.candidate)
    assert (found.quote, found.folding) == (case.kept, case.folding)
    check(text, found.start, found.end, found.quote)


def _sentence(text: str, word: str) -> str:
    """The sentence of `text` that holds `word`, without its full stop."""
    at = text.index(word)
    return text[max(text.rfind(mark, 0, at) for mark in ".\n") + 1 : text.index(".", at)].strip()


def _swap(sentence: str, one: str, other: str) -> str:
    return sentence.replace(one, "\0").replace(other, one).replace("\0", other)


def test_the_six_changed_statements_of_the_real_article_are_rejected(article: str) -> None:
    total, homs = _sentence(article, "973"), _sentence(article, "Homs")
    other = _sentence(article, "2011")
    changed = [
        total.replace("973", "937"),
        total.replace("973", "1,973"),
        re.sub(r"\bkilling\b", "not killing", homs),
        homs.replace("Homs", "Hama"),
        _swap(homs, "security forces", "one person"),
        total[:60] + other[40:],
    ]
    assert len({*changed, total, homs}) == 8
    for candidate in changed:
        with pytest.raises(QuoteRejected):
            ground(article, candidate)


def test_paraphrase_fabrication_and_other_punctuation_are_rejected_in_the_real_article(article: str) -> None:
    total = _sentence(article, "973")
    paraphrase = "SOHR counts no fewer than 973 dead civilians since 6 March"
    for candidate in (paraphrase, "A mass grave was found near the airbase", total.replace(",", ";")):
        with pytest.raises(QuoteRejected, match="not in the text"):
            ground(article, candidate)


def test_folding_only_variants_of_the_real_article_are_kept_as_its_raw_slice(article: str) -> None:
    homs = _sentence(article, "Homs").removesuffix(',"')
    variants = {
        homs: (),
        homs.replace(", ", ",\n", 1): ("whitespace",),
        homs.replace(" ", "  "): ("whitespace",),
        homs.upper(): ("case",),
        homs.replace("Homs", "\u200fHoms\u200e"): ("direction_marks",),
    }
    for candidate, folding in variants.items():
        found = ground(article, candidate)
        assert (found.quote, found.folding) == (homs, folding)


def test_a_quote_that_occurs_more_than_once_needs_an_occurrence() -> None:
    text = "They fled. They fled. They fled."
    with pytest.raises(QuoteRejected, match="occurs 3 times: say which"):
        ground(text, "They fled")
    assert ground(text, "They fled", occurrence=2).start == 11
    assert ground(text, "They fled", within=(11, 21)).start == 11
    assert [one.start for one in occurrences(text, "They fled")] == [0, 11, 22]
    for occurrence in (0, 4):
        with pytest.raises(QuoteRejected, match="there is no occurrence"):
            ground(text, "They fled", occurrence=occurrence)


def test_an_exact_occurrence_goes_before_a_folded_one() -> None:
    found = ground("HOMS and Homs", "Homs")
    assert (found.start, found.folding) == (9, ())


def test_a_number_is_never_cut() -> None:
    with pytest.raises(QuoteRejected, match="cuts the number 1,973"):
        ground("There were 1,973 dead", "973 dead")
    with pytest.raises(QuoteRejected, match="cuts the number 9730"):
        ground("There were 9730 dead", "were 973")
    assert ground("There were 1,973 dead. In all, 973 dead", "973 dead").start == 31


def test_a_latin_word_is_never_cut() -> None:
    with pytest.raises(QuoteRejected, match="inside a word"):
        ground("The Homsi family", "Homs")


@pytest.mark.parametrize("candidate", ["", " \n\t", "\u200f\u200d", "\u0640"])
def test_an_empty_quote_is_rejected(candidate: str) -> None:
    with pytest.raises(QuoteRejected, match="empty"):
        ground("Some text \u200f\u200d\u0640 here", candidate)


def test_white_space_around_a_quote_is_not_part_of_it() -> None:
    found = ground(SPECIMEN, "\n  the mill in Dervin ")
    assert (found.quote, found.folding) == ("the mill in Dervin", ())


def test_bounds_outside_the_text_are_refused() -> None:
    with pytest.raises(QuoteRejected, match="has no characters"):
        ground("short", "short", within=(0, 9))


@pytest.mark.parametrize(
    ("start", "end", "quote"),
    [(0, 6, "gunmen"), (0, 5, "Gunmen"), (-6, 0, ""), (3, 3, ""), (0, 9_999, "Gunmen")],
)
def test_a_quote_that_is_not_its_slice_fails_the_check(start: int, end: int, quote: str) -> None:
    with pytest.raises(QuoteRejected):
        check(SPECIMEN, start, end, quote)


def test_half_of_a_character_that_folds_to_two_is_not_a_match() -> None:
    with pytest.raises(QuoteRejected):
        ground("Die große Straße", "S GROS")
    assert ground("Die große Straße", "GROSSE STRASSE").quote == "große Straße"


@pytest.mark.parametrize("before", [65_531, 65_536, 131_070])
def test_a_match_across_the_windows_of_a_long_text_is_found_whole(before: int) -> None:
    filler = ("word " * 30_001)[:before].ljust(before)
    text = f"{filler} the  \u201clast\u201d  bus {filler}"
    found = ground(text, 'the "last" bus')
    assert (found.start, found.quote) == (before + 1, "the  \u201clast\u201d  bus")
    assert found.folding == ("whitespace", "quotes")


WORDS = [match.span() for match in re.finditer(r"\S+", SPECIMEN)]
SLICES = st.tuples(st.integers(0, len(WORDS) - 5), st.integers(5, 12)).map(
    lambda pick: SPECIMEN[WORDS[pick[0]][0] : WORDS[min(pick[0] + pick[1], len(WORDS)) - 1][1]]
)


@given(SLICES, st.data())
def test_any_edit_of_a_letter_or_digit_is_rejected(quote: str, data: st.DataObject) -> None:
    at = data.draw(st.sampled_from([index for index, char in enumerate(quote) if char.isalnum()]))
    new = data.draw(st.sampled_from("abcxyz0123456789"))
    edit = data.draw(st.sampled_from(["replace", "insert", "drop"]))
    tail = quote[at + 1 :] if edit != "insert" else quote[at:]
    edited = quote[:at] + ("" if edit == "drop" else new) + tail
    # A longer word or number at the edge may lose a character and still not be cut: it is then another text.
    assume(fold(edited).text not in fold(SPECIMEN).text)
    with pytest.raises(QuoteRejected):
        ground(SPECIMEN, edited)


DISTURBANCES = {
    " ": ["  ", "\n", " \t", "\u00a0", " \u200f "],
    "-": ["\u2013", "\u2014", "\u2212"],
    "'": ["\u2019", "\u2018"],
    '"': ["\u201c", "\u201d", "\u201e"],
}
LETTER_MARKS = ["\u200e", "\u200d", "\u2066", "\u0640"]


def _disturbed(char: str, draw: st.DataObject) -> str:
    options = [char, char.swapcase() if fold(char.swapcase()).text == fold(char).text else char]
    options += DISTURBANCES.get(fold(char).text, [])
    options += [char + mark for mark in LETTER_MARKS]
    if char.isdigit() and char.isascii():
        options.append(chr(0x0660 + int(char)))
    return draw.draw(st.sampled_from(options))


@given(SLICES, st.data())
def test_any_mixture_of_folding_only_disturbances_is_kept_as_the_same_raw_slice(
    quote: str, data: st.DataObject
) -> None:
    candidate = "".join(_disturbed(char, data) for char in quote)
    assert ground(SPECIMEN, candidate).quote == quote


@given(
    st.text(alphabet="aأاé ـ٤4\u200f'’-–", max_size=80), st.text(alphabet="aأاé ٤4'-", min_size=1, max_size=4)
)
def test_every_occurrence_is_a_slice_that_folds_to_the_candidate(text: str, candidate: str) -> None:
    assume(fold(candidate).text.strip())
    for found in occurrences(text, candidate):
        check(text, found.start, found.end, found.quote)
        assert fold(found.quote).text.strip() == fold(candidate).text.strip()
