"""A folder that is to leave, attacked. Everything in it is invented."""

import json
import random
import zipfile
from pathlib import Path

import pytest
from canary.files import FORMATS, write_all
from canary.people import canaries

from sijil.readers import transcript
from sijil.redaction import Matcher, Protected, attack

SECRET = Protected("w1", "name", "Samira Haddad")


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher([SECRET])


def test_a_clean_folder_may_leave(tmp_path: Path, matcher: Matcher) -> None:
    (tmp_path / "report.html").write_text("<p>Twelve people were killed.</p>")
    audit = attack(tmp_path, matcher)
    assert audit.clean and audit.files == 1 and audit.characters > 20


@pytest.mark.parametrize("name", [n for n in FORMATS if not n.startswith("print")])
def test_every_format_is_heard(name: str, tmp_path: Path) -> None:
    some = [one for one in canaries(1) if one.protected.kind in ("name", "phone", "email")][::12]
    put = write_all(name, some, tmp_path, random.Random(1))
    audit = attack(tmp_path, Matcher([one.protected for one in some]))
    assert put.keys() - {leak.key for leak in audit.leaks} == set()


@pytest.mark.skipif(not transcript.installed(), reason="needs tesseract and its data")
def test_print_in_a_turned_picture_is_heard(tmp_path: Path) -> None:
    from PIL import Image, ImageDraw, ImageFont

    picture = Image.new("L", (1400, 500), 255)
    draw = ImageDraw.Draw(picture)
    for line, text in enumerate(
        ("The witness of that morning is", "Samira Haddad of the mill", "as she said herself")
    ):
        draw.text((80, 80 + 110 * line), text, font=ImageFont.load_default(54), fill=0)
    picture.rotate(90, expand=True).save(tmp_path / "scan.png", dpi=(200, 200))
    assert {leak.key for leak in attack(tmp_path, Matcher([SECRET])).leaks} == {"w1"}


def test_pictures_stop_a_release_where_print_cannot_be_read(tmp_path: Path, matcher: Matcher) -> None:
    from PIL import Image

    Image.new("L", (40, 40)).save(tmp_path / "x.png")
    audit = attack(tmp_path, matcher, ocr=False)
    assert not audit.clean and "tesseract" in audit.unseen[0][1]


def test_no_message_repeats_what_it_found(tmp_path: Path, matcher: Matcher) -> None:
    """Neither the string nor a file name, a member's name or a table's name that holds it."""
    (tmp_path / "Samira Haddad.txt").write_text("x")
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("samira_haddad/notes.txt", "Samira Haddad was here")
    audit = attack(tmp_path, matcher)
    assert len(audit.leaks) >= 3
    assert matcher.find(json.dumps([str(leak) for leak in audit.leaks])) == []


def test_what_cannot_be_looked_into_stops_a_release(tmp_path: Path, matcher: Matcher) -> None:
    (tmp_path / "paper.pdf").write_bytes(b"%PDF-1.7\nnot one")
    (tmp_path / "there").symlink_to(tmp_path / "paper.pdf")
    reasons = dict(attack(tmp_path, matcher).unseen)
    assert set(reasons) == {"paper.pdf", "there"}


def test_a_photo_that_says_where_it_was_taken_stops_a_release(tmp_path: Path, matcher: Matcher) -> None:
    from PIL import Image

    picture = Image.new("RGB", (40, 40))
    exif = picture.getexif()
    exif.get_ifd(0x8825).update({1: "N", 2: (35.0, 12.0, 3.0), 3: "E", 4: (36.0, 1.0, 2.0)})
    picture.save(tmp_path / "x.jpg", exif=exif)
    assert [leak.kind for leak in attack(tmp_path, matcher).leaks] == ["place"]


def test_a_string_cut_by_a_tag_or_packed_twice_is_heard(tmp_path: Path, matcher: Matcher) -> None:
    (tmp_path / "a.html").write_text("<p>Sam<b>ira</b> Had&#100;ad</p>")
    assert {leak.file for leak in attack(tmp_path, matcher).leaks} == {"a.html"}
