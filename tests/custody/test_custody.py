"""Taking files in, and asking what was taken in."""

import json
import os
import resource
import shutil
import stat
import tempfile
import threading
import time
from collections import Counter
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import pytest
from custody_specimens import (
    ACTOR,
    MEBIBYTE,
    add,
    in_child,
    log_lines,
    make_case,
    names_logged,
    notes,
    problems,
    received,
    still,
    write_files,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from sijil.custody import Custody, Received, Refused, copying, verify
from sijil.custody.copying import BUFFER
from sijil.custody.names import salted
from sijil.errors import CustodyError, EvidenceError


def test_a_file_is_kept_under_its_hash_and_logged(tmp_path: Path) -> None:
    source = write_files(tmp_path / "in", {"a.txt": b"hello"})
    custody = make_case(tmp_path / "case")
    (got,) = add(custody, source / "a.txt")
    digest = sha256(b"hello").hexdigest()
    assert got == Received(2, digest, 5, "a.txt", source / "a.txt", False, b"hello")
    blob = tmp_path / "case/evidence/sha256" / digest[:2] / digest
    assert custody.path_of(digest) == blob and blob.read_bytes() == b"hello"
    assert stat.S_IMODE(blob.stat().st_mode) == 0o444
    with custody.open_blob(digest) as opened:
        assert opened.read() == b"hello"
    (entry,) = custody.entries_of(digest)
    assert (entry.line, entry.seq, entry.act, entry.size, entry.actor) == (2, 2, "received", 5, ACTOR)
    assert custody.name_of(2) == "a.txt"
    assert custody.head() == entry.line_sha256


def test_each_line_follows_from_the_one_before(sound_case: Path) -> None:
    before = "0" * 64
    for number, line in enumerate(log_lines(sound_case), 1):
        fields = json.loads(line)
        assert (fields["seq"], fields["prev"]) == (number, before)
        before = sha256(line.rstrip(b"\n")).hexdigest()


def test_the_name_hash_is_that_of_the_salt_and_the_name(sound_case: Path) -> None:
    names = (sound_case / "custody/names.jsonl").read_text("utf-8").splitlines()
    entries = {entry.seq: entry for entry in Custody(sound_case).entries()}
    for record in map(json.loads, names):
        salt = bytes.fromhex(record["salt"])
        assert salted(salt, record["name"].encode()) == entries[record["seq"]].name_hash
    assert len({json.loads(name)["salt"] for name in names}) == len(names) == len(entries) - 1


def test_the_same_file_twice_is_one_blob_and_two_entries(tmp_path: Path) -> None:
    source = write_files(tmp_path / "in", {"a.txt": b"hello", "b.txt": b"hello"})
    custody = make_case(tmp_path / "case")
    outcomes = received(add(custody, source, source / "a.txt"))
    assert [(got.seq, got.known, got.logged) for got in outcomes] == [
        (2, False, True),
        (3, True, True),
        (4, True, True),
    ]
    assert len(list((tmp_path / "case/evidence/sha256").rglob("*/*"))) == 1
    assert [custody.name_of(entry.seq) for entry in custody.entries_of(outcomes[0].sha256)] == [
        "in/a.txt",
        "in/b.txt",
        "a.txt",
    ]
    assert not list(verify(tmp_path / "case"))


def test_skipping_what_is_known_asks_for_the_same_name_and_the_same_bytes(tmp_path: Path) -> None:
    source = write_files(tmp_path / "in", {"a.txt": b"hello", "b.txt": b"other"})
    custody = make_case(tmp_path / "case")
    first = received(add(custody, source))
    before = log_lines(tmp_path / "case")
    again = received(add(custody, source, skip_known=True))
    assert [(got.seq, got.known, got.logged) for got in again] == [(2, True, False), (3, True, False)]
    assert log_lines(tmp_path / "case") == before
    assert [got.head for got in again] == [got.head for got in first]
    write_files(source, {"a.txt": b"changed", "c.txt": b"hello"})
    third = received(add(custody, source, skip_known=True))
    assert [(got.name, got.known, got.logged) for got in third] == [
        ("in/a.txt", False, True),
        ("in/b.txt", True, False),
        ("in/c.txt", True, True),
    ]


def test_skipping_what_is_known_holds_within_one_add(tmp_path: Path) -> None:
    source = write_files(tmp_path / "in", {"a.txt": b"hello"})
    outcomes = received(add(make_case(tmp_path / "case"), source, source, skip_known=True))
    assert [(got.seq, got.logged) for got in outcomes] == [(2, True), (2, False)]


def test_an_empty_file_is_taken_in_and_says_so(tmp_path: Path) -> None:
    source = write_files(tmp_path / "in", {"empty": b"", "full": b"x"})
    empty, full = received(add(make_case(tmp_path / "case"), source))
    assert empty.empty and empty.sha256 == sha256().hexdigest() and empty.head == b""
    assert not full.empty


SIZES = (
    1,
    4095,
    4096,
    4097,
    BUFFER - 1,
    BUFFER,
    BUFFER + 1,
    2 * BUFFER,
    3 * BUFFER + 4095,
    5 * MEBIBYTE + 13,
)


@pytest.mark.parametrize("behind_from", [copying.BEHIND_FROM, 2 * BUFFER])
def test_files_of_every_awkward_size_are_kept_to_the_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, behind_from: int
) -> None:
    monkeypatch.setattr(copying, "BEHIND_FROM", behind_from)
    contents = {f"{size:08d}": os.urandom(size) for size in SIZES}
    source = write_files(tmp_path / "in", contents)
    custody = make_case(tmp_path / "case")
    outcomes = received(add(custody, source))
    assert [got.size for got in outcomes] == list(SIZES)
    for got, content in zip(outcomes, contents.values(), strict=True):
        assert got.sha256 == sha256(content).hexdigest()
        assert got.head == content[:4096]
        assert custody.path_of(got.sha256).read_bytes() == content
    assert not list(verify(tmp_path / "case"))
    assert not list((tmp_path / "case/evidence/tmp").iterdir())


@settings(max_examples=10, deadline=None)
@given(st.lists(st.tuples(st.binary(max_size=3), st.sampled_from("abc")), max_size=70))
def test_whatever_is_handed_over_each_file_has_its_outcome_in_order(files: list[tuple[bytes, str]]) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        contents = {f"in/{name}{number:03d}": content for number, (content, name) in enumerate(files)}
        write_files(folder, contents)
        (folder / "in").mkdir(exist_ok=True)
        outcomes = add(make_case(folder / "case"), folder / "in")
        got = [(one.name, one.sha256) for one in received(outcomes)]
        assert got == [(name, sha256(contents[name]).hexdigest()) for name in sorted(contents)]
        assert len(outcomes) == len(contents) or (not contents and isinstance(outcomes[0], Refused))
        assert names_logged(folder / "case") == Counter(list(contents))
        assert not list(verify(folder / "case"))


def test_a_name_that_is_no_utf_8_is_kept_byte_for_byte(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    raw = "شاهد".encode("cp1256") + b".txt"
    (source / os.fsdecode(raw)).write_bytes(b"x")
    custody = make_case(tmp_path / "case")
    (got,) = received(add(custody, source))
    assert got.name == "in/\\xd4\\xc7\\xe5\\xcf.txt" == custody.name_of(got.seq)
    assert got.path is not None and os.fsencode(got.path.name) == raw
    record = json.loads((tmp_path / "case/custody/names.jsonl").read_bytes())
    assert bytes.fromhex(record["name_hex"]) == b"in/" + raw and "name" not in record
    assert not list(verify(tmp_path / "case"))


def test_every_failure_is_stated_and_the_rest_goes_on(tmp_path: Path) -> None:
    source = write_files(tmp_path / "in", {"a": b"a", "z": b"z"})
    (source / "empty").mkdir()
    (source / "link").symlink_to("a")
    case = tmp_path / "case"
    outcomes = add(make_case(case), tmp_path / "missing", source, case)
    assert [(one.name, isinstance(one, Received)) for one in outcomes] == [
        ("missing", False),
        ("in/a", True),
        ("in/empty", False),
        ("in/link", False),
        ("in/z", True),
        ("case", False),
    ]
    for one in outcomes:
        assert isinstance(one, Received) or (one.reason and one.path)


def test_a_file_that_may_not_be_read_is_refused() -> None:
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        write_files(place / "in", {"closed": b"secret", "open": b"x"})
        (place / "in/closed").chmod(0)
        for folder in (place, place / "in"):
            folder.chmod(0o777)

        def as_another_user() -> None:
            if os.geteuid() == 0:
                os.setuid(65534)
            closed, opened = add(make_case(place / "case"), place / "in")
            assert isinstance(closed, Refused) and closed.reason == "may not be read by this user"
            assert closed.remedy and isinstance(opened, Received)
            assert not list(verify(place / "case"))

        assert in_child(as_another_user) == 0


def test_a_file_that_vanishes_is_refused(tmp_path: Path) -> None:
    source = write_files(tmp_path / "in", {f"{number:03d}": b"%d" % number for number in range(330)})
    outcomes = make_case(tmp_path / "case").take_in([source], actor=ACTOR, clock=still)
    first = next(outcomes)
    (source / "329").unlink()
    *_, last = outcomes
    assert isinstance(first, Received)
    assert isinstance(last, Refused) and last.reason == "is not there"


@pytest.mark.parametrize("mode", ["ab", "r+b"])
@pytest.mark.parametrize("behind_from", [copying.BEHIND_FROM, 2 * BUFFER])
def test_a_file_that_changes_while_it_is_read_is_refused_and_nothing_of_it_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: str, behind_from: int
) -> None:
    monkeypatch.setattr(copying, "BEHIND_FROM", behind_from)
    source = write_files(tmp_path / "in", {"a": b"a", "changing": bytes(8 * MEBIBYTE), "z": b"z"})
    stop = threading.Event()

    def write() -> None:
        with (source / "changing").open(mode, buffering=0) as file:
            while not stop.is_set():
                file.write(b"x")
                time.sleep(0.0005)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        first, changing, last = add(make_case(tmp_path / "case"), source)
    finally:
        stop.set()
        writer.join()
    assert isinstance(first, Received) and isinstance(last, Received)
    assert isinstance(changing, Refused) and changing.reason == "changed while it was being read"
    assert len(log_lines(tmp_path / "case")) == 3
    assert not list(verify(tmp_path / "case"))


def test_a_second_writer_is_refused_in_one_line(tmp_path: Path) -> None:
    source = write_files(tmp_path / "in", {"a": b"a"})
    custody = make_case(tmp_path / "case")
    under_way = custody.take_in([source], actor=ACTOR, clock=still)
    next(under_way)
    with pytest.raises(CustodyError, match="another sijil is adding to this case; wait"):
        add(Custody(tmp_path / "case"), source)
    with pytest.raises(CustodyError, match="under way"):
        add(custody, source)
    assert in_child(lambda: add(Custody(tmp_path / "case"), source)) == 1
    list(under_way)
    assert len(received(add(custody, source))) == 1


def test_an_add_left_in_the_middle_gives_the_lock_back(tmp_path: Path) -> None:
    source = write_files(tmp_path / "in", {"a": b"a"})
    custody = make_case(tmp_path / "case")
    for _ in custody.take_in([source], actor=ACTOR, clock=still):
        break
    assert received(add(Custody(tmp_path / "case"), source))


def test_a_member_is_logged_with_its_container(tmp_path: Path) -> None:
    source = write_files(tmp_path / "in", {"x.zip": b"PK"})
    custody = make_case(tmp_path / "case")
    (container,) = received(add(custody, source))
    member = custody.take_member(
        b"inside", name="dir/x.txt", container_sha256=container.sha256, actor=ACTOR, clock=still
    )
    assert (member.name, member.path, member.head) == ("dir/x.txt", None, b"inside")
    assert member.container == container.sha256
    (entry,) = custody.entries_of(member.sha256)
    assert (entry.act, entry.container) == ("extracted", container.sha256)
    again = custody.take_member(
        b"inside", name="dir/x.txt", container_sha256=container.sha256, actor=ACTOR, clock=still
    )
    assert (again.seq, again.logged) == (member.seq, False)
    elsewhere = custody.take_member(
        b"inside", name="y.txt", container_sha256=container.sha256, actor=ACTOR, clock=still
    )
    assert elsewhere.logged and elsewhere.known


def test_members_from_files_and_from_memory_are_taken_in_as_one_batch(tmp_path: Path) -> None:
    source = write_files(tmp_path / "in", {"x.zip": b"PK", "spool": b"spooled"})
    custody = make_case(tmp_path / "case")
    (container,) = received(add(custody, source / "x.zip"))
    members = [(source / "spool", "a"), (b"memory", "b"), (source / "gone", "c"), (b"\xff", b"\xfe.txt")]
    outcomes = custody.take_members(members, container_sha256=container.sha256, actor=ACTOR, clock=still)
    assert [one.name for one in outcomes] == ["a", "b", "c", "\\xfe.txt"]
    assert [isinstance(one, Received) for one in outcomes] == [True, True, False, True]
    many = [(b"%d" % number, f"m{number}") for number in range(150)]
    custody.take_members(many, container_sha256=container.sha256, actor=ACTOR, clock=still)
    assert len(log_lines(tmp_path / "case")) == 2 + 3 + 150
    assert not list(verify(tmp_path / "case"))


def test_a_member_that_cannot_be_read_raises(tmp_path: Path) -> None:
    custody = make_case(tmp_path / "case")
    (container,) = received(add(custody, write_files(tmp_path / "in", {"x.zip": b"PK"})))
    with pytest.raises(EvidenceError, match=r"inner\.txt: is not there"):
        custody.take_member(
            tmp_path / "gone", name="inner.txt", container_sha256=container.sha256, actor=ACTOR, clock=still
        )


def test_a_member_without_its_container_in_custody_is_refused(tmp_path: Path) -> None:
    custody = make_case(tmp_path / "case")
    with pytest.raises(CustodyError, match="take the container in first"):
        custody.take_member(b"x", name="x", container_sha256="0" * 64, actor=ACTOR, clock=still)


def test_members_can_be_taken_in_while_an_add_is_under_way(tmp_path: Path) -> None:
    source = write_files(tmp_path / "in", {f"{number:03d}.zip": b"PK%d" % number for number in range(40)})
    custody = make_case(tmp_path / "case")
    for got in custody.take_in([source], actor=ACTOR, clock=still):
        assert isinstance(got, Received)
        custody.take_member(
            b"in " + got.head, name="x", container_sha256=got.sha256, actor=ACTOR, clock=still
        )
    assert len(log_lines(tmp_path / "case")) == 81
    assert not list(verify(tmp_path / "case"))
    assert not (tmp_path / "case/custody/unfinished.json").exists()


def test_all_items_are_given_again_from_the_log_alone(tmp_path: Path) -> None:
    source = write_files(tmp_path / "in", {"a": b"1", "b": b"2", "c": b"1"})
    custody = make_case(tmp_path / "case")
    first = received(add(custody, source))
    member = custody.take_member(b"3", name="x", container_sha256=first[0].sha256, actor=ACTOR, clock=still)
    again = list(Custody(tmp_path / "case").received())
    wanted = [first[0], first[1], member]
    assert [(one.seq, one.sha256, one.size, one.name, one.head, one.container) for one in again] == [
        (one.seq, one.sha256, one.size, one.name, one.head, one.container) for one in wanted
    ]


def test_what_was_asked_before_is_not_stale_after_an_add(tmp_path: Path) -> None:
    source = write_files(tmp_path / "in", {"a": b"1"})
    custody = make_case(tmp_path / "case")
    (one,) = received(add(custody, source))
    assert len(custody.entries_of(one.sha256)) == 1 and custody.name_of(3) == ""
    add(custody, source)
    assert len(custody.entries_of(one.sha256)) == 2 and custody.name_of(3) == "in/a"


def test_a_missing_blob_is_stated_in_one_line_and_comes_back_by_adding_the_file(tmp_path: Path) -> None:
    source = write_files(tmp_path / "in", {"a": b"1"})
    custody = make_case(tmp_path / "case")
    (one,) = received(add(custody, source))
    custody.path_of(one.sha256).unlink()
    with pytest.raises(CustodyError, match=rf"evidence/sha256/../{one.sha256}: the original bytes cannot"):
        custody.open_blob(one.sha256)
    (again,) = received(add(custody, source))
    assert not again.known and again.logged
    assert not list(verify(tmp_path / "case"))


def test_a_damaged_blob_is_not_taken_for_the_file_nor_replaced_in_silence(tmp_path: Path) -> None:
    source = write_files(tmp_path / "in", {"a": b"12345"})
    custody = make_case(tmp_path / "case")
    (one,) = received(add(custody, source))
    blob = custody.path_of(one.sha256)
    blob.chmod(0o644)
    blob.write_bytes(b"123")
    (again,) = add(custody, source)
    assert isinstance(again, Refused) and "damaged" in again.reason and "verify" in again.remedy
    assert blob.read_bytes() == b"123"


def test_a_hash_that_is_none_opens_nothing(sound_case: Path) -> None:
    for wrong in ("../../custody/log.jsonl", "A" * 64, "", "0" * 63):
        with pytest.raises(CustodyError, match="not a SHA-256"):
            Custody(sound_case).path_of(wrong)


def test_a_folder_without_a_log_is_no_case(tmp_path: Path) -> None:
    with pytest.raises(CustodyError, match="no custody log here; make a case"):
        Custody(tmp_path)


def test_a_case_is_not_made_over_another(sound_case: Path) -> None:
    before = log_lines(sound_case)
    with pytest.raises(CustodyError, match="already"):
        make_case(sound_case)
    assert log_lines(sound_case) == before


def test_evidence_and_log_are_closed_to_other_users(sound_case: Path) -> None:
    for closed in ("evidence", "custody"):
        assert stat.S_IMODE((sound_case / closed).stat().st_mode) == 0o700
    for closed in ("log.jsonl", "names.jsonl", "lock"):
        assert stat.S_IMODE((sound_case / "custody" / closed).stat().st_mode) == 0o600


def test_a_narrow_mask_does_not_narrow_a_blobs_mode(tmp_path: Path) -> None:
    source = write_files(tmp_path / "in", {"a": b"a"})
    custody = make_case(tmp_path / "case")
    before = os.umask(0o077)
    try:
        add(custody, source)
    finally:
        os.umask(before)
    assert not notes(tmp_path / "case")


@pytest.mark.parametrize("actor", ["", "Zayd Example", "z@example.org", "زيد", "a" * 65, "a\nb"])
def test_an_actor_that_could_be_a_name_or_an_address_is_refused(tmp_path: Path, actor: str) -> None:
    with pytest.raises(CustodyError, match="cannot be an actor"):
        Custody.create(tmp_path / "case", actor, still)


def test_a_clock_without_its_offset_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CustodyError, match="without its offset"):
        Custody.create(tmp_path / "case", ACTOR, lambda: datetime(2026, 3, 1))


def test_progress_tells_how_many_of_how_many(tmp_path: Path) -> None:
    source = write_files(tmp_path / "in", {f"{number:02d}": b"%d" % number for number in range(40)})
    told: list[tuple[int, int, str]] = []
    custody = make_case(tmp_path / "case")
    outcomes = custody.take_in(
        [source],
        actor=ACTOR,
        clock=still,
        progress=lambda done, total, name: told.append((done, total, name)),
    )
    assert len(list(outcomes)) == 40
    assert told[-1] == (40, 40, "in/39")
    assert [done for done, _, _ in told] == sorted(done for done, _, _ in told)
    assert {total for _, total, _ in told} == {40}


def test_the_source_is_left_as_it_was(tmp_path: Path) -> None:
    source = write_files(tmp_path / "in", {"a": b"a", "b": bytes(3 * MEBIBYTE)})
    os.utime(source / "b", ns=(10**18, 10**18))
    before = {path: path.stat() for path in source.iterdir()}
    add(make_case(tmp_path / "case"), source)
    for path, was in before.items():
        now = path.stat()
        assert (now.st_mode, now.st_mtime_ns, now.st_ctime_ns) == (
            was.st_mode,
            was.st_mtime_ns,
            was.st_ctime_ns,
        )
        if os.geteuid() == was.st_uid:
            assert now.st_atime_ns == was.st_atime_ns


def test_names_that_were_all_removed_do_not_stop_the_next_add(tmp_path: Path) -> None:
    source = write_files(tmp_path / "in", {"a": b"a"})
    custody = make_case(tmp_path / "case")
    add(custody, source)
    (tmp_path / "case/custody/names.jsonl").unlink()
    assert custody.name_of(2) == ""
    assert received(add(custody, source))
    assert not problems(tmp_path / "case") and len(notes(tmp_path / "case")) == 1


def test_a_case_can_be_copied_and_goes_on(sound_case: Path, tmp_path: Path) -> None:
    case = tmp_path / "moved"
    shutil.copytree(sound_case, case)
    assert received(add(Custody(case), write_files(tmp_path / "in", {"new": b"new"})))
    assert not list(verify(case))


def test_a_large_file_that_is_in_custody_is_not_written_again(tmp_path: Path) -> None:
    source = write_files(tmp_path / "in", {"large": os.urandom(3 * MEBIBYTE), "small": b"x"})
    add(make_case(tmp_path / "case"), source)

    def with_small_files_only() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (MEBIBYTE, MEBIBYTE))
        for skip_known in (True, False):
            large, small = received(add(Custody(tmp_path / "case"), source, skip_known=skip_known))
            assert large.known and small.known and large.size == 3 * MEBIBYTE and large.head

    assert in_child(with_small_files_only) == 0
    assert not list(verify(tmp_path / "case"))


def test_a_large_file_of_the_same_name_and_size_with_other_bytes_is_another(tmp_path: Path) -> None:
    source = write_files(tmp_path / "in", {"large": os.urandom(3 * MEBIBYTE)})
    custody = make_case(tmp_path / "case")
    (one,) = received(add(custody, source))
    write_files(source, {"large": os.urandom(3 * MEBIBYTE)})
    (other,) = received(add(custody, source, skip_known=True))
    assert other.sha256 != one.sha256 and other.logged and not other.known
    assert not list(verify(tmp_path / "case"))


def test_a_missing_blob_that_is_put_back_is_logged_even_when_known_files_are_skipped(tmp_path: Path) -> None:
    source = write_files(tmp_path / "in", {"a": b"1"})
    custody = make_case(tmp_path / "case")
    (one,) = received(add(custody, source))
    custody.path_of(one.sha256).unlink()
    (again,) = received(add(custody, source, skip_known=True))
    assert again.logged and not again.known
    assert not list(verify(tmp_path / "case"))


def test_a_case_folder_that_cannot_be_written_is_told_in_one_line() -> None:
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        source = write_files(place / "in", {"a": b"1"})
        make_case(place / "case")
        place.chmod(0o555)
        for path in (place / "case", *(place / "case").rglob("*")):
            path.chmod(0o555 if path.is_dir() else 0o444)

        def as_another_user() -> None:
            if os.geteuid() == 0:
                os.setuid(65534)
            with pytest.raises(CustodyError, match=r"cannot be written .* make it writable") as said:
                add(Custody(place / "case"), source)
            assert "\n" not in str(said.value)
            with pytest.raises(CustodyError, match="cannot be written"):
                make_case(place / "other")
            assert not list(verify(place / "case"))

        assert in_child(as_another_user) == 0


def test_a_copy_of_a_case_that_lost_its_empty_folders_goes_on(tmp_path: Path) -> None:
    make_case(tmp_path / "case")
    shutil.rmtree(tmp_path / "case/evidence")
    assert received(add(Custody(tmp_path / "case"), write_files(tmp_path / "in", {"a": b"1"})))
    assert not list(verify(tmp_path / "case"))
