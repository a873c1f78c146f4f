"""Mailboxes: each mail a member, byte for byte."""

from pathlib import Path

from sijil.readers import read

ONE = (
    b"From: a@example.org\nTo: b@example.org\nSubject: one\nDate: Fri, 7 Mar 2025 10:00:00 +0300\n\n"
    b"first\n>From here on\n\n"
)
TWO = b"From: c@example.org\nTo: b@example.org\nSubject: two\n\nsecond\n\nFrom the start it was clear.\n"
LINE = b"From a@example.org Fri Mar  7 10:00:00 2025\n"


def test_each_mail_is_a_member_as_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "box.mbox"
    path.write_bytes(LINE + ONE + LINE + TWO)
    found = read(path, name="box.mbox", spool=tmp_path)
    assert found.outcome == "read" and found.metadata["mails"] == "2"
    assert [member.name for member in found.members] == ["mail-1.eml", "mail-2.eml"]
    assert [member.path.read_bytes() for member in found.members] == [ONE, TWO]
    assert found.metadata["quoted_from_lines"].startswith("1 ")


def test_a_mailbox_without_a_folder_names_its_mails(tmp_path: Path) -> None:
    path = tmp_path / "box.mbox"
    path.write_bytes(LINE + ONE)
    found = read(path, name="box.mbox")
    assert [left.name for left in found.not_taken] == ["mail-1.eml"]


def test_a_cut_mailbox_gives_what_is_there(tmp_path: Path) -> None:
    path = tmp_path / "box.mbox"
    path.write_bytes((LINE + ONE + LINE + TWO)[:-40])
    found = read(path, name="box.mbox", spool=tmp_path)
    assert len(found.members) == 2 and found.members[1].path.read_bytes() == TWO[:-40]


def test_mails_are_read_in_their_turn_and_found_in_the_report(sijil, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path, case = tmp_path / "box.mbox", tmp_path / "case"
    path.write_bytes(LINE + ONE.replace(b"first", b"Gunmen killed three civilians in Beit Sal.") + LINE + TWO)
    assert sijil("run", case, path).returncode == 0
    page = (case / "report/index.html").read_text("utf-8")
    assert "mail-1.eml" in page and "Gunmen killed three civilians" in page
