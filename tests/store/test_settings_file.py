"""case.toml: what it may say, and that nothing in it is silently ignored."""

from pathlib import Path

import pytest

from sijil.errors import CaseNewer, CaseSettings
from sijil.numbers import conventions
from sijil.store.settings_file import CaseToml, convention_lines, read_settings


def settings(tmp_path: Path, text: str) -> CaseToml:
    path = tmp_path / "case.toml"
    path.write_text(text, encoding="utf-8")
    return read_settings(path)


def test_everything_may_be_left_out(tmp_path: Path) -> None:
    assert settings(tmp_path, "") == CaseToml()


@pytest.mark.parametrize(
    "text", ['published = "2025-03-10..2025-03-12"', '[documents]\npublished = "2025-03-10..2025-03-12"']
)
def test_the_publication_of_all_documents_may_stand_at_the_top_or_under_documents(
    tmp_path: Path, text: str
) -> None:
    assert str(settings(tmp_path, text).published) == "2025-03-10..2025-03-12"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("titel = 'x'", "did you mean 'title'?"),
        ("[mandate]\nperiode = ''", "did you mean 'period'?"),
        ("published = 2025-03-10..2025-03-12", "need quotes"),
        ('published = "March"', "2025-03-10..2025-03-12"),
        ('[counting]\nlow = "lots"', "corroborated, documented"),
        ('[review]\ntwo_reviewers = ["murder"]', "killing, injury"),
        ('[review]\ntwo_reviewers = "killing"', "in brackets"),
        ('languages = ["fr"]', '["en"], ["ar"] or both'),
        ('[documents."a.txt"]\npublishd = "2025-01-01"', "did you mean 'published'?"),
        ('[lists."a.csv"]\ncolumns = { nmae = "Name" }', "nmae"),
        ('[lists."a.csv"]\nas_of = "soon"', "as_of"),
        ("[conventions]\ndozen = 24", "did you mean 'dozens'?"),
        ("[conventions]\ndozens = 0", "the whole number it counts as"),
        ('[conventions]\ndozens = "24"', "the whole number it counts as"),
        ("[conventions]\ndozens = true", "the whole number it counts as"),
        ('[lists."a.csv"]\ncovers_period = "spring"', "covers_period"),
        ('[lists."a.csv"]\ncovers_area = "Latakia"', 'covers_area = ["Latakia"]'),
        ('[estimate]\nby = "sect"', "governorate, month, sex"),
        ('[estimate]\nmodels = ["guess"]', "graphs, loglinear, latent"),
        ("[estimate]\nlinkages = 5000", "linkages = 50"),
    ],
)
def test_what_cannot_be_used_is_said_with_the_way_out(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(CaseSettings) as error:
        settings(tmp_path, text)
    assert told in str(error.value)
    assert "\n" not in str(error.value)


def test_only_what_differs_from_the_table_is_a_case_s_own_convention(tmp_path: Path) -> None:
    read = settings(tmp_path, "[conventions]\ndozens = 24\ntens = 10")
    assert read.conventions == {"dozens": 24}
    in_force = read.conventions_in_force()
    assert (in_force["dozens"], in_force["tens"], in_force["plural_people"]) == (24, 10, 2)


def test_a_new_case_shows_every_convention_and_changes_none(tmp_path: Path) -> None:
    lines = convention_lines()
    assert all(f"\n{one.id} = {one.number} " in f"\n{lines}" for one in conventions())
    assert settings(tmp_path, f"[conventions]\n{lines}").conventions == {}


def test_a_case_of_a_newer_format_is_left_alone(tmp_path: Path) -> None:
    with pytest.raises(CaseNewer):
        settings(tmp_path, "sijil_case = 2")


def test_a_file_is_found_by_its_name_its_bare_name_or_a_pattern(tmp_path: Path) -> None:
    read = settings(tmp_path, '[lists."a.csv"]\nsource = "A"\n[lists."*.csv"]\nsource = "any"')
    assert read.list_settings("folder/a.csv")["source"] == "A"
    assert read.list_settings("folder/b.csv")["source"] == "any"
    assert read.list_settings("b.txt") == {}
