"""Pseudonyms that no list of names leads back from."""

import hashlib
import json
import re
import shutil
import stat
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sijil.errors import CaseSettings
from sijil.names import exact_key
from sijil.store import database, protection, pseudonyms
from sijil.store.case import create_case, open_case
from sijil.store.models import Item, Source
from sijil.store.runs import content_key
from sijil.store.speakers import is_protected, shown_key
from sijil.text import norm

Sijil = Callable[..., subprocess.CompletedProcess[str]]
SHORTEST = 6
"""A pseudonym is as long."""


def guesses(name: str) -> Iterator[str]:
    """All that somebody who has read our code, but not the secret, can make of a name."""
    for written in {name, name.strip(), norm(name), exact_key(name) or "", name.casefold()}:
        for kind in (
            "person",
            "document",
            "body",
            "sender",
            "witness",
            "hearsay",
            "interview",
            "chat_member",
        ):
            for prefix in ("s", "g"):
                key = content_key(prefix, kind, written)
                yield key[1:]
                yield hashlib.sha256(key.encode()).hexdigest()
        for digest in ("md5", "sha1", "sha256", "sha512"):
            yield hashlib.new(digest, written.encode()).hexdigest()


def found(names: list[str], text: str) -> set[str]:
    """The names that one of the hexadecimal words of a text gives away, by its whole or by an end of a digest."""
    words = {word.lower() for word in re.findall(r"\b[sg]?([0-9a-fA-F]{6,64})\b", text)}
    return {
        name
        for name in names
        for digest in guesses(name)
        if any(digest[:size] in words or digest[-size:] in words for size in (SHORTEST, 8, 16, len(digest)))
    }


@pytest.fixture
def protected(case_copy: Path) -> list[str]:
    open_case(case_copy)
    return sorted({s.name for s in Source.objects.exclude(name="") if is_protected(s)})


def texts(folder: Path) -> str:
    return "\n".join(
        path.read_bytes().decode("utf-8", "replace") for path in sorted(folder.rglob("*")) if path.is_file()
    )


def item_of(name: str) -> str:
    return Item.objects.get(part="", name__endswith=name).sha256


def test_a_list_of_names_leads_nowhere_from_the_report(case_copy: Path, protected: list[str]) -> None:
    assert len(protected) > 3
    assert found(protected, texts(case_copy / "report")) == set()


def test_the_attack_would_find_names_where_keys_are_shown(case_copy: Path, protected: list[str]) -> None:
    keys = "\n".join(s.key for s in Source.objects.all())
    assert len(found(protected, keys)) > len(protected) / 2


def test_a_list_of_names_leads_nowhere_from_a_handover(
    sijil: Sijil, case_copy: Path, protected: list[str], tmp_path: Path
) -> None:
    bag = tmp_path / "bag"
    done = sijil(
        "handover", case_copy, item_of("list_a_volunteers.csv"), "--to", "x", "--purpose", "y", "--out", bag
    )
    assert done.returncode == 0, done.stderr
    assert found(protected, texts(bag) + done.stdout) == set()
    assert not list(bag.rglob(pseudonyms.FILE))


def test_a_refused_handover_names_the_person_by_the_pseudonym_alone(
    sijil: Sijil, case_copy: Path, protected: list[str], tmp_path: Path
) -> None:
    done = sijil(
        "handover",
        case_copy,
        item_of("interview_w07.docx"),
        "--to",
        "x",
        "--purpose",
        "y",
        "--out",
        tmp_path / "b",
    )
    assert done.returncode and "the consent of" in done.stderr
    assert found(protected, done.stderr) == set()


def test_two_cases_call_one_person_differently(tmp_path: Path) -> None:
    labels = set()
    for name in ("one", "other"):
        create_case(tmp_path / name, actor="u-1")
        labels.add(pseudonyms.pseudonym("s0123456789abcdef"))
        mode = (tmp_path / name / pseudonyms.FILE).stat().st_mode
        assert stat.S_IMODE(mode) == 0o600
    database.disconnect()
    assert len(labels) == 2


def test_a_case_of_an_earlier_version_gets_a_secret_and_goes_on(sijil: Sijil, case_copy: Path) -> None:
    shutil.rmtree(case_copy / "report")
    (case_copy / pseudonyms.FILE).unlink()
    before = {s.key for s in Source.objects.all()} if open_case(case_copy) else set()
    (case_copy / pseudonyms.FILE).unlink()
    database.disconnect()
    assert sijil("run", case_copy).returncode == 0
    secret = (case_copy / pseudonyms.FILE).read_text("ascii")
    assert sijil("verify", case_copy / "report").returncode == 0
    assert sijil("run", case_copy).returncode == 0
    assert (case_copy / pseudonyms.FILE).read_text("ascii") == secret
    open_case(case_copy)
    assert {s.key for s in Source.objects.all()} == before
    shown = {row.key for row in protection.sources(protection.TEAM)}
    people = [s for s in Source.objects.all() if is_protected(s)]
    assert people and not shown & {s.key for s in people}
    assert shown & {shown_key(s) for s in people}


def test_verification_makes_no_secret_and_says_which_file_it_lacks(sijil: Sijil, case_copy: Path) -> None:
    (case_copy / pseudonyms.FILE).unlink()
    done = sijil("verify", case_copy / "report")
    assert done.returncode == 1 and pseudonyms.FILE in done.stderr
    assert not (case_copy / pseudonyms.FILE).exists()


@pytest.mark.parametrize("content", ["", "abc\n", "zz" * 32, "ab" * 40])
def test_a_damaged_secret_is_said_and_not_replaced(tmp_path: Path, content: str) -> None:
    (tmp_path / pseudonyms.FILE).write_text(content, "ascii")
    pseudonyms.use(tmp_path)
    with pytest.raises(CaseSettings, match="64 hexadecimal digits"):
        pseudonyms.pseudonym("s0123456789abcdef")
    assert (tmp_path / pseudonyms.FILE).read_text("ascii") == content


def test_no_row_of_the_report_holds_the_secret(case_copy: Path) -> None:
    secret = (case_copy / pseudonyms.FILE).read_text("ascii").strip()
    assert secret not in texts(case_copy / "report")
    assert secret not in json.dumps([str(p) for p in case_copy.rglob("*")])
