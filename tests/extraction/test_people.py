"""The people a document names are joined by what the document says, and by nothing else."""

from sijil.extraction.lexicon import lexicon
from sijil.extraction.people import Person, people_of
from sijil.extraction.segments import document
from sijil.extraction.units import units


def _persons(text: str) -> list[Person]:
    words = lexicon("en")
    return people_of(units(document(text, words["abbreviations"]), words)).persons()


def _names(text: str) -> list[list[str]]:
    return [[mention.name for mention in person.mentions] for person in _persons(text)]


def test_a_bare_surname_is_the_person_of_the_fuller_name() -> None:
    text = "Ada Renn spoke. Ms Renn left. Tom Oster stayed. Mr Oster wept."
    assert _names(text) == [["Ada Renn", "Renn"], ["Tom Oster", "Oster"]]
    assert [person.full.name for person in _persons(text)] == ["Ada Renn", "Tom Oster"]


def test_two_of_one_surname_are_two_and_the_bare_surname_is_neither() -> None:
    text = "Ada Renn spoke. Tom Renn left. Mr Renn wept."
    assert _names(text) == [["Ada Renn"], ["Tom Renn"], ["Renn"]]


def test_arabic_particles_belong_to_the_name_and_titles_do_not() -> None:
    text = "General Abu Tamin al-Oster met Sheikh Nadir bin Salem."
    assert _names(text) == [["Abu Tamin al-Oster"], ["Nadir bin Salem"]]


def test_or_between_two_names_makes_them_one_and_keeps_the_words() -> None:
    text = "Abu Tamin al-Oster came. Later al-Oster or Nadir al-Salem, announced it. Mr Salem left."
    (person,) = _persons(text)
    assert {mention.name for mention in person.mentions} == {"Abu Tamin al-Oster", "Nadir al-Salem", "Salem"}
    one, other = person.links[0]
    assert (one.name, other.name) == ("al-Oster", "Nadir al-Salem")
    assert text[one.start : other.end] == "al-Oster or Nadir al-Salem"


def test_places_and_organisations_are_not_people() -> None:
    text = "They met near Port Asel. Port Asel burned. The Tarn Rights Watch and the Free Valley Front (FVF) spoke."
    assert _names(text) == []
